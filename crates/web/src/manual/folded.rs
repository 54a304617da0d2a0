//! Texts as they are compared: without capitals and accents.

/// One sign for each sign, so that a place in the one is a place in the other.
pub(super) fn folded(text: &str) -> String {
    text.chars().map(sign).collect()
}

/// A sign without capital and accent. Letters of Latin-1, which have all that Dutch and English need.
pub(super) fn sign(own: char) -> char {
    let small = own.to_lowercase().next().unwrap_or(own);
    match small {
        'à'..='æ' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' | 'œ' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        'ß' => 's',
        '’' | '‘' => '\'',
        // What never breaks is a space to who searches.
        '\u{a0}' | '\u{202f}' => ' ',
        small => small,
    }
}

/// Whether it is an accent by itself, which some keyboards write after its letter.
pub(super) fn is_accent(own: char) -> bool {
    ('\u{300}'..='\u{36f}').contains(&own)
}

/// The name of a heading in an address: letters and digits, with hyphens between.
pub(super) fn slug(text: &str) -> String {
    let signs = folded(text);
    let parts = signs.split(|own: char| !own.is_ascii_alphanumeric());
    let parts: Vec<&str> = parts.filter(|part| !part.is_empty()).collect();
    parts.join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn capitals_and_accents_are_one_with_their_letters() {
        for (own, expected) in [
            ("Één Crédit, ŸES", "een credit, yes"),
            ("€\u{a0}12,50", "€ 12,50"),
            ("’s nachts", "'s nachts"),
        ] {
            assert_eq!(folded(own), expected);
            assert_eq!(folded(own).chars().count(), own.chars().count());
        }
    }

    #[test]
    fn a_heading_has_a_name_for_an_address() {
        for (own, expected) in [
            ("De maand afsluiten", "de-maand-afsluiten"),
            ("  Btw: 21 % (één tarief)?", "btw-21-een-tarief"),
            ("`sluitend serve`", "sluitend-serve"),
            ("€", ""),
        ] {
            assert_eq!(slug(own), expected);
        }
    }
}
