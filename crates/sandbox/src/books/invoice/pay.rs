//! The routes of payments (moneybird-api.md §7.3, §8.4).

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::{Invoice, Payment};
use crate::books::body::{self, Attributes};
use crate::books::day::{self, Moment};
use crate::books::money;
use crate::books::options::{Overpayment, Verdict};
use crate::books::refusal::{Complaints, Refusal};
use crate::books::reply::{Outcome, Reply};
use crate::books::request::Request;
use crate::books::state::State;
use crate::books::webhook::Event;

const KIND: &str = "Payment";
const FIELDS: &[&str] = &[
    "payment_date",
    "price",
    "price_base",
    "financial_account_id",
    "financial_mutation_id",
    "transaction_identifier",
    "manual_payment_action",
    "ledger_account_id",
    "invoice_id",
];

/// `POST /external_sales_invoices/{id}/payments`.
pub(in crate::books) fn pay(state: &mut State, request: &Request, id: u64) -> Outcome {
    let body = request.body();
    let attributes = Attributes::wrapped(&body, "payment", FIELDS, state.switches.unknown_keys)?;
    let invoice = state.invoices.get(&id).ok_or_else(|| Refusal::not_found("invoice_id"))?;
    let mut complaints = Complaints::default();
    let date = date(&attributes, &mut complaints);
    let price = price(&attributes, &mut complaints);
    attributes.money("price_base")?;
    let (account, counterpart) = booked_on(state, id, &attributes, &mut complaints)?;
    if state.switches.overpayment == Overpayment::Refuse {
        let open = invoice.totals(state).incl - invoice.paid();
        if price.abs() > open.abs() || (price * open).is_sign_negative() {
            complaints.add("price", "is more than is open", "too_high");
        }
    }
    let transaction = attributes.text("transaction_identifier")?.map(str::to_owned);
    if price.is_sign_negative() && state.switches.negatives == Verdict::Refuse {
        complaints.add("price", "must be greater than 0", "greater_than");
    }
    let action = attributes.text("manual_payment_action")?.filter(|action| !action.is_empty());
    complaints.settle()?;
    state.unlocked("payment_date", date)?;
    let made = Payment {
        id: state.ids.next(request.moment.now),
        date,
        price,
        transaction,
        action: action.map(str::to_owned),
        account,
        linked: None,
        created: request.moment.now,
    };
    Ok(Reply::created(book(state, id, made, counterpart, request.moment)))
}

/// Adds the payment, and its other half when it settles two documents with each other.
fn book(
    state: &mut State,
    id: u64,
    mut made: Payment,
    counterpart: Option<u64>,
    moment: Moment,
) -> Value {
    if let Some(other) = counterpart {
        let half = Payment {
            id: state.ids.next(moment.now),
            price: -made.price,
            linked: Some(made.id),
            ..made.clone()
        };
        made.linked = Some(half.id);
        add(state, other, half, moment);
    }
    add(state, id, made, moment)
}

/// Adds one payment to one invoice, and shows it.
fn add(state: &mut State, id: u64, made: Payment, moment: Moment) -> Value {
    let action = "payment_registered";
    let shown = made.show(id, &state.administration);
    state.announce(&Event::of(action, KIND, made.id, shown.clone()), moment.now);
    alter(state, id, action, moment, |invoice| invoice.payments.push(made));
    shown
}

/// Changes the payments of an invoice, and finds its state anew.
fn alter(
    state: &mut State,
    id: u64,
    action: &str,
    moment: Moment,
    change: impl FnOnce(&mut Invoice),
) {
    if let Some(mut invoice) = state.invoices.remove(&id) {
        change(&mut invoice);
        super::store(state, invoice, action, moment);
    }
}

fn date(attributes: &Attributes<'_>, complaints: &mut Complaints) -> Date {
    let text = attributes.text("payment_date").ok().flatten().unwrap_or_default();
    day::parse(text).unwrap_or_else(|| {
        if text.is_empty() {
            complaints.blank("payment_date");
        }
        complaints.add("payment_date", "is not a valid date", "is not a valid date");
        Date::MIN
    })
}

fn price(attributes: &Attributes<'_>, complaints: &mut Complaints) -> Decimal {
    let given = attributes.raw("price").unwrap_or(&Value::Null);
    money::read(given).map_or_else(
        || {
            if given.is_null() || given == "" {
                complaints.blank("price");
            }
            let detail = json!({ "error": "not_a_number", "value": given });
            complaints.add_detail("price", "is not a number", detail);
            Decimal::ZERO
        },
        money::cents,
    )
}

/// The account that the money is booked on, and the document that is settled with this one.
fn booked_on(
    state: &State,
    id: u64,
    attributes: &Attributes<'_>,
    complaints: &mut Complaints,
) -> Result<(u64, Option<u64>), Refusal> {
    let unsorted = state.account("Te rubriceren ontvangen betalingen").unwrap_or(0);
    let mut missing = |key: &str| -> Result<(), Refusal> {
        // The sandbox has no financial accounts and no bank, so none is ever found.
        match attributes.id(key)? {
            None => complaints.blank(key),
            Some(_) => complaints.unknown(key),
        }
        Ok(())
    };
    match attributes.text("manual_payment_action")?.unwrap_or_default() {
        "" | "payment_without_proof" => {}
        "rounding_error" => {
            return Ok((state.account("Afrondingsverschillen").unwrap_or(0), None));
        }
        "private_payment" | "cash_payment" => missing("financial_account_id")?,
        "bank_transfer" => missing("financial_mutation_id")?,
        "balance_settlement" => {
            return Ok((settled_on(state, attributes, complaints)?, None));
        }
        "invoices_settlement" => {
            let other = attributes.raw("invoice_id").and_then(body::id);
            match other {
                Some(other) if other != id && state.invoices.contains_key(&other) => {
                    return Ok((state.account("Verrekeningen").unwrap_or(0), Some(other)));
                }
                Some(_) => complaints.unknown("invoice_id"),
                None => complaints.blank("invoice_id"),
            }
        }
        strange => {
            let detail = json!({ "error": "inclusion", "value": strange });
            let text = "is not included in the list";
            complaints.add_detail("manual_payment_action", text, detail);
        }
    }
    Ok((unsorted, None))
}

/// A balance account that takes payments.
fn settled_on(
    state: &State,
    attributes: &Attributes<'_>,
    complaints: &mut Complaints,
) -> Result<u64, Refusal> {
    let key = "ledger_account_id";
    let Some(id) = attributes.id(key)? else {
        complaints.blank(key);
        return Ok(0);
    };
    match state.accounts.iter().find(|account| account.id == id) {
        None => complaints.unknown(key),
        Some(account) if !account.kind.on_balance() || !account.allows("payment") => {
            complaints.add(key, "is not for payments", "invalid");
        }
        Some(account) if !account.active => complaints.add(key, "is not active", "inactive"),
        Some(_) => {}
    }
    Ok(id)
}

/// `DELETE /external_sales_invoices/{id}/payments/{payment_id}`: the other half goes too.
pub(in crate::books) fn unpay(
    state: &mut State,
    request: &Request,
    id: u64,
    payment: u64,
) -> Outcome {
    let invoice = state.invoices.get(&id).ok_or_else(|| Refusal::not_found("invoice_id"))?;
    let found = invoice.payments.iter().find(|one| one.id == payment);
    let found = found.ok_or_else(|| Refusal::not_found("id"))?.clone();
    state.unlocked("payment_date", found.date)?;
    let half = found.linked.and_then(|linked| Some((owner(state, linked)?, linked)));
    for (invoice, payment) in [Some((id, payment)), half].into_iter().flatten() {
        let action = "payment_destroyed";
        state.announce(&Event::gone(action, KIND, payment), request.moment.now);
        alter(state, invoice, action, request.moment, |invoice| {
            invoice.payments.retain(|one| one.id != payment);
        });
    }
    Ok(Reply::no_content())
}

/// `GET /payments/{id}`.
pub(in crate::books) fn payment(state: &State, id: u64) -> Outcome {
    let invoice = owner(state, id).and_then(|invoice| state.invoices.get(&invoice));
    let found = invoice.and_then(|invoice| {
        let payment = invoice.payments.iter().find(|payment| payment.id == id)?;
        Some(payment.show(invoice.id, &state.administration))
    });
    found.map(Reply::ok).ok_or_else(|| Refusal::not_found("id"))
}

/// The invoice that a payment belongs to.
fn owner(state: &State, payment: u64) -> Option<u64> {
    let mut invoices = state.invoices.values();
    invoices.find(|one| one.payments.iter().any(|made| made.id == payment)).map(|one| one.id)
}
