//! Opening a database: SQLite in a file or in memory, or PostgreSQL.

use std::num::NonZeroU32;
use std::path::{Path, PathBuf};
use std::pin::Pin;
use std::sync::Arc;
use std::time::Duration;

use sqlx::any::{AnyPoolOptions, AnyRow};
use sqlx::pool::PoolConnectionMetadata;
use sqlx::{AnyConnection, AnyPool, Connection, Executor, Row};

use crate::address::Address;
use crate::columns::Columns;
use crate::lent::{Server, in_time};
use crate::sql::engine::{
    BEGIN_POSTGRES, BEGIN_READING_POSTGRES, BEGIN_READING_SQLITE, BEGIN_SQLITE, ENCODING, HOLD_ALL,
    IS_STANDBY, LAST_STEP, PRAGMAS, SESSION_POSTGRES, WRITE_AHEAD,
};
use crate::sql::moves::ALLOW_SESSION;
use crate::{Error, Trouble, migrations, moving, protection, seal};

/// Which engine speaks our statements.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Engine {
    Sqlite,
    Postgres,
}

/// What a store keeps to.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// How many connections to the database one process holds open at most. A server gives out a hundred unless it
    /// was told otherwise, to all programs together.
    pub connections: NonZeroU32,
    /// How long an answer of a server may take, after which it counts as away. SQLite's are waited for.
    pub answer: Duration,
}

impl Default for Bounds {
    /// SQLite has one writer at a time anyway, and rounds mostly wait for a shop's answer, so thirty-two of them
    /// seldom want more than eight at once. Whoever falls asleep in the middle of a transaction keeps others waiting
    /// for half a minute (the session is set up so), which is not to look like a server that is away.
    fn default() -> Self {
        let connections = NonZeroU32::MIN.saturating_add(7);
        Self { connections, answer: Duration::from_mins(1) }
    }
}

/// How long to wait for one of them.
const ACQUIRE_TIMEOUT: Duration = Duration::from_secs(30);

/// How long an idle connection may take to say that it is still there. Another is made in its place.
const STILL_THERE: Duration = Duration::from_secs(5);

/// How often to ask for the write-ahead log while others open the same new file.
const WRITE_AHEAD_TRIES: u32 = 20;

/// A future in a box, as the pool wants its hooks.
type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

impl Engine {
    /// The server that answers are waited for so long, if there is one.
    pub(crate) fn server(self, bounds: Bounds) -> Option<Arc<Server>> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(Server::new(bounds.answer)),
        }
    }

    /// What begins a write transaction.
    pub(crate) fn begin(self) -> &'static str {
        match self {
            Self::Sqlite => BEGIN_SQLITE,
            Self::Postgres => BEGIN_POSTGRES,
        }
    }

    /// What begins a transaction that reads everything as it is at one moment.
    pub(crate) fn begin_reading(self) -> &'static str {
        match self {
            Self::Sqlite => BEGIN_READING_SQLITE,
            Self::Postgres => BEGIN_READING_POSTGRES,
        }
    }

    /// What keeps others from making a connection, an account or an install until a write
    /// transaction ends, if that does not by itself.
    pub(crate) fn hold_all(self) -> Option<&'static str> {
        match self {
            Self::Sqlite => None,
            Self::Postgres => Some(HOLD_ALL),
        }
    }
}

/// What a database is opened for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// To work on it, which nobody may where an installation has moved away or has not arrived yet.
    Work,
    /// To move what is in it away, or to move something into it.
    Move,
}

/// Opens the database and brings its tables up to date.
///
/// That is done on a connection of its own: the pool tries again for half a minute where an answer
/// is final, such as that of a file which is not a database.
pub(crate) async fn open(
    address: &Address,
    purpose: Purpose,
    bounds: Bounds,
) -> Result<(Engine, AnyPool), Error> {
    sqlx::any::install_default_drivers();
    let connections = bounds.connections.get();
    match address {
        Address::Postgres(url) => {
            Box::pin(prepare(url, purpose, bounds.answer)).await?;
            let pool = postgres(bounds).max_connections(connections).connect_lazy(url)?;
            Ok((Engine::Postgres, pool))
        }
        Address::Memory => {
            // Each connection would be a database of its own: have one, for ever.
            let options = sqlite().max_connections(1).idle_timeout(None).max_lifetime(None);
            let pool = options.connect("sqlite::memory:").await?;
            migrate_sqlite(&mut *pool.acquire().await?).await?;
            Ok((Engine::Sqlite, pool))
        }
        Address::File(path) => {
            let url = url(&made(path)?);
            let mut connection = AnyConnection::connect(&url).await?;
            connection.execute(PRAGMAS).await?;
            if purpose == Purpose::Work {
                moving::check(&mut connection, Engine::Sqlite).await?;
            }
            write_ahead(&mut connection).await?;
            migrate_sqlite(&mut connection).await?;
            connection.close().await?;
            let options = sqlite().max_connections(connections).before_acquire(is_sound);
            Ok((Engine::Sqlite, options.connect_lazy(&url)?))
        }
    }
}

/// Looks whether a server's database may be worked on, and brings its tables up to date.
async fn prepare(url: &str, purpose: Purpose, answer: Duration) -> Result<(), Error> {
    let connected = in_time(answer, AnyConnection::connect(url)).await?;
    let mut connection = connected.map_err(|error| protection::refused(url, error))?;
    in_time(answer, check_encoding(&mut connection)).await??;
    match purpose {
        Purpose::Work => {
            in_time(answer, moving::check(&mut connection, Engine::Postgres)).await??;
        }
        Purpose::Move => {
            in_time(answer, moving::check_room(&mut connection)).await??;
            in_time(answer, connection.execute(ALLOW_SESSION)).await??;
        }
    }
    // The migrator holds a lock of the server, so that one process at a time does this. What it changes may take
    // long, and so may waiting for another process.
    let step = in_time(answer, LAST_STEP.query().fetch_one(&mut connection)).await?;
    let is_done =
        step.is_ok_and(|row| row.whole("version").is_ok_and(|own| own >= migrations::last()));
    let migrations = migrations::all();
    let migrating = migrations.run(&mut connection);
    if is_done {
        in_time(answer, migrating).await??;
    } else {
        migrating.await?;
    }
    Ok(in_time(answer, connection.close()).await??)
}

/// In another encoding there are letters of customers that cannot be kept.
async fn check_encoding(connection: &mut AnyConnection) -> Result<(), Error> {
    let encoding = ENCODING.query().fetch_one(connection).await?.text("encoding")?;
    if encoding == "UTF8" {
        Ok(())
    } else {
        Err(Error::database(Trouble::Encoding, format!("encoding {encoding}")))
    }
}

/// A connection that does not say in time whether it is still there is not used again. A standby is not worked with: it
/// stays one for as long as the connection to it lasts, while another takes over.
pub(crate) fn postgres(bounds: Bounds) -> AnyPoolOptions {
    let longest = bounds.answer.min(STILL_THERE);
    let options = AnyPoolOptions::new().acquire_timeout(ACQUIRE_TIMEOUT);
    let options = options.test_before_acquire(false).before_acquire(move |connection, _| {
        Box::pin(async move {
            in_time(longest, connection.ping()).await??;
            Ok(true)
        })
    });
    options.after_connect(|connection, _| {
        Box::pin(async move {
            connection.execute(SESSION_POSTGRES).await?;
            if is_standby(&connection.fetch_one(IS_STANDBY.text).await?)? {
                return Err(sqlx::Error::Protocol(Trouble::Standby.to_string()));
            }
            Ok(())
        })
    })
}

/// What the answer to [`IS_STANDBY`] says.
pub(crate) fn is_standby(answer: &AnyRow) -> Result<bool, sqlx::Error> {
    answer.try_get::<i64, _>("is_standby").map(|is| is == 1)
}

/// No server can go away, so no connection is asked first whether it is still there: that would be one
/// of four steps of every read.
fn sqlite() -> AnyPoolOptions {
    let options = AnyPoolOptions::new().acquire_timeout(ACQUIRE_TIMEOUT);
    options.test_before_acquire(false).after_connect(|connection, _| {
        Box::pin(async move {
            connection.execute(PRAGMAS).await?;
            Ok(())
        })
    })
}

/// SQLite ends a transaction by itself when, say, the disk is full. The driver then waits for an
/// end that never comes, and no transaction would ever begin on that connection again.
fn is_sound(
    connection: &mut AnyConnection,
    _: PoolConnectionMetadata,
) -> BoxFuture<'_, Result<bool, sqlx::Error>> {
    let sound = !connection.is_in_transaction();
    Box::pin(async move { Ok(sound) })
}

/// The whole path of the database file, which exists afterwards.
fn made(path: &Path) -> Result<PathBuf, Error> {
    let closed = |error| Error::database(Trouble::Closed, error);
    let Some(name) = path.file_name() else { return Err(Error::Address) };
    let path = folder(path).canonicalize().map_err(closed)?.join(name);
    match seal::private_file().create_new(true).open(&path) {
        Ok(_) => Ok(path),
        // Never opened here: closing any handle of it would drop SQLite's locks in this process.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => Ok(path),
        Err(error) => Err(closed(error)),
    }
}

/// The folder that a file is in.
pub(crate) fn folder(path: &Path) -> &Path {
    match path.parent() {
        Some(folder) if !folder.as_os_str().is_empty() => folder,
        _ => Path::new("."),
    }
}

/// The path as the driver wants it, which takes `%`, `?` and `#` for its own.
pub(crate) fn url(path: &Path) -> String {
    let mut url = "sqlite://".to_owned();
    for byte in path.as_os_str().as_encoded_bytes() {
        match byte {
            b'/' | b'-' | b'_' | b'.' | b'0'..=b'9' | b'a'..=b'z' | b'A'..=b'Z' => {
                url.push(char::from(*byte));
            }
            other => {
                url.push('%');
                url.push_str(&hex::encode([*other]));
            }
        }
    }
    url
}

async fn write_ahead(connection: &mut AnyConnection) -> Result<(), Error> {
    let mut tries = 0;
    let mode: String = loop {
        match connection.fetch_one(WRITE_AHEAD).await {
            Ok(row) => break row.try_get(0)?,
            Err(error) => {
                let error = Error::from(error);
                tries += 1;
                if error.trouble() != Some(Trouble::Locked) || tries == WRITE_AHEAD_TRIES {
                    return Err(error);
                }
                // The switch does not wait for others; a transaction does.
                connection.begin_with(BEGIN_SQLITE).await?.commit().await?;
            }
        }
    };
    if mode == "wal" {
        Ok(())
    } else {
        Err(Error::database(Trouble::Unsafe, format!("journal mode {mode}")))
    }
}

/// In one transaction, since SQLite's migrator has no lock of its own.
pub(crate) async fn migrate_sqlite(connection: &mut AnyConnection) -> Result<(), Error> {
    let mut transaction = connection.begin_with(BEGIN_SQLITE).await?;
    migrations::all().run(&mut *transaction).await?;
    Ok(transaction.commit().await?)
}
