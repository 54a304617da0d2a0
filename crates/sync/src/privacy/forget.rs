//! Persons are forgotten in time.

use std::time::Duration;

use bookkeeping::Words;
use serde::{Deserialize, Serialize};
use store::{ConnectionId, Place, Standing};

use super::cleared::{cleared, persons};
use crate::fault::Fault;
use crate::{Service, mishap};

/// How long the person of an order is kept at least that is still to be booked or waits for somebody: two years
/// after it last changed. It cannot be booked without its customer, and may be until the books of its year are
/// closed and their return is filed; whoever has not decided by then does not wait for it. Tried again after that,
/// it is read from the shop again, as all that is booked is that was not seen a moment ago.
const OPEN: Duration = Duration::from_hours(24 * 2 * 366);

/// The fact that says how far it is.
fn fact(standing: Standing) -> &'static str {
    match standing {
        Standing::Done => "persons forgotten",
        Standing::Open => "persons of open orders forgotten",
    }
}

/// Orders that are gone through at a time.
const PAGE: u32 = 100;

/// What the fact says.
#[derive(Serialize, Deserialize)]
struct Reached {
    changed: i64,
    order: i64,
}

impl Service {
    /// Forgets the persons of the orders that have not changed for long enough, for those that are open longer
    /// than for those that are booked or set aside; some of them, and whether there may be more. Nothing else of
    /// the orders changes, and nothing is asked of anybody, so it gets in no round's way.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_persons(&self, connection: &ConnectionId) -> Result<bool, Fault> {
        let persons = self.options.persons;
        let all = [(Standing::Done, persons), (Standing::Open, persons.max(OPEN))];
        for (standing, kept) in all {
            if self.forget_some(connection, standing, kept).await? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    async fn forget_some(
        &self,
        connection: &ConnectionId,
        standing: Standing,
        kept: Duration,
    ) -> Result<bool, Fault> {
        let now = self.clock.now();
        let until = now.checked_sub(kept).unwrap_or(now);
        let reached = self.store.fact(connection, fact(standing)).await;
        let reached = reached.map_err(|error| self.database(&error))?;
        let reached = reached.and_then(|own| serde_json::from_str::<Reached>(&own.body).ok());
        let place =
            reached.map_or(Place::BEGIN, |own| Place { changed: own.changed, order: own.order });
        let page = self.store.unchanged_since(connection, (standing, place), until, PAGE).await;
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
        let put = self.store.put_fact(connection, fact(standing), &body, now).await;
        put.map_err(|error| self.database(&error))?;
        Ok(u32::try_from(page.len()).unwrap_or(PAGE) >= PAGE)
    }
}
