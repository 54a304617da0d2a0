//! A move ends: from one moment on PostgreSQL is what counts.

use jiff::Timestamp;
use sqlx::{Any, AnyConnection, Executor, Transaction};

use super::digest;
use super::pass::{Passed, Sweep, Swept, Tell};
use super::{Move, MoveError, MoveProgress};
use crate::Error;
use crate::backup::table::{count, open_all};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::moves::{self as sql, MOVED};

/// An installation that has moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Moved {
    /// Connections in it.
    pub connections: u64,
    /// Orders in it, with all else that is booked like one.
    pub orders: u64,
    /// What the last pass did, while nobody else could write.
    pub last: Passed,
    /// Every table, as it was read on both sides.
    pub tables: Vec<MovedTable>,
}

/// A table that has moved.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MovedTable {
    /// Its name.
    pub name: &'static str,
    /// Rows on SQLite.
    pub rows: u64,
    /// Rows on PostgreSQL.
    pub rows_there: u64,
    /// What the rows on SQLite come to: SHA-256, in hex, of the stretches that they were compared in, each by
    /// SHA-256 of its rows.
    pub checksum: String,
    /// What those on PostgreSQL come to.
    pub checksum_there: String,
}

impl Move {
    /// Ends the move. Nobody else can write to SQLite meanwhile, nor after it. Where somebody is getting new
    /// tokens from Moneybird there is nothing yet: the old ones may not hold any more, and the new ones could not be
    /// kept. That takes seconds.
    ///
    /// # Errors
    /// [`MoveError`], or if one of the databases fails. Then everybody can go on working on SQLite, or nobody
    /// can on either; in both cases the move is to be begun again.
    pub async fn end(&mut self, now: Timestamp, tell: Tell<'_>) -> Result<Option<Moved>, Error> {
        let mut from = self.from.long_transaction().await?;
        tell(MoveProgress::Locked);
        if !self.is_left && is_asked(&mut from, now).await? {
            from.rollback().await?;
            return Ok(None);
        }
        let to = Some(self.begin().await?);
        let (swept, to) = Sweep { own: self, from: &mut from, to, tell }.run().await?;
        let mut to = to.ok_or(MoveError::TakenUp)?;
        let moved = self.verify(&swept, &mut from, &mut to).await?;
        // What arrived is on the disk before SQLite is left, and nobody works on it until SQLite is left.
        self.to.commit_long(to).await?;
        self.known = swept.known;
        if self.is_left {
            from.rollback().await?;
        } else {
            self.leave(from, now).await?;
            self.is_left = true;
        }
        self.arrive(now).await?;
        Ok(Some(moved))
    }

    /// Holds both sides against each other: how many rows there are, what they come to, and whether the key opens
    /// every secret where it is now.
    async fn verify(
        &self,
        swept: &Swept,
        from: &mut AnyConnection,
        to: &mut AnyConnection,
    ) -> Result<Moved, Error> {
        let mut all = Moved { connections: 0, orders: 0, last: swept.passed, tables: Vec::new() };
        for (moved, known) in MOVED.iter().zip(&swept.known) {
            let name = moved.table.name;
            let own = MovedTable {
                name,
                rows: count(&moved.table, from).await?,
                rows_there: count(&moved.table, to).await?,
                checksum: hex::encode(digest::of_digests(known.iter().map(|own| &own.here))),
                checksum_there: hex::encode(digest::of_digests(known.iter().map(|own| &own.there))),
            };
            let compared = known.iter().map(|own| own.rows).sum::<u64>();
            if (own.rows, own.rows) != (own.rows_there, compared)
                || own.checksum != own.checksum_there
            {
                return Err(MoveError::Differs { table: name }.into());
            }
            open_all(&moved.table, to, &self.from.key).await?;
            match name {
                "connections" => all.connections = own.rows,
                "orders" => all.orders = own.rows,
                _ => {}
            }
            all.tables.push(own);
        }
        Ok(all)
    }

    /// Nobody writes to SQLite any more: neither who opens it, for it says where everything went, nor who has it
    /// open already, of whatever version, for its tables refuse every row.
    async fn leave(
        &self,
        mut from: Transaction<'static, Any>,
        now: Timestamp,
    ) -> Result<(), Error> {
        for moved in MOVED {
            from.execute(moved.close).await?;
        }
        let end = sql::END.query().bind(self.id.clone()).bind(millis(now));
        end.execute(&mut *from).await?;
        self.from.commit_long(from).await
    }

    /// Everybody may work on PostgreSQL, and nobody is at work on a connection. A worker that was at SQLite when that
    /// was left can write nothing any more, so it is as one that fell asleep: what it sent it had written down
    /// before, and that has moved with all else, to be looked up when it has settled; what it has not written down it
    /// does not send.
    async fn arrive(&self, now: Timestamp) -> Result<(), Error> {
        let mut to = self.begin().await?;
        to.execute(sql::FREE).await?;
        let end = sql::END.query().bind(self.id.clone()).bind(millis(now));
        end.execute(&mut *to).await?;
        for moved in MOVED {
            to.execute(moved.release).await?;
        }
        to.execute(sql::RELEASE).await?;
        self.to.commit_long(to).await
    }
}

/// Whether somebody is getting new tokens from Moneybird.
async fn is_asked(from: &mut AnyConnection, now: Timestamp) -> Result<bool, Error> {
    let row = sql::ASKED.query().bind(millis(now)).fetch_one(from).await?;
    Ok(row.whole("number")? > 0)
}
