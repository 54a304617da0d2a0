//! Passwords: kept as a hash that takes long to make (argon2id), away from the threads that answer.

use std::sync::Arc;

use argon2::password_hash::phc::PasswordHash;
use argon2::password_hash::{PasswordHasher, PasswordVerifier};
use argon2::{Algorithm, Argon2, Params, Version};
use secrecy::{ExposeSecret, SecretString};
use tokio::sync::Semaphore;

use crate::problem::Problem;

/// How many are worked out at once. Each takes a core, and 19 MiB.
const AT_ONCE: usize = 2;

/// The fewest characters.
const SHORTEST: usize = 12;

/// The most characters: nobody makes us read a book.
const LONGEST: usize = 256;

/// A hash that costs what ours cost and that no password has: what an address is held against that
/// nobody has, so that it takes as long.
const NOBODYS: &str = "$argon2id$v=19$m=19456,t=2,p=1$AAAAAAAAAAAAAAAAAAAAAA\
                       $AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";

/// What is wrong with a password that somebody chooses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Unfit {
    Short,
    Long,
    /// It is their address.
    Address,
}

/// Whether a password can be chosen by whoever has that address.
pub(super) fn check(password: &str, email: &str) -> Result<(), Unfit> {
    let characters = password.chars().count();
    let own = email.trim().to_lowercase();
    match password.trim().to_lowercase() {
        _ if characters < SHORTEST => Err(Unfit::Short),
        _ if characters > LONGEST => Err(Unfit::Long),
        text if text == own => Err(Unfit::Address),
        _ => Ok(()),
    }
}

/// Works passwords out, a few at a time.
#[derive(Debug, Clone)]
pub(crate) struct Passwords(Arc<Semaphore>);

impl Default for Passwords {
    fn default() -> Self {
        Self(Arc::new(Semaphore::new(AT_ONCE)))
    }
}

impl Passwords {
    /// The hash of a password (PHC string). The salt is random bytes in hex, of which 16 are used.
    pub(super) async fn hash(
        &self,
        password: SecretString,
        salt: SecretString,
    ) -> Result<String, Problem> {
        self.away(move || {
            let salt = hex::decode(salt.expose_secret()).unwrap_or_default();
            let salt = salt.get(..16).unwrap_or(&salt);
            let hash = ours()?.hash_password_with_salt(password.expose_secret().as_bytes(), salt);
            hash.map(|own: PasswordHash| own.to_string())
        })
        .await?
        .map_err(|error| {
            tracing::error!(%error, "a password could not be hashed");
            Problem::Broken(None)
        })
    }

    /// Whether a password is that of a hash. Without a hash it is not, and that takes as long.
    pub(super) async fn matches(
        &self,
        password: SecretString,
        hash: Option<String>,
    ) -> Result<bool, Problem> {
        self.away(move || {
            let hash = hash.as_deref().unwrap_or(NOBODYS);
            let Ok(hash) = PasswordHash::new(hash) else { return false };
            let password = password.expose_secret().as_bytes();
            Argon2::default().verify_password(password, &hash).is_ok()
        })
        .await
    }

    /// Does what takes long where nobody waits for the thread.
    async fn away<T: Send + 'static>(
        &self,
        work: impl FnOnce() -> T + Send + 'static,
    ) -> Result<T, Problem> {
        let _turn = self.0.acquire().await.map_err(|error| {
            tracing::error!(%error, "passwords are not worked out any more");
            Problem::Broken(None)
        })?;
        tokio::task::spawn_blocking(work).await.map_err(|error| {
            tracing::error!(%error, "a password was not worked out");
            Problem::Broken(None)
        })
    }
}

/// The costs are named here, so that another version of the crate does not change them.
fn ours() -> Result<Argon2<'static>, argon2::password_hash::Error> {
    let params =
        Params::new(19_456, 2, 1, None).map_err(|_| argon2::password_hash::Error::ParamsInvalid)?;
    Ok(Argon2::new(Algorithm::Argon2id, Version::V0x13, params))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_password_opens_its_own_hash_alone() {
        let passwords = Passwords::default();
        let salt = SecretString::from("0123456789abcdef".repeat(4));
        let hash = passwords.hash("paardebloemen 7".into(), salt).await.unwrap();
        let matches =
            async |text: &str, hash: &str| passwords.matches(text.into(), Some(hash.into())).await;
        assert!(matches("paardebloemen 7", &hash).await.unwrap());
        assert!(!matches("paardebloemen 8", &hash).await.unwrap());
        assert!(!matches("", "").await.unwrap(), "who has chosen none");
        // What an unknown address is held against costs the same.
        let costs = |hash: &str| hash.split('$').take(4).collect::<Vec<_>>().join("$");
        assert_eq!(costs(NOBODYS), costs(&hash));
        let (own, nobodys) = (PasswordHash::new(&hash), PasswordHash::new(NOBODYS).unwrap());
        let length = |own: &PasswordHash| own.hash.map(|own| own.as_ref().len());
        assert_eq!(length(&nobodys), length(&own.unwrap()));
        assert!(!passwords.matches("".into(), None).await.unwrap());
    }

    #[test]
    fn what_is_easily_guessed_is_not_chosen() {
        let email = "Beheerder@example.nl";
        for (password, expected) in [
            ("twaalftekens", Ok(())),
            ("elf tekens.", Err(Unfit::Short)),
            // Characters, not bytes.
            ("ééééééé", Err(Unfit::Short)),
            ("beheerder@EXAMPLE.nl ", Err(Unfit::Address)),
            (&"x".repeat(256), Ok(())),
            (&"x".repeat(257), Err(Unfit::Long)),
        ] {
            assert_eq!(check(password, email), expected, "{password}");
        }
    }
}
