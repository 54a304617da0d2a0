//! `sluitend restore`

use std::path::Path;
use std::sync::Arc;

use bookkeeping::{Language, said_orders};
use jiff::Timestamp;
use serde::Serialize;
use store::{Backup, Copied, KeyCopy, OsEntropy, Store};
use sync::{Code, Fault};

use super::backup_fault::fault;
use crate::cli::Restore;
use crate::config;
use crate::installation::store_fault;
use crate::language::say;
use crate::output::Exit;
use crate::program::Program;

/// What was put back, as JSON.
#[derive(Serialize)]
struct RestoreShape {
    file: String,
    taken_at: Timestamp,
    connections: u64,
    orders: u64,
    key_written: bool,
    notes: Vec<String>,
}

/// Puts a backup back. The database is opened only when the backup was found sound and there is a
/// key; the key file is written last, before what was put back is kept.
pub(super) async fn run(program: &Program, args: &Restore) -> Result<Exit, Fault> {
    let (language, folder) = (program.language, program.folder()?);
    let config = program.configuration()?;
    config::make(&folder, language)?;
    let backup = Backup::open(&args.file, &folder).await;
    let mut backup = backup.map_err(|error| fault(&error, language))?;
    let probed = backup.newest_fact(sync::PROBED).await;
    let probed = probed.map_err(|error| fault(&error, language))?;
    let resumption = config.options.resumption(program.clock.now(), probed.as_deref())?;
    let settle = resumption.settle_at.duration_since(resumption.at);
    let minutes = settle.as_secs().unsigned_abs().div_ceil(60);
    let key_file = &config.encryption_key_file;
    let unusable = |error: store::KeyFileError| store_fault(&error.into(), language);
    let own = KeyCopy::load(key_file).map_err(unusable)?;
    let is_new = own.is_none();
    let key = choose(own, backup.key(), key_file, language)?;
    let sealing = key.key().map_err(unusable)?;
    let store = Store::open(&config.database_url, sealing, Arc::new(OsEntropy)).await;
    let store = store.map_err(|error| store_fault(&error, language))?;
    let restored = store.restore(backup, resumption).await;
    let restored = restored.map_err(|error| fault(&error, language))?;
    if is_new {
        key.save(key_file).map_err(unusable)?;
    }
    let copied = restored.copied();
    restored.commit().await.map_err(|error| store_fault(&error, language))?;
    store.close().await;
    let shape = RestoreShape {
        file: args.file.display().to_string(),
        taken_at: copied.taken_at,
        connections: copied.connections,
        orders: copied.orders,
        key_written: is_new,
        notes: notes(minutes, is_new.then_some(key_file), language),
    };
    program.output.result(&shape, || text(args, copied, &shape.notes, language));
    Ok(Exit::Done)
}

/// The key that opens what is put back: the one that is here, or else that of the backup.
fn choose(
    own: Option<KeyCopy>,
    theirs: Option<&KeyCopy>,
    key_file: &Path,
    language: Language,
) -> Result<KeyCopy, Fault> {
    let path = key_file.display();
    let (message, hint) = match (own, theirs) {
        (Some(own), Some(theirs)) if own != *theirs => (
            match language {
                Language::Nl => format!("De reservekopie heeft een andere sleutel dan {path}."),
                Language::En => format!("The backup has another key than {path}."),
            },
            say(
                language,
                "Er is niets veranderd. Verplaats dit sleutelbestand als er niets mee verzegeld is, \
                 of kies een nieuwe map met --data.",
                "Nothing was changed. Move this key file away if nothing was sealed with it, or \
                 choose a new folder with --data.",
            ),
        ),
        (Some(own), _) => return Ok(own),
        (None, Some(theirs)) => return Ok(theirs.clone()),
        (None, None) => (
            match language {
                Language::Nl => {
                    format!("De sleutel zit niet in de reservekopie, en {path} is er niet.")
                }
                Language::En => format!("The key is not in the backup, and {path} is not there."),
            },
            say(
                language,
                "Zet eerst het sleutelbestand dat erbij hoort op die plek, en probeer opnieuw; zonder \
                 zijn de geheimen niet te lezen. Is het verloren, verbind dan opnieuw met `sluitend \
                 connect`: facturen die er al zijn, worden herkend.",
                "Put the key file that belongs to it there first, and try again; without it the \
                 secrets cannot be read. If it is lost, connect anew with `sluitend connect`: \
                 invoices that are there already are recognised.",
            ),
        ),
    };
    Err(Fault::new(Code::KeyFile, message, hint))
}

/// What a person must know.
fn notes(minutes: u64, key_file: Option<&std::path::PathBuf>, language: Language) -> Vec<String> {
    let since = say(
        language,
        "Wat na de reservekopie is geboekt, is hier niet bekend. De volgende `sluitend sync` vindt die \
         facturen in Moneybird aan hun herkomst terug en neemt ze over; er wordt niets dubbel geboekt. \
         Bestellingen die in de reservekopie op een mens wachtten, wachten tot `sluitend retry`, ook als ze \
         sindsdien zijn geboekt. Wat een mens sindsdien heeft beslist (terzijde gelegd, gecorrigeerd, \
         instellingen), moet opnieuw.",
        "What was booked after the backup is not known here. The next `sluitend sync` finds those invoices \
         in Moneybird by their source and takes them over; nothing is booked twice. Orders that waited for a \
         person in the backup wait for `sluitend retry`, even if they were booked since. What people decided \
         since (set aside, corrected, settings) must be decided again.",
    );
    let mut notes = vec![since.to_owned(), settling(minutes, language)];
    if let Some(path) = key_file.map(|path| path.display()) {
        notes.push(match language {
            Language::Nl => format!("De sleutel uit de reservekopie staat nu in {path}."),
            Language::En => format!("The key of the backup is now in {path}."),
        });
    }
    notes
}

fn settling(minutes: u64, language: Language) -> String {
    let time = match (language, minutes) {
        (Language::Nl, 1) => "De eerste minuut".to_owned(),
        (Language::Nl, _) => format!("De eerste {minutes} minuten"),
        (Language::En, 1) => "For the first minute".to_owned(),
        (Language::En, _) => format!("For the first {minutes} minutes"),
    };
    match language {
        Language::Nl => format!(
            "Laat geen andere installatie meer met deze winkel werken. {time} wordt er niets geboekt: wat \
             een andere het laatst verstuurde, kan in Moneybird nog ontbreken."
        ),
        Language::En => format!(
            "Let no other installation work on this shop any more. {time} nothing is booked: what another \
             sent last may not show in Moneybird yet."
        ),
    }
}

fn text(args: &Restore, copied: Copied, notes: &[String], language: Language) -> String {
    let (file, at) = (args.file.display(), copied.taken_at.strftime("%Y-%m-%d %H:%M UTC"));
    let orders = said_orders(copied.orders, language);
    let first = match language {
        Language::Nl => format!("Teruggezet: {file} van {at} ({orders})."),
        Language::En => format!("Restored: {file} of {at} ({orders})."),
    };
    let lines: Vec<&str> =
        [first.as_str()].into_iter().chain(notes.iter().map(String::as_str)).collect();
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_minute_is_said_as_one() {
        for (minutes, nl, en) in [
            (1, "De eerste minuut wordt", "For the first minute nothing"),
            (15, "De eerste 15 minuten wordt", "For the first 15 minutes nothing"),
        ] {
            assert!(settling(minutes, Language::Nl).contains(nl), "{minutes}");
            assert!(settling(minutes, Language::En).contains(en), "{minutes}");
        }
    }
}
