//! The log of who did what: for the shopkeeper, the operator, and whoever looks into it later.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::audit as sql;
use crate::{AccountId, ConnectionId, Error, Store, id};

/// One thing that was done.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AuditEntry {
    /// When.
    pub at: Timestamp,
    /// Who did it; absent for what nobody who is in did, such as an uninstall.
    pub account: Option<AccountId>,
    /// At which shop, if at one.
    pub shop_id: Option<i64>,
    /// At which connection, if at one.
    pub connection: Option<ConnectionId>,
    /// What was done: a word of ours.
    pub what: String,
    /// What is to be known of it. Never a secret.
    pub detail: String,
}

impl AuditEntry {
    fn read(row: &AnyRow) -> Result<Self, Error> {
        Ok(Self {
            at: row.instant("noted_at")?,
            account: row.parsed_if_any("account_id", |text| text.parse().ok())?,
            shop_id: row.whole_if_any("shop_id")?,
            connection: row.parsed_if_any("connection_id", |text| text.parse().ok())?,
            what: row.text("what")?,
            detail: row.text("detail")?,
        })
    }
}

impl Store {
    /// Notes what was done.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn note(&self, entry: &AuditEntry) -> Result<(), Error> {
        let query = sql::NOTE.query().bind(id::made(entry.at, self.entropy.as_ref())?);
        let query = query.bind(millis(entry.at));
        let query = query.bind(entry.account.as_ref().map(ToString::to_string)).bind(entry.shop_id);
        let query = query.bind(entry.connection.as_ref().map(ToString::to_string));
        self.run(query.bind(entry.what.clone()).bind(entry.detail.clone())).await?;
        Ok(())
    }

    /// Notes what was done to an account, or by it, at each shop that it sees; once, at none, if it sees
    /// none.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn note_of(&self, account: &AccountId, entry: &AuditEntry) -> Result<(), Error> {
        let shops = self.shops_of(account).await?;
        if shops.is_empty() {
            return self.note(&AuditEntry { shop_id: None, ..entry.clone() }).await;
        }
        for (shop, _) in shops {
            self.note(&AuditEntry { shop_id: Some(shop), ..entry.clone() }).await?;
        }
        Ok(())
    }

    /// The shops at which something was done before an instant.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn audited_before(&self, instant: Timestamp) -> Result<Vec<i64>, Error> {
        let rows = self.all(sql::SHOPS_BEFORE.query().bind(millis(instant))).await?;
        rows.iter().map(|row| row.whole("shop_id")).collect()
    }

    /// Forgets what was done before an instant at a shop, or what was done at none; how many entries.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_audit(&self, shop: Option<i64>, before: Timestamp) -> Result<u64, Error> {
        let query = match shop {
            Some(shop) => sql::SWEEP_SHOP.query().bind(shop).bind(millis(before)),
            None => sql::SWEEP_REST.query().bind(millis(before)),
        };
        self.run(query).await
    }

    /// What was last done at a shop, the newest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn audit_of(&self, shop_id: i64, limit: u32) -> Result<Vec<AuditEntry>, Error> {
        let query = sql::OF_SHOP.query().bind(shop_id).bind(i64::from(limit));
        self.all(query).await?.iter().map(AuditEntry::read).collect()
    }

    /// What was last done anywhere, the newest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn audit(&self, limit: u32) -> Result<Vec<AuditEntry>, Error> {
        let query = sql::NEWEST.query().bind(i64::from(limit));
        self.all(query).await?.iter().map(AuditEntry::read).collect()
    }
}
