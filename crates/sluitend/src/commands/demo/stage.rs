//! The installation that the demo runs on: in a temporary folder, like any other.

use std::num::NonZeroU32;
use std::sync::Arc;

use bookkeeping::Language;
use secrecy::SecretString;
use store::ConnectionId;
use sync::{Code, ConnectRequest, Connected, Fault};
use tempfile::TempDir;

use super::sandboxes::{ADMINISTRATION, Sandboxes, Start};
use super::{Args, SPEED};
use crate::config::Environment;
use crate::driver::patiently;
use crate::installation::Installation;
use crate::language::say;
use crate::output::Output;
use crate::program::Program;
use crate::progress::Meter;

/// Everything that the demo runs on. The folder is removed when this is dropped.
pub(super) struct Stage {
    pub(super) sandboxes: Sandboxes,
    pub(super) installation: Installation,
    pub(super) connected: Connected,
    pub(super) connection: ConnectionId,
    pub(super) folder: TempDir,
}

impl Stage {
    /// Starts the sandboxes, makes an installation and connects it with them over HTTP.
    ///
    /// # Errors
    /// What stood in the way.
    pub(super) async fn set(program: &Program, args: &Args) -> Result<Self, Fault> {
        let language = program.language;
        let speed = NonZeroU32::new(SPEED).unwrap_or(NonZeroU32::MIN);
        let start = Start {
            orders: args.orders,
            seed: args.seed,
            speed,
            shop_port: 0,
            books_port: 0,
            administration: ADMINISTRATION.to_owned(),
        };
        let sandboxes = Sandboxes::start(&start, language).await?;
        let more = format!("[moneybird]\napi_url = \"{}\"\n", sandboxes.api_url);
        let folder = folder(&sandboxes, &more).map_err(|error| unwritten(&error, language))?;
        let installation = open(program, &folder).await?;
        let service = &installation.service;
        let meter = Meter::new("demo", service, program.output);
        let ask = || service.connect(request(&sandboxes));
        let connected = patiently(service, &program.stop, &meter, ask).await?;
        let connection = installation.choose(None).await?.id;
        Ok(Self { sandboxes, installation, connected, connection, folder })
    }
}

/// A folder with a configuration that points at the sandboxes; `more` comes before how to sync.
pub(super) fn folder(sandboxes: &Sandboxes, more: &str) -> std::io::Result<TempDir> {
    let mut builder = tempfile::Builder::new();
    builder.prefix("sluitend-demo-");
    // Its owner's alone, as a data folder must be.
    #[cfg(unix)]
    builder.permissions(std::os::unix::fs::PermissionsExt::from_mode(0o700));
    let folder = builder.tempdir()?;
    let text = format!(
        "# Made by `sluitend demo`; gone when it ends.\n\
         {more}\n\
         [sync]\ninterval_minutes = 1\nwindow_seconds = {}\nshop_window_seconds = {}\n",
        sandboxes.books_seconds, sandboxes.shop_seconds,
    );
    std::fs::write(folder.path().join("sluitend.toml"), text)?;
    Ok(folder)
}

/// Opens the installation, away from whatever this machine is configured for.
pub(super) async fn open(program: &Program, folder: &TempDir) -> Result<Installation, Fault> {
    let apart = Program {
        data: Some(folder.path().to_owned()),
        config: None,
        environment: Environment::default(),
        language: program.language,
        // What is usually told of a new installation does not matter for one that is thrown away.
        output: Output::new(false, true, program.language),
        clock: Arc::clone(&program.clock),
        stop: program.stop.clone(),
    };
    apart.open().await
}

fn request(sandboxes: &Sandboxes) -> ConnectRequest {
    ConnectRequest {
        shop_url: sandboxes.shop_url.clone(),
        administration: Some(sandboxes.books.administration_id()),
        settings: Some(sandboxes.settings.clone()),
        shop_key: SecretString::from(sandboxes.key.clone()),
        shop_secret: SecretString::from(sandboxes.secret.clone()),
        moneybird_token: SecretString::from(sandboxes.token.clone()),
    }
}

fn unwritten(error: &std::io::Error, language: Language) -> Fault {
    let message = match language {
        Language::Nl => format!("Een tijdelijke map kan niet worden gemaakt: {error}."),
        Language::En => format!("A temporary folder cannot be made: {error}."),
    };
    let hint = say(
        language,
        "Maak ruimte, of wijs met TMPDIR een andere map aan.",
        "Make room, or point TMPDIR at another folder.",
    );
    Fault::new(Code::Settings, message, hint)
}
