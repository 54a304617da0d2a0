//! Which administrations may be probed.
//!
//! Moneybird's API has nothing that tells a sandbox from an ordinary administration
//! (moneybird-api.md §2.4: neither a flag nor a kind), so two things must agree: its name says that
//! it is for trying out, and a person repeats that name to say that it is. A name alone could be
//! chance, a person alone could mistake one connection for another.

use bookkeeping::Language;
use moneybird::Administration;

use crate::fault::{Code, Fault, say};

/// Beginnings of words that say so.
const WORDS: [&str; 3] = ["sandbox", "test", "proef"];

/// Lets a sandbox through.
///
/// # Errors
/// For every other administration, with what to do.
pub(super) fn check(
    own: &Administration,
    named: Option<&str>,
    language: Language,
) -> Result<(), Fault> {
    let name = &own.name;
    if !says_so(name) {
        let message = match language {
            Language::Nl => format!(
                "Administratie '{name}' is geen sandbox: in haar naam staat geen sandbox, test of \
                 proef. Er is niets gemaakt."
            ),
            Language::En => format!(
                "Administration '{name}' is no sandbox: its name does not say sandbox, test or \
                 proef. Nothing was made."
            ),
        };
        let hint = say(
            language,
            "`probe` maakt testdocumenten en verwijdert ze weer. Maak daarvoor in Moneybird een \
             sandbox-administratie (moneybird.com/administrations/sandboxes/new) en verbind die.",
            "`probe` makes test documents and removes them again. Make a sandbox administration in \
             Moneybird for it (moneybird.com/administrations/sandboxes/new), and connect that.",
        );
        return Err(Fault::new(Code::Usage, message, hint));
    }
    if named == Some(name.as_str()) {
        return Ok(());
    }
    let message = match (language, named) {
        (Language::Nl, None) => {
            format!("Bevestig dat '{name}' een sandbox is. Er is niets gemaakt.")
        }
        (Language::En, None) => format!("Confirm that '{name}' is a sandbox. Nothing was made."),
        (Language::Nl, Some(named)) => {
            format!("De administratie heet '{name}', niet '{named}'. Er is niets gemaakt.")
        }
        (Language::En, Some(named)) => {
            format!("The administration is called '{name}', not '{named}'. Nothing was made.")
        }
    };
    let hint = match language {
        Language::Nl => format!(
            "Moneybird vertelt niet welke administratie een sandbox is. Is zij dat: \
             --administration-is-a-sandbox '{name}'"
        ),
        Language::En => format!(
            "Moneybird does not tell which administration is a sandbox. If it is one: \
             --administration-is-a-sandbox '{name}'"
        ),
    };
    Err(Fault::new(Code::Usage, message, hint))
}

/// Whether a word of the name begins like one of those: "Testadministratie", but not "Contest".
fn says_so(name: &str) -> bool {
    name.to_lowercase()
        .split(|sign: char| !sign.is_alphanumeric())
        .any(|word| WORDS.iter().any(|start| word.starts_with(start)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_says_it_by_the_beginning_of_a_word() {
        for (name, says) in [
            ("Sandbox Parkietje B.V.", true),
            ("Parkietje (sandbox)", true),
            ("Testadministratie", true),
            ("PROEF-administratie", true),
            ("Parkietje B.V.", false),
            ("Contest Events", false),
            ("Wijnproeverij", false),
            ("", false),
        ] {
            assert_eq!(says_so(name), says, "{name}");
        }
    }
}
