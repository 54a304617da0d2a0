//! How a call can end badly.

mod advice;
mod answer;
mod table;

use jiff::Timestamp;
use remote::Effect;

pub use advice::{Action, Blame};

/// A call that did not bring what was asked. No text in it holds the key or the secret.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Our own count of the allowance is full. Nothing was sent.
    #[error("the allowance is used up until {until}")]
    Paced {
        /// When the next request may leave.
        until: Timestamp,
    },
    /// The shop said that a limit is exceeded. Nothing was made.
    #[error("throttled until {until}")]
    Throttled {
        /// When to go on.
        until: Timestamp,
    },
    /// The request grew too old, or the allowance could not be looked up. Nothing was sent.
    #[error("not sent: {reason}")]
    NotSent {
        /// Why.
        reason: String,
    },
    /// The request could not be written as JSON. Nothing was sent.
    #[error("the request could not be written: {reason}")]
    Unwritten {
        /// What was wrong with it.
        reason: String,
    },
    /// The connection never opened. Nothing was sent.
    #[error("no connection: {reason}")]
    Unreached {
        /// What was wrong with it.
        reason: String,
    },
    /// 401 or 403: key and secret are wrong, were revoked, or may not do this.
    #[error("not authorised: {message}")]
    Credentials {
        /// What the shop said.
        message: String,
    },
    /// 401 or 403, and the shop's time is more than five minutes from ours: that is the reason.
    #[error("the clocks differ: here it is {ours}, at the shop {theirs}")]
    Clock {
        /// Our time.
        ours: Timestamp,
        /// The shop's.
        theirs: Timestamp,
    },
    /// 404: there is no such thing.
    #[error("not found: {message}")]
    NotFound {
        /// What the shop said.
        message: String,
    },
    /// The shop refused what was asked, cannot do it, or has moved (3xx); trying again brings the
    /// same answer.
    #[error("rejected with status {status} ({code}): {message}")]
    Rejected {
        /// HTTP status; many refusals come as 500.
        status: u16,
        /// The shop's own code, such as `500.40`, or empty.
        code: String,
        /// What the shop said.
        message: String,
    },
    /// 500.20: the shop itself cannot render what was asked for, as happens with an odd order.
    #[error("the shop cannot show this: {message}")]
    Unrenderable {
        /// What the shop said.
        message: String,
    },
    /// The request may or may not have taken effect. A read that ends this way had none.
    #[error("outcome unknown: {reason}")]
    Unknown {
        /// What was seen.
        reason: String,
        /// The status of the answer, if there was one.
        status: Option<u16>,
    },
    /// An answer that cannot be used. What was asked may have been done all the same.
    #[error("bad reply ({kind}): {detail}")]
    BadReply {
        /// In which way.
        kind: BadReply,
        /// What was wrong with it, and where.
        detail: String,
    },
}

/// In which way an answer cannot be used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum BadReply {
    /// A web page instead of data.
    Html,
    /// No whole JSON document.
    BrokenJson,
    /// JSON of another shape than we know.
    Shape,
    /// The signature is not the shop's.
    WrongSignature,
}

impl std::fmt::Display for BadReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Html => "a web page",
            Self::BrokenJson => "broken JSON",
            Self::Shape => "unknown shape",
            Self::WrongSignature => "wrong signature",
        })
    }
}

impl Error {
    /// Whether the shop can have done anything. A refusal with a code of its own proves that it did
    /// not; that it cannot show the result (500.20) does not.
    pub fn effect(&self) -> Effect {
        match self {
            Self::Unknown { .. } | Self::BadReply { .. } | Self::Unrenderable { .. } => {
                Effect::Unknown
            }
            Self::Rejected { status: 300..=399, .. } => Effect::Unknown,
            Self::Paced { .. }
            | Self::Throttled { .. }
            | Self::NotSent { .. }
            | Self::Unwritten { .. }
            | Self::Unreached { .. }
            | Self::Credentials { .. }
            | Self::Clock { .. }
            | Self::NotFound { .. }
            | Self::Rejected { .. } => Effect::None,
        }
    }

    /// When asking again makes sense, if a limit set a time.
    pub fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Paced { until } | Self::Throttled { until } => Some(*until),
            _ => None,
        }
    }
}
