//! Where the database is, as `database_url` says it.

use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;

use sqlx::any::AnyConnectOptions;

use crate::Error;

/// The parameters that an address of PostgreSQL may have, besides `options[…]`.
const PARAMETERS: &[&str] = &[
    "sslmode",
    "sslrootcert",
    "sslcert",
    "sslkey",
    "host",
    "hostaddr",
    "port",
    "dbname",
    "user",
    "password",
    "application_name",
    "options",
    "statement-cache-capacity",
];

/// Other spellings of some of them.
const SPELLINGS: [&str; 5] = ["ssl-mode", "ssl-root-cert", "ssl-ca", "ssl-cert", "ssl-key"];

/// What PostgreSQL's own library takes besides, and addresses of hosting firms have in them. The driver passes over it,
/// and nobody's check is lost by that.
const PASSED_OVER: [&str; 11] = [
    "channel_binding",
    "client_encoding",
    "connect_timeout",
    "fallback_application_name",
    "gssencmode",
    "keepalives",
    "keepalives_count",
    "keepalives_idle",
    "keepalives_interval",
    "target_session_attrs",
    "tcp_user_timeout",
];

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
            let url = url.trim_end();
            check_parameters(url)?;
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

/// Refuses a parameter that the driver does not know. It would pass over it, and so over a check of the server's
/// certificate that was misspelt.
fn check_parameters(url: &str) -> Result<(), Error> {
    let options: AnyConnectOptions = url.parse()?;
    let url = options.database_url;
    let is_known = |name: &str| {
        let is_setting = name.starts_with("options[") && name.ends_with(']');
        is_setting
            || PARAMETERS.contains(&name)
            || SPELLINGS.contains(&name)
            || PASSED_OVER.contains(&name)
    };
    let Some((name, _)) = url.query_pairs().find(|(name, _)| !is_known(name)) else {
        return Ok(());
    };
    // A password with such a sign in it may have been taken for something else in part.
    let has_password = url.query_pairs().any(|(name, _)| name == "password");
    let is_shown = !has_password && !url.query().unwrap_or_default().contains('@');
    let name = if is_shown { name.escape_debug().to_string() } else { "…".to_owned() };
    Err(Error::Parameter { name, known: PARAMETERS })
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
            ("postgres://u@h/x ", "postgres://u@h/x?application_name=sluitend"),
        ] {
            assert_eq!(url.parse().ok(), Some(Address::Postgres(told.to_owned())), "{url}");
            let options: sqlx::postgres::PgConnectOptions = told.parse().unwrap();
            assert_eq!(options.get_host(), "h");
        }
    }

    #[test]
    fn refuses_a_parameter_that_there_is_not() {
        let name = |parameters: &str| {
            let address: Result<Address, Error> =
                format!("postgres://me@db.example/x{parameters}").parse();
            match address {
                Ok(_) => None,
                Err(Error::Parameter { name, .. }) => Some(name),
                Err(other) => panic!("{parameters}: {other:?}"),
            }
        };
        for known in PARAMETERS.iter().chain(&SPELLINGS).chain(&PASSED_OVER) {
            assert_eq!(name(&format!("?{known}=1")), None, "{known}");
        }
        for (parameters, expected) in [
            ("", None),
            ("?", None),
            ("?options[search_path]=a&options%5Bx%5D=b", None),
            ("?sslmod=verify-full", Some("sslmod")),
            ("?sslmode=verify-full&SSLROOTCERT=a", Some("SSLROOTCERT")),
            ("?sslmode", None),
            ("?verify-full", Some("verify-full")),
            ("?sslmode=require;sslkey=a", None),
            ("?a%0Ab=1", Some("a\\nb")),
            ("?password=hun&ter2", Some("…")),
            ("?hun&ter2@db/x", Some("…")),
        ] {
            assert_eq!(name(parameters).as_deref(), expected, "{parameters}");
        }
    }

    /// What the driver itself takes: it is told of each parameter that it passes over.
    #[test]
    fn the_driver_knows_these_parameters() {
        for known in PARAMETERS.iter().chain(&SPELLINGS) {
            let of = |value: &str| {
                let url = format!("postgres://me:secret@db.example:1/x?{known}={value}");
                url.parse::<sqlx::postgres::PgConnectOptions>().map(|own| format!("{own:?}"))
            };
            let plain = "postgres://me:secret@db.example:1/x";
            let plain: sqlx::postgres::PgConnectOptions = plain.parse().unwrap();
            let is_taken = ["require", "::1", "7"].into_iter().any(|value| match of(value) {
                Ok(told) => told != format!("{plain:?}"),
                Err(_) => true,
            });
            assert!(is_taken, "{known}");
        }
    }

    #[test]
    fn hides_the_password() {
        let address: Address = "postgres://me:hunter2@localhost/x".parse().unwrap();
        assert!(!format!("{address:?}").contains("hunter2"));
    }
}
