//! Short codes with an alphabet of their own.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize};

use crate::Invalid;

/// The longest [`CustomerId`], in characters; a cautious choice, Moneybird documents none.
const CUSTOMER_ID: usize = 100;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        pub struct $name(String);

        impl $name {
            /// The code.
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

codes! {
    /// Our own name for a contact, unique in an administration: letters A to Z, digits, `-` and
    /// `_`, because others are risky in the path of a request (moneybird-api.md §7.1).
    CustomerId;
    /// A currency by its ISO 4217 code, in capitals.
    Currency;
    /// A country by its ISO 3166-1 alpha-2 code, in capitals.
    CountryCode;
}

impl CustomerId {
    /// Takes a customer id as it is.
    ///
    /// # Errors
    /// If it is empty, longer than 100 characters or holds another character.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        const WHAT: &str = "customer id";
        if text.is_empty() || text.len() > CUSTOMER_ID {
            return Err(Invalid::new(WHAT, "expected 1 to 100 characters"));
        }
        if !text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_')) {
            return Err(Invalid::new(WHAT, "expected letters, digits, - and _ only"));
        }
        Ok(Self(text.to_owned()))
    }
}

impl Currency {
    /// Takes a code in capitals or small letters.
    ///
    /// # Errors
    /// If it is not three letters A to Z.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        letters("currency", text, 3).map(Self)
    }

    /// The euro.
    pub fn euro() -> Self {
        Self("EUR".to_owned())
    }
}

impl<'de> Deserialize<'de> for Currency {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::new(&text).map_err(serde::de::Error::custom)
    }
}

impl CountryCode {
    /// Takes a code in capitals or small letters.
    ///
    /// # Errors
    /// If it is not two letters A to Z.
    pub fn new(text: &str) -> Result<Self, Invalid> {
        letters("country", text, 2).map(Self)
    }
}

fn letters(what: &'static str, text: &str, count: usize) -> Result<String, Invalid> {
    if text.len() != count || !text.bytes().all(|byte| byte.is_ascii_alphabetic()) {
        return Err(Invalid::new(what, format!("expected {count} letters")));
    }
    Ok(text.to_ascii_uppercase())
}
