//! What is to be sent to webhooks, and again when it was not taken (moneybird-api.md §5.2).

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use sha2::Sha256;

use super::Webhook;
use crate::books::Books;

/// How many times a delivery is tried again.
const RETRIES: u32 = 10;

/// A POST that Moneybird makes to a webhook (moneybird-api.md §5.2).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    /// The webhook.
    pub webhook_id: String,
    /// Where it goes.
    pub address: String,
    /// The JSON, byte for byte.
    pub body: String,
    /// What goes into the header `Idempotency-Key`: the same when it is sent again.
    pub idempotency_key: String,
    /// What goes into the header `Moneybird-Signature`, made at the moment of taking.
    pub signature: String,
}

/// What is to be sent some day.
#[derive(Debug, Clone)]
struct Pending {
    webhook: u64,
    address: String,
    secret: String,
    body: String,
    key: String,
    tried: u32,
    retries: u32,
    due: Timestamp,
}

impl Pending {
    fn signed(&self, now: Timestamp) -> Notice {
        let second = now.as_second();
        let mac = mac(&self.secret, format!("{second}.{}", self.body).as_bytes());
        Notice {
            webhook_id: self.webhook.to_string(),
            address: self.address.clone(),
            body: self.body.clone(),
            idempotency_key: self.key.clone(),
            signature: format!("t={second},v1={mac}"),
        }
    }
}

fn mac(secret: &str, message: &[u8]) -> String {
    // A key longer than the block is hashed first, as HMAC does (RFC 2104 §2), so any key fits.
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes())
        .unwrap_or_else(|_| Hmac::<Sha256>::new(&hmac::digest::Key::<Hmac<Sha256>>::default()));
    mac.update(message);
    hex::encode(mac.finalize().into_bytes())
}

/// What is to be sent, and what was handed out without a word on what came of it.
#[derive(Debug, Default)]
pub(in crate::books) struct Queue {
    waiting: Vec<Pending>,
    handed_out: Vec<Pending>,
}

impl Queue {
    /// Something to send, and to send again until it is taken.
    pub(super) fn add(&mut self, hook: &Webhook, body: String, key: String, now: Timestamp) {
        self.push(hook, body, key, RETRIES, now);
    }

    /// Something to send once.
    pub(super) fn add_once(&mut self, hook: &Webhook, body: String, key: String, now: Timestamp) {
        self.push(hook, body, key, 0, now);
    }

    fn push(&mut self, hook: &Webhook, body: String, key: String, retries: u32, now: Timestamp) {
        let (webhook, address, secret) = (hook.id, hook.url.clone(), hook.secret.clone());
        let (tried, due) = (0, now);
        self.waiting.push(Pending { webhook, address, secret, body, key, tried, retries, due });
    }

    fn take(&mut self, now: Timestamp) -> Vec<Notice> {
        let waiting = std::mem::take(&mut self.waiting);
        let (due, later): (Vec<_>, Vec<_>) = waiting.into_iter().partition(|one| one.due <= now);
        self.waiting = later;
        let notices = due.iter().map(|one| one.signed(now)).collect();
        self.handed_out.extend(due);
        notices
    }

    /// The intervals grow; Moneybird's are not known. Here they double, from one minute on.
    fn settle(&mut self, key: &str, taken: bool, now: Timestamp) {
        let Some(at) = self.handed_out.iter().position(|one| one.key == key) else { return };
        let mut one = self.handed_out.swap_remove(at);
        if !taken && one.tried < one.retries {
            let wait = SignedDuration::from_mins(1 << one.tried);
            one.due = now.saturating_add(wait).unwrap_or(Timestamp::MAX);
            one.tried += 1;
            self.waiting.push(one);
        }
    }
}

impl Books {
    /// What is to be sent to webhooks now, in the order of the events. Late, twice, in another
    /// order or never is up to the caller; who wants Moneybird's retries tells what came of each
    /// with [`Books::answered`].
    pub fn take_notices(&self) -> Vec<Notice> {
        self.quietly(|state, moment| state.hooks.queue.take(moment.now))
    }

    /// A notice was answered with this status and body, or by nobody. Anything but 200 is sent
    /// again later, ten times, with the same `Idempotency-Key`; the call at the making of a webhook
    /// is not.
    pub fn answered(&self, notice: &Notice, status: Option<u16>, body: &str) {
        self.quietly(|state, moment| {
            let hooks = &mut state.hooks;
            let hook = notice.webhook_id.parse().ok().and_then(|id: u64| hooks.list.get_mut(&id));
            if let Some(hook) = hook {
                hook.last_status = status;
                hook.last_body = status.map(|_| body.to_owned());
            }
            hooks.queue.settle(&notice.idempotency_key, status == Some(200), moment.now);
        });
    }
}
