//! The routes of contacts.

use serde_json::{Value, json};

use super::{Contact, FILTERS, apply, fields, search};
use crate::books::body::Attributes;
use crate::books::day::Moment;
use crate::books::filter::Filter;
use crate::books::page::Page;
use crate::books::refusal::Refusal;
use crate::books::reply::{Outcome, Reply};
use crate::books::request::Request;
use crate::books::state::State;
use crate::books::synchronization;
use crate::books::webhook::Event;

const KIND: &str = "Contact";
const PAGE: usize = 100;

/// `GET /contacts`.
pub(in crate::books) fn list(state: &State, request: &Request) -> Outcome {
    paged(state, request, None)
}

/// `GET /contacts/filter`.
pub(in crate::books) fn filtered(state: &State, request: &Request) -> Outcome {
    let filter = Filter::read(request.query.get("filter"), FILTERS)?;
    paged(state, request, filter.as_ref())
}

fn paged(state: &State, request: &Request, filter: Option<&Filter<'_>>) -> Outcome {
    let page = Page::read(&request.query, PAGE)?;
    let mut found = matching(state, request, filter)?;
    found.reverse();
    Ok(page.cut(&found, &request.query, |contact| contact.show_all(&state.administration)))
}

/// Contacts in the order of their ids.
fn matching<'a>(
    state: &'a State,
    request: &Request,
    filter: Option<&Filter<'_>>,
) -> Result<Vec<&'a Contact>, Refusal> {
    let archived = request.query.flag("include_archived");
    let query = request.query.get("query").unwrap_or_default();
    let mut found = Vec::new();
    for contact in state.contacts.values() {
        if (archived || !contact.archived)
            && search::found(contact, query)
            && filter.map_or(Ok(true), |filter| search::passes(contact, filter))?
        {
            found.push(contact);
        }
    }
    Ok(found)
}

/// `GET /contacts/{id}`.
pub(in crate::books) fn one(state: &State, request: &Request, id: u64) -> Outcome {
    let archived = request.query.flag("include_archived");
    let contact = state.contacts.get(&id).filter(|contact| archived || !contact.archived);
    let contact = contact.ok_or_else(|| Refusal::not_found("id"))?;
    Ok(Reply::ok(contact.show_all(&state.administration)))
}

/// `GET /contacts/customer_id/{customer_id}`.
pub(in crate::books) fn customer(state: &State, customer_id: &str) -> Outcome {
    let mut active = state.contacts.values().filter(|contact| !contact.archived);
    let contact = active.find(|contact| contact.customer_id == customer_id);
    let contact = contact.ok_or_else(|| Refusal::not_found("customer_id"))?;
    Ok(Reply::ok(contact.show_all(&state.administration)))
}

/// `GET /contacts/synchronization`.
pub(in crate::books) fn versions(state: &State, request: &Request) -> Outcome {
    let filter = Filter::read(request.query.get("filter"), FILTERS)?;
    let found = matching(state, request, filter.as_ref())?;
    let pairs = found.iter().map(|contact| (contact.id, contact.history.version));
    Ok(synchronization::versions(pairs))
}

/// `POST /contacts/synchronization`.
pub(in crate::books) fn fetch(state: &State, request: &Request) -> Outcome {
    let ids = synchronization::ids(&request.body(), state.switches.unknown_keys)?;
    let found = ids.iter().filter_map(|id| state.contacts.get(id));
    Ok(Reply::ok(found.map(|contact| contact.show_all(&state.administration)).collect()))
}

/// `POST /contacts`.
pub(in crate::books) fn create(state: &mut State, body: &Value, moment: Moment) -> Outcome {
    let unknown = state.switches.unknown_keys;
    let attributes = Attributes::wrapped(body, "contact", &fields(true), unknown)?;
    let mut contact = Contact::blank(moment.now);
    apply(&mut contact, &attributes, moment)?;
    contact.id = state.ids.next(moment.now);
    if contact.customer_id.is_empty() {
        contact.customer_id = state.next_customer_id();
    }
    store(state, contact, "contact_created", moment).map(Reply::created)
}

/// `PATCH /contacts/{id}`.
pub(in crate::books) fn update(state: &mut State, request: &Request, id: u64) -> Outcome {
    let body = request.body();
    let mut contact = state.contacts.get(&id).cloned().ok_or_else(|| Refusal::not_found("id"))?;
    let unknown = state.switches.unknown_keys;
    let attributes = Attributes::wrapped(&body, "contact", &fields(false), unknown)?;
    apply(&mut contact, &attributes, request.moment)?;
    store(state, contact, "contact_changed", request.moment).map(Reply::ok)
}

/// Keeps a contact that passed, unless its customer id is somebody else's.
fn store(
    state: &mut State,
    mut contact: Contact,
    action: &str,
    moment: Moment,
) -> Result<Value, Refusal> {
    let taken =
        |other: &Contact| other.id != contact.id && other.customer_id == contact.customer_id;
    if state.contacts.values().any(taken) {
        let body = json!({
            "error": { "customer_id": ["is already in use"] },
            "details": { "customer_id": [{ "error": "taken" }] },
        });
        return Err(Refusal { status: 422, body });
    }
    for person in contact.people.iter_mut().filter(|person| person.id == 0) {
        person.id = state.ids.next(moment.now);
    }
    contact.history.note(action, moment.now);
    if contact.checked.is_none() && !contact.text("tax_number").is_empty() {
        state.unchecked.push(contact.id);
    }
    let shown = contact.show_all(&state.administration);
    if state.hooks.listen() {
        state.announce(&Event::of(action, KIND, contact.id, shown.clone()), moment.now);
    }
    state.contacts.insert(contact.id, contact);
    Ok(shown)
}

/// Something happened to a contact that is there.
pub(in crate::books) fn note(state: &mut State, id: u64, action: &str, moment: Moment) {
    let Some(contact) = state.contacts.get_mut(&id) else { return };
    contact.history.note(action, moment.now);
    if state.hooks.listen() {
        let shown = contact.show_all(&state.administration);
        state.announce(&Event::of(action, KIND, id, shown), moment.now);
    }
}

/// `PATCH /contacts/{id}/archive`.
pub(in crate::books) fn archive(state: &mut State, request: &Request, id: u64) -> Outcome {
    let contact = state.contacts.get_mut(&id).ok_or_else(|| Refusal::not_found("id"))?;
    if contact.archived {
        let symbolic = json!({ "id": "can_not_be_archived" });
        return Err(Refusal::symbolic(400, "Contact can not be archived", symbolic));
    }
    contact.archived = true;
    note(state, id, "contact_archived", request.moment);
    Ok(Reply::no_content())
}

/// `DELETE /contacts/{id}`. A contact that is still used in the books stays; the body of that
/// refusal is invented.
pub(in crate::books) fn delete(state: &mut State, request: &Request, id: u64) -> Outcome {
    if !state.contacts.contains_key(&id) {
        return Err(Refusal::not_found("id"));
    }
    if state.invoices.values().any(|invoice| invoice.contact == Some(id)) {
        let body = json!({
            "error": { "base": ["is still in use"] },
            "details": { "base": [{ "error": "in_use" }] },
        });
        return Err(Refusal { status: 422, body });
    }
    state.contacts.remove(&id);
    state.announce(&Event::gone("contact_destroyed", KIND, id), request.moment.now);
    Ok(Reply::no_content())
}
