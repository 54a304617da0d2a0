//! How often somebody may try: by whom they say they are, and by where they come from.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// How long tries are counted together.
const WINDOW: Duration = Duration::from_mins(15);

/// The most of each kind that are remembered at once; each takes less than 100 bytes.
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
    /// An address to log in with, chosen by an account: whether others have it is not found by trying.
    Choice(&'a str),
    /// A letter to the address of an account: nobody's mailbox is filled by us.
    Letter(&'a str),
}

impl Trial<'_> {
    /// How many may fail in a window; of choices and letters, how many may be made.
    fn most(self) -> u32 {
        match self {
            Self::Letter(_) => 3,
            Self::Address(_) | Self::Choice(_) => 5,
            Self::LogIn(_) | Self::Link(_) => 30,
        }
    }

    /// Whom it is counted under: as long whatever somebody sent.
    fn name(self) -> Name {
        match self {
            Self::Address(who) => Sha256::digest(who.trim().to_lowercase()).into(),
            Self::LogIn(who) | Self::Link(who) | Self::Choice(who) | Self::Letter(who) => {
                Sha256::digest(who).into()
            }
        }
    }
}

type Name = [u8; 32];

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

/// Those of one kind. What fills it up, such as a flood of links, displaces none of another.
#[derive(Debug, Default)]
struct Kind(HashMap<Name, Count>);

impl Kind {
    /// In how many seconds there may be another try; none if now.
    fn wait(&mut self, trial: Trial<'_>, now: Timestamp) -> Option<u64> {
        let name = trial.name();
        if let Some(count) = self.0.get_mut(&name) {
            if count.since > now {
                // The clock was set back.
                count.since = now;
            }
            if count.until() > now {
                return (count.tries >= trial.most()).then(|| seconds(*count, now));
            }
            self.0.remove(&name);
        }
        if self.0.len() < MOST {
            return None;
        }
        self.make_room(trial.most(), now);
        if self.0.len() < MOST {
            return None;
        }
        // All of them are kept out. To let a new one in, one of them would have to be let in.
        self.0.values().map(|count| seconds(*count, now)).min()
    }

    /// Forgets what is over, and if that is not enough half of what may still be tried: those who tried
    /// least, and of them those who did longest ago. Who may not is not forgotten.
    fn make_room(&mut self, most: u32, now: Timestamp) {
        self.0.retain(|_, count| count.until() > now);
        if self.0.len() < MOST {
            return;
        }
        let open = self.0.values().filter(|count| count.tries < most);
        let mut open: Vec<(u32, Timestamp)> = open.map(|own| (own.tries, own.since)).collect();
        if open.is_empty() {
            return;
        }
        let half = open.len() / 2;
        let middle = *open.select_nth_unstable(half).1;
        self.0.retain(|_, own| own.tries >= most || (own.tries, own.since) > middle);
    }

    fn count(&mut self, trial: Trial<'_>, now: Timestamp) {
        let count = self.0.entry(trial.name()).or_insert(Count { since: now, tries: 0 });
        count.tries = count.tries.saturating_add(1);
    }

    /// A try did not fail.
    fn succeeded(&mut self, trial: Trial<'_>) {
        let name = trial.name();
        let left = match trial {
            // Who chose an address of their own knows no more of the others that they tried.
            Trial::Choice(_) | Trial::Letter(_) => return,
            Trial::Address(_) => 0,
            Trial::LogIn(_) | Trial::Link(_) => {
                self.0.get(&name).map_or(0, |count| count.tries.saturating_sub(1))
            }
        };
        if left == 0 {
            self.0.remove(&name);
        } else if let Some(count) = self.0.get_mut(&name) {
            count.tries = left;
        }
    }
}

/// How long a window still lasts.
fn seconds(count: Count, now: Timestamp) -> u64 {
    let left = count.until().duration_since(now).as_secs().saturating_add(1);
    u64::try_from(left).unwrap_or(1)
}

/// All kinds.
#[derive(Debug, Default)]
struct Kinds {
    addresses: Kind,
    log_ins: Kind,
    links: Kind,
    choices: Kind,
    letters: Kind,
}

impl Kinds {
    fn of(&mut self, trial: Trial<'_>) -> &mut Kind {
        match trial {
            Trial::Address(_) => &mut self.addresses,
            Trial::LogIn(_) => &mut self.log_ins,
            Trial::Link(_) => &mut self.links,
            Trial::Choice(_) => &mut self.choices,
            Trial::Letter(_) => &mut self.letters,
        }
    }
}

/// What was tried lately. It is kept in memory: each worker counts for itself, and a restart forgets.
#[derive(Debug, Default)]
pub(crate) struct Limits(Mutex<Kinds>);

impl Limits {
    /// Counts a try before it is made, so that many at once are counted too.
    ///
    /// # Errors
    /// In how many seconds it may be made; it is not counted then.
    pub(crate) fn count(&self, trials: &[Trial<'_>], now: Timestamp) -> Result<(), u64> {
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let waits = trials.iter().filter_map(|trial| kinds.of(*trial).wait(*trial, now)).max();
        if let Some(wait) = waits {
            return Err(wait);
        }
        for trial in trials {
            kinds.of(*trial).count(*trial, now);
        }
        Ok(())
    }

    /// A try did not fail: it does not count, and whose address it was has all of theirs again. A choice
    /// counts nevertheless.
    pub(crate) fn succeeded(&self, trials: &[Trial<'_>]) {
        let mut kinds = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for trial in trials {
            kinds.of(*trial).succeeded(*trial);
        }
    }
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
    fn a_choice_that_is_made_counts_still() {
        let limits = Limits::default();
        let own = [Trial::Choice("bea"), Trial::LogIn("x")];
        for _ in 0..5 {
            assert_eq!(limits.count(&own, at(0)), Ok(()));
            limits.succeeded(&own);
        }
        assert_eq!(limits.count(&own, at(0)), Err(901));
        assert_eq!(limits.count(&own, at(900)), Ok(()));
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
        let kinds = limits.0.lock().unwrap();
        assert!(kinds.addresses.0.len() <= MOST, "{}", kinds.addresses.0.len());
        assert!(kinds.addresses.0.contains_key(&Trial::Address(&newest).name()));
    }

    #[test]
    fn who_is_kept_out_is_not_let_in_by_a_flood() {
        let limits = Limits::default();
        let (out, nearly) = (Trial::Address("op"), Trial::Address("other"));
        for _ in 0..5 {
            limits.count(&[out], at(0)).unwrap();
        }
        for _ in 0..4 {
            limits.count(&[nearly], at(0)).unwrap();
        }
        for number in 0..i64::try_from(MOST * 3).unwrap() {
            let name = number.to_string();
            limits.count(&[Trial::Link(&name)], at(1 + number / 100)).unwrap();
            limits.count(&[Trial::Address(&name)], at(1 + number / 100)).unwrap();
        }
        assert!(limits.count(&[out], at(700)).is_err());
        // Nor does somebody get more than the one try that was left.
        assert_eq!(limits.count(&[nearly], at(700)), Ok(()));
        assert!(limits.count(&[nearly], at(700)).is_err());
    }

    #[test]
    fn when_all_are_kept_out_nobody_new_comes_in() {
        let limits = Limits::default();
        for number in 0..MOST {
            let name = number.to_string();
            for _ in 0..5 {
                limits.count(&[Trial::Address(&name)], at(0)).unwrap();
            }
        }
        let new = [Trial::Address("new"), Trial::LogIn("x")];
        assert_eq!(limits.count(&new, at(1)), Err(900));
        assert!(limits.count(&[Trial::Address("7")], at(1)).is_err());
        // Other kinds are not held up, and nor is anybody once the window is over.
        assert_eq!(limits.count(&new[1..], at(1)), Ok(()));
        assert_eq!(limits.count(&new, at(900)), Ok(()));
    }
}
