//! The ids of records, and secrets.

use jiff::Timestamp;
use sha2::{Digest, Sha256};

/// When Moneybird's ids began to count, so that ours have as many digits (18) as the real ones.
const EPOCH_MS: i64 = 1_314_220_021_720;
const SMALLEST: u64 = 100_000_000_000_000_000;

/// Hands out ids that rise with time and are never used twice (moneybird-api.md §1.2).
#[derive(Debug, Clone)]
pub(super) struct Ids {
    last: u64,
    noise: u64,
}

impl Ids {
    pub(super) fn new(seed: u64) -> Self {
        Self { last: SMALLEST, noise: seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1 }
    }

    pub(super) fn next(&mut self, now: Timestamp) -> u64 {
        self.noise ^= self.noise << 13;
        self.noise ^= self.noise >> 7;
        self.noise ^= self.noise << 17;
        let passed = now.as_millisecond().saturating_sub(EPOCH_MS);
        let from_time = u64::try_from(passed).unwrap_or(0) << 20;
        self.last = from_time.max(self.last) + 1 + self.noise % 1000;
        self.last
    }
}

/// Makes tokens and secrets. Nothing random: the same seed and personal token make the same ones,
/// and who knows neither cannot guess them.
#[derive(Debug, Clone)]
pub(super) struct Secrets {
    seed: String,
    drawn: u64,
}

impl Secrets {
    pub(super) fn new(seed: u64, token: &str) -> Self {
        Self { seed: format!("{seed} {token}"), drawn: 0 }
    }

    /// The next one: 64 hexadecimal characters.
    pub(super) fn draw(&mut self) -> String {
        self.drawn += 1;
        hex::encode(Sha256::digest(format!("secret {} of {}", self.drawn, self.seed)))
    }
}
