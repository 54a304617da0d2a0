//! How often somebody may try: by whom they say they are, and by where they come from.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// How long tries are counted together.
const WINDOW: Duration = Duration::from_mins(15);

/// The most that are remembered at once; each takes less than 100 bytes.
const MOST: usize = 20_000;

/// What is tried, and by what it is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trial<'a> {
    /// A password, for an address. Five, so that the numbers that change are not found by trying.
    Address(&'a str),
    /// A password, from somewhere. Several people may be behind one source.
    LogIn(&'a str),
    /// A link, from somewhere.
    Link(&'a str),
}

impl Trial<'_> {
    /// How many may fail in a window.
    fn most(self) -> u32 {
        match self {
            Self::Address(_) => 5,
            Self::LogIn(_) | Self::Link(_) => 30,
        }
    }

    /// What it is counted under: as long whatever somebody sent.
    fn name(self) -> [u8; 32] {
        let (what, who) = match self {
            Self::Address(who) => ("address", who.trim().to_lowercase()),
            Self::LogIn(who) => ("log-in", who.to_owned()),
            Self::Link(who) => ("link", who.to_owned()),
        };
        Sha256::digest(format!("{what}\0{who}").as_bytes()).into()
    }
}

/// Tries since an instant.
#[derive(Debug, Clone, Copy)]
struct Count {
    since: Timestamp,
    tries: u32,
}

impl Count {
    /// When its window is over.
    fn until(self) -> Timestamp {
        self.since.saturating_add(WINDOW).unwrap_or(Timestamp::MAX)
    }
}

/// What was tried lately. It is kept in memory: each worker counts for itself, and a restart forgets.
#[derive(Debug, Default)]
pub(crate) struct Limits(Mutex<HashMap<[u8; 32], Count>>);

impl Limits {
    /// Counts a try before it is made, so that many at once are counted too.
    ///
    /// # Errors
    /// In how many seconds it may be made; it is not counted then.
    pub(crate) fn count(&self, trials: &[Trial<'_>], now: Timestamp) -> Result<(), u64> {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut waits = 0;
        for trial in trials {
            let Some(count) = counts.get_mut(&trial.name()) else { continue };
            if count.since > now {
                // The clock was set back.
                count.since = now;
            }
            if count.until() <= now {
                counts.remove(&trial.name());
            } else if count.tries >= trial.most() {
                let left = count.until().duration_since(now).as_secs().saturating_add(1);
                waits = waits.max(u64::try_from(left).unwrap_or(1));
            }
        }
        if waits > 0 {
            return Err(waits);
        }
        if counts.len().saturating_add(trials.len()) > MOST {
            make_room(&mut counts, now);
        }
        for trial in trials {
            let count = counts.entry(trial.name()).or_insert(Count { since: now, tries: 0 });
            count.tries = count.tries.saturating_add(1);
        }
        Ok(())
    }

    /// A try did not fail: it does not count, and whose address it was has all of theirs again.
    pub(crate) fn succeeded(&self, trials: &[Trial<'_>]) {
        let mut counts = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for trial in trials {
            let name = trial.name();
            let left = match trial {
                Trial::Address(_) => 0,
                _ => counts.get(&name).map_or(0, |count| count.tries.saturating_sub(1)),
            };
            if left == 0 {
                counts.remove(&name);
            } else if let Some(count) = counts.get_mut(&name) {
                count.tries = left;
            }
        }
    }
}

/// Forgets what is over, and if that is not enough the older half.
fn make_room(counts: &mut HashMap<[u8; 32], Count>, now: Timestamp) {
    counts.retain(|_, count| count.until() > now);
    if counts.len() < MOST / 2 {
        return;
    }
    let mut since: Vec<Timestamp> = counts.values().map(|count| count.since).collect();
    let (_, middle, _) = since.select_nth_unstable(MOST / 4);
    let middle = *middle;
    counts.retain(|_, count| count.since > middle);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn tries_are_counted_until_the_window_is_over() {
        let limits = Limits::default();
        let own = [Trial::Address("Op@example.nl"), Trial::LogIn("192.0.2.1")];
        for second in 0..5 {
            assert_eq!(limits.count(&own, at(second)), Ok(()));
        }
        assert_eq!(limits.count(&own, at(5)), Err(896));
        // From elsewhere, and written in another way, it is the same address.
        let elsewhere = [Trial::Address(" op@EXAMPLE.nl"), Trial::LogIn("192.0.2.2")];
        assert_eq!(limits.count(&elsewhere, at(899)), Err(2));
        assert_eq!(limits.count(&elsewhere, at(900)), Ok(()));
        // Others are not held up.
        let other = [Trial::Address("other@example.nl"), Trial::LogIn("192.0.2.1")];
        assert_eq!(limits.count(&other, at(5)), Ok(()));
    }

    #[test]
    fn what_was_refused_counts_nowhere() {
        let limits = Limits::default();
        for _ in 0..5 {
            limits.count(&[Trial::Address("op")], at(0)).unwrap();
        }
        for _ in 0..40 {
            limits.count(&[Trial::Address("op"), Trial::LogIn("x")], at(1)).unwrap_err();
        }
        assert_eq!(limits.count(&[Trial::LogIn("x")], at(1)), Ok(()));
    }

    #[test]
    fn a_source_has_thirty_of_each_kind() {
        let limits = Limits::default();
        for _ in 0..30 {
            assert_eq!(limits.count(&[Trial::LogIn("x")], at(0)), Ok(()));
            assert_eq!(limits.count(&[Trial::Link("x")], at(0)), Ok(()));
        }
        assert_eq!(limits.count(&[Trial::LogIn("x")], at(0)), Err(901));
        assert_eq!(limits.count(&[Trial::Link("x")], at(0)), Err(901));
        assert_eq!(limits.count(&[Trial::Link("y")], at(0)), Ok(()));
    }

    #[test]
    fn a_success_counts_for_nothing() {
        let limits = Limits::default();
        let own = [Trial::Address("op"), Trial::LogIn("x")];
        for _ in 0..100 {
            assert_eq!(limits.count(&own, at(0)), Ok(()));
            limits.succeeded(&own);
        }
        // Failures from the same source are not forgotten by somebody else's success.
        for _ in 0..30 {
            limits.count(&[Trial::LogIn("x")], at(0)).unwrap();
        }
        limits.succeeded(&own);
        assert_eq!(limits.count(&[Trial::LogIn("x")], at(0)), Ok(()));
        assert_eq!(limits.count(&[Trial::LogIn("x")], at(0)), Err(901));
    }

    #[test]
    fn a_clock_that_is_set_back_locks_nobody_out_for_longer() {
        let limits = Limits::default();
        for _ in 0..5 {
            limits.count(&[Trial::Address("op")], at(1_000_000)).unwrap();
        }
        assert_eq!(limits.count(&[Trial::Address("op")], at(0)), Err(901));
        assert_eq!(limits.count(&[Trial::Address("op")], at(900)), Ok(()));
    }

    #[test]
    fn it_does_not_grow_without_end() {
        let limits = Limits::default();
        for number in 0..i64::try_from(MOST * 3).unwrap() {
            let name = number.to_string();
            // All within one window.
            limits.count(&[Trial::Address(&name)], at(number / 100)).unwrap();
        }
        let newest = (MOST * 3 - 1).to_string();
        let counts = limits.0.lock().unwrap();
        assert!(counts.len() <= MOST, "{}", counts.len());
        assert!(counts.contains_key(&Trial::Address(&newest).name()));
    }
}
