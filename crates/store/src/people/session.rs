//! Sessions: who is in.

use std::time::Duration;

use jiff::Timestamp;

use super::AccountId;
use super::edits::found;
use crate::columns::Columns;
use crate::instant::{millis, span};
use crate::sql::sessions as sql;
use crate::{Error, Store, Token, token};

/// How often a session is extended at most: not every page that is looked at needs a write.
const STRIDE: Duration = Duration::from_hours(1);

/// Somebody is in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// Who.
    pub account: AccountId,
    /// Since when.
    pub made_at: Timestamp,
    /// Until when, if they do nothing more.
    pub expires_at: Timestamp,
}

impl Store {
    /// Lets somebody in for a while. The token goes into their cookie.
    ///
    /// # Errors
    /// [`Error::NoAccount`], if the database fails, or there are no random bytes.
    pub async fn open_session(
        &self,
        id: &AccountId,
        now: Timestamp,
        lasts: Duration,
    ) -> Result<Token, Error> {
        let token = Token::new(self.entropy.as_ref())?;
        let query = sql::OPEN.query().bind(token.hash()).bind(id.to_string()).bind(millis(now));
        found(id, self.run(query.bind(later(now, lasts))).await?)?;
        Ok(token)
    }

    /// The session of a token, if it is still open at `now`. `token_text` may be anything.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn session(
        &self,
        token_text: &str,
        now: Timestamp,
    ) -> Result<Option<Session>, Error> {
        let query = sql::ONE.query().bind(token::hash(token_text)).bind(millis(now));
        let Some(row) = self.find(query).await? else { return Ok(None) };
        Ok(Some(Session {
            account: row.parsed("account_id", |text| text.parse().ok())?,
            made_at: row.instant("made_at")?,
            expires_at: row.instant("expires_at")?,
        }))
    }

    /// The session of a token, extended: it now lasts for `lasts` from `now`, but never for more than
    /// `longest` in all. That is written at most once an hour.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn extended_session(
        &self,
        token_text: &str,
        now: Timestamp,
        lasts: Duration,
        longest: Duration,
    ) -> Result<Option<Session>, Error> {
        let Some(session) = self.session(token_text, now).await? else { return Ok(None) };
        let until = later(now, lasts).min(later(session.made_at, longest));
        if until <= millis(session.expires_at) {
            return Ok(Some(session));
        }
        let query = sql::EXTEND.query().bind(token::hash(token_text)).bind(millis(now));
        let query = query.bind(until).bind(millis(now).saturating_sub(span(STRIDE)));
        // Zero rows: it was extended within the hour, or closed meanwhile.
        self.run(query).await?;
        self.session(token_text, now).await
    }

    /// Ends a session; whether there was one.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn close_session(&self, token_text: &str) -> Result<bool, Error> {
        Ok(self.run(sql::CLOSE.query().bind(token::hash(token_text))).await? == 1)
    }

    /// Ends all sessions of somebody; how many there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn close_sessions_of(&self, id: &AccountId) -> Result<u64, Error> {
        self.run(sql::CLOSE_ALL.query().bind(id.to_string())).await
    }

    /// Forgets the sessions that are over at `now`; how many there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn sweep_sessions(&self, now: Timestamp) -> Result<u64, Error> {
        self.run(sql::SWEEP.query().bind(millis(now))).await
    }
}

/// The millisecond that is `lasts` after `now`.
fn later(now: Timestamp, lasts: Duration) -> i64 {
    millis(now).saturating_add(span(lasts))
}
