//! The gate before all requests: Moneybird's allowance is kept in the database, where restarts and
//! other processes of the same outgoing address find it; the shop's, per key and resource and a
//! minute long, is kept in memory.

use std::time::Duration;

use jiff::Timestamp;
use remote::{Admission, Boxed, Budget, Gate, GateError, MemoryGate, Ticket};
use store::Store;

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
                .map_err(|error| failed(&error))?;
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
                .map_err(|error| failed(&error))
        })
    }

    fn block<'a>(
        &'a self,
        budget: &'a Budget,
        until: Timestamp,
    ) -> Boxed<'a, Result<(), GateError>> {
        Box::pin(async move {
            self.store.allowance_block(&budget.name, until).await.map_err(|error| failed(&error))
        })
    }
}

/// What the store says of its book, for whoever asks the gate.
fn failed(error: &store::Error) -> GateError {
    let reason = error.to_string();
    if error.is_interruption() { GateError::Away(reason) } else { GateError::Broken(reason) }
}

/// The gate for the shop's requests.
pub(crate) fn shop_gate(longest_call: Duration) -> MemoryGate {
    MemoryGate::new(longest_call)
}

#[cfg(test)]
mod tests {
    use bookkeeping::Language;
    use store::Trouble;

    use super::*;
    use crate::fault::{Code, Halt};
    use crate::mishap;

    /// What it means for the work in hand.
    fn code(error: GateError) -> Code {
        match mishap::moneybird(&moneybird::Error::Gate(error), Language::En) {
            Halt::Fault(fault) => fault.code,
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn a_gate_whose_database_is_away_is_only_interrupted() {
        for (trouble, expected) in [
            (Trouble::Unreachable, Code::Interrupted),
            (Trouble::Busy, Code::Interrupted),
            (Trouble::Standby, Code::Interrupted),
            (Trouble::Full, Code::Database),
        ] {
            let error = store::Error::Database { trouble, source: "it said so".into() };
            assert_eq!(code(failed(&error)), expected, "{trouble:?}");
        }
    }

    #[test]
    fn what_it_says_decides_nothing() {
        let words = Trouble::Unreachable.to_string();
        assert_eq!(code(GateError::Broken(words)), Code::Database);
        assert_eq!(code(GateError::Away(String::new())), Code::Interrupted);
    }
}
