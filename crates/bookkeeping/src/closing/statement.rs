//! Adds the statement up.

use std::collections::{BTreeMap, HashMap, HashSet};

use super::explain::explain;
use super::{
    Amounts, Counted, Evidence, Held, Key, Outside, ReportLine, Row, Sale, Standing, Statement,
};
use crate::{Language, Money, VatRow};

/// A row while it is being added up.
#[derive(Debug, Default)]
struct Sum {
    tax_rate: Option<String>,
    shop: Counted,
    booked: Counted,
    moneybird: Amounts,
}

/// Makes the statement. Sentences are in `language`.
pub fn close(evidence: &Evidence, language: Language) -> Statement {
    let held: HashMap<&str, &Held> =
        evidence.held.iter().map(|held| (held.id.as_str(), held)).collect();
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for sale in &evidence.sales {
        count(&mut sums, sale, booked_as(sale, &held));
    }
    let ours: HashSet<&str> = evidence.sales.iter().filter_map(invoice_id).collect();
    let outside: Vec<&Held> =
        evidence.held.iter().filter(|held| !ours.contains(held.id.as_str())).collect();
    report(&mut sums, &evidence.report, &outside);

    let rows: Vec<Row> = sums.iter().map(|(key, sum)| row(key, sum)).collect();
    let difference =
        rows.iter().map(|row| row.difference.net.abs() + row.difference.vat.abs()).sum::<Money>();
    Statement {
        connection: evidence.connection.clone(),
        period: evidence.period.clone(),
        currency: evidence.currency.clone(),
        closes: difference.is_zero(),
        difference,
        boxes: boxes(&sums, &evidence.report),
        rows,
        explanations: evidence
            .sales
            .iter()
            .flat_map(|sale| explain(sale, booked_as(sale, &held), &evidence.held, language))
            .collect(),
        outside: outside.into_iter().map(stranger).collect(),
    }
}

fn invoice_id(sale: &Sale) -> Option<&str> {
    match &sale.standing {
        Standing::Booked(id) => Some(id),
        Standing::Underway | Standing::Stopped(..) => None,
    }
}

fn booked_as<'a>(sale: &Sale, held: &HashMap<&str, &'a Held>) -> Option<&'a Held> {
    held.get(invoice_id(sale)?).copied()
}

/// Counts one order on the shop's side and, where Moneybird holds it, on the books' side.
fn count(sums: &mut BTreeMap<Key, Sum>, sale: &Sale, held: Option<&Held>) {
    let Some(invoice) = &sale.invoice else {
        let vat = Money::round(sale.tax);
        let net = Money::round(sale.total) - vat;
        sums.entry(None).or_default().shop.count(Amounts { net, vat });
        return;
    };
    for (row, booked) in invoice.vat.iter().zip(booked_rows(&invoice.vat, held)) {
        let sum = sums.entry(Some((row.case, row.country, row.percentage))).or_default();
        sum.tax_rate.get_or_insert_with(|| row.tax_rate.clone());
        sum.shop.count(sold(row, booked));
        if let Some(booked) = booked {
            sum.booked.count(booked);
        }
    }
}

/// What the shop sold in one row. The law lets an administration round VAT per line or per total,
/// as long as it is consistent (art. 5a Uitvoeringsbesluit omzetbelasting 1968), so the shop's
/// amounts are rounded in the way in which this invoice was.
pub(super) fn sold(row: &VatRow, booked: Option<Amounts>) -> Amounts {
    let by_line = booked.is_some_and(|booked| booked.vat == row.vat_by_line);
    let vat = if by_line { row.vat_by_line } else { row.vat };
    Amounts { net: row.net + row.vat - vat, vat }
}

/// What Moneybird holds for each row of an invoice. Where rows share a tax rate, each gets what was
/// sent and the last of them what is left.
pub(super) fn booked_rows(rows: &[VatRow], held: Option<&Held>) -> Vec<Option<Amounts>> {
    let Some(held) = held else { return vec![None; rows.len()] };
    let mut left: HashMap<&str, Amounts> = HashMap::new();
    for rate in &held.rates {
        *left.entry(&rate.tax_rate).or_default() += Amounts { net: rate.net, vat: rate.vat };
    }
    let shared = |at: usize| rows[at + 1..].iter().any(|row| row.tax_rate == rows[at].tax_rate);
    let mut booked = Vec::with_capacity(rows.len());
    for (at, row) in rows.iter().enumerate() {
        let rest = left.entry(&row.tax_rate).or_default();
        let own = if shared(at) { Amounts { net: row.net, vat: row.vat } } else { *rest };
        *rest = *rest - own;
        booked.push(Some(own));
    }
    booked
}

/// Sets what the tax report says beside what was booked, less what is not ours. The report knows
/// tax rates only; rows that share one get what was booked, and the first of them the rest.
fn report(sums: &mut BTreeMap<Key, Sum>, lines: &[ReportLine], outside: &[&Held]) {
    let mut rest: HashMap<String, Amounts> = HashMap::new();
    for line in lines {
        *rest.entry(line.tax_rate.clone()).or_default() += Amounts { net: line.net, vat: line.vat };
    }
    for rate in outside.iter().flat_map(|held| &held.rates) {
        let left = rest.entry(rate.tax_rate.clone()).or_default();
        *left = *left - Amounts { net: rate.net, vat: rate.vat };
    }
    for sum in sums.values_mut() {
        sum.moneybird = sum.booked.amounts();
        // A rate without VAT may stand in no box and so not in the report; with VAT it must.
        if let Some(rate) = sum.tax_rate.as_deref().filter(|_| !sum.booked.vat.is_zero()) {
            rest.entry(rate.to_owned()).or_default();
        }
        if let Some(left) = sum.tax_rate.as_deref().and_then(|rate| rest.get_mut(rate)) {
            *left = *left - sum.booked.amounts();
        }
    }
    for sum in sums.values_mut() {
        if let Some(left) = sum.tax_rate.as_deref().and_then(|rate| rest.remove(rate)) {
            sum.moneybird += left;
        }
    }
}

fn row(key: &Key, sum: &Sum) -> Row {
    Row {
        case: key.map_or_else(|| "unassigned".to_owned(), |(case, _, _)| case.to_string()),
        country: key.map(|(_, country, _)| country),
        percentage: key.map(|(_, _, percentage)| percentage),
        shop: sum.shop,
        booked: sum.booked,
        moneybird: sum.moneybird,
        difference: sum.shop.amounts() - sum.moneybird,
    }
}

fn boxes(sums: &BTreeMap<Key, Sum>, lines: &[ReportLine]) -> BTreeMap<String, Amounts> {
    let mut boxes: BTreeMap<String, Amounts> = BTreeMap::new();
    for sum in sums.values() {
        let same = |line: &&ReportLine| Some(&line.tax_rate) == sum.tax_rate.as_ref();
        if let Some(name) = lines.iter().find(same).and_then(|line| line.return_box.clone()) {
            *boxes.entry(name).or_default() += sum.moneybird;
        }
    }
    boxes
}

fn stranger(held: &Held) -> Outside {
    Outside {
        invoice_id: held.id.clone(),
        reference: held.reference.clone(),
        net: held.rates.iter().map(|rate| rate.net).sum(),
        vat: held.rates.iter().map(|rate| rate.vat).sum(),
    }
}
