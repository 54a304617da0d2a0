//! Orders that wait for a decision, as letters tell of them.

use std::cmp::Reverse;

use bookkeeping::{Language, Money};
use jiff::ToSpan;
use jiff::civil::Date;
use letters::{Cause, News, Orders, Waiting};
use store::{ConnectionId, OrderSummary, Reason, State};
use sync::{Fault, Service};

use super::Mailing;
use crate::installation::store_fault;

/// Orders that are looked at for the first of each cause. Of more the list tells.
const LOOKED_AT: u32 = 1_000;

/// Of each cause, the first so many.
const FIRST: usize = 5;

/// Both states in which an order waits for somebody.
const STATES: [State; 2] = [State::Refused, State::Changed];

/// What is known of a connection's orders that wait, in no language yet.
pub(super) struct Facts<'a> {
    mailing: Mailing<'a>,
    connection: ConnectionId,
    reasons: Vec<Reason>,
    /// The newest of them, those first.
    newest: Vec<OrderSummary>,
}

/// Looks at the orders that wait.
///
/// # Errors
/// If the database fails.
pub(super) async fn facts<'a>(
    service: &Service,
    mailing: Mailing<'a>,
    id: &ConnectionId,
) -> Result<Facts<'a>, Fault> {
    let failed = |error: store::Error| store_fault(&error, service.options().language);
    let reasons = service.store().reasons(id).await.map_err(failed)?;
    let newest = newest(service, id, None).await?;
    Ok(Facts { mailing, connection: id.clone(), reasons, newest })
}

impl Facts<'_> {
    /// What to tell of them.
    pub(super) fn news(&self, language: Language) -> News {
        let base = format!("/c/{}", self.connection);
        let cause = |own: web::Hindrance| {
            let first = self.newest.iter().filter(|order| web::hindrance_of(order) == own.name);
            Cause {
                list: self.mailing.address(&format!("{base}{}", own.list())),
                first: first.take(FIRST).map(|order| waiting(self.mailing, order)).collect(),
                explained: self.mailing.address(&own.explained),
                text: own.text,
                hint: own.hint,
                orders: own.orders,
            }
        };
        News::Orders(Orders {
            waiting: self.reasons.iter().map(|own| own.orders).sum(),
            causes: web::hindrances(&self.reasons, language).into_iter().map(cause).collect(),
            list: self.mailing.address(&format!("{base}/orders?state=attention")),
        })
    }
}

/// An order in a list.
pub(super) fn waiting(mailing: Mailing<'_>, own: &OrderSummary) -> Waiting {
    Waiting {
        number: own.number.clone(),
        total: Money::round(own.total),
        currency: own.currency.clone(),
        page: mailing.address(&format!("/c/{}/orders/{}", own.connection, own.order_id)),
    }
}

/// The orders of a month that wait, the newest first.
///
/// # Errors
/// If the database fails.
pub(super) async fn of_month(
    service: &Service,
    id: &ConnectionId,
    first: Date,
) -> Result<Vec<OrderSummary>, Fault> {
    let next = first.saturating_add(1.month());
    let mut all = newest(service, id, Some((next, i64::MIN))).await?;
    all.retain(|own| own.placed_on >= first);
    Ok(all)
}

/// The newest orders that wait, of before a day and an id.
async fn newest(
    service: &Service,
    id: &ConnectionId,
    before: Option<(Date, i64)>,
) -> Result<Vec<OrderSummary>, Fault> {
    let mut all = Vec::new();
    for state in STATES {
        let page = service.store().orders_page(id, Some(state), LOOKED_AT, before).await;
        all.extend(page.map_err(|error| store_fault(&error, service.options().language))?);
    }
    all.sort_by_key(|own| Reverse((own.placed_on, own.order_id)));
    Ok(all)
}
