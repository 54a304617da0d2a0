//! How a call can end badly.

mod advice;
mod body;
mod reason;
mod refusal;
mod sentence;

use jiff::Timestamp;
use remote::{Effect, GateError};

pub use advice::{Action, Blame};
pub use body::{Code, Message};

/// A call that did not bring what was asked. No text in it holds the token, and each text of
/// Moneybird's is cut at 200 characters.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Error {
    /// Our own count of the allowance is full. Nothing was sent.
    #[error("the allowance is used up until {until}")]
    Paced {
        /// When the next request may leave.
        until: Timestamp,
    },
    /// Moneybird said 429. Nothing was made.
    #[error("throttled until {until}")]
    Throttled {
        /// When Moneybird says that we may go on.
        until: Timestamp,
    },
    /// The request grew too old before it could leave. Nothing was sent.
    #[error("the request grew stale before it was sent")]
    Stale,
    /// The allowance could not be looked up. Nothing was sent.
    #[error("the allowance could not be checked: {0}")]
    Gate(GateError),
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
    /// 401: the token is unknown, wrong or revoked.
    #[error("not authorised: {message}")]
    Unauthorized {
        /// What Moneybird said.
        message: String,
    },
    /// 401 with "No access to …": the token is good, but lacks a scope for this call.
    #[error("scope missing: {message}")]
    ScopeMissing {
        /// What Moneybird said, with the names of the scopes.
        message: String,
    },
    /// 403: usually the outgoing address is blocked for ignoring the limits (moneybird-api.md §3.1).
    #[error("forbidden: {message}")]
    Blocked {
        /// What Moneybird said.
        message: String,
    },
    /// 402: the administration's plan allows no more.
    #[error("plan limit reached: {message}")]
    PlanLimit {
        /// What Moneybird said.
        message: String,
    },
    /// 404: the record, or one that the request names, does not exist, or not any more.
    #[error("not found: {message}")]
    NotFound {
        /// What Moneybird said.
        message: String,
        /// The parameters that named it, such as `contact_id`, as far as Moneybird told.
        fields: Vec<String>,
    },
    /// 400, 405, 406 or 422: Moneybird refused what was asked. Nothing was made.
    #[error("rejected with status {status}: {excerpt}")]
    Rejected {
        /// HTTP status.
        status: u16,
        /// What Moneybird said, in its order; empty if its answer had no known form.
        messages: Vec<Message>,
        /// The codes beside the messages; not normalised, some are whole sentences.
        codes: Vec<Code>,
        /// The beginning of the raw answer.
        excerpt: String,
    },
    /// The request may or may not have taken effect: the connection broke off, the answer had an
    /// unexpected status (any 5xx), or a create succeeded with an answer that cannot be read.
    /// A read that ends this way had no effect.
    #[error("outcome unknown: {reason}")]
    Unknown {
        /// What was seen.
        reason: String,
        /// The status of the answer, if there was one.
        status: Option<u16>,
    },
    /// A read succeeded, but its answer cannot be used.
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
    /// A web page instead of data, as when Moneybird is being maintained.
    Html,
    /// No whole JSON document.
    BrokenJson,
    /// JSON of another shape than we know.
    Shape,
}

impl std::fmt::Display for BadReply {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Html => "a web page",
            Self::BrokenJson => "broken JSON",
            Self::Shape => "unknown shape",
        })
    }
}

impl Error {
    /// Whether Moneybird can have done anything.
    pub fn effect(&self) -> Effect {
        match self {
            Self::Unknown { .. } => Effect::Unknown,
            _ => Effect::None,
        }
    }

    /// When asking again makes sense, if Moneybird or our own pacing set a time.
    pub fn until(&self) -> Option<Timestamp> {
        match self {
            Self::Paced { until } | Self::Throttled { until } => Some(*until),
            _ => None,
        }
    }

    /// Whether a contact was refused because another one, perhaps archived, has its customer id.
    pub fn is_customer_id_taken(&self) -> bool {
        self.reason() == Some(reason::Reason::CustomerIdTaken)
    }

    /// Whether a contact was refused because its e-mail domain takes no mail. It can be created
    /// without the address (moneybird-api.md §8.12).
    pub fn is_email_unreachable(&self) -> bool {
        self.reason() == Some(reason::Reason::EmailUnreachable)
    }

    /// Whether a write was refused because its date lies in a locked period. Moneybird's words for
    /// this are not known, so any mention of a lock or a period counts (moneybird-api.md §8.9).
    pub fn is_period_locked(&self) -> bool {
        self.reason() == Some(reason::Reason::PeriodLocked)
    }

    /// Whether Moneybird complained about this field, such as `send_invoices_to_email`.
    pub fn concerns(&self, field: &str) -> bool {
        let Self::Rejected { messages, codes, .. } = self else {
            return false;
        };
        messages
            .iter()
            .filter_map(|message| message.field.as_deref())
            .chain(codes.iter().map(|code| code.field.as_str()))
            .any(|name| name == field || name.rsplit('.').next() == Some(field))
    }
}
