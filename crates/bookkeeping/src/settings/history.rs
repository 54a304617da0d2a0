//! How far back existing orders are taken over.

use std::fmt;
use std::str::FromStr;

use jiff::civil::Date;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Which existing orders are booked: by the day of the order.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum History {
    /// All of them.
    All,
    /// From the first day of the book year in which the connection was made.
    #[default]
    BookYear,
    /// Only orders placed from the day of the connection on.
    None,
    /// From a day on.
    From(Date),
}

impl History {
    /// The first day whose orders are booked; none means that all are. The book year is taken to
    /// be the calendar year of `connected`, the day on which the connection was made; give a date
    /// for any other book year.
    pub fn first_day(self, connected: Date) -> Option<Date> {
        match self {
            Self::All => None,
            Self::BookYear => Some(connected.first_of_year()),
            Self::None => Some(connected),
            Self::From(day) => Some(day),
        }
    }
}

impl fmt::Display for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::All => f.write_str("all"),
            Self::BookYear => f.write_str("book-year"),
            Self::None => f.write_str("none"),
            Self::From(day) => write!(f, "{day}"),
        }
    }
}

impl FromStr for History {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        match text {
            "all" => Ok(Self::All),
            "book-year" => Ok(Self::BookYear),
            "none" => Ok(Self::None),
            day => day.parse().map(Self::From).map_err(|_| {
                format!("'{text}' is not one of \"all\", \"book-year\", \"none\" or a date like \"2026-01-01\"")
            }),
        }
    }
}

impl Serialize for History {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for History {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
