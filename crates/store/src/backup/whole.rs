//! A checksum over all of a backup, at its end. SQLite's own check sees that pages hang together, and not that an
//! amount in one of them is another one.
//!
//! Behind the pages of SQLite, which takes no notice of it, stand [`MARK`] and the SHA-256 of all before the mark.
//! It tells damage from what was written, and not who wrote it.

use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Write};

use sha2::{Digest as _, Sha256};

/// What the checksum begins with.
const MARK: &[u8; 16] = b"Sluitend SHA-256";

/// How long mark and checksum are.
pub(super) const LENGTH: u64 = 48;

/// How much is read at a time.
const SOME: usize = 1 << 16;

/// Writes the checksum behind all that stands in a file.
pub(crate) fn add(file: &mut File) -> std::io::Result<()> {
    let length = file.seek(SeekFrom::End(0))?;
    file.rewind()?;
    let sum = hand_over(&mut file.take(length), &mut std::io::sink())?;
    file.seek(SeekFrom::Start(length))?;
    file.write_all(MARK)?;
    file.write_all(&sum)
}

/// Copies so many bytes of a file from its beginning, and says whether they are those that the checksum behind
/// them was made of.
pub(super) fn copy(file: &mut File, length: u64, to: &mut File) -> std::io::Result<bool> {
    file.rewind()?;
    let sum = hand_over(&mut file.take(length), to)?;
    let mut end = Vec::new();
    file.read_to_end(&mut end)?;
    Ok(end.strip_prefix(MARK) == Some(&sum[..]))
}

/// Copies everything, and says what it comes to.
fn hand_over(from: &mut impl Read, to: &mut impl Write) -> std::io::Result<[u8; 32]> {
    let (mut hash, mut buffer) = (Sha256::new(), vec![0; SOME]);
    loop {
        let number = from.read(&mut buffer)?;
        let Some(read) = buffer.get(..number).filter(|read| !read.is_empty()) else {
            return Ok(hash.finalize().into());
        };
        hash.update(read);
        to.write_all(read)?;
    }
}
