//! Why an installation cannot be moved, in sentences that say what to do.

/// Why an installation was not moved, or why its database cannot be worked on.
#[derive(Debug, thiserror::Error)]
pub enum MoveError {
    /// The installation that was in this database is elsewhere.
    #[error("the installation has moved to {to}; set database_url to that, and keep the key file")]
    Away {
        /// Where it is, without a password.
        to: String,
    },
    /// An installation is on its way into this database.
    #[error(
        "an installation is being moved into this database from {from}; run 'sluitend migrate-to' there \
         until it ends"
    )]
    Underway {
        /// Where it comes from.
        from: String,
    },
    /// Only SQLite can be left.
    #[error("this installation is not in a file of SQLite; only from there it can be moved")]
    NotFromSqlite,
    /// Only PostgreSQL can be moved to.
    #[error("an installation can only be moved to 'postgres://…'")]
    NotToPostgres,
    /// There is something in the database that it was to move to.
    #[error("the database to move to holds an installation already; choose an empty database")]
    Occupied,
    /// Something of somebody else is in the database that it was to move to.
    #[error(
        "the database to move to holds what is not of this program, such as {table}; choose an empty database"
    )]
    Strange {
        /// One of their tables.
        table: String,
    },
    /// Another process has taken up the same move, or has ended it.
    #[error("another 'sluitend migrate-to' has taken up this move; let that one end")]
    TakenUp,
    /// What arrived is not what was there.
    #[error("what arrived of {table} is not what was there; please report this")]
    Differs {
        /// The table.
        table: &'static str,
    },
}

impl MoveError {
    /// The code of interface.md for this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Away { .. } | Self::Underway { .. } => "settings",
            Self::NotFromSqlite | Self::NotToPostgres | Self::Occupied | Self::Strange { .. } => {
                "usage"
            }
            Self::TakenUp | Self::Differs { .. } => "database",
        }
    }
}
