//! What Moneybird sends to a webhook, and whether it is Moneybird that sends it
//! (moneybird-api.md §5.2).

use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha256;
use subtle::ConstantTimeEq;

/// How old a delivery may be, and how far ahead of our clock.
const TOLERANCE: SignedDuration = SignedDuration::from_mins(5);

/// More signatures than a change of secrets needs; what comes after is not looked at.
const MOST: usize = 8;

/// Why a delivery is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Forged {
    /// There is no signature, or none of the form that is known.
    #[error("it is not signed")]
    Unsigned,
    /// It was signed more than five minutes ago, or will be.
    #[error("it was signed at another time")]
    Stale,
    /// It was not signed with this secret, or something else was.
    #[error("the signature is not Moneybird's")]
    Wrong,
}

/// Checks the header `Moneybird-Signature` of a delivery: `t=` the second in which it was signed, and
/// one or more `v1=` HMAC-SHA256 of that second, a full stop and the raw body. Several are there while a
/// secret is being replaced; one that matches is enough. Schemes that are not known are passed over.
///
/// # Errors
/// [`Forged`].
pub fn check_signature(
    header: &str,
    body: &[u8],
    secret: &SecretString,
    now: Timestamp,
) -> Result<(), Forged> {
    let part = |name: &'static str| {
        let pairs = header.split(',').filter_map(|pair| pair.trim().split_once('='));
        pairs.filter(move |(own, _)| *own == name).map(|(_, value)| value)
    };
    let second = part("t").next().ok_or(Forged::Unsigned)?;
    let mut given = part("v1").take(MOST).peekable();
    given.peek().ok_or(Forged::Unsigned)?;
    let at = second.parse().ok().and_then(|second| Timestamp::from_second(second).ok());
    let at = at.ok_or(Forged::Unsigned)?;
    if now.duration_since(at).abs() > TOLERANCE {
        return Err(Forged::Stale);
    }
    let expected = signature(second, body, secret);
    let matches = |given: &str| bool::from(expected.as_bytes().ct_eq(given.as_bytes()));
    if !expected.is_empty() && given.any(matches) { Ok(()) } else { Err(Forged::Wrong) }
}

fn signature(second: &str, body: &[u8], secret: &SecretString) -> String {
    // A key of any length is accepted, so this cannot fail; an empty text matches nothing.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(secret.expose_secret().as_bytes()) else {
        return String::new();
    };
    for part in [second.as_bytes(), b".", body] {
        mac.update(part);
    }
    hex::encode(mac.finalize().into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: i64 = 1_800_000_000;

    fn checked(header: &str, body: &str) -> Result<(), Forged> {
        let now = Timestamp::from_second(NOW).unwrap();
        check_signature(header, body.as_bytes(), &"a secret".into(), now)
    }

    fn signed(second: i64, body: &str, secret: &str) -> String {
        signature(&second.to_string(), body.as_bytes(), &secret.into())
    }

    #[test]
    fn one_right_signature_of_a_recent_second_is_enough() {
        let good = signed(NOW, "{}", "a secret");
        let other = signed(NOW, "{}", "another");
        for (header, expected) in [
            (format!("t={NOW},v1={good}"), Ok(())),
            (format!("t={NOW}, v1={other}, v1={good}"), Ok(())),
            (format!("v0=x,t={NOW},v2={other},v1={good},x"), Ok(())),
            (format!("t={NOW},v1={other}"), Err(Forged::Wrong)),
            (format!("t={NOW},v1={}", good.to_uppercase()), Err(Forged::Wrong)),
            (format!("t={NOW},v1="), Err(Forged::Wrong)),
            // Of another second than it says.
            (format!("t={},v1={good}", NOW - 1), Err(Forged::Wrong)),
            (format!("t={NOW},v2={good}"), Err(Forged::Unsigned)),
            (format!("v1={good}"), Err(Forged::Unsigned)),
            (format!("t=now,v1={good}"), Err(Forged::Unsigned)),
            (format!("t=9{NOW}000000000,v1={good}"), Err(Forged::Unsigned)),
            (String::new(), Err(Forged::Unsigned)),
        ] {
            assert_eq!(checked(&header, "{}"), expected, "{header}");
        }
        assert_eq!(checked(&format!("t={NOW},v1={good}"), "{ }"), Err(Forged::Wrong));
        let many = format!("t={NOW}{},v1={good}", format!(",v1={other}").repeat(MOST));
        assert_eq!(checked(&many, "{}"), Err(Forged::Wrong), "it does not go on for ever");
    }

    #[test]
    fn what_was_signed_long_ago_is_not_taken_again() {
        for (by, expected) in
            [(-300, Ok(())), (300, Ok(())), (-301, Err(Forged::Stale)), (301, Err(Forged::Stale))]
        {
            let second = NOW + by;
            let header = format!("t={second},v1={}", signed(second, "{}", "a secret"));
            assert_eq!(checked(&header, "{}"), expected, "{by}");
        }
    }

    #[test]
    fn the_form_is_that_of_the_documentation() {
        // Worked out by hand with `openssl dgst -sha256 -hmac`.
        let text = signature("1492774577", br#"{"a":1}"#, &"whsec".into());
        assert_eq!(text, "833de4eb1e4cb1c0aedd96089e1c486a959abef9390f2d333229b8a57824bbb0");
    }
}
