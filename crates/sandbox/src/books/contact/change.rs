//! Reads the attributes of a contact.

use serde_json::{Value, json};

use super::mail::addresses;
use super::mandate::mandate;
use super::{Contact, Person};
use crate::books::body::{self, Attributes};
use crate::books::day::Moment;
use crate::books::options::UnknownKeys;
use crate::books::refusal::{Complaints, Refusal};

/// The plain texts.
pub(super) const TEXTS: &[&str] = &[
    "company_name",
    "firstname",
    "lastname",
    "address1",
    "address2",
    "zipcode",
    "city",
    "phone",
    "tax_number",
    "chamber_of_commerce",
    "bank_account",
    "send_invoices_to_attention",
    "send_invoices_to_email",
    "send_estimates_to_attention",
    "send_estimates_to_email",
    "sepa_iban",
    "sepa_iban_account_name",
    "sepa_bic",
    "sepa_mandate_id",
    "si_identifier",
    "si_identifier_type",
];
/// The booleans.
pub(super) const FLAGS: &[&str] = &["email_ubl", "direct_debit", "sepa_active"];
/// Everything else that may be written.
const OTHERS: &[&str] = &[
    "country",
    "customer_id",
    "delivery_method",
    "sepa_mandate_date",
    "sepa_sequence_type",
    "invoice_workflow_id",
    "estimate_workflow_id",
    "custom_fields_attributes",
    // Answered with a refusal of its own.
    "is_trusted",
];
const NAMES: [&str; 3] = ["firstname", "lastname", "company_name"];
const LONGEST: usize = 255;

/// The keys that a request may hold.
pub(in crate::books) fn fields(creating: bool) -> Vec<&'static str> {
    let person = creating.then_some("contact_person");
    TEXTS.iter().chain(FLAGS).chain(OTHERS).copied().chain(person).collect()
}

/// Changes a contact as asked.
pub(in crate::books) fn apply(
    contact: &mut Contact,
    attributes: &Attributes<'_>,
    moment: Moment,
) -> Result<(), Refusal> {
    let mut complaints = Complaints::default();
    if attributes.has("is_trusted") {
        let text = "An contact can only be trusted during the approval of a payment.";
        return Err(Refusal::symbolic(400, text, json!({ "is_trusted": "permission" })));
    }
    if let Some(field) = attributes.nested("custom_fields_attributes")?.first() {
        let id = body::id(field.get("id").unwrap_or(&Value::Null)).unwrap_or(0);
        let text = format!("Custom field with id {id} not found for administration");
        let symbolic = json!({ "custom_fields_attributes": "not_found" });
        return Err(Refusal::symbolic(404, text, symbolic));
    }
    for name in ["invoice_workflow_id", "estimate_workflow_id"] {
        if attributes.id(name)?.is_some() {
            complaints.unknown(name);
        }
    }
    let number = contact.text("tax_number").to_owned();
    for name in TEXTS {
        if let Some(text) = attributes.text(name)? {
            complaints.too_long(name, text, LONGEST);
            contact.texts.insert(name, text.to_owned());
        }
    }
    for name in FLAGS {
        if let Some(flag) = attributes.flag(name)? {
            contact.flags.insert(name, flag);
        }
    }
    if contact.text("tax_number") != number {
        contact.checked = None;
    }
    choices(contact, attributes, &mut complaints)?;
    mandate(contact, attributes, moment, &mut complaints)?;
    for name in ["send_invoices_to_email", "send_estimates_to_email"] {
        addresses(name, contact.text(name), &mut complaints);
    }
    if NAMES.iter().all(|name| contact.text(name).trim().is_empty()) {
        for name in NAMES {
            complaints.add(name, "is required", "is required");
        }
    }
    person(contact, attributes, moment)?;
    complaints.settle()
}

/// The attributes with a fixed set of values.
fn choices(
    contact: &mut Contact,
    attributes: &Attributes<'_>,
    complaints: &mut Complaints,
) -> Result<(), Refusal> {
    let mut outside = |name: &str, value: &str| {
        let detail = json!({ "error": "inclusion", "value": value });
        complaints.add_detail(name, "is not included in the list", detail);
    };
    if let Some(country) = attributes.text("country")? {
        match country.len() {
            0 => "NL".clone_into(&mut contact.country),
            2 if country.bytes().all(|byte| byte.is_ascii_uppercase()) => {
                country.clone_into(&mut contact.country);
            }
            _ => outside("country", country),
        }
    }
    if let Some(method) = attributes.text("delivery_method")? {
        if !["Email", "Post", "Manual", "Simplerinvoicing", "Peppol"].contains(&method) {
            outside("delivery_method", method);
        }
        method.clone_into(&mut contact.delivery_method);
    }
    if let Some(kind) = attributes.text("sepa_sequence_type")? {
        if !["RCUR", "FRST", "OOFF", "FNAL"].contains(&kind) {
            outside("sepa_sequence_type", kind);
        }
        kind.clone_into(&mut contact.sequence_type);
    }
    if let Some(id) = attributes.text("customer_id")? {
        complaints.too_long("customer_id", id, LONGEST);
        if !id.is_empty() {
            id.clone_into(&mut contact.customer_id);
        }
    }
    Ok(())
}

/// A company with a person's name gets that person; so does one with a `contact_person`.
fn person(
    contact: &mut Contact,
    attributes: &Attributes<'_>,
    moment: Moment,
) -> Result<(), Refusal> {
    let given = match attributes.raw("contact_person") {
        None => None,
        Some(value) => {
            let person = Attributes::open(value, &["firstname", "lastname"], UnknownKeys::Refuse)?;
            let first = person.text("firstname")?.ok_or_else(|| Refusal::required("firstname"))?;
            let last = person.text("lastname")?.ok_or_else(|| Refusal::required("lastname"))?;
            Some((first.to_owned(), last.to_owned()))
        }
    };
    let own = (contact.text("firstname").to_owned(), contact.text("lastname").to_owned());
    let full = [&own.0, &own.1, contact.text("company_name")].iter().all(|text| !text.is_empty());
    let Some((firstname, lastname)) = given.or_else(|| full.then_some(own)) else { return Ok(()) };
    if !contact.people.iter().any(|p| p.firstname == firstname && p.lastname == lastname) {
        contact.people.push(Person { id: 0, firstname, lastname, created: moment.now });
    }
    Ok(())
}
