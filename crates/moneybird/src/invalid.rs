//! Why a value was not accepted.

/// A value that Moneybird cannot take, refused before anything is sent. Never holds a secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{what}: {why}")]
pub struct Invalid {
    /// What the value was to be, such as `reference`.
    pub what: &'static str,
    /// What is wrong with it.
    pub why: String,
}

impl Invalid {
    pub(crate) fn new(what: &'static str, why: impl Into<String>) -> Self {
        Self { what, why: why.into() }
    }
}
