//! Calls that came already: both sides call again when they do not hear us in time.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;

use crate::fact::put;
use crate::instant::millis;
use crate::sql::{connections, hooks as sql};
use crate::{ConnectionId, Error, Store, token};

/// A call that came to a hook.
#[derive(Debug, Clone, Copy)]
pub struct Call<'a> {
    /// Whose hook it is.
    pub connection: &'a ConnectionId,
    /// The token in the address.
    pub token_text: &'a str,
    /// What is the same when the same call comes again, such as an `Idempotency-Key`.
    pub delivery: &'a str,
    /// When to look at the connection because of it.
    pub look_at: Timestamp,
    /// The name of a fact that it puts, if what it says is to be remembered until then.
    pub fact: Option<&'a str>,
}

impl Store {
    /// Notes that a call came to the hook with this token; false if the same one came before. What
    /// makes it the same, such as an `Idempotency-Key`, is for the caller to say.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn note_delivery(
        &self,
        token_text: &str,
        delivery: &str,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let query = sql::NOTE_DELIVERY.query().bind(token::hash(token_text));
        Ok(self.run(query.bind(token::hash(delivery)).bind(millis(now))).await? == 1)
    }

    /// Notes calls that came at about the same time, in one transaction, and makes the connections of
    /// those that are new due when they say; for each, whether it is new. A burst of calls waits for the disk
    /// once so, and not once for each of them.
    ///
    /// # Errors
    /// If the database fails; nothing is noted then.
    pub async fn note_calls(&self, calls: &[Call<'_>], now: Timestamp) -> Result<Vec<bool>, Error> {
        // In one order for everybody, so that two workers do not wait for each other.
        let mut sorted: BTreeMap<(String, String), Vec<usize>> = BTreeMap::new();
        for (place, call) in calls.iter().enumerate() {
            let key = (token::hash(call.token_text), token::hash(call.delivery));
            sorted.entry(key).or_default().push(place);
        }
        let mut new: BTreeSet<usize> = BTreeSet::new();
        let mut transaction = self.transaction().await?;
        for ((hook, delivery), places) in sorted {
            let query = sql::NOTE_DELIVERY.query().bind(hook).bind(delivery).bind(millis(now));
            let noted = query.execute(&mut *transaction).await?.rows_affected() == 1;
            new.extend(places.first().filter(|_| noted));
        }
        let mut due: BTreeMap<&ConnectionId, (Timestamp, BTreeSet<&str>)> = BTreeMap::new();
        for call in new.iter().filter_map(|place| calls.get(*place)) {
            let (at, facts) = due.entry(call.connection).or_insert((call.look_at, BTreeSet::new()));
            *at = call.look_at.min(*at);
            facts.extend(call.fact);
        }
        for (connection, (at, facts)) in due {
            let query = connections::LOOK_NOW.query().bind(connection.as_str()).bind(millis(at));
            if query.execute(&mut *transaction).await?.rows_affected() == 0 {
                // It is gone since the hook was read.
                continue;
            }
            for fact in facts {
                put(connection, fact, "", now).execute(&mut *transaction).await?;
            }
        }
        self.commit(transaction).await?;
        Ok((0..calls.len()).map(|place| new.contains(&place)).collect())
    }

    /// Forgets the calls that came before an instant; how many there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_deliveries(&self, before: Timestamp) -> Result<u64, Error> {
        self.run(sql::SWEEP_DELIVERIES.query().bind(millis(before))).await
    }
}
