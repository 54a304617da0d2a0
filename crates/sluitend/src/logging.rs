//! Logs, to stderr. Secrets are no part of them: they are never in a `Debug` or an error.

use std::io::IsTerminal;

use bookkeeping::Language;
use sync::{Code, Fault};
use tracing_subscriber::EnvFilter;

use crate::config::Environment;
use crate::language::say;

/// The variable that sets the level.
const LEVEL: &str = "SLUITEND_LOG";

/// Starts to log: at the level of `SLUITEND_LOG`, else `usual`.
///
/// # Errors
/// If the level cannot be understood.
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
    let logs = tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false);
    // Only a second start could fail, and there is none.
    let _ = logs.try_init();
    Ok(())
}
