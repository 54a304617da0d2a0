//! Books the shop's credit invoices, after the orders that they belong to.
//!
//! A credit invoice may be in its order's own total already: an order that is edited is lowered, and
//! the credit invoice made of the difference (ccvshop-api.md §4.1). So before either is booked the
//! shop's invoices of the order are added up; what does not fit is refused, not guessed.

use bookkeeping::{
    Credit, CreditStands, Credits, Invoice, Order, Readiness, Refusal, Subject, amsterdam_day,
    decide_credit, repayment,
};
use store::{OrderRecord, SeenOrder, State};
use tracing::Instrument;

use super::booked::{self, Books};
use super::invoiced::Invoiced;
use super::{Booking, carry, plan};
use crate::about::about;
use crate::desk::{Desk, from_json};
use crate::discover::remembered_credit;
use crate::fault::{Halt, say};
use crate::translate;

/// The code of what another program may have booked.
const ELSEWHERE: &str = "elsewhere";

/// Books every credit invoice whose order is booked, or of before the connection.
pub(super) async fn book(desk: &Desk, booking: &mut Booking) -> Result<(), Halt> {
    for record in credits(desk, State::Waiting).await? {
        wake(desk, &record).instrument(about(record.order_id)).await?;
    }
    for record in credits(desk, State::Ready).await? {
        if let Subject::Credit(id) = subject(&record)
            && prepare(desk, booking, &record, id).instrument(about(record.order_id)).await?
        {
            carry(desk, booking, record.order_id).await?;
        }
    }
    Ok(())
}

fn subject(record: &OrderRecord) -> Subject {
    Subject::of_id(record.order_id).unwrap_or(Subject::Order(record.order_id))
}

async fn credits(desk: &Desk, state: State) -> Result<Vec<OrderRecord>, Halt> {
    let found = desk.service.store.others(desk.id(), state).await;
    let mut found = found.map_err(|error| desk.database(&error))?;
    found.retain(|record| matches!(subject(record), Subject::Credit(_)));
    Ok(found)
}

/// The order that a credit invoice belongs to, as we know it.
async fn order_of(desk: &Desk, record: &OrderRecord) -> Result<Option<OrderRecord>, Halt> {
    let Some(order) = record.of_order else { return Ok(None) };
    let found = desk.service.store.order(desk.id(), order).await;
    found.map_err(|error| desk.database(&error))
}

/// A credit invoice waits for its order. One of an order that is never booked, such as one that was
/// cancelled before, is never booked either.
async fn wake(desk: &Desk, record: &OrderRecord) -> Result<(), Halt> {
    let order = order_of(desk, record).await?;
    let id = record.order_id;
    match order.as_ref().map(|order| order.state) {
        _ if let Some(refusal) = of_ignored(order.as_ref()) => {
            desk.refuse(id, State::Waiting, &refusal).await
        }
        _ if let Some(refusal) = of_foreign(desk, order.as_ref())? => {
            desk.refuse(id, State::Waiting, &refusal).await
        }
        None | Some(State::Booked | State::Changed | State::Ignored) => {
            let mut write = desk.write().await?;
            write.set_ready(id).await.map_err(|error| desk.database(&error))?;
            desk.commit(write).await
        }
        Some(State::Waiting | State::Ready | State::Booking | State::Refused) => Ok(()),
    }
}

/// A sale that was set aside unbooked has nothing in the books that a credit invoice could take off.
fn of_ignored(order: Option<&OrderRecord>) -> Option<Refusal> {
    let order = order.filter(|own| own.state == State::Ignored && !own.has_invoice())?;
    Some(Refusal::CreditOfIgnored { order: order.number.clone() })
}

/// Whether another program booked this credit as well as its order is not ours to know: a person says so by
/// letting it be tried again.
fn of_foreign(desk: &Desk, order: Option<&OrderRecord>) -> Result<Option<Refusal>, Halt> {
    let Some(order) = order else { return Ok(None) };
    let Some(own) = &order.booking else { return Ok(None) };
    let Some(invoice) = &own.invoice_id else { return Ok(None) };
    let plan: Invoice = from_json(&own.plan, desk)?;
    Ok(plan.foreign.map(|_| Refusal::CreditElsewhere {
        order: order.number.clone(),
        invoice: invoice.clone(),
    }))
}

/// Whether a person let a credit invoice be tried again after it was asked about.
async fn is_agreed(desk: &Desk, record: &OrderRecord) -> Result<bool, Halt> {
    let steps = desk.service.store.steps(desk.id(), record.order_id).await;
    let steps = steps.map_err(|error| desk.database(&error))?;
    let mut later =
        steps.iter().skip_while(|own| !(own.what == "refused" && own.detail == ELSEWHERE));
    Ok(later.any(|own| own.what == "retried"))
}

/// Reads a credit invoice as it is now and plans it; says whether there is now a booking.
async fn prepare(
    desk: &Desk,
    booking: &mut Booking,
    record: &OrderRecord,
    id: i64,
) -> Result<bool, Halt> {
    let invoice = desk.shop.invoice(id).await.map_err(|error| desk.ccvshop(&error))?;
    let Some(invoice) = invoice else {
        // Removed from the shop; if that was a mistake, it is found when it is listed again.
        let mut write = desk.write().await?;
        let done = write.set_waiting(record.order_id).await;
        done.map_err(|error| desk.database(&error))?;
        return desk.commit(write).await.map(|()| false);
    };
    let original = order_of(desk, record).await?;
    // Trying it again changes nothing about that.
    if let Some(refusal) = of_ignored(original.as_ref()) {
        desk.refuse(record.order_id, State::Ready, &refusal).await?;
        return Ok(false);
    }
    if let Some(refusal) = of_foreign(desk, original.as_ref())?
        && record.attempt == 0
        && !is_agreed(desk, record).await?
    {
        desk.refuse(record.order_id, State::Ready, &refusal).await?;
        return Ok(false);
    }
    let order = match (&original, record.of_order) {
        (Some(original), _) => from_json::<Option<Order>>(&original.snapshot, desk)?,
        (None, Some(id)) => match before_the_connection(desk, id).await? {
            Some(order) => Some(order),
            None => return aside(desk, record, Aside::Excluded).await,
        },
        (None, None) => None,
    };
    let shop = desk.connection.shop_id;
    let of_order = record.of_order.unwrap_or_default();
    let rows = desk.shop.invoice_rows(id).await.map_err(|error| desk.ccvshop(&error))?;
    let credit = translate::credit(shop, of_order, &invoice, &rows, order.as_ref());
    let books = match &original {
        Some(original) => booked::books(desk, original).await?,
        None => None,
    };
    if books.as_ref().is_some_and(|books| books.is_unknown) {
        return Ok(false);
    }
    let credit = match (&books, &order) {
        (Some(books), Some(order)) => match stands(desk, books, order, &credit).await? {
            Ok(CreditStands::Open { lowers }) => Credit { lowers: Some(lowers), ..credit },
            Ok(CreditStands::Contained) => return aside(desk, record, Aside::Contained).await,
            Err(refusal) => {
                remember(desk, record, &credit).await?;
                desk.refuse(record.order_id, State::Ready, &refusal).await?;
                return Ok(false);
            }
        },
        _ => credit,
    };
    remember(desk, record, &credit).await?;
    let booked = books.map(|books| books.booked);
    let (url, settings) = (&desk.connection.shop_url, &desk.settings);
    plan::as_decided(desk, booking, record, &|administration| {
        decide_credit(&credit, booked.as_ref(), url, settings, administration)
    })
    .await
}

/// Keeps what was read of a credit invoice.
async fn remember(desk: &Desk, record: &OrderRecord, credit: &Credit) -> Result<(), Halt> {
    let seen = seen(desk, record, credit)?;
    let mut write = desk.write().await?;
    write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
}

/// A credit invoice that we know, with what is now known of it.
pub(super) fn seen(desk: &Desk, record: &OrderRecord, credit: &Credit) -> Result<SeenOrder, Halt> {
    Ok(SeenOrder {
        backfill: record.backfill,
        of_order: record.of_order,
        ..remembered_credit(desk, record.order_id, credit)?
    })
}

/// Why a credit invoice is not booked for good.
enum Aside {
    /// Its order is of a payment method that is left out.
    Excluded,
    /// What is booked of the order has it in it.
    Contained,
}

async fn aside(desk: &Desk, record: &OrderRecord, why: Aside) -> Result<bool, Halt> {
    let language = desk.language();
    let why = match why {
        Aside::Excluded => say(
            language,
            "De betaalmethode van de bestelling wordt overgeslagen.",
            "The payment method of its order is left out.",
        ),
        Aside::Contained => say(
            language,
            "Wat van de bestelling is geboekt, bevat dit creditbedrag al.",
            "What is booked of its order has this credit in it already.",
        ),
    };
    let mut write = desk.write().await?;
    let done = write.ignore(record.order_id, State::Ready, &why).await;
    done.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::info!("set aside");
    Ok(false)
}

/// An order that we did not take over; none if it is left out.
async fn before_the_connection(desk: &Desk, id: i64) -> Result<Option<Order>, Halt> {
    let order = desk.shop.order(id).await.map_err(|error| desk.ccvshop(&error))?;
    let order = order.map(|order| translate::order(desk.connection.shop_id, &order, &[]));
    let is_in = |order: &Order| {
        Readiness::of(order, &desk.settings, desk.first_day()) != Readiness::Excluded
    };
    Ok(order.filter(is_in))
}

/// Whether a credit is still to be booked, and whether the order was lowered by it.
async fn stands(
    desk: &Desk,
    books: &Books,
    order: &Order,
    credit: &Credit,
) -> Result<Result<CreditStands, Refusal>, Halt> {
    let is_booked = |id: i64| {
        let id = Subject::Credit(id).id();
        books.credits.iter().any(|record| Some(record.order_id) == id)
    };
    let invoiced = Invoiced::of(desk, order).await?;
    let plan = &books.booked.order;
    Ok(Credits {
        order: plan.charged(order.total_price, order.total_tax),
        debit: invoiced.debit(Some(plan)),
        credit: invoiced.credit(Some(plan), |_| true),
        open: invoiced.credit(Some(plan), |id| !is_booked(id)),
        own: invoiced.credit(Some(plan), |id| id == credit.id),
        booked: books.booked.position().total(),
        corrected: books.booked.corrections.iter().map(|own| own.total).sum(),
    }
    .stands())
}

/// The plan of a booked credit invoice with the payment that is now due; none if it has one, or
/// none is wanted.
pub(crate) fn settled(desk: &Desk, record: &OrderRecord) -> Result<Option<Invoice>, Halt> {
    let Some(own) = &record.booking else { return Ok(None) };
    let plan: Invoice = from_json(&own.plan, desk)?;
    if plan.payment.is_some() {
        return Ok(None);
    }
    let credit: Credit = from_json(&record.snapshot, desk)?;
    let today = amsterdam_day(desk.now());
    let payment = repayment(&credit, &desk.settings, plan.total, today);
    Ok(payment.map(|payment| Invoice { payment: Some(payment), ..plan }))
}
