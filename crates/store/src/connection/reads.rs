//! Reading connections.

use jiff::Timestamp;

use super::lease::longest;
use super::secrets::Mark;
use super::{Connection, ConnectionId, Secrets};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::connections as sql;
use crate::statement::Query;
use crate::{Error, Store};

impl Store {
    /// All connections, the oldest first.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn connections(&self) -> Result<Vec<Connection>, Error> {
        let rows = self.all(sql::EVERY.query()).await?;
        rows.iter().map(Connection::read).collect()
    }

    /// The connections of a shop, the oldest first: one for each administration.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn connections_of_shop(&self, shop_id: i64) -> Result<Vec<Connection>, Error> {
        let rows = self.all(sql::OF_SHOP.query().bind(shop_id)).await?;
        rows.iter().map(Connection::read).collect()
    }

    /// One connection.
    ///
    /// # Errors
    /// [`Error::NoConnection`] if there is none of that id, or if the database fails.
    pub async fn connection(&self, id: &ConnectionId) -> Result<Connection, Error> {
        let query = sql::ONE.query().bind(id.as_str());
        match self.find(query).await? {
            Some(row) => Connection::read(&row),
            None => Err(Error::NoConnection(id.clone())),
        }
    }

    /// The secrets of a connection, opened.
    ///
    /// # Errors
    /// [`Error::WrongKey`] if another key sealed them, [`Error::Damaged`] if somebody changed or
    /// moved them, [`Error::NoConnection`], or if the database fails.
    pub async fn secrets(&self, id: &ConnectionId) -> Result<Secrets, Error> {
        Ok(self.marked_secrets(id).await?.0)
    }

    /// The same, and what they are known by: for [`Store::mark_broken_by`].
    ///
    /// # Errors
    /// The same.
    pub async fn marked_secrets(&self, id: &ConnectionId) -> Result<(Secrets, Mark), Error> {
        let query = sql::SECRETS.query().bind(id.as_str());
        match self.find(query).await? {
            Some(row) => Ok((Secrets::open(&row, id, &self.key)?, Secrets::mark(&row)?)),
            None => Err(Error::NoConnection(id.clone())),
        }
    }

    /// The active connections that are due at `now` and that nobody works on, the most overdue
    /// first. One that is due after `furthest` was dated by a clock that has been set back since, and
    /// is due as well. One without settings is still being set up, and never due.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn due(
        &self,
        now: Timestamp,
        furthest: Timestamp,
    ) -> Result<Vec<ConnectionId>, Error> {
        let query = sql::DUE.query().bind(millis(now)).bind(millis(furthest)).bind(longest(now));
        self.connection_ids(query).await
    }

    /// At most so many active connections that nobody works on, and that are not due only because they wait for
    /// the allowance of another outgoing address than this: whoever has room in theirs may take them up now.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn waiting_elsewhere(
        &self,
        address: &str,
        now: Timestamp,
        most: u32,
    ) -> Result<Vec<ConnectionId>, Error> {
        let query = sql::WAITING_ELSEWHERE.query().bind(address.to_owned()).bind(millis(now));
        self.connection_ids(query.bind(longest(now)).bind(i64::from(most))).await
    }

    /// The active connections that wait for the allowance of an outgoing address while somebody asked to look at
    /// their orders.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn asked_to_look(&self) -> Result<Vec<ConnectionId>, Error> {
        self.connection_ids(sql::ASKED_TO_LOOK.query()).await
    }

    /// The connections that a query names.
    pub(crate) async fn connection_ids(&self, query: Query) -> Result<Vec<ConnectionId>, Error> {
        let rows = self.all(query).await?;
        rows.iter().map(|row| row.parsed("id", |text| text.parse().ok())).collect()
    }
}
