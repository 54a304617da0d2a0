//! The daily reconciliation: the closing statement of the open months, and a person is shown what
//! was deleted, altered or doubled in Moneybird. It reports and never repairs.
//!
//! It asks for as little as proves that: the tax report of each month, which Moneybird gives for no
//! more than one month at once, and for all of them together the administration, the invoices and
//! whether these changed meanwhile ([`DailyCost`]).

mod cost;

use std::collections::BTreeMap;

use bookkeeping::closing::{Explanation, Statement};
use bookkeeping::switching::Foreign;
use bookkeeping::{Invoice, Money, Refusal, amsterdam_day, is_locked};
use jiff::Timestamp;
use jiff::civil::Date;
use moneybird::{Currency, Error, InvoiceId, InvoiceState};
use serde::{Deserialize, Serialize};
use store::{ConnectionId, OrderRecord, State};
use tracing::Instrument;

use crate::about::about;
use crate::book::{Booking, frame};
use crate::desk::{Desk, from_json, json};
use crate::discover::SWEPT;
use crate::fault::{Fault, Halt};
use crate::hooks::BOOKS_CHANGED;
use crate::{Closing, Period, Service};

pub use cost::DailyCost;

/// The fact that keeps what the last one found.
pub const RECONCILED: &str = "reconciled";

/// How long one is good for.
const EVERY: std::time::Duration = std::time::Duration::from_hours(24);

/// The same once Moneybird told of a change since: it may tell of many.
const AFTER_A_CHANGE: std::time::Duration = std::time::Duration::from_hours(1);

/// One under way. It outlives the pauses that an allowance asks for.
#[derive(Default)]
pub(crate) struct Reconciliation {
    /// Months still to be looked at, the last of which is next; none while it is not known whether it is due.
    left: Option<Vec<Period>>,
    /// What they are reckoned in.
    currency: Option<Currency>,
    /// What was read for those that are left.
    closing: Option<Closing>,
    /// What was found of the others.
    found: Vec<Month>,
}

/// What was found of one month.
#[derive(Debug, Serialize, Deserialize)]
struct Month {
    period: String,
    closes: bool,
    difference: Money,
}

/// What the last reconciliation found of a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proven {
    /// Its first day, if it is a month of the calendar.
    pub first: Option<Date>,
    /// Whether it closes.
    pub closes: bool,
    /// By how much it does not.
    pub difference: Money,
    /// When that was found.
    pub at: Timestamp,
}

/// Months that do not close, of all connections together.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Differing {
    /// Connections that have such a month.
    pub connections: u64,
    /// Their months.
    pub months: u64,
}

impl Service {
    /// In how many months the last reconciliations found a difference, of all connections together.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn differing(&self) -> Result<Differing, store::Error> {
        let mut differing = Differing::default();
        for body in self.store.facts_saying(RECONCILED, r#""closes":false"#).await? {
            let found: Vec<Month> = serde_json::from_str(&body).unwrap_or_default();
            let months = found.iter().filter(|month| !month.closes).count() as u64;
            differing.months += months;
            differing.connections += u64::from(months > 0);
        }
        Ok(differing)
    }

    /// What the last reconciliation of a connection found, by month; nothing before the first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn proven(&self, connection: &ConnectionId) -> Result<Vec<Proven>, Fault> {
        let fact = self.store.fact(connection, RECONCILED).await;
        let Some(fact) = fact.map_err(|error| self.database(&error))? else {
            return Ok(Vec::new());
        };
        // What another version wrote and this one cannot read proves nothing.
        let found: Vec<Month> = serde_json::from_str(&fact.body).unwrap_or_default();
        let proven = found.into_iter().map(|own| Proven {
            first: own.period.parse::<Period>().ok().map(Period::first_day),
            closes: own.closes,
            difference: own.difference,
            at: fact.at,
        });
        Ok(proven.collect())
    }
}

/// Looks at the open months, at most once a day. The first time is a day after the orders were taken
/// over, so that it takes nothing from the takeover's allowance.
pub(crate) async fn reconcile(
    desk: &Desk,
    booking: &mut Booking,
    own: &mut Reconciliation,
) -> Result<(), Halt> {
    if own.left.is_none() {
        if !is_due(desk).await? {
            return Ok(());
        }
        let (currency, locked_until) = frame(desk, booking).await?;
        own.left = Some(months(amsterdam_day(desk.now()), locked_until));
        own.currency = Some(currency);
    }
    while let Some((period, mut closing)) = next(desk, own) {
        match Box::pin(closing.advance_to(period)).await {
            Err(halt) => {
                own.closing = Some(closing);
                return Err(halt);
            }
            Ok(statement) => {
                // It is left until all is flagged: after a pause in between what is left is read once more.
                flag(desk, &statement).await?;
                if let Some(left) = &mut own.left {
                    left.pop();
                }
                own.closing = Some(closing);
                let Statement { closes, difference, .. } = statement;
                if !closes {
                    tracing::info!(%period, %difference, "a month does not close");
                }
                own.found.push(Month { period: period.to_string(), closes, difference });
            }
        }
    }
    note(desk, &own.found).await?;
    *own = Reconciliation::default();
    Ok(())
}

/// The month whose statement is next, and what to make it of.
fn next(desk: &Desk, own: &mut Reconciliation) -> Option<(Period, Closing)> {
    let left = own.left.as_ref()?;
    let (first, last) = (*left.first()?, *left.last()?);
    let closing = own.closing.take().or_else(|| {
        let currency = own.currency.clone()?;
        Some(desk.service.months_closing(desk.id(), first.until(last), currency))
    })?;
    Some((last, closing))
}

async fn is_due(desk: &Desk) -> Result<bool, Halt> {
    let store = &desk.service.store;
    let last = store.fact(desk.id(), RECONCILED).await.map_err(|error| desk.database(&error))?;
    if let Some(last) = last {
        let told = store.fact(desk.id(), BOOKS_CHANGED).await;
        let told = told.map_err(|error| desk.database(&error))?;
        let is_told = told.is_some_and(|told| told.at >= last.at);
        let rest = if is_told { AFTER_A_CHANGE } else { EVERY };
        return Ok(last.at.saturating_add(rest).unwrap_or(Timestamp::MAX) <= desk.now());
    }
    let swept = store.fact(desk.id(), SWEPT).await.map_err(|error| desk.database(&error))?;
    if swept.is_some() {
        note(desk, &[]).await?;
    }
    Ok(false)
}

/// The months whose VAT return may still be to be made, but for those that are locked: the last is
/// taken first.
fn months(today: Date, locked_until: Option<Date>) -> Vec<Period> {
    let mut open = Period::open_months(today);
    open.retain(|month| !is_locked(month.last_day(), locked_until));
    open
}

async fn note(desk: &Desk, found: &[Month]) -> Result<(), Halt> {
    let body = json(&found, desk)?;
    let mut write = desk.write().await?;
    write.put_fact(RECONCILED, &body).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
}

/// Refuses the booked orders whose invoices are not what was booked, so that a person sees them.
async fn flag(desk: &Desk, statement: &Statement) -> Result<(), Halt> {
    let mut twins: BTreeMap<i64, Vec<String>> = BTreeMap::new();
    let mut others = Vec::new();
    for own in &statement.explanations {
        match (own.code.as_str(), &own.invoice_id) {
            ("doubled", Some(twin)) => twins.entry(own.id).or_default().push(twin.clone()),
            ("gone" | "altered", _) => others.push(own),
            _ => {}
        }
    }
    for (order, twins) in twins {
        let Some(record) = booked(desk, order).await? else { continue };
        let own = record.booking.as_ref().and_then(|own| own.invoice_id.clone());
        let invoices = own.into_iter().chain(twins).collect();
        let refusal = Refusal::Doubled { invoices };
        desk.refuse(order, State::Booked, &refusal).instrument(about(order)).await?;
    }
    for own in others {
        look(desk, own).instrument(about(own.id)).await?;
    }
    Ok(())
}

/// Asks for the invoice itself: what is missing on its day may be on another.
async fn look(desk: &Desk, found: &Explanation) -> Result<(), Halt> {
    let Some(record) = booked(desk, found.id).await? else { return Ok(()) };
    let Some(own) = &record.booking else { return Ok(()) };
    let plan: Invoice = from_json(&own.plan, desk)?;
    if plan.foreign == Some(Foreign::Sales) {
        // Not among the invoices that are looked at here; the statement tells of it.
        return Ok(());
    }
    let id = own.invoice_id.as_deref().and_then(|id| InvoiceId::new(id).ok());
    let Some(id) = id else { return Ok(()) };
    let refusal = match desk.books.invoice(&id).await {
        Err(Error::NotFound { .. }) => Refusal::InvoiceGone { invoice: id.to_string() },
        Err(error) => return Err(desk.moneybird(&error)),
        Ok(held) => {
            let is_there = held.date == plan.date && held.state != InvoiceState::New;
            if found.code == "gone" && is_there {
                // It came back, or the list was behind.
                return Ok(());
            }
            Refusal::BookedDiffers {
                sent: plan.total,
                booked: held.total_price_incl_tax,
                state: format!("{}, {}", held.state.as_str(), held.date),
            }
        }
    };
    desk.refuse(found.id, State::Booked, &refusal).await
}

async fn booked(desk: &Desk, order: i64) -> Result<Option<OrderRecord>, Halt> {
    let record = desk.service.store.order(desk.id(), order).await;
    let record = record.map_err(|error| desk.database(&error))?;
    Ok(record.filter(|record| record.state == State::Booked))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_month_is_left_out_when_all_of_it_is_locked() {
        let day = |text: &str| text.parse::<Date>().unwrap();
        for (locked_until, left) in [
            (None, vec!["2026-10", "2026-11"]),
            (Some("2026-10-30"), vec!["2026-10", "2026-11"]),
            (Some("2026-10-31"), vec!["2026-11"]),
            (Some("2026-11-29"), vec!["2026-11"]),
            (Some("2026-11-30"), vec![]),
        ] {
            let found = months(day("2026-11-29"), locked_until.map(day));
            let found: Vec<String> = found.iter().map(Period::to_string).collect();
            assert_eq!(found, left, "{locked_until:?}");
        }
    }
}
