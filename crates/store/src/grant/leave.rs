//! The leave that was given for a connection, and who asks for it to be made fresh.

use std::time::Duration;

use jiff::Timestamp;
use secrecy::SecretString;

use crate::columns::Columns;
use crate::instant::{millis, span};
use crate::seal::Place;
use crate::sql::{connections, grants as sql};
use crate::{ConnectionId, Error, Secrets, Store};

/// The leave to work in an administration. Its access token is the connection's
/// [`Secrets::moneybird_token`].
#[derive(Debug, Clone)]
pub struct Grant {
    /// What a new access token is asked with.
    pub refresh: Option<SecretString>,
    /// When the access token ends, if it does.
    pub expires_at: Option<Timestamp>,
    /// When the tokens were given.
    pub saved_at: Timestamp,
    /// How many times tokens were given: who finds another number than before finds other tokens.
    pub version: i64,
}

/// Nobody takes it for longer than this; who has it for longer has a clock that was set back since.
const LONGEST: Duration = Duration::from_hours(1);

impl Store {
    /// Keeps the tokens that Moneybird gave. The connection has the access token at once. A refresh
    /// token stays if no other is given. Whoever had taken the grant has let go of it.
    ///
    /// # Errors
    /// [`Error::NoConnection`], if the database fails, or there are no random bytes.
    pub async fn save_grant(
        &self,
        id: &ConnectionId,
        access: &SecretString,
        refresh: Option<&SecretString>,
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<(), Error> {
        let (access, refresh) = self.sealed(id, access, refresh)?;
        let mut transaction = self.transaction().await?;
        let query = connections::SAVE_MONEYBIRD_TOKEN.query().bind(id.to_string()).bind(access);
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Err(Error::NoConnection(id.clone()));
        }
        let query = sql::SAVE.query().bind(id.to_string()).bind(refresh);
        let query = query.bind(expires_at.map(millis)).bind(millis(now));
        query.execute(&mut *transaction).await?;
        self.commit(transaction).await
    }

    /// The same, of tokens that were asked for with those of a version; whether that is still the version.
    /// If not, a person gave leave anew meanwhile, and these are worth nothing.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn refresh_grant(
        &self,
        id: &ConnectionId,
        version: i64,
        (access, refresh): (&SecretString, Option<&SecretString>),
        expires_at: Option<Timestamp>,
        now: Timestamp,
    ) -> Result<bool, Error> {
        let (access, refresh) = self.sealed(id, access, refresh)?;
        let mut transaction = self.transaction().await?;
        let query = sql::REFRESH.query().bind(id.to_string()).bind(version).bind(refresh);
        let query = query.bind(expires_at.map(millis)).bind(millis(now));
        if query.execute(&mut *transaction).await?.rows_affected() != 1 {
            return Ok(false);
        }
        let query = connections::SAVE_MONEYBIRD_TOKEN.query().bind(id.to_string()).bind(access);
        query.execute(&mut *transaction).await?;
        self.commit(transaction).await?;
        Ok(true)
    }

    /// Both tokens, each sealed for its place.
    fn sealed(
        &self,
        id: &ConnectionId,
        access: &SecretString,
        refresh: Option<&SecretString>,
    ) -> Result<(String, Option<String>), Error> {
        let entropy = self.entropy.as_ref();
        let access = Secrets::seal_moneybird_token(access, id, &self.key, entropy)?;
        let seal = |secret| self.key.seal(place(id), secret, entropy);
        Ok((access, refresh.map(seal).transpose()?))
    }

    /// The grant of a connection, if it has one: one with a token of a person's own has none.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if another key sealed it, [`Error::Damaged`] if somebody changed or moved
    /// it, or if the database fails.
    pub async fn grant(&self, id: &ConnectionId) -> Result<Option<Grant>, Error> {
        let Some(row) = self.find(sql::ONE.query().bind(id.as_str())).await? else {
            return Ok(None);
        };
        let open = |sealed: String| self.key.open(place(id), &sealed);
        Ok(Some(Grant {
            refresh: row.text_if_any("refresh")?.map(open).transpose()?,
            expires_at: row.instant_if_any("expires_at")?,
            saved_at: row.instant("saved_at")?,
            version: row.whole("version")?,
        }))
    }

    /// Takes the right to ask for new tokens from `now` until `until`, at most an hour later; whether
    /// nobody else has it. [`Store::save_grant`] gives it back. Who gets it reads the grant after
    /// that, since the one before may have saved other tokens.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn take_refresh(
        &self,
        id: &ConnectionId,
        owner: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<bool, Error> {
        let query = sql::TAKE.query().bind(id.to_string()).bind(owner.to_owned());
        let query = query.bind(millis(now)).bind(millis(until));
        let query = query.bind(millis(now).saturating_add(span(LONGEST)));
        Ok(self.run(query).await? == 1)
    }

    /// Forgets a grant; whether there was one. The access token stays with the connection, which may
    /// have another one by now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn drop_grant(&self, id: &ConnectionId) -> Result<bool, Error> {
        Ok(self.run(sql::DROP.query().bind(id.to_string())).await? == 1)
    }
}

pub(crate) fn place(id: &ConnectionId) -> Place<'_> {
    Place { table: "grants", column: "refresh", row: id.as_str() }
}
