//! Books the shop's credit invoices, after the orders that they belong to.
//!
//! A credit invoice may be in its order's own total already: an order that is edited is lowered, and
//! the credit invoice made of the difference (ccvshop-api.md §4.1). So before either is booked the
//! shop's invoices of the order are added up; what does not fit is refused, not guessed.

use bookkeeping::{
    Credit, Invoice, Money, Order, Payment, Readiness, Refusal, Subject, decide_credit,
};
use ccvshop::{InvoiceKind, InvoiceQuery};
use rust_decimal::Decimal;
use store::{OrderRecord, SeenOrder, State};

use super::{Booking, carry, plan};
use crate::desk::{Desk, from_json};
use crate::discover::{remembered_credit, waiting_credits};
use crate::fault::{Halt, say};
use crate::translate;

/// Books every credit invoice whose order is booked, or of before the connection.
pub(super) async fn book(desk: &Desk, booking: &mut Booking) -> Result<(), Halt> {
    for record in credits(desk, State::Waiting).await? {
        wake(desk, &record).await?;
    }
    for record in credits(desk, State::Ready).await? {
        if let Subject::Credit(id) = subject(&record)
            && prepare(desk, booking, &record, id).await?
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
        Some(State::Ignored) => {
            let number = order.map(|order| order.number).unwrap_or_default();
            let refusal = Refusal::CreditOfIgnored { order: number };
            desk.refuse(id, State::Waiting, &refusal).await
        }
        None | Some(State::Booked | State::Changed) => {
            let mut write = desk.write().await?;
            write.set_ready(id).await.map_err(|error| desk.database(&error))?;
            desk.commit(write).await
        }
        Some(State::Waiting | State::Ready | State::Booking | State::Refused) => Ok(()),
    }
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
    remember(desk, record, &credit).await?;
    if let (Some(original), Some(order)) = (&original, &order) {
        match is_open(desk, original, order, &credit).await? {
            Ok(true) => {}
            Ok(false) => return aside(desk, record, Aside::Contained).await,
            Err(refusal) => {
                desk.refuse(record.order_id, State::Ready, &refusal).await?;
                return Ok(false);
            }
        }
    }
    let own = original.as_ref().and_then(|original| original.booking.as_ref());
    let booked: Option<Invoice> = own.map(|own| from_json(&own.plan, desk)).transpose()?;
    let (url, settings) = (&desk.connection.shop_url, &desk.settings);
    plan::as_decided(desk, booking, record, &|administration| {
        decide_credit(&credit, booked.as_ref(), url, settings, administration)
    })
    .await
}

/// Keeps what was read of a credit invoice.
async fn remember(desk: &Desk, record: &OrderRecord, credit: &Credit) -> Result<(), Halt> {
    let seen = SeenOrder {
        backfill: record.backfill,
        of_order: record.of_order,
        ..remembered_credit(desk, record.order_id, credit)?
    };
    let mut write = desk.write().await?;
    write.see_order(&seen).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await
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
            "Wat van de bestelling is geboekt, bevat dit krediet al.",
            "What is booked of its order has this credit in it already.",
        ),
    };
    let mut write = desk.write().await?;
    let done = write.ignore(record.order_id, State::Ready, &why).await;
    done.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
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

/// What the shop's invoices of an order come to.
struct Sums {
    debit: Decimal,
    credit: Decimal,
}

impl Sums {
    fn of<'a>(invoices: impl Iterator<Item = &'a ccvshop::Invoice>) -> Self {
        let mut sums = Self { debit: Decimal::ZERO, credit: Decimal::ZERO };
        for invoice in invoices {
            let sum = match invoice.kind {
                InvoiceKind::Credit => &mut sums.credit,
                InvoiceKind::Debit | InvoiceKind::Other => &mut sums.debit,
            };
            *sum = sum.saturating_add(invoice.total_price.abs());
        }
        sums
    }

    fn unclear(&self, order: &Order, booked: Option<Money>) -> Refusal {
        let (debit, credit) = (self.debit, self.credit);
        Refusal::CreditUnclear { order: order.total_price, debit, credit, booked }
    }
}

/// The shop's invoices of an order.
async fn invoices(desk: &Desk, order: &Order) -> Result<Vec<ccvshop::Invoice>, Halt> {
    let order_number_full = Some(order.number.clone());
    let mut query = InvoiceQuery { order_number_full, ..InvoiceQuery::default() };
    let mut found = Vec::new();
    loop {
        let page = desk.shop.invoices(&query).await.map_err(|error| desk.ccvshop(&error))?;
        let span = u32::try_from(page.items.len() + page.unreadable.len()).unwrap_or(u32::MAX);
        let own = page.items.into_iter().filter(|own| own.order_id == Some(order.id));
        found.extend(own);
        if !page.has_next || span == 0 {
            return Ok(found);
        }
        query.start = query.start.saturating_add(span);
    }
}

/// The order as it was before its credit invoices that are booked apart: where they are in its own
/// total already, it is what its other invoices come to.
pub(super) async fn before_credits(
    desk: &Desk,
    order: Order,
) -> Result<Result<Order, Refusal>, Halt> {
    let own = desk.service.store.of_order(desk.id(), order.id).await;
    let apart = waiting_credits(&own.map_err(|error| desk.database(&error))?);
    if apart.is_empty() {
        return Ok(Ok(order));
    }
    let all = invoices(desk, &order).await?;
    let is_apart = |invoice: &&ccvshop::Invoice| apart.contains(&invoice.id);
    let sums = Sums::of(all.iter());
    let taken = Sums::of(all.iter().filter(is_apart)).credit;
    let kept = sums.credit - taken;
    if order.total_price == sums.debit - kept {
        return Ok(Ok(order));
    }
    if order.total_price != sums.debit - sums.credit {
        return Ok(Err(sums.unclear(&order, None)));
    }
    let mut whole = Order { rows: Vec::new(), ..order.clone() };
    let mut parts = Vec::new();
    for invoice in all.iter().filter(|own| !apart.contains(&own.id)) {
        let rows = desk.shop.invoice_rows(invoice.id).await;
        let rows = rows.map_err(|error| desk.ccvshop(&error))?;
        parts.push(translate::part(order.shop, order.id, invoice, &rows, Some(&order)));
    }
    add_up(&mut whole, parts);
    Ok(Ok(whole))
}

/// Makes an order of what its invoices bill.
fn add_up(whole: &mut Order, parts: Vec<Order>) {
    let amounts: [fn(&mut Order) -> &mut Decimal; 8] = [
        |own| &mut own.total_price,
        |own| &mut own.total_tax,
        |own| &mut own.shipping,
        |own| &mut own.payment_costs,
        |own| &mut own.option_price,
        |own| &mut own.extra_costs,
        |own| &mut own.points_discount,
        |own| &mut own.discounts,
    ];
    for amount in amounts {
        *amount(whole) = Decimal::ZERO;
    }
    for mut part in parts {
        for amount in amounts {
            let own = *amount(&mut part);
            let sum = amount(whole);
            *sum = sum.saturating_add(own);
        }
        whole.rows.append(&mut part.rows);
    }
}

/// Whether a credit is still to be booked: with it, what is booked must come to what the order now
/// comes to. False if what is booked has it in it already.
async fn is_open(
    desk: &Desk,
    original: &OrderRecord,
    order: &Order,
    credit: &Credit,
) -> Result<Result<bool, Refusal>, Halt> {
    let own = desk.service.store.of_order(desk.id(), original.order_id).await;
    let own = own.map_err(|error| desk.database(&error))?;
    let mut booked = total(desk, original)?;
    for record in own.iter().filter(|record| record.booking.is_some()) {
        booked += total(desk, record)?;
    }
    let all = invoices(desk, order).await?;
    let sums = Sums::of(all.iter());
    let rest: Vec<i64> = all
        .iter()
        .filter(|one| one.kind == InvoiceKind::Credit && !is_booked(&own, one.id))
        .map(|one| one.id)
        .collect();
    let open = Sums::of(all.iter().filter(|one| rest.contains(&one.id))).credit;
    let now = order.total_price;
    let comes_to = if now == sums.debit - sums.credit || now == sums.debit {
        sums.debit - sums.credit
    } else {
        return Ok(Err(sums.unclear(order, Some(booked))));
    };
    // Credit invoices of before the connection may be left out on purpose: then they are not in
    // what was booked either way.
    let own_amount = credit.amount();
    if booked - Money::round(open) == Money::round(comes_to)
        || booked - own_amount == Money::round(comes_to)
    {
        return Ok(Ok(true));
    }
    if booked == Money::round(comes_to) {
        return Ok(Ok(false));
    }
    Ok(Err(sums.unclear(order, Some(booked))))
}

fn is_booked(own: &[OrderRecord], credit: i64) -> bool {
    let id = Subject::Credit(credit).id();
    own.iter().any(|record| Some(record.order_id) == id && record.booking.is_some())
}

/// What is or is being booked by a record.
fn total(desk: &Desk, record: &OrderRecord) -> Result<Money, Halt> {
    let plan: Option<Invoice> = match &record.booking {
        Some(own) => Some(from_json(&own.plan, desk)?),
        None => None,
    };
    Ok(plan.map(|plan| plan.total).unwrap_or_default())
}

/// The plan of a booked credit invoice with the payment that is now due; none if it has one, or
/// none is wanted.
pub(crate) fn settled(desk: &Desk, record: &OrderRecord) -> Result<Option<Invoice>, Halt> {
    let Some(own) = &record.booking else { return Ok(None) };
    let plan: Invoice = from_json(&own.plan, desk)?;
    if plan.payment.is_some() || plan.total.is_zero() || !desk.settings.payment.register {
        return Ok(None);
    }
    let credit: Credit = from_json(&record.snapshot, desk)?;
    let method = credit.part.payment_method;
    let payment = Payment {
        price: plan.total,
        date: bookkeeping::amsterdam_day(desk.now()),
        clearing: desk.settings.clearing_account(method).map(str::to_owned),
        identifier: Subject::Credit(credit.id).identifier(credit.part.shop),
        against: None,
    };
    Ok(Some(Invoice { payment: Some(payment), ..plan }))
}
