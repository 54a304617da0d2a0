//! Making and changing connections. None of this needs a lease: it is what people decide, or what
//! holds whoever says it.

use jiff::Timestamp;
use secrecy::SecretString;

use super::secrets::Mark;
use super::{ConnectionId, NewConnection, Secrets};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::{connections as sql, grants};
use crate::statement::Query;
use crate::subscription::{installed, uninstalled};
use crate::{Error, Store};

impl Store {
    /// Makes a connection, due at once. If the shop is connected to this administration already,
    /// its names, address, secrets and, where given, settings are replaced; the id and the orders
    /// stay, and it is active and due again.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn save_connection(
        &self,
        new: &NewConnection,
        now: Timestamp,
    ) -> Result<ConnectionId, Error> {
        let id = ConnectionId::new(now, self.entropy.as_ref())?;
        let mut transaction = self.transaction().await?;
        if self.insert(&id, new, now)?.execute(&mut *transaction).await?.rows_affected() == 1 {
            installed(&id, now).execute(&mut *transaction).await?;
            self.commit(transaction).await?;
            return Ok(id);
        }
        let query = sql::ID_OF_PAIR.query().bind(new.shop_id);
        let query = query.bind(new.administration_id.clone());
        let row = query.fetch_one(&mut *transaction).await?;
        let id: ConnectionId = row.parsed("id", |text| text.parse().ok())?;
        let query = self.renew(&id, new, now)?;
        let hit = query.execute(&mut *transaction).await?.rows_affected();
        found(&id, hit)?;
        installed(&id, now).execute(&mut *transaction).await?;
        // It has another token now than the one that the grant makes fresh.
        grants::DROP.query().bind(id.to_string()).execute(&mut *transaction).await?;
        self.commit(transaction).await?;
        Ok(id)
    }

    /// Replaces what a shop is reached by, and leaves the administration's side alone: it was installed
    /// again, or has another address. The connection takes part again, and is due.
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn save_shop_keys(
        &self,
        id: &ConnectionId,
        (name, url): (&str, &str),
        (key, secret): (&SecretString, &SecretString),
        now: Timestamp,
    ) -> Result<(), Error> {
        let entropy = self.entropy.as_ref();
        let (key, secret) = Secrets::seal_shop_keys((key, secret), id, &self.key, entropy)?;
        let query = sql::SHOP_KEYS.query().bind(id.to_string()).bind(name.to_owned());
        let query = query.bind(url.to_owned()).bind(key).bind(secret).bind(millis(now));
        let mut transaction = self.transaction().await?;
        found(id, query.execute(&mut *transaction).await?.rows_affected())?;
        installed(id, now).execute(&mut *transaction).await?;
        self.commit(transaction).await
    }

    /// Replaces the settings (TOML, unread here).
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn save_settings(&self, id: &ConnectionId, settings: &str) -> Result<(), Error> {
        let query = sql::SAVE_SETTINGS.query().bind(id.to_string());
        found(id, self.run(query.bind(settings.to_owned())).await?)
    }

    /// Takes a connection out until [`Store::mark_active`] or a new [`Store::save_connection`].
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn mark_broken(
        &self,
        id: &ConnectionId,
        code: &str,
        message: &str,
    ) -> Result<(), Error> {
        let query = sql::MARK_BROKEN.query().bind(id.to_string());
        let query = query.bind(code.to_owned()).bind(message.to_owned());
        found(id, self.run(query).await?)
    }

    /// The same, for secrets that were found wanting; whether they are still those that it has. Whoever gave
    /// others meanwhile is not to be stopped by what was wrong with the ones before.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn mark_broken_by(
        &self,
        id: &ConnectionId,
        mark: &Mark,
        code: &str,
        message: &str,
    ) -> Result<bool, Error> {
        let query = sql::MARK_BROKEN_BY.query().bind(id.to_string());
        let query = query.bind(code.to_owned()).bind(message.to_owned());
        let query = query.bind(mark.shop_secret.clone()).bind(mark.moneybird_token.clone());
        Ok(self.run(query).await? == 1)
    }

    /// Forgets the keys of a shop, which took them back, and takes its connection out.
    ///
    /// # Errors
    /// [`Error::NoConnection`], if the database fails, or there are no random bytes.
    pub async fn forget_shop_keys(
        &self,
        id: &ConnectionId,
        (code, message): (&str, &str),
        now: Timestamp,
    ) -> Result<(), Error> {
        let (none, entropy) = (SecretString::default(), self.entropy.as_ref());
        let (key, secret) = Secrets::seal_shop_keys((&none, &none), id, &self.key, entropy)?;
        let query = sql::FORGET_SHOP_KEYS.query().bind(id.to_string()).bind(key).bind(secret);
        let query = query.bind(code.to_owned()).bind(message.to_owned());
        let mut transaction = self.transaction().await?;
        found(id, query.execute(&mut *transaction).await?.rows_affected())?;
        uninstalled(id, now).execute(&mut *transaction).await?;
        self.commit(transaction).await
    }

    /// Gives a connection another token of Moneybird, and lets it take part again, due now. A grant that
    /// there was is forgotten: its tokens are not this one.
    ///
    /// # Errors
    /// [`Error::NoConnection`], if the database fails, or there are no random bytes.
    pub async fn renew_token(
        &self,
        id: &ConnectionId,
        token: &SecretString,
        now: Timestamp,
    ) -> Result<(), Error> {
        let entropy = self.entropy.as_ref();
        let sealed = Secrets::seal_moneybird_token(token, id, &self.key, entropy)?;
        let mut transaction = self.transaction().await?;
        let query = sql::RENEW_TOKEN.query().bind(id.to_string()).bind(sealed).bind(millis(now));
        let hit = query.execute(&mut *transaction).await?.rows_affected();
        found(id, hit)?;
        grants::DROP.query().bind(id.to_string()).execute(&mut *transaction).await?;
        self.commit(transaction).await
    }

    /// Lets a connection take part again.
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn mark_active(&self, id: &ConnectionId) -> Result<(), Error> {
        found(id, self.run(sql::MARK_ACTIVE.query().bind(id.to_string())).await?)
    }

    /// Makes a connection due now. Said while somebody works on it, it is due again as soon as
    /// they are done, so that nothing which happened since they looked is missed.
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn look_now(&self, id: &ConnectionId, now: Timestamp) -> Result<(), Error> {
        let query = sql::LOOK_NOW.query().bind(id.to_string()).bind(millis(now));
        found(id, self.run(query).await?)
    }

    fn insert(
        &self,
        id: &ConnectionId,
        new: &NewConnection,
        now: Timestamp,
    ) -> Result<Query, Error> {
        let sealed = new.secrets.seal(id, &self.key, self.entropy.as_ref())?;
        Ok(sql::INSERT
            .query()
            .bind(id.to_string())
            .bind(new.shop_id)
            .bind(new.shop_name.clone())
            .bind(new.shop_url.clone())
            .bind(new.administration_id.clone())
            .bind(new.administration_name.clone())
            .bind(new.settings.clone())
            .bind(millis(now))
            .bind(sealed.shop_key)
            .bind(sealed.shop_secret)
            .bind(sealed.moneybird_token))
    }

    fn renew(
        &self,
        id: &ConnectionId,
        new: &NewConnection,
        now: Timestamp,
    ) -> Result<Query, Error> {
        let sealed = new.secrets.seal(id, &self.key, self.entropy.as_ref())?;
        Ok(sql::RENEW
            .query()
            .bind(id.to_string())
            .bind(new.shop_name.clone())
            .bind(new.shop_url.clone())
            .bind(new.administration_name.clone())
            .bind(new.settings.clone())
            .bind(millis(now))
            .bind(sealed.shop_key)
            .bind(sealed.shop_secret)
            .bind(sealed.moneybird_token))
    }
}

/// Whether the one row that was meant was there.
fn found(id: &ConnectionId, hit: u64) -> Result<(), Error> {
    match hit {
        1 => Ok(()),
        _ => Err(Error::NoConnection(id.clone())),
    }
}
