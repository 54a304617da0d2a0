//! Amounts as they are sent: exact, in plain digits with a dot. Nothing here rounds.

use std::fmt;

use rust_decimal::Decimal;
use serde::{Serialize, Serializer};

use crate::Invalid;

/// What Moneybird takes in a request, either side of zero (moneybird-api.md §1.2).
const LARGEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Decimals in a price that Moneybird surely takes (moneybird-api.md §8.1).
const PRICE_DECIMALS: u32 = 2;

/// A sum of money in an invoice's currency, of at most two decimals. Negative for discounts,
/// credits and refunds. Written with two decimals: `"49.90"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Price(Decimal);

impl Price {
    /// Takes an amount as it is; zeros after the second decimal do not count.
    ///
    /// # Errors
    /// If it has more than two decimals (round it first, where the rule for that is known) or is
    /// larger than a thousand million.
    pub fn new(value: Decimal) -> Result<Self, Invalid> {
        let mut value = within("price", value)?;
        if value.scale() > PRICE_DECIMALS {
            return Err(Invalid::new("price", "has more than two decimals"));
        }
        value.rescale(PRICE_DECIMALS);
        Ok(Self(value))
    }

    /// The amount.
    pub fn value(self) -> Decimal {
        self.0
    }
}

/// How many of something an invoice line is about, without a unit: `"2"`, `"1.5"`, `"-1"`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Amount(Decimal);

impl Amount {
    /// One.
    pub const ONE: Self = Self(Decimal::ONE);

    /// Takes an amount as it is.
    ///
    /// # Errors
    /// If it is larger than a thousand million.
    pub fn new(value: Decimal) -> Result<Self, Invalid> {
        within("amount", value).map(Self)
    }

    /// The amount.
    pub fn value(self) -> Decimal {
        self.0
    }
}

/// Without zeros at the end and without a zero below zero, so that equal values are equal texts.
fn within(what: &'static str, value: Decimal) -> Result<Decimal, Invalid> {
    if value.abs() > LARGEST {
        return Err(Invalid::new(what, "is larger than 1000000000"));
    }
    Ok(value.normalize())
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl fmt::Display for Amount {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Serialize for Price {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Amount {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}
