//! What stands in the way of a move, or of working where something has moved, for a person.

use bookkeeping::Language;
use store::MoveError;
use sync::{Code, Fault};

use crate::language::say;

/// A fault of a move.
pub(crate) fn move_fault(error: &MoveError, language: Language) -> Fault {
    let code = match error.code() {
        "settings" => Code::Settings,
        "usage" => Code::Usage,
        _ => Code::Database,
    };
    Fault::new(code, message(error, language), hint(error, language))
}

fn message(error: &MoveError, language: Language) -> String {
    let (nl, en) = match error {
        MoveError::Away { to } => {
            return match language {
                Language::Nl => format!("Deze installatie is verhuisd naar {to}."),
                Language::En => format!("This installation has moved to {to}."),
            };
        }
        MoveError::Underway { from } => {
            return match language {
                Language::Nl => format!(
                    "Naar deze database wordt een installatie verhuisd ({from}), en dat is nog niet \
                     klaar."
                ),
                Language::En => format!(
                    "An installation ({from}) is being moved into this database, and that is not \
                     finished yet."
                ),
            };
        }
        MoveError::NotFromSqlite => (
            "Deze installatie staat niet in een bestand van SQLite.",
            "This installation is not in a file of SQLite.",
        ),
        MoveError::NotToPostgres => (
            "Het adres is geen adres van een PostgreSQL-database.",
            "The address is not that of a PostgreSQL database.",
        ),
        MoveError::Occupied => (
            "In de database waarnaar moet worden verhuisd, staat al een installatie.",
            "The database to move to holds an installation already.",
        ),
        MoveError::Strange { table } => {
            return match language {
                Language::Nl => format!(
                    "In de database waarnaar moet worden verhuisd, staat iets van een ander: {table}."
                ),
                Language::En => format!(
                    "The database to move to holds something that is not of this program: {table}."
                ),
            };
        }
        MoveError::TakenUp => (
            "Een andere `sluitend migrate-to` heeft deze verhuizing overgenomen of afgemaakt.",
            "Another `sluitend migrate-to` has taken up this move, or has finished it.",
        ),
        MoveError::Differs { table } => {
            return match language {
                Language::Nl => {
                    format!("Wat van {table} is aangekomen, is niet gelijk aan wat er stond.")
                }
                Language::En => format!("What arrived of {table} is not what was there."),
            };
        }
    };
    say(language, nl, en).to_owned()
}

fn hint(error: &MoveError, language: Language) -> &'static str {
    match error {
        MoveError::Away { .. } => say(
            language,
            "Zet `database_url` op dat adres, met het wachtwoord, houd hetzelfde sleutelbestand, en \
             start opnieuw. Met het oude bestand werkt geen opdracht meer.",
            "Set `database_url` to that address, with the password, keep the same key file, and start \
             again. No command works on the old file any more.",
        ),
        MoveError::Underway { .. } => say(
            language,
            "Voer `sluitend migrate-to` opnieuw uit waar de installatie vandaan komt, tot het klaar is. \
             Wilt u het niet meer, kies dan een andere database; de installatie werkt door waar ze is.",
            "Run `sluitend migrate-to` again where the installation comes from, until it is done. If it \
             is not wanted any more, choose another database; the installation works on where it is.",
        ),
        MoveError::NotFromSqlite => say(
            language,
            "Alleen van daar kan ze worden verhuisd. Controleer `database_url`.",
            "It can only be moved from there. Check `database_url`.",
        ),
        MoveError::NotToPostgres => say(
            language,
            "Geef het als postgres://gebruiker@machine/database; tekens als @, / en ? in een \
             wachtwoord worden daarin als %40, %2F en %3F geschreven. Er is niets veranderd.",
            "Give it as postgres://user@host/database; signs such as @, / and ? in a password are \
             written as %40, %2F and %3F in it. Nothing was changed.",
        ),
        MoveError::Occupied | MoveError::Strange { .. } => say(
            language,
            "Er is niets veranderd. Kies een lege database.",
            "Nothing was changed. Choose an empty database.",
        ),
        MoveError::TakenUp => say(
            language,
            "Laat die ander uitlopen. Is er geen ander meer, voer dit dan opnieuw uit.",
            "Let the other one end. If there is none any more, run this again.",
        ),
        MoveError::Differs { .. } => say(
            language,
            "Er is niets verhuisd; de installatie werkt door waar ze is. Dit is een fout van het \
             programma of iets in die database dat rijen verandert; meld het, alstublieft.",
            "Nothing was moved; the installation works on where it is. This is a fault of the program, or \
             something in that database changes rows; please report it.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everything_is_said_in_both_languages_with_what_to_do() {
        for error in [
            MoveError::Away { to: "X".to_owned() },
            MoveError::Underway { from: "X".to_owned() },
            MoveError::NotFromSqlite,
            MoveError::NotToPostgres,
            MoveError::Occupied,
            MoveError::Strange { table: "X".to_owned() },
            MoveError::TakenUp,
            MoveError::Differs { table: "X" },
        ] {
            let [nl, en] = [Language::Nl, Language::En].map(|own| move_fault(&error, own));
            assert_eq!(nl.code, en.code);
            assert!(nl.message != en.message && nl.hint != en.hint, "{nl:?} {en:?}");
            assert!(nl.message.ends_with('.') && en.hint.ends_with('.'), "{nl:?} {en:?}");
        }
    }
}
