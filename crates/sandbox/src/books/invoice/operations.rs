//! The routes of external sales invoices.

use serde_json::Value;

use super::change::{self, FIELDS};
use super::{Invoice, InvoiceState, search};
use crate::books::body::Attributes;
use crate::books::day::Moment;
use crate::books::history::History;
use crate::books::options::{PaidInvoice, Verdict};
use crate::books::page::Page;
use crate::books::refusal::{Complaints, Refusal};
use crate::books::reply::{Outcome, Reply};
use crate::books::request::Request;
use crate::books::state::State;
use crate::books::synchronization;
use crate::books::webhook::Event;

const WRAPPER: &str = "external_sales_invoice";
const KIND: &str = "ExternalSalesInvoice";
const PAGE: usize = 50;

/// `GET /external_sales_invoices`: the newest date first.
pub(in crate::books) fn list(state: &State, request: &Request) -> Outcome {
    let page = Page::read(&request.query, PAGE)?;
    let mut found = search::matching(state, request)?;
    found.sort_by_key(|invoice| std::cmp::Reverse((invoice.date, invoice.id)));
    Ok(page.cut(&found, &request.query, |invoice| invoice.show(state)))
}

/// `GET /external_sales_invoices/{id}`.
pub(in crate::books) fn one(state: &State, id: u64) -> Outcome {
    let invoice = state.invoices.get(&id);
    let invoice = invoice.ok_or_else(|| Refusal::no_record("External invoice"))?;
    Ok(Reply::ok(invoice.show(state)))
}

/// `GET /external_sales_invoices/synchronization`.
pub(in crate::books) fn versions(state: &State, request: &Request) -> Outcome {
    let found = search::matching(state, request)?;
    Ok(synchronization::versions(found.iter().map(|one| (one.id, one.history.version))))
}

/// `POST /external_sales_invoices/synchronization`.
pub(in crate::books) fn fetch(state: &State, request: &Request) -> Outcome {
    let ids = synchronization::ids(&request.body(), state.switches.unknown_keys)?;
    let is_known = |id: &u64| state.invoices.contains_key(id);
    if state.switches.unknown_ids == Verdict::Refuse && !ids.iter().all(is_known) {
        return Err(Refusal::not_found("ids"));
    }
    let found = ids.iter().filter_map(|id| state.invoices.get(id));
    Ok(Reply::ok(found.map(|invoice| invoice.show(state)).collect()))
}

/// `POST /external_sales_invoices`. Invoices of others (`origin` absent) may lack a contact.
pub(in crate::books) fn create(
    state: &mut State,
    body: &Value,
    origin: Option<&'static str>,
    moment: Moment,
) -> Outcome {
    let unknown = state.switches.unknown_keys;
    let attributes = Attributes::wrapped(body, WRAPPER, FIELDS, unknown)?;
    if origin.is_some() && !attributes.has("contact_id") {
        return Err(change::no_contact());
    }
    let mut invoice = Invoice {
        id: 0,
        contact: None,
        reference: String::new(),
        date: moment.today,
        due_date: None,
        state: InvoiceState::Open,
        entry_number: 0,
        origin,
        source: None,
        source_url: None,
        incl_tax: false,
        lines: Vec::new(),
        payments: Vec::new(),
        paid_at: None,
        history: History::begin(moment.now),
    };
    change::apply(state, &mut invoice, &attributes, moment)?;
    state.unlocked("date", invoice.date)?;
    plausible(state, &invoice)?;
    invoice.id = state.ids.next(moment.now);
    invoice.entry_number = state.next_entry_number();
    Ok(Reply::created(store(state, invoice, "external_sales_invoice_created", moment)))
}

/// `PATCH /external_sales_invoices/{id}`.
pub(in crate::books) fn update(state: &mut State, request: &Request, id: u64) -> Outcome {
    let body = request.body();
    let mut invoice = state.invoices.get(&id).cloned().ok_or_else(|| Refusal::not_found("id"))?;
    let unknown = state.switches.unknown_keys;
    let attributes = Attributes::wrapped(&body, WRAPPER, FIELDS, unknown)?;
    state.unlocked("date", invoice.date)?;
    if !invoice.payments.is_empty() && state.switches.paid_invoice == PaidInvoice::Fixed {
        return Err(Refusal::plain(400, "Invoice has payments"));
    }
    change::apply(state, &mut invoice, &attributes, request.moment)?;
    state.unlocked("date", invoice.date)?;
    let action = "external_sales_invoice_updated";
    Ok(Reply::ok(store(state, invoice, action, request.moment)))
}

/// Refuses what a switch says is no invoice. The bodies are invented.
fn plausible(state: &State, invoice: &Invoice) -> Result<(), Refusal> {
    let mut complaints = Complaints::default();
    if invoice.lines.is_empty() && state.switches.without_lines == Verdict::Refuse {
        complaints.blank("details");
    }
    if state.switches.negatives == Verdict::Refuse && invoice.totals(state).incl.is_sign_negative()
    {
        complaints.add("details.price", "must not make the total negative", "greater_than");
    }
    complaints.settle()
}

/// Keeps an invoice that passed, and shows it.
pub(in crate::books) fn store(
    state: &mut State,
    mut invoice: Invoice,
    action: &str,
    moment: Moment,
) -> Value {
    for line in invoice.lines.iter_mut().filter(|line| line.id == 0) {
        line.id = state.ids.next(moment.now);
    }
    let known = invoice.history.len();
    invoice.history.note(action, moment.now);
    invoice.settle(invoice.totals(state).incl, moment);
    let shown = invoice.show(state);
    if state.hooks.listen() {
        tell(state, &invoice, known, &shown, moment);
    }
    state.invoices.insert(invoice.id, invoice);
    shown
}

/// Tells webhooks what happened to an invoice after the first `known` things. Of its payments they
/// hear elsewhere: those are entities of their own.
pub(in crate::books) fn tell(
    state: &mut State,
    invoice: &Invoice,
    known: usize,
    shown: &Value,
    moment: Moment,
) {
    let actions = invoice.history.since(known);
    for action in actions.iter().filter(|action| action.starts_with(WRAPPER)) {
        let event = Event::of(action, KIND, invoice.id, shown.clone());
        state.announce(&event.in_state(invoice.state.name()), moment.now);
    }
}

/// Takes an invoice out. Says whether it was there.
pub(in crate::books) fn remove(state: &mut State, id: u64, moment: Moment) -> bool {
    let Some(invoice) = state.invoices.remove(&id) else { return false };
    let event = Event::gone("external_sales_invoice_destroyed", KIND, id);
    state.announce(&event.in_state(invoice.state.name()), moment.now);
    true
}

/// `DELETE /external_sales_invoices/{id}`. An invoice with payments stays (moneybird-api.md §9.1
/// no. 6); the body of that refusal is invented.
pub(in crate::books) fn delete(state: &mut State, request: &Request, id: u64) -> Outcome {
    let invoice = state.invoices.get(&id).ok_or_else(|| Refusal::not_found("id"))?;
    state.unlocked("date", invoice.date)?;
    if !invoice.payments.is_empty() && state.switches.paid_invoice != PaidInvoice::Free {
        let symbolic = serde_json::json!({ "id": "can_not_be_destroyed" });
        return Err(Refusal::symbolic(400, "Invoice has payments", symbolic));
    }
    remove(state, id, request.moment);
    Ok(Reply::no_content())
}
