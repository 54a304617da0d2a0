//! The gate before all requests: Moneybird's allowance is kept in the database, where restarts and
//! other processes of the same outgoing address find it; the shop's, per key and resource and a
//! minute long, is kept in memory.

use std::time::Duration;

use jiff::Timestamp;
use remote::{Admission, Boxed, Budget, Gate, GateError, MemoryGate, Ticket};
use store::{Store, Trouble};

/// Keeps its book in the store.
#[derive(Clone)]
pub(crate) struct StoreGate {
    store: Store,
    longest_call: Duration,
}

impl StoreGate {
    /// `longest_call` is the time after which a request is given up.
    pub(crate) fn new(store: Store, longest_call: Duration) -> Self {
        Self { store, longest_call }
    }
}

impl Gate for StoreGate {
    fn admit<'a>(
        &'a self,
        budget: &'a Budget,
        now: Timestamp,
    ) -> Boxed<'a, Result<Admission, GateError>> {
        Box::pin(async move {
            let latest = now.saturating_add(self.longest_call).unwrap_or(Timestamp::MAX);
            let taken = self
                .store
                .allowance_take(&budget.name, budget.limit, budget.window, now, latest)
                .await
                .map_err(|error| GateError(error.to_string()))?;
            Ok(match taken {
                Ok(number) => Admission::Go(Ticket { budget: budget.name.clone(), number }),
                Err(until) => Admission::Wait(until),
            })
        })
    }

    fn landed(&self, ticket: Ticket, at: Timestamp) -> Boxed<'_, Result<(), GateError>> {
        Box::pin(async move {
            self.store
                .allowance_landed(&ticket.budget, ticket.number, at)
                .await
                .map_err(|error| GateError(error.to_string()))
        })
    }

    fn block<'a>(
        &'a self,
        budget: &'a Budget,
        until: Timestamp,
    ) -> Boxed<'a, Result<(), GateError>> {
        Box::pin(async move {
            self.store
                .allowance_block(&budget.name, until)
                .await
                .map_err(|error| GateError(error.to_string()))
        })
    }
}

/// Whether the gate of [`StoreGate`] failed because the database was away. All that comes through is what it said.
pub(crate) fn is_interrupted(reason: &str) -> bool {
    Trouble::AWAY.iter().any(|away| reason.contains(&away.to_string()))
}

/// The gate for the shop's requests.
pub(crate) fn shop_gate(longest_call: Duration) -> MemoryGate {
    MemoryGate::new(longest_call)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_gate_whose_database_is_away_is_only_interrupted() {
        for (trouble, expected) in
            [(Trouble::Unreachable, true), (Trouble::Busy, true), (Trouble::Full, false)]
        {
            let error = store::Error::Database { trouble, source: "it said so".into() };
            let reason = GateError(error.to_string()).to_string();
            assert_eq!(is_interrupted(&reason), expected, "{trouble:?}");
        }
    }
}
