//! Members: who sees some shops may choose a password to come back by.

use secrecy::SecretString;

use super::AccountId;
use super::account::lower;
use super::edits::{found, taken};
use super::operator::place;
use crate::columns::Columns;
use crate::sql::{accounts as sql, sessions};
use crate::{Error, Store};

/// How somebody can come back after they signed out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WayBack {
    /// Whether they have chosen a password.
    pub has_password: bool,
    /// Whether they have an app with changing numbers.
    pub has_totp: bool,
}

/// What a member comes in with from now on.
#[derive(Debug, Clone, Copy)]
pub struct MemberLogin<'a> {
    /// Their address.
    pub email: &'a str,
    /// The hash of their password (PHC string).
    pub password_hash: &'a str,
    /// Their changing numbers.
    pub numbers: Numbers<'a>,
}

/// The changing numbers of a member, who may do without.
#[derive(Debug, Clone, Copy)]
pub enum Numbers<'a> {
    /// As they were.
    Kept,
    /// None any more.
    Without,
    /// From this secret, of which the number of this step has been used.
    New(&'a SecretString, i64),
}

impl Store {
    /// How somebody can come back.
    ///
    /// # Errors
    /// [`Error::NoAccount`], or if the database fails.
    pub async fn way_back(&self, id: &AccountId) -> Result<WayBack, Error> {
        let Some(row) = self.find(sql::WAY_BACK.query().bind(id.as_str())).await? else {
            return Err(Error::NoAccount(id.clone()));
        };
        Ok(WayBack {
            has_password: row.text_if_any("password_hash")?.is_some_and(|own| !own.is_empty()),
            has_totp: row.text_if_any("totp")?.is_some(),
        })
    }

    /// Sets what a member comes in with. All their sessions are closed: somebody else may have been in.
    /// An address of a member who sees no shop any more is free: whoever lost their password is invited
    /// anew, and is who they were.
    ///
    /// # Errors
    /// [`Error::EmailTaken`] if another account has the address, [`Error::NoAccount`] if there is no such
    /// member, if the database fails, or there are no random bytes.
    pub async fn set_member_login(
        &self,
        id: &AccountId,
        login: MemberLogin<'_>,
    ) -> Result<(), Error> {
        let numbers = match login.numbers {
            Numbers::Kept => None,
            Numbers::Without => Some((None, 0)),
            Numbers::New(secret, step) => {
                Some((Some(self.key.seal(place(id), secret, self.entropy.as_ref())?), step))
            }
        };
        let mut transaction = self.transaction().await?;
        // Zero rows: nobody has it, or somebody who keeps it.
        let query = sql::FREE_ADDRESS.query().bind(lower(login.email)).bind(id.to_string());
        query.execute(&mut *transaction).await?;
        let query = sql::SET_MEMBER_LOGIN.query().bind(id.to_string());
        let query = query.bind(login.email.trim().to_owned()).bind(lower(login.email));
        let query = query.bind(login.password_hash.to_owned());
        let done = query.execute(&mut *transaction).await.map_err(taken)?;
        found(id, done.rows_affected())?;
        if let Some((sealed, step)) = numbers {
            let query = sql::SET_MEMBER_TOTP.query().bind(id.to_string()).bind(sealed).bind(step);
            found(id, query.execute(&mut *transaction).await?.rows_affected())?;
        }
        // Zero rows: nobody is in.
        let query = sessions::CLOSE_ALL.query().bind(id.to_string());
        query.execute(&mut *transaction).await?;
        self.commit(transaction).await
    }

    /// Takes a member's address and password away; whether they had an address. Who is in stays in, and
    /// may choose others.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take_address(&self, id: &AccountId) -> Result<bool, Error> {
        Ok(self.run(sql::FORGET_LOGIN.query().bind(id.to_string())).await? == 1)
    }

    /// The same, and whoever is in is out.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_login(&self, id: &AccountId) -> Result<bool, Error> {
        let mut transaction = self.transaction().await?;
        let query = sql::FORGET_LOGIN.query().bind(id.to_string());
        let had_one = query.execute(&mut *transaction).await?.rows_affected() == 1;
        // Zero rows: nobody is in.
        let query = sessions::CLOSE_ALL.query().bind(id.to_string());
        query.execute(&mut *transaction).await?;
        self.commit(transaction).await?;
        Ok(had_one)
    }
}
