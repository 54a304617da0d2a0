//! Moneybird's ids: digits, kept as text and never as a number that could lose some.

use std::fmt;

use serde::de::{Deserializer, Error as _, Visitor};

use crate::Invalid;

/// Digits in the largest number of 64 bits.
const LONGEST: usize = 20;

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $what:literal;)+) => {$(
        $(#[$doc])*
        ///
        /// One to twenty digits. Read from text or from a whole number (moneybird-api.md §1.2),
        /// written as text.
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize)]
        pub struct $name(String);

        impl $name {
            /// Reads an id.
            ///
            /// # Errors
            /// If it is empty, longer than twenty characters, or holds anything but digits.
            pub fn new(text: impl Into<String>) -> Result<Self, Invalid> {
                digits($what, text.into()).map(Self)
            }

            /// The digits.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::str::FromStr for $name {
            type Err = Invalid;

            fn from_str(text: &str) -> Result<Self, Invalid> {
                Self::new(text)
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = deserializer.deserialize_any(TextOrNumber)?;
                Self::new(text).map_err(D::Error::custom)
            }
        }
    )+};
}

ids! {
    /// Id of an administration, one set of books.
    AdministrationId = "administration id";
    /// Id of a contact.
    ContactId = "contact id";
    /// Id of an external sales invoice.
    InvoiceId = "invoice id";
    /// Id of a line of an invoice.
    LineId = "line id";
    /// Id of a payment.
    PaymentId = "payment id";
    /// Id of a tax rate.
    TaxRateId = "tax rate id";
    /// Id of a ledger account.
    LedgerAccountId = "ledger account id";
    /// Id of an invoice that Moneybird itself made.
    SalesInvoiceId = "sales invoice id";
    /// Id of a webhook.
    WebhookId = "webhook id";
}

fn digits(what: &'static str, text: String) -> Result<String, Invalid> {
    if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Invalid::new(what, "expected digits only"));
    }
    if text.len() > LONGEST {
        return Err(Invalid::new(what, "longer than 20 digits"));
    }
    Ok(text)
}

struct TextOrNumber;

impl Visitor<'_> for TextOrNumber {
    type Value = String;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an id, as text or as a whole number")
    }

    fn visit_str<E>(self, text: &str) -> Result<String, E> {
        Ok(text.to_owned())
    }

    fn visit_u64<E>(self, number: u64) -> Result<String, E> {
        Ok(number.to_string())
    }

    fn visit_i64<E>(self, number: i64) -> Result<String, E> {
        // A sign is refused with the other signs that are no digits.
        Ok(number.to_string())
    }
}
