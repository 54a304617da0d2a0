//! Orders of one day that are booked together: one invoice per day, VAT case and payment method.
//!
//! Pure: which orders go together, and the invoice that they become. Every order's number stands in
//! it, and its address names every order, so that none is ever booked again.

mod address;
mod merge;
mod size;

use std::collections::BTreeMap;

use crate::{Invoice, Order, Settings, VatCase, vat_number};
use size::Size;

pub use address::members_of_source;
pub(crate) use address::orders_in;
pub use merge::{merge, reference};

/// An order, and the invoice that it would become by itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// The order's id.
    pub order: i64,
    /// The number that people know.
    pub number: String,
    /// The payment method's id.
    pub method: Option<i64>,
    /// What it would become by itself.
    pub invoice: Invoice,
}

/// What the orders of a summary have in common, besides the day.
type Key = (VatCase, Option<i64>, bool);

/// Whether an order has an invoice of its own even where days are summed up: an intra-Community
/// supply and one to a business with a VAT number (art. 35 and 35a Wet OB 1968: those must get an
/// invoice with the number on it), a refund, and what is not paid yet, if its payment is to find it.
pub fn stands_alone(order: &Order, settings: &Settings) -> bool {
    let is_nothing = order.total_price.is_zero();
    let intra_community = order.intra_community && !order.platform_sale;
    intra_community
        || !vat_number::typed(&order.customer).is_empty()
        || order.total_price.is_sign_negative() && !is_nothing
        || !order.paid && settings.payment.register && !is_nothing
}

/// Sorts orders of one day into summaries: by principal VAT case, payment method and whether they
/// are paid, and no more in one than an invoice holds.
pub fn groups(shop_url: &str, members: Vec<Member>) -> Vec<Vec<Member>> {
    let mut by_key: BTreeMap<Key, Vec<(Size, Vec<Member>)>> = BTreeMap::new();
    for member in members {
        let groups = by_key.entry(key(&member)).or_default();
        let grown = groups.last().map(|(size, _)| size.with(&member)).filter(Size::fits);
        match (groups.last_mut(), grown) {
            (Some((size, last)), Some(grown)) => {
                *size = grown;
                last.push(member);
            }
            _ => groups.push((Size::of_none(shop_url).with(&member), vec![member])),
        }
    }
    by_key.into_values().flatten().map(|(_, members)| members).collect()
}

fn key(member: &Member) -> Key {
    let invoice = &member.invoice;
    // What costs nothing has no payment, and joins those that have.
    let is_paid = invoice.payment.is_some() || invoice.total.is_zero();
    (principal_case(invoice), member.method, is_paid)
}

/// The VAT case of the larger part of an order; that of its deposits only if it has nothing else.
fn principal_case(invoice: &Invoice) -> VatCase {
    let mut found: Option<(VatCase, crate::Money)> = None;
    for row in invoice.vat.iter().filter(|row| row.case != VatCase::Deposit) {
        let amount = (row.net + row.vat).abs();
        if found.is_none_or(|(_, largest)| amount > largest) {
            found = Some((row.case, amount));
        }
    }
    found.map_or(VatCase::Deposit, |(case, _)| case)
}
