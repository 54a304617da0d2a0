//! Contacts (moneybird-api.md §7.1).

mod change;
mod mail;
mod mandate;
mod operations;
mod search;
mod show;

use std::collections::BTreeMap;

use jiff::Timestamp;
use jiff::civil::Date;

use super::history::History;

pub(super) use change::{apply, fields};
pub(super) use operations::{
    archive, create, customer, delete, fetch, filtered, list, note, one, update, versions,
};
pub(super) use search::FILTERS;

/// A person or a company that is invoiced.
#[derive(Debug, Clone)]
pub(super) struct Contact {
    pub(super) id: u64,
    pub(super) customer_id: String,
    /// The plain texts by name. Unset texts are empty on records made through the API.
    pub(super) texts: BTreeMap<&'static str, String>,
    pub(super) country: String,
    pub(super) delivery_method: String,
    pub(super) flags: BTreeMap<&'static str, bool>,
    pub(super) mandate_date: Option<Date>,
    pub(super) sequence_type: String,
    pub(super) people: Vec<Person>,
    /// When the VAT number is, or was, checked.
    pub(super) checked: Option<Timestamp>,
    pub(super) archived: bool,
    pub(super) history: History,
}

/// Somebody who works for a contact.
#[derive(Debug, Clone)]
pub(super) struct Person {
    pub(super) id: u64,
    pub(super) firstname: String,
    pub(super) lastname: String,
    pub(super) created: Timestamp,
}

impl Contact {
    /// A contact without a name, before its attributes are read.
    pub(super) fn blank(now: Timestamp) -> Self {
        Self {
            id: 0,
            customer_id: String::new(),
            texts: BTreeMap::new(),
            country: "NL".to_owned(),
            delivery_method: "Email".to_owned(),
            flags: BTreeMap::new(),
            mandate_date: None,
            sequence_type: "RCUR".to_owned(),
            people: Vec::new(),
            checked: None,
            archived: false,
            history: History::begin(now),
        }
    }

    pub(super) fn text(&self, name: &str) -> &str {
        self.texts.get(name).map_or("", String::as_str)
    }
}
