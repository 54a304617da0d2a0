//! Making accounts, and changing what they say of themselves.

use jiff::Timestamp;
use sqlx::error::ErrorKind;

use super::account::lower;
use super::{AccountId, Language};
use crate::instant::millis;
use crate::sql::accounts as sql;
use crate::{Error, Store};

impl Store {
    /// Makes an account for a shopkeeper, who sees no shop yet.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn new_shopkeeper(
        &self,
        name: &str,
        language: Language,
        now: Timestamp,
    ) -> Result<AccountId, Error> {
        let id = AccountId::new(now, self.entropy.as_ref())?;
        let query = sql::NEW_SHOPKEEPER.query().bind(id.to_string()).bind(name.to_owned());
        self.run(query.bind(language.as_str()).bind(millis(now))).await?;
        Ok(id)
    }

    /// Where somebody gets mail, without white space around it: said by whoever runs the installation, so that it
    /// is taken to be confirmed.
    ///
    /// # Errors
    /// [`Error::EmailTaken`] if another account has the address, [`Error::NoAccount`], or if the
    /// database fails.
    pub async fn set_email(&self, id: &AccountId, email: &str) -> Result<(), Error> {
        let query = sql::SET_EMAIL.query().bind(id.to_string());
        let query = query.bind(email.trim().to_owned()).bind(lower(email));
        let mut transaction = self.transaction().await?;
        let done = query.execute(&mut *transaction).await.map_err(taken)?;
        found(id, done.rows_affected())?;
        self.commit(transaction).await
    }

    /// The language of somebody's pages and mail.
    ///
    /// # Errors
    /// [`Error::NoAccount`], or if the database fails.
    pub async fn set_language(&self, id: &AccountId, language: Language) -> Result<(), Error> {
        let query = sql::SET_LANGUAGE.query().bind(id.to_string()).bind(language.as_str());
        found(id, self.run(query).await?)
    }

    /// What somebody is called.
    ///
    /// # Errors
    /// [`Error::NoAccount`], or if the database fails.
    pub async fn rename_account(&self, id: &AccountId, name: &str) -> Result<(), Error> {
        let query = sql::RENAME.query().bind(id.to_string()).bind(name.to_owned());
        found(id, self.run(query).await?)
    }
}

/// Why an address could not be kept.
pub(super) fn taken(error: sqlx::Error) -> Error {
    match &error {
        sqlx::Error::Database(answer) if answer.kind() == ErrorKind::UniqueViolation => {
            Error::EmailTaken
        }
        _ => error.into(),
    }
}

/// Whether the one row that was meant was there.
pub(super) fn found(id: &AccountId, hit: u64) -> Result<(), Error> {
    match hit {
        1 => Ok(()),
        _ => Err(Error::NoAccount(id.clone())),
    }
}
