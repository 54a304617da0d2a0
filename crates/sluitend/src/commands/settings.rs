//! `sluitend settings`

use std::path::Path;

use bookkeeping::Language;
use serde::Serialize;
use store::Connection;
use sync::{Code, Fault};

use crate::cli::{Settings, SettingsCommand};
use crate::commands::input;
use crate::commands::undecided::undecided;
use crate::driver::patiently;
use crate::installation::{Installation, store_fault};
use crate::language::say;
use crate::output::Exit;
use crate::program::Program;
use crate::progress::Meter;

/// Settings as JSON: the connection they are of, and their TOML.
#[derive(Serialize)]
struct SettingsShape {
    connection: String,
    toml: String,
}

/// Shows, proposes, imports or exports settings.
pub(super) async fn run(program: &Program, args: &Settings) -> Result<Exit, Fault> {
    let installation = program.open().await?;
    let connection = installation.choose(args.connection.as_ref()).await?;
    let language = program.language;
    let toml = match &args.command {
        SettingsCommand::Export => stored(&connection, language)?.to_owned(),
        SettingsCommand::Show => complete(stored(&connection, language)?, &installation)?,
        SettingsCommand::Suggest => suggest(program, &installation, &connection).await?,
        SettingsCommand::Import { file } => {
            import(program, &installation, &connection, file).await?
        }
    };
    let is_import = matches!(args.command, SettingsCommand::Import { .. });
    let shape = SettingsShape { connection: connection.id.to_string(), toml };
    // Of an import there is nothing to show: that it was done is a remark.
    if program.output.is_json() || !is_import {
        program.output.result(&shape, || shape.toml.clone());
        if !is_import {
            return Ok(Exit::Done);
        }
    } else if !program.output.is_quiet() {
        program.output.plain(&imported(&connection, language));
    }
    let left = undecided(&installation.service.parse(&shape.toml)?, language);
    if let Some(left) = left {
        program.output.note(&left);
    }
    Ok(Exit::Done)
}

fn stored(connection: &Connection, language: Language) -> Result<&str, Fault> {
    connection.settings.as_deref().ok_or_else(|| {
        let message = say(
            language,
            "Deze koppeling heeft nog geen instellingen.",
            "This connection has no settings yet.",
        );
        let hint = say(
            language,
            "`sluitend settings suggest` stelt ze voor.",
            "`sluitend settings suggest` proposes them.",
        );
        Fault::new(Code::NotFound, message, hint)
    })
}

/// All settings, with the defaults of those that were not written.
fn complete(text: &str, installation: &Installation) -> Result<String, Fault> {
    let settings = installation.service.parse(text)?;
    settings.to_toml().map_err(|error| Fault::new(Code::Settings, error.to_string(), ""))
}

async fn suggest(
    program: &Program,
    installation: &Installation,
    connection: &Connection,
) -> Result<String, Fault> {
    let service = &installation.service;
    let meter = Meter::new(&connection.shop_name, service, program.output);
    patiently(service, &program.stop, &meter, || service.suggest(&connection.id)).await
}

async fn import(
    program: &Program,
    installation: &Installation,
    connection: &Connection,
    file: &Path,
) -> Result<String, Fault> {
    let text = input::read_text(file, program.language)?;
    let service = &installation.service;
    let meter = Meter::new(&connection.shop_name, service, program.output);
    let import = || service.import_settings(&connection.id, &text);
    patiently(service, &program.stop, &meter, import).await?;
    // The background service need not wait for its next turn.
    let due = service.store().look_now(&connection.id, service.clock().now()).await;
    due.map_err(|error| store_fault(&error, program.language))?;
    Ok(text)
}

fn imported(connection: &Connection, language: Language) -> String {
    let name = &connection.shop_name;
    match language {
        Language::Nl => format!(
            "De instellingen van {name} gelden vanaf nu. Hierna: `sluitend sync` boekt de bestellingen."
        ),
        Language::En => format!(
            "The settings of {name} hold from now on. Next: `sluitend sync` books the orders."
        ),
    }
}
