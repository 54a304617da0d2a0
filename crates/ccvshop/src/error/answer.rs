//! From a failed call to the error it is, by status and code (ccvshop-api.md §1.5).
//!
//! Many client errors come as HTTP 500, so the code in the body decides before the status does.

use std::time::Duration;

use jiff::Timestamp;
use remote::{Failure, Reply, Request, redact};
use serde::Deserialize;

use super::{BadReply, Error, table};
use crate::decode;

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
            Failure::Gate(error) => Self::NotSent { reason: error.to_string() },
            Failure::Unreached(reason) => Self::Unreached { reason },
            Failure::Refused(reply) => Self::from_reply(request, &reply, now, None),
            Failure::Unknown { reason, reply: Some(reply) } => {
                Self::from_reply(request, &reply, now, Some(reason))
            }
            Failure::Unknown { reason, reply: None } => Self::Unknown { reason, status: None },
        }
    }

    /// An answer that refuses, or that proves nothing: then `reason` says what was seen.
    fn from_reply(
        request: &Request,
        reply: &Reply,
        now: Timestamp,
        reason: Option<String>,
    ) -> Self {
        let parsed = serde_json::from_slice::<Body>(&reply.body).ok();
        let is_object = parsed.is_some();
        let body = parsed.unwrap_or_default();
        let code = redact::excerpt(body.code.as_bytes(), &request.secrets);
        let message = if body.developermessage.is_empty() {
            redact::excerpt(&reply.body, &request.secrets)
        } else {
            redact::excerpt(body.developermessage.as_bytes(), &request.secrets)
        };
        let status = reply.status;
        match (status, code.as_str()) {
            (401 | 403, _) => match their_time(reply).filter(|theirs| differs(*theirs, now)) {
                Some(theirs) => Self::Clock { ours: now, theirs },
                None => Self::Credentials { message },
            },
            (_, "500.10" | "429.10" | "429.11") => {
                let until = now.saturating_add(request.budget.window).unwrap_or(Timestamp::MAX);
                Self::Throttled { until }
            }
            (_, "500.20") => Self::Unrenderable { message },
            (_, code) if table::knows(code) => {
                Self::Rejected { status, code: code.to_owned(), message }
            }
            (300..=399, _) => {
                let target = reply.header("location").unwrap_or("nowhere");
                let message = redact::excerpt(target.as_bytes(), &request.secrets);
                Self::Rejected { status, code, message }
            }
            // Only the shop itself can say that something is gone: where no shop answers any more,
            // everything is 404.
            (404, _) if is_object => Self::NotFound { message },
            _ => match reason {
                Some(reason) => Self::Unknown { reason, status: Some(status) },
                None if decode::is_page(&reply.body) => bad(BadReply::Html, status, &message),
                None if status == 404 => bad(BadReply::BrokenJson, status, &message),
                None => Self::Rejected { status, code, message },
            },
        }
    }
}

fn bad(kind: BadReply, status: u16, message: &str) -> Error {
    Error::BadReply { kind, detail: format!("status {status}: {message}") }
}

/// The shop's time, by its own header or by HTTP's.
fn their_time(reply: &Reply) -> Option<Timestamp> {
    let own = reply.header("x-date").and_then(|text| text.trim().parse().ok());
    own.or_else(|| {
        let date = jiff::fmt::rfc2822::parse(reply.header("date")?.trim()).ok()?;
        Some(date.timestamp())
    })
}

fn differs(theirs: Timestamp, ours: Timestamp) -> bool {
    theirs.duration_since(ours).unsigned_abs() > TOLERANCE
}
