//! Webhooks (moneybird-api.md §5). The sandbox sends nothing itself: it hands out what is to be
//! sent, and is told what came of it.

mod delivery;
mod event;
mod operations;

use std::collections::BTreeMap;

use jiff::Timestamp;
use serde_json::{Value, json};

pub use delivery::Notice;
pub(super) use delivery::Queue;
pub(super) use event::Event;
pub(super) use operations::{activate, create, deactivate, delete, list};

use super::state::{Administration, State};
use super::{Books, day};
use crate::html::cell;

/// A webhook.
#[derive(Debug, Clone)]
pub(super) struct Webhook {
    id: u64,
    url: String,
    /// Names of events and of groups of them, as they were asked for.
    events: Vec<String>,
    token: String,
    secret: String,
    last_status: Option<u16>,
    last_body: Option<String>,
    deactivated: Option<Timestamp>,
}

impl Webhook {
    /// The record, without its secret.
    fn show(&self, of: &Administration) -> Value {
        json!({
            "id": self.id.to_string(),
            "administration_id": of.id.to_string(),
            "url": self.url,
            "enabled_events": self.events,
            "last_http_status": self.last_status,
            "last_http_body": self.last_body,
            "token": self.token,
            "deactivated_at": self.deactivated.map(day::stamp),
        })
    }
}

/// All webhooks, and what is to be sent to them.
#[derive(Debug, Default)]
pub(super) struct Hooks {
    list: BTreeMap<u64, Webhook>,
    queue: Queue,
}

impl Hooks {
    /// Whether events go anywhere. Else nobody need make them.
    pub(super) fn listen(&self) -> bool {
        !self.list.is_empty()
    }

    /// Every webhook as a row of a table for people.
    pub(super) fn rows(&self) -> Vec<Vec<String>> {
        let row = |hook: &Webhook| {
            let answer = hook.last_status.map(|status| status.to_string()).unwrap_or_default();
            let state = if hook.deactivated.is_some() { "uit" } else { "aan" };
            vec![cell(&hook.url), cell(&hook.events.join(", ")), cell(&answer), cell(state)]
        };
        self.list.values().map(row).collect()
    }
}

impl Books {
    /// Every webhook: where it leads, and whether it is on.
    pub fn webhooks(&self) -> Vec<(String, bool)> {
        let row = |hook: &Webhook| (hook.url.clone(), hook.deactivated.is_none());
        self.quietly(|state, _| state.hooks.list.values().map(row).collect())
    }

    /// Somebody takes all webhooks out.
    pub fn lose_webhooks(&self) {
        self.quietly(|state, _| state.hooks.list.clear());
    }

    /// Somebody switches all webhooks off.
    pub fn switch_off_webhooks(&self) {
        self.quietly(|state, moment| {
            for hook in state.hooks.list.values_mut() {
                hook.deactivated = Some(moment.now);
            }
        });
    }
}

impl State {
    /// Puts an event in the queue of every webhook that asked for it, as the entity is now.
    pub(super) fn announce(&mut self, event: &Event, now: Timestamp) {
        let listening = |hook: &&Webhook| hook.deactivated.is_none() && hook.wants(&event.action);
        for hook in self.hooks.list.values().filter(listening) {
            let body = event.body(hook, self.administration.id);
            self.hooks.queue.add(hook, body, self.secrets.draw(), now);
        }
    }
}
