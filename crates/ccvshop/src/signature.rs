//! HMAC-SHA512 as CCV Shop uses it: 128 lower-case hex characters, secrets taken as they are.

use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretString};
use sha2::Sha512;
use subtle::ConstantTimeEq;

/// What is signed of a request or a reply (ccvshop-api.md §1.2, §1.3): five parts, four pipes. For a
/// request `target` is path and query exactly as on the request line, `body` the bytes sent and
/// `date` the text of `x-date`; for a reply the target is the request's, body and date the reply's
/// own.
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

/// What is signed of a call that CCV Shop makes to us: handshake, install and uninstall with the App
/// Secret Key (ccvshop-api.md §8), and as far as is known webhooks with the webhook's key (§7.1: an
/// assumption).
#[derive(Debug, Clone, Copy)]
pub struct Delivery<'a> {
    /// Our address exactly as it was registered, without the query.
    pub address: &'a str,
    /// The raw body; for the install page, which has none, the decoded `api_public`.
    pub body: &'a [u8],
}

/// The signature of a message.
pub fn sign(message: Message<'_>, secret: &SecretString) -> String {
    hash(
        &[
            message.key.as_bytes(),
            message.method.as_bytes(),
            message.target.as_bytes(),
            message.body,
            message.date.as_bytes(),
        ],
        secret,
    )
}

/// Whether `hash` is the signature of a message, compared in constant time.
pub fn is_signed(message: Message<'_>, secret: &SecretString, hash: &str) -> bool {
    is_equal(&sign(message, secret), hash)
}

/// The signature of a delivery.
pub fn sign_delivery(delivery: Delivery<'_>, secret: &SecretString) -> String {
    hash(&[delivery.address.as_bytes(), delivery.body], secret)
}

/// Whether `hash` is the signature of a delivery, compared in constant time.
pub fn is_delivery_signed(delivery: Delivery<'_>, secret: &SecretString, hash: &str) -> bool {
    is_equal(&sign_delivery(delivery, secret), hash)
}

/// The hash of the parts with a pipe between each two.
fn hash(parts: &[&[u8]], secret: &SecretString) -> String {
    // A key of any length is accepted, so this cannot fail; an empty text would match nothing.
    let Ok(mut mac) = Hmac::<Sha512>::new_from_slice(secret.expose_secret().as_bytes()) else {
        return String::new();
    };
    for (place, part) in parts.iter().enumerate() {
        if place > 0 {
            mac.update(b"|");
        }
        mac.update(part);
    }
    hex::encode(mac.finalize().into_bytes())
}

fn is_equal(expected: &str, given: &str) -> bool {
    let given = given.trim().to_ascii_lowercase();
    !expected.is_empty() && bool::from(expected.as_bytes().ct_eq(given.as_bytes()))
}
