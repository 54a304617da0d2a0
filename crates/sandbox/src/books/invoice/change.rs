//! Reads the attributes of an invoice.

use serde_json::json;

use super::Invoice;
use super::line_change::line;
use crate::books::body::Attributes;
use crate::books::day::{self, Moment};
use crate::books::refusal::{Complaints, Refusal};
use crate::books::state::State;

/// The keys of an invoice in a request.
pub(in crate::books) const FIELDS: &[&str] = &[
    "contact_id",
    "reference",
    "date",
    "due_date",
    "currency",
    "prices_are_incl_tax",
    "source",
    "source_url",
    "details_attributes",
];
/// Moneybird's limits are not known; these are the sandbox's (moneybird-api.md §9.1).
const LONGEST: usize = 255;
const LONGEST_URL: usize = 2048;

/// Changes an invoice as asked. New lines get the id 0.
pub(super) fn apply(
    state: &State,
    invoice: &mut Invoice,
    attributes: &Attributes<'_>,
    moment: Moment,
) -> Result<(), Refusal> {
    let mut complaints = Complaints::default();
    if attributes.has("contact_id") {
        invoice.contact = Some(contact(state, attributes, &mut complaints)?);
    }
    if let Some(reference) = attributes.text("reference")? {
        complaints.too_long("reference", reference, LONGEST);
        reference.clone_into(&mut invoice.reference);
    }
    if invoice.reference.trim().is_empty() {
        complaints.blank("reference");
    }
    dates(invoice, attributes, &mut complaints)?;
    if let Some(currency) = attributes.text("currency")?
        && !["", "EUR"].contains(&currency)
    {
        let detail = json!({ "error": "inclusion", "value": currency });
        complaints.add_detail("currency", "is not included in the list", detail);
    }
    if let Some(incl) = attributes.flag("prices_are_incl_tax")? {
        invoice.incl_tax = incl;
    }
    if let Some(source) = attributes.text("source")? {
        complaints.too_long("source", source, LONGEST);
        invoice.source = Some(source.to_owned());
    }
    if let Some(url) = attributes.text("source_url")? {
        complaints.too_long("source_url", url, LONGEST_URL);
        invoice.source_url = Some(url.to_owned());
    }
    for value in attributes.nested("details_attributes")? {
        line(state, invoice, value, moment, &mut complaints)?;
    }
    invoice.lines.sort_by_key(|line| line.row_order);
    if state.switches.unique_reference && taken(state, invoice) {
        complaints.add("reference", "has already been taken", "taken");
    }
    complaints.settle()
}

fn taken(state: &State, invoice: &Invoice) -> bool {
    state
        .invoices
        .values()
        .any(|other| other.id != invoice.id && other.reference == invoice.reference)
}

/// The contact must exist (400) and must not be archived (422, invented).
fn contact(
    state: &State,
    attributes: &Attributes<'_>,
    complaints: &mut Complaints,
) -> Result<u64, Refusal> {
    let given = attributes.id("contact_id").ok().flatten();
    let contact = given.and_then(|id| state.contacts.get(&id)).ok_or_else(no_contact)?;
    if contact.archived {
        complaints.add("contact", "is archived", "archived");
    }
    Ok(contact.id)
}

/// The answer to an invoice without a contact, or with one that does not exist.
pub(super) fn no_contact() -> Refusal {
    let symbolic = json!({ "external_sales_invoice": { "contact_id": "contact_invalid" } });
    Refusal::symbolic(400, "Contact ID is invalid", symbolic)
}

fn dates(
    invoice: &mut Invoice,
    attributes: &Attributes<'_>,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    let wrong = "is not a valid date";
    if let Some(text) = attributes.text("date")? {
        match day::parse(text) {
            Some(date) => invoice.date = date,
            None => complaints.add("date", wrong, wrong),
        }
    }
    if let Some(text) = attributes.text("due_date")? {
        invoice.due_date = day::parse(text);
        if invoice.due_date.is_none() && !text.is_empty() {
            complaints.add("due_date", wrong, wrong);
        }
    }
    Ok(())
}
