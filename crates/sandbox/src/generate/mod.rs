//! Makes a lively Dutch shop: coffee, tea, books and kitchenware.
//!
//! The same [`Plan`] always gives the same shop, byte for byte. Nobody in it exists.

mod basket;
mod buyer;
mod calendar;
mod catalogue;
mod charges;
mod invoices;
mod kinds;
mod names;
mod numbers;
mod order;
mod payment;
mod progress;
mod random;
mod regime;
mod setup;

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::shop::model::{GeozoneCountry, Invoice, Merchant, Order, Paymethod, StatusName};

pub(crate) use buyer::passer_by;
pub use kinds::{Kind, Kinds};
pub(crate) use numbers::vat_number;

/// What to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// How many finished orders. One basket comes with every forty of them.
    pub orders: usize,
    /// Another seed is another shop.
    pub seed: u64,
    /// The moment of the last orders; the first are fourteen months before it.
    pub now: Timestamp,
    /// Which kinds of orders.
    pub kinds: Kinds,
}

/// What was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Generated {
    /// Orders and baskets, by id and by date.
    pub orders: Vec<Order>,
    /// What each finished order is an example of, by its id.
    pub kinds: BTreeMap<i64, Kind>,
    /// The shop's own invoices.
    pub invoices: Vec<Invoice>,
    /// The ways to pay.
    pub paymethods: Vec<Paymethod>,
    /// The merchant's names of the statuses.
    pub statuses: Vec<StatusName>,
    /// The countries the shop sells to.
    pub countries: Vec<GeozoneCountry>,
    /// Whose shop it is.
    pub merchant: Merchant,
}

impl Generated {
    /// The highest id of anything here.
    pub(crate) fn last_id(&self) -> i64 {
        let orders = self.orders.iter().map(|order| order.id);
        let rows = self.orders.iter().flat_map(|order| order.rows.iter().map(|row| row.id));
        let invoices = self.invoices.iter().map(|invoice| invoice.id);
        let billed_rows =
            self.invoices.iter().flat_map(|invoice| invoice.order.rows.iter().map(|row| row.id));
        orders.chain(rows).chain(invoices).chain(billed_rows).max().unwrap_or(0)
    }
}

/// Makes a shop.
pub fn shop(plan: &Plan) -> Generated {
    let (orders, kinds) = order::orders(plan);
    let (orders, invoices) = invoices::invoices(orders, plan.now);
    Generated {
        orders,
        kinds,
        invoices,
        paymethods: payment::paymethods(),
        statuses: setup::statuses(),
        countries: setup::countries(),
        merchant: setup::merchant(),
    }
}
