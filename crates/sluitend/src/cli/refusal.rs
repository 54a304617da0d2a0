//! What cannot be understood: help texts aside, exit code 2, as JSON where that was asked for.

use bookkeeping::Language;
use clap::error::ErrorKind;
use sync::{Code, Fault};

use crate::language::say;
use crate::output::{Exit, Output};

/// Prints help or version, or says what is wrong with the command line.
pub(crate) fn refuse(error: &clap::Error, output: Output, language: Language) -> Exit {
    if matches!(error.kind(), ErrorKind::DisplayHelp | ErrorKind::DisplayVersion) {
        output.plain(&error.to_string());
        return Exit::Done;
    }
    if !output.is_json() {
        // With clap's own colours and its hints about what was meant.
        let _ = error.print();
        return Exit::Usage;
    }
    output.failure(&fault(error, language))
}

fn fault(error: &clap::Error, language: Language) -> Fault {
    let text = error.to_string();
    // The first paragraph says what is wrong, the rest is usage.
    let first = text.split("\n\n").next().unwrap_or_default();
    let message = match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            say(language, "Er is geen opdracht gegeven.", "No command was given.").to_owned()
        }
        _ => first.trim_start_matches("error: ").trim().to_owned(),
    };
    let hint = say(
        language,
        "`--help` achter de opdracht toont hoe het moet, met een voorbeeld.",
        "`--help` after the command shows how, with an example.",
    );
    Fault::new(Code::Usage, message, hint)
}
