//! What an operation answers.

use serde_json::Value;

use super::refusal::Refusal;

/// An answer before it becomes HTTP.
#[derive(Debug, Clone)]
pub(super) struct Reply {
    pub(super) status: u16,
    pub(super) body: Option<Value>,
    pub(super) link: Option<String>,
}

impl Reply {
    pub(super) fn ok(body: Value) -> Self {
        Self { status: 200, body: Some(body), link: None }
    }

    pub(super) fn created(body: Value) -> Self {
        Self { status: 201, ..Self::ok(body) }
    }

    pub(super) fn no_content() -> Self {
        Self { status: 204, body: None, link: None }
    }
}

impl From<Refusal> for Reply {
    fn from(refusal: Refusal) -> Self {
        Self { status: refusal.status, body: Some(refusal.body), link: None }
    }
}

/// What every operation returns.
pub(super) type Outcome = Result<Reply, Refusal>;
