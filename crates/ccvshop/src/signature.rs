//! Signing of requests and verification of signed replies (ccvshop-api.md §1.2, §1.3).

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha512;
use subtle::ConstantTimeEq;

/// What is signed: five parts, four pipes. For a request `target` is path and query exactly as on
/// the request line, `body` the bytes sent and `date` the text of `x-date`; for a reply the target
/// is the request's, body and date the reply's own.
#[derive(Debug, Clone, Copy)]
pub struct Message<'a> {
    /// The public key.
    pub key: &'a str,
    /// The method in capitals.
    pub method: &'a str,
    /// Path and query.
    pub target: &'a str,
    /// The raw bytes; empty when there are none.
    pub body: &'a [u8],
    /// The text of `x-date`.
    pub date: &'a str,
}

/// The HMAC-SHA512 of a message, as 128 lower-case hex characters.
pub fn sign(message: Message<'_>, secret: &SecretString) -> String {
    // A key of any length is accepted, so this cannot fail; an empty text would match nothing.
    let Ok(mut mac) = Hmac::<Sha512>::new_from_slice(secret.expose_secret().as_bytes()) else {
        return String::new();
    };
    for part in [message.key, "|", message.method, "|", message.target, "|"] {
        mac.update(part.as_bytes());
    }
    mac.update(message.body);
    mac.update(b"|");
    mac.update(message.date.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

/// Whether `hash` is the signature of a message, compared in constant time.
pub fn is_signed(message: Message<'_>, secret: &SecretString, hash: &str) -> bool {
    let expected = sign(message, secret);
    let given = hash.trim().to_ascii_lowercase();
    !expected.is_empty() && bool::from(expected.as_bytes().ct_eq(given.as_bytes()))
}
