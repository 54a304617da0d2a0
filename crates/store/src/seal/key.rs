//! The key and the keys that are derived from it.

use std::fmt;

use hkdf::Hkdf;
use hmac::{Hmac, KeyInit, Mac};
use secrecy::{ExposeSecret, SecretBox, SecretString};
use sha2::Sha256;
use zeroize::{Zeroize, Zeroizing};

use super::KeyFileError;
use crate::Entropy;

/// Length of the key in the file and of the sealing key, in bytes.
pub(super) const KEY_LENGTH: usize = 32;

/// Length of a key for names, in bytes: one block of SHA-256.
const NAME_LENGTH: usize = 64;

/// Length of a key's public id, in bytes.
const ID_LENGTH: usize = 8;

/// The key of an installation. Its `Debug` shows the id only.
pub struct SealingKey {
    id: String,
    seal: SecretBox<[u8; KEY_LENGTH]>,
    email: SecretBox<[u8; NAME_LENGTH]>,
    install: SecretBox<[u8; NAME_LENGTH]>,
    unsubscribe: SecretBox<[u8; NAME_LENGTH]>,
}

impl SealingKey {
    /// A key that is kept nowhere: what it seals is lost with it. For the demo and for tests.
    ///
    /// # Errors
    /// If there are no random bytes.
    pub fn random(entropy: &dyn Entropy) -> Result<Self, KeyFileError> {
        let mut bytes = Zeroizing::new([0; KEY_LENGTH]);
        entropy.fill(bytes.as_mut_slice())?;
        Self::from_bytes(&bytes)
    }

    /// Derives what is needed from the bytes of the key file, one key per purpose.
    pub(crate) fn from_bytes(bytes: &[u8; KEY_LENGTH]) -> Result<Self, KeyFileError> {
        let hkdf = Hkdf::<Sha256>::new(None, bytes);
        let id = derive::<ID_LENGTH>(&hkdf, b"sluitend/1/id")?;
        Ok(Self {
            id: hex::encode(id.expose_secret()),
            seal: derive(&hkdf, b"sluitend/1/seal")?,
            email: derive(&hkdf, b"sluitend/1/email")?,
            install: derive(&hkdf, b"sluitend/1/install")?,
            unsubscribe: derive(&hkdf, b"sluitend/1/unsubscribe")?,
        })
    }

    /// The public name of this key, which stands in front of every value it sealed: 16 hex digits
    /// from which the key cannot be found.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// The name under which an e-mail address is remembered: a keyed hash (HMAC-SHA256), in hex,
    /// of the address without surrounding white space and in lower case. The same address always
    /// has the same name in one installation and another one in every other.
    pub fn email_key(&self, address: &str) -> String {
        name(&self.email, &address.trim().to_lowercase())
    }

    /// The name under which the public key of an install is remembered: a keyed hash of it as it is.
    pub(crate) fn install_name(&self, api_public: &SecretString) -> String {
        name(&self.install, api_public.expose_secret())
    }

    /// What proves that an address which ends somebody's letters is one of ours.
    pub(crate) fn unsubscribe_proof(&self, text: &str) -> String {
        name(&self.unsubscribe, text)
    }

    /// Whether it is that proof; how much of it is right does not show in the time that this takes.
    pub(crate) fn is_unsubscribe_proof(&self, text: &str, proof: &str) -> bool {
        let mut mac = Hmac::<Sha256>::new(&(*self.unsubscribe.expose_secret()).into());
        mac.update(text.as_bytes());
        hex::decode(proof).is_ok_and(|proof| mac.verify_slice(&proof).is_ok())
    }

    pub(super) fn seal_key(&self) -> &[u8; KEY_LENGTH] {
        self.seal.expose_secret()
    }
}

impl fmt::Debug for SealingKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SealingKey({})", self.id)
    }
}

/// A keyed hash (HMAC-SHA256), in hex.
fn name(key: &SecretBox<[u8; NAME_LENGTH]>, text: &str) -> String {
    let mut mac = Hmac::<Sha256>::new(&(*key.expose_secret()).into());
    mac.update(text.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

fn derive<const LENGTH: usize>(
    hkdf: &Hkdf<Sha256>,
    purpose: &[u8],
) -> Result<SecretBox<[u8; LENGTH]>, KeyFileError>
where
    [u8; LENGTH]: Zeroize,
{
    let mut key = Box::new([0; LENGTH]);
    hkdf.expand(purpose, key.as_mut_slice()).map_err(|_| KeyFileError::Derivation)?;
    Ok(SecretBox::new(key))
}
