//! Finds the shop's credit invoices.
//!
//! The listing of all invoices is looked at as the one of orders is: one page, asked for at the place
//! of the last invoice that we know, tells whether more came. Once a day, and where that place holds
//! another invoice, it is read from the beginning, which shows whose money went back meanwhile.

use std::collections::BTreeSet;

use bookkeeping::settings::CreditInvoices;
use bookkeeping::{Credit, Money, Order, Subject, amsterdam_day};
use ccvshop::{Invoice, InvoiceKind, InvoiceQuery, Page, Unreadable};
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use store::{OrderRecord, SeenOrder, State};

use super::reimbursed::{self, Debit};
use super::{PAGE, SWEEP_EVERY};
use crate::book::settled_credit;
use crate::desk::{Desk, from_json, json};
use crate::fault::Halt;
use crate::translate;

/// The fact that says how far the listing was read.
const FACT: &str = "invoices";

/// How often a look begins again because the pages do not follow each other.
const MOST_RESTARTS: u32 = 3;

/// How far the listing of invoices was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Known {
    /// Under which setting.
    which: CreditInvoices,
    /// How many invoices were read.
    count: u32,
    /// The id of the last of them.
    last: Option<i64>,
    /// When it was begun to read it from the beginning.
    begun_at: Timestamp,
    /// Whether its end was reached since.
    is_whole: bool,
    /// Whether its end was ever reached, so that what is new now is no history.
    was_whole: bool,
}

/// Looks for credit invoices and records what it finds.
pub(super) async fn look(desk: &Desk) -> Result<(), Halt> {
    let which = desk.settings.orders.credit_invoices;
    if which == CreditInvoices::None {
        return Ok(());
    }
    let fact = desk.service.store.fact(desk.id(), FACT).await;
    let fact = fact.map_err(|error| desk.database(&error))?;
    let mut known: Known = match fact {
        Some(fact) => from_json(&fact.body, desk)?,
        None => Known { begun_at: desk.now(), ..Known::default() },
    };
    let due = known.begun_at.saturating_add(SWEEP_EVERY).unwrap_or(Timestamp::MAX);
    if known.which != which || (known.is_whole && due <= desk.now()) {
        known = known.again(which, desk.now());
    }
    let (mut restarts, mut debits) = (0, Vec::new());
    loop {
        let start = known.count.saturating_sub(1);
        let query = InvoiceQuery { start, size: PAGE, ..InvoiceQuery::default() };
        let page = desk.shop.invoices(&query).await.map_err(|error| desk.ccvshop(&error))?;
        let first = page.items.first().map(|own| own.id);
        let is_odd_first = page.unreadable.iter().any(|odd| odd.position == 0);
        if known.last.is_some() && first != known.last && !is_odd_first {
            // One was removed before that place; the whole is read again.
            restarts += 1;
            if restarts > MOST_RESTARTS {
                let connection = desk.id();
                tracing::warn!(%connection, "the pages of invoices contradict each other");
                return Ok(());
            }
            known = known.again(which, desk.now());
            continue;
        }
        let overlap = u32::from(known.count > 0);
        take(desk, &page, known.last, !known.was_whole).await?;
        debits.extend(page.items.iter().filter_map(Debit::of));
        let span = u32::try_from(page.items.len() + page.unreadable.len()).unwrap_or(PAGE);
        known.count = start + span.max(overlap);
        known.last = page.items.last().map(|own| own.id).or(known.last);
        if !page.has_next || span <= overlap {
            known.is_whole = true;
            known.was_whole = true;
        }
        let body = json(&known, desk)?;
        let mut write = desk.write().await?;
        write.put_fact(FACT, &body).await.map_err(|error| desk.database(&error))?;
        desk.commit(write).await?;
        if known.is_whole {
            return reimbursed::look(desk, &debits).await;
        }
    }
}

impl Known {
    /// From the beginning.
    fn again(&self, which: CreditInvoices, now: Timestamp) -> Self {
        let was_whole = self.was_whole && self.which == which;
        Self { which, count: 0, last: None, begun_at: now, is_whole: false, was_whole }
    }
}

/// Records the credit invoices of a page, less the one that was the last of the page before.
async fn take(
    desk: &Desk,
    page: &Page<Invoice>,
    last: Option<i64>,
    is_history: bool,
) -> Result<(), Halt> {
    let credits = page.items.iter().filter(|own| Some(own.id) != last && is_credit(own));
    for invoice in credits {
        if is_wanted(desk, invoice) {
            credit(desk, invoice, is_history).await?;
        }
    }
    for odd in &page.unreadable {
        unreadable(desk, odd);
    }
    Ok(())
}

/// A debit invoice with totals below nothing contradicts itself; it is taken in, to be refused.
fn is_credit(invoice: &Invoice) -> bool {
    invoice.kind == InvoiceKind::Credit || Money::round(invoice.total_price).is_negative()
}

/// Whether it is of the days whose credit invoices are booked.
fn is_wanted(desk: &Desk, invoice: &Invoice) -> bool {
    let day = amsterdam_day(invoice.create_date);
    let connected = amsterdam_day(desk.connection.created_at);
    match desk.settings.orders.credit_invoices {
        CreditInvoices::None => false,
        CreditInvoices::New => day >= connected,
        CreditInvoices::All => desk.first_day().is_none_or(|first| day >= first),
    }
}

/// Records one. It waits until its order is booked.
async fn credit(desk: &Desk, invoice: &Invoice, is_history: bool) -> Result<(), Halt> {
    let Some(id) = Subject::Credit(invoice.id).id() else { return Ok(()) };
    let record = desk.service.store.order(desk.id(), id).await;
    let record = record.map_err(|error| desk.database(&error))?;
    if let Some(record) = &record
        && record.state != State::Waiting
    {
        return pay_after_all(desk, invoice, record).await;
    }
    let Some(order) = invoice.order_id else {
        tracing::warn!(connection = %desk.id(), invoice = invoice.id, "a credit invoice without an order");
        return Ok(());
    };
    let seen = seen(desk, id, order, invoice, is_history)?;
    let mut write = desk.write().await?;
    write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
}

/// One that was booked while the money had not gone back yet, and now has.
async fn pay_after_all(desk: &Desk, invoice: &Invoice, record: &OrderRecord) -> Result<(), Halt> {
    if record.state != State::Booked || !translate::is_settled(invoice) {
        return Ok(());
    }
    let Some(plan) = settled_credit(desk, record)? else { return Ok(()) };
    let mut write = desk.write().await?;
    let done = write.owe_payment(record.order_id, &json(&plan, desk)?).await;
    done.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
}

fn seen(
    desk: &Desk,
    id: i64,
    order: i64,
    invoice: &Invoice,
    is_history: bool,
) -> Result<SeenOrder, Halt> {
    let shop = desk.connection.shop_id;
    let credit: Credit = translate::credit(shop, order, invoice, &[], None::<&Order>);
    let seen = remembered(desk, id, &credit)?;
    Ok(SeenOrder { ready: false, backfill: is_history, of_order: Some(order), ..seen })
}

/// A credit invoice as the store remembers it, ready, and new to us.
pub(crate) fn remembered(desk: &Desk, id: i64, credit: &Credit) -> Result<SeenOrder, Halt> {
    Ok(SeenOrder {
        order_id: id,
        number: credit.number.clone(),
        ready: true,
        snapshot: json(credit, desk)?,
        seen_at: desk.now(),
        placed_on: credit.day(),
        total: -credit.amount().decimal(),
        currency: credit.part.currency.clone(),
        shop_status: None,
        paid: credit.is_settled,
        backfill: false,
        of_order: Some(credit.part.id),
    })
}

/// An invoice that cannot be read is most likely a debit one, which is not booked anyway; it is told
/// of, so that a person can look.
fn unreadable(desk: &Desk, odd: &Unreadable) {
    tracing::warn!(
        connection = %desk.id(),
        invoice = odd.id,
        reason = odd.reason,
        "CCV Shop cannot show an invoice; were it a credit invoice, it is not booked"
    );
}

/// The orders of which the shop has credit invoices that are still to be booked.
pub(crate) fn waiting(records: &[OrderRecord]) -> BTreeSet<i64> {
    let open = records.iter().filter(|own| own.state == State::Waiting);
    open.filter_map(|own| match Subject::of_id(own.order_id) {
        Some(Subject::Credit(id)) => Some(id),
        _ => None,
    })
    .collect()
}
