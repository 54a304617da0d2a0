//! Orders and their rows (ccvshop-api.md §2).

mod order;
mod query;
mod row;

use crate::page::Listing;
use crate::{Client, Error, Page};

pub use order::{Coupon, Order};
pub use query::{Direction, OrderQuery};
pub use row::{OrderRow, RowOption};

impl Client {
    /// One page of the orders that a query lets through. Filters that the shop may ignore are the
    /// caller's to check on what comes back. An order that the shop itself cannot show costs a
    /// few requests more and is reported among the unreadable, without an id; the page may then
    /// end early.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn orders(&self, query: &OrderQuery) -> Result<Page<Order>, Error> {
        let listing = Listing { path: "/orders/", query: query.pairs() };
        self.page(&listing, query.start, query.size).await
    }

    /// One order, or `None` if the shop does not have it.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn order(&self, id: i64) -> Result<Option<Order>, Error> {
        self.get_if_any(&format!("/orders/{id}/")).await
    }

    /// All rows of an order.
    ///
    /// # Errors
    /// Any [`Error`] of a read; a row that cannot be read is one.
    pub async fn order_rows(&self, order: i64) -> Result<Vec<OrderRow>, Error> {
        self.all(&format!("/orders/{order}/orderrows/")).await
    }
}
