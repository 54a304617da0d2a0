//! The way of an install: handed over, opened, installed, gone.

use jiff::Timestamp;
use secrecy::SecretString;

use super::record::place;
use super::{Install, InstallId};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::installs as sql;
use crate::statement::{Query, Statement};
use crate::{Error, Store};

impl Store {
    /// Keeps what a handshake handed over. A public key that is known gets the new secret and
    /// addresses; its install begins anew, unless it is installed, which it stays.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn save_install(
        &self,
        api_public: &SecretString,
        api_secret: &SecretString,
        root: &str,
        return_url: &str,
        now: Timestamp,
    ) -> Result<InstallId, Error> {
        let filled = |statement: Statement, id: &InstallId| -> Result<Query, Error> {
            let seal =
                |column, secret| self.key.seal(place(id, column), secret, self.entropy.as_ref());
            let query = statement.query().bind(id.to_string()).bind(root).bind(return_url);
            let query = query.bind(seal("shop_key", api_public)?);
            Ok(query.bind(seal("shop_secret", api_secret)?).bind(millis(now)))
        };
        let name = self.key.install_name(api_public);
        let id = InstallId::new(now, self.entropy.as_ref())?;
        let mut transaction = self.transaction().await?;
        let query = filled(sql::NEW, &id)?.bind(name.clone());
        if query.execute(&mut *transaction).await?.rows_affected() == 1 {
            self.commit(transaction).await?;
            return Ok(id);
        }
        let row = sql::OF_KEY.query().bind(name).fetch_one(&mut *transaction).await?;
        let id = Install::read(&row)?.id;
        filled(sql::AGAIN, &id)?.execute(&mut *transaction).await?;
        self.commit(transaction).await?;
        Ok(id)
    }

    /// The shopkeeper has come, and the shop said which one it is. What is installed stays so.
    ///
    /// # Errors
    /// [`Error::Conflict`] if it is gone, [`Error::NoInstall`], or if the database fails.
    pub async fn open_install(
        &self,
        id: &InstallId,
        shop_id: i64,
        app_id: i64,
        now: Timestamp,
    ) -> Result<(), Error> {
        let query = sql::OPEN.query().bind(id.to_string()).bind(shop_id).bind(app_id);
        match self.run(query.bind(millis(now))).await? {
            1 => Ok(()),
            _ => Err(self.elsewhere(id, "pending, open or installed").await),
        }
    }

    /// The App Store was told that it is installed. All other installs of the shop are gone: a shop
    /// that installs us again gives new keys.
    ///
    /// # Errors
    /// [`Error::Conflict`] if it is pending or gone, [`Error::NoInstall`], or if the database fails.
    pub async fn finish_install(&self, id: &InstallId, now: Timestamp) -> Result<(), Error> {
        let mut transaction = self.transaction().await?;
        let query = sql::FINISH.query().bind(id.to_string()).bind(millis(now));
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            // First, because a database in memory has one connection.
            drop(transaction);
            return Err(self.elsewhere(id, "open or installed").await);
        }
        let row = sql::ONE.query().bind(id.to_string()).fetch_one(&mut *transaction).await?;
        let shop = row.whole_if_any("shop_id")?;
        // Zero rows: it is the first.
        let others = sql::END_OTHERS.query().bind(id.to_string()).bind(millis(now)).bind(shop);
        others.execute(&mut *transaction).await?;
        self.commit(transaction).await
    }

    /// The shop took us away; the keys are forgotten. What is gone already is no error.
    ///
    /// # Errors
    /// [`Error::NoInstall`], or if the database fails.
    pub async fn end_install(&self, id: &InstallId, now: Timestamp) -> Result<(), Error> {
        let query = sql::END.query().bind(id.to_string()).bind(millis(now));
        match self.run(query).await? {
            1 => Ok(()),
            _ => self.install(id).await.map(|_| ()),
        }
    }

    /// Forgets the installs that nobody finished and that last changed before an instant; how many
    /// there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_abandoned_installs(&self, before: Timestamp) -> Result<u64, Error> {
        self.run(sql::FORGET_ABANDONED.query().bind(millis(before))).await
    }

    /// Why a change hit no row.
    async fn elsewhere(&self, id: &InstallId, expected: &str) -> Error {
        match self.install(id).await {
            Ok(install) => Error::Conflict {
                what: format!("install {id}"),
                expected: expected.to_owned(),
                found: install.state.to_string(),
            },
            Err(error) => error,
        }
    }
}
