//! The body of a request that changes something.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde::de::DeserializeOwned;
use serde_json::value::RawValue;

use super::answer::Refusal;

/// The members of a JSON object, as the text they came in, so that amounts stay exact.
#[derive(Debug)]
pub(crate) struct Input {
    members: BTreeMap<String, Box<RawValue>>,
}

impl Input {
    /// Reads an object that has no members but `known`.
    pub(crate) fn parse(body: &[u8], known: &[&str]) -> Result<Self, Refusal> {
        let members: BTreeMap<String, Box<RawValue>> = serde_json::from_slice(body)
            .map_err(|error| Refusal::input(format!("The body cannot be read: {error}")))?;
        match members.keys().find(|name| !known.contains(&name.as_str())) {
            Some(name) => Err(Refusal::input(format!("There is no member {name:?}."))),
            None => Ok(Self { members }),
        }
    }

    /// An exact amount.
    pub(crate) fn amount(&self, name: &str) -> Result<Option<Decimal>, Refusal> {
        let Some(text) = self.members.get(name).map(|raw| raw.get()) else { return Ok(None) };
        text.parse().or_else(|_| Decimal::from_scientific(text)).map(Some).map_err(|_| wrong(name))
    }

    /// A text, flag or whole number.
    pub(crate) fn value<T: DeserializeOwned>(&self, name: &str) -> Result<Option<T>, Refusal> {
        let Some(raw) = self.members.get(name) else { return Ok(None) };
        serde_json::from_str(raw.get()).map(Some).map_err(|_| wrong(name))
    }

    /// The same, but it must be there.
    pub(crate) fn required<T: DeserializeOwned>(&self, name: &str) -> Result<T, Refusal> {
        self.value(name)?.ok_or_else(|| Refusal::input(format!("{name} is missing.")))
    }

    /// The objects of a list.
    pub(crate) fn objects(&self, name: &str, known: &[&str]) -> Result<Option<Vec<Self>>, Refusal> {
        let Some(items) = self.value::<Vec<Box<RawValue>>>(name)? else { return Ok(None) };
        items
            .iter()
            .map(|item| Self::parse(item.get().as_bytes(), known))
            .collect::<Result<_, _>>()
            .map(Some)
    }
}

fn wrong(name: &str) -> Refusal {
    Refusal::input(format!("{name} has the wrong type."))
}
