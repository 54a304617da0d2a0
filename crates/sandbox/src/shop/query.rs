//! The query of a request.

use std::str::FromStr;

use axum::extract::Query as Pairs;
use axum::http::Uri;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};

use super::answer::Refusal;
use super::signature::parse_date;
use super::switches::{DateFilter, UnknownParameters};

/// The query of a request. Names that nobody asks for are ignored (ccvshop-api.md §1.7).
#[derive(Debug, Default)]
pub(crate) struct Query {
    raw: String,
    pairs: Vec<(String, String)>,
}

impl Query {
    pub(crate) fn parse(uri: &Uri) -> Result<Self, Refusal> {
        let Pairs(pairs) = Pairs::<Vec<(String, String)>>::try_from_uri(uri)
            .map_err(|error| Refusal::input(format!("The query cannot be read: {error}")))?;
        Ok(Self { raw: uri.query().unwrap_or_default().to_owned(), pairs })
    }

    /// The query as on the request line.
    pub(crate) fn raw(&self) -> &str {
        &self.raw
    }

    /// The value of `name`; an empty one counts as none.
    pub(crate) fn text(&self, name: &str) -> Option<&str> {
        let (_, value) = self.pairs.iter().find(|(present, _)| present == name)?;
        (!value.is_empty()).then_some(value.as_str())
    }

    /// The value of `name` as another type.
    pub(crate) fn value<T: FromStr>(&self, name: &str) -> Result<Option<T>, Refusal> {
        self.text(name).map(|text| text.parse().map_err(|_| unreadable(name, text))).transpose()
    }

    /// `true` or `false`.
    pub(crate) fn flag(&self, name: &str) -> Result<Option<bool>, Refusal> {
        self.value(name)
    }

    /// The first moment that passes a filter such as `min_create_date`.
    pub(crate) fn earliest(&self, name: &str) -> Result<Option<Timestamp>, Refusal> {
        self.moment(name, SignedDuration::ZERO)
    }

    /// The last moment that passes a filter such as `max_create_date`.
    pub(crate) fn latest(
        &self,
        name: &str,
        meaning: DateFilter,
    ) -> Result<Option<Timestamp>, Refusal> {
        self.moment(
            name,
            match meaning {
                DateFilter::Midnight => SignedDuration::ZERO,
                DateFilter::WholeDay => SignedDuration::from_secs(24 * 3600 - 1),
            },
        )
    }

    fn moment(&self, name: &str, into_day: SignedDuration) -> Result<Option<Timestamp>, Refusal> {
        let Some(text) = self.text(name) else { return Ok(None) };
        let day = text.parse::<Date>().ok().filter(|_| text.len() == "2026-01-01".len());
        let moment = match day {
            Some(day) => day
                .to_zoned(TimeZone::UTC)
                .and_then(|midnight| midnight.timestamp().checked_add(into_day))
                .ok(),
            None => parse_date(text),
        };
        moment.map(Some).ok_or_else(|| unreadable(name, text))
    }

    /// Refuses names that are neither in `known` nor about the page, if the switch says so.
    pub(crate) fn closed(&self, known: &[&str], meaning: UnknownParameters) -> Result<(), Refusal> {
        const OF_PAGES: [&str; 3] = ["start", "size", "orderby"];
        let is_strange = |name: &&str| !known.contains(name) && !OF_PAGES.contains(name);
        let mut names = self.pairs.iter().map(|(name, _)| name.as_str());
        match (meaning, names.find(is_strange)) {
            (UnknownParameters::Refused, Some(name)) => {
                Err(Refusal::input(format!("There is no parameter {name:?}.")))
            }
            _ => Ok(()),
        }
    }

    /// This query with another page.
    pub(crate) fn at(&self, start: usize, size: usize) -> String {
        let mut query = format!("start={start}&size={size}");
        for pair in self.raw.split('&').filter(|pair| !pair.is_empty()) {
            let name = pair.split('=').next().unwrap_or_default();
            if name != "start" && name != "size" {
                query.push('&');
                query.push_str(pair);
            }
        }
        query
    }
}

fn unreadable(name: &str, text: &str) -> Refusal {
    Refusal::input(format!("{name} cannot be {text:?}."))
}
