//! What cannot be understood: help texts aside, exit code 2, as JSON where that was asked for.

use bookkeeping::Language;
use clap::CommandFactory;
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
    if output.is_json() {
        return output.failure(&fault(error, language));
    }
    if is_bare(error) {
        output.note(&super::Cli::command().render_help().to_string());
    } else {
        // With clap's own colours and its hints about what was meant. When stderr is closed there
        // is nobody left to tell.
        let _ = error.print();
    }
    Exit::Usage
}

/// Whether no command was given. An environment variable counts as an argument to clap, so it does
/// not show its help by itself.
fn is_bare(error: &clap::Error) -> bool {
    error.kind() == ErrorKind::MissingSubcommand && error.to_string().contains("'sluitend' ")
}

fn fault(error: &clap::Error, language: Language) -> Fault {
    let text = error.to_string();
    // The first paragraph says what is wrong, the rest is usage.
    let first = text.split("\n\n").next().unwrap_or_default();
    let message = if is_bare(error) {
        say(language, "Er is geen opdracht gegeven.", "No command was given.").to_owned()
    } else {
        first.trim_start_matches("error: ").trim().to_owned()
    };
    let hint = say(
        language,
        "`--help` achter de opdracht toont hoe het moet, met een voorbeeld.",
        "`--help` after the command shows how, with an example.",
    );
    Fault::new(Code::Usage, message, hint)
}
