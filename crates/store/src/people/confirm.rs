//! Whether mail to an address reaches who gave it: a link that is mailed there, and followed once.

use std::time::Duration;

use jiff::Timestamp;
use sqlx::any::AnyRow;

use super::AccountId;
use super::account::Language;
use crate::columns::Columns;
use crate::instant::{millis, span};
use crate::sql::accounts as sql;
use crate::{Error, Store, Token, id, token};

/// An address that is to be confirmed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unconfirmed {
    /// Whose.
    pub account: AccountId,
    /// As they wrote it.
    pub email: String,
    /// The language of the letter.
    pub language: Language,
}

/// The letter that is to be sent by whoever holds this.
#[derive(Debug)]
pub struct Confirmation {
    /// Our name for it.
    pub id: String,
    /// For the address of the link in it. Nothing but its hash is kept.
    pub token: Token,
}

impl Store {
    /// Wants an address to be confirmed by another letter, which takes the place of those of before. Whether there
    /// is one that is not confirmed.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn ask_confirmation(&self, id: &AccountId) -> Result<bool, Error> {
        Ok(self.run(sql::ASK_CONFIRMATION.query().bind(id.to_string())).await? == 1)
    }

    /// Addresses to which the letter is to be sent now, at most so many; the longest due first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn to_be_confirmed(
        &self,
        now: Timestamp,
        limit: u32,
    ) -> Result<Vec<Unconfirmed>, Error> {
        let query = sql::TO_CONFIRM.query().bind(millis(now)).bind(i64::from(limit));
        let read = |row: &AnyRow| {
            Ok(Unconfirmed {
                account: row.parsed("id", |text| text.parse().ok())?,
                email: row.text("email")?,
                language: row.parsed("language", Language::parse)?,
            })
        };
        self.all(query).await?.iter().map(read).collect()
    }

    /// Takes the letter to an address, once: nobody else sends it then, and only its link works. It does for so
    /// long, from the first try on. Nothing if somebody was faster, or it is not wanted any more.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn take_confirmation(
        &self,
        to: &Unconfirmed,
        now: Timestamp,
        lasts: Duration,
    ) -> Result<Option<Confirmation>, Error> {
        let (token, id) =
            (Token::new(self.entropy.as_ref())?, id::made(now, self.entropy.as_ref())?);
        let query = sql::TAKE_CONFIRMATION.query().bind(to.account.to_string());
        let query = query.bind(to.email.clone()).bind(token.hash());
        let query = query.bind(millis(now).saturating_add(span(lasts))).bind(millis(now));
        Ok((self.run(query).await? == 1).then_some(Confirmation { id, token }))
    }

    /// The letter was not taken: another is to be sent then, unless there is one already. Its link stops working.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn put_off_confirmation(
        &self,
        own: &Confirmation,
        due: Timestamp,
    ) -> Result<(), Error> {
        let query = sql::PUT_OFF_CONFIRMATION.query().bind(own.token.hash()).bind(millis(due));
        self.run(query).await?;
        Ok(())
    }

    /// Confirms an address by the token of the newest letter to it: whose it is. Once, and in time.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn confirm_address(
        &self,
        token_text: &str,
        now: Timestamp,
    ) -> Result<Option<AccountId>, Error> {
        let hash = token::hash(token_text);
        let mut transaction = self.transaction().await?;
        let query = sql::WHOSE_CONFIRMATION.query().bind(hash.clone());
        let Some(row) = query.fetch_optional(&mut *transaction).await? else { return Ok(None) };
        let query = sql::CONFIRM.query().bind(hash).bind(millis(now));
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Ok(None);
        }
        self.commit(transaction).await?;
        row.parsed("id", |text| text.parse().ok()).map(Some)
    }
}
