//! Books the orders: intent before each request, unknown outcomes looked up and never repeated.

mod booked;
mod contact;
mod correction;
mod credit;
mod daily;
mod held;
mod invoice;
mod invoiced;
mod mirror;
mod payment;
mod plan;
mod reference;
mod review;
mod search;
mod settle;
mod turn;
mod verify;

pub(crate) use credit::settled as settled_credit;
pub(crate) use held::{FACT as HELD, unknown_before};
pub(crate) use plan::invoice_number;
pub(crate) use review::{changed_by_reimbursement, invoice_paid_back};

use std::collections::{HashMap, HashSet};

use bookkeeping::settings::Mode;
use bookkeeping::{Administration, Document, Invoice};
use jiff::Timestamp;
use store::{Intent, OrderRecord, Stage, State};
use tracing::Instrument;

pub(crate) use reference::{FACT as REFERENCE, frame};

use crate::about::about;
use crate::desk::{Desk, from_json};
use crate::fault::{Allowance, Code, Fault, Halt, say};
use crate::mishap;
use crate::round::{Progress, Tally};
use crate::teeth::Tooth;
pub(crate) use turn::Turn;

/// Orders taken from the store at a time.
const SOME: u32 = 50;

/// Invoices that one call reads back.
const BATCH: u32 = 100;

/// After so many unknown outcomes in a row the remote is taken to be in trouble.
const MOST_UNKNOWN: u32 = 3;

/// An intent must leave within this time of being written, or not at all: an older one belongs to
/// a worker that was asleep (engineering.md §3.2).
const FRESH: std::time::Duration = std::time::Duration::from_secs(5);

/// What a round has learnt so far, to be kept across its pauses.
#[derive(Debug, Default)]
pub(crate) struct Booking {
    administration: Option<(Administration, Timestamp)>,
    /// Whether it was read from Moneybird in this round.
    administration_is_fresh: bool,
    held: Option<(held::Held, Timestamp)>,
    search: Option<held::Search>,
    contacts_are_fresh: bool,
    /// Contacts that Moneybird no longer takes invoices for.
    gone_contacts: HashSet<String>,
    /// Orders in a row that the shop cannot show or that cannot be read.
    odd: u32,
    /// The invoices that were made in this round, by their orders, and when (monotonic).
    made: HashMap<i64, std::time::Duration>,
    /// Orders that were carried as far as they go in this round.
    carried: HashSet<i64>,
    daily: daily::Known,
    /// Changed orders that could not be compared in this round.
    unclear: HashSet<i64>,
    /// How long this round may work now, if anybody minds.
    pub(crate) turn: Option<Turn>,
    /// Unknown outcomes in a row: of contacts, invoices and payments apart, because one kind may
    /// fail while another still works.
    unknown: [u32; 3],
}

/// Books all that can be booked.
pub(crate) async fn book(
    desk: &Desk,
    booking: &mut Booking,
    tally: &mut Tally,
    progress: &mut Progress,
    watch: &(dyn Fn(Progress) + Sync),
) -> Result<(), Halt> {
    settle::settle(desk, booking).await?;
    for stage in [Stage::InvoiceMade, Stage::Contact, Stage::Planned] {
        carry_all(desk, booking, stage).await?;
    }
    daily::again(desk, booking).await?;
    match desk.settings.invoice.mode {
        Mode::Order => one_by_one(desk, booking, tally, progress, watch).await?,
        Mode::Daily => daily::book(desk, booking, tally, progress, watch).await?,
    }
    correction::book(desk, booking).await?;
    verify::verify(desk, tally, 1).await?;
    credit::book(desk, booking).await?;
    verify::verify(desk, tally, 1).await?;
    review::review(desk, booking).await?;
    tell(desk, tally, progress, watch).await
}

/// Books every ready order as an invoice of its own.
async fn one_by_one(
    desk: &Desk,
    booking: &mut Booking,
    tally: &mut Tally,
    progress: &mut Progress,
    watch: &(dyn Fn(Progress) + Sync),
) -> Result<(), Halt> {
    loop {
        // First, as a turn among others is over before so many are booked in it.
        verify::verify(desk, tally, BATCH).await?;
        let ready = desk.service.store.next_ready(desk.id(), SOME).await;
        let ready = ready.map_err(|error| desk.database(&error))?;
        if ready.is_empty() {
            return Ok(());
        }
        for record in ready {
            let span = about(record.order_id);
            if plan::plan(desk, booking, &record).instrument(span).await? {
                carry(desk, booking, record.order_id).await?;
            }
            tell(desk, tally, progress, watch).await?;
            if booking.turn.as_ref().is_some_and(|turn| turn.is_over(desk)) {
                return Err(Halt::Wait(desk.now(), Allowance::Turn));
            }
        }
    }
}

async fn tell(
    desk: &Desk,
    tally: &Tally,
    progress: &mut Progress,
    watch: &(dyn Fn(Progress) + Sync),
) -> Result<(), Halt> {
    let counts = desk.service.store.counts(desk.id()).await;
    let counts = counts.map_err(|error| desk.database(&error))?;
    progress.booked = tally.booked;
    progress.left = counts.of(State::Ready) + counts.of(State::Booking);
    progress.begun = counts.of(State::Booking);
    watch(*progress);
    Ok(())
}

/// Carries every booking at a stage as far as it goes, each once in a round.
async fn carry_all(desk: &Desk, booking: &mut Booking, stage: Stage) -> Result<(), Halt> {
    let limit = u32::MAX;
    let records = desk.service.store.with_stage(desk.id(), stage, limit).await;
    for record in records.map_err(|error| desk.database(&error))? {
        if !booking.carried.contains(&record.order_id) {
            carry(desk, booking, record.order_id).await?;
        }
    }
    Ok(())
}

/// Carries one booking as far as it goes: contact, invoice, payment.
async fn carry(desk: &Desk, booking: &mut Booking, order: i64) -> Result<(), Halt> {
    carry_on(desk, booking, order).instrument(about(order)).await
}

async fn carry_on(desk: &Desk, booking: &mut Booking, order: i64) -> Result<(), Halt> {
    loop {
        let Some((record, invoice)) = open(desk, order).await? else { break };
        let stage = record.booking.as_ref().map(|own| own.stage);
        let goes_on = match stage {
            Some(Stage::Planned | Stage::Contact) => {
                match contact::resolve(desk, booking, &record, &invoice).await? {
                    Some(contact) => {
                        let made = invoice::send(desk, booking, &record, &invoice, contact).await?;
                        if made {
                            booking.made.insert(order, desk.service.clock.monotonic());
                        }
                        made
                    }
                    None => false,
                }
            }
            Some(Stage::InvoiceMade) => payment::pay(desk, booking, &record, &invoice).await?,
            _ => false,
        };
        if !goes_on {
            break;
        }
    }
    booking.carried.insert(order);
    Ok(())
}

/// Whether the invoice of an order was made by us a moment ago. A round may wait for the allowance
/// between an invoice and its payment.
fn is_made_just_now(desk: &Desk, booking: &Booking, order: i64) -> bool {
    const JUST_NOW: std::time::Duration = std::time::Duration::from_mins(10);
    let now = desk.service.clock.monotonic();
    booking.made.get(&order).is_some_and(|made| now.saturating_sub(*made) < JUST_NOW)
}

/// A booking under way and the invoice it is to become.
async fn open(desk: &Desk, order: i64) -> Result<Option<(OrderRecord, Invoice)>, Halt> {
    let record = desk.service.store.order(desk.id(), order).await;
    let record = record.map_err(|error| desk.database(&error))?;
    let Some(record) = record.filter(|record| record.state == State::Booking) else {
        return Ok(None);
    };
    let Some(own) = &record.booking else { return Ok(None) };
    let invoice = from_json(&own.plan, desk)?;
    Ok(Some((record, invoice)))
}

/// The next intent for a request.
fn intent(desk: &Desk, last: i64) -> Intent {
    let sent_at = desk.now();
    // By Moneybird's clock, as far as it is known: ours may be set right before it settles.
    let at_once = desk.is_broken(Tooth::LookUpAtOnce);
    let settle_at = if at_once { desk.service.heard().at_most() } else { settle::latest(desk) };
    Intent { attempt: last + 1, sent_at, settle_at }
}

/// Until when a request that is about to be intended may leave, on the monotonic clock.
fn fresh_until(desk: &Desk) -> std::time::Duration {
    desk.service.clock.monotonic().saturating_add(FRESH)
}

impl Booking {
    /// An outcome is not known: it rests until it settles, at `settle_at`. Several of a kind in a row mean that it
    /// is no use to go on now.
    fn unknown(
        &mut self,
        desk: &Desk,
        what: Document,
        error: &moneybird::Error,
        settle_at: Timestamp,
    ) -> Result<(), Halt> {
        // Not the error: what came back may name a person.
        tracing::warn!(?what, %settle_at, "the outcome is not known");
        let in_a_row = &mut self.unknown[what as usize];
        *in_a_row += 1;
        if *in_a_row < MOST_UNKNOWN {
            return Ok(());
        }
        let language = desk.language();
        let hint = say(
            language,
            "Wat nog niet zeker is, wordt later vanzelf opgezocht; er wordt niets dubbel geboekt.",
            "What is not certain yet is looked up later by itself; nothing is booked twice.",
        );
        let message = mishap::moneybird_sentence(error, language);
        Err(Fault::new(Code::Unreachable, message, hint).into())
    }

    /// An answer came in, so the remote is there.
    fn known(&mut self, what: Document) {
        self.unknown[what as usize] = 0;
    }
}
