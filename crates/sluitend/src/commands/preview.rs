//! `sluitend preview`

use std::path::Path;

use sync::{Code, Fault, Preview as Previewed};

use crate::cli::Preview;
use crate::commands::input;
use crate::driver::patiently;
use crate::language::say;
use crate::output::{Exit, PreviewShape, preview};
use crate::program::Program;
use crate::progress::Meter;

/// Shows how an order would be booked. One that would not be needs a person.
pub(super) async fn run(program: &Program, args: &Preview) -> Result<Exit, Fault> {
    let previewed = match (&args.order, &args.rows, &args.settings, &args.number) {
        (Some(order), Some(rows), Some(settings), _) => files(program, [order, rows, settings])?,
        (_, _, _, Some(number)) => live(program, args, number).await?,
        // The command line lets nothing else through.
        _ => return Err(Fault::new(Code::Usage, "--order or --number", "")),
    };
    let language = program.language;
    let shape = PreviewShape::new(&previewed.decided, language);
    program.output.result(&shape, || preview(&previewed.decided, language));
    Ok(if previewed.decided.is_ok() { Exit::Done } else { Exit::NeedsPerson })
}

/// From files, without data folder, database or network.
fn files(program: &Program, paths: [&Path; 3]) -> Result<Previewed, Fault> {
    let language = program.language;
    if paths.iter().filter(|path| input::is_stdin(path)).count() > 1 {
        let message = say(
            language,
            "Standaardinvoer (-) kan maar één van de bestanden zijn.",
            "Standard input (-) can be only one of the files.",
        );
        let hint = say(language, "Geef de andere als bestand.", "Give the others as files.");
        return Err(Fault::new(Code::Usage, message, hint));
    }
    let [order, rows, settings] = paths;
    let text = input::read_text(settings, language)?;
    let settings = bookkeeping::Settings::parse(&text).map_err(|error| {
        let path = settings.display();
        let hint = say(language, "Verbeter het bestand.", "Mend the file.");
        Fault::new(Code::Settings, format!("{path}: {error}"), hint)
    })?;
    let (order, rows) = (input::read(order, language)?, input::read(rows, language)?);
    sync::preview(&order, &rows, &settings).map_err(|fault| {
        let hint = say(
            language,
            "Geef de JSON zoals de API van CCV Shop die geeft.",
            "Give the JSON as CCV Shop's API gives it.",
        );
        Fault { hint: hint.to_owned(), ..fault }
    })
}

/// From the shop, with the administration as it is now.
async fn live(program: &Program, args: &Preview, number: &str) -> Result<Previewed, Fault> {
    let installation = program.open().await?;
    let service = &installation.service;
    let connection = installation.choose(args.connection.as_ref()).await?;
    let meter = Meter::new(&connection.shop_name, service, program.output);
    patiently(service, &program.stop, &meter, || service.preview(&connection.id, number)).await
}
