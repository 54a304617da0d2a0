//! What only one of the engines understands.

use crate::statement::Statement;

/// Begins a write transaction on SQLite. The default `BEGIN` takes the write lock only at the first
/// write, when it is too late to wait for it.
pub(crate) const BEGIN_SQLITE: &str = "BEGIN IMMEDIATE";

/// Begins a write transaction on PostgreSQL. The statements name the state they start from, so
/// that seeing what others committed meanwhile is what we want.
pub(crate) const BEGIN_POSTGRES: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Keeps what was written in a transaction, on PostgreSQL.
pub(crate) const COMMIT_POSTGRES: &str = "COMMIT";

/// Leaves nothing of it, on PostgreSQL.
pub(crate) const ROLLBACK_POSTGRES: &str = "ROLLBACK";

/// Makes the file a database with a write-ahead log. The file remembers it.
pub(crate) const WRITE_AHEAD: &str = "PRAGMA journal_mode = WAL";

/// What SQLite forgets with each connection: wait for locks (milliseconds), a commit is on the
/// disk before it is reported, references hold, what is removed or replaced is overwritten with zeros. The last
/// is not so in SQLite as it comes: without it a person who was forgotten in time would stand in free pages until
/// those are used again. With it nothing of them is left in the file itself; the log beside it has older pages until
/// it is emptied ([`EMPTY_LOG`]).
pub(crate) const PRAGMAS: &str = "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON";

/// What is said on each connection to PostgreSQL: whoever falls asleep in the middle of a transaction loses
/// it, and nobody waits for them any longer. No transaction of ours waits for anything but the database.
pub(crate) const SESSION_POSTGRES: &str = "SET idle_in_transaction_session_timeout = '30s'";

/// In which encoding PostgreSQL keeps texts.
pub(crate) const ENCODING: Statement =
    Statement::of_one_engine("SELECT CAST(getdatabaseencoding() AS TEXT) AS encoding");

/// Whether a server of PostgreSQL takes no changes: a standby does not, and one may be set so.
pub(crate) const IS_STANDBY: Statement = Statement::of_one_engine(
    "SELECT (current_setting('transaction_read_only') = 'on')::INT::BIGINT AS is_standby",
);

/// Begins to read on SQLite. All that is read is of the moment of the first reading.
pub(crate) const BEGIN_READING_SQLITE: &str = "BEGIN DEFERRED";

/// The same on PostgreSQL.
pub(crate) const BEGIN_READING_POSTGRES: &str = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";

/// Writes the whole file anew, on SQLite: what an older version removed, which did not overwrite it, may still stand
/// in it otherwise.
pub(crate) const WRITE_ANEW: &str = "VACUUM";

/// Brings everything from the write-ahead log to the file and empties the log, as soon as nobody reads from it.
pub(crate) const EMPTY_LOG: &str = "PRAGMA wal_checkpoint(TRUNCATE)";

/// Keeps others from making what all else belongs to until the end of the transaction, on PostgreSQL.
/// On SQLite nobody else writes anyway.
pub(crate) const HOLD_ALL: &str =
    "LOCK TABLE connections, accounts, installs IN SHARE ROW EXCLUSIVE MODE";

/// How a backup is written. It has a name only when it is complete and on the disk, so nothing needs
/// to be kept while it is written.
pub(crate) const PRAGMAS_OF_A_NEW_BACKUP: &str = "PRAGMA journal_mode = MEMORY; \
     PRAGMA synchronous = OFF; PRAGMA foreign_keys = ON";

/// What a backup has besides our tables. The number says that it is one ("Slui"), in its header.
pub(crate) const BACKUP: &str = "CREATE TABLE backup (taken_at BIGINT NOT NULL); \
     PRAGMA application_id = 1399616873";

/// The table of the sealing key, where that is wanted.
pub(crate) const SEALING_KEY: &str = "CREATE TABLE sealing_key (hex TEXT NOT NULL)";

/// When the backup was made.
pub(crate) const PUT_TAKEN: Statement =
    Statement::of_one_engine("INSERT INTO backup (taken_at) VALUES ($1)");
/// The same.
pub(crate) const TAKEN: Statement = Statement::of_one_engine("SELECT taken_at FROM backup");
/// The sealing key.
pub(crate) const PUT_KEY: Statement =
    Statement::of_one_engine("INSERT INTO sealing_key (hex) VALUES ($1)");
/// The same.
pub(crate) const KEY: Statement = Statement::of_one_engine("SELECT hex FROM sealing_key");

/// How a file that somebody hands us is opened: nothing in its schema may act by itself.
pub(crate) const PRAGMAS_OF_A_GIVEN_BACKUP: &str = "PRAGMA trusted_schema = OFF; \
     PRAGMA cell_size_check = ON; PRAGMA journal_mode = MEMORY; PRAGMA synchronous = OFF";

/// Reads every page; one row that says "ok", or what is wrong.
pub(crate) const INTEGRITY: Statement = Statement::of_one_engine("PRAGMA integrity_check(1)");
/// The last step of [`crate::migrations`] that the file went through.
pub(crate) const LAST_STEP: Statement =
    Statement::of_one_engine("SELECT MAX(version) AS version FROM _sqlx_migrations");
/// Everything that stands in the file, but for the migrator's own table, whose text is its affair.
pub(crate) const SCHEMA: Statement = Statement::of_one_engine(
    "SELECT type || ' ' || name || ' ' || tbl_name || ' ' || COALESCE(sql, '') AS entry \
     FROM sqlite_master WHERE tbl_name <> '_sqlx_migrations' OR type NOT IN ('table', 'index') \
     ORDER BY 1",
);
