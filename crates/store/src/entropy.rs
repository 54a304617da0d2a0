//! Randomness, handed in.

/// Where random bytes come from. Tests hand in a source that repeats itself.
pub trait Entropy: Send + Sync {
    /// Fills `bytes` with bytes that nobody can foretell.
    ///
    /// # Errors
    /// If the source cannot give any.
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError>;
}

/// The random source failed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("this machine gives no random bytes ({0}); nothing can be sealed safely")]
pub struct EntropyError(pub String);

/// The operating system's source.
#[derive(Debug, Clone, Copy, Default)]
pub struct OsEntropy;

impl Entropy for OsEntropy {
    fn fill(&self, bytes: &mut [u8]) -> Result<(), EntropyError> {
        getrandom::fill(bytes).map_err(|error| EntropyError(error.to_string()))
    }
}
