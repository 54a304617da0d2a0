//! What can go wrong with a backup, in sentences that say what to do.

use std::path::PathBuf;

/// Why a backup was not made or not put back. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum BackupError {
    /// There is something of that name.
    #[error("{path} is there already; choose another name, or move it away")]
    Exists {
        /// Where the backup was to be.
        path: PathBuf,
    },
    /// It cannot be written.
    #[error(
        "the backup {path} cannot be written: {source}; check the folder, its rights and its room"
    )]
    Unwritable {
        /// Where the backup was to be.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// There is no such file.
    #[error("there is no file {path}")]
    Missing {
        /// The file.
        path: PathBuf,
    },
    /// It cannot be read, or not be copied to where it is looked into.
    #[error(
        "the backup {path} cannot be read: {source}; check the file, its rights and the room beside the database"
    )]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// It is something else.
    #[error("{path} is no backup of this program; give a file that 'sluitend backup' made")]
    Foreign {
        /// The file.
        path: PathBuf,
    },
    /// It is one, but damaged.
    #[error("the backup {path} is damaged or cut off; use another one")]
    Damaged {
        /// The file.
        path: PathBuf,
    },
    /// A newer version made it.
    #[error("the backup {path} was made by a newer version of this program; update the program")]
    Newer {
        /// The file.
        path: PathBuf,
    },
    /// The database to restore into is in use.
    #[error(
        "the database holds a connection or an account already; restore into a new data folder or database"
    )]
    NotEmpty,
    /// What was copied is not what was there.
    #[error("of {table} {expected} rows were there and {found} arrived; please report this")]
    Incomplete {
        /// The table.
        table: &'static str,
        /// Rows that were there.
        expected: u64,
        /// Rows that arrived.
        found: u64,
    },
}

impl BackupError {
    /// The code of interface.md for this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Missing { .. } => "not-found",
            Self::Exists { .. }
            | Self::Foreign { .. }
            | Self::Damaged { .. }
            | Self::Newer { .. }
            | Self::NotEmpty => "usage",
            Self::Unwritable { .. } | Self::Unreadable { .. } | Self::Incomplete { .. } => {
                "database"
            }
        }
    }
}
