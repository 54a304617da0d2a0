//! What the sandboxes know themselves, to hold the program's word against.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use jiff::tz::TimeZone;
use rust_decimal::Decimal;
use sandbox::books::Books;
use sandbox::shop::Shop;
use sandbox::shop::model::{InvoiceKind, Order};
use serde_json::Value;
use store::{OsEntropy, SealingKey, Store};

use super::Bench;

/// A shop, and the books it is booked into.
pub(crate) struct Sides<'a> {
    pub(crate) shop: &'a Shop,
    pub(crate) books: &'a Books,
}

impl Bench {
    /// What the program remembers.
    pub(crate) async fn store(&self) -> Store {
        let data = self.folder.path().join("data");
        let key = SealingKey::load_or_create(&data.join("sealing.key"), &OsEntropy).unwrap();
        let file = || format!("sqlite:{}", data.join("sluitend.db").display());
        let url = self.database_url("data").unwrap_or_else(file);
        Store::open(&url, key, Arc::new(OsEntropy)).await.unwrap()
    }

    fn sides(&self) -> Sides<'_> {
        Sides { shop: &self.shop, books: &self.books }
    }

    /// The orders that are completed and paid.
    pub(crate) fn ready(&self) -> Vec<Order> {
        self.sides().ready()
    }

    /// The calendar years in which those orders were placed.
    pub(crate) fn years(&self) -> BTreeSet<i16> {
        let zone = TimeZone::get("Europe/Amsterdam").unwrap();
        let placed = self.ready().into_iter().map(|order| order.create_date);
        placed.map(|at| at.to_zoned(zone.clone()).year()).collect()
    }

    /// The invoices of an order.
    pub(crate) fn invoices_of(&self, order: i64) -> Vec<Value> {
        self.sides().invoices_by_order().remove(&order).unwrap_or_default()
    }

    /// The shop's credit invoices, each with its order.
    pub(crate) fn credits(&self) -> BTreeMap<i64, i64> {
        self.sides().credits()
    }

    /// The orders that have an invoice.
    pub(crate) fn booked(&self) -> BTreeSet<i64> {
        self.sides().booked()
    }

    /// See [`Sides::books_hold_once`].
    #[track_caller]
    pub(crate) fn books_hold_once(&self, orders: &[Order]) {
        self.sides().books_hold_once(orders);
    }
}

impl Sides<'_> {
    /// The orders that are completed and paid.
    pub(crate) fn ready(&self) -> Vec<Order> {
        let is_ready = |order: &Order| order.is_completed && order.status == Some(7) && order.paid;
        self.shop.orders().into_iter().filter(is_ready).collect()
    }

    /// The shop's credit invoices, each with its order.
    fn credits(&self) -> BTreeMap<i64, i64> {
        let invoices = self.shop.invoices().into_iter();
        let credits = invoices.filter(|invoice| invoice.kind == InvoiceKind::Credit);
        credits.map(|invoice| (invoice.id, invoice.order.id)).collect()
    }

    /// The orders that have an invoice.
    pub(crate) fn booked(&self) -> BTreeSet<i64> {
        self.invoices_by_order().into_keys().collect()
    }

    /// The invoices by the order that their address names.
    fn invoices_by_order(&self) -> BTreeMap<i64, Vec<Value>> {
        self.invoices_by("/orders/")
    }

    /// The invoices by the id that comes after `kind` in their address.
    fn invoices_by(&self, kind: &str) -> BTreeMap<i64, Vec<Value>> {
        let mut found: BTreeMap<i64, Vec<Value>> = BTreeMap::new();
        for invoice in self.books.invoices() {
            let url = invoice["source_url"].as_str().unwrap_or_default();
            let Some((_, id)) = url.split_once(kind) else { continue };
            let id = id.split('/').next().unwrap_or_default().parse().unwrap_or_default();
            found.entry(id).or_default().push(invoice);
        }
        found
    }

    /// What the credit invoices in the books come to, by the order that the shop lowered for them.
    /// Asserts that each is there once.
    fn credited(&self) -> BTreeMap<i64, Decimal> {
        let mut credited = BTreeMap::new();
        let of = self.credits();
        for (credit, invoices) in self.invoices_by("/invoices/") {
            assert_eq!(invoices.len(), 1, "invoices of credit {credit}");
            let sum: &mut Decimal = credited.entry(of[&credit]).or_default();
            *sum += amount(&invoices[0]["total_price_incl_tax"]);
        }
        credited
    }

    /// Asserts that these orders, and no others, have one invoice each, with the right total less
    /// what was credited, and one payment each unless there is nothing to pay.
    #[track_caller]
    pub(crate) fn books_hold_once(&self, orders: &[Order]) {
        let (mut found, credited) = (self.invoices_by_order(), self.credited());
        for order in orders {
            let number = order.number_full();
            let invoices = found.remove(&order.id).unwrap_or_default();
            assert_eq!(invoices.len(), 1, "invoices of {number}");
            let credited = credited.get(&order.id).copied().unwrap_or_default();
            let total = order.totals(&self.shop.options().switches).price - credited;
            let invoice = &invoices[0];
            assert_eq!(amount(&invoice["total_price_incl_tax"]), total, "total of {number}");
            assert_eq!(amount(&invoice["total_unpaid"]), Decimal::ZERO, "open of {number}");
            let payments = invoice["payments"].as_array().unwrap().len();
            assert_eq!(payments, usize::from(!total.is_zero()), "payments of {number}");
        }
        let others: Vec<&i64> = found.keys().collect();
        assert!(others.is_empty(), "invoices of other orders: {others:?}");
    }
}

fn amount(value: &Value) -> Decimal {
    value.as_str().unwrap().parse().unwrap()
}

/// Waits for what is done with the [`Bench::store`].
pub(crate) fn block_on<T>(work: impl Future<Output = T>) -> T {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    runtime.block_on(work)
}
