//! A credit invoice of the shop, as bookkeeping needs it.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::refusal::Contradiction;
use crate::{Money, Order, Refusal, Row, amsterdam_day};

/// A credit invoice: what it takes back of an order. Amounts are in its currency.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credit {
    /// Its own id in CCV Shop.
    pub id: i64,
    /// The number that people see.
    pub number: String,
    /// When it was made.
    pub made_at: Timestamp,
    /// Whether the shop says that the money went back.
    pub is_settled: bool,
    /// Whether the shop lowered the order by it, once that is known.
    #[serde(default)]
    pub lowers: Option<bool>,
    /// What is taken back, as an order: with that order's id, number and circumstances, and with the
    /// amounts and signs of the credit invoice, whichever way the shop writes them.
    pub part: Order,
}

impl Credit {
    /// The day on which it was made, in Europe/Amsterdam.
    pub fn day(&self) -> Date {
        amsterdam_day(self.made_at)
    }

    /// What it takes back, with all signs as those of an order: what the customer gets is above
    /// nothing. The shop may write a credit with negative counts, with negative prices, or like a
    /// debit invoice (ccvshop-api.md §4.1); the totals tell which.
    ///
    /// # Errors
    /// [`Contradiction::CreditSigns`] if rows, total and VAT do not have one sign.
    pub fn taken_back(&self) -> Result<Order, Refusal> {
        let part = &self.part;
        let rows: Decimal = part.rows.iter().map(|row| row.total).sum();
        let signs = [rows, part.total_price, part.total_tax];
        let has = |sign: fn(&Decimal) -> bool| signs.iter().any(sign);
        match (has(|own| *own < Decimal::ZERO), has(|own| *own > Decimal::ZERO)) {
            (true, true) => Err(Refusal::Contradiction { how: Contradiction::CreditSigns }),
            (true, false) => Ok(turned(part)),
            (false, _) => Ok(part.clone()),
        }
    }

    /// The amount that it takes back: its total without the sign.
    pub fn amount(&self) -> Money {
        Money::round(self.part.total_price).abs()
    }
}

/// An order with the sign of every amount turned. Discounts keep theirs: it is not documented, and
/// their meaning counts (ccvshop-api.md §11).
fn turned(order: &Order) -> Order {
    Order {
        total_price: -order.total_price,
        total_tax: -order.total_tax,
        shipping: -order.shipping,
        payment_costs: -order.payment_costs,
        option_price: -order.option_price,
        extra_costs: -order.extra_costs,
        rows: order.rows.iter().map(turned_row).collect(),
        ..order.clone()
    }
}

fn turned_row(row: &Row) -> Row {
    let is_counted_back = row.quantity < Decimal::ZERO;
    Row {
        quantity: if is_counted_back { -row.quantity } else { row.quantity },
        unit_price: if is_counted_back { row.unit_price } else { -row.unit_price },
        total: -row.total,
        ..row.clone()
    }
}
