//! Opens a backup that somebody hands us: it may be anything.

use std::fs::File;
use std::io::{ErrorKind, Read};
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use sqlx::{AnyConnection, Connection, Executor};
use tempfile::TempPath;

use super::{BackupError, whole};
use crate::columns::Columns;
use crate::engine::{migrate_sqlite, url};
use crate::sql::engine::{
    BACKUP, INTEGRITY, KEY, LAST_STEP, PRAGMAS_OF_A_GIVEN_BACKUP, SCHEMA, SEALING_KEY, TAKEN,
};
use crate::sql::facts;
use crate::statement::Statement;
use crate::{Error, KeyCopy, Trouble, migrations};

/// The header of an SQLite file (<https://www.sqlite.org/fileformat.html>): its length, what it
/// begins with, where it tells that there is no write-ahead log, and where it tells whose it is.
const HEADER: usize = 100;
const MAGIC: &[u8] = b"SQLite format 3\0";
const NO_LOG: (std::ops::Range<usize>, &[u8]) = (18..20, &[1, 1]);
const OURS: (std::ops::Range<usize>, &[u8]) = (68..72, b"Slui");

/// A backup that was looked into and found sound, brought up to date. It is a copy: the file that
/// was given is only read, and may be moved away.
pub struct Backup {
    pub(super) connection: AnyConnection,
    pub(super) path: PathBuf,
    taken_at: Timestamp,
    key: Option<KeyCopy>,
    /// Gone with this.
    _copy: TempPath,
}

impl std::fmt::Debug for Backup {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Backup({}, {})", self.path.display(), self.taken_at)
    }
}

impl Backup {
    /// Looks into a backup. `folder` has room for a copy of it, which is gone when this is dropped.
    ///
    /// # Errors
    /// [`BackupError`] if it is no backup of ours, damaged, or of a newer version.
    pub async fn open(path: &Path, folder: &Path) -> Result<Self, Error> {
        sqlx::any::install_default_drivers();
        let copy = copied(path, folder)?;
        let damaged = |_| Error::from(BackupError::Damaged { path: path.into() });
        let mut connection = AnyConnection::connect(&url(&copy)).await.map_err(damaged)?;
        connection.execute(PRAGMAS_OF_A_GIVEN_BACKUP).await.map_err(damaged)?;
        let sound = INTEGRITY.query().fetch_one(&mut connection).await.map_err(damaged)?;
        if sound.text("integrity_check").ok().as_deref() != Some("ok") {
            return Err(BackupError::Damaged { path: path.into() }.into());
        }
        let has_key = check_schema(&mut connection, path).await?;
        migrate_sqlite(&mut connection).await.map_err(|error| match error.trouble() {
            Some(Trouble::Newer) => BackupError::Newer { path: path.into() }.into(),
            Some(Trouble::Full) => error,
            _ => Error::from(BackupError::Foreign { path: path.into() }),
        })?;
        let taken = TAKEN.query().fetch_one(&mut connection).await.map_err(damaged)?;
        let taken_at = taken.instant("taken_at").map_err(|_| damaged(sqlx::Error::RowNotFound))?;
        let mut key = None;
        if has_key {
            let row = KEY.query().fetch_one(&mut connection).await.map_err(damaged)?;
            key = row.text("hex").ok().and_then(|text| KeyCopy::from_hex(&text));
            if key.is_none() {
                return Err(BackupError::Damaged { path: path.into() }.into());
            }
        }
        Ok(Self { connection, path: path.into(), taken_at, key, _copy: copy })
    }

    /// When it was made.
    pub fn taken_at(&self) -> Timestamp {
        self.taken_at
    }

    /// The newest fact of that name in it, of whichever connection.
    ///
    /// # Errors
    /// If the file cannot be read.
    pub async fn newest_fact(&mut self, name: &str) -> Result<Option<String>, Error> {
        let query = facts::NEWEST_FACT.query().bind(name.to_owned());
        let row = query.fetch_optional(&mut self.connection).await?;
        row.map(|row| row.text("body")).transpose()
    }

    /// The sealing key, if it stands in the backup.
    pub fn key(&self) -> Option<&KeyCopy> {
        self.key.as_ref()
    }
}

/// A private copy of a file whose header says that it is a backup of ours, and whose checksum that all of it is as
/// it was written. SQLite sees no other: it would look for logs beside the file, and write there.
fn copied(path: &Path, folder: &Path) -> Result<TempPath, Error> {
    let unreadable = |error: std::io::Error| match error.kind() {
        ErrorKind::NotFound => BackupError::Missing { path: path.into() },
        _ => BackupError::Unreadable { path: path.into(), source: error.into() },
    };
    let foreign = || BackupError::Foreign { path: path.into() };
    // Asked before it is opened: opening a pipe would wait for somebody to write into it.
    if !path.metadata().map_err(unreadable)?.is_file() {
        return Err(foreign().into());
    }
    let mut file = File::open(path).map_err(unreadable)?;
    let mut header = [0; HEADER];
    file.read_exact(&mut header).map_err(|error| match error.kind() {
        ErrorKind::UnexpectedEof => foreign(),
        _ => unreadable(error),
    })?;
    let says = |(place, sign): (std::ops::Range<usize>, &[u8])| header.get(place) == Some(sign);
    if !header.starts_with(MAGIC) || !says(NO_LOG) || !says(OURS) {
        return Err(foreign().into());
    }
    let damaged = || Error::from(BackupError::Damaged { path: path.into() });
    let pages = length(&header);
    if file.metadata().map_err(unreadable)?.len() != pages.saturating_add(whole::LENGTH) {
        return Err(damaged());
    }
    let mut builder = tempfile::Builder::new();
    builder.prefix(".sluitend-restore-");
    let mut copy = builder.tempfile_in(folder).map_err(unreadable)?;
    if !whole::copy(&mut file, pages, copy.as_file_mut()).map_err(unreadable)? {
        return Err(damaged());
    }
    Ok(copy.into_temp_path())
}

/// How long the pages of the file are by its header: the size of a page, where 1 stands for 65,536, and how many
/// there are.
fn length(header: &[u8; HEADER]) -> u64 {
    let page = match u64::from(u16::from_be_bytes([header[16], header[17]])) {
        1 => 65_536,
        size => size,
    };
    let pages = u32::from_be_bytes([header[28], header[29], header[30], header[31]]);
    page.saturating_mul(pages.into())
}

/// Everything that stands in the file is what we make ourselves: no table more, no view, no
/// trigger. Says whether there is a table for the sealing key.
async fn check_schema(connection: &mut AnyConnection, path: &Path) -> Result<bool, Error> {
    let foreign = |_| Error::from(BackupError::Foreign { path: path.into() });
    let row = LAST_STEP.query().fetch_one(&mut *connection).await.map_err(foreign)?;
    let last = row.whole("version").map_err(foreign_of(path))?;
    if last > migrations::last() {
        return Err(BackupError::Newer { path: path.into() }.into());
    }
    let found = texts(SCHEMA, connection).await?;
    for has_key in [false, true] {
        if found == expected(last, has_key).await? {
            return Ok(has_key);
        }
    }
    Err(BackupError::Foreign { path: path.into() }.into())
}

fn foreign_of(path: &Path) -> impl Fn(Error) -> Error {
    let path = path.to_owned();
    move |_| BackupError::Foreign { path: path.clone() }.into()
}

/// What a backup of that version looks like.
async fn expected(last: i64, has_key: bool) -> Result<Vec<String>, Error> {
    let mut model = AnyConnection::connect("sqlite::memory:").await?;
    migrations::until(last).run(&mut model).await?;
    model.execute(BACKUP).await?;
    if has_key {
        model.execute(SEALING_KEY).await?;
    }
    let texts = texts(SCHEMA, &mut model).await?;
    model.close().await?;
    Ok(texts)
}

async fn texts(statement: Statement, connection: &mut AnyConnection) -> Result<Vec<String>, Error> {
    let rows = statement.query().fetch_all(connection).await?;
    rows.iter().map(|row| row.text("entry")).collect()
}
