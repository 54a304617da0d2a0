//! `sluitend manual`

use bookkeeping::Language;
use clap::CommandFactory;
use serde::Serialize;
use sync::{Code, Fault};

use crate::cli::{Cli, Manual};
use crate::language::{reason, say};
use crate::output::Exit;
use crate::program::Program;

/// The pages as JSON.
#[derive(Serialize)]
struct PagesShape {
    folder: String,
}

/// Writes a page for each command.
pub(super) fn run(program: &Program, args: &Manual) -> Result<Exit, Fault> {
    let language = program.language;
    let folder = args.folder.display().to_string();
    clap_mangen::generate_to(Cli::command(), &args.folder).map_err(|error| {
        let error = reason(&error, language);
        let message = match language {
            Language::Nl => format!("De pagina's kunnen niet in {folder} worden gezet: {error}."),
            Language::En => format!("The pages cannot be written to {folder}: {error}."),
        };
        let hint = say(
            language,
            "Noem een map die er is en waarin u mag schrijven.",
            "Name a folder that is there and that you may write to.",
        );
        Fault::new(Code::Usage, message, hint)
    })?;
    let text = match language {
        Language::Nl => format!("De pagina's staan in {folder}; lees ze met `man sluitend`."),
        Language::En => format!("The pages are in {folder}; read them with `man sluitend`."),
    };
    program.output.result(&PagesShape { folder }, || text);
    Ok(Exit::Done)
}
