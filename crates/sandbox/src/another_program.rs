//! Another program that booked the shop's orders before: plainly, and not all of them.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::books::Books;
use crate::shop::Shop;
use crate::shop::model::{Order, Sale};

/// The status of an order that is done.
const DONE: u8 = 7;

/// The account that it books everything on.
const ACCOUNT: &str = "Omzet";

/// Books the shop's orders up to and including one, by its id, as another program might have: those that are
/// done and paid, sold in the Netherlands at 21, 9 or 0 % including VAT. Each becomes an invoice without an
/// address, with a line for each rate and this reference, in which `{number}` stands for the order's number.
/// The ids of the orders, by the ids of their invoices.
///
/// # Errors
/// What the books answered, where they did not take one.
pub fn book_elsewhere(
    shop: &Shop,
    books: &Books,
    up_to: i64,
    reference: &str,
) -> Result<BTreeMap<String, i64>, Value> {
    let rates = domestic(books);
    let account = books.account(ACCOUNT);
    let mut booked = BTreeMap::new();
    for order in shop.orders().iter().filter(|own| own.id <= up_to && is_plain(own)) {
        let Some(lines) = lines(order, shop, &rates, account.as_deref()) else { continue };
        let invoice = json!({
            "reference": reference.replace("{number}", order.number_full()),
            "date": order.create_date.strftime("%Y-%m-%d").to_string(),
            "currency": "EUR",
            "prices_are_incl_tax": true,
            "source": "Another program",
            "details_attributes": lines,
        });
        booked.insert(books.add_foreign_invoice(&invoice)?, order.id);
    }
    Ok(booked)
}

/// Whether it is a sale that such a program understands.
fn is_plain(order: &Order) -> bool {
    order.is_completed
        && order.status == Some(DONE)
        && order.paid
        && order.sale == Sale::Ordinary
        && order.currency == "EUR"
        && order.destination() == "NL"
        && order.taxes.shown
        && order.taxes.in_rows
}

/// The ids of the domestic rates, by percentage.
fn domestic(books: &Books) -> BTreeMap<Decimal, String> {
    let rate = |percentage: i64| {
        let id = books.tax_rate(&format!("{percentage}% btw"))?;
        Some((Decimal::from(percentage), id))
    };
    [21, 9, 0].into_iter().filter_map(rate).collect()
}

/// A line for each rate, which come to the order's total; nothing if it has another rate, or a deposit.
fn lines(
    order: &Order,
    shop: &Shop,
    rates: &BTreeMap<Decimal, String>,
    account: Option<&str>,
) -> Option<Vec<Value>> {
    let switches = &shop.options().switches;
    let mut sums = order.by_rate(switches)?;
    sums.retain(|_, amount| !amount.is_zero());
    let whole: Decimal = sums.values().sum();
    // What rounding leaves over goes to the largest.
    let rest = order.totals(switches).price - whole;
    if let Some(largest) = sums.values_mut().max() {
        *largest += rest;
    }
    let line = |(percentage, amount): (Decimal, Decimal)| {
        let rate = rates.get(&percentage.normalize())?;
        Some(json!({
            "description": format!("Verkoop {} %", percentage.normalize()),
            "price": amount.to_string(),
            "amount": "1",
            "tax_rate_id": rate,
            "ledger_account_id": account?,
        }))
    };
    let lines: Option<Vec<Value>> = sums.into_iter().map(line).collect();
    lines.filter(|lines| !lines.is_empty())
}
