//! Sealing: what must not be read by whoever gets hold of the database alone.
//!
//! One key file; from it one key per purpose (HKDF-SHA256). A sealed value is text:
//! `KEYID:` and, in hex, the nonce of 24 bytes and the XChaCha20-Poly1305 ciphertext. Its place
//! (table, column, row) is authenticated, so it cannot be moved to another row.

mod belongs;
mod cipher;
mod copy;
mod file;
mod key;

#[cfg(test)]
mod tests;

pub use copy::KeyCopy;
pub use file::{KeyFileError, private_file};
pub use key::SealingKey;

/// Where a sealed value stands.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Place<'a> {
    pub(crate) table: &'static str,
    pub(crate) column: &'static str,
    pub(crate) row: &'a str,
}

impl Place<'_> {
    /// The associated data. None of the parts can hold a NUL, so no two places share it.
    fn bytes(&self) -> Vec<u8> {
        [self.table, self.column, self.row].join("\0").into_bytes()
    }
}
