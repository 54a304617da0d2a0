//! Adds the statement up.

use std::collections::{BTreeMap, HashSet};

use super::account::{Account, accounts};
use super::explain::{ROUNDING, explain};
use super::report::report;
use super::{
    Amounts, Counted, Evidence, Explanation, Held, Key, Outside, ReportLine, Row, Statement,
};
use crate::{Language, Money};

/// A row while it is being added up.
#[derive(Debug, Default)]
pub(super) struct Sum {
    shop: Counted,
    booked: Counted,
    /// Its tax rates: several, where the settings changed within the period.
    pub(super) rates: BTreeMap<String, RateSum>,
}

/// What a row comes to at one tax rate.
#[derive(Debug, Default)]
pub(super) struct RateSum {
    pub(super) booked: Amounts,
    pub(super) moneybird: Amounts,
}

/// Makes the statement. Sentences are in `language`.
pub fn close(evidence: &Evidence, language: Language) -> Statement {
    let accounts = accounts(evidence);
    let mut sums: BTreeMap<Key, Sum> = BTreeMap::new();
    for account in &accounts {
        count(&mut sums, account);
    }
    let ours: HashSet<&str> = accounts
        .iter()
        .flat_map(|account| account.own.iter().chain(&account.twins))
        .map(|held| held.id.as_str())
        .collect();
    let outside: Vec<&Held> =
        evidence.held.iter().filter(|held| !ours.contains(held.id.as_str())).collect();
    report(&mut sums, &evidence.report, &outside);

    let rows: Vec<Row> = sums.iter().map(|(key, sum)| row(key, sum, &evidence.report)).collect();
    let difference =
        rows.iter().map(|row| row.difference.net.abs() + row.difference.vat.abs()).sum::<Money>();
    let explanations: Vec<Explanation> =
        accounts.iter().flat_map(|account| explain(account, language)).collect();
    Statement {
        connection: evidence.connection.clone(),
        period: evidence.period.clone(),
        currency: evidence.currency.clone(),
        closes: difference.is_zero() && !explanations.iter().any(is_hidden),
        difference,
        boxes: boxes(&sums, &evidence.report),
        rows,
        explanations,
        outside: outside.into_iter().map(stranger).collect(),
        notes: evidence.notes.clone(),
    }
}

/// Whether an order differs although its row does not, because another one makes up for it.
fn is_hidden(own: &Explanation) -> bool {
    own.code != ROUNDING && !(own.net.is_zero() && own.vat.is_zero())
}

/// Counts one order on the shop's side and, where Moneybird holds it, on the books' side.
fn count(sums: &mut BTreeMap<Key, Sum>, account: &Account<'_>) {
    for part in &account.parts {
        let sum = sums.entry(part.key.clone()).or_default();
        if let Some(shop) = part.shop {
            sum.shop.count(shop);
        }
        if let Some(booked) = part.booked {
            sum.booked.count(booked);
        }
        if let Some(rate) = &part.tax_rate {
            sum.rates.entry(rate.clone()).or_default().booked += part.booked.unwrap_or_default();
        }
    }
    if !account.edited.is_zero() {
        // The shop's new rows are not known, and so neither is the VAT in the difference.
        let edited = Amounts { net: account.edited, vat: Money::ZERO };
        sums.entry(Key::Unassigned).or_default().shop.count(edited);
    }
}

fn row(key: &Key, sum: &Sum, lines: &[ReportLine]) -> Row {
    let mut moneybird = Amounts::default();
    for rate in sum.rates.values() {
        moneybird += rate.moneybird;
    }
    let (case, country, percentage, tax_rate) = match key {
        Key::Sold(case, country, percentage) => {
            (case.to_string(), Some(*country), Some(*percentage), None)
        }
        Key::Unassigned => ("unassigned".to_owned(), None, None, None),
        Key::Rate(rate) => {
            let line = lines.iter().find(|line| line.tax_rate == *rate);
            let name = line.map(|line| &line.name).filter(|name| !name.is_empty());
            let name = name.unwrap_or(rate).clone();
            let percentage = line.and_then(|line| line.percentage);
            ("unexplained".to_owned(), None, percentage, Some(name))
        }
    };
    Row {
        case,
        country,
        percentage,
        tax_rate,
        shop: sum.shop,
        booked: sum.booked,
        moneybird,
        difference: sum.shop.amounts() - moneybird,
    }
}

fn boxes(sums: &BTreeMap<Key, Sum>, lines: &[ReportLine]) -> BTreeMap<String, Amounts> {
    let mut boxes: BTreeMap<String, Amounts> = BTreeMap::new();
    for (rate, sum) in sums.values().flat_map(|sum| &sum.rates) {
        let line = lines.iter().find(|line| line.tax_rate == *rate);
        if let Some(name) = line.and_then(|line| line.return_box.clone()) {
            *boxes.entry(name).or_default() += sum.moneybird;
        }
    }
    boxes
}

fn stranger(held: &Held) -> Outside {
    let Amounts { net, vat } = held.amounts();
    Outside { invoice_id: held.id.clone(), reference: held.reference.clone(), net, vat }
}
