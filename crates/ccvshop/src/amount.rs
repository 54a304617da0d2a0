//! Amounts that an order cannot do without.

use rust_decimal::Decimal;
use serde::{Deserializer, de::Error as _};

/// An exact decimal that must be there: a missing total is not zero.
pub(crate) fn required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    remote::wire::decimal(deserializer)?.ok_or_else(|| D::Error::custom("an amount is missing"))
}
