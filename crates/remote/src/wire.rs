//! Absorbs the noise of JSON from outside: ids as text or number, `""`, null or nothing at all,
//! amounts as text or number, read exactly from their digits and never through a float.
//!
//! The functions are meant for `#[serde(default, deserialize_with = "…")]`. They read the raw text
//! of a value, so they do not work below `#[serde(flatten)]` or in untagged enums.

use rust_decimal::Decimal;
use secrecy::SecretString;
use serde::Deserialize;
use serde::de::{Deserializer, Error as _};
use serde_json::value::RawValue;

/// The text of a value: a string's content, a number's digits; `None` for null and `""`.
fn scalar(raw: &RawValue) -> Result<Option<String>, String> {
    let text = raw.get().trim();
    if text == "null" {
        return Ok(None);
    }
    if text.starts_with('"') {
        let inner: String = serde_json::from_str(text).map_err(|error| error.to_string())?;
        return Ok((!inner.is_empty()).then_some(inner));
    }
    if text.starts_with(['{', '[']) {
        return Err("expected one value, found a list or an object".to_owned());
    }
    Ok(Some(text.to_owned()))
}

fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    match Option::<&'de RawValue>::deserialize(deserializer)? {
        None => Ok(None),
        Some(raw) => scalar(raw).map_err(D::Error::custom),
    }
}

/// A text; null, absent and `""` are `None`. Numbers and booleans become their text.
///
/// # Errors
/// For a list or an object.
pub fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<String>, D::Error> {
    Ok(read(deserializer)?.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty()))
}

/// A text that nobody is to see.
///
/// # Errors
/// For a list or an object.
pub fn secret<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<SecretString>, D::Error> {
    Ok(text(deserializer)?.map(SecretString::from))
}

/// A text that may be empty.
///
/// # Errors
/// For a list or an object.
pub fn text_or_empty<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    Ok(text(deserializer)?.unwrap_or_default())
}

/// A text that must be there.
///
/// # Errors
/// Also when it is null or empty.
pub fn text_required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    text(deserializer)?.ok_or_else(|| D::Error::custom("a text is missing"))
}

/// A whole number, given as number or text; null, absent and `""` are `None`.
///
/// # Errors
/// For anything that is not a whole number of 64 bits.
pub fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
    let Some(text) = read(deserializer)? else {
        return Ok(None);
    };
    let text = text.trim();
    text.parse().map(Some).map_err(|_| D::Error::custom(format!("'{text}' is not a whole number")))
}

/// A whole number that must be there.
///
/// # Errors
/// Also when it is null or empty.
pub fn whole_required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    whole(deserializer)?.ok_or_else(|| D::Error::custom("a number is missing"))
}

/// An exact decimal, given as number or text; null, absent and `""` are `None`.
///
/// # Errors
/// For anything that is not a decimal of at most 28 digits.
pub fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Decimal>, D::Error> {
    let Some(text) = read(deserializer)? else {
        return Ok(None);
    };
    exact(text.trim())
        .map(Some)
        .ok_or_else(|| D::Error::custom(format!("'{text}' is not an amount")))
}

/// An exact decimal; null, absent and `""` are zero.
///
/// # Errors
/// For anything that is not a decimal of at most 28 digits.
pub fn decimal_or_zero<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    Ok(decimal(deserializer)?.unwrap_or_default())
}

/// An exact decimal that must be there.
///
/// # Errors
/// Also when it is null or empty.
pub fn decimal_required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    decimal(deserializer)?.ok_or_else(|| D::Error::custom("an amount is missing"))
}

/// A truth value, given as boolean, 0 or 1, or their texts; null, absent and `""` are false.
///
/// # Errors
/// For anything else.
pub fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    Ok(truth_or_none(deserializer)?.unwrap_or(false))
}

/// A truth value that must be there.
///
/// # Errors
/// Also when it is null or empty.
pub fn truth_required<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    truth_or_none(deserializer)?.ok_or_else(|| D::Error::custom("true or false is missing"))
}

fn truth_or_none<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<bool>, D::Error> {
    match read(deserializer)?.as_deref() {
        None => Ok(None),
        Some("false" | "0") => Ok(Some(false)),
        Some("true" | "1") => Ok(Some(true)),
        Some(other) => Err(D::Error::custom(format!("'{other}' is neither true nor false"))),
    }
}

/// Reads a decimal from its digits, with or without an exponent, without losing any.
fn exact(text: &str) -> Option<Decimal> {
    // The library also takes "1_000", which no API means as a number.
    if text.contains('_') {
        return None;
    }
    let Some((digits, _)) = text.split_once(['e', 'E']) else {
        return Decimal::from_str_exact(text).ok();
    };
    // `from_scientific` rounds digits that do not fit; this refuses them first.
    Decimal::from_str_exact(digits).ok()?;
    Decimal::from_scientific(text).ok()
}
