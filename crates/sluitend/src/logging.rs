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
    let filter = EnvFilter::builder().parse(level).map_err(|error| {
        let hint = say(
            language,
            "Gebruik error, warn, info, debug of trace.",
            "Use error, warn, info, debug or trace.",
        );
        Fault::new(Code::Usage, format!("{LEVEL}={level}: {error}"), hint)
    })?;
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
