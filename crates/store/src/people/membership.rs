//! Which shops an account may see, and whether it may change anything there.

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::edits::found;
use super::{Account, AccountId};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::{invitations, memberships as sql, sessions};
use crate::{Error, Store};

/// What somebody may do at a shop.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Everything.
    Owner,
    /// Look, such as an accountant.
    Reader,
}

impl Role {
    /// The word in the database.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Owner => "owner",
            Self::Reader => "reader",
        }
    }

    /// The role of that word.
    pub fn parse(word: &str) -> Option<Self> {
        [Self::Owner, Self::Reader].into_iter().find(|role| role.as_str() == word)
    }
}

/// Somebody who sees a shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Who.
    pub account: Account,
    /// What they may do there.
    pub role: Role,
    /// Since when.
    pub since: Timestamp,
}

impl Store {
    /// Lets an account see a shop. Another role takes the place of the one it had.
    ///
    /// # Errors
    /// [`Error::NoAccount`], or if the database fails.
    pub async fn grant_shop(
        &self,
        id: &AccountId,
        shop_id: i64,
        role: Role,
        now: Timestamp,
    ) -> Result<(), Error> {
        let query = sql::GRANT.query().bind(id.to_string()).bind(shop_id);
        found(id, self.run(query.bind(role.as_str()).bind(millis(now))).await?)
    }

    /// Hides a shop from an account; whether it saw it. The invitations that it made there are over: it
    /// could come back by one. With its last shop it loses its sessions.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn revoke_shop(&self, id: &AccountId, shop_id: i64) -> Result<bool, Error> {
        let mut transaction = self.transaction().await?;
        let query = sql::REVOKE.query().bind(id.to_string()).bind(shop_id);
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Ok(false);
        }
        // Zero rows: it invited nobody who did not come yet.
        let query = invitations::END_OF_MAKER.query().bind(id.to_string()).bind(shop_id);
        query.execute(&mut *transaction).await?;
        // Zero rows: it sees others, or nobody is in.
        let query = sessions::CLOSE_SHOPLESS.query().bind(id.to_string());
        query.execute(&mut *transaction).await?;
        self.commit(transaction).await?;
        Ok(true)
    }

    /// The shops that an account sees, by id.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn shops_of(&self, id: &AccountId) -> Result<Vec<(i64, Role)>, Error> {
        let rows = self.all(sql::SHOPS.query().bind(id.to_string())).await?;
        rows.iter()
            .map(|row| Ok((row.whole("shop_id")?, row.parsed("role", Role::parse)?)))
            .collect()
    }

    /// Who sees a shop, the oldest members first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn members_of(&self, shop_id: i64) -> Result<Vec<Member>, Error> {
        let rows = self.all(sql::MEMBERS.query().bind(shop_id)).await?;
        let member = |row: &AnyRow| {
            Ok(Member {
                account: Account::read(row)?,
                role: row.parsed("role", Role::parse)?,
                since: row.instant("granted_at")?,
            })
        };
        rows.iter().map(member).collect()
    }

    /// What an account may do at a shop, if it may see it.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn role_in(&self, id: &AccountId, shop_id: i64) -> Result<Option<Role>, Error> {
        let row = self.find(sql::ROLE.query().bind(id.as_str()).bind(shop_id)).await?;
        row.map(|row| row.parsed("role", Role::parse)).transpose()
    }

    /// The first owner of a shop: whom its App Store lets in, or else who has owned it the longest.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn owner_of(&self, shop_id: i64) -> Result<Option<AccountId>, Error> {
        let row = self.find(sql::OWNER.query().bind(shop_id)).await?;
        row.map(|row| row.parsed("account_id", |text| text.parse().ok())).transpose()
    }
}
