//! Quantities are texts (moneybird-api.md §7.2).

use rust_decimal::Decimal;

use crate::books::money;

/// The first number in the text: `2 x`, `3,1 x`, `1:30` (an hour and a half), `50%` (a half).
/// Nothing is one.
pub(super) fn read(text: Option<&str>) -> Decimal {
    text.and_then(first_number).unwrap_or(Decimal::ONE)
}

fn first_number(text: &str) -> Option<Decimal> {
    let start = text.find(|letter: char| letter.is_ascii_digit())?;
    let negative = text.get(..start)?.ends_with('-');
    let (whole, rest) = digits(text.get(start..)?);
    let mut number = money::from_text(whole)?;
    let mut rest = rest;
    if let Some((fraction, after)) = rest.strip_prefix(['.', ',']).map(digits)
        && !fraction.is_empty()
    {
        number = money::from_text(&format!("{whole}.{fraction}"))?;
        rest = after;
    } else if let Some((minutes, after)) = rest.strip_prefix(':').map(digits)
        && !minutes.is_empty()
    {
        number = number.checked_add(money::from_text(minutes)? / Decimal::from(60))?;
        rest = after;
    }
    if rest.starts_with('%') {
        number /= Decimal::ONE_HUNDRED;
    }
    Some(if negative { -number } else { number })
}

fn digits(text: &str) -> (&str, &str) {
    let end = text.find(|letter: char| !letter.is_ascii_digit()).unwrap_or(text.len());
    text.split_at(end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_number_counts() {
        for (text, number) in [
            ("2", "2.0"),
            ("2 x", "2.0"),
            ("5 dozen", "5.0"),
            ("3,1 x", "3.1"),
            ("1.5", "1.5"),
            ("1:30", "1.5"),
            ("50%", "0.5"),
            ("-1 x", "-1.0"),
            ("ca. 4 stuks", "4.0"),
            ("", "1.0"),
            ("een", "1.0"),
        ] {
            assert_eq!(money::show(read(Some(text))), number, "{text}");
        }
        assert_eq!(read(None), Decimal::ONE);
    }
}
