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

/// Settings as JSON: the connection they are of, and their TOML; of an import also how many orders that waited for
/// them are tried again.
#[derive(Serialize)]
struct SettingsShape {
    connection: String,
    toml: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    retried: Option<u64>,
}

/// Shows, proposes, imports or exports settings.
pub(super) async fn run(program: &Program, args: &Settings) -> Result<Exit, Fault> {
    let installation = program.open().await?;
    let connection = installation.choose(args.connection.as_ref()).await?;
    let language = program.language;
    let mut retried = None;
    let toml = match &args.command {
        SettingsCommand::Export => stored(&connection, language)?.to_owned(),
        SettingsCommand::Show => complete(stored(&connection, language)?, &installation)?,
        SettingsCommand::Suggest => suggest(program, &installation, &connection).await?,
        SettingsCommand::Import { file } => {
            let (text, orders) = import(program, &installation, &connection, file).await?;
            retried = Some(orders);
            text
        }
    };
    let shape = SettingsShape { connection: connection.id.to_string(), toml, retried };
    let Some(retried) = retried else {
        program.output.result(&shape, || shape.toml.clone());
        return Ok(Exit::Done);
    };
    program.output.done(&shape, || imported(&connection, retried, language));
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
) -> Result<(String, u64), Fault> {
    let text = input::read_text(file, program.language)?;
    let service = &installation.service;
    let meter = Meter::new(&connection.shop_name, service, program.output);
    let import = || service.import_settings(&connection.id, &text);
    patiently(service, &program.stop, &meter, import).await?;
    let retried = service.retry_by_settings(&connection.id).await?;
    // The background service need not wait for its next turn.
    let due = service.store().look_now(&connection.id, service.clock().now()).await;
    due.map_err(|error| store_fault(&error, program.language))?;
    Ok((text, retried))
}

fn imported(connection: &Connection, retried: u64, language: Language) -> String {
    let name = &connection.shop_name;
    let again = match (retried, language) {
        (0, _) => String::new(),
        (1, Language::Nl) => {
            " De ene geweigerde bestelling die erop wachtte, wordt opnieuw geprobeerd.".to_owned()
        }
        (1, Language::En) => {
            " The one refused order that waited for them is tried again.".to_owned()
        }
        (_, Language::Nl) => {
            format!(
                " {retried} geweigerde bestellingen die erop wachtten, worden opnieuw geprobeerd."
            )
        }
        (_, Language::En) => {
            format!(" {retried} refused orders that waited for them are tried again.")
        }
    };
    match language {
        Language::Nl => format!(
            "De instellingen van {name} gelden vanaf nu.{again} Hierna: `sluitend sync` boekt de bestellingen."
        ),
        Language::En => format!(
            "The settings of {name} hold from now on.{again} Next: `sluitend sync` books the orders."
        ),
    }
}
