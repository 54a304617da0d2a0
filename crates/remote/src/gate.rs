//! Who may send now, and who waits.

use std::collections::HashMap;
use std::sync::Mutex;
use std::time::Duration;

use jiff::Timestamp;

use crate::{Boxed, Budget, Window};

/// Guards the allowances. One gate stands before all requests of a program; a gate that keeps its
/// book in a database also spans restarts and processes.
pub trait Gate: Send + Sync {
    /// Asks to send one request now.
    fn admit<'a>(
        &'a self,
        budget: &'a Budget,
        now: Timestamp,
    ) -> Boxed<'a, Result<Admission, GateError>>;

    /// The answer to an admitted request came in (or was given up) at `at`.
    fn landed(&self, ticket: Ticket, at: Timestamp) -> Boxed<'_, Result<(), GateError>>;

    /// The remote asked for a pause.
    fn block<'a>(
        &'a self,
        budget: &'a Budget,
        until: Timestamp,
    ) -> Boxed<'a, Result<(), GateError>>;
}

/// The answer of a [`Gate`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Admission {
    /// Send now, and hand the ticket back when the answer is in.
    Go(Ticket),
    /// Not now; ask again then.
    Wait(Timestamp),
}

/// Names one admitted request.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ticket {
    /// The budget's name.
    pub budget: String,
    /// A number that is unique within the budget.
    pub number: u64,
}

/// The gate's own book could not be read or written: why, in words.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum GateError {
    /// It is away, and the same may be asked again once it is back.
    #[error("{0}")]
    Away(String),
    /// Anything else.
    #[error("{0}")]
    Broken(String),
}

/// A gate that keeps its book in memory.
#[derive(Debug)]
pub struct MemoryGate {
    windows: Mutex<HashMap<String, Window>>,
    longest_call: Duration,
}

impl MemoryGate {
    /// `longest_call` is the time after which a request is given up.
    pub fn new(longest_call: Duration) -> Self {
        Self { windows: Mutex::new(HashMap::new()), longest_call }
    }

    fn with<T>(&self, name: &str, work: impl FnOnce(&mut Window) -> T) -> T {
        let mut windows = self.windows.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        work(windows.entry(name.to_owned()).or_default())
    }
}

impl Gate for MemoryGate {
    fn admit<'a>(
        &'a self,
        budget: &'a Budget,
        now: Timestamp,
    ) -> Boxed<'a, Result<Admission, GateError>> {
        let latest = now.saturating_add(self.longest_call).unwrap_or(Timestamp::MAX);
        let admission = match self.with(&budget.name, |window| window.admit(budget, now, latest)) {
            Ok(number) => Admission::Go(Ticket { budget: budget.name.clone(), number }),
            Err(until) => Admission::Wait(until),
        };
        Box::pin(async move { Ok(admission) })
    }

    fn landed(&self, ticket: Ticket, at: Timestamp) -> Boxed<'_, Result<(), GateError>> {
        self.with(&ticket.budget, |window| window.landed(ticket.number, at));
        Box::pin(async { Ok(()) })
    }

    fn block<'a>(
        &'a self,
        budget: &'a Budget,
        until: Timestamp,
    ) -> Boxed<'a, Result<(), GateError>> {
        self.with(&budget.name, |window| window.block(until));
        Box::pin(async { Ok(()) })
    }
}
