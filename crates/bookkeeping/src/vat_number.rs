//! VAT numbers, as customers type them.

use crate::{Country, Customer};

/// How the numbers of a state look behind its sign, which is its code but for Greece, as VIES lists
/// them (Regulation (EU) 904/2010; art. 214 and 215 VAT Directive 2006/112/EC). In a pattern `#`
/// stands for a digit, `@` for a letter, `?` for either, and a letter for itself.
///
/// Check digits are not looked at: whether a number is in use only VIES knows, and Moneybird asks it.
const STRUCTURES: [(&str, &[&str]); 28] = [
    ("AT", &["U########"]),
    ("BE", &["##########"]),
    ("BG", &["#########", "##########"]),
    ("CY", &["########@"]),
    ("CZ", &["########", "#########", "##########"]),
    ("DE", &["#########"]),
    ("DK", &["########"]),
    ("EE", &["#########"]),
    ("GR", &["#########"]),
    ("ES", &["@#######?", "########@"]),
    ("FI", &["########"]),
    ("FR", &["??#########"]),
    ("HR", &["###########"]),
    ("HU", &["########"]),
    ("IE", &["#?#####@", "#######@@"]),
    ("IT", &["###########"]),
    ("LT", &["#########", "############"]),
    ("LU", &["########"]),
    ("LV", &["###########"]),
    ("MT", &["########"]),
    ("NL", &["#########B##"]),
    ("PL", &["##########"]),
    ("PT", &["#########"]),
    (
        "RO",
        &["##", "###", "####", "#####", "######", "#######", "########", "#########", "##########"],
    ),
    ("SE", &["############"]),
    ("SI", &["########"]),
    ("SK", &["##########"]),
    // Businesses in Northern Ireland, in trade of goods (Windsor Framework).
    ("XI", &["#########", "############", "GD###", "HA###"]),
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

/// Whether a customer has a VAT number of a member state: with the state's sign, or without it and of
/// `home`, the delivery or the billing country. What else is typed there, such as a telephone number,
/// makes nobody a business.
pub(crate) fn is_business(customer: &Customer, home: Country) -> bool {
    let number = typed(customer);
    let places = [Some(home), customer.delivery_country, customer.country];
    let is_signed = by_sign(&number).is_some_and(|(country, rest)| is_of(country, rest));
    is_signed || places.into_iter().flatten().any(|country| is_of(country, &number))
}

/// The number under which a customer is known to the tax office of another member state than `home`,
/// its sign in front, which an intra-Community supply needs (art. 138(1)(b) VAT Directive; art. 9(2)(b)
/// and table II a.6 Wet OB 1968). A number that was typed without its sign is taken to be of the
/// delivery or the billing country, if it looks like one of the one and not of the other. None if there
/// is no such number, or if it has the sign of a state and does not look like its numbers: French ones
/// may begin with any two letters, so it could be read as one of those.
pub(crate) fn of_another_state(customer: &Customer, home: Country) -> Option<String> {
    let number = typed(customer);
    let signed = by_sign(&number);
    let fits = |(own, rest): &(Country, &str)| *own != home && is_of(*own, rest);
    let by_country = |country: Country| Some((country, number.as_str())).filter(fits);
    let delivered = customer.delivery_country.and_then(by_country);
    let billed = customer.country.and_then(by_country);
    let (country, rest) = match (signed, delivered, billed) {
        (Some(signed), ..) => Some(signed).filter(fits)?,
        (None, Some((one, _)), Some((other, _))) if one != other => return None,
        (None, delivered, billed) => delivered.or(billed)?,
    };
    let sign = if country.code() == "GR" { "EL" } else { country.code() };
    Some(format!("{sign}{rest}"))
}

/// A number of the same form, which is nobody's: it makes the same cases. What looks like no number of any state
/// makes none, and nothing is left of it.
pub(crate) fn form(customer: &Customer) -> String {
    let number = typed(customer);
    let is_any = |number: &str| {
        let mut patterns = STRUCTURES.iter().flat_map(|(_, patterns)| *patterns);
        patterns.any(|pattern| looks_like(number, pattern))
    };
    if !is_any(&number) && !by_sign(&number).is_some_and(|(_, rest)| is_any(rest)) {
        return String::new();
    }
    number.chars().map(|sign| if sign.is_ascii_digit() { '0' } else { sign }).collect()
}

/// A number taken apart into the state whose sign is in front, and the rest.
fn by_sign(number: &str) -> Option<(Country, &str)> {
    let (sign, rest) = number.split_at_checked(2)?;
    // A country is read by its sign as well.
    let country: Country = sign.parse().ok()?;
    STRUCTURES.iter().any(|(code, _)| *code == country.code()).then_some((country, rest))
}

/// Whether a number without its sign looks like those of a state.
fn is_of(country: Country, number: &str) -> bool {
    let mut own = STRUCTURES.iter().filter(|(code, _)| *code == country.code());
    own.any(|(_, patterns)| patterns.iter().any(|pattern| looks_like(number, pattern)))
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
