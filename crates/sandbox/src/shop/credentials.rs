//! The key of an installation (ccvshop-api.md §8).

use super::options::ShopOptions;
use super::signature::sign;

/// What an app signs its requests with.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Credentials {
    /// `api_public`: 32 characters, of which some need encoding in an address.
    pub public: String,
    /// `api_secret`. A sandbox has nothing to hide.
    pub secret: String,
}

/// The only key that the shop lets in.
#[derive(Debug)]
pub(crate) struct Key {
    pub(crate) current: Credentials,
    pub(crate) withdrawn: bool,
    handshakes: u32,
}

impl Key {
    /// The key that the shop was started with, which works without an installation too.
    pub(crate) fn first(options: &ShopOptions) -> Self {
        let (public, secret) = (options.api_public.clone(), options.api_secret.clone());
        Self { current: Credentials { public, secret }, withdrawn: false, handshakes: 0 }
    }

    /// The key for an installation. The first gets the one that the shop was started with, every
    /// other a new one, and the one before is no longer let in.
    pub(crate) fn hand_out(&mut self, options: &ShopOptions) -> Credentials {
        if self.handshakes > 0 || self.withdrawn {
            // Nothing random: the same shop makes the same keys.
            let number = self.handshakes;
            let part = |what: &str, length: usize| {
                let hash = sign(&options.api_secret, format!("{what} {number}").as_bytes());
                hash.chars().take(length).collect::<String>()
            };
            let public = format!("k_{number}^{}", part("public", 32)).chars().take(32).collect();
            self.current = Credentials { public, secret: part("secret", 64) };
        }
        self.handshakes += 1;
        self.withdrawn = false;
        self.current.clone()
    }
}
