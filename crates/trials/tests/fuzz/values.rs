//! Values that have broken programs before.

use crate::dice::Dice;

/// Keys and secrets that must never be told, whatever the remote says.
pub(crate) const TOKEN: &str = "hush-hush-token";
pub(crate) const KEY: &str = "hush_27^key";
pub(crate) const SECRET: &str = "hush/secret";

const ODD: [&str; 64] = [
    "null",
    "true",
    "false",
    "\"\"",
    "[]",
    "{}",
    "0",
    "-0",
    "0.0",
    "-1",
    "1",
    "\"1\"",
    "0.01",
    "0.005",
    "-0.005",
    "100",
    "-100",
    "21",
    "9",
    "5.5",
    "1e2",
    "1E-2",
    "1e28",
    "1e-28",
    "1e999999999",
    "-1e-999999999",
    "1e4294967296",
    "79228162514264337593543950335",
    "-79228162514264337593543950335",
    "79228162514264337593543950336",
    "7922816251426433759354395033.5",
    "0.0000000000000000000000000001",
    "0.00000000000000000000000000001",
    "9007199254740993",
    "2147483648",
    "9223372036854775807",
    "-9223372036854775808",
    "9223372036854775808",
    "18446744073709551616",
    "\"1,50\"",
    "\"1_000\"",
    "\"NaN\"",
    "\"Infinity\"",
    "\"0x10\"",
    "\"٣\"",
    "\"\\u0000\"",
    "\"\\ud800\"",
    "\"\\u202e\\u2028\\ufeff\"",
    "\"\u{1f9d1}\u{200d}\u{1f680}\"",
    "\"i\u{307}\u{130}ß\"",
    "\"\\r\\n\\u001b[2J\"",
    "\"0000-00-00\"",
    "\"-009999-01-01T00:00:00Z\"",
    "\"9999-12-31T23:59:59Z\"",
    "\"2026-02-30\"",
    "\"2026-03-29T02:30:00+01:00\"",
    "\"NL\"",
    "\"XX\"",
    "\"GB\"",
    "\"BT12 1AA\"",
    "\"b2b\"",
    "\"hush-hush-token hush_27^key hush\\/secret\"",
    "\"{}{0}%s%n\"",
    "[[[[[[[[[[[[]]]]]]]]]]]]",
];

/// A number of JSON, most of them such as shops have.
pub(crate) fn number(dice: &mut Dice) -> String {
    let minus = if dice.permille(200) { "-" } else { "" };
    match dice.below(4) {
        0 => format!("{minus}{}", dice.below(30)),
        1 => format!("{minus}{}.{:02}", dice.below(1_000), dice.below(100)),
        2 => format!("{minus}{}.{:05}", dice.below(100), dice.below(100_000)),
        _ => {
            let numbers = ODD
                .iter()
                .filter(|text| text.starts_with(|sign: char| sign == '-' || sign.is_ascii_digit()));
            dice.pick(&numbers.collect::<Vec<_>>()).to_string()
        }
    }
}

/// A value, in JSON.
pub(crate) fn odd(dice: &mut Dice) -> String {
    match dice.below(12) {
        0 => {
            let depth = usize::try_from(dice.below(400)).unwrap();
            let (open, close) = dice.pick(&[("[", "]"), ("{\"a\":", "}"), ("[{\"a\":", "}]")]);
            format!("{}1{}", open.repeat(depth), close.repeat(depth))
        }
        1 => {
            let digits = usize::try_from(dice.below(60)).unwrap();
            let digits: String = (0..=digits)
                .map(|_| char::from(b'0' + u8::try_from(dice.below(10)).unwrap()))
                .collect();
            let point = usize::try_from(dice.below(digits.len() as u64 + 1)).unwrap();
            format!("1{}.{}0", &digits[..point], &digits[point..])
        }
        // What an amount in a shop could be.
        2..=4 => format!("{}.{:02}", dice.below(1_000), dice.below(100)),
        5 => format!(
            "\"{}\"",
            dice.pick(&["x", "é", " ", "\\n"]).repeat(usize::try_from(dice.below(5_000)).unwrap())
        ),
        _ => dice.pick(&ODD).to_owned(),
    }
}
