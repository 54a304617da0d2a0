//! Contacts as Moneybird answers them.

use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::change::{FLAGS, TEXTS};
use super::{Contact, Person};
use crate::books::day;
use crate::books::state::Administration;

impl Contact {
    /// The contact as it stands inside an invoice: everything but its events.
    pub(in crate::books) fn show(&self, of: &Administration) -> Value {
        let mut map = Map::new();
        for name in TEXTS {
            map.insert((*name).to_owned(), json!(self.text(name)));
        }
        for name in FLAGS {
            map.insert((*name).to_owned(), json!(self.flags.get(name).copied().unwrap_or(false)));
        }
        if self.text("si_identifier_type").is_empty() {
            map.insert("si_identifier_type".to_owned(), Value::Null);
        }
        let key = hex::encode(Sha256::digest(format!("{} {}", of.id, self.id)));
        let valid = self.checked.map(|_| plausible(self.text("tax_number")));
        let rest = json!({
            "id": self.id.to_string(),
            "administration_id": of.id.to_string(),
            "customer_id": self.customer_id,
            "country": self.country,
            "delivery_method": self.delivery_method,
            "is_trusted": false,
            "max_transfer_amount": null,
            "attention": self.text("send_invoices_to_attention"),
            "email": self.text("send_invoices_to_email"),
            "sepa_mandate_date": self.mandate_date.map(|date| date.to_string()),
            "sepa_sequence_type": self.sequence_type,
            "credit_card_number": "",
            "credit_card_reference": "",
            "credit_card_type": null,
            "tax_number_validated_at": self.checked.map(day::stamp),
            "tax_number_valid": valid,
            "invoice_workflow_id": null,
            "estimate_workflow_id": null,
            "moneybird_payments_mandate": false,
            "created_at": day::stamp(self.history.created),
            "updated_at": day::stamp(self.history.updated),
            "version": self.history.version,
            "sales_invoices_url":
                format!("https://moneybird.dev/{}/sales_invoices/{key}/all", of.id),
            "notes": [],
            "custom_fields": [],
            "contact_people":
                self.people.iter().map(|person| person.show(self.id, of)).collect::<Vec<_>>(),
            "archived": self.archived,
        });
        if let Value::Object(rest) = rest {
            map.extend(rest);
        }
        Value::Object(map)
    }

    /// The contact as its own routes answer it.
    pub(in crate::books) fn show_all(&self, of: &Administration) -> Value {
        let mut shown = self.show(of);
        if let Value::Object(map) = &mut shown {
            map.insert("events".to_owned(), self.history.show(of.id, of.user));
        }
        shown
    }
}

impl Person {
    fn show(&self, contact: u64, of: &Administration) -> Value {
        json!({
            "id": self.id.to_string(),
            "contact_id": contact.to_string(),
            "administration_id": of.id.to_string(),
            "firstname": self.firstname,
            "lastname": self.lastname,
            "phone": null,
            "email": null,
            "department": null,
            "created_at": day::stamp(self.created),
            "updated_at": day::stamp(self.created),
            "version": self.created.as_second(),
        })
    }
}

/// Stands in for the European register of VAT numbers.
fn plausible(number: &str) -> bool {
    let (country, rest) = number.split_at_checked(2).unwrap_or_default();
    country.bytes().all(|byte| byte.is_ascii_uppercase())
        && rest.len() >= 8
        && rest.bytes().all(|byte| byte.is_ascii_alphanumeric())
}
