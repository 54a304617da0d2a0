//! The proof key of RFC 7636. Whether Moneybird looks at it is not known (moneybird-api.md §2.2).

use sha2::{Digest, Sha256};

/// What an application said about its proof key when it asked for consent.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Challenge {
    /// The proof key itself.
    Plain(String),
    /// The SHA-256 of it, in base64url.
    Hashed(String),
}

impl Challenge {
    /// `None` for a method that RFC 7636 does not have.
    pub(super) fn new(challenge: &str, method: Option<&str>) -> Option<Self> {
        match method {
            None | Some("" | "plain") => Some(Self::Plain(challenge.to_owned())),
            Some("S256") => Some(Self::Hashed(challenge.to_owned())),
            Some(_) => None,
        }
    }

    /// Whether `verifier` is the proof key.
    pub(super) fn is_met(&self, verifier: &str) -> bool {
        match self {
            Self::Plain(expected) => verifier == expected,
            Self::Hashed(expected) => base64url(&Sha256::digest(verifier)) == *expected,
        }
    }
}

/// Base64 with `-` and `_`, without padding (RFC 4648 §5).
fn base64url(bytes: &[u8]) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut encoded = String::new();
    for chunk in bytes.chunks(3) {
        let byte = |at: usize| u32::from(chunk.get(at).copied().unwrap_or(0));
        let bits = (byte(0) << 16) | (byte(1) << 8) | byte(2);
        for at in 0..=chunk.len() {
            let six = usize::try_from((bits >> (18 - 6 * at)) & 0x3f).unwrap_or(0);
            encoded.extend(LETTERS.get(six).copied().map(char::from));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn base64_is_that_of_the_rfc() {
        // RFC 4648 §10, and one with both odd letters.
        for (bytes, text) in [
            (&b""[..], ""),
            (b"f", "Zg"),
            (b"fo", "Zm8"),
            (b"foo", "Zm9v"),
            (b"foobar", "Zm9vYmFy"),
            (&[0xfb, 0xff], "-_8"),
        ] {
            assert_eq!(base64url(bytes), text);
        }
    }

    #[test]
    fn the_example_of_the_rfc_is_met() {
        // RFC 7636, appendix B.
        let verifier = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
        let challenge = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
        let hashed = Challenge::new(challenge, Some("S256")).unwrap();
        assert!(hashed.is_met(verifier) && !hashed.is_met(challenge));
        let plain = Challenge::new(verifier, None).unwrap();
        assert!(plain.is_met(verifier) && !plain.is_met("another"));
        assert_eq!(Challenge::new(challenge, Some("S512")), None);
    }
}
