//! Making addresses, finding them, and what the other side says of them.

use jiff::Timestamp;
use secrecy::SecretString;

use super::{Hook, HookSide};
use crate::columns::Columns;
use crate::instant::millis;
use crate::seal::Place;
use crate::sql::hooks as sql;
use crate::{ConnectionId, Error, Store, Token, token};

impl Store {
    /// Makes an address for an event; the token is the part of it that nobody can guess. It takes
    /// the place of the one for the same event, of which the other side knows nothing yet.
    ///
    /// # Errors
    /// [`Error::NoConnection`], if the database fails, or there are no random bytes.
    pub async fn new_hook(
        &self,
        id: &ConnectionId,
        side: HookSide,
        event: &str,
        now: Timestamp,
    ) -> Result<Token, Error> {
        let token = Token::new(self.entropy.as_ref())?;
        let row = Hook::row(id, side, event);
        let sealed = self.key.seal(place("token", &row), token.secret(), self.entropy.as_ref())?;
        let query = sql::NEW.query().bind(id.to_string()).bind(side.as_str()).bind(event);
        match self.run(query.bind(token.hash()).bind(sealed).bind(millis(now))).await? {
            1 => Ok(token),
            _ => Err(Error::NoConnection(id.clone())),
        }
    }

    /// The hook with a token. `token_text` may be anything.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn hook(&self, token_text: &str) -> Result<Option<Hook>, Error> {
        let query = sql::OF_TOKEN.query().bind(token::hash(token_text));
        self.find(query).await?.as_ref().map(Hook::read).transpose()
    }

    /// The same, and what the other side signs its calls with, if it said so.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if another key sealed it, [`Error::Damaged`] if somebody changed or moved
    /// it, or if the database fails.
    pub async fn called_hook(
        &self,
        token_text: &str,
    ) -> Result<Option<(Hook, Option<SecretString>)>, Error> {
        let query = sql::OF_TOKEN.query().bind(token::hash(token_text));
        let Some(row) = self.find(query).await? else { return Ok(None) };
        let hook = Hook::read(&row)?;
        let Some(sealed) = row.text_if_any("signing_key")? else { return Ok(Some((hook, None))) };
        let row = Hook::row(&hook.connection, hook.side, &hook.event);
        let key = self.key.open(place("signing_key", &row), &sealed)?;
        Ok(Some((hook, Some(key))))
    }

    /// The hooks of a connection, by side and event.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn hooks_of(&self, id: &ConnectionId) -> Result<Vec<Hook>, Error> {
        self.all(sql::OF_CONNECTION.query().bind(id.as_str()))
            .await?
            .iter()
            .map(Hook::read)
            .collect()
    }

    /// The token of a hook once more, to ask the other side again to call it.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if another key sealed it, [`Error::Damaged`] if somebody changed or moved
    /// it, or if the database fails.
    pub async fn hook_address_part(
        &self,
        id: &ConnectionId,
        side: HookSide,
        event: &str,
    ) -> Result<Option<SecretString>, Error> {
        let query = sql::TOKEN.query().bind(id.as_str()).bind(side.as_str()).bind(event);
        let Some(row) = self.find(query).await? else { return Ok(None) };
        let place_of = Hook::row(id, side, event);
        self.key.open(place("token", &place_of), &row.text("token")?).map(Some)
    }

    /// The other side agreed to call the address with a token: its id of the hook, and what it signs with if
    /// it said so. Whether that is the address still: another may have taken its place.
    ///
    /// # Errors
    /// If the database fails, or there are no random bytes.
    pub async fn set_hook_remote(
        &self,
        id: &ConnectionId,
        side: HookSide,
        event: &str,
        (token_text, remote_id): (&str, &str),
        key: Option<&SecretString>,
    ) -> Result<bool, Error> {
        let row = Hook::row(id, side, event);
        let seal = |key| self.key.seal(place("signing_key", &row), key, self.entropy.as_ref());
        let key = key.map(seal).transpose()?;
        let query = sql::SET_REMOTE.query().bind(id.to_string()).bind(side.as_str());
        let query = query.bind(event).bind(remote_id).bind(key).bind(token::hash(token_text));
        Ok(self.run(query).await? == 1)
    }

    /// Forgets all hooks of a connection; how many there were.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn forget_hooks(&self, id: &ConnectionId) -> Result<u64, Error> {
        self.run(sql::FORGET.query().bind(id.to_string())).await
    }
}

fn place<'a>(column: &'static str, row: &'a str) -> Place<'a> {
    Place { table: "hooks", column, row }
}
