//! The shop's webhooks (ccvshop-api.md §7): one address for each event, since a delivery names neither
//! its event nor its hook.

use ccvshop::{NewWebhook, Webhook, WebhookChange};
use store::{Hook, HookSide};
use url::Url;

use super::{is_left_over, keep, made, make};
use crate::desk::Desk;
use crate::fault::Halt;

/// Without these an order is seen at the next round only.
const EVENTS: [&str; 3] = ["orders.created", "orders.updated.status", "orders.updated.ispaid"];

/// Nobody knows whether every shop has these; one that refuses them goes without.
const MORE: [&str; 3] = ["orders.deleted", "invoices.created", "invoices.updated.status"];

/// Sees to it that the shop calls for each event.
pub(super) async fn subscribe(desk: &Desk, base: &Url) -> Result<(), Halt> {
    let theirs = desk.shop.webhooks().await.map_err(|error| desk.ccvshop(&error))?;
    let ours = desk.service.store.hooks_of(desk.id()).await;
    let ours = ours.map_err(|error| desk.database(&error))?;
    for event in EVENTS {
        one(desk, base, event, (&theirs, &ours)).await?;
    }
    for event in MORE {
        match one(desk, base, event, (&theirs, &ours)).await {
            Err(Halt::Fault(fault)) => {
                tracing::debug!(connection = %desk.id(), event, "no webhook: {}", fault.message);
            }
            result => result?,
        }
    }
    for hook in &theirs {
        if is_left_over(desk, base, &hook.address).await? {
            let gone = desk.shop.delete_webhook(hook.id).await;
            gone.map_err(|error| desk.ccvshop(&error))?;
        }
    }
    Ok(())
}

async fn one(
    desk: &Desk,
    base: &Url,
    event: &str,
    (theirs, ours): (&[Webhook], &[Hook]),
) -> Result<(), Halt> {
    let own = ours.iter().find(|own| own.side == HookSide::Shop && own.event == event);
    let address = match made(desk, base, HookSide::Shop, event).await? {
        Some(address) => address,
        None => make(desk, base, HookSide::Shop, event).await?,
    };
    let Some(hook) = theirs.iter().find(|hook| is_same(hook, own, &address)) else {
        return ask(desk, event, address).await;
    };
    if hook.address != address || !hook.is_active {
        let change = WebhookChange { address: Some(address.clone()), is_active: Some(true) };
        let changed = desk.shop.change_webhook(hook.id, &change).await;
        changed.map_err(|error| desk.ccvshop(&error))?;
    }
    // Its making may have been answered by nobody; then this is the first that is heard of it.
    if own.is_none_or(|own| own.remote_id.is_none() || hook.key.is_some() && !own.is_signed) {
        let id = hook.id.to_string();
        keep(desk, (HookSide::Shop, event), (&address, &id), hook.key.as_ref()).await?;
    }
    Ok(())
}

/// Whether it is the hook of an address, or was before this program moved to another.
fn is_same(hook: &Webhook, own: Option<&Hook>, address: &str) -> bool {
    let id = own.and_then(|own| own.remote_id.as_deref());
    hook.address == address
        || id == Some(hook.id.to_string().as_str())
            && own.is_some_and(|own| own.event == hook.event)
}

/// Asks the shop to call, which it may do without saying as what (ccvshop-api.md §7): then its list tells.
async fn ask(desk: &Desk, event: &str, address: String) -> Result<(), Halt> {
    let new = NewWebhook { event: event.to_owned(), address: address.clone(), is_active: true };
    let made = desk.shop.create_webhook(&new).await.map_err(|error| desk.ccvshop(&error))?;
    let made = if let Some(made) = made {
        Some(Webhook { address, ..made })
    } else {
        let theirs = desk.shop.webhooks().await.map_err(|error| desk.ccvshop(&error))?;
        theirs.into_iter().find(|hook| hook.address == address)
    };
    let Some(made) = made else { return Ok(()) };
    let id = made.id.to_string();
    keep(desk, (HookSide::Shop, event), (&made.address, &id), made.key.as_ref()).await
}
