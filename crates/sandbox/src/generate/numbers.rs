//! Numbers of companies. They carry right check digits, so that a client that checks them is
//! content; whose they are, if anybody's, is chance.

/// A VAT number of a country; nothing for one whose numbers are not made here.
pub(crate) fn vat_number(country_code: &str, seed: i64) -> Option<String> {
    match country_code {
        "NL" => Some(dutch(seed)),
        "BE" => Some(belgian(seed)),
        "DE" => Some(german(seed)),
        _ => None,
    }
}

/// A Dutch VAT number: the eleven-proof on its nine digits.
pub(super) fn dutch(seed: i64) -> String {
    // A check digit of ten does not exist; the next number is then taken.
    let number = (0..)
        .map(|step| (seed + step).rem_euclid(10_000_000))
        .find_map(|base| {
            let digits = format!("0{base:07}");
            let sum: i64 =
                digits.bytes().zip((2..=9).rev()).map(|(byte, weight)| digit(byte) * weight).sum();
            (sum % 11 < 10).then(|| format!("{digits}{}", sum % 11))
        })
        .unwrap_or_default();
    format!("NL{number}B01")
}

/// A Belgian VAT number: 97 minus the rest of the first eight digits.
fn belgian(seed: i64) -> String {
    let base = seed.rem_euclid(10_000_000);
    format!("BE0{base:07}{:02}", 97 - base % 97)
}

/// A German VAT number: ISO 7064, modulus 11,10.
fn german(seed: i64) -> String {
    let digits = format!("{:08}", 10_000_000 + seed.rem_euclid(89_999_999));
    let product = digits.bytes().fold(10, |product, byte| {
        let sum = (digit(byte) + product) % 10;
        (if sum == 0 { 10 } else { sum }) * 2 % 11
    });
    format!("DE{digits}{}", (11 - product) % 10)
}

fn digit(byte: u8) -> i64 {
    i64::from(byte.wrapping_sub(b'0'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn check_digits_are_right() {
        // Worked by hand: 1·9+2·8+… for the Dutch, 1234567 mod 97 for the Belgian.
        assert_eq!(dutch(1_234_567), "NL012345672B01");
        assert_eq!(belgian(1_234_567), "BE0123456749");
        assert_eq!(german(3_669_597), "DE136695976", "the example in the rule's own description");
        assert_eq!(vat_number("BE", 1_234_567), Some(belgian(1_234_567)));
        assert_eq!(vat_number("CH", 1_234_567), None);
    }
}
