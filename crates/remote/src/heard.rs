//! What time it is, as far as others tell.
//!
//! A machine's clock may be wrong, and may be set right while a request is under way. Who then takes
//! the jump for time that went by looks too early for what became of that request, or takes the window
//! of an allowance to be over. Every answer says what time it is at the remote (the header `Date`,
//! RFC 9110 §6.6.1); between two answers the steady clock goes on from there.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;

use crate::{Clock, Reply};

/// By how much our clock may differ before theirs is taken: theirs has whole seconds only, and an
/// answer takes a while.
const TOLERANCE: Duration = Duration::from_secs(5);

/// A header of theirs has whole seconds, so it is up to one second later than it says.
const FRACTION: Duration = Duration::from_secs(1);

/// The time that was heard last. Until anything was heard, it is our own.
pub struct Heard {
    clock: Arc<dyn Clock>,
    anchor: Mutex<Option<Anchor>>,
}

/// A moment of which the time is known.
#[derive(Debug, Clone, Copy)]
struct Anchor {
    at: Timestamp,
    /// By how much later it may have been.
    slack: Duration,
    steady: Duration,
    monotonic: Duration,
    /// Who said so.
    source: Source,
}

/// Who tells the time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Source {
    /// Nobody: an answer said nothing of it, so it is our own.
    Own,
    /// Somebody who is only believed while nobody better has said anything.
    Bystander,
    /// The remote whose time counts.
    Witness,
}

impl Heard {
    /// Nothing heard yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self { clock, anchor: Mutex::default() }
    }

    /// Notes what an answer that just came in says of the time.
    pub fn note(&self, reply: &Reply, from: Source) {
        let said =
            reply.header("date").and_then(|text| jiff::fmt::rfc2822::parse(text.trim()).ok());
        let source = if said.is_some() { from } else { Source::Own };
        let wall = self.clock.now();
        let mut anchor = self.anchor.lock().unwrap_or_else(PoisonError::into_inner);
        if anchor.is_some_and(|known| known.source > source) {
            return;
        }
        let said = said.map(|zoned| zoned.timestamp());
        let expected = anchor.map_or(wall, |known| self.since(known));
        let (at, slack) = match said {
            None => (wall, Duration::ZERO),
            Some(said) if is_near(said, expected) => {
                let slack = anchor.map_or(Duration::ZERO, |known| known.slack);
                (expected, slack)
            }
            Some(said) => (said, FRACTION),
        };
        let (steady, monotonic) = (self.clock.steady(), self.clock.monotonic());
        *anchor = Some(Anchor { at, slack, steady, monotonic, source });
    }

    /// The present instant, and no later: where it is dangerous to be early.
    pub fn at_least(&self) -> Timestamp {
        self.known().map_or_else(|| self.clock.now(), |known| self.since(known))
    }

    /// The present instant, and no earlier: where it is dangerous to be late.
    pub fn at_most(&self) -> Timestamp {
        let Some(known) = self.known() else { return self.clock.now() };
        let passed = self.clock.monotonic().saturating_sub(known.monotonic);
        known.at.saturating_add(known.slack.saturating_add(passed)).unwrap_or(Timestamp::MAX)
    }

    /// Whether it is the time of the remote that counts, and not our own or a bystander's.
    pub fn is_witnessed(&self) -> bool {
        self.known().is_some_and(|known| known.source == Source::Witness)
    }

    /// What our own clock says at an instant of theirs: to rest until it.
    pub fn by_wall(&self, theirs: Timestamp) -> Timestamp {
        let left = theirs.duration_since(self.at_least());
        self.clock.now().saturating_add(left).unwrap_or(Timestamp::MAX)
    }

    fn known(&self) -> Option<Anchor> {
        *self.anchor.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn since(&self, known: Anchor) -> Timestamp {
        let passed = self.clock.steady().saturating_sub(known.steady);
        known.at.saturating_add(passed).unwrap_or(Timestamp::MAX)
    }
}

fn is_near(one: Timestamp, other: Timestamp) -> bool {
    one.duration_since(other).unsigned_abs() <= TOLERANCE
}
