//! A VAT percentage.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Language;

/// A VAT percentage between 0 and 100, written as short as it can be: `21`, `5.5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percentage(Decimal);

impl Percentage {
    /// No VAT.
    pub const ZERO: Self = Self(Decimal::ZERO);

    /// A percentage between 0 and 100.
    pub fn new(value: Decimal) -> Option<Self> {
        (value >= Decimal::ZERO && value <= Decimal::ONE_HUNDRED).then(|| Self(value.normalize()))
    }

    /// The number before the percent sign.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// The number as it is written in a language: `5,5` in Dutch.
    pub fn said(self, language: Language) -> String {
        match language {
            Language::Nl => self.to_string().replace('.', ","),
            Language::En => self.to_string(),
        }
    }

    /// Whether it is 0 %.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }
}

impl fmt::Display for Percentage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&self.0.to_string())
    }
}

impl FromStr for Percentage {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        Decimal::from_str_exact(text.trim().trim_end_matches('%').trim_end())
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| format!("'{text}' is not a percentage between 0 and 100"))
    }
}

impl Serialize for Percentage {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Percentage {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
