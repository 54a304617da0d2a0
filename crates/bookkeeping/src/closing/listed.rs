//! The orders of the period, one by one.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::account::Account;
use super::{Amounts, Explanation, Key};
use crate::{Country, Money, Percentage};

/// What an order adds to one row of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// The order's id in the shop; below nothing for what is no single order of the shop.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// The numbers of the orders that it stands for.
    pub orders: Vec<String>,
    /// Its day in the books.
    pub date: Date,
    /// What its invoice is, or would be, called; none where that cannot be told.
    pub reference: Option<String>,
    /// The invoice's id, where there is one.
    pub invoice_id: Option<String>,
    /// The VAT case, as in the rows; none for an order that adds to no row.
    pub case: Option<String>,
    /// Where the goods went.
    pub country: Option<Country>,
    /// What was charged.
    pub percentage: Option<Percentage>,
    /// What the shop sold, without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
    /// Both together.
    pub total: Money,
    /// `booked`, or the code of the first explanation of this order.
    pub state: String,
}

/// The lines of one order. One that was neither sold nor booked has none.
pub(super) fn listed(account: &Account<'_>, explanations: &[Explanation]) -> Vec<Listed> {
    let mut lines: Vec<Listed> = account
        .parts
        .iter()
        .filter_map(|part| Some(line(account, explanations, Some(&part.key), part.shop?)))
        .collect();
    for (key, edited) in &account.edited {
        lines.push(line(account, explanations, Some(key), *edited));
    }
    if lines.is_empty() && !explanations.is_empty() {
        lines.push(line(account, explanations, None, Amounts::default()));
    }
    lines
}

fn line(
    account: &Account<'_>,
    explanations: &[Explanation],
    key: Option<&Key>,
    amounts: Amounts,
) -> Listed {
    let sale = account.sale;
    let invoice = account.own.map(|held| held.id.as_str()).or(sale.standing.invoice());
    let (case, country, percentage) = match key.map(Key::names) {
        Some((case, country, percentage)) => (Some(case), country, percentage),
        None => (None, None, None),
    };
    Listed {
        id: sale.order,
        number: sale.number.clone(),
        orders: sale.orders.clone(),
        date: sale.date,
        reference: sale.invoice.as_ref().map(|own| own.reference.clone()),
        invoice_id: invoice.map(str::to_owned),
        case,
        country,
        percentage,
        net: amounts.net,
        vat: amounts.vat,
        total: amounts.net + amounts.vat,
        state: explanations.first().map_or("booked", |own| own.code.as_str()).to_owned(),
    }
}
