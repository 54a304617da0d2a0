//! What countries are called: those of the Union, where a tax rate may be theirs.

use bookkeeping::{Country, Language};

/// Code, Dutch and English.
const NAMES: [(&str, &str, &str); 27] = [
    ("AT", "Oostenrijk", "Austria"),
    ("BE", "België", "Belgium"),
    ("BG", "Bulgarije", "Bulgaria"),
    ("CY", "Cyprus", "Cyprus"),
    ("CZ", "Tsjechië", "Czechia"),
    ("DE", "Duitsland", "Germany"),
    ("DK", "Denemarken", "Denmark"),
    ("EE", "Estland", "Estonia"),
    ("ES", "Spanje", "Spain"),
    ("FI", "Finland", "Finland"),
    ("FR", "Frankrijk", "France"),
    ("GR", "Griekenland", "Greece"),
    ("HR", "Kroatië", "Croatia"),
    ("HU", "Hongarije", "Hungary"),
    ("IE", "Ierland", "Ireland"),
    ("IT", "Italië", "Italy"),
    ("LT", "Litouwen", "Lithuania"),
    ("LU", "Luxemburg", "Luxembourg"),
    ("LV", "Letland", "Latvia"),
    ("MT", "Malta", "Malta"),
    ("NL", "Nederland", "the Netherlands"),
    ("PL", "Polen", "Poland"),
    ("PT", "Portugal", "Portugal"),
    ("RO", "Roemenië", "Romania"),
    ("SE", "Zweden", "Sweden"),
    ("SI", "Slovenië", "Slovenia"),
    ("SK", "Slowakije", "Slovakia"),
];

/// The name of a country; its code where we know none.
pub(crate) fn country(own: Country, language: Language) -> String {
    let known = NAMES.iter().find(|(code, ..)| *code == own.code());
    let name = known.map(|(_, nl, en)| match language {
        Language::Nl => *nl,
        Language::En => *en,
    });
    name.unwrap_or(own.code()).to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_country_of_the_union_has_a_name_in_both_languages() {
        for (code, ..) in NAMES {
            let own: Country = code.parse().unwrap();
            assert!(own.is_eu(), "{code}");
            for language in [Language::Nl, Language::En] {
                assert!(country(own, language).len() > 3, "{code}");
            }
        }
        assert_eq!(country("CH".parse().unwrap(), Language::Nl), "CH");
    }
}
