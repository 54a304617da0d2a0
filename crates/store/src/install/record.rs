//! What is known of an install.

use std::fmt;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::Error;
use crate::columns::Columns;
use crate::id::id;
use crate::seal::Place;

id! {
    /// An install's id: a UUID of version 7.
    InstallId, "an install"
}

/// A pair of keys that a shop gave us through the App Store.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Install {
    /// Our name for it.
    pub id: InstallId,
    /// Where the shop's API is.
    pub root: String,
    /// Where the shopkeeper goes when it is done.
    pub return_url: String,
    /// How far it is.
    pub state: InstallState,
    /// The webshop's id in CCV Shop, once it was asked.
    pub shop_id: Option<i64>,
    /// Our app's id at that shop, once it was asked.
    pub app_id: Option<i64>,
    /// When the keys were first handed over.
    pub made_at: Timestamp,
    /// When it last changed.
    pub changed_at: Timestamp,
}

/// How far an install is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum InstallState {
    /// The App Store handed over the keys; nobody has come yet.
    Pending,
    /// The shopkeeper has come, and it is known which shop it is.
    Open,
    /// The App Store was told that it is installed.
    Installed,
    /// Taken away, or replaced by another install. Its keys are forgotten.
    Gone,
}

impl InstallState {
    const ALL: [Self; 4] = [Self::Pending, Self::Open, Self::Installed, Self::Gone];

    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pending => "pending",
            Self::Open => "open",
            Self::Installed => "installed",
            Self::Gone => "gone",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.as_str() == word)
    }
}

impl fmt::Display for InstallState {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl Install {
    pub(super) fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            id: row.parsed("id", |text| text.parse().ok())?,
            root: row.text("root")?,
            return_url: row.text("return_url")?,
            state: row.parsed("state", InstallState::parse)?,
            shop_id: row.whole_if_any("shop_id")?,
            app_id: row.whole_if_any("app_id")?,
            made_at: row.instant("made_at")?,
            changed_at: row.instant("changed_at")?,
        })
    }
}

pub(super) fn place<'a>(id: &'a InstallId, column: &'static str) -> Place<'a> {
    Place { table: "installs", column, row: id.as_str() }
}
