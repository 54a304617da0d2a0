//! The newest orders of shops whose settings are being chosen. They are read once, not for every page, and
//! forgotten soon.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use store::ConnectionId;
use sync::Sample;
use tokio::sync::OwnedMutexGuard;

/// How long they are good for.
const FRESH: Duration = Duration::from_mins(10);

/// Shops at most: a hundred orders each are a few megabytes together.
const MOST: usize = 50;

/// A sample that one page at a time reads on in.
type Held = Arc<tokio::sync::Mutex<Sample>>;

/// Those that are held, and since when.
#[derive(Default)]
pub(crate) struct Samples(Mutex<BTreeMap<String, (Timestamp, Held)>>);

impl Samples {
    /// That of a connection, if no other page reads on in it just now.
    pub(super) fn free(
        &self,
        connection: &ConnectionId,
        now: Timestamp,
    ) -> Option<OwnedMutexGuard<Sample>> {
        self.of(connection, now).try_lock_owned().ok()
    }

    /// That of a connection; an empty one if there is none that is fresh.
    fn of(&self, connection: &ConnectionId, now: Timestamp) -> Held {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_fresh =
            |at: Timestamp| at <= now && at.saturating_add(FRESH).is_ok_and(|until| until > now);
        held.retain(|_, (at, _)| is_fresh(*at));
        let name = connection.to_string();
        if !held.contains_key(&name) && held.len() >= MOST {
            let oldest = held.iter().min_by_key(|(_, (at, _))| *at).map(|(name, _)| name.clone());
            oldest.and_then(|name| held.remove(&name));
        }
        let (_, own) = held.entry(name).or_insert_with(|| (now, Held::default()));
        Arc::clone(own)
    }

    /// Forgets that of a connection, whose settings are chosen.
    pub(super) fn forget(&self, connection: &ConnectionId) {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.remove(&connection.to_string());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(number: usize) -> ConnectionId {
        format!("01890a5d-ac96-774b-bcce-b302099a{number:04}").parse().unwrap()
    }

    #[test]
    fn a_sample_is_held_for_ten_minutes_and_no_longer() {
        let (samples, now) = (Samples::default(), Timestamp::UNIX_EPOCH);
        let first = samples.of(&connection(1), now);
        for (later, is_same) in [(0, true), (599, true), (600, false), (601, false)] {
            let at = now + Duration::from_secs(later);
            let again = Arc::ptr_eq(&samples.of(&connection(1), at), &first);
            assert_eq!(again, is_same, "{later}");
        }
        let other = samples.of(&connection(2), now);
        samples.forget(&connection(2));
        assert!(!Arc::ptr_eq(&samples.of(&connection(2), now), &other));
    }

    #[test]
    fn a_second_page_does_not_wait_for_the_first() {
        let (samples, now) = (Samples::default(), Timestamp::UNIX_EPOCH);
        let first = samples.free(&connection(1), now);
        assert!(first.is_some() && samples.free(&connection(1), now).is_none());
        assert!(samples.free(&connection(2), now).is_some());
        drop(first);
        assert!(samples.free(&connection(1), now).is_some());
    }

    #[test]
    fn only_so_many_are_held_and_the_oldest_goes() {
        let (samples, begin) = (Samples::default(), Timestamp::UNIX_EPOCH);
        let at = |number: usize| begin + Duration::from_secs(number as u64);
        let all: Vec<Held> = (0..MOST).map(|own| samples.of(&connection(own), at(own))).collect();
        let now = at(MOST);
        assert!(Arc::ptr_eq(&samples.of(&connection(0), now), &all[0]));
        samples.of(&connection(MOST), now);
        assert!(Arc::ptr_eq(&samples.of(&connection(1), now), &all[1]));
        assert!(!Arc::ptr_eq(&samples.of(&connection(0), now), &all[0]));
    }
}
