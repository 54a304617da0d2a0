//! All that is known of an order.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use sqlx::any::AnyRow;

use super::{OrderSummary, Stage, State};
use crate::columns::Columns;
use crate::{ConnectionId, Error};

/// An order as the shop last showed it, and where it stands with us.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderRecord {
    /// Whose order.
    pub connection: ConnectionId,
    /// The order's id in CCV Shop; below nothing for what is not an order (`bookkeeping::Subject`).
    pub order_id: i64,
    /// The number that people see.
    pub number: String,
    /// Where it stands.
    pub state: State,
    /// Code of the refusal, change or problem.
    pub code: Option<String>,
    /// The refusal, change or problem (JSON, unread here).
    pub refusal: Option<String>,
    /// Why a person set it aside.
    pub why: Option<String>,
    /// The order as last seen (JSON, unread here).
    pub snapshot: String,
    /// When it was last seen.
    pub seen_at: Timestamp,
    /// The day the order was placed.
    pub placed_on: Date,
    /// Total to pay, in `currency`.
    pub total: Decimal,
    /// ISO 4217 code.
    pub currency: String,
    /// The shop's status number.
    pub shop_status: Option<i64>,
    /// The shop's paid flag.
    pub paid: bool,
    /// Whether it is older than the connection.
    pub backfill: bool,
    /// When it was first seen ready.
    pub ready_at: Option<Timestamp>,
    /// How often a request was intended for it.
    pub attempt: i64,
    /// How it is or was being booked.
    pub booking: Option<Booking>,
    /// The order that a credit invoice or a correction belongs to.
    pub of_order: Option<i64>,
    /// The summary of a day in which it is booked together with others.
    pub summary: Option<i64>,
    /// Whether the shop shows it differently since it was booked, and it was not compared yet.
    pub review: bool,
    /// When this record last changed.
    pub updated_at: Timestamp,
}

/// An order's way into the books.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Booking {
    /// How far it is; for a refused order, where it stopped.
    pub stage: Stage,
    /// The invoice as decided (JSON, unread here).
    pub plan: String,
    /// The invoice's reference.
    pub reference: String,
    /// The invoice's date.
    pub booked_on: Date,
    /// The contact's id in Moneybird.
    pub contact_id: Option<String>,
    /// The invoice's id in Moneybird.
    pub invoice_id: Option<String>,
    /// The payment's id in Moneybird.
    pub payment_id: Option<String>,
    /// When the last request left, while its outcome is not known.
    pub sent_at: Option<Timestamp>,
    /// When that outcome can be looked up.
    pub settle_at: Option<Timestamp>,
    /// The invoice as read back (JSON, unread here).
    pub booked: Option<String>,
    /// Whether the invoice was there before we asked for one.
    pub adopted: bool,
}

impl OrderRecord {
    /// Whether Moneybird has an invoice for it.
    pub fn has_invoice(&self) -> bool {
        self.booking.as_ref().is_some_and(|own| own.invoice_id.is_some())
    }

    /// What a list would show of an order.
    pub fn summary(&self) -> OrderSummary {
        let booking = self.booking.as_ref();
        OrderSummary {
            connection: self.connection.clone(),
            order_id: self.order_id,
            number: self.number.clone(),
            state: self.state,
            code: self.code.clone(),
            refusal: self.refusal.clone(),
            why: self.why.clone(),
            placed_on: self.placed_on,
            total: self.total,
            currency: self.currency.clone(),
            shop_status: self.shop_status,
            paid: self.paid,
            stage: booking.map(|own| own.stage),
            reference: booking.map(|own| own.reference.clone()),
            booked_on: booking.map(|own| own.booked_on),
            invoice_id: booking.and_then(|own| own.invoice_id.clone()),
            settle_at: booking.and_then(|own| own.settle_at),
            updated_at: self.updated_at,
        }
    }

    pub(crate) fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            connection: row.parsed("connection_id", |text| text.parse().ok())?,
            order_id: row.whole("order_id")?,
            number: row.text("number")?,
            state: row.parsed("state", State::parse)?,
            code: row.text_if_any("code")?,
            refusal: row.text_if_any("refusal")?,
            why: row.text_if_any("why")?,
            snapshot: row.text("snapshot")?,
            seen_at: row.instant("seen_at")?,
            placed_on: row.day("placed_on")?,
            total: row.amount("total")?,
            currency: row.text("currency")?,
            shop_status: row.whole_if_any("shop_status")?,
            paid: row.flag("paid")?,
            backfill: row.flag("backfill")?,
            ready_at: row.instant_if_any("ready_at")?,
            attempt: row.whole("attempt")?,
            booking: match row.parsed_if_any("stage", Stage::parse)? {
                None => None,
                Some(stage) => Some(Booking::read(row, stage)?),
            },
            of_order: row.whole_if_any("of_order")?,
            summary: row.whole_if_any("summary")?,
            review: row.flag("review")?,
            updated_at: row.instant("updated_at")?,
        })
    }
}

impl Booking {
    fn read(row: &AnyRow, stage: Stage) -> Result<Self, Error> {
        Ok(Self {
            stage,
            plan: row.text("plan")?,
            reference: row.text("reference")?,
            booked_on: row.day("booked_on")?,
            contact_id: row.text_if_any("contact_id")?,
            invoice_id: row.text_if_any("invoice_id")?,
            payment_id: row.text_if_any("payment_id")?,
            sent_at: row.instant_if_any("sent_at")?,
            settle_at: row.instant_if_any("settle_at")?,
            booked: row.text_if_any("booked")?,
            adopted: row.flag("adopted")?,
        })
    }
}
