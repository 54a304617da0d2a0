//! Orders of one day that are booked together: one invoice per day, VAT case and payment method.
//!
//! Pure: which orders go together, and the invoice that they become. Every order's number stands in
//! it, and its address names every order, so that none is ever booked again.

mod address;
mod merge;

use std::collections::BTreeMap;

use crate::decide::vat_number;
use crate::{Invoice, Order, Subject, VatCase};

pub use address::members_of_source;
pub(crate) use address::orders_in;
pub use merge::{merge, reference};

/// Orders of one summary, at most.
const MOST_ORDERS: usize = 150;

/// Lines of one invoice, at most: more than that Moneybird was never seen to take.
const MOST_LINES: usize = 100;

/// Characters of an address, at most: Moneybird is given 2000, less what escaping may add.
const MOST_ADDRESS: usize = 1_900;

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
/// invoice with the number on it), and a refund.
pub fn stands_alone(order: &Order) -> bool {
    let intra_community = order.intra_community && !order.platform_sale;
    intra_community
        || !vat_number(&order.customer).is_empty()
        || order.total_price.is_sign_negative() && !order.total_price.is_zero()
}

/// Sorts orders of one day into summaries: by principal VAT case, payment method and whether they
/// are paid, and no more in one than an invoice holds.
pub fn groups(shop_url: &str, members: Vec<Member>) -> Vec<Vec<Member>> {
    let mut by_key: BTreeMap<Key, Vec<Vec<Member>>> = BTreeMap::new();
    for member in members {
        let groups = by_key.entry(key(&member)).or_default();
        match groups.last_mut() {
            Some(last) => {
                last.push(member);
                if last.len() > 1 && !fits(shop_url, last) {
                    let next = last.pop().into_iter().collect();
                    groups.push(next);
                }
            }
            None => groups.push(vec![member]),
        }
    }
    by_key.into_values().flatten().collect()
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

/// Whether these orders are few enough for one invoice. The day and the number of the summary are
/// not known here; the longest possible ones are counted.
fn fits(shop_url: &str, members: &[Member]) -> bool {
    let longest = Subject::Day { day: jiff::civil::Date::MAX, number: 9_999 };
    members.len() <= MOST_ORDERS
        && merge::number_of_lines(members) <= MOST_LINES
        && address::address(longest, shop_url, i64::MAX, members).len() <= MOST_ADDRESS
}
