//! The `filter` parameter of lists (moneybird-api.md §1.4).

use jiff::Timestamp;
use jiff::civil::DateTime;
use jiff::tz::TimeZone;

use super::refusal::{Refusal, code};

/// The terms of a filter, in the order given.
#[derive(Debug)]
pub(super) struct Filter<'a> {
    terms: Vec<(&'a str, &'a str)>,
}

impl<'a> Filter<'a> {
    /// Reads `key:value,key:value`. `None` when there is no filter at all: then the list's default
    /// holds. Any filter replaces that default entirely.
    pub(super) fn read(text: Option<&'a str>, known: &[&str]) -> Result<Option<Self>, Refusal> {
        let Some(text) = text.filter(|text| !text.is_empty()) else { return Ok(None) };
        let terms = text
            .split(',')
            .map(|term| {
                term.split_once(':').ok_or_else(|| Refusal::plain(400, "Filter is invalid"))
            })
            .collect::<Result<Vec<_>, _>>()?;
        if let Some((key, _)) = terms.iter().find(|(key, _)| !known.contains(key)) {
            let text = format!("Filter {key} is not supported");
            return Err(Refusal::symbolic(400, text, code("filter", "invalid".into())));
        }
        Ok(Some(Self { terms }))
    }

    pub(super) fn get(&self, key: &str) -> Option<&'a str> {
        self.terms.iter().rev().find(|(name, _)| *name == key).map(|(_, value)| *value)
    }

    /// The values of a key that takes a union (`open|late`). `None` is everything.
    pub(super) fn union(
        &self,
        key: &str,
        known: &[&str],
        label: &str,
    ) -> Result<Option<Vec<&'a str>>, Refusal> {
        let Some(text) = self.get(key) else { return Ok(None) };
        let values: Vec<_> = text.split('|').collect();
        if values.iter().any(|value| !known.contains(value) && *value != "all") {
            let text = format!("{label} is not included in the list");
            return Err(Refusal::symbolic(400, text, code("filter", "invalid".into())));
        }
        Ok((!values.contains(&"all")).then_some(values))
    }

    /// A moment: ISO 8601, or `2026-08-21 13:48:40 UTC`.
    pub(super) fn moment(&self, key: &str) -> Result<Option<Timestamp>, Refusal> {
        let Some(text) = self.get(key) else { return Ok(None) };
        let plain = text.trim_end_matches(" UTC");
        let read = text.parse().ok().or_else(|| {
            let civil: DateTime = plain.parse().ok()?;
            TimeZone::UTC.to_timestamp(civil).ok()
        });
        read.map(Some).ok_or_else(|| Refusal::bad_value(key))
    }
}
