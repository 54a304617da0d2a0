//! Where a shop's API lives, and the keys to it.

use remote::is_loopback;
use secrecy::{ExposeSecret, SecretString};
use url::Url;

/// The path under which the API lives.
pub(crate) const BASE: &str = "/api/rest/v1";

/// A shop's address with a key and its secret. Its `Debug` shows neither.
#[derive(Debug, Clone)]
pub struct Access {
    pub(crate) root: Url,
    pub(crate) key: SecretString,
    pub(crate) secret: SecretString,
}

/// An address or key that cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Invalid(&'static str);

impl Access {
    /// Takes the shop's address (scheme and host), the public key and the secret.
    ///
    /// # Errors
    /// If the address holds more than scheme and host, is not https (http is accepted for loopback
    /// addresses only), or a key is empty or cannot stand in a header.
    pub fn new(mut root: Url, key: SecretString, secret: SecretString) -> Result<Self, Invalid> {
        let is_secure = root.scheme() == "https" || (root.scheme() == "http" && is_loopback(&root));
        if !is_secure {
            return Err(Invalid("the shop's address must begin with https://"));
        }
        let has_more = root.query().is_some() || root.fragment().is_some();
        if has_more || !root.username().is_empty() || root.password().is_some() {
            return Err(Invalid("the shop's address must hold a host only"));
        }
        if !matches!(root.path(), "" | "/") {
            return Err(Invalid("the shop's address must hold no path"));
        }
        for secret in [&key, &secret] {
            let text = secret.expose_secret();
            if text.is_empty() || !text.bytes().all(|byte| byte.is_ascii_graphic()) {
                return Err(Invalid("key and secret must be visible ASCII characters"));
            }
        }
        root.set_path("");
        Ok(Self { root, key, secret })
    }

    /// The host, and the port where it is not the usual one.
    pub(crate) fn host(&self) -> String {
        let host = self.root.host_str().unwrap_or_default();
        match self.root.port() {
            Some(port) => format!("{host}:{port}"),
            None => host.to_owned(),
        }
    }
}
