//! Sealing and opening one value.

use chacha20poly1305::aead::{Aead, Payload};
use chacha20poly1305::{KeyInit, XChaCha20Poly1305, XNonce};
use secrecy::{ExposeSecret, SecretString};
use zeroize::Zeroizing;

use super::{Place, SealingKey};
use crate::{Entropy, Error};

const NONCE_LENGTH: usize = 24;

impl SealingKey {
    /// Seals `secret` for one place. Sealing the same secret twice gives two different texts.
    pub(crate) fn seal(
        &self,
        place: Place<'_>,
        secret: &SecretString,
        entropy: &dyn Entropy,
    ) -> Result<String, Error> {
        let mut nonce = [0; NONCE_LENGTH];
        entropy.fill(&mut nonce)?;
        let sealed = self
            .cipher()
            .encrypt(
                &XNonce::from(nonce),
                Payload { msg: secret.expose_secret().as_bytes(), aad: &place.bytes() },
            )
            .map_err(|_| damaged(place))?;
        let id = self.id();
        Ok(format!("{id}:{}{}", hex::encode(nonce), hex::encode(sealed)))
    }

    /// Opens what was sealed for the same place.
    pub(crate) fn open(&self, place: Place<'_>, sealed: &str) -> Result<SecretString, Error> {
        let (id, body) = sealed.split_once(':').ok_or_else(|| damaged(place))?;
        if id != self.id() {
            return Err(Error::WrongKey { expected: id.to_owned(), actual: self.id().to_owned() });
        }
        let bytes = hex::decode(body).map_err(|_| damaged(place))?;
        let (nonce, cipher) =
            bytes.split_first_chunk::<NONCE_LENGTH>().ok_or_else(|| damaged(place))?;
        let opened = self
            .cipher()
            .decrypt(&XNonce::from(*nonce), Payload { msg: cipher, aad: &place.bytes() })
            .map_err(|_| damaged(place))?;
        let opened = Zeroizing::new(opened);
        let text = std::str::from_utf8(&opened).map_err(|_| damaged(place))?;
        Ok(SecretString::from(text))
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.seal_key()).into())
    }
}

fn damaged(place: Place<'_>) -> Error {
    Error::Damaged { table: place.table, column: place.column, row: place.row.to_owned() }
}
