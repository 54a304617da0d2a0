//! What can go wrong, in sentences that say what to do.

use crate::backup::BackupError;
use crate::moving::MoveError;
use crate::seal::KeyFileError;
use crate::{AccountId, ConnectionId, EntropyError, InstallId};

/// Why the store could not do what was asked.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The database itself.
    #[error("{trouble}{}", words(*trouble, source.as_ref()))]
    Database {
        /// What kind of trouble, and what to do about it.
        trouble: Trouble,
        /// What the database said.
        #[source]
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The address of the database is not one that we know.
    #[error(
        "database_url must be 'sqlite:' and the path of a file in an existing folder, or 'postgres://…' with \
         options that there are, such as '?sslmode=verify-full'"
    )]
    Address,
    /// The address of the database has a parameter that there is not, which the driver would pass over.
    #[error(
        "database_url has the parameter '{name}', which there is not; there are: {}",
        .known.join(", ")
    )]
    Parameter {
        /// Its name, or `…` where that could be a part of a password.
        name: String,
        /// Those that there are.
        known: &'static [&'static str],
    },
    /// A value in the database is not what was written there.
    #[error(
        "the database holds a damaged value in {table}.{column} of {row}; restore a backup, or \
         make the connection again"
    )]
    Damaged {
        /// Table.
        table: &'static str,
        /// Column.
        column: &'static str,
        /// The row's id.
        row: String,
    },
    /// A sealed value was sealed with another key.
    #[error(
        "the secrets in the database were sealed with key {expected}, but the key file holds key \
         {actual}; put back the key file that belongs to this database"
    )]
    WrongKey {
        /// Id of the key that is needed.
        expected: String,
        /// Id of the key that was given.
        actual: String,
    },
    /// The key file.
    #[error(transparent)]
    KeyFile(#[from] KeyFileError),
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
    /// A backup cannot be made or put back.
    #[error(transparent)]
    Backup(#[from] BackupError),
    /// An installation cannot be moved, or has moved.
    #[error(transparent)]
    Move(#[from] MoveError),
    /// There is no such connection.
    #[error("there is no connection {0}; 'sluitend connections' lists the ones there are")]
    NoConnection(ConnectionId),
    /// There is no such order.
    #[error("there is no order {order} in connection {connection}; 'sluitend orders' lists them")]
    NoOrder {
        /// The connection.
        connection: ConnectionId,
        /// The order's id in CCV Shop.
        order: i64,
    },
    /// There is no such account.
    #[error("there is no account {0}")]
    NoAccount(AccountId),
    /// There is no such install, or it is gone and its keys are forgotten.
    #[error("there is no install {0}; install the app again from CCV Shop's App Store")]
    NoInstall(InstallId),
    /// Two accounts cannot have one address: it would not be known whom a mail is for.
    #[error(
        "another account has this e-mail address; choose another one, or come in as that account"
    )]
    EmailTaken,
    /// Somebody else works on this connection now; nothing was written.
    #[error("the lease on connection {0} ran out or was taken over; nothing was written")]
    LeaseLost(ConnectionId),
    /// A row is not in the state that the change starts from; nothing was changed.
    #[error("{what} is {found}, not {expected}; it was changed meanwhile, so look again")]
    Conflict {
        /// Which row.
        what: String,
        /// The state or stage that the change starts from.
        expected: String,
        /// The state and stage that were found.
        found: String,
    },
}

/// Kinds of trouble with a database.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Trouble {
    /// Another program holds it.
    #[error(
        "the database is locked by another program; let that finish or stop it, then run this again"
    )]
    Locked,
    /// No room.
    #[error("the disk of the database is full; make room and run this again, nothing is lost")]
    Full,
    /// No right to write to the file.
    #[error(
        "the database can be read but not written; give this user the right to write to the file \
         and its folder"
    )]
    ReadOnly,
    /// It cannot be opened.
    #[error(
        "the database cannot be opened; check that it exists and that this user may read and write \
         it"
    )]
    Closed,
    /// The disk fails.
    #[error("the disk of the database gives errors; check the disk before anything else")]
    Disk,
    /// The file is damaged or something else.
    #[error("the database file is damaged or not a database of ours; restore a backup")]
    Damaged,
    /// Its file system has no shared memory for write-ahead logging.
    #[error(
        "the database file is on a disk that cannot keep it safe, such as a network disk; move the \
         data folder to a disk of this machine"
    )]
    Unsafe,
    /// The server cannot be reached.
    #[error("the database server cannot be reached; check that it runs and check database_url")]
    Unreachable,
    /// The server offers no TLS.
    #[error(
        "the database server offers no TLS, which sslmode in database_url asks for; nothing was sent to it"
    )]
    Plain,
    /// The server's certificate is not one that we trust.
    #[error(
        "the certificate of the database server is of no authority that is known here, or is not valid \
         now; nothing was sent to it"
    )]
    Certificate,
    /// The server's certificate is another's.
    #[error(
        "the certificate of the database server is for another name than the one in database_url; nothing \
         was sent to it"
    )]
    Name,
    /// The certificate of the authority is not there.
    #[error(
        "a file of certificates that database_url names cannot be read; check its path and its rights"
    )]
    Authority,
    /// The server refused the login.
    #[error(
        "the database server refused the login; check user and password in database_url, and whether it \
         lets this machine in as it comes"
    )]
    Login,
    /// The server does not let us do that.
    #[error(
        "the database server does not allow this to the role that database_url names; give that role the rights"
    )]
    Denied,
    /// The server has no connection left.
    #[error(
        "the database server gives out no more connections now; make database_connections of our processes \
         smaller, or the limit of the server or of the role larger"
    )]
    Crowded,
    /// It gave no connection in time.
    #[error(
        "the database gave no connection within half a minute: it cannot be reached, has too much to do, or gives \
         out no more of them; check that it runs and run this again"
    )]
    Busy,
    /// An earlier statement of the transaction failed.
    #[error("the database failed earlier in this piece of work, and nothing of it was kept")]
    Abandoned,
    /// The server takes no changes at present.
    #[error(
        "the database server takes no changes now: it is a standby, or was set to read only; wait until it \
         is not, or let database_url lead to the server that takes them"
    )]
    Standby,
    /// It was made by a newer version.
    #[error("the database was made by a newer version of this program; update the program")]
    Newer,
    /// Its tables are not those of this program.
    #[error("the tables of the database were not made by this program; choose another database")]
    Foreign,
    /// Its texts are in another encoding than ours.
    #[error("the database keeps texts in another encoding than UTF8; choose one that is in UTF8")]
    Encoding,
    /// The installation that was in it has moved.
    #[error(
        "the installation has moved from this database to another one; start the program again with \
         the database_url that it moved to"
    )]
    Moved,
    /// An installation is on its way into it.
    #[error(
        "an installation is being moved into this database; let 'sluitend migrate-to' end first"
    )]
    Moving,
    /// Anything else.
    #[error("the database refused a statement; this is a fault of the program, please report it")]
    Statement,
}

impl Error {
    /// The code of interface.md for this error.
    pub fn code(&self) -> &'static str {
        match self {
            Self::WrongKey { .. } | Self::KeyFile(_) | Self::Entropy(_) => "key-file",
            Self::NoConnection(_)
            | Self::NoOrder { .. }
            | Self::NoAccount(_)
            | Self::NoInstall(_) => "not-found",
            Self::EmailTaken => "usage",
            Self::Backup(error) => error.code(),
            Self::Move(error) => error.code(),
            Self::Database { .. }
            | Self::Address
            | Self::Parameter { .. }
            | Self::Damaged { .. }
            | Self::LeaseLost(_)
            | Self::Conflict { .. } => "database",
        }
    }

    /// Whether work was only interrupted, by a database that is away or a lease that ran out meanwhile: it can go on
    /// as soon as both are had again.
    pub fn is_interruption(&self) -> bool {
        let away = [Trouble::Unreachable, Trouble::Busy, Trouble::Crowded, Trouble::Standby];
        let is_away = self.trouble().is_some_and(|own| away.contains(&own));
        is_away || matches!(self, Self::LeaseLost(_))
    }

    /// The kind of trouble, if the database itself is what failed.
    pub fn trouble(&self) -> Option<Trouble> {
        match self {
            Self::Database { trouble, .. } => Some(*trouble),
            _ => None,
        }
    }

    pub(crate) fn database(
        trouble: Trouble,
        source: impl Into<Box<dyn std::error::Error + Send + Sync>>,
    ) -> Self {
        Self::Database { trouble, source: source.into() }
    }
}

/// What the server itself says, where only that tells what it is about: which table, whose limit.
fn words(trouble: Trouble, source: &(dyn std::error::Error + Send + Sync + 'static)) -> String {
    match source.downcast_ref() {
        Some(sqlx::Error::Database(answer))
            if matches!(trouble, Trouble::Denied | Trouble::Crowded) =>
        {
            format!(" (it says: {})", answer.message())
        }
        _ => String::new(),
    }
}
