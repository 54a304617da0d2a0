use std::os::unix::fs::PermissionsExt;
use std::path::Path;
use std::sync::atomic::{AtomicU8, Ordering};

use secrecy::{ExposeSecret, SecretString};

use super::{KeyFileError, Place, SealingKey};
use crate::{Entropy, EntropyError, Error};

const PLACE: Place<'static> = Place { table: "connections", column: "shop_secret", row: "one" };

struct Steps(AtomicU8);

impl Entropy for Steps {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        bytes.fill(self.0.fetch_add(1, Ordering::Relaxed));
        Ok(())
    }
}

struct Broken;

impl Entropy for Broken {
    fn fill(&self, _: &mut [u8]) -> Result<(), EntropyError> {
        Err(EntropyError("none".to_owned()))
    }
}

fn entropy() -> Steps {
    Steps(AtomicU8::new(1))
}

fn key(byte: u8) -> SealingKey {
    SealingKey::from_bytes(&[byte; 32]).unwrap()
}

fn secret() -> SecretString {
    "s3cret-of-the-shop".to_owned().into()
}

#[test]
fn opens_what_it_sealed() {
    let (key, entropy) = (key(7), entropy());
    let sealed = key.seal(PLACE, &secret(), &entropy).unwrap();
    assert_eq!(key.open(PLACE, &sealed).unwrap().expose_secret(), secret().expose_secret());
    assert!(sealed.starts_with(&format!("{}:", key.id())), "{sealed}");
    let again = key.seal(PLACE, &secret(), &entropy).unwrap();
    assert_ne!(sealed, again, "each with a nonce of its own");
}

/// A change of how values are sealed would lock people out of their own databases.
#[test]
fn opens_what_was_sealed_long_ago() {
    let sealed = "2b3147cc274a168e:010101010101010101010101010101010101010101010101\
                  52050091170c308ce590f8be3bbe3efed17ee80d08c8bded0d35dddf45f12ad76715";
    let opened = key(7).open(PLACE, sealed).unwrap();
    assert_eq!(opened.expose_secret(), "s3cret-of-the-shop");
    assert_eq!(
        key(7).email_key(" Anna@Example.NL\n"),
        "946d6008b2e4d38ca1d1763f94c3b4bbb554748fc4298dfd043780d1f1a7b954"
    );
    // Checked with Python's hmac and an HKDF written out after RFC 5869.
    assert_eq!(
        key(7).install_name(&"^key_".into()),
        "5061255a0de8ffada680273797ecb1f91a6e722ef28191a453b9af683f802c52"
    );
}

#[test]
fn any_changed_sign_is_noticed() {
    let key = key(7);
    let sealed = key.seal(PLACE, &secret(), &entropy()).unwrap();
    let body = sealed.find(':').unwrap() + 1;
    for at in body..sealed.len() {
        let mut changed = sealed.clone().into_bytes();
        changed[at] = if changed[at] == b'0' { b'1' } else { b'0' };
        let changed = String::from_utf8(changed).unwrap();
        assert!(matches!(key.open(PLACE, &changed), Err(Error::Damaged { .. })), "sign {at}");
    }
    for broken in ["", "nothing", &sealed[..sealed.len() - 2], &sealed[..body + 10]] {
        assert!(key.open(PLACE, broken).is_err(), "{broken}");
    }
    let odd = format!("{}:xyz", key.id());
    assert!(matches!(key.open(PLACE, &odd), Err(Error::Damaged { .. })));
}

#[test]
fn cannot_be_moved_to_another_place() {
    let key = key(7);
    let sealed = key.seal(PLACE, &secret(), &entropy()).unwrap();
    for place in [
        Place { table: "orders", ..PLACE },
        Place { column: "shop_key", ..PLACE },
        Place { row: "two", ..PLACE },
    ] {
        let error = key.open(place, &sealed).unwrap_err();
        assert_eq!(error.code(), "database");
        assert!(matches!(error, Error::Damaged { .. }), "{place:?}: {error}");
    }
}

#[test]
fn another_key_is_named() {
    let sealed = key(7).seal(PLACE, &secret(), &entropy()).unwrap();
    let error = key(8).open(PLACE, &sealed).unwrap_err();
    assert_eq!(error.code(), "key-file");
    let text = error.to_string();
    assert!(text.contains(key(7).id()) && text.contains(key(8).id()), "{text}");
}

#[test]
fn addresses_have_one_name_whatever_their_case() {
    let key_one = key(7);
    assert_eq!(key_one.email_key("ANNA@example.nl"), key_one.email_key(" anna@Example.NL "));
    assert_ne!(key_one.email_key("anna@example.nl"), key_one.email_key("ann@example.nl"));
    assert_ne!(key_one.email_key("anna@example.nl"), key(8).email_key("anna@example.nl"));
    assert_eq!(key_one.email_key("").len(), 64);
}

#[test]
fn debug_shows_no_key() {
    let text = format!("{:?}", key(7));
    assert_eq!(text, format!("SealingKey({})", key(7).id()));
    assert!(!text.contains("07070707"));
}

#[test]
fn the_file_is_made_once_for_its_owner_alone() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let entropy = entropy();
    let made = SealingKey::load_or_create(&path, &entropy).unwrap();
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(text, format!("{}\n", "01".repeat(32)));
    assert_eq!(mode(&path), 0o600);
    let read = SealingKey::load_or_create(&path, &entropy).unwrap();
    assert_eq!(read.id(), made.id());
    assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
}

#[test]
fn a_file_that_others_can_read_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    SealingKey::load_or_create(&path, &entropy()).unwrap();
    for rights in [0o640, 0o604, 0o660, 0o644, 0o610] {
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(rights)).unwrap();
        let error = SealingKey::load_or_create(&path, &entropy()).unwrap_err();
        assert!(matches!(error, KeyFileError::Open { .. }), "{rights:o}: {error}");
        assert!(error.to_string().contains("chmod 600"), "{error}");
    }
    std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).unwrap();
    SealingKey::load_or_create(&path, &entropy()).unwrap();
}

#[test]
fn a_malformed_file_is_refused_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("key");
    let short = "ab".repeat(31);
    let long = "ab".repeat(33);
    for text in ["", "key", &short, &long, &"zz".repeat(32), "\u{e9}"] {
        let _ = std::fs::remove_file(&path);
        std::fs::write(&path, text).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o600)).unwrap();
        let error = SealingKey::load_or_create(&path, &entropy()).unwrap_err();
        assert!(matches!(error, KeyFileError::Malformed { .. }), "{text}: {error}");
        assert_eq!(Error::from(error).code(), "key-file");
        assert_eq!(std::fs::read_to_string(&path).unwrap(), text);
    }
    std::fs::write(&path, [0xff, 0xfe]).unwrap();
    let error = SealingKey::load_or_create(&path, &entropy()).unwrap_err();
    assert!(matches!(error, KeyFileError::Malformed { .. }), "{error}");
}

#[test]
fn without_folder_or_random_bytes_there_is_no_key() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("missing").join("key");
    let error = SealingKey::load_or_create(&path, &entropy()).unwrap_err();
    assert!(matches!(error, KeyFileError::Unreachable { .. }), "{error}");
    let path = folder.path().join("key");
    let error = SealingKey::load_or_create(&path, &Broken).unwrap_err();
    assert!(matches!(error, KeyFileError::Entropy(_)), "{error}");
    assert!(!path.exists());
}

fn mode(path: &Path) -> u32 {
    std::fs::metadata(path).unwrap().permissions().mode() & 0o777
}
