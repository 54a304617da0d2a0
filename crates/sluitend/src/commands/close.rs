//! `sluitend close`

use std::path::Path;

use bookkeeping::Language;
use sync::{Code, Fault};

use crate::cli::Close;
use crate::driver::closed;
use crate::language::say;
use crate::output::{Exit, csv, statement};
use crate::program::Program;
use crate::progress::Meter;

/// Makes the closing statement.
pub(super) async fn run(program: &Program, args: &Close) -> Result<Exit, Fault> {
    let language = program.language;
    if args.xlsx.is_some() {
        return Err(later(language));
    }
    let installation = program.open().await?;
    let service = &installation.service;
    let connection = installation.choose(args.connection.as_ref()).await?;
    let meter = Meter::new(&connection.shop_name, service, program.output);
    let made = closed(service, &connection.id, args.period, &program.stop, &meter).await?;
    meter.done();
    let Some(made) = made else { return Ok(Exit::Stopped) };
    if let Some(path) = &args.csv {
        write(path, &csv(&made), language)?;
    }
    program.output.result(&made, || statement(&made, language));
    Ok(if made.closes { Exit::Done } else { Exit::NeedsPerson })
}

fn later(language: Language) -> Fault {
    let message =
        say(language, "--xlsx komt in een latere versie.", "--xlsx comes with a later version.");
    let hint = say(
        language,
        "Gebruik --csv; elk rekenblad leest dat.",
        "Use --csv; every spreadsheet reads that.",
    );
    Fault::new(Code::Usage, message, hint)
}

fn write(path: &Path, text: &str, language: Language) -> Result<(), Fault> {
    std::fs::write(path, text).map_err(|error| {
        let path = path.display();
        let message = match language {
            Language::Nl => format!("{path} kan niet worden geschreven: {error}."),
            Language::En => format!("{path} cannot be written: {error}."),
        };
        let hint = say(language, "Kies een andere plek.", "Choose another place.");
        Fault::new(Code::Usage, message, hint)
    })
}
