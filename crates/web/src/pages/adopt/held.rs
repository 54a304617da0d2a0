//! What is being looked at, held between pages: a shop's orders take minutes to read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use sync::Adoption;
use tokio::sync::OwnedMutexGuard;

/// How long it is held after a page last asked.
const FRESH: Duration = Duration::from_mins(30);

/// Shops at most: many thousand orders each are some tens of megabytes.
const MOST: usize = 20;

/// Whose it is, and what was asked.
type Key = (String, String);

/// One that is held.
#[derive(Default)]
pub(super) struct Held {
    pub(super) adoption: Option<Adoption>,
    /// What the owner agreed to, if it is still so.
    pub(super) agreed: Option<String>,
}

type Shared = Arc<tokio::sync::Mutex<Held>>;

/// Those that are held, and when a page last asked.
#[derive(Default)]
pub(crate) struct Adoptions(Mutex<BTreeMap<Key, (Timestamp, Shared)>>);

impl Adoptions {
    /// That of a question, if no other page is at it just now.
    pub(super) fn free(&self, key: Key, now: Timestamp) -> Option<OwnedMutexGuard<Held>> {
        self.of(key, now).try_lock_owned().ok()
    }

    /// That of a question; a new one if none is held. A connection has one.
    fn of(&self, key: Key, now: Timestamp) -> Shared {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|own, (at, _)| {
            let is_other = own.0 == key.0 && *own != key;
            !is_other && at.saturating_add(FRESH).is_ok_and(|until| until > now)
        });
        if !held.contains_key(&key) && held.len() >= MOST {
            let oldest = held.iter().min_by_key(|(_, (at, _))| *at).map(|(own, _)| own.clone());
            oldest.and_then(|own| held.remove(&own));
        }
        let own = held.entry(key).or_insert_with(|| (now, Shared::default()));
        own.0 = now;
        Arc::clone(&own.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn key(connection: usize, asked: &str) -> Key {
        (connection.to_string(), asked.to_owned())
    }

    #[test]
    fn it_is_held_for_as_long_as_pages_ask() {
        let (all, now) = (Adoptions::default(), Timestamp::UNIX_EPOCH);
        let first = all.of(key(1, "a"), now);
        let mut at = now;
        for (later, is_same) in [(1700, true), (1700, true), (1800, false)] {
            at += Duration::from_secs(later);
            assert_eq!(Arc::ptr_eq(&all.of(key(1, "a"), at), &first), is_same, "{later}");
        }
        let again = all.of(key(1, "a"), at);
        all.of(key(1, "b"), at);
        assert!(!Arc::ptr_eq(&all.of(key(1, "a"), at), &again), "another question ends it");
    }

    #[test]
    fn one_page_at_a_time_and_only_so_many() {
        let (all, now) = (Adoptions::default(), Timestamp::UNIX_EPOCH);
        let first = all.free(key(0, "a"), now);
        assert!(first.is_some() && all.free(key(0, "a"), now).is_none());
        drop(first);
        let first = all.of(key(0, "a"), now);
        for own in 1..=MOST {
            all.of(key(own, "a"), now + Duration::from_secs(1));
        }
        assert!(!Arc::ptr_eq(&all.of(key(0, "a"), now + Duration::from_secs(2)), &first));
    }
}
