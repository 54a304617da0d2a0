//! Where the database is, as `database_url` says it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use crate::Error;

/// A parsed `database_url`. Its `Debug` shows no password.
#[derive(Clone, PartialEq, Eq)]
pub(crate) enum Address {
    /// An SQLite file.
    File(PathBuf),
    /// An SQLite database that is gone when it is closed.
    Memory,
    /// A PostgreSQL server.
    Postgres(String),
}

impl FromStr for Address {
    type Err = Error;

    /// `sqlite:PATH`, `sqlite://PATH`, `sqlite::memory:`, `postgres://…` or `postgresql://…`. The
    /// path is taken literally and has no options behind it.
    fn from_str(url: &str) -> Result<Self, Error> {
        if url.starts_with("postgres://") || url.starts_with("postgresql://") {
            return Ok(Self::Postgres(named(url)));
        }
        let path = url.strip_prefix("sqlite:").ok_or(Error::Address)?;
        match path.strip_prefix("//").unwrap_or(path) {
            "" => Err(Error::Address),
            ":memory:" => Ok(Self::Memory),
            options if options.contains('?') => Err(Error::Address),
            path => Ok(Self::File(path.into())),
        }
    }
}

/// The address with our name in it, by which the server lists our connections, unless it has another one.
fn named(url: &str) -> String {
    if url.contains("application_name=") {
        return url.to_owned();
    }
    let separator = if url.contains('?') { '&' } else { '?' };
    format!("{url}{separator}application_name=sluitend")
}

impl fmt::Debug for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::File(path) => write!(f, "sqlite:{}", path.display()),
            Self::Memory => f.write_str("sqlite::memory:"),
            Self::Postgres(_) => f.write_str("postgres://…"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_the_forms_that_it_knows() {
        for (url, address) in [
            ("sqlite:a b.db", Some(Address::File("a b.db".into()))),
            ("sqlite:///var/x.db", Some(Address::File("/var/x.db".into()))),
            ("sqlite:/var/x.db", Some(Address::File("/var/x.db".into()))),
            ("sqlite::memory:", Some(Address::Memory)),
            ("sqlite:", None),
            ("sqlite://x.db?mode=ro", None),
            ("mysql://x", None),
            ("/var/x.db", None),
        ] {
            assert_eq!(url.parse().ok(), address, "{url}");
        }
    }

    #[test]
    fn a_server_is_told_our_name_unless_it_is_told_another_one() {
        for (url, told) in [
            ("postgres://u@h/x", "postgres://u@h/x?application_name=sluitend"),
            (
                "postgresql://u@h/x?sslmode=disable",
                "postgresql://u@h/x?sslmode=disable&application_name=sluitend",
            ),
            ("postgres://u@h/x?application_name=me", "postgres://u@h/x?application_name=me"),
        ] {
            assert_eq!(url.parse().ok(), Some(Address::Postgres(told.to_owned())), "{url}");
            let options: sqlx::postgres::PgConnectOptions = told.parse().unwrap();
            assert_eq!(options.get_host(), "h");
        }
    }

    #[test]
    fn hides_the_password() {
        let address: Address = "postgres://me:hunter2@localhost/x".parse().unwrap();
        assert!(!format!("{address:?}").contains("hunter2"));
    }
}
