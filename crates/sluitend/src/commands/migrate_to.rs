//! `sluitend migrate-to`

use std::time::Duration;

use bookkeeping::{Language, said_orders};
use secrecy::{ExposeSecret, SecretString};
use serde::Serialize;
use store::{Move, MoveError, Moved, MovedTable, Passed, Trouble};
use sync::{Code, Fault};
use url::Url;

use crate::cli::MigrateTo;
use crate::config::Config;
use crate::driver::{Rested, rest_until};
use crate::installation::{leaving, store_fault};
use crate::language::say;
use crate::move_fault::move_fault;
use crate::output::Exit;
use crate::program::Program;
use crate::progress::RowMeter;
use crate::protection;

/// Passes while the work goes on, at the most: where more comes in than a pass can bring over, no number
/// would do.
const MOST: usize = 6;

/// So few rows are written in a moment.
const FEW: u64 = 500;

/// How long to wait for somebody who is getting new tokens.
const MOMENT: Duration = Duration::from_secs(1);

/// A move as JSON.
#[derive(Serialize)]
struct MoveShape {
    from: String,
    to: String,
    connections: u64,
    orders: u64,
    rows: u64,
    tables: Vec<TableShape>,
    passes: Vec<PassShape>,
    written_under_lock: u64,
    locked_ms: u64,
}

/// A table as it was read on both sides.
#[derive(Serialize)]
struct TableShape {
    name: &'static str,
    rows: u64,
    rows_there: u64,
    checksum: String,
    checksum_there: String,
}

/// A pass while the work went on.
#[derive(Serialize)]
struct PassShape {
    rows: u64,
    written: u64,
    ms: u64,
}

impl From<MovedTable> for TableShape {
    fn from(own: MovedTable) -> Self {
        let MovedTable { name, rows, rows_there, checksum, checksum_there } = own;
        Self { name, rows, rows_there, checksum, checksum_there }
    }
}

impl PassShape {
    fn new(own: Passed, took: Duration) -> Self {
        Self { rows: own.rows, written: own.written, ms: millis(took) }
    }
}

/// Moves everything while others may go on working.
pub(super) async fn run(program: &Program, args: &MigrateTo) -> Result<Exit, Fault> {
    let language = program.language;
    let to = shown(&args.address);
    let to = to.ok_or_else(|| move_fault(&MoveError::NotToPostgres, language))?;
    let config = program.configuration()?;
    if !config.database_url.starts_with("sqlite:") {
        return Err(move_fault(&MoveError::NotFromSqlite, language));
    }
    let store = leaving(program, &config).await?;
    let from = config.database_url.clone();
    let address = args.address.expose_secret();
    let own = store.begin_move(address, (&from, &to), program.clock.now()).await;
    let mut own = own.map_err(|error| fault(&error, language))?;
    let meter = RowMeter::new(program.output, language);
    let passes = passes(program, &mut own, &meter).await?;
    let Some((moved, took)) = end(program, &mut own, &meter).await? else {
        return Ok(Exit::Stopped);
    };
    drop(meter);
    own.close().await;
    let text = text(&moved, &to, took, &config, language);
    let shape = MoveShape {
        from,
        to,
        connections: moved.connections,
        orders: moved.orders,
        rows: moved.last.rows,
        tables: moved.tables.into_iter().map(TableShape::from).collect(),
        passes,
        written_under_lock: moved.last.written,
        locked_ms: millis(took),
    };
    program.output.result(&shape, || text);
    Ok(Exit::Done)
}

/// Passes while the work goes on, until little comes in during one.
async fn passes(
    program: &Program,
    own: &mut Move,
    meter: &RowMeter,
) -> Result<Vec<PassShape>, Fault> {
    let mut all = Vec::new();
    while all.len() < MOST {
        meter.pass(all.len() + 1);
        let began = program.clock.steady();
        let result = own.pass(&|progress| meter.tell(progress)).await;
        let passed = result.map_err(|error| fault(&error, program.language))?;
        all.push(PassShape::new(passed, program.clock.steady().saturating_sub(began)));
        if passed.written <= FEW {
            break;
        }
    }
    Ok(all)
}

/// The end, and for how long nobody could work; nothing if the program was asked to stop before it.
async fn end(
    program: &Program,
    own: &mut Move,
    meter: &RowMeter,
) -> Result<Option<(Moved, Duration)>, Fault> {
    let locked = std::sync::Mutex::new(Duration::ZERO);
    let tell = |progress| {
        if progress == store::MoveProgress::Locked {
            let mut locked = locked.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            *locked = program.clock.steady();
        }
        meter.tell(progress);
    };
    loop {
        let moved = own.end(program.clock.now(), &tell).await;
        if let Some(moved) = moved.map_err(|error| fault(&error, program.language))? {
            let locked = *locked.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
            return Ok(Some((moved, program.clock.steady().saturating_sub(locked))));
        }
        let now = program.clock.now();
        let soon = now.saturating_add(MOMENT).unwrap_or(now);
        if rest_until(program.clock.as_ref(), soon, &program.stop).await == Rested::Stopped {
            return Ok(None);
        }
    }
}

/// Where the database is, without what opens it; nothing if that cannot be told for sure.
fn shown(address: &SecretString) -> Option<String> {
    let mut url = Url::parse(address.expose_secret()).ok()?;
    if !matches!(url.scheme(), "postgres" | "postgresql") {
        return None;
    }
    // A password with such a sign in it may have been taken for something else in part.
    let rest = [Some(url.path()), url.query(), url.fragment()];
    if rest.into_iter().flatten().any(|part| part.contains('@')) {
        return None;
    }
    // Where there is no host there is no password either.
    let _ = url.set_password(None);
    url.set_query(None);
    url.set_fragment(None);
    Some(url.to_string())
}

/// A fault on the way: what was brought over stays there. Only the address that was given leads to a server, so
/// what is said of the address of a database is said of that one.
fn fault(error: &store::Error, language: Language) -> Fault {
    let mut fault = store_fault(error, language);
    if matches!(error, store::Error::Move(_)) || error.trouble() == Some(Trouble::Moved) {
        return fault;
    }
    if fault.code == Code::Settings {
        fault.code = Code::Usage;
    }
    let given = say(language, "het adres dat u gaf", "the address that you gave");
    fault.hint = fault.hint.replace("`database_url`", given);
    fault.message = fault.message.replace("`database_url`", given);
    // What the store says is in English.
    fault.message = fault.message.replace("database_url", "the address that you gave");
    let has_way_out = error.trouble().is_some_and(|own| protection::hint(own, language).is_some());
    if matches!(error, store::Error::Database { .. }) && !has_way_out {
        let hint = say(
            language,
            "Verhelp dit en voer dezelfde opdracht opnieuw uit: ze gaat verder waar ze was. Er is niets \
             verloren.",
            "Mend this and run the same command again: it goes on where it was. Nothing is lost.",
        );
        hint.clone_into(&mut fault.hint);
    }
    fault
}

fn text(moved: &Moved, to: &str, took: Duration, config: &Config, language: Language) -> String {
    let orders = said_orders(moved.orders, language);
    let (rows, tables, took) = (moved.last.rows, moved.tables.len(), millis(took));
    let (key_file, old) = (config.encryption_key_file.display(), &config.database_url);
    match language {
        Language::Nl => format!(
            "Verhuisd naar {to} ({orders}).\n{rows} rijen in {tables} tabellen: aantallen en \
             controlegetallen zijn aan beide kanten gelijk. {took} ms lang kon niemand schrijven.\n\
             Zet nu `database_url` op het adres dat u hier gaf, met het wachtwoord, houd het sleutelbestand {key_file}, en \
             start de dienst opnieuw. De oude database ({old}) blijft zoals ze was; geen opdracht werkt er nog \
             mee."
        ),
        Language::En => format!(
            "Moved to {to} ({orders}).\n{rows} rows in {tables} tables: counts and checksums are equal on \
             both sides. For {took} ms nobody could write.\nNow set `database_url` to the address that you \
             gave here, with the password, keep the key file {key_file}, and start the service again. The old database \
             ({old}) stays as it was; no command works on it any more."
        ),
    }
}

fn millis(duration: Duration) -> u64 {
    u64::try_from(duration.as_millis()).unwrap_or(u64::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_an_address_is_said_of_the_one_that_was_given() {
        let troubles = [
            Trouble::Unreachable,
            Trouble::Plain,
            Trouble::Name,
            Trouble::Authority,
            Trouble::Login,
            Trouble::Encoding,
        ];
        let of = |trouble| store::Error::Database { trouble, source: "no".into() };
        let parameter = store::Error::Parameter { name: "sslmod".to_owned(), known: &["sslmode"] };
        let errors = troubles.map(of).into_iter().chain([store::Error::Address, parameter]);
        for error in errors {
            for language in [Language::Nl, Language::En] {
                let own = fault(&error, language);
                let said = format!("{} {}", own.message, own.hint);
                assert!(!said.contains("database_url"), "{said}");
                assert_ne!(own.code, Code::Settings, "{said}");
            }
        }
    }

    #[test]
    fn an_address_is_shown_without_what_opens_it() {
        for (address, told) in [
            ("postgres://me:hunter2@db.example:5433/x", Some("postgres://me@db.example:5433/x")),
            ("postgresql://me@db.example/x", Some("postgresql://me@db.example/x")),
            ("postgres://db/x?password=hunter2&sslmode=require", Some("postgres://db/x")),
            ("postgres:///x?host=/tmp", Some("postgres:///x")),
            ("postgres://me:hunter%402@db/x", Some("postgres://me@db/x")),
            ("postgres://me:hun/ter2@db/x", None),
            ("postgres://me:2/hunter2@db/x", None),
            ("postgres://me:2?hunter2@db/x", None),
            ("postgres://me:2#hunter2@db/x", None),
            ("mysql://me:hunter2@db/x", None),
            ("sqlite:x.db", None),
            ("", None),
        ] {
            let own = shown(&address.to_owned().into());
            assert_eq!(own.as_deref(), told, "{address}");
        }
    }
}
