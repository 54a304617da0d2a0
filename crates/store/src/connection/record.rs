//! What is known of a connection.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::{ConnectionId, Secrets};
use crate::Error;
use crate::columns::Columns;

/// One shop booked into one administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Connection {
    /// Our name for it.
    pub id: ConnectionId,
    /// The webshop's id in CCV Shop.
    pub shop_id: i64,
    /// The webshop's name.
    pub shop_name: String,
    /// The webshop's address.
    pub shop_url: String,
    /// The administration's id in Moneybird.
    pub administration_id: String,
    /// The administration's name.
    pub administration_name: String,
    /// The settings (TOML), once there are any.
    pub settings: Option<String>,
    /// Whether it takes part.
    pub health: Health,
    /// When it was made.
    pub created_at: Timestamp,
    /// When the last sync ended.
    pub last_sync_at: Option<Timestamp>,
    /// When it is due.
    pub next_sync_at: Timestamp,
    /// Who works on it, or last did and never said that it was done.
    pub holder: Option<Holder>,
    /// Whether it was let go to wait for the allowance of an outgoing address, and nobody took it up since: others may
    /// use up what comes free, so it may well wait beyond the time when it is due.
    pub is_kept_waiting: bool,
    /// How often it was claimed.
    pub attempt: i64,
}

/// Whether a connection takes part.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Health {
    /// It is looked at when it is due.
    Active,
    /// It waits for a person.
    Broken {
        /// A code of interface.md.
        code: String,
        /// A sentence that says what to do.
        message: String,
    },
}

/// Who holds a lease.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Holder {
    /// The worker's name.
    pub owner: String,
    /// When the lease runs out by itself.
    pub until: Timestamp,
}

/// What a connection is made from.
#[derive(Debug, Clone)]
pub struct NewConnection {
    /// The webshop's id in CCV Shop.
    pub shop_id: i64,
    /// The webshop's name.
    pub shop_name: String,
    /// The webshop's address.
    pub shop_url: String,
    /// The administration's id in Moneybird.
    pub administration_id: String,
    /// The administration's name.
    pub administration_name: String,
    /// The settings (TOML). Absent leaves the settings that there are.
    pub settings: Option<String>,
    /// The secrets of both sides.
    pub secrets: Secrets,
}

impl Connection {
    pub(super) fn read(row: &AnyRow) -> Result<Self, Error> {
        let holder = match row.text_if_any("lease_owner")? {
            None => None,
            Some(owner) => Some(Holder { owner, until: row.instant("lease_until")? }),
        };
        Ok(Self {
            id: row.parsed("id", |text| text.parse().ok())?,
            shop_id: row.whole("shop_id")?,
            shop_name: row.text("shop_name")?,
            shop_url: row.text("shop_url")?,
            administration_id: row.text("administration_id")?,
            administration_name: row.text("administration_name")?,
            settings: row.text_if_any("settings")?,
            health: match row.text_if_any("broken_code")? {
                None => Health::Active,
                Some(code) => Health::Broken { code, message: row.text("broken_message")? },
            },
            created_at: row.instant("created_at")?,
            last_sync_at: row.instant_if_any("last_sync_at")?,
            next_sync_at: row.instant("next_sync_at")?,
            is_kept_waiting: holder.is_none() && row.text_if_any("waits_at")?.is_some(),
            holder,
            attempt: row.whole("attempt")?,
        })
    }
}
