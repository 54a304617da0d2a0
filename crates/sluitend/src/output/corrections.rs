//! Corrections of changed orders, as text and as JSON.

use bookkeeping::edit::Part;
use bookkeeping::{Country, Language, Money, Percentage, VatCase};
use serde::Serialize;
use store::OrderRecord;
use sync::Proposed;

use crate::language::say;

/// `correct` as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CorrectionsShape {
    /// One for each order.
    pub(crate) corrections: Vec<CorrectionShape>,
}

/// One correction as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct CorrectionShape {
    id: i64,
    number: String,
    connection: String,
    correction: String,
    agreed: bool,
    message: String,
    currency: String,
    total: Money,
    settles: bool,
    lines: Vec<LineShape>,
}

/// A line of a correction as JSON; the amount includes VAT.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct LineShape {
    case: VatCase,
    country: Country,
    percentage: Percentage,
    tax_rate: String,
    ledger: String,
    amount: Money,
}

impl CorrectionShape {
    /// The correction of an order, which a person has agreed to or not.
    pub(crate) fn new(order: &OrderRecord, own: &Proposed, agreed: bool) -> Self {
        Self {
            id: order.order_id,
            number: order.number.clone(),
            connection: order.connection.to_string(),
            correction: own.number.clone(),
            agreed,
            message: own.message.clone(),
            currency: own.correction.currency.clone(),
            total: own.total,
            settles: own.correction.settles,
            lines: own.correction.parts.iter().map(line).collect(),
        }
    }
}

fn line(part: &Part) -> LineShape {
    let place = part.place.clone();
    LineShape {
        case: place.case,
        country: place.country,
        percentage: place.percentage,
        tax_rate: place.tax_rate,
        ledger: place.ledger,
        amount: part.amount,
    }
}

/// Corrections as text.
pub(crate) fn corrections(shape: &CorrectionsShape, language: Language) -> String {
    let each = shape.corrections.iter().map(|own| {
        let money = if own.settles {
            say(language, "de betaling wordt verrekend", "its payment is settled")
        } else {
            say(language, "zonder betaling", "without a payment")
        };
        let (number, message) = (&own.number, &own.message);
        format!(
            "{number}: {message}\n  {}: {} {}, {money}",
            own.correction, own.currency, own.total
        )
    });
    each.collect::<Vec<_>>().join("\n")
}
