//! `sluitend export`

use std::io::{BufWriter, ErrorKind};
use std::path::Path;

use bookkeeping::{Language, said_orders};
use serde::Serialize;
use sync::{Code, Fault};

use crate::cli::Export;
use crate::language::{reason, say};
use crate::output::Exit;
use crate::program::Program;

/// An export as JSON.
#[derive(Serialize)]
struct ExportShape {
    file: String,
    connection: String,
    orders: u64,
}

/// Writes all that is kept of a connection to a new file, for its owner alone.
pub(super) async fn run(program: &Program, args: &Export) -> Result<Exit, Fault> {
    let language = program.language;
    let installation = program.open().await?;
    let connection = installation.choose(args.connection.as_ref()).await?;
    let file = store::private_file().create_new(true).open(&args.file);
    let file = file.map_err(|error| unmade(&args.file, &error, language))?;
    let mut out = BufWriter::new(file);
    let orders = installation.service.export(&connection.id, &mut out).await?;
    let file = args.file.display().to_string();
    let shape = ExportShape { file, connection: connection.id.to_string(), orders };
    program.output.done(&shape, || {
        let (file, orders) = (&shape.file, said_orders(orders, language));
        match language {
            Language::Nl => format!(
                "Geschreven: {file} ({orders}). Er staan klanten in: bewaar het als de boeken."
            ),
            Language::En => format!(
                "Written: {file} ({orders}). Customers are in it: keep it as you keep the books."
            ),
        }
    });
    Ok(Exit::Done)
}

fn unmade(path: &Path, error: &std::io::Error, language: Language) -> Fault {
    let path = path.display();
    let message = match (language, error.kind()) {
        (Language::Nl, ErrorKind::AlreadyExists) => format!("{path} bestaat al."),
        (Language::En, ErrorKind::AlreadyExists) => format!("{path} is there already."),
        (Language::Nl, _) => {
            format!("{path} kan niet worden gemaakt: {}.", reason(error, language))
        }
        (Language::En, _) => format!("{path} cannot be made: {}.", reason(error, language)),
    };
    let hint = say(language, "Kies een andere naam of map.", "Choose another name or folder.");
    Fault::new(Code::Usage, message, hint)
}
