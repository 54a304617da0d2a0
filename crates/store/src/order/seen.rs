//! What the shop says of an order.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;

use super::State;
use crate::instant::millis;
use crate::sql::orders as sql;
use crate::{Error, Write};

/// An order as the shop shows it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeenOrder {
    /// The order's id in CCV Shop; below nothing for what is not an order (`bookkeeping::Subject`).
    pub order_id: i64,
    /// The number that people see.
    pub number: String,
    /// Whether the conditions for booking it are met.
    pub ready: bool,
    /// The whole order (JSON, unread here).
    pub snapshot: String,
    /// When the shop showed it.
    pub seen_at: Timestamp,
    /// The day the order was placed.
    pub placed_on: Date,
    /// Total to pay, in `currency`.
    pub total: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// The shop's status number.
    pub shop_status: Option<i64>,
    /// The shop's paid flag.
    pub paid: bool,
    /// Whether it is older than the connection. Only noted for an order that is new to us.
    pub backfill: bool,
    /// The order that a credit invoice or a correction belongs to. Only noted for what is new to us.
    pub of_order: Option<i64>,
}

impl Write<'_> {
    /// Notes what the shop shows. A new order, and one that is waiting or ready, becomes what
    /// `ready` says; every other state stays, and what is booked is to be compared if it looks
    /// different. Returns the state before, `None` for a new order.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn see_order(&mut self, seen: &SeenOrder) -> Result<Option<State>, Error> {
        let state = if seen.ready { State::Ready } else { State::Waiting };
        let before = self.state(seen.order_id).await?.map(|(state, _)| state);
        let query = self
            .on(sql::SEE, seen.order_id)
            .bind(seen.number.clone())
            .bind(state.as_str())
            .bind(seen.snapshot.clone())
            .bind(millis(seen.seen_at))
            .bind(seen.placed_on.to_string())
            .bind(seen.total.to_string())
            .bind(seen.currency.clone())
            .bind(seen.shop_status)
            .bind(i64::from(seen.paid))
            .bind(i64::from(seen.backfill))
            .bind(seen.ready.then(|| millis(seen.seen_at)))
            .bind(seen.of_order);
        // An upsert always hits its row.
        self.execute(query).await?;
        let moved = match before {
            None => true,
            Some(State::Waiting | State::Ready) => before != Some(state),
            Some(_) => false,
        };
        if moved {
            let what = if before.is_none() { "seen" } else { state.as_str() };
            self.step(seen.order_id, what, state.as_str()).await?;
        }
        Ok(before)
    }
}
