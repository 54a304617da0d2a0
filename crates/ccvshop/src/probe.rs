//! For probing only: reads that tell how the shop answers rather than what (ccvshop-api.md §11).

use remote::{Failure, Method, Reply};
use serde_json::Value;

use crate::signature::{Message, is_signed};
use crate::{Client, Error};

/// An answer as it came in, whatever its status.
#[derive(Clone)]
pub struct Answer {
    /// HTTP status.
    pub status: u16,
    /// Whether it carries the shop's signature; `None` if it carries none at all.
    pub is_signed: Option<bool>,
    /// The document in it; null if it is no JSON. May hold what is private: look at its shape.
    pub document: Value,
}

/// Reads `path` and hands back the answer, refusals too. A signature is looked at, not insisted on.
///
/// # Errors
/// An [`Error`] where there was no answer, or where an allowance or the credentials stood in the
/// way.
pub async fn read(client: &Client, path: &str, query: &[(&str, String)]) -> Result<Answer, Error> {
    let (request, sent) = client.ask(Method::Get, path, query).await;
    let reply = match sent {
        Ok(reply) | Err(Failure::Refused(reply) | Failure::Unknown { reply: Some(reply), .. }) => {
            reply
        }
        Err(failure) => return Err(client.failed(&request, failure)),
    };
    if matches!(reply.status, 401 | 403) {
        return Err(client.failed(&request, Failure::Refused(reply)));
    }
    let is_signed = reply.header("x-hash").map(|hash| {
        let target = request.target();
        let date = reply.header("x-date").unwrap_or_default();
        let message = Message {
            key: client.key(),
            method: request.method.as_str(),
            target: &target,
            body: &reply.body,
            date,
        };
        is_signed(message, client.secret(), hash)
    });
    Ok(Answer { status: reply.status, is_signed, document: document(&reply) })
}

fn document(reply: &Reply) -> Value {
    serde_json::from_slice(&reply.body).unwrap_or_default()
}
