//! Sends what is in the outbox. A letter is `sending` in the database before the server hears of it. If this
//! process is gone before it says how that ended, the letter is given up, and not sent again.

use std::time::Duration;

use jiff::Timestamp;
use post::{Mail, Outcome, Server};
use store::{Ending, Parcel, Way};
use sync::{Fault, Service};

use crate::installation::store_fault;
use crate::stop::Stop;

/// Letters in one go.
pub(super) const AT_ONCE: usize = 200;

/// After so many letters in a row that the server does not take now, the others wait too.
pub(super) const PATIENCE: usize = 3;

/// After this whoever was sending a letter is gone: longer than sending one takes.
const GONE: Duration = Duration::from_mins(15);

/// How long before a letter is tried again, by how often it was tried.
const PAUSES: [Duration; 5] = [
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(15),
    Duration::from_hours(1),
    Duration::from_hours(4),
];

/// After this a letter tells no news.
const STALE: Duration = Duration::from_hours(3 * 24);

/// How long the letter under way may still take when the program is asked to stop.
const LAST: Duration = Duration::from_secs(10);

/// Sends what is due, until nothing is, or the server takes nothing now.
///
/// # Errors
/// If the database fails. A letter whose end could not be noted is given up later.
pub(super) async fn deliver(service: &Service, server: &Server, stop: &Stop) -> Result<(), Fault> {
    let store = service.store();
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let now = service.clock().now();
    let gone = now.saturating_sub(GONE).unwrap_or(Timestamp::MIN);
    let lost = store.give_up_letters(Way::Mail, gone, now).await.map_err(failed)?;
    if lost > 0 {
        tracing::warn!(
            lost,
            "letters of which nobody knows whether they arrived; they are not sent again"
        );
    }
    let mut in_vain = 0;
    for _ in 0..AT_ONCE {
        if stop.is_asked() || in_vain >= PATIENCE {
            break;
        }
        let taken = store.take_letter(Way::Mail, server.domain(), service.clock().now()).await;
        let Some(parcel) = taken.map_err(failed)? else { break };
        let mail = mail(&parcel);
        let outcome = tokio::select! {
            outcome = Box::pin(server.send(&mail)) => outcome,
            () = late(stop) => return Ok(()),
        };
        in_vain = if is_in_vain(&outcome) { in_vain + 1 } else { 0 };
        let now = service.clock().now();
        let (ending, answer) = ended(&parcel, outcome, now);
        store.end_letter(&parcel, ending, &answer, now).await.map_err(failed)?;
    }
    Ok(())
}

fn mail(parcel: &Parcel) -> Mail<'_> {
    Mail {
        to: &parcel.posted.recipient,
        message_id: parcel.posted.message_id.as_deref().unwrap_or_default(),
        at: parcel.posted.made_at,
        subject: &parcel.posted.subject,
        text: &parcel.body,
        html: &parcel.html,
        unsubscribe: Some(parcel.unsubscribe.as_str()).filter(|own| !own.is_empty()),
    }
}

/// Whether the other side takes nothing now.
pub(super) fn is_in_vain(outcome: &Outcome) -> bool {
    matches!(outcome, Outcome::Later(_))
}

/// What becomes of a letter.
pub(super) fn ended(parcel: &Parcel, outcome: Outcome, now: Timestamp) -> (Ending, String) {
    let (id, attempt) = (&parcel.posted.id, parcel.posted.attempt);
    match outcome {
        Outcome::Sent(said) => {
            tracing::info!(letter = %id, "sent");
            (Ending::Sent, said)
        }
        Outcome::Later(said) => {
            let is_stale =
                now >= parcel.posted.made_at.saturating_add(STALE).unwrap_or(Timestamp::MAX);
            if is_stale {
                tracing::warn!(letter = %id, said, "not taken for days, and given up");
                return (Ending::Refused, said);
            }
            tracing::warn!(letter = %id, said, "not taken now");
            let tried = usize::try_from(attempt.saturating_sub(1)).unwrap_or_default();
            let [.., longest] = PAUSES;
            let pause = PAUSES.get(tried).copied().unwrap_or(longest);
            (Ending::Later(now.saturating_add(pause).unwrap_or(now)), said)
        }
        Outcome::Refused(said) => {
            tracing::warn!(letter = %id, said, "refused");
            (Ending::Refused, said)
        }
        Outcome::Unknown(said) => {
            tracing::warn!(letter = %id, said, "may have arrived, and is not sent again");
            (Ending::Unknown, said)
        }
    }
}

/// Ends a while after the program was asked to stop.
async fn late(stop: &Stop) {
    stop.asked().await;
    // Only the time-out matters: nothing else ends this.
    let _ = tokio::time::timeout(LAST, std::future::pending::<()>()).await;
}
