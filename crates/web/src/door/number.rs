//! The number that changes every half minute (TOTP, RFC 6238), as apps on a telephone show it: HMAC-SHA-1,
//! six digits, steps of thirty seconds. Forty lines over what is built in already; a crate for it would
//! bring more of its own than it saves.

use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use secrecy::{ExposeSecret, SecretString};
use sha1::Sha1;
use store::Store;
use subtle::{ConditionallySelectable, ConstantTimeEq};
use url::form_urlencoded::byte_serialize;

/// Seconds in a step.
const STEP: i64 = 30;

/// The alphabet of base32 (RFC 4648 §6).
const SIGNS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// Bytes in a seed, as RFC 4226 §4 recommends: 32 signs of base32.
const BYTES: usize = 20;

/// What an app makes its numbers from, in base32.
#[derive(Debug, Clone)]
pub(super) struct Seed(SecretString);

impl Seed {
    /// A new one.
    pub(super) fn fresh(store: &Store) -> Result<Self, store::Error> {
        let random = store.random_secret()?;
        let bytes = hex::decode(random.expose_secret()).unwrap_or_default();
        Ok(Self(SecretString::from(base32(bytes.get(..BYTES).unwrap_or(&bytes)))))
    }

    /// The seed of that text, if it is one of ours.
    pub(super) fn read(text: &str) -> Option<Self> {
        (bytes(text)?.len() == BYTES).then(|| Self(SecretString::from(text)))
    }

    /// The text that is kept.
    pub(super) fn secret(&self) -> &SecretString {
        &self.0
    }

    /// The text in groups of four, to type over.
    pub(super) fn grouped(&self) -> String {
        let signs: Vec<char> = self.0.expose_secret().chars().collect();
        signs.chunks(4).map(String::from_iter).collect::<Vec<_>>().join(" ")
    }

    /// The address that an app reads it from.
    pub(super) fn link(&self, email: &str) -> String {
        let who: String = byte_serialize(email.as_bytes()).collect();
        let (who, secret) = (who.replace('+', "%20"), self.0.expose_secret());
        format!("otpauth://totp/Sluitend:{who}?secret={secret}&issuer=Sluitend")
    }

    /// The step whose number this is: the present one, or the one before or after it, since clocks
    /// differ. Whichever it is, it takes as long.
    pub(super) fn step_of(&self, number: &str, now: Timestamp) -> Option<i64> {
        let signs: String = number.chars().filter(|sign| !sign.is_whitespace()).collect();
        let is_number = signs.len() == 6 && signs.bytes().all(|byte| byte.is_ascii_digit());
        let given: u32 = signs.parse().unwrap_or_default();
        let present = now.as_second().div_euclid(STEP);
        let mut found = -1;
        for step in [present - 1, present + 1, present] {
            let own = self.number(step)?;
            found.conditional_assign(&step, own.ct_eq(&given));
        }
        (is_number && found >= 0).then_some(found)
    }

    /// The number of a step (RFC 4226 §5.3).
    fn number(&self, step: i64) -> Option<u32> {
        let seed = bytes(self.0.expose_secret())?;
        let mut mac = Hmac::<Sha1>::new_from_slice(&seed).ok()?;
        mac.update(&step.to_be_bytes());
        let hash = mac.finalize().into_bytes();
        let place = usize::from(hash.last()? & 15);
        let four: [u8; 4] = hash.get(place..place + 4)?.try_into().ok()?;
        Some((u32::from_be_bytes(four) & 0x7fff_ffff) % 1_000_000)
    }
}

/// Bytes as base32, without signs that only fill up.
fn base32(bytes: &[u8]) -> String {
    let bit = |place: usize| bytes.get(place / 8).map_or(0, |byte| byte >> (7 - place % 8) & 1);
    let sign = |place: usize| {
        let five = (place..place + 5).fold(0, |sum, place| sum << 1 | bit(place));
        SIGNS.get(usize::from(five)).copied().map_or('A', char::from)
    };
    (0..bytes.len() * 8).step_by(5).map(sign).collect()
}

/// The bytes of a text in base32; none if it is not.
fn bytes(text: &str) -> Option<Vec<u8>> {
    let (mut bytes, mut held, mut bits) = (Vec::new(), 0_u32, 0);
    for sign in text.bytes() {
        let five = SIGNS.iter().position(|own| *own == sign)?;
        held = (held << 5 | u32::try_from(five).ok()?) & 0xfff;
        bits += 5;
        if bits >= 8 {
            bits -= 8;
            bytes.push(u8::try_from(held >> bits & 0xff).ok()?);
        }
    }
    Some(bytes)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 6238, appendix B: the secret "12345678901234567890".
    fn seed() -> Seed {
        Seed::read(&base32(b"12345678901234567890")).unwrap()
    }

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    #[test]
    fn numbers_are_those_of_the_rfc() {
        assert_eq!(seed().secret().expose_secret(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
        // The last six of its eight digits.
        for (second, number) in [
            (59, "287082"),
            (1_111_111_109, "081804"),
            (1_111_111_111, "050471"),
            (1_234_567_890, "005924"),
            (2_000_000_000, "279037"),
            (20_000_000_000, "353130"),
        ] {
            assert_eq!(seed().step_of(number, at(second)), Some(second / 30), "{second}");
        }
    }

    #[test]
    fn clocks_may_differ_by_a_step() {
        for (second, step) in [(29, Some(1)), (30, Some(1)), (89, Some(1)), (90, None)] {
            assert_eq!(seed().step_of("287082", at(second)), step, "{second}");
        }
        assert_eq!(seed().step_of(" 287 082 ", at(59)), Some(1));
        for wrong in ["", "287083", "28708", "0287082", "+28708", "28708a", "²87082"] {
            assert_eq!(seed().step_of(wrong, at(59)), None, "{wrong}");
        }
    }

    #[test]
    fn a_seed_is_shown_to_be_typed_over_and_to_be_read() {
        assert_eq!(seed().grouped(), "GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ");
        assert_eq!(
            seed().link("a+b@example.nl"),
            "otpauth://totp/Sluitend:a%2Bb%40example.nl?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ\
             &issuer=Sluitend"
        );
        for wrong in ["", "GEZD", "gezdgnbvgy3tqojqgezdgnbvgy3tqojq", &"1".repeat(32)] {
            assert!(Seed::read(wrong).is_none(), "{wrong}");
        }
    }
}
