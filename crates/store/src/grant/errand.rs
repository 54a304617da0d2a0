//! Errands: somebody was sent to Moneybird to give us leave, and is to come back.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::columns::Columns;
use crate::instant::{millis, span};
use crate::seal::Place;
use crate::sql::errands as sql;
use crate::{AccountId, Error, Store, Token, token};

impl Store {
    /// Sends somebody on an errand for a shop. The token is the `state` that they bring back, the
    /// verifier what proves that it was us who sent them (PKCE, RFC 7636).
    ///
    /// # Errors
    /// [`Error::NoAccount`], if the database fails, or there are no random bytes.
    pub async fn new_errand(
        &self,
        id: &AccountId,
        shop_id: i64,
        verifier: &SecretString,
        now: Timestamp,
        lasts: Duration,
    ) -> Result<Token, Error> {
        let token = Token::new(self.entropy.as_ref())?;
        let hash = token.hash();
        let sealed = self.key.seal(place(&hash), verifier, self.entropy.as_ref())?;
        let until = millis(now).saturating_add(span(lasts));
        let query = sql::NEW.query().bind(hash).bind(id.to_string()).bind(shop_id);
        match self.run(query.bind(sealed).bind(millis(now)).bind(until)).await? {
            1 => Ok(token),
            _ => Err(Error::NoAccount(id.clone())),
        }
    }

    /// Ends an errand: for which shop it was, and its verifier. Nothing if there is no such errand,
    /// it was somebody else's, it ran out by `now` or was ended before.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if another key sealed it, [`Error::Damaged`] if somebody changed or moved
    /// it, or if the database fails.
    pub async fn use_errand(
        &self,
        state: &str,
        id: &AccountId,
        now: Timestamp,
    ) -> Result<Option<(i64, SecretString)>, Error> {
        let hash = token::hash(state);
        let filled = |query: crate::statement::Query| {
            query.bind(hash.clone()).bind(id.to_string()).bind(millis(now))
        };
        let mut transaction = self.transaction().await?;
        let row = filled(sql::ONE.query()).fetch_optional(&mut *transaction).await?;
        let Some(row) = row else { return Ok(None) };
        // Of two who come back at once, one finds it gone.
        let ended = filled(sql::END.query()).execute(&mut *transaction).await?;
        if ended.rows_affected() != 1 {
            return Ok(None);
        }
        self.commit(transaction).await?;
        let verifier = self.key.open(place(&hash), &row.text("verifier")?)?;
        Ok(Some((row.whole("shop_id")?, verifier)))
    }

    /// Forgets the errands that ran out by `now`; how many there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_errands(&self, now: Timestamp) -> Result<u64, Error> {
        self.run(sql::SWEEP.query().bind(millis(now))).await
    }
}

fn place(hash: &str) -> Place<'_> {
    Place { table: "errands", column: "verifier", row: hash }
}
