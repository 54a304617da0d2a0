//! What is being looked at, held between pages: a shop's orders take minutes to read.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use jiff::Timestamp;
use store::ConnectionId;
use sync::{AdoptRequest, Adoption, Service};
use tokio::sync::OwnedMutexGuard;

use super::Asked;

/// How long it is held after a page last asked.
const FRESH: Duration = Duration::from_mins(30);

/// Shops at most: many thousand orders each are some tens of megabytes.
const MOST: usize = 20;

/// One that is held.
#[derive(Default)]
pub(super) struct Held {
    /// Up to which order, and from which day.
    asked: (String, String),
    adoption: Option<Adoption>,
    /// What the owner agreed to, if it is still so, and the address that carries it out.
    pub(super) agreed: Option<(String, String)>,
}

impl Held {
    /// What was read for a question, however references are read; a new one if that is another.
    pub(super) fn of(
        &mut self,
        service: &Service,
        connection: &ConnectionId,
        (asked, request): (&Asked, AdoptRequest),
    ) -> &mut Adoption {
        let own = (asked.up_to.trim().to_owned(), asked.from.trim().to_owned());
        if self.asked != own {
            *self = Self { asked: own, agreed: self.agreed.take(), ..Self::default() };
        }
        let templates = request.templates.clone();
        let adoption = self.adoption.get_or_insert_with(|| service.adoption(connection, request));
        adoption.written_as(templates);
        adoption
    }

    /// Looks anew the next time, but for what takes long and cannot have changed unseen.
    pub(super) fn look_anew(&mut self) {
        if let Some(adoption) = self.adoption.as_mut() {
            adoption.look_anew();
        }
    }

    /// Forgets what was read.
    pub(super) fn forget(&mut self) {
        self.adoption = None;
    }
}

type Shared = Arc<tokio::sync::Mutex<Held>>;

/// Those that are held, and when a page last asked.
#[derive(Default)]
pub(crate) struct Adoptions(Mutex<BTreeMap<String, (Timestamp, Shared)>>);

impl Adoptions {
    /// That of a connection, if no other page is at it just now.
    pub(super) fn free(
        &self,
        connection: &ConnectionId,
        now: Timestamp,
    ) -> Option<OwnedMutexGuard<Held>> {
        self.of(connection, now).try_lock_owned().ok()
    }

    /// That of a connection; a new one if none is held.
    fn of(&self, connection: &ConnectionId, now: Timestamp) -> Shared {
        let mut held = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        held.retain(|_, (at, _)| at.saturating_add(FRESH).is_ok_and(|until| until > now));
        let name = connection.to_string();
        if !held.contains_key(&name) && held.len() >= MOST {
            let oldest = held.iter().min_by_key(|(_, (at, _))| *at).map(|(own, _)| own.clone());
            oldest.and_then(|own| held.remove(&own));
        }
        let own = held.entry(name).or_insert_with(|| (now, Shared::default()));
        own.0 = now;
        Arc::clone(&own.1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn connection(number: usize) -> ConnectionId {
        format!("01890a5d-ac96-774b-bcce-b302099a{number:04}").parse().unwrap()
    }

    #[test]
    fn it_is_held_for_as_long_as_pages_ask() {
        let (all, now) = (Adoptions::default(), Timestamp::UNIX_EPOCH);
        let first = all.of(&connection(1), now);
        let mut at = now;
        for (later, is_same) in [(1700, true), (1700, true), (1800, false)] {
            at += Duration::from_secs(later);
            assert_eq!(Arc::ptr_eq(&all.of(&connection(1), at), &first), is_same, "{later}");
        }
    }

    #[test]
    fn one_page_at_a_time_and_only_so_many() {
        let (all, now) = (Adoptions::default(), Timestamp::UNIX_EPOCH);
        let first = all.free(&connection(0), now);
        assert!(first.is_some() && all.free(&connection(0), now).is_none());
        drop(first);
        let first = all.of(&connection(0), now);
        for own in 1..=MOST {
            all.of(&connection(own), now + Duration::from_secs(1));
        }
        let later = now + Duration::from_secs(2);
        assert!(!Arc::ptr_eq(&all.of(&connection(0), later), &first));
    }
}
