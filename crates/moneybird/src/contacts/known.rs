//! A contact as Moneybird tells it.

use remote::wire;
use serde::Deserialize;

use crate::{ContactId, CustomerId};

/// A contact.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Contact {
    /// Id.
    pub id: ContactId,
    /// Its own name in the administration; free text, often a number.
    #[serde(default, deserialize_with = "wire::text")]
    pub customer_id: Option<String>,
    /// The company's name.
    #[serde(default, deserialize_with = "wire::text")]
    pub company_name: Option<String>,
    /// The person's first name.
    #[serde(default, deserialize_with = "wire::text")]
    pub firstname: Option<String>,
    /// The person's last name.
    #[serde(default, deserialize_with = "wire::text")]
    pub lastname: Option<String>,
    /// ISO 3166-1 alpha-2 code of the country.
    #[serde(default, deserialize_with = "wire::text")]
    pub country: Option<String>,
    /// VAT number.
    #[serde(default, deserialize_with = "wire::text")]
    pub tax_number: Option<String>,
    /// Whether it is archived.
    #[serde(default, deserialize_with = "wire::truth")]
    pub archived: bool,
    /// Seconds since 1970 at its last change.
    #[serde(deserialize_with = "wire::whole_required")]
    pub version: i64,
    #[serde(default, deserialize_with = "wire::text")]
    email: Option<String>,
    #[serde(default, deserialize_with = "wire::text")]
    send_invoices_to_email: Option<String>,
}

impl Contact {
    /// Whether its customer id is this one, in capitals or not.
    pub fn has_customer_id(&self, id: &CustomerId) -> bool {
        self.customer_id.as_deref().is_some_and(|own| own.eq_ignore_ascii_case(id.as_str()))
    }

    /// Its e-mail addresses, in small letters and each once: the one that Moneybird shows and
    /// those that invoices go to.
    pub fn emails(&self) -> Vec<String> {
        let mut emails = Vec::new();
        let texts = [&self.email, &self.send_invoices_to_email];
        for text in texts.into_iter().flatten() {
            for email in text.split(',').map(|email| email.trim().to_lowercase()) {
                if !email.is_empty() && !emails.contains(&email) {
                    emails.push(email);
                }
            }
        }
        emails
    }

    /// Whether one of its e-mail addresses is this one, in capitals or not.
    pub fn has_email(&self, address: &str) -> bool {
        self.emails().contains(&address.trim().to_lowercase())
    }
}
