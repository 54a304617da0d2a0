//! An order in a list.

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use sqlx::any::AnyRow;

use super::{Stage, State};
use crate::columns::Columns;
use crate::{ConnectionId, Error};

/// What a list shows of an order: everything but the large texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OrderSummary {
    /// Whose order.
    pub connection: ConnectionId,
    /// The order's id in CCV Shop.
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
    /// How far its booking is, if there is one.
    pub stage: Option<Stage>,
    /// The invoice's reference, once planned.
    pub reference: Option<String>,
    /// The invoice's date, once planned.
    pub booked_on: Option<Date>,
    /// The invoice's id in Moneybird, once it exists.
    pub invoice_id: Option<String>,
    /// When an outcome that is not known can be looked up.
    pub settle_at: Option<Timestamp>,
    /// When this record last changed.
    pub updated_at: Timestamp,
}

impl OrderSummary {
    pub(super) fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            connection: row.parsed("connection_id", |text| text.parse().ok())?,
            order_id: row.whole("order_id")?,
            number: row.text("number")?,
            state: row.parsed("state", State::parse)?,
            code: row.text_if_any("code")?,
            refusal: row.text_if_any("refusal")?,
            why: row.text_if_any("why")?,
            placed_on: row.day("placed_on")?,
            total: row.amount("total")?,
            currency: row.text("currency")?,
            shop_status: row.whole_if_any("shop_status")?,
            paid: row.flag("paid")?,
            stage: row.parsed_if_any("stage", Stage::parse)?,
            reference: row.text_if_any("reference")?,
            booked_on: row.day_if_any("booked_on")?,
            invoice_id: row.text_if_any("invoice_id")?,
            settle_at: row.instant_if_any("settle_at")?,
            updated_at: row.instant("updated_at")?,
        })
    }
}
