//! What the shop answers.

use super::json::Json;

/// An answer of 2xx.
#[derive(Debug)]
pub(crate) enum Answer {
    /// 200
    Found(Json),
    /// 201
    Made(Json),
    /// 204
    Done,
}

/// An answer of 4xx or 5xx (ccvshop-api.md §1.5).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Refusal {
    pub(crate) status: u16,
    pub(crate) code: String,
    pub(crate) message: String,
}

impl Refusal {
    pub(crate) fn new(code: &str, message: impl Into<String>) -> Self {
        let status = code.split('.').next().and_then(|status| status.parse().ok()).unwrap_or(500);
        Self { status, code: code.to_owned(), message: message.into() }
    }

    /// Invented: which code an unknown id gets is not known.
    pub(crate) fn gone(resource: &str, id: &str) -> Self {
        Self::new("404.10", format!("There is no {resource} {id}."))
    }

    pub(crate) fn no_such_resource() -> Self {
        Self::new("404.20", "There is no resource of that name.")
    }

    pub(crate) fn method() -> Self {
        Self::new("405.10", "This method is not allowed here.")
    }

    /// Invented: what invalid input gets is not known.
    pub(crate) fn input(message: impl Into<String>) -> Self {
        Self::new("400.10", message)
    }

    /// Invented: what a wrong key, hash or clock gets is not known. The code tells them apart,
    /// so that a developer sees which it was.
    pub(crate) fn unauthorized(code: &str, message: &str) -> Self {
        Self::new(code, message)
    }

    /// The body. `with_code` is a switch: the code may be missing.
    pub(crate) fn json(&self, with_code: bool) -> Json {
        let body = Json::object([
            ("status", i64::from(self.status).into()),
            ("code", (&self.code).into()),
            ("developermessage", (&self.message).into()),
        ]);
        if with_code { body } else { body.without("code") }
    }
}
