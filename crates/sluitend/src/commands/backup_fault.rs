//! What went wrong with a backup, for a person.

use bookkeeping::Language;
use store::{BackupError, Error};
use sync::{Code, Fault};

use crate::installation::store_fault;
use crate::language::say;

/// A fault of a backup or of the database.
pub(super) fn fault(error: &Error, language: Language) -> Fault {
    match error {
        Error::Backup(backup) => {
            let code = match backup.code() {
                "usage" => Code::Usage,
                "not-found" => Code::NotFound,
                _ => Code::Database,
            };
            Fault::new(code, message(backup, language), hint(backup, language))
        }
        Error::WrongKey { expected, actual } => {
            let message = match language {
                Language::Nl => format!(
                    "De geheimen in de reservekopie zijn verzegeld met sleutel {expected}; het \
                     sleutelbestand hier is sleutel {actual}."
                ),
                Language::En => format!(
                    "The secrets in the backup were sealed with key {expected}; the key file here \
                     is key {actual}."
                ),
            };
            let hint = say(
                language,
                "Er is niets teruggezet. Zet het sleutelbestand dat erbij hoort op zijn plek, en \
                 probeer opnieuw.",
                "Nothing was restored. Put the key file that belongs to it in its place, and try \
                 again.",
            );
            Fault::new(Code::KeyFile, message, hint)
        }
        other => store_fault(other, language),
    }
}

fn message(error: &BackupError, language: Language) -> String {
    let Language::Nl = language else { return sentence(error) };
    match error {
        BackupError::Exists { path } => format!("{} bestaat al.", path.display()),
        BackupError::Unwritable { path, source } => {
            format!("De reservekopie {} kan niet worden geschreven: {source}.", path.display())
        }
        BackupError::Missing { path } => format!("Er is geen bestand {}.", path.display()),
        BackupError::Unreadable { path, source } => {
            format!("De reservekopie {} kan niet worden gelezen: {source}.", path.display())
        }
        BackupError::Foreign { path } => {
            format!("{} is geen reservekopie van dit programma.", path.display())
        }
        BackupError::Damaged { path } => {
            format!("De reservekopie {} is beschadigd of afgekapt.", path.display())
        }
        BackupError::Newer { path } => {
            format!(
                "De reservekopie {} is van een nieuwere versie van dit programma.",
                path.display()
            )
        }
        BackupError::NotEmpty => {
            "In deze database staat al een koppeling of een account.".to_owned()
        }
        BackupError::Incomplete { table, expected, found } => {
            format!("Van {table} waren er {expected} rijen en zijn er {found} aangekomen.")
        }
    }
}

/// What happened, without what to do, which the hint says.
fn sentence(error: &BackupError) -> String {
    let text = error.to_string();
    let first = text.split_once("; ").map_or(text.as_str(), |(first, _)| first);
    let mut letters = first.chars();
    let capital = letters.next().map(|letter| letter.to_uppercase().to_string());
    let is_path = first.starts_with(['/', '.']);
    match capital.filter(|_| !is_path) {
        Some(capital) => format!("{capital}{}.", letters.as_str()),
        None => format!("{first}."),
    }
}

fn hint(error: &BackupError, language: Language) -> &'static str {
    match error {
        BackupError::Exists { .. } => say(
            language,
            "Kies een andere naam; een bestand wordt nooit overschreven.",
            "Choose another name; a file is never written over.",
        ),
        BackupError::Unwritable { .. } => say(
            language,
            "Kies een map waarin dit kan en waar ruimte is.",
            "Choose a folder where that can be done and that has room.",
        ),
        BackupError::Missing { .. } | BackupError::Unreadable { .. } => say(
            language,
            "Er is niets veranderd. Controleer het pad, de rechten en de ruimte in de gegevensmap.",
            "Nothing was changed. Check the path, the rights and the room in the data folder.",
        ),
        BackupError::Foreign { .. } => say(
            language,
            "Er is niets veranderd. Geef een bestand dat `sluitend backup` heeft gemaakt.",
            "Nothing was changed. Give a file that `sluitend backup` made.",
        ),
        BackupError::Damaged { .. } => say(
            language,
            "Er is niets veranderd. Neem een andere reservekopie.",
            "Nothing was changed. Take another backup.",
        ),
        BackupError::Newer { .. } => say(
            language,
            "Er is niets veranderd. Werk het programma bij en probeer opnieuw.",
            "Nothing was changed. Update the program and try again.",
        ),
        BackupError::NotEmpty => say(
            language,
            "Er is niets veranderd. Zet terug in een nieuwe map (--data) of een lege database.",
            "Nothing was changed. Restore into a new folder (--data) or an empty database.",
        ),
        BackupError::Incomplete { .. } => say(
            language,
            "Er is niets bewaard. Dit is een fout van het programma; meld het, alstublieft.",
            "Nothing was kept. This is a fault of the program; please report it.",
        ),
    }
}
