//! What the App Store sends us (ccvshop-api.md §8).

use secrecy::SecretString;
use serde::Deserialize;
use url::Url;

use crate::signature::{Delivery, is_delivery_signed};

/// The longest text of a handshake that makes sense.
const LONGEST: usize = 2_000;

/// A shop hands its keys over, before its merchant comes.
#[derive(Debug, Clone)]
pub struct Handshake {
    /// Public key of the shop's API.
    pub public: SecretString,
    /// Its secret.
    pub secret: SecretString,
    /// The shop's address: scheme and host.
    pub root: Url,
    /// Where its merchant is led back to.
    pub return_url: Url,
}

/// A shop takes us out.
#[derive(Debug, Clone)]
pub struct Uninstall {
    /// The public key that it had us by.
    pub public: SecretString,
}

/// Why a call is not taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum Refused {
    /// It is not signed with the App Secret Key, for this address.
    #[error("the signature is not the App Store's")]
    Signature,
    /// It is signed, and not what it should be.
    #[error("the body is not what a handshake holds")]
    Shape,
}

#[derive(Deserialize)]
struct Keys {
    api_public: String,
    api_secret: String,
    api_root: String,
    return_url: String,
}

#[derive(Deserialize)]
struct Key {
    api_public: String,
}

impl Handshake {
    /// Checks and reads one. `delivery` holds our own address as it was registered, and the raw body.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn read(
        delivery: Delivery<'_>,
        secret: &SecretString,
        hash: &str,
    ) -> Result<Self, Refused> {
        let body = checked(delivery, secret, hash)?;
        let keys: Keys = serde_json::from_slice(body).map_err(|_| Refused::Shape)?;
        let is_long = |text: &String| text.is_empty() || text.len() > LONGEST;
        if [&keys.api_public, &keys.api_secret].into_iter().any(is_long) {
            return Err(Refused::Shape);
        }
        let address = |text: &str| Url::parse(text).ok().filter(Url::has_host);
        let root = address(&keys.api_root).ok_or(Refused::Shape)?;
        let return_url = address(&keys.return_url).ok_or(Refused::Shape)?;
        if ![&root, &return_url].iter().all(|url| ["http", "https"].contains(&url.scheme())) {
            return Err(Refused::Shape);
        }
        let (public, secret) = (keys.api_public.into(), keys.api_secret.into());
        Ok(Self { public, secret, root, return_url })
    }
}

impl Uninstall {
    /// Checks and reads one.
    ///
    /// # Errors
    /// [`Refused`].
    pub fn read(
        delivery: Delivery<'_>,
        secret: &SecretString,
        hash: &str,
    ) -> Result<Self, Refused> {
        let body = checked(delivery, secret, hash)?;
        let key: Key = serde_json::from_slice(body).map_err(|_| Refused::Shape)?;
        Ok(Self { public: key.api_public.into() })
    }
}

/// The body, if it is signed. Nothing of it is read before.
fn checked<'a>(
    delivery: Delivery<'a>,
    secret: &SecretString,
    hash: &str,
) -> Result<&'a [u8], Refused> {
    if is_delivery_signed(delivery, secret, hash) {
        Ok(delivery.body)
    } else {
        Err(Refused::Signature)
    }
}

#[cfg(test)]
mod tests {
    use secrecy::ExposeSecret;

    use super::*;
    use crate::signature::sign_delivery;

    const ADDRESS: &str = "https://sluitend.example/app/handshake";

    fn read(body: &str, signed: &str, address: &str) -> Result<Handshake, Refused> {
        let secret = SecretString::from("app-secret");
        let hash = sign_delivery(Delivery { address, body: signed.as_bytes() }, &secret);
        Handshake::read(Delivery { address: ADDRESS, body: body.as_bytes() }, &secret, &hash)
    }

    #[test]
    fn a_signed_handshake_is_read_and_nothing_else() {
        let good = r#"{"api_public": "p^_1", "api_secret": "s", "api_root": "https://shop.example",
                       "return_url": "https://shop.example/onderhoud", "more": [1]}"#;
        let read_well = read(good, good, ADDRESS).unwrap();
        assert_eq!(read_well.public.expose_secret(), "p^_1");
        assert_eq!(read_well.root.as_str(), "https://shop.example/");
        let other = good.replace("shop.example", "evil.example");
        assert_eq!(read(&other, good, ADDRESS).unwrap_err(), Refused::Signature);
        let elsewhere = "https://other.example/app/handshake";
        assert_eq!(read(good, good, elsewhere).unwrap_err(), Refused::Signature);
        for (from, to) in [
            ("p^_1", ""),
            ("https://shop.example\"", "javascript:alert(1)\""),
            ("https://shop.example\"", "ftp://shop.example\""),
            ("{", "["),
        ] {
            let odd = good.replacen(from, to, 1);
            assert_eq!(read(&odd, &odd, ADDRESS).unwrap_err(), Refused::Shape, "{odd}");
        }
    }
}
