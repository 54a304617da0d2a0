//! What the sandboxes know themselves, to hold the program's word against.

use std::collections::BTreeSet;

use rust_decimal::Decimal;
use sandbox::shop::model::Order;
use serde_json::Value;

use super::Bench;

impl Bench {
    /// The orders that are completed and paid.
    pub(crate) fn ready(&self) -> Vec<Order> {
        let is_ready =
            |order: &Order| order.is_completed && order.status == Some(7) && order.paid;
        self.shop.orders().into_iter().filter(is_ready).collect()
    }

    /// The invoices of an order.
    pub(crate) fn invoices_of(&self, order: i64) -> Vec<Value> {
        let path = format!("/orders/{order}/");
        let is_its = |invoice: &Value| {
            invoice["source_url"].as_str().is_some_and(|url| url.contains(&path))
        };
        self.books.invoices().into_iter().filter(is_its).collect()
    }

    /// Asserts that these orders, and no others, have one invoice each, with the right total, and
    /// one payment each unless there is nothing to pay.
    #[track_caller]
    pub(crate) fn books_hold_once(&self, orders: &[Order]) {
        let wanted: BTreeSet<i64> = orders.iter().map(|order| order.id).collect();
        assert_eq!(self.books.invoices().len(), wanted.len(), "one invoice per order");
        for order in orders {
            let number = order.number_full();
            let invoices = self.invoices_of(order.id);
            assert_eq!(invoices.len(), 1, "invoices of {number}");
            let invoice = &invoices[0];
            let total = order.totals(&self.shop.options().switches).price;
            assert_eq!(amount(&invoice["total_price_incl_tax"]), total, "total of {number}");
            assert_eq!(amount(&invoice["total_unpaid"]), Decimal::ZERO, "open of {number}");
            let payments = invoice["payments"].as_array().unwrap().len();
            assert_eq!(payments, usize::from(!total.is_zero()), "payments of {number}");
        }
    }
}

fn amount(value: &Value) -> Decimal {
    value.as_str().unwrap().parse().unwrap()
}
