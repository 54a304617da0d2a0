//! The background sync: every connection that is due, one after another, fairly.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use store::ConnectionId;
use sync::{Fault, Round, Service, Step, Turns};

use super::{Rested, owner, rest_until};
use crate::installation::store_fault;
use crate::stop::Stop;

/// How often to look which connections are due.
const POLL: Duration = Duration::from_secs(1);

/// How long a connection rests after a fault. Most faults move it to its next turn anyway; one that
/// comes before its lease, such as a token that cannot be made fresh, does not.
const AFTER_FAULT: Duration = Duration::from_mins(1);

/// What clocks of different machines differ at most, and a request takes at most, with room to spare.
const MARGIN: Duration = Duration::from_hours(1);

/// Rounds that wait for an allowance, and whose turn it is.
#[derive(Default)]
struct Host {
    rounds: HashMap<ConnectionId, Round>,
    turns: Turns,
    /// The last fault of a connection, and until when it rests.
    faults: HashMap<ConnectionId, (Fault, Timestamp)>,
}

/// Runs until the program is asked to stop. Faults of one connection are logged and never stop the
/// others; a database that fails is tried again.
pub(crate) async fn background(service: &Service, stop: &Stop) {
    let mut host = Host::default();
    loop {
        if let Err(fault) = host.all_due(service, stop).await {
            tracing::error!(code = fault.code.as_str(), "{}", fault.message);
        }
        let now = service.clock().now();
        let soon = now.saturating_add(POLL).unwrap_or(now);
        if rest_until(service.clock(), soon, stop).await == Rested::Stopped {
            return;
        }
    }
}

impl Host {
    /// Gives each connection that is due its turn.
    async fn all_due(&mut self, service: &Service, stop: &Stop) -> Result<(), Fault> {
        let now = service.clock().now();
        let due = service.store().due(now, furthest(service, now)).await;
        let mut due = due.map_err(|error| store_fault(&error, service.options().language))?;
        due.retain(|id| self.faults.get(id).is_none_or(|(_, until)| *until <= now));
        self.turns.order(&mut due);
        for id in due {
            if stop.is_asked() {
                return Ok(());
            }
            Box::pin(self.one(service, &id, stop)).await;
        }
        Ok(())
    }

    async fn one(&mut self, service: &Service, id: &ConnectionId, stop: &Stop) {
        let fresh = || service.round(id, &owner(service));
        let mut round = self.rounds.remove(id).unwrap_or_else(fresh);
        let before = round.tally();
        let result = round.advance(&|_| ()).await;
        let tally = round.tally();
        self.turns.note(id, tally.moneybird.saturating_sub(before.moneybird));
        match result {
            _ if stop.is_asked() => {}
            Ok(Step::Wait(until)) => {
                self.faults.remove(id);
                tracing::debug!(connection = %id, %until, "the allowance is used up");
                self.rounds.insert(id.clone(), round);
            }
            Ok(Step::Done { again_at }) => {
                self.faults.remove(id);
                tracing::info!(
                    connection = %id,
                    booked = tally.booked,
                    adopted = tally.adopted,
                    moneybird = tally.moneybird,
                    ccvshop = tally.ccvshop,
                    again_at = again_at.map(tracing::field::display),
                    "synced"
                );
            }
            Err(fault) => self.rest(service, id, fault),
        }
    }

    /// Lets a connection rest after a fault, which is told once.
    fn rest(&mut self, service: &Service, id: &ConnectionId, fault: Fault) {
        if self.faults.get(id).is_none_or(|(last, _)| *last != fault) {
            tracing::warn!(connection = %id, code = fault.code.as_str(), "{}", fault.message);
        }
        let until = service.clock().now().saturating_add(AFTER_FAULT).unwrap_or(Timestamp::MAX);
        self.faults.insert(id.clone(), (fault, until));
    }
}

/// After this no connection is put off: to the next interval, the end of a window, or until an outcome
/// settles.
fn furthest(service: &Service, now: Timestamp) -> Timestamp {
    let own = service.options();
    let longest = own.interval.max(own.window).max(own.shop_window).max(own.settle);
    now.saturating_add(longest.saturating_add(MARGIN)).unwrap_or(Timestamp::MAX)
}
