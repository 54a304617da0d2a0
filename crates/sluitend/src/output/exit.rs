//! How the program ends (interface.md).

use std::process::ExitCode;

/// An exit code.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exit {
    /// All done.
    Done,
    /// Done, but some orders need a person, or their outcome is not known yet.
    NeedsPerson,
    /// Wrong usage; nothing was changed.
    Usage,
    /// Stopped before the end; nothing is lost.
    Stopped,
    /// The code of a fault.
    Failed(u8),
}

impl Exit {
    /// The number.
    pub(crate) fn code(self) -> u8 {
        match self {
            Self::Done => 0,
            Self::NeedsPerson => 1,
            Self::Usage => 2,
            Self::Stopped => 3,
            Self::Failed(code) => code,
        }
    }

    /// The worse of two.
    #[must_use]
    pub(crate) fn or_worse(self, other: Self) -> Self {
        if other.code() > self.code() { other } else { self }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}
