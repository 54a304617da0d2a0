//! What goes back: written, spoilt, signed.

use axum::body::Body;
use axum::http::{StatusCode, header};
use axum::response::Response;
use jiff::Timestamp;

use super::answer::{Answer, Refusal};
use super::fault::Misfortune;
use super::handle::Shop;
use super::signature::{message, sign};

/// What goes back, before it is signed.
pub(super) struct Reply {
    status: u16,
    body: String,
    html: bool,
    signature: Signature,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Signature {
    Right,
    Wrong,
    None,
}

impl Reply {
    pub(super) fn html(status: u16, text: &str) -> Self {
        let body = format!("<!DOCTYPE html><html><body><h1>{text}</h1></body></html>");
        Self { status, body, html: true, signature: Signature::None }
    }

    /// An answer of 2xx.
    pub(super) fn of(answer: Answer) -> Self {
        let (status, body) = match answer {
            Answer::Found(json) => (200, json.write()),
            Answer::Made(json) => (201, json.write()),
            Answer::Done => (204, String::new()),
        };
        Reply { status, body, html: false, signature: Signature::Right }
    }

    /// What a proxy says when the shop does not answer.
    pub(super) fn bad_gateway() -> Self {
        Self::html(502, "502 Bad Gateway")
    }
}

impl Shop {
    /// Writes a refusal.
    pub(super) fn refuse(&self, refusal: &Refusal) -> Reply {
        let replies = self.options().switches.replies;
        Reply {
            status: refusal.status,
            body: refusal.json(replies.error_codes).write(),
            html: false,
            signature: if replies.signed_errors { Signature::Right } else { Signature::None },
        }
    }

    /// Signs and sends (§1.3).
    pub(super) fn respond(
        &self,
        method: &str,
        line: &str,
        reply: Reply,
        now: Timestamp,
    ) -> Response {
        let kind = if reply.html { "text/html" } else { "application/json" };
        let mut response = Response::builder()
            .status(StatusCode::from_u16(reply.status).unwrap_or(StatusCode::BAD_GATEWAY))
            .header(header::CONTENT_TYPE, format!("{kind}; charset=utf-8"))
            // Else the server would tell the machine's time, which need not be the shop's.
            .header(header::DATE, now.strftime("%a, %d %b %Y %H:%M:%S GMT").to_string());
        if reply.signature != Signature::None {
            let date = now.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
            let key = self.credentials();
            let mut text = message(&key.public, method, line, reply.body.as_bytes(), &date);
            if reply.signature == Signature::Wrong {
                text.push(b' ');
            }
            let hash = sign(&key.secret, &text);
            response = response.header("x-date", date).header("x-hash", hash);
        }
        // Every header above is plain ASCII, so that the response can always be built.
        response.body(Body::from(reply.body)).unwrap_or_default()
    }
}

/// Spoils the reply to a request that was carried out.
pub(super) fn spoil(mut reply: Reply, misfortune: Option<&Misfortune>) -> Reply {
    match misfortune {
        Some(Misfortune::BrokenJson) => {
            let half = reply.body.len() / 2;
            let end = (0..=half).rev().find(|end| reply.body.is_char_boundary(*end)).unwrap_or(0);
            reply.body.truncate(end);
        }
        Some(Misfortune::WrongSignature) => reply.signature = Signature::Wrong,
        Some(Misfortune::NoSignature) => reply.signature = Signature::None,
        Some(Misfortune::Post204) if reply.status < 300 => {
            reply.status = 204;
            reply.body.clear();
        }
        Some(Misfortune::LostReply) => return Reply::bad_gateway(),
        _ => {}
    }
    reply
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::shop::json::Json;

    #[test]
    fn a_broken_body_ends_between_letters() {
        let mut reply = Reply::of(Answer::Found(Json::Null));
        reply.body = "éé".to_owned();
        assert_eq!(spoil(reply, Some(&Misfortune::BrokenJson)).body, "é");
        let reply = Reply::of(Answer::Made(Json::Null));
        assert_eq!(spoil(reply, Some(&Misfortune::Post204)).status, 204);
    }
}
