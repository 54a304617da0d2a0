//! What leaves the program: results to stdout, everything else to stderr.

mod adoption;
mod amount;
mod billing;
mod capacity;
mod causes;
mod connections;
mod corrections;
mod erased;
mod exit;
mod letters;
mod orders;
mod preview;
mod probe;
mod shown;
mod statement;
mod sync;
mod table;
#[cfg(test)]
mod tests;
mod warning;
mod wrap;

use std::io::{ErrorKind, Write};

use bookkeeping::Language;
use serde::Serialize;

pub(crate) use adoption::{AdoptionShape, adoption};
pub(crate) use amount::amount;
pub(crate) use billing::{BilledShape, EndShape, ResumeShape, billed, billed_csv};
pub(crate) use capacity::{Known, capacity, reckoned};
pub(crate) use connections::{ConnectionShape, ConnectionsShape, STATES, connections, state_of};
pub(crate) use corrections::{CorrectionShape, CorrectionsShape, corrections};
pub(crate) use erased::{ErasedShape, erased, scrubbed};
pub(crate) use exit::Exit;
pub(crate) use letters::{LettersShape, letters};
pub(crate) use orders::{OrderShape, OrdersShape, order, orders};
pub(crate) use preview::{PreviewShape, preview};
pub(crate) use probe::probe;
use shown::shown;
pub(crate) use statement::statement;
pub(crate) use sync::{CountsShape, SyncShape, SyncedShape, synced};
pub(crate) use table::{Align, Table};
pub(crate) use warning::{WarningShape, warnings};
pub(crate) use wrap::wrapped;

use crate::language::say;

/// Where results and errors go, and in which form.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Output {
    json: bool,
    quiet: bool,
    language: Language,
}

/// An error as JSON (interface.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub(crate) struct ErrorShape {
    /// The public code.
    pub(crate) code: &'static str,
    /// What happened.
    pub(crate) message: String,
    /// What to do.
    pub(crate) hint: String,
}

impl From<&::sync::Fault> for ErrorShape {
    fn from(fault: &::sync::Fault) -> Self {
        Self { code: fault.code.as_str(), message: fault.message.clone(), hint: fault.hint.clone() }
    }
}

#[derive(Serialize)]
struct FailureShape {
    error: ErrorShape,
}

impl Output {
    /// Output as the command line asks for it.
    pub(crate) fn new(json: bool, quiet: bool, language: Language) -> Self {
        Self { json, quiet, language }
    }

    /// Whether results are JSON.
    pub(crate) fn is_json(self) -> bool {
        self.json
    }

    /// Whether only results and errors are wanted.
    pub(crate) fn is_quiet(self) -> bool {
        self.quiet
    }

    /// Prints a result: as JSON, or as the text that `text` makes.
    pub(crate) fn result<T: Serialize>(self, shape: &T, text: impl FnOnce() -> String) {
        if !self.json {
            self.plain(&shown(&text()));
            return;
        }
        match serde_json::to_string_pretty(shape) {
            Ok(json) => self.plain(&json),
            Err(error) => self.note(&format!("JSON: {error}")),
        }
    }

    /// Tells that something was done whose result is not printed, such as a file: as JSON, or as text unless only
    /// results are wanted.
    pub(crate) fn done<T: Serialize>(self, shape: &T, text: impl FnOnce() -> String) {
        if self.json || !self.quiet {
            self.result(shape, text);
        }
    }

    /// Prints text to stdout, with a newline at its end.
    pub(crate) fn plain(self, text: &str) {
        let mut stdout = std::io::stdout().lock();
        let end = if text.ends_with('\n') { "" } else { "\n" };
        let written = write!(stdout, "{text}{end}").and_then(|()| stdout.flush());
        match written {
            Ok(()) => {}
            // Whoever read it has seen enough, as `head` does.
            Err(error) if error.kind() == ErrorKind::BrokenPipe => {}
            Err(error) => self.note(&format!("stdout: {error}")),
        }
    }

    /// Tells something by the way, on stderr.
    pub(crate) fn note(self, text: &str) {
        if !self.quiet {
            write_error(text);
        }
    }

    /// Tells what went wrong and what to do: as JSON on stdout, else on stderr.
    pub(crate) fn failure(self, fault: &::sync::Fault) -> Exit {
        if self.json {
            self.result(&FailureShape { error: fault.into() }, String::new);
        } else {
            let word = say(self.language, "Fout", "Error");
            complain(word, fault);
        }
        Exit::Failed(fault.code.exit())
    }
}

/// Tells of a fault on stderr: what happened, then what to do.
pub(crate) fn complain(about: &str, fault: &::sync::Fault) {
    write_error(&format!("{about}: {}", fault.message));
    if !fault.hint.is_empty() {
        write_error(&fault.hint);
    }
}

/// Writes to stderr; when even that is closed there is nobody left to tell.
fn write_error(text: &str) {
    let _ = writeln!(std::io::stderr().lock(), "{}", shown(text));
}
