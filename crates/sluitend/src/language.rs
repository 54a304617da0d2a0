//! The language in which the program speaks.

use std::io::ErrorKind;

use bookkeeping::{Language, said_orders};

use crate::config::Environment;

/// Dutch where the machine is set to Dutch, else English.
pub(crate) fn of(environment: &Environment) -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| environment.get(name));
    match named {
        Some(name) if name.starts_with("nl") => Language::Nl,
        _ => Language::En,
    }
}

/// Chooses between the two languages.
pub(crate) fn say<'a>(language: Language, nl: &'a str, en: &'a str) -> &'a str {
    match language {
        Language::Nl => nl,
        Language::En => en,
    }
}

/// A number of orders.
pub(crate) fn counted(orders: usize, language: Language) -> String {
    said_orders(u64::try_from(orders).unwrap_or(u64::MAX), language)
}

/// Why a file could not be reached. The system says it in English; the usual reasons have words of
/// our own.
pub(crate) fn reason(error: &std::io::Error, language: Language) -> String {
    match (language, error.kind()) {
        (Language::Nl, ErrorKind::NotFound) => "het bestand of de map bestaat niet".to_owned(),
        (Language::Nl, ErrorKind::PermissionDenied) => "geen toegang".to_owned(),
        (Language::Nl, ErrorKind::AddrInUse) => "het adres is al in gebruik".to_owned(),
        (Language::Nl, ErrorKind::IsADirectory) => "dit is een map".to_owned(),
        _ => error.to_string(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_variable_that_says_anything_decides() {
        for (pairs, language) in [
            (vec![], Language::En),
            (vec![("LANG", "nl_NL.UTF-8")], Language::Nl),
            (vec![("LANG", "nl_NL.UTF-8"), ("LC_ALL", "C")], Language::En),
            (vec![("LANG", "nl_NL.UTF-8"), ("LC_ALL", "")], Language::Nl),
            (vec![("LANG", "de_DE"), ("LC_MESSAGES", "nl")], Language::Nl),
        ] {
            assert_eq!(of(&Environment::from_pairs(pairs.clone())), language, "{pairs:?}");
        }
    }
}
