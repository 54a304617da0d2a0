//! Puts a backup back.

use jiff::Timestamp;
use sqlx::{Any, AnyConnection, Connection as _, Executor, Transaction};

use super::table::{Way, count, open_all};
use super::{Backup, BackupError, Copied};
use crate::columns::Columns;
use crate::instant::millis;
use crate::sql::copies::{self as sql, TABLES};
use crate::sql::{connections, facts, orders};
use crate::{ConnectionId, Error, Stage, Store, Trouble};

/// How the work is taken up again after a backup was put back.
#[derive(Debug, Clone)]
pub struct Resumption {
    /// Now.
    pub at: Timestamp,
    /// When the outcome of what was under way can be looked up.
    pub settle_at: Timestamp,
    /// Facts that hold for every connection from now on, by their names: others may have gone on
    /// working since the backup.
    pub facts: Vec<(&'static str, String)>,
}

/// A backup that was put back, of which nothing is kept without [`Restored::commit`].
#[must_use = "nothing is kept without commit"]
#[derive(Debug)]
pub struct Restored<'a> {
    store: &'a Store,
    transaction: Transaction<'static, Any>,
    copied: Copied,
}

impl Store {
    /// Puts a backup back into a database that holds nothing yet. Nobody holds a connection
    /// that was put back, and all are due. Bookings that were under way come back as requests of
    /// which the outcome is not known: others may have gone on with them since the backup.
    ///
    /// # Errors
    /// [`BackupError`]; [`Error::WrongKey`] or [`Error::Damaged`] if this store's key does not open
    /// the secrets; or if the database fails. Nothing is kept then.
    pub async fn restore(
        &self,
        mut backup: Backup,
        resumption: Resumption,
    ) -> Result<Restored<'_>, Error> {
        let path = backup.path.clone();
        let damaged = || Error::from(BackupError::Damaged { path: path.clone() });
        let unwritable = |error: sqlx::Error| match &error {
            // References and checks that our own tables make.
            sqlx::Error::Database(answer) if answer.kind() != sqlx::error::ErrorKind::Other => {
                damaged()
            }
            _ => error.into(),
        };
        let mut transaction = self.long_transaction().await?;
        if let Some(hold) = self.engine.hold_all() {
            transaction.execute(hold).await?;
        }
        for table in TABLES {
            if count(table, &mut transaction).await? != 0 {
                return Err(BackupError::NotEmpty.into());
            }
        }
        let mut copied = Copied::at(backup.taken_at());
        let mut way = Way {
            from: &mut backup.connection,
            to: &mut transaction,
            unreadable: &|_| damaged(),
            unwritable: &unwritable,
        };
        for table in TABLES {
            copied.add(table.name, way.copy(table, self).await?);
        }
        backup.connection.close().await?;
        let ids = ids(&mut transaction).await.map_err(|error| match error.trouble() {
            Some(Trouble::Damaged) => damaged(),
            _ => error,
        })?;
        for table in TABLES {
            open_all(table, &mut transaction, &self.key).await?;
        }
        for id in ids {
            resume(&mut transaction, &id, &resumption).await?;
        }
        Ok(Restored { store: self, transaction, copied })
    }
}

impl Restored<'_> {
    /// What was put back.
    pub fn copied(&self) -> Copied {
        self.copied
    }

    /// Keeps all of it.
    ///
    /// # Errors
    /// If the database fails; look whether the connections are there then.
    pub async fn commit(self) -> Result<(), Error> {
        self.store.commit_long(self.transaction).await
    }
}

async fn ids(connection: &mut AnyConnection) -> Result<Vec<ConnectionId>, Error> {
    let rows = connections::EVERY.query().fetch_all(connection).await?;
    rows.iter().map(|row| row.parsed("id", |text| text.parse().ok())).collect()
}

/// Frees a connection, and puts in doubt what was under way.
async fn resume(
    transaction: &mut AnyConnection,
    id: &ConnectionId,
    resumption: &Resumption,
) -> Result<(), Error> {
    let (now, settle) = (millis(resumption.at), millis(resumption.settle_at));
    let free = sql::FREE.query().bind(id.to_string()).bind(now);
    free.execute(&mut *transaction).await?;
    for (name, body) in &resumption.facts {
        let fact = facts::PUT_FACT.query().bind(id.to_string()).bind(*name).bind(body.clone());
        fact.bind(now).execute(&mut *transaction).await?;
    }
    // Zero rows: not every connection has one.
    sql::FREE_GRANT.query().bind(id.to_string()).execute(&mut *transaction).await?;
    let contacts = sql::DOUBT_CONTACTS.query().bind(id.to_string()).bind(settle);
    contacts.execute(&mut *transaction).await?;
    let under_way = sql::UNDER_WAY.query().bind(id.to_string());
    for row in under_way.fetch_all(&mut *transaction).await? {
        let order = row.whole("order_id")?;
        let doubt = match row.parsed("stage", Stage::parse)? {
            Stage::Planned | Stage::Contact => sql::DOUBT_INVOICE,
            Stage::InvoiceMade => sql::DOUBT_PAYMENT,
            _ => sql::DOUBT_AGAIN,
        };
        let doubt = doubt.query().bind(id.to_string()).bind(order).bind(now).bind(settle);
        doubt.execute(&mut *transaction).await?;
        let step = orders::STEP.query().bind(id.to_string()).bind(order).bind(now);
        step.bind("restored").bind("").execute(&mut *transaction).await?;
    }
    Ok(())
}
