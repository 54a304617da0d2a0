//! What is shown when a page cannot be.

use askama::Template;
use axum::http::StatusCode;
use axum::http::header::RETRY_AFTER;
use axum::response::{Html, IntoResponse, Response};
use bookkeeping::Language;
use sync::Fault;

use crate::app::App;
use crate::look::{Frame, Tab};
use crate::manual::about_fault;
use crate::reason;
use crate::texts::texts;

/// Why there is no page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Problem {
    /// There is none at that address, or none that this account may see.
    Missing,
    /// Another site made the browser ask.
    Forbidden,
    /// Whoever asked may look, and not change.
    ReadOnly,
    /// A form does not hold what it should.
    Malformed,
    /// It was tried too often: in so many seconds it may be again.
    TooOften(u64),
    /// Something went wrong, and what that was where it can be said.
    Broken(Option<Box<Fault>>),
}

#[derive(Template)]
#[template(path = "problem.html")]
struct Page {
    frame: Frame,
    hint: String,
    /// Where the manual says more.
    explained: Option<String>,
}

impl Problem {
    /// The page that says so, in a language.
    pub(crate) fn page(&self, app: &App, language: Language) -> Response {
        let t = &texts(language).problem;
        let (status, title, hint) = match self {
            Self::Missing => (StatusCode::NOT_FOUND, t.missing, t.missing_hint),
            Self::Forbidden => (StatusCode::FORBIDDEN, t.forbidden, t.forbidden_hint),
            Self::ReadOnly => (StatusCode::FORBIDDEN, t.read_only, t.read_only_hint),
            Self::Malformed => (StatusCode::BAD_REQUEST, t.malformed, t.malformed_hint),
            Self::TooOften(_) => (StatusCode::TOO_MANY_REQUESTS, t.too_often, ""),
            Self::Broken(_) => (StatusCode::SERVICE_UNAVAILABLE, t.broken, t.broken_hint),
        };
        let hint = match self {
            Self::Broken(Some(fault)) => reason::fault(fault, language),
            Self::TooOften(seconds) => (t.too_often_hint)(seconds.div_ceil(60)),
            _ => hint.to_owned(),
        };
        let explained = match self {
            Self::Broken(Some(fault)) => Some(about_fault(fault.code.as_str()).address(language)),
            _ => None,
        };
        let frame = Frame::bare(app, language, title, "/");
        let page = shown(&Page { frame, hint, explained }, language);
        match self {
            Self::TooOften(seconds) => {
                (status, [(RETRY_AFTER, seconds.to_string())], page).into_response()
            }
            _ => (status, page).into_response(),
        }
    }
}

/// The database does not work. Its error is for the log; a visitor can do nothing with it.
impl From<store::Error> for Problem {
    fn from(error: store::Error) -> Self {
        tracing::error!(%error, "a page cannot be shown");
        Self::Broken(None)
    }
}

impl From<Fault> for Problem {
    fn from(fault: Fault) -> Self {
        tracing::warn!(code = fault.code.as_str(), "{}", fault.message);
        Self::Broken(Some(Box::new(fault)))
    }
}

/// The guard writes the page, in the visitor's language.
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(self);
        response
    }
}

/// A page.
pub(crate) fn shown(page: &impl Template, language: Language) -> Response {
    match page.render() {
        Ok(text) => Html(text).into_response(),
        Err(error) => {
            tracing::error!(%error, "a page cannot be written");
            (StatusCode::INTERNAL_SERVER_ERROR, texts(language).problem.broken).into_response()
        }
    }
}
