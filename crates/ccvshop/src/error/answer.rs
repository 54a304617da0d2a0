//! From a failed call to the error it is, by status and code (ccvshop-api.md §1.5).
//!
//! Many client errors come as HTTP 500, so the code in the body decides before the status does.

use std::time::Duration;

use jiff::Timestamp;
use remote::{Failure, Reply, Request, redact};
use serde::Deserialize;

use super::Error;

/// How far the clocks may differ before the shop refuses a signature.
const TOLERANCE: Duration = Duration::from_mins(5);

#[derive(Default, Deserialize)]
struct Body {
    #[serde(default, deserialize_with = "remote::wire::text_or_empty")]
    code: String,
    #[serde(default, deserialize_with = "remote::wire::text_or_empty")]
    developermessage: String,
}

impl Error {
    pub(crate) fn from_failure(request: &Request, failure: Failure, now: Timestamp) -> Self {
        match failure {
            Failure::Paced { until } => Self::Paced { until },
            Failure::Throttled { until, .. } => Self::Throttled { until },
            Failure::Stale => Self::NotSent { reason: "the request grew too old".to_owned() },
            Failure::Gate(reason) => Self::NotSent { reason },
            Failure::Unreached(reason) => Self::Unreached { reason },
            Failure::Refused(reply) => Self::from_reply(request, &reply, now, String::new()),
            Failure::Unknown { reason, reply: Some(reply) } => {
                Self::from_reply(request, &reply, now, reason)
            }
            Failure::Unknown { reason, reply: None } => Self::Unknown { reason, status: None },
        }
    }

    fn from_reply(request: &Request, reply: &Reply, now: Timestamp, reason: String) -> Self {
        let body: Body = serde_json::from_slice(&reply.body).unwrap_or_default();
        let message = if body.developermessage.is_empty() {
            redact::excerpt(&reply.body, &request.secrets)
        } else {
            redact::excerpt(body.developermessage.as_bytes(), &request.secrets)
        };
        let status = reply.status;
        match (status, body.code.as_str()) {
            (401 | 403, _) => match their_time(reply).filter(|theirs| differs(*theirs, now)) {
                Some(theirs) => Self::Clock { ours: now, theirs },
                None => Self::Credentials { message },
            },
            (_, "500.10" | "429.10" | "429.11") => {
                let until = now.saturating_add(request.budget.window).unwrap_or(Timestamp::MAX);
                Self::Throttled { until }
            }
            (_, "500.20") => Self::Unrenderable { message },
            (404, code) if code != "404.20" => Self::NotFound { message },
            (400..=499 | 501, code) => Self::Rejected { status, code: code.to_owned(), message },
            (_, code) if is_refusal(code) => {
                Self::Rejected { status, code: code.to_owned(), message }
            }
            _ => {
                let reason =
                    if reason.is_empty() { format!("status {status}: {message}") } else { reason };
                Self::Unknown { reason, status: Some(status) }
            }
        }
    }
}

/// 500s that say that the request was wrong, not the server.
fn is_refusal(code: &str) -> bool {
    const REFUSALS: [&str; 11] = [
        "500.21", "500.22", "500.23", "500.24", "500.25", "500.40", "500.50", "500.60", "500.70",
        "500.80", "500.90",
    ];
    REFUSALS.contains(&code)
}

/// The shop's time, by its own header or by HTTP's.
fn their_time(reply: &Reply) -> Option<Timestamp> {
    let own = reply.header("x-date").and_then(|text| text.parse().ok());
    own.or_else(|| {
        let date = jiff::fmt::rfc2822::parse(reply.header("date")?).ok()?;
        Some(date.timestamp())
    })
}

fn differs(theirs: Timestamp, ours: Timestamp) -> bool {
    theirs.duration_since(ours).unsigned_abs() > TOLERANCE
}
