//! What the shop holds between requests.

use std::collections::{BTreeMap, VecDeque};

use jiff::Timestamp;
use jiff::tz::TimeZone;

use super::courier::{Delivered, Registration};
use super::credentials::Key;
use super::limits::Windows;
use super::model::{GeozoneCountry, Invoice, Merchant, Number, Order, Paymethod, Row, StatusName};

/// Id of the one app.
pub(crate) const APP: i64 = 123;

/// A subscription to an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Webhook {
    /// Unique among webhooks.
    pub id: i64,
    /// When it was made.
    pub create_date: Timestamp,
    /// `orders.created`, …
    pub event: String,
    /// Where deliveries go.
    pub address: String,
    /// What deliveries are signed with.
    pub key: String,
    /// Whether deliveries are made.
    pub is_active: bool,
}

/// What the shop holds between requests.
#[derive(Debug)]
pub(crate) struct State {
    pub(crate) orders: BTreeMap<i64, Order>,
    pub(crate) invoices: BTreeMap<i64, Invoice>,
    pub(crate) webhooks: BTreeMap<i64, Webhook>,
    pub(crate) paymethods: Vec<Paymethod>,
    pub(crate) statuses: Vec<StatusName>,
    pub(crate) countries: Vec<GeozoneCountry>,
    pub(crate) merchant: Merchant,
    pub(crate) is_installed: bool,
    pub(crate) key: Key,
    pub(crate) registration: Option<Registration>,
    /// The last webhooks that pages set off, the newest first.
    pub(crate) delivered: VecDeque<Delivered>,
    pub(crate) windows: Windows,
    /// Requests by method and resource.
    pub(crate) requests: BTreeMap<(String, String), u64>,
    /// The last id that was given to anything new.
    pub(crate) last_id: i64,
}

impl State {
    /// Counts a request.
    pub(crate) fn count(&mut self, method: &str, resource: &str) {
        *self.requests.entry((method.to_owned(), resource.to_owned())).or_default() += 1;
    }

    /// Puts an order in, with ids and a number where it has none, and tells its id.
    pub(crate) fn put(&mut self, mut order: Order) -> i64 {
        if order.id == 0 {
            order.id = self.new_id();
        }
        if order.is_completed && order.number.is_none() {
            order.number = Some(self.new_number(order.create_date));
        }
        order.rows = order.rows.into_iter().map(|row| self.with_id(row)).collect();
        let id = order.id;
        let highest_row = order.rows.iter().map(|row| row.id).max().unwrap_or(0);
        self.last_id = self.last_id.max(id).max(highest_row);
        self.orders.insert(id, order);
        id
    }

    /// An id above all others.
    pub(crate) fn new_id(&mut self) -> i64 {
        self.last_id += 1;
        self.last_id
    }

    fn with_id(&mut self, row: Row) -> Row {
        if row.id == 0 { Row { id: self.new_id(), ..row } } else { row }
    }

    fn new_number(&self, placed: Timestamp) -> Number {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC);
        let year = placed.to_zoned(zone).year();
        let prefix = format!("{year}-");
        let last = self
            .orders
            .values()
            .filter_map(|order| order.number.as_ref())
            .filter(|number| number.prefix.as_ref() == Some(&prefix))
            .map(|number| number.running)
            .max();
        Number::of_year(year, last.unwrap_or(0) + 1)
    }
}
