//! Finds invoices of this shop in Moneybird by the address that they carry.

use std::collections::HashSet;

use bookkeeping::summary::members_of_source;
use bookkeeping::{SOURCE, order_of_source};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use moneybird::{Batch, Invoice, InvoiceId, Period, Version};
use serde::{Deserialize, Serialize};

use crate::desk::Desk;
use crate::fault::{Code, Fault, Halt};

/// How far Moneybird's clock may be behind ours, when only what changed since is looked at.
const CLOCK_MARGIN: std::time::Duration = std::time::Duration::from_mins(10);

/// A year on either side of a day: as far as anybody re-dates an invoice.
pub(super) fn around(day: Date) -> Result<Period, Halt> {
    period(day.saturating_sub(1.year()), day.saturating_add(1.year()))
}

pub(super) fn period(from: Date, to: Date) -> Result<Period, Halt> {
    Period::new(from, to).map_err(|error| Fault::new(Code::BadReply, error.to_string(), "").into())
}

/// The ids and versions of all external sales invoices dated in a period, in one call, less those
/// that we know to be of our own orders.
pub(super) async fn unknown(desk: &Desk, period: Period) -> Result<Vec<Version<InvoiceId>>, Halt> {
    let versions =
        desk.books.invoice_versions(period).await.map_err(|error| desk.moneybird(&error))?;
    let ours = desk.service.store.orders(Some(desk.id()), None).await;
    let ours: HashSet<String> = ours
        .map_err(|error| desk.database(&error))?
        .into_iter()
        .filter_map(|order| order.invoice_id)
        .collect();
    Ok(versions.into_iter().filter(|version| !ours.contains(version.id.as_str())).collect())
}

/// An invoice of this shop in Moneybird.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Found {
    /// Its id.
    pub(super) invoice: String,
    /// What it was made for ([`bookkeeping::Subject::id`]).
    pub(super) own: i64,
    /// The orders in it, if it is the summary of a day.
    pub(super) members: Vec<i64>,
}

impl Found {
    pub(super) fn of(desk: &Desk, invoice: &Invoice) -> Option<Self> {
        let own = order_of(desk, invoice)?;
        let members = members_of_source(invoice.source_url.as_deref()?, desk.connection.shop_id);
        Some(Self { invoice: invoice.id.as_str().to_owned(), own, members })
    }

    /// Whether it was made for this order, alone or with others.
    pub(super) fn concerns(&self, order: i64) -> bool {
        self.own == order || self.members.contains(&order)
    }
}

/// The order of this shop that an invoice was made for.
pub(super) fn order_of(desk: &Desk, invoice: &Invoice) -> Option<i64> {
    if invoice.source.as_deref() != Some(SOURCE) {
        return None;
    }
    order_of_source(invoice.source_url.as_deref()?, desk.connection.shop_id)
}

/// The ids of the invoices of one order, wherever they were moved to: another day, another contact.
/// `since` limits the search to what changed after an instant.
pub(super) async fn everywhere(
    desk: &Desk,
    order: i64,
    day: Date,
    since: Option<Timestamp>,
) -> Result<Vec<String>, Halt> {
    let found = concerning(desk, order, day, since).await?;
    Ok(found.into_iter().map(|found| found.invoice).collect())
}

/// The same, with what each invoice was made for.
pub(super) async fn concerning(
    desk: &Desk,
    order: i64,
    day: Date,
    since: Option<Timestamp>,
) -> Result<Vec<Found>, Halt> {
    let since = since.and_then(|at| at.checked_sub(CLOCK_MARGIN).ok()).map(Timestamp::as_second);
    let ids: Vec<InvoiceId> = unknown(desk, around(day)?)
        .await?
        .into_iter()
        .filter(|version| since.is_none_or(|since| version.version >= since))
        .map(|version| version.id)
        .collect();
    let mut found = Vec::new();
    for batch in Batch::split(&ids) {
        let invoices =
            desk.books.fetch_invoices(&batch).await.map_err(|error| desk.moneybird(&error))?;
        let ours = invoices.iter().filter_map(|invoice| Found::of(desk, invoice));
        found.extend(ours.filter(|found| found.concerns(order)));
    }
    Ok(found)
}
