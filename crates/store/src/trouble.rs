//! From what the engines say to what a person can do.

use std::io::ErrorKind;

use sqlx::migrate::MigrateError;

use crate::{Error, Trouble};

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        let trouble = match &error {
            // Nothing but an address is configured, and what stands in it may be a secret.
            sqlx::Error::Configuration(_) => return Self::Address,
            sqlx::Error::Database(answer) => answered(&answer.code().unwrap_or_default()),
            sqlx::Error::Tls(why) => tls(&why.to_string()),
            // What was read cannot be: so TLS says that it does not trust the other side.
            sqlx::Error::Io(why) if why.kind() == ErrorKind::InvalidData => tls(&why.to_string()),
            // A proxy whose server is gone takes a connection and ends it, which to the driver is a strange answer.
            sqlx::Error::Io(_) | sqlx::Error::Protocol(_) => Trouble::Unreachable,
            sqlx::Error::PoolTimedOut => Trouble::Busy,
            sqlx::Error::PoolClosed | sqlx::Error::WorkerCrashed => Trouble::Closed,
            sqlx::Error::ColumnDecode { .. } | sqlx::Error::Decode(_) => Trouble::Damaged,
            _ => Trouble::Statement,
        };
        Self::database(trouble, error)
    }
}

impl From<MigrateError> for Error {
    fn from(error: MigrateError) -> Self {
        match error {
            MigrateError::Execute(error) | MigrateError::ExecuteMigration(error, _) => {
                match Self::from(error) {
                    // A table that we are about to make is there already.
                    Self::Database { trouble: Trouble::Statement, source } => {
                        Self::Database { trouble: Trouble::Foreign, source }
                    }
                    other => other,
                }
            }
            MigrateError::VersionMissing(_) => Self::database(Trouble::Newer, error),
            other => Self::database(Trouble::Foreign, other),
        }
    }
}

/// What the driver, or TLS below it, says in words alone.
fn tls(why: &str) -> Trouble {
    if why.contains("does not support TLS") {
        Trouble::Plain
    } else if why.contains("not valid for name") || why.contains("NotValidForName") {
        Trouble::Name
    } else {
        Trouble::Certificate
    }
}

/// SQLite's codes are numbers whose low byte is the kind of error, PostgreSQL's have five signs.
fn answered(code: &str) -> Trouble {
    match code.parse::<u32>() {
        Ok(REFUSED_BY_TRIGGER) => Trouble::Moved,
        Ok(number) if code.len() != 5 => sqlite(number & 0xff),
        _ => postgres(code),
    }
}

/// What a trigger of SQLite refuses. Ours stand where an installation has moved away, and nowhere else.
const REFUSED_BY_TRIGGER: u32 = 1811;

/// <https://www.sqlite.org/rescode.html>.
fn sqlite(code: u32) -> Trouble {
    match code {
        5 | 6 => Trouble::Locked,
        8 => Trouble::ReadOnly,
        10 => Trouble::Disk,
        11 | 26 => Trouble::Damaged,
        13 => Trouble::Full,
        14 => Trouble::Closed,
        _ => Trouble::Statement,
    }
}

/// <https://www.postgresql.org/docs/current/errcodes-appendix.html>.
fn postgres(code: &str) -> Trouble {
    match code {
        "40001" | "40P01" | "55P03" => Trouble::Locked,
        "53100" => Trouble::Full,
        "53300" => Trouble::Busy,
        // What leads to the server leads to another one since, or this one is yet to take over.
        "25006" => Trouble::Standby,
        "42501" => Trouble::ReadOnly,
        "58030" => Trouble::Disk,
        "SLU01" => Trouble::Moving,
        "3D000" => Trouble::Closed,
        _ if code.starts_with("28") => Trouble::Login,
        _ if code.starts_with("08") || code.starts_with("57P") => Trouble::Unreachable,
        _ if code.starts_with("XX") => Trouble::Damaged,
        _ => Trouble::Statement,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_of_both_engines_become_advice() {
        for (code, trouble) in [
            ("5", Trouble::Locked),
            ("517", Trouble::Locked),
            ("13", Trouble::Full),
            ("1032", Trouble::ReadOnly),
            ("778", Trouble::Disk),
            ("26", Trouble::Damaged),
            ("14", Trouble::Closed),
            ("2067", Trouble::Statement),
            ("1811", Trouble::Moved),
            ("SLU01", Trouble::Moving),
            ("53100", Trouble::Full),
            ("25006", Trouble::Standby),
            ("42501", Trouble::ReadOnly),
            ("53300", Trouble::Busy),
            ("40P01", Trouble::Locked),
            ("28P01", Trouble::Login),
            ("57P01", Trouble::Unreachable),
            ("57P02", Trouble::Unreachable),
            ("57P03", Trouble::Unreachable),
            ("08006", Trouble::Unreachable),
            ("3D000", Trouble::Closed),
            ("23505", Trouble::Statement),
        ] {
            assert_eq!(answered(code), trouble, "{code}");
        }
    }

    #[test]
    fn a_server_that_stops_starts_is_full_or_is_a_standby_is_only_away() {
        for (code, expected) in [
            ("57P01", true),
            ("57P02", true),
            ("57P03", true),
            ("53300", true),
            ("08006", true),
            ("25006", true),
            ("42501", false),
            ("53100", false),
            ("8", false),
        ] {
            let error = Error::database(answered(code), "it said so");
            assert_eq!(error.is_interruption(), expected, "{code}");
        }
    }
}
