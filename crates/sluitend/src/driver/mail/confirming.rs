//! Sends the letters by which addresses are confirmed, past the outbox: what they say opens something, and nothing
//! of it is kept but a hash. Such a letter is taken before the server hears of it, so it is sent once; if nobody says
//! how that ended, who waits for it has another sent.

use std::time::Duration;

use letters::{About, Confirm, News, To, write};
use post::{Mail, Outcome, Server};
use store::{Confirmation, Unconfirmed};
use sync::{Fault, Service};

use super::Mailing;
use super::postman::{PATIENCE, is_in_vain};
use crate::installation::store_fault;
use crate::stop::Stop;

/// Letters in one go: the others' turn comes a minute later.
const AT_ONCE: u32 = 50;

/// How many days a link works, and a server that does not take its letter is tried.
const DAYS: u64 = 3;

/// How long before a letter is tried again that the server does not take now.
const PAUSE: Duration = Duration::from_hours(1);

/// Sends what is due, unless the server takes nothing now.
///
/// # Errors
/// If the database fails. A letter whose end could not be noted is asked for again by whoever waits for it.
pub(super) async fn deliver(
    service: &Service,
    mailing: Mailing<'_>,
    server: &Server,
    stop: &Stop,
) -> Result<(), Fault> {
    let (store, clock) = (service.store(), service.clock());
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let mut in_vain = 0;
    for to in store.to_be_confirmed(clock.now(), AT_ONCE).await.map_err(failed)? {
        if stop.is_asked() || in_vain >= PATIENCE {
            break;
        }
        let lasts = Duration::from_hours(24 * DAYS);
        let taken = store.take_confirmation(&to, clock.now(), lasts).await.map_err(failed)?;
        let Some(own) = taken.filter(|_| post::is_address(&to.email)) else { continue };
        let outcome = Box::pin(sent(service, mailing, server, (&to, &own))).await;
        in_vain = if is_in_vain(&outcome) { in_vain + 1 } else { 0 };
        let (account, said) = (&to.account, outcome.said());
        if let Outcome::Later(_) = outcome {
            let now = clock.now();
            let due = now.saturating_add(PAUSE).unwrap_or(now);
            store.put_off_confirmation(&own, due).await.map_err(failed)?;
        }
        tracing::info!(%account, letter = own.id, said, "an address is to be confirmed");
    }
    Ok(())
}

async fn sent(
    service: &Service,
    mailing: Mailing<'_>,
    server: &Server,
    (to, own): (&Unconfirmed, &Confirmation),
) -> Outcome {
    let page = mailing.address(&format!("/confirm/{}", own.token.expose()));
    let (account, language) = (mailing.address("/account"), to.language.into());
    let about = About { shop: "", administration: "", page: &page, account: &account };
    let news = News::Confirm(Confirm { page: page.clone(), days: DAYS });
    let letter = write(&news, &about, &To { language, unsubscribe: None });
    let mail = Mail {
        to: &to.email,
        message_id: &format!("{}@{}", own.id, server.domain()),
        at: service.clock().now(),
        subject: &letter.subject,
        text: &letter.text,
        html: &letter.html,
        unsubscribe: None,
    };
    server.send(&mail).await
}
