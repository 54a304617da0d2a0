//! Answers as bytes: whole, damaged by a fault, and with the headers of the limits.

use axum::body::Body;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;
use serde_json::json;

use super::access::revoked;
use super::fault::FaultKind;
use super::reply::Reply;
use super::traffic::Standing;

const JSON: &str = "application/json; charset=utf-8";
const HTML: &str = "text/html; charset=utf-8";
const OOPS: &str = "<!DOCTYPE html><html><body><h1>Er is iets misgegaan</h1></body></html>";

/// An answer of which the bytes are settled.
#[derive(Debug, Clone)]
pub(super) struct Answer {
    status: u16,
    kind: &'static str,
    body: Vec<u8>,
    link: Option<String>,
}

pub(super) fn shown(reply: Reply) -> Answer {
    let body = reply.body.map(|body| body.to_string().into_bytes()).unwrap_or_default();
    Answer { status: reply.status, kind: JSON, body, link: reply.link }
}

fn html(status: u16) -> Answer {
    Answer { status, kind: HTML, body: OOPS.into(), link: None }
}

pub(super) fn retry_later() -> Answer {
    shown(Reply { status: 429, body: Some(json!("Retry later")), link: None })
}

/// The answer of a fault that keeps the request from being carried out.
pub(super) fn instead(kind: FaultKind) -> Answer {
    match kind {
        FaultKind::Throttle => retry_later(),
        FaultKind::Blocked403 => html(403),
        FaultKind::Unauthorized => shown(revoked().into()),
        FaultKind::HtmlOk => html(200),
        _ => html(500),
    }
}

/// What is left of the right answer after a fault.
pub(super) fn damaged(kind: FaultKind, answer: Answer) -> Answer {
    match kind {
        FaultKind::EmptyBody201 => Answer { status: 201, body: Vec::new(), link: None, ..answer },
        FaultKind::CutBody => {
            let half = answer.body.len() / 2;
            let body = answer.body.into_iter().take(half).collect();
            Answer { body, ..answer }
        }
        FaultKind::BrokenJson => Answer { body: b"{\"id\": \"12".to_vec(), ..answer },
        _ => html(500),
    }
}

/// The answer without the headers of the limits.
pub(super) fn bare(answer: Answer) -> Response {
    let mut response = Response::new(Body::from(answer.body));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or_default();
    if answer.status != 204 {
        let kind = HeaderValue::from_static(answer.kind);
        response.headers_mut().insert(header::CONTENT_TYPE, kind);
    }
    response
}

/// Adds the headers of the limits, which are on every answer of the API. `RateLimit-Remaining` counts
/// seconds, against its name (moneybird-api.md §4).
pub(super) fn respond(answer: Answer, standing: Standing, now: Timestamp) -> Response {
    let reset = standing.left.reset;
    let whole = i64::from(reset.subsec_nanosecond() > 0);
    let epoch = reset.as_second().saturating_add(whole);
    let throttled = answer.status == 429;
    let link = answer.link.clone();
    let mut response = bare(answer);
    let headers = response.headers_mut();
    set(headers, "ratelimit-limit", &standing.limit.to_string());
    set(headers, "ratelimit-remaining", &epoch.saturating_sub(now.as_second()).to_string());
    set(headers, "ratelimit-reset", &epoch.to_string());
    let left = if throttled { 0 } else { standing.left.remaining };
    set(headers, "ratelimit-requestsremaining", &left.to_string());
    if throttled {
        set(headers, "retry-after", &epoch.to_string());
    }
    if let Some(link) = &link {
        set(headers, "link", link);
    }
    response
}

fn set(headers: &mut HeaderMap, name: &'static str, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}
