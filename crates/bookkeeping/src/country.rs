//! Countries, and the places whose VAT a country code hides.

use std::fmt;
use std::str::FromStr;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// The member states of the European Union (Greece as `GR`).
const EU: [&str; 27] = [
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU", "IE", "IT",
    "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
];

/// Postcodes (their first letters or digits, without spaces) of places where the VAT of the country
/// does not hold, or does not hold fully: art. 6 and 7 (Monaco) of the VAT Directive 2006/112/EC,
/// and for Northern Ireland the Windsor Framework. Places outside the Union that post is addressed to
/// through a member state (San Marino, the Vatican, Greenland, the Faroes) are among them; under their
/// own country codes all of these, but for Northern Ireland and Monaco, are outside and no matter.
///
/// Places inside the VAT area that only have rates of their own (Madeira, the Azores, Corsica,
/// Jungholz, Mittelberg, islands of the Aegean) are not here: see [`crate::rates`].
const TERRITORIES: [(&str, &str, &str); 36] = [
    ("ES", "35", "Canarias"),
    ("ES", "38", "Canarias"),
    ("ES", "51", "Ceuta"),
    ("ES", "52", "Melilla"),
    ("DE", "27498", "Helgoland"),
    ("DE", "78266", "Büsingen"),
    // Austria, which can only be reached through Germany and has German postcodes as well.
    ("DE", "87491", "Jungholz"),
    ("DE", "87567", "Kleinwalsertal"),
    ("DE", "87568", "Kleinwalsertal"),
    ("DE", "87569", "Kleinwalsertal"),
    ("ES", "AD", "Andorra"),
    ("FR", "AD", "Andorra"),
    ("IT", "23041", "Livigno"),
    ("IT", "22061", "Campione d'Italia"),
    ("IT", "4789", "San Marino"),
    ("IT", "00120", "Città del Vaticano"),
    ("DK", "39", "Grønland"),
    ("DK", "FO", FAROES),
    ("FI", "22", "Åland"),
    ("GR", "63086", "Άγιον Όρος"),
    ("GR", "63087", "Άγιον Όρος"),
    ("FR", "971", "Guadeloupe"),
    ("FR", "972", "Martinique"),
    ("FR", "973", "Guyane"),
    ("FR", "974", "La Réunion"),
    ("FR", "975", "Saint-Pierre-et-Miquelon"),
    ("FR", "976", "Mayotte"),
    ("FR", "977", "Saint-Barthélemy"),
    ("FR", "978", "Saint-Martin"),
    ("FR", "984", "Terres australes françaises"),
    ("FR", "986", "Wallis-et-Futuna"),
    ("FR", "987", "Polynésie française"),
    ("FR", "988", "Nouvelle-Calédonie"),
    ("GB", "BT", "Northern Ireland"),
    // The sign under which its businesses have VAT numbers.
    ("XI", "", "Northern Ireland"),
    ("MC", "", "Monaco"),
];

/// Postcodes that a place shares with its neighbours in the country, so that how the city begins must
/// tell: Livigno, of which Trepalle is a part, and Campione had these before they got their own;
/// Büsingen and Campione also have one of Switzerland.
const SHARED: [(&str, &str, &str, &str); 6] = [
    ("DE", "8238", "büsingen", "Büsingen"),
    ("DE", "8238", "buesingen", "Büsingen"),
    ("IT", "6911", "campione", "Campione d'Italia"),
    ("IT", "23030", "livigno", "Livigno"),
    ("IT", "23030", "trepalle", "Livigno"),
    ("IT", "22060", "campione", "Campione d'Italia"),
];

/// Postcodes there have three digits, in Denmark four.
const FAROES: &str = "Føroyar";

/// A country by its ISO 3166-1 alpha-2 code, in capitals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Country([u8; 2]);

impl Country {
    /// The Netherlands.
    pub const NL: Self = Self(*b"NL");

    /// The two letters.
    pub fn code(&self) -> &str {
        // Only capital letters A to Z get in, see `from_str`.
        std::str::from_utf8(&self.0).unwrap_or("??")
    }

    /// Whether it is a member state of the European Union.
    pub fn is_eu(&self) -> bool {
        EU.contains(&self.code())
    }

    /// The name of the place with VAT rules of its own in which this postcode lies, if any; the city
    /// is looked at only where the postcode does not tell.
    pub fn territory(&self, postcode: &str, city: &str) -> Option<&'static str> {
        let has_territories = TERRITORIES.iter().any(|(country, ..)| *country == self.code());
        if !has_territories {
            return None;
        }
        let city = city.trim().to_lowercase();
        let postcode = Postcode::of(postcode);
        if self.code() == "DK" && postcode.has_three_digits() {
            return Some(FAROES);
        }
        let shared = SHARED.iter().filter(|(.., word, _)| city.starts_with(word));
        let shared = shared.map(|(country, start, _, name)| (*country, *start, *name));
        let mut all = TERRITORIES.iter().copied().chain(shared);
        let is_here = |(country, start, _): &(&str, &str, &str)| {
            *country == self.code() && postcode.starts(*self, start)
        };
        all.find(is_here).map(|(.., name)| name)
    }

    /// Whether a postcode of this country begins with `start`, however it is written.
    pub(crate) fn lies_in(self, postcode: &str, start: &str) -> bool {
        Postcode::of(postcode).starts(self, start)
    }
}

/// A postcode in capitals, without signs.
struct Postcode(String);

impl Postcode {
    fn of(typed: &str) -> Self {
        let own = typed.chars().filter(char::is_ascii_alphanumeric);
        Self(own.map(|character| character.to_ascii_uppercase()).collect())
    }

    /// Whether it begins so, after the country's code if that is in front.
    fn starts(&self, country: Country, start: &str) -> bool {
        let own = self.0.strip_prefix(country.code()).unwrap_or(&self.0);
        own.starts_with(start) || self.digits().starts_with(start)
    }

    /// What follows the letters in front: some write the country there, by its code or an older sign, as
    /// in `D-27498` and `AX-22100`.
    fn digits(&self) -> &str {
        self.0.trim_start_matches(|character: char| character.is_ascii_uppercase())
    }

    fn has_three_digits(&self) -> bool {
        let digits = self.digits();
        digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit())
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.code())
    }
}

impl FromStr for Country {
    type Err = String;

    /// Reads a code in either case; `EL` and `UK` are understood as Greece and Great Britain.
    fn from_str(text: &str) -> Result<Self, String> {
        match text.trim().to_ascii_uppercase().as_bytes() {
            b"EL" => Ok(Self(*b"GR")),
            b"UK" => Ok(Self(*b"GB")),
            [first @ b'A'..=b'Z', second @ b'A'..=b'Z'] => Ok(Self([*first, *second])),
            _ => Err(format!("'{text}' is not a country code of two letters")),
        }
    }
}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(serde::de::Error::custom)
    }
}
