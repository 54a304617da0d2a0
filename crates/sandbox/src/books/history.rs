//! When a record was made and changed, and what happened to it.

use jiff::Timestamp;
use serde_json::{Value, json};

use super::day;

/// The dates, version and events of a record.
#[derive(Debug, Clone)]
pub(super) struct History {
    pub(super) created: Timestamp,
    pub(super) updated: Timestamp,
    /// Epoch seconds of the last change; never goes back (moneybird-api.md §1.2).
    pub(super) version: i64,
    events: Vec<(String, Timestamp)>,
}

impl History {
    pub(super) fn begin(now: Timestamp) -> Self {
        Self { created: now, updated: now, version: now.as_second(), events: Vec::new() }
    }

    /// Something happened, and the record changed by it.
    pub(super) fn note(&mut self, action: impl Into<String>, now: Timestamp) {
        self.updated = self.updated.max(now);
        self.version = self.version.max(now.as_second());
        self.events.push((action.into(), now));
    }

    /// How many things happened.
    pub(super) fn len(&self) -> usize {
        self.events.len()
    }

    /// What happened after the first `known` things.
    pub(super) fn since(&self, known: usize) -> Vec<String> {
        self.events.iter().skip(known).map(|(action, _)| action.clone()).collect()
    }

    pub(super) fn show(&self, administration: u64, user: u64) -> Value {
        let event = |(action, at): &(String, Timestamp)| {
            json!({
                "administration_id": administration.to_string(),
                "user_id": user.to_string(),
                "action": action,
                "link_entity_id": null,
                "link_entity_type": null,
                "data": {},
                "created_at": day::stamp(*at),
                "updated_at": day::stamp(*at),
            })
        };
        self.events.iter().map(event).collect()
    }
}
