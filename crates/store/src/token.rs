//! Tokens: texts that nobody can guess, for cookies and addresses.

use std::fmt;

use secrecy::{ExposeSecret, SecretString};
use sha2::{Digest, Sha256};
use zeroize::Zeroizing;

use crate::{Entropy, EntropyError, Error, Store};

/// Random bytes in a token.
const LENGTH: usize = 32;

/// 32 random bytes as 64 hex digits. It is handed out once: the database knows its hash. Its `Debug`
/// shows nothing.
#[derive(Clone)]
pub struct Token(SecretString);

impl Token {
    pub(crate) fn new(entropy: &dyn Entropy) -> Result<Self, EntropyError> {
        let mut bytes = Zeroizing::new([0; LENGTH]);
        entropy.fill(bytes.as_mut_slice())?;
        Ok(Self(SecretString::from(hex::encode(*bytes))))
    }

    /// The 64 digits: for the cookie or the address that it is for, and nothing else.
    pub fn expose(&self) -> &str {
        self.0.expose_secret()
    }

    /// The token as the secret that it is.
    pub fn secret(&self) -> &SecretString {
        &self.0
    }

    pub(crate) fn hash(&self) -> String {
        hash(self.expose())
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(…)")
    }
}

/// The name under which a token is remembered: the SHA-256 of its text, in hex. A token holds more
/// than can be tried, so no key is needed to keep others from finding it by its hash.
impl Store {
    /// A secret that nobody can guess, for whoever has to bring it back: 64 hexadecimal digits.
    ///
    /// # Errors
    /// If there are no random bytes.
    pub fn random_secret(&self) -> Result<SecretString, Error> {
        Ok(Token::new(self.entropy.as_ref())?.0)
    }
}

pub(crate) fn hash(text: &str) -> String {
    hex::encode(Sha256::digest(text.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Same;

    impl Entropy for Same {
        fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
            bytes.fill(0xab);
            Ok(())
        }
    }

    #[test]
    fn shows_itself_to_who_asks_only() {
        let token = Token::new(&Same).unwrap();
        assert_eq!(token.expose(), "ab".repeat(32));
        assert_eq!(token.secret().expose_secret(), token.expose());
        assert_eq!(format!("{token:?}"), "Token(…)");
        assert!(!token.hash().contains("abab"));
    }

    /// A change of the hash would throw everybody out.
    #[test]
    fn is_hashed_as_long_ago() {
        assert_eq!(hash("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    }
}
