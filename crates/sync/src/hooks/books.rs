//! Moneybird's webhook (moneybird-api.md §5): one for all events, since a delivery names its event.

use moneybird::Webhook;
use store::HookSide;
use url::Url;

use super::{BOOKS_CHANGED, TOKEN_REVOKED, is_left_over, keep, made, make};
use crate::desk::Desk;
use crate::fault::Halt;

/// What our one webhook is called.
const EVENT: &str = "all";

/// A token of the administration was withdrawn; whose, only asking tells.
const REVOKED: &str = "access_token_revoked";

/// Changes of what was booked, and of what is booked with. What our own bookings set off (a new invoice,
/// its payment, its contact) is not among them, or each would be an occasion to look.
const EVENTS: [&str; 8] = [
    REVOKED,
    "administration_update_period_locked_until",
    "external_sales_invoice_destroyed",
    "external_sales_invoice_updated",
    "ledger_account_deactivated",
    "ledger_account_destroyed",
    "payment_destroyed",
    "tax_rate",
];

/// The fact that an event puts, if it is one of those that were asked for.
pub fn fact_of(event: &str) -> Option<&'static str> {
    let is_of = |asked: &str| {
        event.strip_prefix(asked).is_some_and(|rest| rest.is_empty() || rest.starts_with('_'))
    };
    EVENTS.into_iter().find(|asked| is_of(asked))?;
    Some(if event == REVOKED { TOKEN_REVOKED } else { BOOKS_CHANGED })
}

/// Sees to it that Moneybird calls.
pub(super) async fn subscribe(desk: &Desk, base: &Url) -> Result<(), Halt> {
    let theirs = desk.books.webhooks().await.map_err(|error| desk.moneybird(&error))?;
    let ours = desk.service.store.hooks_of(desk.id()).await;
    let ours = ours.map_err(|error| desk.database(&error))?;
    let is_signed = ours.iter().any(|own| own.side == HookSide::Books && own.is_signed);
    let address = made(desk, base, HookSide::Books, EVENT).await?;
    let there = theirs.iter().find(|hook| Some(&hook.url) == address.as_ref());
    match there {
        Some(hook) if is_signed && is_whole(hook) => {
            if hook.deactivated_at.is_some() {
                let done = desk.books.activate_webhook(&hook.id).await;
                done.map_err(|error| desk.moneybird(&error))?;
            }
        }
        _ => ask(desk, base).await?,
    }
    for hook in &theirs {
        if is_left_over(desk, base, &hook.url).await? {
            let gone = desk.books.delete_webhook(&hook.id).await;
            gone.map_err(|error| desk.moneybird(&error))?;
        }
    }
    Ok(())
}

/// Whether it tells of all that this version wants to hear of.
fn is_whole(hook: &Webhook) -> bool {
    EVENTS.iter().all(|event| hook.enabled_events.iter().any(|own| own == event))
}

/// Asks Moneybird to call. The answer is the only one that holds the secret, so one that got lost leaves
/// a hook that is of no use; its address is forgotten here, so it is left over at the next time.
async fn ask(desk: &Desk, base: &Url) -> Result<(), Halt> {
    let address = make(desk, base, HookSide::Books, EVENT).await?;
    let made = desk.books.create_webhook(&address, &EVENTS).await;
    let made = made.map_err(|error| desk.moneybird(&error))?;
    let hook = (address.as_str(), made.id.as_str());
    keep(desk, (HookSide::Books, EVENT), hook, made.secret.as_ref()).await
}
