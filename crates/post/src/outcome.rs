//! How it ended.

/// How the sending of a letter ended, and what the server said, in one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    /// The server took it.
    Sent(String),
    /// It did not, and may later.
    Later(String),
    /// It does not take it.
    Refused(String),
    /// Nobody knows.
    Unknown(String),
}

impl Outcome {
    /// What was said.
    pub fn said(&self) -> &str {
        match self {
            Self::Sent(said) | Self::Later(said) | Self::Refused(said) | Self::Unknown(said) => {
                said
            }
        }
    }
}
