//! Finding installs.

use secrecy::SecretString;

use super::record::place;
use super::{Install, InstallId};
use crate::columns::Columns;
use crate::sql::installs as sql;
use crate::{Error, Store};

impl Store {
    /// The install with a public key.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn install_by_key(
        &self,
        api_public: &SecretString,
    ) -> Result<Option<Install>, Error> {
        let query = sql::OF_KEY.query().bind(self.key.install_name(api_public));
        self.find(query).await?.as_ref().map(Install::read).transpose()
    }

    /// One install.
    ///
    /// # Errors
    /// [`Error::NoInstall`] if there is none of that id, or if the database fails.
    pub async fn install(&self, id: &InstallId) -> Result<Install, Error> {
        match self.find(sql::ONE.query().bind(id.as_str())).await? {
            Some(row) => Install::read(&row),
            None => Err(Error::NoInstall(id.clone())),
        }
    }

    /// The public and the secret key of an install.
    ///
    /// # Errors
    /// [`Error::NoInstall`] if there is none of that id or it is gone, [`Error::WrongKey`] if another
    /// key sealed them, [`Error::Damaged`] if somebody changed or moved them, or if the database
    /// fails.
    pub async fn install_secrets(
        &self,
        id: &InstallId,
    ) -> Result<(SecretString, SecretString), Error> {
        let Some(row) = self.find(sql::SECRETS.query().bind(id.as_str())).await? else {
            return Err(Error::NoInstall(id.clone()));
        };
        let open = |column| self.key.open(place(id, column), &row.text(column)?);
        Ok((open("shop_key")?, open("shop_secret")?))
    }

    /// The install with which a shop was last dealt with, finished or not.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn newest_install_of(&self, shop_id: i64) -> Result<Option<Install>, Error> {
        let query = sql::NEWEST.query().bind(shop_id);
        self.find(query).await?.as_ref().map(Install::read).transpose()
    }

    /// The install that a shop had last, even if it is gone.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn last_install_of(&self, shop_id: i64) -> Result<Option<Install>, Error> {
        let query = sql::LAST.query().bind(shop_id);
        self.find(query).await?.as_ref().map(Install::read).transpose()
    }

    /// The install by which a shop has us now, the last one if there are more.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn installed_of_shop(&self, shop_id: i64) -> Result<Option<Install>, Error> {
        let query = sql::INSTALLED.query().bind(shop_id);
        self.find(query).await?.as_ref().map(Install::read).transpose()
    }
}
