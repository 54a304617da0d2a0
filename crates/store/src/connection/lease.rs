//! Leases: one worker at a time works on a connection.

use jiff::Timestamp;

use super::ConnectionId;
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::leases as sql;
use crate::{Error, Store};

/// The right to write a connection's records, for a while. Only [`Store::claim`] makes one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lease {
    connection: ConnectionId,
    owner: String,
    attempt: i64,
    is_asked: bool,
    millis: i64,
}

impl Lease {
    /// What it is a lease on.
    pub fn connection(&self) -> &ConnectionId {
        &self.connection
    }

    /// Who holds it.
    pub fn owner(&self) -> &str {
        &self.owner
    }

    /// Which claim on the connection it is. No two leases on a connection share a number, so an
    /// owner that lost a lease cannot mistake a later one for it.
    pub fn attempt(&self) -> i64 {
        self.attempt
    }

    /// Whether somebody said [`Store::look_now`] before it, and after the lease before.
    pub fn is_asked(&self) -> bool {
        self.is_asked
    }

    /// How long it lasts from each write, in milliseconds.
    pub(crate) fn millis(&self) -> i64 {
        self.millis
    }
}

/// No lease is for longer than an hour. One that ends later than in two was given by a clock that has
/// been set back since; in between, clocks of different machines may differ.
const LONGEST: std::time::Duration = std::time::Duration::from_hours(2);

/// How long whoever says "look now" during a lease is let wait after it.
const REST: std::time::Duration = std::time::Duration::from_secs(3);

/// After this no lease can end, in milliseconds.
pub(super) fn longest(now: Timestamp) -> i64 {
    millis(now.saturating_add(LONGEST).unwrap_or(Timestamp::MAX))
}

impl Store {
    /// Claims a connection from `now` until `until`, at most an hour later, if nobody holds it. Every write under the
    /// lease extends it by as much. Broken connections and ones that are not due can be claimed.
    ///
    /// # Errors
    /// [`Error::NoConnection`], or if the database fails.
    pub async fn claim(
        &self,
        id: &ConnectionId,
        owner: &str,
        now: Timestamp,
        until: Timestamp,
    ) -> Result<Option<Lease>, Error> {
        let mut transaction = self.transaction().await?;
        let query = sql::CLAIM.query().bind(id.as_str()).bind(owner);
        let query = query.bind(millis(now)).bind(millis(until)).bind(longest(now));
        let hit = query.execute(&mut *transaction).await?.rows_affected();
        let query = sql::ATTEMPT.query().bind(id.as_str());
        let Some(row) = query.fetch_optional(&mut *transaction).await? else {
            return Err(Error::NoConnection(id.clone()));
        };
        if hit != 1 {
            return Ok(None);
        }
        let lease = Lease {
            connection: id.clone(),
            owner: owner.to_owned(),
            attempt: row.whole("attempt")?,
            is_asked: row.whole("look_asked")? == 1,
            millis: millis(until).saturating_sub(millis(now)),
        };
        if lease.is_asked {
            sql::HEED.query().bind(id.as_str()).execute(&mut *transaction).await?;
        }
        self.commit(transaction).await?;
        Ok(Some(lease))
    }

    /// Ends a lease under which nobody looked for orders: the connection is due when it was before.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] if somebody else has claimed it since, or if the database fails.
    pub async fn hand_back(&self, lease: &Lease) -> Result<(), Error> {
        let query = sql::HAND_BACK
            .query()
            .bind(lease.connection.to_string())
            .bind(lease.owner.clone())
            .bind(lease.attempt)
            .bind(i64::from(lease.is_asked));
        match self.run(query).await? {
            1 => Ok(()),
            _ => Err(Error::LeaseLost(lease.connection.clone())),
        }
    }

    /// Ends a lease: the sync is done, and the connection is due at `next_sync_at`, or in three seconds if
    /// somebody said [`Store::look_now`] meanwhile: what they mean may not show yet. A lease that ran out can still be ended as
    /// long as nobody else has claimed the connection.
    ///
    /// # Errors
    /// [`Error::LeaseLost`] if somebody else has, or if the database fails.
    pub async fn release(
        &self,
        lease: &Lease,
        now: Timestamp,
        next_sync_at: Timestamp,
    ) -> Result<(), Error> {
        self.let_go(lease, now, next_sync_at, (true, None)).await
    }

    /// The same, of a sync that is not done: it waits until then for the allowance of an outgoing address.
    /// Whoever sends from another one may go on with it before, see [`Store::waiting_elsewhere`].
    ///
    /// # Errors
    /// The same.
    pub async fn release_waiting(
        &self,
        lease: &Lease,
        now: Timestamp,
        until: Timestamp,
        address: &str,
    ) -> Result<(), Error> {
        self.let_go(lease, now, until, (true, Some(address))).await
    }

    /// The same, of a sync that came to nothing: when the last one was does not change.
    ///
    /// # Errors
    /// The same.
    pub async fn release_failed(
        &self,
        lease: &Lease,
        now: Timestamp,
        next_sync_at: Timestamp,
    ) -> Result<(), Error> {
        self.let_go(lease, now, next_sync_at, (false, None)).await
    }

    async fn let_go(
        &self,
        lease: &Lease,
        now: Timestamp,
        next_sync_at: Timestamp,
        (is_done, waits_at): (bool, Option<&str>),
    ) -> Result<(), Error> {
        let soon = now.saturating_add(REST).unwrap_or(Timestamp::MAX);
        let query = sql::RELEASE
            .query()
            .bind(lease.connection.to_string())
            .bind(lease.owner.clone())
            .bind(lease.attempt)
            .bind(millis(now))
            .bind(millis(next_sync_at))
            .bind(millis(soon))
            .bind(i64::from(is_done))
            .bind(waits_at.map(str::to_owned));
        match self.run(query).await? {
            1 => Ok(()),
            _ => Err(Error::LeaseLost(lease.connection.clone())),
        }
    }
}
