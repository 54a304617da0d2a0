//! From an answer of success to our types, and where it went wrong if it did.
//!
//! Form is read tolerantly, substance strictly: what bookkeeping needs must be there.

use std::str::FromStr;

use jiff::civil::Date;
use remote::{Reply, wire};
use rust_decimal::Decimal;
use secrecy::SecretString;
use serde::de::{DeserializeOwned, Deserializer, Error as _};
use serde_json::value::RawValue;

use crate::{BadReply, Error};

/// Reads one thing.
pub(crate) fn one<T: DeserializeOwned>(
    reply: &Reply,
    secrets: &[SecretString],
) -> Result<T, Error> {
    let document = document(reply, secrets)?;
    serde_json::from_str(document.get())
        .map_err(|error| Error::unreadable(BadReply::Shape, &error.to_string(), secrets))
}

/// Reads a list; an item that cannot be read makes the whole list an error that names it.
pub(crate) fn list<T: DeserializeOwned>(
    reply: &Reply,
    secrets: &[SecretString],
) -> Result<Vec<T>, Error> {
    let items: Vec<Box<RawValue>> = one(reply, secrets)?;
    items
        .iter()
        .enumerate()
        .map(|(index, item)| {
            serde_json::from_str(item.get()).map_err(|error| {
                let position = index.saturating_add(1);
                let detail = format!("item {position} of {}: {error}", items.len());
                Error::unreadable(BadReply::Shape, &detail, secrets)
            })
        })
        .collect()
}

/// The body as JSON, whatever its shape.
fn document(reply: &Reply, secrets: &[SecretString]) -> Result<Box<RawValue>, Error> {
    remote::measure(&reply.body)
        .map_err(|error| Error::unreadable(BadReply::Shape, &error.to_string(), secrets))?;
    serde_json::from_slice(&reply.body).map_err(|error| {
        let declared = reply
            .header("content-type")
            .is_some_and(|kind| kind.to_ascii_lowercase().contains("html"));
        let kind = if declared || reply.body.trim_ascii_start().starts_with(b"<") {
            BadReply::Html
        } else {
            BadReply::BrokenJson
        };
        Error::unreadable(kind, &error.to_string(), secrets)
    })
}

/// A value that is parsed from its text; null, absent and `""` are `None`.
pub(crate) fn optional<'de, D, T>(deserializer: D) -> Result<Option<T>, D::Error>
where
    D: Deserializer<'de>,
    T: FromStr,
    T::Err: std::fmt::Display,
{
    wire::text(deserializer)?.map(|text| text.parse().map_err(D::Error::custom)).transpose()
}

/// An exact decimal that must be there.
pub(crate) fn decimal<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Decimal, D::Error> {
    wire::decimal(deserializer)?.ok_or_else(|| D::Error::custom("an amount is missing"))
}

/// A truth value that must be there.
pub(crate) fn truth<'de, D: Deserializer<'de>>(deserializer: D) -> Result<bool, D::Error> {
    match wire::text(deserializer)?.as_deref() {
        Some("true") => Ok(true),
        Some("false") => Ok(false),
        _ => Err(D::Error::custom("expected true or false")),
    }
}

/// A day, also when it is written as an instant: then the day as it stands there.
pub(crate) fn date<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Date, D::Error> {
    optional_date(deserializer)?.ok_or_else(|| D::Error::custom("a date is missing"))
}

/// The same; null, absent and `""` are `None`.
pub(crate) fn optional_date<'de, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<Option<Date>, D::Error> {
    let Some(text) = wire::text(deserializer)? else {
        return Ok(None);
    };
    let day = text.split(['T', ' ']).next().unwrap_or_default();
    day.parse().map(Some).map_err(|_| D::Error::custom(format!("'{text}' is not a date")))
}
