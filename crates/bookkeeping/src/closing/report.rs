//! Sets Moneybird's tax report beside what was booked.

use std::collections::{BTreeMap, HashMap};

use super::statement::Sum;
use super::{Amounts, Held, Key, ReportLine};

/// Gives every row what the report has for it, less what is not ours. The report knows tax rates
/// only: rows that share one get what was booked, and the first of them the rest. What is left at
/// a rate that no row has becomes a row of its own.
pub(super) fn report(sums: &mut BTreeMap<Key, Sum>, lines: &[ReportLine], outside: &[&Held]) {
    let mut rest: BTreeMap<&str, Amounts> = BTreeMap::new();
    for line in lines {
        *rest.entry(&line.tax_rate).or_default() += Amounts { net: line.net, vat: line.vat };
    }
    // A rate without VAT may stand in no box and so not in the report; with VAT it must.
    for (rate, amounts) in by_rate(outside) {
        if rest.contains_key(rate) || !amounts.vat.is_zero() {
            let left = rest.entry(rate).or_default();
            *left = *left - amounts;
        }
    }
    let booked: Vec<(String, Amounts)> = sums
        .values()
        .flat_map(|sum| sum.rates.iter().map(|(rate, own)| (rate.clone(), own.booked)))
        .collect();
    for (rate, amounts) in &booked {
        if !amounts.vat.is_zero() {
            rest.entry(rate).or_default();
        }
        if let Some(left) = rest.get_mut(rate.as_str()) {
            *left = *left - *amounts;
        }
    }
    for sum in sums.values_mut() {
        for (rate, own) in &mut sum.rates {
            own.moneybird = own.booked;
            if let Some(left) = rest.remove(rate.as_str()) {
                own.moneybird += left;
            }
        }
    }
    for (rate, left) in rest.into_iter().filter(|(_, left)| !left.is_zero()) {
        let sum = sums.entry(Key::Rate(rate.to_owned())).or_default();
        sum.rates.entry(rate.to_owned()).or_default().moneybird = left;
    }
}

fn by_rate<'a>(outside: &[&'a Held]) -> HashMap<&'a str, Amounts> {
    let mut sums: HashMap<&str, Amounts> = HashMap::new();
    for rate in outside.iter().flat_map(|held| &held.rates) {
        *sums.entry(&rate.tax_rate).or_default() += rate.amounts();
    }
    sums
}
