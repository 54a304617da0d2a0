//! `sluitend backup`

use std::path::Path;

use bookkeeping::{Language, said_orders};
use jiff::Timestamp;
use serde::Serialize;
use store::{Copied, KeyCopy};
use sync::Fault;

use super::backup_fault::fault;
use crate::cli::Backup;
use crate::installation::store_fault;
use crate::output::Exit;
use crate::program::Program;

/// A backup as JSON.
#[derive(Serialize)]
struct BackupShape {
    file: String,
    taken_at: Timestamp,
    connections: u64,
    orders: u64,
    with_key: bool,
}

/// Makes a backup while others may go on working.
pub(super) async fn run(program: &Program, args: &Backup) -> Result<Exit, Fault> {
    let language = program.language;
    let installation = program.open().await?;
    // A backup of nothing would be taken for one: it is the wrong data folder, rather.
    installation.choose_all(None).await?;
    let key_file = &installation.config.encryption_key_file;
    let mut key = None;
    if args.with_key {
        let loaded = KeyCopy::load(key_file);
        key = loaded.map_err(|error| store_fault(&error.into(), language))?;
    }
    let store = installation.service.store();
    let copied = store.backup(&args.file, program.clock.now(), key.as_ref()).await;
    let copied = copied.map_err(|error| fault(&error, language))?;
    store.close().await;
    let shape = BackupShape {
        file: args.file.display().to_string(),
        taken_at: copied.taken_at,
        connections: copied.connections,
        orders: copied.orders,
        with_key: key.is_some(),
    };
    program.output.done(&shape, || text(args, copied, key_file, language));
    Ok(Exit::Done)
}

fn text(args: &Backup, copied: Copied, key_file: &Path, language: Language) -> String {
    let (file, key_file) = (args.file.display(), key_file.display());
    let orders = said_orders(copied.orders, language);
    match (language, args.with_key) {
        (Language::Nl, false) => format!(
            "Reservekopie gemaakt: {file} ({orders}).\nDe sleutel zit er niet in. Bewaar {key_file} \
             op een andere veilige plek: zonder dat bestand zijn de geheimen niet te lezen."
        ),
        (Language::En, false) => format!(
            "Made a backup: {file} ({orders}).\nThe key is not in it. Keep {key_file} in another \
             safe place: without that file the secrets cannot be read."
        ),
        (Language::Nl, true) => format!(
            "Reservekopie gemaakt: {file} ({orders}).\nDe sleutel zit erin: wie dit bestand heeft, \
             kan de geheimen van de koppelingen lezen. Bewaar het als een wachtwoord."
        ),
        (Language::En, true) => format!(
            "Made a backup: {file} ({orders}).\nThe key is in it: whoever has this file can read \
             the secrets of the connections. Keep it as you keep a password."
        ),
    }
}
