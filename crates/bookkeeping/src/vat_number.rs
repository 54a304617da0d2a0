//! VAT numbers, as customers type them.

use crate::{Country, Customer};

/// Under which sign a state's numbers go, its country, and how they look behind the sign, as VIES
/// lists them (Regulation (EU) 904/2010; art. 214 and 215 VAT Directive 2006/112/EC). In a pattern `#`
/// stands for a digit, `@` for a letter, `?` for either, and a letter for itself.
///
/// Check digits are not looked at: whether a number is in use only VIES knows, and Moneybird asks it.
const STRUCTURES: [(&str, &str, &[&str]); 28] = [
    ("AT", "AT", &["U########"]),
    ("BE", "BE", &["##########"]),
    ("BG", "BG", &["#########", "##########"]),
    ("CY", "CY", &["########@"]),
    ("CZ", "CZ", &["########", "#########", "##########"]),
    ("DE", "DE", &["#########"]),
    ("DK", "DK", &["########"]),
    ("EE", "EE", &["#########"]),
    ("EL", "GR", &["#########"]),
    ("ES", "ES", &["@#######?", "########@"]),
    ("FI", "FI", &["########"]),
    ("FR", "FR", &["??#########"]),
    ("HR", "HR", &["###########"]),
    ("HU", "HU", &["########"]),
    ("IE", "IE", &["#?#####@", "#######@@"]),
    ("IT", "IT", &["###########"]),
    ("LT", "LT", &["#########", "############"]),
    ("LU", "LU", &["########"]),
    ("LV", "LV", &["###########"]),
    ("MT", "MT", &["########"]),
    ("NL", "NL", &["#########B##"]),
    ("PL", "PL", &["##########"]),
    ("PT", "PT", &["#########"]),
    (
        "RO",
        "RO",
        &["##", "###", "####", "#####", "######", "#######", "########", "#########", "##########"],
    ),
    ("SE", "SE", &["############"]),
    ("SI", "SI", &["########"]),
    ("SK", "SK", &["##########"]),
    // Businesses in Northern Ireland, in trade of goods (Windsor Framework).
    ("XI", "XI", &["#########", "############", "GD###", "HA###"]),
];

/// A customer's VAT number as the tax office writes it: capitals and digits only. Empty when what
/// was typed has no digit, such as `-` or `n.v.t.`.
pub(crate) fn typed(customer: &Customer) -> String {
    let typed = customer.vat_number.chars().filter(char::is_ascii_alphanumeric);
    let number = typed.collect::<String>().to_ascii_uppercase();
    if number.contains(|character: char| character.is_ascii_digit()) {
        number
    } else {
        String::new()
    }
}

/// The number under which a customer is known to the tax office of another member state than `home`,
/// its sign in front, which an intra-Community supply needs (art. 138(1)(b) VAT Directive; art. 9(2)(b)
/// and table II a.6 Wet OB 1968). A number that was typed without its sign is taken to be of the
/// delivery or billing country, if it looks like one of those. None if there is no such number.
pub(crate) fn of_another_state(customer: &Customer, home: Country) -> Option<String> {
    let number = typed(customer);
    let by_sign = number.split_at_checked(2).and_then(|(sign, rest)| {
        let sign = if sign == "GR" { "EL" } else { sign };
        let mut structures = STRUCTURES.iter();
        structures.find(|(own, ..)| *own == sign).map(|structure| (structure, rest))
    });
    let countries = [customer.delivery_country, customer.country].into_iter().flatten();
    let by_country = countries.filter_map(|country| {
        let mut structures = STRUCTURES.iter();
        structures.find(|(_, own, _)| *own == country.code()).map(|own| (own, number.as_str()))
    });
    let fits = |(structure, rest): &(&(&str, &str, &[&str]), &str)| {
        structure.1 != home.code() && structure.2.iter().any(|pattern| looks_like(rest, pattern))
    };
    let ((sign, ..), rest) = by_sign.into_iter().chain(by_country).find(fits)?;
    Some(format!("{sign}{rest}"))
}

fn looks_like(number: &str, pattern: &str) -> bool {
    let fits = |(own, wanted): (u8, u8)| match wanted {
        b'#' => own.is_ascii_digit(),
        b'@' => own.is_ascii_uppercase(),
        b'?' => own.is_ascii_digit() || own.is_ascii_uppercase(),
        itself => own == itself,
    };
    number.len() == pattern.len() && number.bytes().zip(pattern.bytes()).all(fits)
}
