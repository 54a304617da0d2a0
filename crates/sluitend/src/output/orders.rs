//! Orders, as text and as JSON.

use bookkeeping::{Language, Warning};
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Serialize;
use store::{OrderRecord, Step};
use sync::OrderView;

use super::{Align, Table, WarningShape, amount, warnings};
use crate::language::say;

/// `orders` as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OrdersShape {
    /// The orders.
    pub(crate) orders: Vec<OrderShape>,
}

/// One order as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct OrderShape {
    id: i64,
    number: String,
    state: &'static str,
    code: Option<String>,
    message: Option<String>,
    hint: Option<String>,
    reference: Option<String>,
    invoice_id: Option<String>,
    total: String,
    date: Date,
    connection: String,
    again_at: Option<Timestamp>,
    #[serde(skip_serializing_if = "Option::is_none")]
    steps: Option<Vec<StepShape>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    warnings: Option<Vec<WarningShape>>,
    /// Only of the summary of a day: the orders in it.
    #[serde(skip_serializing_if = "Option::is_none")]
    orders: Option<Vec<MemberShape>>,
}

/// An order in a summary, as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct MemberShape {
    id: i64,
    number: String,
    total: String,
}

/// Something that happened to an order, as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct StepShape {
    at: Timestamp,
    what: String,
    detail: String,
}

impl From<&OrderView> for OrderShape {
    fn from(view: &OrderView) -> Self {
        Self {
            id: view.id,
            number: view.number.clone(),
            state: view.state.as_str(),
            code: view.code.clone(),
            message: view.message.clone(),
            hint: view.hint.clone(),
            reference: view.reference.clone(),
            invoice_id: view.invoice_id.clone(),
            total: amount(view.total),
            date: view.date,
            connection: view.connection.to_string(),
            again_at: view.settle_at,
            steps: None,
            orders: None,
            warnings: None,
        }
    }
}

impl OrderShape {
    /// The same, with what happened to it.
    pub(crate) fn with_steps(mut self, steps: Vec<Step>) -> Self {
        let shape = |step: Step| StepShape { at: step.at, what: step.what, detail: step.detail };
        self.steps = Some(steps.into_iter().map(shape).collect());
        self
    }

    /// The same, with the orders of a summary; for anything else there are none.
    pub(crate) fn with_orders(mut self, members: &[OrderRecord]) -> Self {
        let shape = |own: &OrderRecord| MemberShape {
            id: own.order_id,
            number: own.number.clone(),
            total: amount(own.total),
        };
        self.orders = (!members.is_empty()).then(|| members.iter().map(shape).collect());
        self
    }

    /// The same, with what a person should look at in its invoice.
    pub(crate) fn with_warnings(mut self, warnings: &[Warning], language: Language) -> Self {
        self.warnings = Some(WarningShape::all(warnings, language));
        self
    }
}

/// A list of orders as text.
pub(crate) fn orders(all: &[OrderView], language: Language) -> String {
    if all.is_empty() {
        return say(language, "Geen bestellingen.", "No orders.").to_owned();
    }
    let mut table = Table::new(&[
        ("id", Align::Left),
        (say(language, "nummer", "number"), Align::Left),
        (say(language, "datum", "date"), Align::Left),
        (say(language, "totaal", "total"), Align::Right),
        (say(language, "status", "state"), Align::Left),
        (say(language, "factuur", "invoice"), Align::Left),
        ("", Align::Left),
    ]);
    for view in all {
        table.row([
            view.id.to_string(),
            view.number.clone(),
            view.date.to_string(),
            amount(view.total),
            view.state.to_string(),
            view.invoice_id.clone().unwrap_or_default(),
            remark(view),
        ]);
    }
    table.text()
}

/// What is to be said of an order on the same line.
fn remark(view: &OrderView) -> String {
    match (&view.code, &view.message) {
        (Some(code), Some(message)) => format!("{code}: {message}"),
        (Some(code), None) => code.clone(),
        (None, Some(message)) => message.clone(),
        (None, None) => String::new(),
    }
}

/// One order as text, with all that happened to it.
pub(crate) fn order(
    view: &OrderView,
    currency: &str,
    (steps, mind, members): (&[Step], &[Warning], &[OrderRecord]),
    language: Language,
) -> String {
    let total = format!("{} {}", currency, amount(view.total));
    let mut lines = vec![format!("{} ({})  {total}  {}", view.number, view.id, view.state)];
    let numbers: Vec<&str> = members.iter().map(|own| own.number.as_str()).collect();
    let told = [
        (say(language, "koppeling", "connection"), Some(view.connection.to_string())),
        (say(language, "datum", "date"), Some(view.date.to_string())),
        (say(language, "kenmerk", "reference"), view.reference.clone()),
        (
            say(language, "bestellingen", "orders"),
            Some(numbers.join(", ")).filter(|text| !text.is_empty()),
        ),
        (say(language, "factuur", "invoice"), view.invoice_id.clone()),
        (
            say(language, "uitkomst bekend na", "outcome known after"),
            view.settle_at.map(|at| at.to_string()),
        ),
        (say(language, "opmerking", "remark"), Some(remark(view)).filter(|text| !text.is_empty())),
        (say(language, "wat te doen", "what to do"), view.hint.clone()),
    ];
    for (name, value) in told {
        lines.extend(value.map(|value| format!("{name}: {value}")));
    }
    let mut table = Table::new(&[
        (say(language, "wanneer (UTC)", "when (UTC)"), Align::Left),
        (say(language, "wat", "what"), Align::Left),
        (say(language, "bijzonderheid", "detail"), Align::Left),
    ]);
    for step in steps {
        table.row([
            step.at.strftime("%Y-%m-%d %H:%M:%S").to_string(),
            step.what.clone(),
            step.detail.clone(),
        ]);
    }
    format!("{}\n{}\n{}", lines.join("\n"), warnings(mind, language), table.text())
}
