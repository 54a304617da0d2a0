//! How much of an invoice the orders of a summary fill.

use std::collections::BTreeSet;

use super::Member;
use super::address::base_36;
use super::merge::MOST_NUMBERS;
use crate::{Country, Percentage, Subject, VatCase};

/// Orders of one summary, at most.
const MOST_ORDERS: usize = 150;

/// Lines of one invoice, at most: more than that Moneybird was never seen to take.
const MOST_LINES: usize = 100;

/// Characters of an address, at most: Moneybird is given 2000, less what escaping may add.
const MOST_ADDRESS: usize = 1_900;

/// What was filled so far.
#[derive(Debug, Clone)]
pub(super) struct Size {
    orders: usize,
    /// The lines with amounts.
    lines: BTreeSet<(VatCase, Country, Percentage, String, String)>,
    /// The lines with order numbers, and what is free on the last of them.
    number_lines: usize,
    free: usize,
    address: usize,
}

impl Size {
    /// That of a summary without orders. Its day and number are not known yet; the longest possible
    /// ones are counted.
    pub(super) fn of_none(shop_url: &str) -> Self {
        let longest = Subject::Day { day: jiff::civil::Date::MAX, number: 9_999 };
        let first = i64::MAX.to_string().len();
        let address = longest.address(shop_url, i64::MAX).len() + "&orders=".len() + first;
        Self { orders: 0, lines: BTreeSet::new(), number_lines: 0, free: 0, address }
    }

    /// With one order more. The step to an order in the address is never longer than its id.
    pub(super) fn with(&self, member: &Member) -> Self {
        let mut size = self.clone();
        size.orders += 1;
        size.address += 1 + base_36(member.order.unsigned_abs()).len();
        for line in &member.invoice.lines {
            let (rate, ledger) = (line.tax_rate.clone(), line.ledger.clone());
            size.lines.insert((line.case, line.country, line.percentage, rate, ledger));
        }
        let number = member.number.trim().chars().count() + ", ".len();
        if number > size.free {
            size.number_lines += 1;
            size.free = MOST_NUMBERS.saturating_sub("Bestellingen: ".len()) + ", ".len();
        }
        size.free = size.free.saturating_sub(number);
        size
    }

    /// Whether one invoice holds it.
    pub(super) fn fits(&self) -> bool {
        self.orders <= MOST_ORDERS
            && self.lines.len() + self.number_lines <= MOST_LINES
            && self.address <= MOST_ADDRESS
    }
}
