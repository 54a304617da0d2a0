//! The account that the App Store of a shop opens. Its link never expires, so it opens no other.

use jiff::Timestamp;

use super::{AccountId, Language};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::{accounts, memberships as sql};
use crate::{Error, Store};

impl Store {
    /// The account that the App Store of a shop opens, if it made one there. Never that of somebody who
    /// was invited: they may see other shops too.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn app_store_account(&self, shop_id: i64) -> Result<Option<AccountId>, Error> {
        let row = self.find(sql::APP_STORE.query().bind(shop_id)).await?;
        row.map(|row| row.parsed("account_id", |text| text.parse().ok())).transpose()
    }

    /// The same; it is made if there is none, an owner of that shop and called by its name.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn app_store_owner(
        &self,
        shop_id: i64,
        shop_name: &str,
        language: Language,
        now: Timestamp,
    ) -> Result<AccountId, Error> {
        if let Some(known) = self.app_store_account(shop_id).await? {
            return Ok(known);
        }
        let id = AccountId::new(now, self.entropy.as_ref())?;
        let mut transaction = self.transaction().await?;
        let query = accounts::NEW_SHOPKEEPER.query().bind(id.to_string());
        let query = query.bind(shop_name.to_owned()).bind(language.as_str()).bind(millis(now));
        query.execute(&mut *transaction).await?;
        let query = sql::GRANT_APP_STORE.query().bind(id.to_string()).bind(shop_id);
        let is_new = query.bind(millis(now)).execute(&mut *transaction).await?.rows_affected() == 1;
        if is_new {
            self.commit(transaction).await?;
            return Ok(id);
        }
        // Of two who come at once, one finds the other's.
        drop(transaction);
        self.app_store_account(shop_id).await?.ok_or(Error::NoAccount(id))
    }
}
