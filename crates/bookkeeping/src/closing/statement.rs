//! Adds the statement up.

use std::collections::{BTreeMap, HashSet};

use super::account::{Account, accounts};
use super::explain::{EDITED, ROUNDING, explain};
use super::listed::listed;
use super::report::report;
use super::reported::oss_box;
use super::{
    Amounts, Counted, Evidence, Explanation, Held, Key, Outside, ReportLine, Row, Statement,
    clearing, reported, sentences,
};
use crate::{Country, Language, Money, VatCase, order_of_source};

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
    let (own, outside): (Vec<&Held>, Vec<&Held>) =
        evidence.held.iter().partition(|held| ours.contains(held.id.as_str()));
    report(&mut sums, &evidence.report, &outside);

    let rows: Vec<Row> = sums.iter().map(|(key, sum)| row(key, sum, &evidence.report)).collect();
    let difference =
        rows.iter().map(|row| row.difference.net.abs() + row.difference.vat.abs()).sum::<Money>();
    let (mut explanations, mut orders): (Vec<Explanation>, _) = (Vec::new(), Vec::new());
    for account in &accounts {
        let found = explain(account, language);
        orders.extend(listed(account, &found));
        explanations.extend(found);
    }
    let rates = reported::rates(&evidence.report, [&own, &outside], &oss(&sums));
    let accounts_paid = clearing::accounts(&evidence.clearing, &evidence.payments);
    let mut notes = evidence.notes.clone();
    notes.extend(reported::notes(&rates, &evidence.report, language));
    notes.extend(clearing::notes(&accounts_paid, language));
    Statement {
        connection: evidence.connection.clone(),
        period: evidence.period.clone(),
        currency: evidence.currency.clone(),
        closes: difference.is_zero() && !explanations.iter().any(is_hidden),
        difference,
        boxes: boxes(&sums, &evidence.report),
        rows,
        report: rates,
        clearing: accounts_paid,
        explanations,
        outside: outside.into_iter().map(|held| stranger(held, evidence, language)).collect(),
        orders,
        notes,
    }
}

/// Whether an order differs although its row does not, because another one makes up for it, or
/// because what changed in it comes to nothing.
fn is_hidden(own: &Explanation) -> bool {
    own.code == EDITED || (own.code != ROUNDING && !(own.net.is_zero() && own.vat.is_zero()))
}

/// Counts one order on the shop's side and, where Moneybird holds it, on the books' side.
fn count(sums: &mut BTreeMap<Key, Sum>, account: &Account<'_>) {
    for part in &account.parts {
        let sum = sums.entry(part.key.clone()).or_default();
        if let Some(shop) = part.shop {
            sum.shop.count(shop, account.orders());
        }
        if let Some(booked) = part.booked {
            sum.booked.count(booked, account.orders());
        }
        if let Some(rate) = &part.tax_rate {
            sum.rates.entry(rate.clone()).or_default().booked += part.booked.unwrap_or_default();
        }
    }
    for (key, edited) in &account.edited {
        // An order counts once in a row, however it changed.
        let is_in_row = account.parts.iter().any(|part| part.key == *key);
        let orders = if is_in_row { 0 } else { account.orders() };
        sums.entry(key.clone()).or_default().shop.count(*edited, orders);
    }
}

fn row(key: &Key, sum: &Sum, lines: &[ReportLine]) -> Row {
    let mut moneybird = Amounts::default();
    for rate in sum.rates.values() {
        moneybird += rate.moneybird;
    }
    let (case, country, mut percentage) = key.names();
    let mut tax_rate = None;
    if let Key::Rate(rate) = key {
        let line = lines.iter().find(|line| line.tax_rate == *rate);
        let name = line.map(|line| &line.name).filter(|name| !name.is_empty());
        tax_rate = Some(name.unwrap_or(rate).clone());
        percentage = line.and_then(|line| line.percentage);
    }
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
    for (key, sum) in sums {
        for (rate, sum) in &sum.rates {
            let line = lines.iter().find(|line| line.tax_rate == *rate);
            let name = match key {
                Key::Sold(VatCase::Oss, country, _) => Some(oss_box(*country)),
                _ => line.and_then(|line| line.return_box.clone()),
            };
            if let Some(name) = name {
                *boxes.entry(name).or_default() += sum.moneybird;
            }
        }
    }
    boxes
}

/// The tax rates that are used in the One-Stop-Shop, and for which country.
fn oss(sums: &BTreeMap<Key, Sum>) -> BTreeMap<&str, Country> {
    let mut rates = BTreeMap::new();
    for (key, sum) in sums {
        if let Key::Sold(VatCase::Oss, country, _) = key {
            rates.extend(sum.rates.keys().map(|rate| (rate.as_str(), *country)));
        }
    }
    rates
}

fn stranger(held: &Held, evidence: &Evidence, language: Language) -> Outside {
    let Amounts { net, vat } = held.amounts();
    let is_of_shop = order_of_source(&held.source_url, evidence.shop).is_some();
    let message = is_of_shop.then(|| sentences::of_another_period(language).to_owned());
    Outside {
        invoice_id: held.id.clone(),
        reference: held.reference.clone(),
        date: held.date,
        net,
        vat,
        message,
    }
}
