//! Webhooks of both sides: asked for, and watched over, because either side may lose or switch them off.
//!
//! They make things faster and nothing else. Whatever they miss is seen by the next round, so a side
//! that refuses them stands in nobody's way; only a token of Moneybird that is no longer good does, which is
//! how one that was withdrawn is noticed. (Whether the shop's key is good, the look before has told.)

mod books;
mod shop;

pub use books::fact_of;

use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use store::{ConnectionId, HookSide};
use url::Url;

use crate::Service;
use crate::desk::Desk;
use crate::fault::{Code, Fault, Halt};

/// The fact that says when they were last found in order: its text is where they lead to, or empty if
/// they were not in order.
const CHECKED: &str = "hooks";

/// The same, if nobody knows: no address reads like this.
const ANEW: &str = "anew";

/// The fact that says when Moneybird last told of a change.
pub(crate) const BOOKS_CHANGED: &str = "books-changed";

/// The fact that says when Moneybird last told that a token was withdrawn.
const TOKEN_REVOKED: &str = "token-revoked";

/// How long they are taken to be in order.
const GOOD_FOR: std::time::Duration = std::time::Duration::from_hours(24);

/// How soon to try again when they could not be put in order.
const AGAIN: std::time::Duration = std::time::Duration::from_hours(1);

/// Puts them in order once a day, if this program can be called at all.
pub(crate) async fn watch(desk: &Desk) -> Result<(), Halt> {
    let Some(base) = desk.service.options.hooks.clone() else { return Ok(()) };
    if !is_due(desk, &base).await? {
        return Ok(());
    }
    let mut is_good = true;
    for result in [shop::subscribe(desk, &base).await, books::subscribe(desk, &base).await] {
        match result {
            Ok(()) => {}
            // There is a next round; nothing waits for this.
            Err(Halt::Wait(..) | Halt::Settles(_)) => return Ok(()),
            Err(Halt::Fault(fault)) if fault.code == Code::CredentialsMoneybird => {
                return Err(Halt::Fault(fault));
            }
            Err(Halt::Fault(fault)) => {
                is_good = false;
                let code = fault.code.as_str();
                tracing::warn!(connection = %desk.id(), code, "webhooks: {}", fault.message);
            }
        }
    }
    let body = if is_good { base.as_str() } else { "" };
    let mut write = desk.write().await?;
    write.put_fact(CHECKED, body).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
}

impl Service {
    /// Lets the webhooks of a connection be put in order at the next round: its shop was installed anew.
    pub(crate) async fn forget_check(&self, id: &ConnectionId) -> Result<(), Fault> {
        let put = self.store.put_fact(id, CHECKED, ANEW, self.clock.now()).await;
        put.map_err(|error| self.database(&error))
    }
}

async fn is_due(desk: &Desk, base: &Url) -> Result<bool, Halt> {
    let Some(checked) = fact(desk, CHECKED).await? else { return Ok(true) };
    if fact(desk, TOKEN_REVOKED).await?.is_some_and(|told| told.at >= checked.at) {
        return Ok(true);
    }
    let good_for = match checked.body.as_str() {
        "" => AGAIN,
        body if body == base.as_str() => GOOD_FOR,
        _ => return Ok(true),
    };
    Ok(checked.at.saturating_add(good_for).unwrap_or(Timestamp::MAX) <= desk.now())
}

async fn fact(desk: &Desk, name: &str) -> Result<Option<store::Fact>, Halt> {
    desk.service.store.fact(desk.id(), name).await.map_err(|error| desk.database(&error))
}

/// The address of a hook.
fn address(base: &Url, token: &str) -> String {
    format!("{base}{token}")
}

/// The address that was made for an event, if any was.
async fn made(
    desk: &Desk,
    base: &Url,
    side: HookSide,
    event: &str,
) -> Result<Option<String>, Halt> {
    let token = desk.service.store.hook_address_part(desk.id(), side, event).await;
    let token = token.map_err(|error| desk.database(&error))?;
    Ok(token.map(|token| address(base, token.expose_secret())))
}

/// Makes an address for an event.
async fn make(desk: &Desk, base: &Url, side: HookSide, event: &str) -> Result<String, Halt> {
    let token = desk.service.store.new_hook(desk.id(), side, event, desk.now()).await;
    Ok(address(base, token.map_err(|error| desk.database(&error))?.expose()))
}

/// Keeps what the other side said of a hook.
async fn keep(
    desk: &Desk,
    (side, event): (HookSide, &str),
    (address, id): (&str, &str),
    key: Option<&SecretString>,
) -> Result<(), Halt> {
    let token = address.rsplit('/').next().unwrap_or_default();
    let hook = (token, id);
    let kept = desk.service.store.set_hook_remote(desk.id(), side, event, hook, key).await;
    kept.map(|_| ()).map_err(|error| desk.database(&error))
}

/// Whether an address leads here, to a hook that nobody knows any more: one of an installation before.
async fn is_left_over(desk: &Desk, base: &Url, address: &str) -> Result<bool, Halt> {
    let Some(token) = address.strip_prefix(base.as_str()) else { return Ok(false) };
    let known = desk.service.store.hook(token).await.map_err(|error| desk.database(&error))?;
    Ok(known.is_none())
}
