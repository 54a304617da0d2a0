//! `sluitend close`

use std::path::Path;

use bookkeeping::Language;
use papers::{csv, xlsx};
use sync::{Code, Fault};

use crate::cli::Close;
use crate::driver::closed;
use crate::language::say;
use crate::output::{Exit, statement};
use crate::program::Program;
use crate::progress::Meter;

/// Makes the closing statement.
pub(super) async fn run(program: &Program, args: &Close) -> Result<Exit, Fault> {
    let language = program.language;
    let installation = program.open().await?;
    let service = &installation.service;
    let connection = installation.choose(args.connection.as_ref()).await?;
    let meter = Meter::new(&connection.shop_name, service, program.output);
    let made = closed(service, &connection.id, args.period, &program.stop, &meter).await?;
    meter.done();
    let Some(made) = made else { return Ok(Exit::Stopped) };
    if let Some(path) = &args.csv {
        write(path, csv(&made).as_bytes(), language)?;
    }
    if let Some(path) = &args.xlsx {
        let made = xlsx(&made, service.clock().now(), language);
        write(path, &made.map_err(|error| too_large(&error.to_string(), language))?, language)?;
    }
    program.output.result(&made, || statement(&made, language));
    Ok(if made.closes { Exit::Done } else { Exit::NeedsPerson })
}

fn too_large(reason: &str, language: Language) -> Fault {
    let message = match language {
        Language::Nl => format!("Hiervan kan geen rekenblad worden gemaakt: {reason}."),
        Language::En => format!("No spreadsheet can be made of this: {reason}."),
    };
    let hint = say(
        language,
        "Neem een kortere periode, of gebruik --csv.",
        "Take a shorter period, or use --csv.",
    );
    Fault::new(Code::Usage, message, hint)
}

/// Writes a file that was asked for.
pub(super) fn write(path: &Path, content: &[u8], language: Language) -> Result<(), Fault> {
    std::fs::write(path, content).map_err(|error| {
        let path = path.display();
        let message = match language {
            Language::Nl => format!("{path} kan niet worden geschreven: {error}."),
            Language::En => format!("{path} cannot be written: {error}."),
        };
        let hint = say(language, "Kies een andere plek.", "Choose another place.");
        Fault::new(Code::Usage, message, hint)
    })
}
