//! Finds contacts by free text and by filter.

use super::Contact;
use crate::books::filter::Filter;
use crate::books::refusal::Refusal;

/// The keys of a contact filter.
pub(in crate::books) const FILTERS: &[&str] = &[
    "created_after",
    "updated_after",
    "first_name",
    "last_name",
    "estimate_workflow_id",
    "invoice_workflow_id",
    "contact_type",
    "delivery_method",
    "trusted_type",
];

/// The texts that a free search looks into.
const SEARCHED: &[&str] = &[
    "company_name",
    "send_invoices_to_attention",
    "firstname",
    "lastname",
    "address1",
    "address2",
    "zipcode",
    "city",
    "send_invoices_to_email",
    "phone",
    "tax_number",
    "chamber_of_commerce",
    "bank_account",
];

/// Whether every word of a free search occurs somewhere in the contact. So a search for an e-mail
/// address also finds longer addresses that end in it.
pub(super) fn found(contact: &Contact, query: &str) -> bool {
    let texts: Vec<_> = SEARCHED
        .iter()
        .map(|name| contact.text(name))
        .chain([contact.country.as_str(), contact.customer_id.as_str()])
        .map(str::to_lowercase)
        .collect();
    query.to_lowercase().split_whitespace().all(|word| texts.iter().any(|text| text.contains(word)))
}

/// Whether a contact passes a filter.
pub(super) fn passes(contact: &Contact, filter: &Filter<'_>) -> Result<bool, Refusal> {
    let company = !contact.text("company_name").is_empty();
    let kinds = filter.union("contact_type", &["company", "private_individual"], "Contact type")?;
    let methods = filter.union(
        "delivery_method",
        &["email", "post", "manual", "peppol", "simplerinvoicing"],
        "Delivery method",
    )?;
    let trust = filter.union("trusted_type", &["trusted", "not_trusted"], "Trusted type")?;
    let kind = if company { "company" } else { "private_individual" };
    let method = contact.delivery_method.to_lowercase();
    let created = filter.moment("created_after")?;
    let updated = filter.moment("updated_after")?;
    let workflow =
        ["estimate_workflow_id", "invoice_workflow_id"].iter().any(|key| filter.get(key).is_some());
    Ok(!workflow
        && created.is_none_or(|after| contact.history.created > after)
        && updated.is_none_or(|after| contact.history.updated > after)
        && kinds.is_none_or(|kinds| kinds.contains(&kind))
        && methods.is_none_or(|methods| methods.contains(&method.as_str()))
        && trust.is_none_or(|values| values.contains(&"not_trusted"))
        && filter.get("first_name").is_none_or(|name| named(contact, name, true))
        && filter.get("last_name").is_none_or(|name| named(contact, name, false)))
}

/// Looks at the contact's own name and at its people.
fn named(contact: &Contact, name: &str, first: bool) -> bool {
    let wanted = name.to_lowercase();
    let own = contact.text(if first { "firstname" } else { "lastname" });
    let people = contact
        .people
        .iter()
        .map(|person| if first { &person.firstname } else { &person.lastname });
    std::iter::once(own).chain(people.map(String::as_str)).any(|text| text.to_lowercase() == wanted)
}
