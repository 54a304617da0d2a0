//! Reads the attributes of an invoice's lines.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{Invoice, Line};
use crate::books::body::Attributes;
use crate::books::day::Moment;
use crate::books::ledger::RateKind;
use crate::books::money;
use crate::books::options::{Decimals, UnknownOnLine, Verdict};
use crate::books::refusal::{Complaints, Refusal};
use crate::books::state::State;

/// The keys of a line in a request.
const LINE_FIELDS: &[&str] = &[
    "id",
    "description",
    "period",
    "price",
    "amount",
    "tax_rate_id",
    "ledger_account_id",
    "project_id",
    "product_id",
    "row_order",
    "is_optional",
    "is_selected",
    "_destroy",
    "automated_tax_enabled",
];
/// The sandbox's limit; Moneybird's is not known (moneybird-api.md §9.1 no. 18).
const LONGEST_DESCRIPTION: usize = 4096;

/// Adds, changes or removes one line. A line without an id is always added.
pub(super) fn line(
    state: &State,
    invoice: &mut Invoice,
    value: &Value,
    moment: Moment,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    let attributes = Attributes::open(value, LINE_FIELDS, state.switches.unknown_keys)?;
    let at = match attributes.id("id")? {
        None => None,
        Some(id) => Some(
            invoice
                .lines
                .iter()
                .position(|line| line.id == id)
                .ok_or_else(|| Refusal::not_found("details_attributes"))?,
        ),
    };
    let destroy = attributes.flag("_destroy")?.unwrap_or(false);
    match at {
        Some(at) if destroy => {
            invoice.lines.remove(at);
        }
        None if destroy => {}
        Some(at) => {
            if let Some(line) = invoice.lines.get_mut(at) {
                fill(state, line, &attributes, complaints)?;
                line.updated = moment.now;
            }
        }
        None => {
            let last = invoice.lines.iter().map(|line| line.row_order).max();
            let mut line = blank(state, last.map_or(0, |last| last + 1), moment);
            if attributes.money("price")?.is_none() {
                complaints.blank("details.price");
            }
            fill(state, &mut line, &attributes, complaints)?;
            invoice.lines.push(line);
        }
    }
    Ok(())
}

fn blank(state: &State, row_order: i64, moment: Moment) -> Line {
    Line {
        id: 0,
        description: String::new(),
        price: Decimal::ZERO,
        amount: None,
        rate: state.rates.first().map_or(0, |rate| rate.id),
        account: state.account("Ongecategoriseerde inkomsten").unwrap_or(0),
        period: None,
        row_order,
        created: moment.now,
        updated: moment.now,
    }
}

fn fill(
    state: &State,
    line: &mut Line,
    attributes: &Attributes<'_>,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    if let Some(text) = attributes.text("description")? {
        complaints.too_long("details.description", text, LONGEST_DESCRIPTION);
        text.clone_into(&mut line.description);
    }
    if let Some(price) = attributes.money("price")? {
        line.price = money::cents(price);
        if line.price != price && state.switches.more_than_two_decimals == Decimals::Refuse {
            let detail = json!({ "error": "too_many_decimals", "count": 2 });
            complaints.add_detail("details.price", "has more than 2 decimals", detail);
        }
    }
    match attributes.raw("amount") {
        None => {}
        Some(Value::String(text)) => line.amount = Some(text.clone()),
        Some(Value::Number(number)) if number.is_i64() => line.amount = Some(number.to_string()),
        Some(_) => return Err(Refusal::bad_value("amount")),
    }
    if let Some(order) = attributes.whole("row_order")? {
        line.row_order = order;
    }
    if let Some(period) = attributes.text("period")? {
        line.period = Some(period.to_owned());
    }
    for flag in ["is_optional", "is_selected", "automated_tax_enabled"] {
        attributes.flag(flag)?;
    }
    for name in ["project_id", "product_id"] {
        if attributes.id(name)?.is_some() {
            complaints.unknown(&format!("details.{name}"));
        }
    }
    booking(state, line, attributes, complaints)
}

/// The rate and the account must exist, be active, and be meant for sales invoices.
fn booking(
    state: &State,
    line: &mut Line,
    attributes: &Attributes<'_>,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    if let Some(id) = attributes.id("tax_rate_id")? {
        line.rate = id;
        match state.rate(id) {
            None => unknown(state, "tax_rate_id", complaints)?,
            Some(rate) if rate.kind != RateKind::Sales => {
                complaints.add("details.tax_rate_id", "is not for sales invoices", "invalid");
            }
            Some(rate) if !rate.active && state.switches.inactive_rate == Verdict::Refuse => {
                complaints.add("details.tax_rate_id", "is not active", "inactive");
            }
            Some(_) => {}
        }
    }
    if let Some(id) = attributes.id("ledger_account_id")? {
        line.account = id;
        match state.accounts.iter().find(|account| account.id == id) {
            None => unknown(state, "ledger_account_id", complaints)?,
            Some(account) if !account.allows("sales_invoice") => {
                complaints.add("details.ledger_account_id", "is not for sales invoices", "invalid");
            }
            Some(account) if !account.active => {
                complaints.add("details.ledger_account_id", "is not active", "inactive");
            }
            Some(_) => {}
        }
    }
    Ok(())
}

/// What is on a line, but nowhere else.
fn unknown(state: &State, field: &str, complaints: &mut Complaints) -> Result<(), Refusal> {
    match state.switches.unknown_on_line {
        UnknownOnLine::Unprocessable => {
            complaints.unknown(&format!("details.{field}"));
            Ok(())
        }
        UnknownOnLine::NotFound => Err(Refusal::not_found(field)),
    }
}
