//! Orders of a span of days, for the closing of a period. Both ends are included.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{OrderRecord, State};
use crate::columns::Columns;
use crate::sql::orders as sql;
use crate::{ConnectionId, Error, Store};

/// What an order comes to, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sold {
    /// The order's id.
    pub order_id: i64,
    /// Where it stands.
    pub state: State,
    /// Its total, in the shop's currency.
    pub total: Decimal,
    /// The invoice's day or, for one that was never planned, the order's.
    pub day: Date,
}

impl Store {
    /// What the orders of the span come to, in no particular order.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sales_between(
        &self,
        connection: &ConnectionId,
        from: Date,
        to: Date,
    ) -> Result<Vec<Sold>, Error> {
        let query = sql::SALES_BETWEEN.query().bind(connection.to_string());
        let rows = self.all(query.bind(from.to_string()).bind(to.to_string())).await?;
        let sold = rows.iter().map(|row| {
            Ok(Sold {
                order_id: row.whole("order_id")?,
                state: row.parsed("state", State::parse)?,
                total: row.amount("total")?,
                day: row.day("day")?,
            })
        });
        sold.collect()
    }

    /// The orders that have an invoice dated in the span, whatever their state.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn booked_between(
        &self,
        connection: &ConnectionId,
        from: Date,
        to: Date,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::BOOKED_BETWEEN.query().bind(connection.to_string());
        self.records(query.bind(from.to_string()).bind(to.to_string())).await
    }

    /// All orders of the span, by the date of the invoice or, for one that was never planned, the
    /// day it was placed.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn all_between(
        &self,
        connection: &ConnectionId,
        from: Date,
        to: Date,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::ALL_BETWEEN.query().bind(connection.to_string());
        self.records(query.bind(from.to_string()).bind(to.to_string())).await
    }

    /// Orders with an invoice of before `day` that were booked unpaid and got their payment later.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn paid_later(
        &self,
        connection: &ConnectionId,
        day: Date,
    ) -> Result<Vec<OrderRecord>, Error> {
        let query = sql::PAID_LATER.query().bind(connection.to_string());
        self.records(query.bind(day.to_string())).await
    }
}
