//! `sluitend probe`

use std::path::Path;

use bookkeeping::Language;
use sync::{Code, Fault};

use crate::cli::Probe;
use crate::driver::probed;
use crate::language::{reason, say};
use crate::output::{Exit, probe};
use crate::program::Program;
use crate::progress::Meter;

/// Asks, and tells what came of it.
pub(super) async fn run(program: &Program, args: &Probe) -> Result<Exit, Fault> {
    let language = program.language;
    let installation = program.open().await?;
    let service = &installation.service;
    let connection = installation.choose(args.connection.as_ref()).await?;
    let meter = Meter::new("probe", service, program.output);
    let named = args.administration_is_a_sandbox.as_deref();
    let found = probed(service, &connection.id, named, &program.stop, &meter).await?;
    meter.done();
    let Some(report) = found else {
        program.output.note(say(
            language,
            "Gestopt. Er kunnen testdocumenten zijn blijven staan (referentie sluitend-probe-…); \
             `sluitend probe` ruimt ze de volgende keer op.",
            "Stopped. Test documents may still be there (reference sluitend-probe-…); \
             `sluitend probe` removes them the next time.",
        ));
        return Ok(Exit::Stopped);
    };
    let text = probe(&report, language);
    if let Some(path) = &args.report {
        write(path, &text, language)?;
    }
    program.output.result(&report, || text);
    Ok(if report.left.is_empty() { Exit::Done } else { Exit::NeedsPerson })
}

fn write(path: &Path, text: &str, language: Language) -> Result<(), Fault> {
    std::fs::write(path, text).map_err(|error| {
        let (path, error) = (path.display(), reason(&error, language));
        let message = match language {
            Language::Nl => format!("{path} kan niet worden geschreven: {error}."),
            Language::En => format!("{path} cannot be written: {error}."),
        };
        let hint = say(language, "Kies een andere plek.", "Choose another place.");
        Fault::new(Code::Usage, message, hint)
    })
}
