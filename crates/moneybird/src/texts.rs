//! Free texts with a length that Moneybird surely takes.
//!
//! Moneybird documents no limits for these; the lengths are the safe ones of moneybird-api.md §9.1.

use std::fmt;

use serde::Serialize;
use url::Url;

use crate::Invalid;

/// The longest [`Description`], in characters.
const DESCRIPTION: usize = 1000;
/// The longest [`SourceUrl`], in characters.
const SOURCE_URL: usize = 2000;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident = $what:literal, $longest:literal;)+) => {$(
        $(#[$doc])*
        ///
        #[doc = concat!("1 to ", $longest, " characters, no control characters, no space around it.")]
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(String);

        impl $name {
            /// Takes `text` without the white space around it.
            ///
            /// # Errors
            /// If it is empty, too long or holds a control character.
            pub fn new(text: &str) -> Result<Self, Invalid> {
                bounded($what, text, $longest).map(Self)
            }

            /// The text.
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
    )+};
}

texts! {
    /// The number of an external sales invoice, given by us. Moneybird does not keep it unique
    /// (moneybird-api.md §8.7).
    Reference = "reference", 100;
    /// Name of the system in which an invoice was made.
    Source = "source", 100;
    /// A payment provider's own name for a payment.
    TransactionIdentifier = "transaction identifier", 100;
}

fn bounded(what: &'static str, text: &str, longest: usize) -> Result<String, Invalid> {
    let text = text.trim();
    if text.is_empty() {
        return Err(Invalid::new(what, "is empty"));
    }
    if text.chars().any(char::is_control) {
        return Err(Invalid::new(what, "holds a control character"));
    }
    if text.chars().count() > longest {
        return Err(Invalid::new(what, format!("is longer than {longest} characters")));
    }
    Ok(text.to_owned())
}

/// What an invoice line says, at most 1000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Description(String);

impl Description {
    /// Takes `text` without the white space around it and cuts off what comes after the
    /// thousandth character: a product's name may be of any length, and must not stop an invoice.
    pub fn new(text: &str) -> Self {
        Self(text.trim().chars().take(DESCRIPTION).collect())
    }

    /// The text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

/// A link to what an invoice was made from: http or https, at most 2000 characters.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SourceUrl(String);

impl SourceUrl {
    /// Takes a link.
    ///
    /// # Errors
    /// If it is no web address, holds a password, or is too long.
    pub fn new(url: &Url) -> Result<Self, Invalid> {
        const WHAT: &str = "source url";
        if !matches!(url.scheme(), "http" | "https") {
            return Err(Invalid::new(WHAT, "is neither http nor https"));
        }
        if !url.username().is_empty() || url.password().is_some() {
            return Err(Invalid::new(WHAT, "holds a user name or a password"));
        }
        if url.as_str().len() > SOURCE_URL {
            return Err(Invalid::new(WHAT, "is longer than 2000 characters"));
        }
        Ok(Self(url.as_str().to_owned()))
    }

    /// The link.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}
