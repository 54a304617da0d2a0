//! From how the request ended to what that means at Moneybird.

use remote::{Failure, Reply, redact};
use secrecy::SecretString;

use super::body::Body;
use super::{BadReply, Error};

impl Error {
    /// Reads the end of a call that brought no 2xx answer.
    pub(crate) fn from_failure(failure: Failure, secrets: &[SecretString]) -> Self {
        match failure {
            Failure::Paced { until } => Self::Paced { until },
            Failure::Throttled { until, .. } => Self::Throttled { until },
            Failure::Stale => Self::Stale,
            Failure::Gate(error) => Self::Gate(error),
            Failure::Unreached(reason) => Self::Unreached { reason },
            Failure::Refused(reply) => refused(&reply, secrets),
            Failure::Unknown { reason, reply } => {
                Self::Unknown { reason, status: reply.map(|reply| reply.status) }
            }
        }
    }

    /// A read whose answer of success cannot be used.
    pub(crate) fn unreadable(kind: BadReply, detail: &str, secrets: &[SecretString]) -> Self {
        Self::BadReply { kind, detail: redact::excerpt(detail.as_bytes(), secrets) }
    }

    /// The same end, of a call that makes something: success that cannot be read proves nothing
    /// about what was made (engineering.md §3.2).
    pub(crate) fn in_doubt(self, status: u16) -> Self {
        match self {
            Self::BadReply { kind, detail } => Self::Unknown {
                reason: format!("status {status} with a bad reply ({kind}): {detail}"),
                status: Some(status),
            },
            other => other,
        }
    }
}

fn refused(reply: &Reply, secrets: &[SecretString]) -> Error {
    let body = Body::read(&reply.body, secrets);
    let message = body.line();
    match reply.status {
        401 if message.to_ascii_lowercase().starts_with("no access") => {
            Error::ScopeMissing { message }
        }
        401 => Error::Unauthorized { message },
        402 => Error::PlanLimit { message },
        403 => Error::Blocked { message },
        404 => Error::NotFound {
            message,
            fields: body.codes.into_iter().map(|code| code.field).collect(),
        },
        status => Error::Rejected {
            status,
            messages: body.messages,
            codes: body.codes,
            excerpt: body.excerpt,
        },
    }
}
