//! Makes a backup.

use std::fs::File;
use std::path::Path;

use jiff::Timestamp;
use sqlx::{AnyConnection, Connection, Executor};
use tempfile::TempPath;

use super::table::Way;
use super::{BackupError, whole};
use crate::engine::{folder, migrate_sqlite, url};
use crate::instant::{instant, millis};
use crate::sql::copies::TABLES;
use crate::sql::engine::{BACKUP, PRAGMAS_OF_A_NEW_BACKUP, PUT_KEY, PUT_TAKEN, SEALING_KEY};
use crate::{Error, KeyCopy, Store};

/// What a backup holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Copied {
    /// When it was made.
    pub taken_at: Timestamp,
    /// Connections in it.
    pub connections: u64,
    /// Orders in it, with all else that is booked like one.
    pub orders: u64,
    /// Rows of all tables.
    pub rows: u64,
}

impl Copied {
    pub(super) fn at(taken_at: Timestamp) -> Self {
        Self { taken_at, connections: 0, orders: 0, rows: 0 }
    }

    pub(super) fn add(&mut self, table: &str, rows: u64) {
        match table {
            "connections" => self.connections = rows,
            "orders" => self.orders = rows,
            _ => {}
        }
        self.rows = self.rows.saturating_add(rows);
    }
}

impl Store {
    /// Makes a backup of this moment, a file for its owner alone, while others go on writing. It
    /// has its name only when it is complete and on the disk. `key` stands in it, readable for
    /// whoever gets hold of the file, if it is given.
    ///
    /// # Errors
    /// [`BackupError`] if there is such a file or it cannot be written, or if the database fails.
    pub async fn backup(
        &self,
        path: &Path,
        now: Timestamp,
        key: Option<&KeyCopy>,
    ) -> Result<Copied, Error> {
        if path.symlink_metadata().is_ok() {
            return Err(BackupError::Exists { path: path.into() }.into());
        }
        let unwritable = |error: sqlx::Error| cannot_write(path, Error::from(error));
        let made = begin(path).map_err(|error| cannot_write(path, error))?;
        let mut to = AnyConnection::connect(&url(&made)).await.map_err(unwritable)?;
        to.execute(PRAGMAS_OF_A_NEW_BACKUP).await.map_err(unwritable)?;
        migrate_sqlite(&mut to).await.map_err(|error| cannot_write(path, error))?;
        // To the millisecond, as it is read back.
        let mut copied = Copied::at(instant(millis(now)));
        let mut from = self.pool.begin_with(self.engine.begin_reading()).await?;
        let mut into = to.begin().await.map_err(unwritable)?;
        let mut way = Way {
            from: &mut from,
            to: &mut into,
            unreadable: &|error| error,
            unwritable: &unwritable,
        };
        for table in TABLES {
            copied.add(table.name, way.copy(table, self).await?);
        }
        from.rollback().await?;
        into.execute(BACKUP).await.map_err(unwritable)?;
        let taken = PUT_TAKEN.query().bind(millis(now));
        taken.execute(&mut *into).await.map_err(unwritable)?;
        if let Some(key) = key {
            into.execute(SEALING_KEY).await.map_err(unwritable)?;
            let key = PUT_KEY.query().bind(key.to_hex().to_string());
            key.execute(&mut *into).await.map_err(unwritable)?;
        }
        into.commit().await.map_err(unwritable)?;
        to.close().await.map_err(unwritable)?;
        end(made, path)?;
        Ok(copied)
    }
}

/// An empty file beside the one that is to be made, gone when it is dropped.
fn begin(path: &Path) -> std::io::Result<TempPath> {
    let folder = folder(path).canonicalize()?;
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sluitend-backup-").suffix(".part");
    Ok(builder.tempfile_in(folder)?.into_temp_path())
}

/// Gives the file its checksum, and its name once all of it is on the disk.
fn end(made: TempPath, path: &Path) -> Result<(), Error> {
    let opened = File::options().read(true).write(true).open(&made);
    let ended = opened.and_then(|mut file| {
        whole::add(&mut file)?;
        file.sync_all()
    });
    ended.map_err(|error| cannot_write(path, error))?;
    made.persist_noclobber(path).map_err(|error| match error.error.kind() {
        std::io::ErrorKind::AlreadyExists => BackupError::Exists { path: path.into() }.into(),
        _ => cannot_write(path, error.error),
    })?;
    // The name too is to be on the disk; not every system lets a folder be opened for that.
    let _ = File::open(folder(path)).and_then(|folder| folder.sync_all());
    Ok(())
}

fn cannot_write(path: &Path, source: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    BackupError::Unwritable { path: path.into(), source: source.into() }.into()
}
