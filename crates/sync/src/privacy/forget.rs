//! Persons are forgotten in time.

use bookkeeping::Words;
use serde::{Deserialize, Serialize};
use store::{ConnectionId, Place};

use super::cleared::{cleared, persons};
use crate::fault::Fault;
use crate::{Service, mishap};

/// The fact that says how far it is.
const FACT: &str = "persons forgotten";

/// Orders that are gone through at a time.
const PAGE: u32 = 100;

/// What the fact says.
#[derive(Serialize, Deserialize)]
struct Reached {
    changed: i64,
    order: i64,
}

impl Service {
    /// Forgets the persons of the orders that are booked or set aside and have not changed for long enough;
    /// some of them, and whether there may be more. Nothing else of the orders changes, and nothing is asked of
    /// anybody, so it gets in no round's way.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_persons(&self, connection: &ConnectionId) -> Result<bool, Fault> {
        let now = self.clock.now();
        let until = now.checked_sub(self.options.persons).unwrap_or(now);
        let reached = self.store.fact(connection, FACT).await;
        let reached = reached.map_err(|error| self.database(&error))?;
        let reached = reached.and_then(|own| serde_json::from_str::<Reached>(&own.body).ok());
        let place =
            reached.map_or(Place::BEGIN, |own| Place { changed: own.changed, order: own.order });
        let page = self.store.unchanged_since(connection, place, until, PAGE).await;
        let page = page.map_err(|error| self.database(&error))?;
        let Some(last) = page.last().map(Place::of) else { return Ok(false) };
        let unreadable = |error| mishap::unreadable(&error, self.language());
        let mut forgotten = Vec::new();
        for record in &page {
            let steps = self.store.numbered_steps(connection, record.order_id).await;
            let steps = steps.map_err(|error| self.database(&error))?;
            let mut words = Words::default();
            for own in persons(record) {
                words.join(Words::sure(&own));
            }
            forgotten.extend(cleared(record, &steps, &words).map_err(unreadable)?);
        }
        let done = self.store.forget_persons(connection, &forgotten, now).await;
        done.map_err(|error| self.database(&error))?;
        let reached = Reached { changed: last.changed, order: last.order };
        let body = serde_json::to_string(&reached).map_err(unreadable)?;
        let put = self.store.put_fact(connection, FACT, &body, now).await;
        put.map_err(|error| self.database(&error))?;
        Ok(u32::try_from(page.len()).unwrap_or(PAGE) >= PAGE)
    }
}
