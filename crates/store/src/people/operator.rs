//! Operators: a password, and a number that changes every half minute (TOTP, RFC 6238).

use jiff::Timestamp;
use secrecy::SecretString;

use super::account::lower;
use super::edits::found;
use super::{AccountId, AccountKind, Language};
use crate::columns::Columns;
use crate::instant::millis;
use crate::seal::Place;
use crate::sql::{accounts as sql, sessions};
use crate::{Error, Store};

/// What somebody comes in with.
#[derive(Debug, Clone)]
pub struct Login {
    /// Who it is.
    pub account: AccountId,
    /// Whether they look after the service, or see shops of theirs.
    pub kind: AccountKind,
    /// The hash of their password (PHC string); empty while they have chosen none.
    pub password_hash: String,
    /// The secret from which their changing numbers are made, if they have chosen one.
    pub totp: Option<SecretString>,
}

impl Store {
    /// Makes an operator, called by their address, or gives one another password. With another
    /// password all their sessions are closed: somebody else may have known the one of before.
    /// `password_hash` says itself how it was made (PHC string).
    ///
    /// # Errors
    /// [`Error::EmailTaken`] if a shopkeeper has the address, if the database fails, or there are no
    /// random bytes.
    pub async fn save_operator(
        &self,
        email: &str,
        password_hash: &str,
        now: Timestamp,
    ) -> Result<AccountId, Error> {
        let id = AccountId::new(now, self.entropy.as_ref())?;
        let query = sql::SAVE_OPERATOR.query().bind(id.to_string());
        let query = query.bind(email.trim()).bind(lower(email)).bind(Language::Nl.as_str());
        let mut transaction = self.transaction().await?;
        let query = query.bind(password_hash).bind(millis(now));
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Err(Error::EmailTaken);
        }
        let query = sql::OF_EMAIL.query().bind(lower(email));
        let row = query.fetch_one(&mut *transaction).await?;
        let id: AccountId = row.parsed("id", |text| text.parse().ok())?;
        // Zero rows: nobody is in.
        let query = sessions::CLOSE_ALL.query().bind(id.to_string());
        query.execute(&mut *transaction).await?;
        self.commit(transaction).await?;
        Ok(id)
    }

    /// What the operator or member with an e-mail address comes in with, if they chose anything. All of it is read at once, so that who
    /// asks takes as long for an address that nobody has.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if another key sealed the secret, [`Error::Damaged`] if somebody changed or
    /// moved it, or if the database fails.
    pub async fn login_of(&self, email: &str) -> Result<Option<Login>, Error> {
        let row = self.find(sql::LOGIN.query().bind(lower(email))).await?;
        let Some(row) = row else { return Ok(None) };
        let account: AccountId = row.parsed("id", |text| text.parse().ok())?;
        let sealed = row.text_if_any("totp")?;
        let open = |sealed: String| self.key.open(place(&account), &sealed);
        let totp = sealed.map(open).transpose()?;
        let kind = row.parsed("kind", AccountKind::parse)?;
        Ok(Some(Login { password_hash: row.text("password_hash")?, totp, account, kind }))
    }

    /// Sets what an operator comes in with: a password, and a secret from which their changing numbers
    /// are made, of which the number of `step` has been used. All their sessions are closed: somebody
    /// else may have been in.
    ///
    /// # Errors
    /// [`Error::NoAccount`] if there is no such operator, if the database fails, or there are no random
    /// bytes.
    pub async fn set_login(
        &self,
        id: &AccountId,
        password_hash: &str,
        totp: &SecretString,
        step: i64,
    ) -> Result<(), Error> {
        let sealed = self.key.seal(place(id), totp, self.entropy.as_ref())?;
        let query = sql::SET_LOGIN.query().bind(id.to_string()).bind(password_hash.to_owned());
        let query = query.bind(sealed).bind(step);
        let mut transaction = self.transaction().await?;
        found(id, query.execute(&mut *transaction).await?.rows_affected())?;
        // Zero rows: nobody is in.
        let query = sessions::CLOSE_ALL.query().bind(id.to_string());
        query.execute(&mut *transaction).await?;
        self.commit(transaction).await
    }

    /// The secret from which somebody's changing numbers are made, if they have one, and the last
    /// step that was used.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if another key sealed it, [`Error::Damaged`] if somebody changed or moved
    /// it, [`Error::NoAccount`], or if the database fails.
    pub async fn totp_of(&self, id: &AccountId) -> Result<Option<(SecretString, i64)>, Error> {
        let Some(row) = self.find(sql::TOTP.query().bind(id.as_str())).await? else {
            return Err(Error::NoAccount(id.clone()));
        };
        let Some(sealed) = row.text_if_any("totp")? else { return Ok(None) };
        Ok(Some((self.key.open(place(id), &sealed)?, row.whole("totp_step")?)))
    }

    /// Uses the number of a step. False if that step or a later one was used before, so that who
    /// looked over somebody's shoulder gets in with nothing.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn use_totp_step(&self, id: &AccountId, step: i64) -> Result<bool, Error> {
        let query = sql::USE_TOTP_STEP.query().bind(id.to_string()).bind(step);
        Ok(self.run(query).await? == 1)
    }
}

pub(super) fn place(id: &AccountId) -> Place<'_> {
    Place { table: "accounts", column: "totp", row: id.as_str() }
}
