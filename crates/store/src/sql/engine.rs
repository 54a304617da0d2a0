//! What only one of the engines understands.

/// Begins a write transaction on SQLite. The default `BEGIN` takes the write lock only at the first
/// write, when it is too late to wait for it.
pub(crate) const BEGIN_SQLITE: &str = "BEGIN IMMEDIATE";

/// Begins a write transaction on PostgreSQL. The statements name the state they start from, so
/// that seeing what others committed meanwhile is what we want.
pub(crate) const BEGIN_POSTGRES: &str = "BEGIN ISOLATION LEVEL READ COMMITTED";

/// Makes the file a database with a write-ahead log. The file remembers it.
pub(crate) const WRITE_AHEAD: &str = "PRAGMA journal_mode = WAL";

/// What SQLite forgets with each connection: wait for locks (milliseconds), a commit is on the
/// disk before it is reported, references hold.
pub(crate) const PRAGMAS: &str =
    "PRAGMA busy_timeout = 10000; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON";
