//! The key file: 32 bytes in hex, readable by its owner alone.

use std::fs::{File, OpenOptions};
use std::io::{self, ErrorKind, Read, Write};
use std::path::{Path, PathBuf};

use zeroize::Zeroizing;

use super::{KeyCopy, SealingKey};
use crate::{Entropy, EntropyError};

/// Why there is no key.
#[derive(Debug, thiserror::Error)]
pub enum KeyFileError {
    /// Its rights are too wide.
    #[error("the key file {path} can be read by others; run: chmod 600 {path}")]
    Open {
        /// The key file.
        path: PathBuf,
    },
    /// It does not hold a key.
    #[error(
        "the key file {path} does not hold a key of 64 hex digits; put back the file from your \
         backup (without it the secrets in the database cannot be read)"
    )]
    Malformed {
        /// The key file.
        path: PathBuf,
    },
    /// It can be neither read nor made.
    #[error("the key file {path} can be neither read nor made; check the folder and its rights")]
    Unreachable {
        /// The key file.
        path: PathBuf,
        /// What the operating system said.
        #[source]
        source: io::Error,
    },
    /// The keys for each purpose cannot be made from it.
    #[error("the key cannot be used; this is a fault of the program, please report it")]
    Derivation,
    /// No random bytes.
    #[error(transparent)]
    Entropy(#[from] EntropyError),
}

impl SealingKey {
    /// Reads the key file, or makes one with rights for its owner alone when there is none.
    ///
    /// # Errors
    /// If the file can be read by group or others, does not hold exactly 64 hex digits (and white
    /// space), or can be neither read nor made. An existing file is never changed.
    pub fn load_or_create(path: &Path, entropy: &dyn Entropy) -> Result<Self, KeyFileError> {
        match File::open(path) {
            Ok(file) => load(path, file)?.key(),
            Err(error) if error.kind() == ErrorKind::NotFound => {
                let copy = KeyCopy::random(entropy)?;
                let key = copy.key()?;
                copy.save(path)?;
                Ok(key)
            }
            Err(error) => Err(unreachable(path, error)),
        }
    }
}

impl KeyCopy {
    /// Reads a key file, if there is one.
    ///
    /// # Errors
    /// As [`SealingKey::load_or_create`] for a file that is there.
    pub fn load(path: &Path) -> Result<Option<Self>, KeyFileError> {
        match File::open(path) {
            Ok(file) => load(path, file).map(Some),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(unreachable(path, error)),
        }
    }

    /// Makes a key file, with rights for its owner alone.
    ///
    /// # Errors
    /// If there is a file already, or it cannot be made.
    pub fn save(&self, path: &Path) -> Result<(), KeyFileError> {
        let mut text = self.to_hex();
        text.push('\n');
        let mut file =
            private_file().create_new(true).open(path).map_err(|error| unreachable(path, error))?;
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        if let Err(error) = written {
            // Half a key would be taken for a lost one at the next start. Should removing it fail
            // too, that start says what is wrong with the file.
            let _ = std::fs::remove_file(path);
            return Err(unreachable(path, error));
        }
        Ok(())
    }
}

fn load(path: &Path, mut file: File) -> Result<KeyCopy, KeyFileError> {
    if is_open_to_others(&file).map_err(|error| unreachable(path, error))? {
        return Err(KeyFileError::Open { path: path.into() });
    }
    let malformed = || KeyFileError::Malformed { path: path.into() };
    let mut text = Zeroizing::new(String::new());
    file.read_to_string(&mut text).map_err(|error| match error.kind() {
        ErrorKind::InvalidData => malformed(),
        _ => unreachable(path, error),
    })?;
    KeyCopy::from_hex(&text).ok_or_else(malformed)
}

/// Options for a new file that only its owner can read.
pub fn private_file() -> OpenOptions {
    let mut options = OpenOptions::new();
    options.write(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options
}

#[cfg(unix)]
fn is_open_to_others(file: &File) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let file = file.metadata()?;
    // Where there is no such folder, nobody hands us files in that way either.
    let us = std::fs::metadata("/proc/self").ok().map(|own| own.uid());
    Ok(is_open(file.mode(), file.uid(), us))
}

/// Whether others than we may read or write a file with these rights. One that root hands us is read through
/// our group: that is how Kubernetes mounts a secret for a process that is not root.
#[cfg(unix)]
fn is_open(mode: u32, owner: u32, us: Option<u32>) -> bool {
    let is_handed = owner == 0 && us.is_some_and(|us| us != 0);
    let ours = if is_handed { 0o740 } else { 0o700 };
    mode & 0o777 & !ours != 0
}

/// Elsewhere the rights of the folder decide; there is nothing to read from the file itself.
#[cfg(not(unix))]
fn is_open_to_others(_file: &File) -> io::Result<bool> {
    Ok(false)
}

fn unreachable(path: &Path, source: io::Error) -> KeyFileError {
    KeyFileError::Unreachable { path: path.into(), source }
}

#[cfg(all(test, unix))]
mod tests {
    use super::is_open;

    #[test]
    fn a_file_of_root_may_be_read_by_our_group_and_nobody_else() {
        let (root, we, they) = (0, Some(65_532), 1_000);
        for (mode, owner, us, expected) in [
            (0o100_600, 65_532, we, false),
            (0o100_400, root, Some(0), false),
            (0o100_440, 65_532, we, true),
            (0o100_440, root, we, false),
            (0o100_640, root, we, false),
            (0o100_640, root, Some(0), true),
            (0o100_440, root, None, true),
            (0o100_440, they, we, true),
            (0o100_460, root, we, true),
            (0o100_444, root, we, true),
            (0o100_644, 65_532, we, true),
        ] {
            assert_eq!(is_open(mode, owner, us), expected, "{mode:o} of {owner} for {us:?}");
        }
    }
}
