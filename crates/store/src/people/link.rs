//! Links that let their holder in once, such as a mailed one.

use std::time::Duration;

use jiff::Timestamp;

use super::AccountId;
use super::edits::found;
use crate::columns::Columns;
use crate::instant::{millis, span};
use crate::sql::links as sql;
use crate::{Error, Store, Token, token};

impl Store {
    /// Makes a link for somebody. The token goes into its address.
    ///
    /// # Errors
    /// [`Error::NoAccount`], if the database fails, or there are no random bytes.
    pub async fn new_link(
        &self,
        id: &AccountId,
        now: Timestamp,
        lasts: Duration,
    ) -> Result<Token, Error> {
        let token = Token::new(self.entropy.as_ref())?;
        let until = millis(now).saturating_add(span(lasts));
        let query = sql::NEW.query().bind(token.hash()).bind(id.to_string()).bind(millis(now));
        found(id, self.run(query.bind(until)).await?)?;
        Ok(token)
    }

    /// Uses a link: whose it is, if it is one, has not run out and was not used before.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn use_link(
        &self,
        token_text: &str,
        now: Timestamp,
    ) -> Result<Option<AccountId>, Error> {
        let hash = token::hash(token_text);
        let mut transaction = self.transaction().await?;
        let query = sql::USE.query().bind(hash.clone()).bind(millis(now));
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Ok(None);
        }
        let row = sql::WHOSE.query().bind(hash).fetch_one(&mut *transaction).await?;
        self.commit(transaction).await?;
        row.parsed("account_id", |text| text.parse().ok()).map(Some)
    }

    /// Forgets the links that ran out by `now`, used or not; how many there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_links(&self, now: Timestamp) -> Result<u64, Error> {
        self.run(sql::SWEEP.query().bind(millis(now))).await
    }
}
