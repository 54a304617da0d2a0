//! The administration's reference data, read when there is something to book and at most hourly.

use bookkeeping::{Administration, Refusal};
use jiff::Timestamp;
use jiff::civil::Date;
use moneybird::Currency;

use super::Booking;
use crate::administration;
use crate::desk::{Desk, from_json, json};
use crate::fault::{Code, Fault, Halt, say};

/// The fact that keeps it.
pub(crate) const FACT: &str = "administration";

/// How long it is good for: the locked period must be known to the hour (moneybird-api.md §8.9).
const GOOD_FOR: std::time::Duration = std::time::Duration::from_hours(1);

/// The reference data, from memory, from the store or from Moneybird (three calls).
pub(super) async fn administration(
    desk: &Desk,
    booking: &mut Booking,
) -> Result<Administration, Halt> {
    match known(desk, booking).await? {
        Some(known) => Ok(known),
        None => reread(desk, booking).await,
    }
}

/// The currency, and the last day of the locked period: one call, and none while the reference data is good.
pub(crate) async fn frame(
    desk: &Desk,
    booking: &mut Booking,
) -> Result<(Currency, Option<Date>), Halt> {
    if let Some(known) = known(desk, booking).await?
        && let Ok(currency) = Currency::new(&known.currency)
    {
        return Ok((currency, known.locked_until));
    }
    let own = desk.books.administration().await.map_err(|error| desk.moneybird(&error))?;
    let own = own.ok_or_else(|| lost(desk))?;
    Ok((own.currency, own.period_locked_until))
}

/// The reference data, from memory or from the store, if it is good.
async fn known(desk: &Desk, booking: &mut Booking) -> Result<Option<Administration>, Halt> {
    if let Some((known, at)) = &booking.administration
        && is_good(*at, desk.now())
    {
        return Ok(Some(known.clone()));
    }
    let store = &desk.service.store;
    let fact = store.fact(desk.id(), FACT).await.map_err(|error| desk.database(&error))?;
    let Some(fact) = fact.filter(|fact| is_good(fact.at, desk.now())) else { return Ok(None) };
    let known: Administration = from_json(&fact.body, desk)?;
    booking.administration = Some((known.clone(), fact.at));
    Ok(Some(known))
}

/// The reference data as Moneybird has it now (three calls), remembered.
pub(super) async fn reread(desk: &Desk, booking: &mut Booking) -> Result<Administration, Halt> {
    let fresh = read(desk).await?;
    let mut write = desk.write().await?;
    let body = json(&fresh, desk)?;
    write.put_fact(FACT, &body).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    booking.administration = Some((fresh.clone(), desk.now()));
    booking.administration_is_fresh = true;
    Ok(fresh)
}

/// The reason not to send anything dated on this day, if there is one. What was planned some time
/// ago may have been locked since, and what seems locked may have been unlocked.
pub(super) async fn locked(
    desk: &Desk,
    booking: &mut Booking,
    date: Date,
) -> Result<Option<Refusal>, Halt> {
    let mut known = administration(desk, booking).await?;
    if known.is_locked(date) && !booking.administration_is_fresh {
        known = reread(desk, booking).await?;
    }
    let until = known.locked_until.filter(|_| known.is_locked(date));
    Ok(until.map(|until| Refusal::PeriodLocked { date, until }))
}

fn is_good(at: Timestamp, now: Timestamp) -> bool {
    at <= now && at.saturating_add(GOOD_FOR).unwrap_or(Timestamp::MAX) > now
}

async fn read(desk: &Desk) -> Result<Administration, Halt> {
    let read = administration::read(&desk.books).await;
    let read = read.map_err(|error| desk.moneybird(&error))?;
    read.ok_or_else(|| lost(desk).into())
}

fn lost(desk: &Desk) -> Fault {
    let message = say(
        desk.language(),
        "Het token geeft geen toegang meer tot de administratie van deze koppeling.",
        "The token no longer opens this connection's administration.",
    );
    let hint = crate::mishap::hint(Code::CredentialsMoneybird, desk.language());
    Fault::new(Code::CredentialsMoneybird, message, hint)
}
