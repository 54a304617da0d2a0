//! How what goes between this program and the database is kept from others on the network.

use std::io::ErrorKind;
use std::net::IpAddr;

use sqlx::postgres::{PgConnectOptions, PgSslMode};

use crate::address::Address;
use crate::{Error, Trouble};

/// How it is protected, as the address of the database says it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Protection {
    /// It never leaves this machine: a file, a socket, or a loopback address.
    Local,
    /// By TLS, with a certificate that is checked.
    Checked,
    /// As somebody chose: by the mode of this name, which checks no certificate.
    Chosen(&'static str),
    /// The address says nothing of it. Then the server decides: TLS with whatever certificate, or plain text.
    Unsaid,
}

impl Protection {
    /// Reads it from a `database_url`.
    ///
    /// # Errors
    /// If the address is of no form that we know.
    pub fn of(url: &str) -> Result<Self, Error> {
        let Address::Postgres(url) = url.parse()? else { return Ok(Self::Local) };
        let options: PgConnectOptions = url.parse()?;
        if is_socket(&options) || is_loopback(options.get_host()) {
            return Ok(Self::Local);
        }
        Ok(match options.get_ssl_mode() {
            PgSslMode::VerifyFull | PgSslMode::VerifyCa => Self::Checked,
            PgSslMode::Disable => Self::Chosen("disable"),
            PgSslMode::Allow => Self::Chosen("allow"),
            PgSslMode::Require => Self::Chosen("require"),
            PgSslMode::Prefer if names_a_mode(&url) => Self::Chosen("prefer"),
            PgSslMode::Prefer => Self::Unsaid,
        })
    }
}

/// Whether it is a socket of this machine, whose folder the driver takes for a host where none was named.
fn is_socket(options: &PgConnectOptions) -> bool {
    options.get_socket().is_some() || options.get_host().starts_with('/')
}

fn is_loopback(host: &str) -> bool {
    let bare = host.trim_start_matches('[').trim_end_matches(']');
    host == "localhost" || bare.parse().is_ok_and(|address: IpAddr| address.is_loopback())
}

/// Whether the mode that the driver takes by itself stands in the address as well.
fn names_a_mode(url: &str) -> bool {
    let (_, options) = url.split_once('?').unwrap_or_default();
    let mut names = options.split('&').filter_map(|own| own.split_once('='));
    names.any(|(name, _)| matches!(name, "sslmode" | "ssl-mode"))
}

/// Why a connection to PostgreSQL could not be made.
pub(crate) fn refused(url: &str, error: sqlx::Error) -> Error {
    let is_file = |kind| matches!(kind, ErrorKind::NotFound | ErrorKind::PermissionDenied);
    // A socket is a file, too, and missing while the server does not run.
    let is_by_tcp = || url.parse().is_ok_and(|options: PgConnectOptions| !is_socket(&options));
    match &error {
        sqlx::Error::Io(own) if is_file(own.kind()) && is_by_tcp() => {
            Error::database(Trouble::Authority, error)
        }
        _ => error.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_says_how_it_is_protected() {
        let table = [
            ("sqlite:/var/x.db", Protection::Local),
            ("postgres://me@localhost/x", Protection::Local),
            ("postgres://me@127.0.0.1:6432/x", Protection::Local),
            ("postgres://me@[::1]/x", Protection::Local),
            ("postgres://me@%2Frun%2Fpostgresql/x", Protection::Local),
            ("postgres://me@db.example/x?host=/run/postgresql", Protection::Local),
            ("postgres://me@db.example/x", Protection::Unsaid),
            ("postgres://me@db.example/x?application_name=sslmode", Protection::Unsaid),
            ("postgres://me@localhost/x?host=db.example", Protection::Unsaid),
            ("postgres://me@10.0.0.7/x", Protection::Unsaid),
            ("postgres://me@db.example/x?sslmode=prefer", Protection::Chosen("prefer")),
            ("postgres://me@db.example/x?user=a&sslmode=disable", Protection::Chosen("disable")),
            ("postgres://me@db.example/x?sslmode=allow", Protection::Chosen("allow")),
            ("postgres://me@db.example/x?ssl-mode=require", Protection::Chosen("require")),
            ("postgres://me@db.example/x?sslmode=verify-ca", Protection::Checked),
            ("postgresql://me@db.example/x?sslmode=verify-full", Protection::Checked),
        ];
        for (url, expected) in table {
            assert_eq!(Protection::of(url).unwrap(), expected, "{url}");
        }
        for url in ["mysql://x", "postgres://me@db.example/x?sslmode=safe"] {
            let error = Protection::of(url).unwrap_err();
            assert!(matches!(error, Error::Address), "{url}: {error:?}");
        }
    }
}
