//! Pages of orders, for people who look through them.

use jiff::civil::Date;

use super::{OrderSummary, State};
use crate::sql::orders as sql;
use crate::{ConnectionId, Error, Store};

impl Store {
    /// At most `limit` orders of a connection, in one state or in any, the newest first: by the day
    /// they were placed, then by id. `before` is the day and id of the last one of the page before,
    /// so that orders which come meanwhile move nothing.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn orders_page(
        &self,
        connection: &ConnectionId,
        state: Option<State>,
        limit: u32,
        before: Option<(Date, i64)>,
    ) -> Result<Vec<OrderSummary>, Error> {
        let (day, order) = before.unwrap_or((Date::MAX, i64::MAX));
        let query = match state {
            None => sql::PAGE.query().bind(connection.to_string()),
            Some(state) => {
                sql::PAGE_OF_STATE.query().bind(connection.to_string()).bind(state.as_str())
            }
        };
        let query = query.bind(day.to_string()).bind(order).bind(i64::from(limit));
        self.all(query).await?.iter().map(OrderSummary::read).collect()
    }

    /// At most `limit` orders of a connection whose number has `text` in it, or whose invoice has it as its
    /// reference, in whatever letters; the newest first. Nothing is named by no text.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn orders_named(
        &self,
        connection: &ConnectionId,
        text: &str,
        limit: u32,
    ) -> Result<Vec<OrderSummary>, Error> {
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let query = sql::NAMED.query().bind(connection.to_string());
        let query = query.bind(text.to_ascii_lowercase()).bind(i64::from(limit));
        self.all(query).await?.iter().map(OrderSummary::read).collect()
    }
}
