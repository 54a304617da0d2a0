//! Logs, to stderr. Secrets are no part of them: they are never in a `Debug` or an error.

use std::io::IsTerminal;

use bookkeeping::Language;
use sync::{Code, Fault};
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, Layer, Registry};

use crate::config::Environment;
use crate::language::say;

/// The variable that sets the level.
const LEVEL: &str = "SLUITEND_LOG";

/// The variable that sets the form: lines for people, or an object of JSON a line for machines.
const FORMAT: &str = "SLUITEND_LOG_FORMAT";

/// The levels there are.
const LEVELS: [&str; 6] = ["off", "error", "warn", "info", "debug", "trace"];

/// At these levels the driver of the database tells nothing that is no fault: neither what the server remarks while
/// tables are made, nor that its pool was waited for.
const QUIET: [&str; 2] = ["warn", "info"];

/// Starts to log: at the level of `SLUITEND_LOG`, else `usual`, in the form of `SLUITEND_LOG_FORMAT`.
///
/// # Errors
/// If the level or the form cannot be understood, or where traces are to go.
pub(crate) fn start(
    environment: &Environment,
    usual: &str,
    language: Language,
) -> Result<(), Fault> {
    let level = environment.get(LEVEL).unwrap_or(usual);
    let wrong = |why: &str| {
        let hint = say(
            language,
            "Gebruik error, warn, info, debug of trace.",
            "Use error, warn, info, debug or trace.",
        );
        Fault::new(Code::Usage, format!("{LEVEL}={level}{why}"), hint)
    };
    let text = directives(level).ok_or_else(|| wrong(""))?;
    let parsed = EnvFilter::builder().parse(text);
    let filter = parsed.map_err(|error| wrong(&format!(": {error}")))?;
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr).with_target(false);
    let lines: Box<dyn Layer<Registry> + Send + Sync> = match environment.get(FORMAT) {
        None | Some("text") => lines.with_ansi(std::io::stderr().is_terminal()).boxed(),
        // `span` is the innermost, which has the order's id; `spans` has them all.
        Some("json") => lines.json().flatten_event(true).with_current_span(true).boxed(),
        Some(other) => {
            let hint = say(language, "Gebruik text of json.", "Use text or json.");
            return Err(Fault::new(Code::Usage, format!("{FORMAT}={other}"), hint));
        }
    };
    let logs = tracing_subscriber::registry().with(lines.with_filter(filter));
    #[cfg(feature = "otel")]
    let logs = logs.with(crate::traces::layer(environment, language)?);
    // Only a second start could fail, and there is none.
    let _ = logs.try_init();
    Ok(())
}

/// What the filter is told: one level, and with commas between them what deviates from it (`info,sync=debug`). The
/// filter itself takes any word for the name of a part of the program, of which then everything is logged, and
/// nothing of all others.
fn directives(level: &str) -> Option<String> {
    let text = level.trim().to_lowercase();
    let is_level = |word: &str| LEVELS.contains(&word);
    let (alone, named): (Vec<&str>, Vec<&str>) =
        text.split(',').partition(|own| !own.contains('='));
    let are_known =
        named.iter().all(|own| own.rsplit_once('=').is_some_and(|(_, own)| is_level(own)));
    let [general] = alone.as_slice() else { return None };
    if !is_level(general) || !are_known {
        return None;
    }
    let driver = if QUIET.contains(general) {
        "sqlx=warn,sqlx::pool=error,sqlx_core::pool=off,"
    } else {
        ""
    };
    Some(format!("{driver}{text}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_level_is_one_that_there_is() {
        for level in [
            "error",
            "INFO",
            "off",
            "info,sync=debug",
            "web=off,warn",
            "sluitend::driver=trace,info",
        ] {
            let text = directives(level).unwrap_or_else(|| panic!("{level}"));
            assert!(EnvFilter::builder().parse(&text).is_ok(), "{text}");
        }
        for level in [
            "warning",
            "foo",
            "debug=1",
            "loud=very",
            "sync=debug",
            "info,debug",
            "info,",
            "3",
            "info,sync",
        ] {
            assert_eq!(directives(level), None, "{level}");
        }
    }

    #[test]
    fn the_driver_is_quiet_until_somebody_wants_to_know() {
        assert_eq!(
            directives("info").unwrap(),
            "sqlx=warn,sqlx::pool=error,sqlx_core::pool=off,info"
        );
        assert_eq!(directives("debug").unwrap(), "debug");
        let chosen = directives("info,sqlx=debug").unwrap();
        let filter = EnvFilter::builder().parse(&chosen).unwrap();
        assert!(format!("{filter}").contains("sqlx=debug"), "what was chosen stands: {filter}");
    }
}
