//! The background sync: every connection that is due, one after another, fairly.

use std::collections::HashMap;
use std::time::Duration;

use jiff::Timestamp;
use store::ConnectionId;
use sync::{Fault, Round, Service, Step};

use super::{Rested, owner, rest_until};
use crate::installation::store_fault;
use crate::stop::Stop;

/// How often to look which connections are due.
const POLL: Duration = Duration::from_secs(1);

/// How long a connection rests after a fault. Most faults move it to its next turn anyway; one that
/// comes before its lease, such as missing settings, does not.
const AFTER_FAULT: Duration = Duration::from_mins(1);

/// What clocks of different machines differ at most, and a request takes at most, with room to spare.
const MARGIN: Duration = Duration::from_hours(1);

/// Rounds that wait for an allowance, and whose turn it is.
#[derive(Default)]
struct Turns {
    rounds: HashMap<ConnectionId, Round>,
    /// The number of the last turn in which a connection got something done in Moneybird. Turns
    /// without calls do not count: a large takeover and a small shop that wait for the same
    /// allowance would otherwise always be served in the same order, and the first takes it all.
    served: HashMap<ConnectionId, u64>,
    turn: u64,
    /// The last fault of a connection, and until when it rests.
    faults: HashMap<ConnectionId, (Fault, Timestamp)>,
}

/// Runs until the program is asked to stop. Faults of one connection are logged and never stop the
/// others; a database that fails is tried again.
pub(crate) async fn background(service: &Service, stop: &Stop) {
    let mut turns = Turns::default();
    loop {
        if let Err(fault) = turns.all_due(service, stop).await {
            tracing::error!(code = fault.code.as_str(), "{}", fault.message);
        }
        let now = service.clock().now();
        let soon = now.saturating_add(POLL).unwrap_or(now);
        if rest_until(service.clock(), soon, stop).await == Rested::Stopped {
            return;
        }
    }
}

impl Turns {
    /// Gives each connection that is due its turn.
    async fn all_due(&mut self, service: &Service, stop: &Stop) -> Result<(), Fault> {
        let now = service.clock().now();
        let due = service.store().due(now, furthest(service, now)).await;
        let mut due = due.map_err(|error| store_fault(&error, service.options().language))?;
        due.retain(|id| self.faults.get(id).is_none_or(|(_, until)| *until <= now));
        self.order(&mut due);
        for id in due {
            if stop.is_asked() {
                return Ok(());
            }
            Box::pin(self.one(service, &id, stop)).await;
        }
        Ok(())
    }

    /// Whoever was served longest ago comes first; among equals the most overdue stays in front.
    fn order(&self, due: &mut [ConnectionId]) {
        due.sort_by_key(|id| self.served.get(id).copied().unwrap_or_default());
    }

    /// Notes a turn, and whether anything got done in it.
    fn note(&mut self, id: &ConnectionId, calls: u64) {
        self.turn += 1;
        if calls > 0 {
            self.served.insert(id.clone(), self.turn);
        }
    }

    async fn one(&mut self, service: &Service, id: &ConnectionId, stop: &Stop) {
        let fresh = || service.round(id, &owner(service));
        let mut round = self.rounds.remove(id).unwrap_or_else(fresh);
        let before = round.tally();
        let result = round.advance(&|_| ()).await;
        let tally = round.tally();
        self.note(id, tally.moneybird.saturating_sub(before.moneybird));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_takeovers_and_a_small_shop_take_turns() {
        let id = |number: u8| -> ConnectionId {
            format!("01a207d9-2100-7fff-bfff-0000000000{number:02}").parse().unwrap()
        };
        let mut turns = Turns::default();
        let mut first = Vec::new();
        for _ in 0..6 {
            // The same order each time, as it is when all wait for the same allowance.
            let mut due = [id(1), id(2), id(3)];
            turns.order(&mut due);
            // Whoever comes first takes all of it.
            turns.note(&due[0], 150);
            turns.note(&due[1], 0);
            turns.note(&due[2], 0);
            first.push(due[0].clone());
        }
        assert_eq!(first, [1, 2, 3, 1, 2, 3].map(id));
    }
}
