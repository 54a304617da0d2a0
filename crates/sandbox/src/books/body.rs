//! Reads request bodies: closed shapes, but the loose values that Rails accepts
//! (moneybird-api.md §1.2, §7).

use rust_decimal::Decimal;
use serde_json::{Map, Value};

use super::money;
use super::options::UnknownKeys;
use super::refusal::{Refusal, code};

/// The attributes of one object in a request.
#[derive(Debug)]
pub(super) struct Attributes<'a> {
    map: &'a Map<String, Value>,
}

impl<'a> Attributes<'a> {
    /// Opens the wrapper key of a request body.
    pub(super) fn wrapped(
        body: &'a Value,
        wrapper: &str,
        allowed: &[&str],
        unknown: UnknownKeys,
    ) -> Result<Self, Refusal> {
        let outer = body.as_object().ok_or_else(|| Refusal::required(wrapper))?;
        let inner = outer.get(wrapper).ok_or_else(|| Refusal::required(wrapper))?;
        closed(outer, &[wrapper], unknown)?;
        Self::open(inner, allowed, unknown).map_err(|refusal| match inner {
            Value::Object(_) => refusal,
            _ => Refusal::required(wrapper),
        })
    }

    /// Opens one object.
    pub(super) fn open(
        value: &'a Value,
        allowed: &[&str],
        unknown: UnknownKeys,
    ) -> Result<Self, Refusal> {
        let map = value.as_object().ok_or_else(|| Refusal::plain(400, "Body is invalid"))?;
        closed(map, allowed, unknown)?;
        Ok(Self { map })
    }

    pub(super) fn has(&self, key: &str) -> bool {
        self.map.contains_key(key)
    }

    pub(super) fn raw(&self, key: &str) -> Option<&'a Value> {
        self.map.get(key)
    }

    /// A text. The document allows no `null` here.
    pub(super) fn text(&self, key: &str) -> Result<Option<&'a str>, Refusal> {
        match self.map.get(key) {
            None => Ok(None),
            Some(Value::String(text)) => Ok(Some(text)),
            Some(_) => Err(Refusal::bad_value(key)),
        }
    }

    /// A boolean, also as text.
    pub(super) fn flag(&self, key: &str) -> Result<Option<bool>, Refusal> {
        match self.map.get(key) {
            None => Ok(None),
            Some(Value::Bool(flag)) => Ok(Some(*flag)),
            Some(Value::String(text)) if text == "true" => Ok(Some(true)),
            Some(Value::String(text)) if text == "false" => Ok(Some(false)),
            Some(_) => Err(Refusal::bad_value(key)),
        }
    }

    /// An id, as text or as a number.
    pub(super) fn id(&self, key: &str) -> Result<Option<u64>, Refusal> {
        self.map
            .get(key)
            .map_or(Ok(None), |value| id(value).map(Some).ok_or_else(|| Refusal::bad_value(key)))
    }

    /// A whole number, as text or as a number.
    pub(super) fn whole(&self, key: &str) -> Result<Option<i64>, Refusal> {
        let read = match self.map.get(key) {
            None => return Ok(None),
            Some(Value::Number(number)) => number.as_i64(),
            Some(Value::String(text)) => text.parse().ok(),
            Some(_) => None,
        };
        read.map(Some).ok_or_else(|| Refusal::bad_value(key))
    }

    /// An amount of money; `null` and a missing key are the same.
    pub(super) fn money(&self, key: &str) -> Result<Option<Decimal>, Refusal> {
        match self.map.get(key) {
            None | Some(Value::Null) => Ok(None),
            Some(value) => money::read(value).map(Some).ok_or_else(|| Refusal::bad_value(key)),
        }
    }

    /// Nested attributes: an array, or an object with the keys `"0"`, `"1"`, …
    pub(super) fn nested(&self, key: &str) -> Result<Vec<&'a Value>, Refusal> {
        match self.map.get(key) {
            None => Ok(Vec::new()),
            Some(Value::Array(values)) => Ok(values.iter().collect()),
            Some(Value::Object(map)) => {
                let mut pairs: Vec<_> = map.iter().collect();
                pairs.sort_by_key(|(name, _)| name.parse::<u64>().unwrap_or(u64::MAX));
                Ok(pairs.into_iter().map(|(_, value)| value).collect())
            }
            Some(_) => Err(Refusal::bad_value(key)),
        }
    }
}

/// An id as text or as a number.
pub(super) fn id(value: &Value) -> Option<u64> {
    match value {
        Value::Number(number) => number.as_u64(),
        Value::String(text) if text.bytes().all(|byte| byte.is_ascii_digit()) => text.parse().ok(),
        _ => None,
    }
}

fn closed(map: &Map<String, Value>, allowed: &[&str], unknown: UnknownKeys) -> Result<(), Refusal> {
    let stranger = map.keys().find(|key| !allowed.contains(&key.as_str()));
    match (stranger, unknown) {
        (Some(key), UnknownKeys::Refuse) => Err(Refusal::symbolic(
            400,
            format!("{key} is not a known attribute"),
            code(key, "unknown".into()),
        )),
        _ => Ok(()),
    }
}
