//! The bytes of a key file, to be written elsewhere.

use std::fmt;

use zeroize::Zeroizing;

use super::key::KEY_LENGTH;
use super::{KeyFileError, SealingKey};
use crate::Entropy;

/// What stands in a key file. Its `Debug` shows nothing.
#[derive(Clone, PartialEq, Eq)]
pub struct KeyCopy(Zeroizing<[u8; KEY_LENGTH]>);

impl KeyCopy {
    pub(super) fn random(entropy: &dyn Entropy) -> Result<Self, KeyFileError> {
        let mut bytes = Zeroizing::new([0; KEY_LENGTH]);
        entropy.fill(bytes.as_mut_slice())?;
        Ok(Self(bytes))
    }

    /// The key itself.
    ///
    /// # Errors
    /// If the keys for each purpose cannot be made from it.
    pub fn key(&self) -> Result<SealingKey, KeyFileError> {
        SealingKey::from_bytes(&self.0)
    }

    /// From 64 hex digits and white space around them.
    pub(crate) fn from_hex(text: &str) -> Option<Self> {
        let mut bytes = Zeroizing::new([0; KEY_LENGTH]);
        hex::decode_to_slice(text.trim(), bytes.as_mut_slice()).ok()?;
        Some(Self(bytes))
    }

    pub(crate) fn to_hex(&self) -> Zeroizing<String> {
        Zeroizing::new(hex::encode(*self.0))
    }
}

impl fmt::Debug for KeyCopy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("KeyCopy(…)")
    }
}
