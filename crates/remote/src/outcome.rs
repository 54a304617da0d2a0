//! What became of a call: done, refused, unknown, or never sent.

use jiff::Timestamp;

use crate::{GateError, Reply, SendError};

/// A call that did not end with a 2xx answer.
#[derive(Debug, Clone, thiserror::Error)]
pub enum Failure {
    /// The allowance is used up. Nothing was sent; ask again at `until`.
    #[error("the allowance is used up until {until}")]
    Paced {
        /// When the next request may leave.
        until: Timestamp,
    },
    /// The request grew too old before it could leave. Nothing was sent.
    #[error("the request grew stale before it was sent")]
    Stale,
    /// The gate that guards the allowance could not be asked. Nothing was sent.
    #[error("the allowance could not be checked: {0}")]
    Gate(GateError),
    /// The connection never opened. Nothing can have taken effect.
    #[error("no connection: {0}")]
    Unreached(String),
    /// The remote said 429. Nothing was made; its allowance is blocked until the instant given.
    #[error("throttled until {until}")]
    Throttled {
        /// When the remote says that we may go on.
        until: Timestamp,
        /// The answer.
        reply: Reply,
    },
    /// An answer that proves that nothing was made: 400, 401, 402, 403, 404, 405, 406 or 422.
    #[error("refused with status {}", .0.status)]
    Refused(Reply),
    /// Anything else: the request may or may not have taken effect.
    #[error("outcome unknown: {reason}")]
    Unknown {
        /// What was seen, redacted.
        reason: String,
        /// The answer, where there was one.
        reply: Option<Reply>,
    },
}

/// The three outcomes of the protocol, for a caller that must decide what to do next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Effect {
    /// It is certain that the remote did nothing.
    None,
    /// The remote may or may not have done it.
    Unknown,
}

impl Failure {
    /// Whether the remote can have done anything.
    pub fn effect(&self) -> Effect {
        match self {
            Self::Unknown { .. } => Effect::Unknown,
            Self::Paced { .. }
            | Self::Stale
            | Self::Gate(_)
            | Self::Unreached(_)
            | Self::Throttled { .. }
            | Self::Refused(_) => Effect::None,
        }
    }

    pub(crate) fn from_send(error: SendError, clean: impl Fn(&str) -> String) -> Self {
        match error {
            SendError::NeverOpened(reason) => Self::Unreached(clean(&reason)),
            SendError::BrokenOff(reason) => Self::Unknown { reason: clean(&reason), reply: None },
        }
    }
}

/// Whether an answer with this status proves that nothing was made (engineering.md §3.2).
///
/// 408 and 409 are not in the list: a server that gave up waiting, or that saw a conflict, may
/// have done the work of an earlier attempt.
pub(crate) fn is_refusal(status: u16) -> bool {
    matches!(status, 400 | 401 | 402 | 403 | 404 | 405 | 406 | 422)
}
