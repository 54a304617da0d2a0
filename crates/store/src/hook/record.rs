//! What is known of a hook.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::columns::Columns;
use crate::{ConnectionId, Error};

/// An address of ours, for one event of one connection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hook {
    /// Whose event it is.
    pub connection: ConnectionId,
    /// Who calls.
    pub side: HookSide,
    /// What happened when they call: a word of theirs.
    pub event: String,
    /// Their id of it, once they have agreed to call.
    pub remote_id: Option<String>,
    /// Whether they said what they sign their calls with.
    pub is_signed: bool,
    /// When the address was made.
    pub made_at: Timestamp,
}

/// Who calls.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HookSide {
    /// CCV Shop.
    Shop,
    /// Moneybird.
    Books,
}

impl HookSide {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Shop => "shop",
            Self::Books => "books",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        [Self::Shop, Self::Books].into_iter().find(|side| side.as_str() == word)
    }
}

impl Hook {
    pub(super) fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            connection: row.parsed("connection_id", |text| text.parse().ok())?,
            side: row.parsed("side", HookSide::parse)?,
            event: row.text("event")?,
            remote_id: row.text_if_any("remote_id")?,
            is_signed: row.whole("is_signed")? == 1,
            made_at: row.instant("made_at")?,
        })
    }

    /// What its sealed values are sealed for. The event is last, since only that may hold a slash.
    pub(super) fn row(connection: &ConnectionId, side: HookSide, event: &str) -> String {
        format!("{connection}/{}/{event}", side.as_str())
    }
}
