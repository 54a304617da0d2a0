//! The background sync: every connection that is due, one after another, fairly.

use std::collections::HashMap;
use std::time::Duration;

use store::ConnectionId;
use sync::{Fault, Round, Service, Step};

use super::{Rested, owner, rest_until};
use crate::installation::store_fault;
use crate::stop::Stop;

/// How often to look which connections are due.
const POLL: Duration = Duration::from_secs(1);

/// Rounds that wait for an allowance, and whose turn it is.
#[derive(Default)]
struct Turns {
    rounds: HashMap<ConnectionId, Round>,
    /// The number of the last turn in which a connection got something done in Moneybird. Turns
    /// without calls do not count: a large takeover and a small shop that wait for the same
    /// allowance would otherwise always be served in the same order, and the first takes it all.
    served: HashMap<ConnectionId, u64>,
    turn: u64,
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
        let due = service.store().due(service.clock().now()).await;
        let mut due = due.map_err(|error| store_fault(&error, service.options().language))?;
        // Sorting keeps the most overdue first among equals.
        due.sort_by_key(|id| self.served.get(id).copied().unwrap_or_default());
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
        self.turn += 1;
        if tally.moneybird > before.moneybird {
            self.served.insert(id.clone(), self.turn);
        }
        match result {
            _ if stop.is_asked() => {}
            Ok(Step::Wait(until)) => {
                tracing::debug!(connection = %id, %until, "the allowance is used up");
                self.rounds.insert(id.clone(), round);
            }
            Ok(Step::Done { again_at }) => tracing::info!(
                connection = %id,
                booked = tally.booked,
                adopted = tally.adopted,
                moneybird = tally.moneybird,
                ccvshop = tally.ccvshop,
                again_at = again_at.map(tracing::field::display),
                "synced"
            ),
            Err(fault) => {
                tracing::warn!(connection = %id, code = fault.code.as_str(), "{}", fault.message);
            }
        }
    }
}
