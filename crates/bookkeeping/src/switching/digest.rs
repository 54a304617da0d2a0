//! The name of what a person was shown.

use sha2::{Digest, Sha256};

/// How many hexadecimal digits it has: enough that no other preview has the same, few enough to type.
const DIGITS: usize = 16;

/// What these lines are called: other lines are called otherwise.
pub fn digest(lines: impl IntoIterator<Item = String>) -> String {
    let mut hash = Sha256::new();
    for line in lines {
        hash.update((line.len() as u64).to_be_bytes());
        hash.update(line);
    }
    let mut digits = hex::encode(hash.finalize());
    digits.truncate(DIGITS);
    digits
}
