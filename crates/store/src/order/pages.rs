//! Pages of orders, for people who look through them.

use std::cmp::Reverse;

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
    /// reference; the newest first. Of ASCII, small and capital letters are the same. Nothing is named by no
    /// text, nor by one that nobody can type.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn orders_named(
        &self,
        connection: &ConnectionId,
        text: &str,
        limit: u32,
    ) -> Result<Vec<OrderSummary>, Error> {
        let mut found: Vec<OrderSummary> = Vec::new();
        if text.is_empty() || text.len() > LONGEST_NAME || text.contains(char::is_control) {
            return Ok(found);
        }
        let most = usize::try_from(limit).unwrap_or(usize::MAX);
        let mut before = (Date::MAX, i64::MAX);
        loop {
            let query = sql::NAMED.query().bind(connection.to_string());
            let query = query.bind(before.0.to_string()).bind(before.1);
            let query = query.bind(containing(text)).bind(text.to_owned()).bind(i64::from(limit));
            let rows = self.all(query).await?;
            let page: Result<Vec<_>, Error> = rows.iter().map(OrderSummary::read).collect();
            let mut page = page?;
            page.sort_by_key(|own| Reverse((own.placed_on, own.order_id)));
            let last = page.last().map(|own| (own.placed_on, own.order_id));
            let is_full = page.len() >= most;
            found.extend(page.into_iter().filter(|own| is_named(own, text)));
            match last.filter(|_| is_full && found.len() < most) {
                Some(last) => before = last,
                None => break,
            }
        }
        found.truncate(most);
        Ok(found)
    }
}

/// Longer than any number; a longer pattern SQLite does not take at some point.
const LONGEST_NAME: usize = 1_000;

/// The pattern of what has a text in it, in which all signs mean themselves.
fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for sign in text.chars() {
        if matches!(sign, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(sign);
    }
    pattern.push('%');
    pattern
}

/// What PostgreSQL takes for small letters depends on where it runs, so it may find more.
fn is_named(order: &OrderSummary, text: &str) -> bool {
    let is_it = order.reference.as_ref().is_some_and(|own| own.eq_ignore_ascii_case(text));
    is_it || order.number.to_ascii_lowercase().contains(&text.to_ascii_lowercase())
}
