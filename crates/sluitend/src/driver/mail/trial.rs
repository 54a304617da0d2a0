//! The end of free months is told beforehand, where the host charges.

use billing::{Month, Terms, Vat, free_month};
use bookkeeping::Language;
use jiff::{Timestamp, ToSpan, Zoned};
use letters::{News, Trial};
use store::{ConnectionId, LetterKind};
use sync::{Fault, Service};

use super::look_out::AT_ONCE;
use super::writing::What;
use super::{Mailing, writing};
use crate::installation::store_fault;

/// Days before the last one of a free month from which on it is told that it ends: long enough to decide, and a
/// day of the calendar, so that a program which does not run on that day tells it on the next.
const BEFOREHAND: i32 = 7;

/// Tells of the free months that are nearly over.
///
/// # Errors
/// If the database fails; the next look tells the rest.
pub(super) async fn look(
    service: &Service,
    mailing: Mailing<'_>,
    terms: &Terms,
    now: &Zoned,
) -> Result<(), Fault> {
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let (at, month) = (now.timestamp(), Month::of(now.timestamp()));
    if now.date() < month.last_day().saturating_sub(BEFOREHAND.days()) {
        return Ok(());
    }
    let since = month.first_day().to_zoned(now.time_zone().clone());
    let since = since.map_or(Timestamp::MIN, |own| own.timestamp());
    let found = service.store().in_free_month((month, since), AT_ONCE).await;
    let mut troubles = Vec::new();
    for id in found.map_err(failed)? {
        troubles.push(trial(service, mailing, terms, (&id, month, at)).await);
    }
    troubles.into_iter().collect()
}

/// The free month of a connection is nearly over.
async fn trial(
    service: &Service,
    mailing: Mailing<'_>,
    terms: &Terms,
    (id, month, at): (&ConnectionId, Month, Timestamp),
) -> Result<(), Fault> {
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let connection = service.connection(id).await?;
    let history = service.store().subscription_history(id).await.map_err(failed)?;
    let topic = month.to_string();
    let what = What { kind: LetterKind::Trial, topic: &topic, at };
    // What is free is told by whoever reckons with it, by clocks that were set back too.
    if free_month(&history.events) != Some(month) {
        return writing::mark(service, &connection, what).await;
    }
    let trial = Trial {
        last: month.last_day(),
        price: terms.price,
        currency: terms.currency.clone(),
        includes_vat: terms.vat == Vat::Included,
    };
    let news = |_: Language| News::Trial(trial.clone());
    writing::tell(service, mailing, &connection, what, news).await
}
