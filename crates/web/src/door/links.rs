//! Coming in by a one-time link.

use askama::Template;
use axum::extract::{Path, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};

use store::{AccountId, AccountKind};

use super::limits::Trial;
use super::seat::SESSION;
use super::source::Source;
use super::{Tongue, cookie, is_token};
use crate::app::App;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};

#[derive(Template)]
#[template(path = "door.html")]
struct Door {
    frame: Frame,
    lead: &'static str,
    token: Option<String>,
}

fn door(
    app: &App,
    tongue: Tongue,
    (title, lead): (&str, &'static str),
    token: Option<String>,
) -> Response {
    let here = token.as_ref().map_or_else(|| "/in".to_owned(), |token| format!("/in/{token}"));
    let frame = Frame::bare(app, tongue.language, title, &here);
    shown(&Door { frame, lead, token }, tongue.language)
}

/// `GET /in`: how to come in.
pub(crate) async fn closed(State(app): State<App>, tongue: Tongue) -> Response {
    let t = &crate::texts::texts(tongue.language).door;
    door(&app, tongue, (t.title, t.lead), None)
}

/// `GET /in/{token}`: asks before the link is used up, since programs that read mail open links too.
pub(crate) async fn look_at(
    State(app): State<App>,
    tongue: Tongue,
    Path(token): Path<String>,
) -> Response {
    let t = &crate::texts::texts(tongue.language).door;
    if is_token(&token) {
        door(&app, tongue, (t.link_title, t.link_lead), Some(token))
    } else {
        door(&app, tongue, (t.link_over, t.link_over_hint), None)
    }
}

/// `POST /in/{token}`: uses the link up and lets its account in.
pub(crate) async fn open(
    State(app): State<App>,
    tongue: Tongue,
    source: Source,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (now, trials) = (app.now(), [Trial::Link(source.as_str())]);
    app.limits.count(&trials, now).map_err(Problem::TooOften)?;
    let account = app.store().use_link(&token, now).await?;
    let Some(account) = account else {
        let t = &crate::texts::texts(tongue.language).door;
        return Ok(door(&app, tongue, (t.link_over, t.link_over_hint), None));
    };
    app.limits.succeeded(&trials);
    let cookie = session(&app, &account).await?;
    // An operator's is there to choose a password, or another one.
    let is_operator = app.store().account(&account).await?.kind == AccountKind::Operator;
    let to = if is_operator { "/account" } else { "/" };
    Ok(([(SET_COOKIE, cookie)], Redirect::to(to)).into_response())
}

/// Opens a session; the cookie that keeps it.
pub(crate) async fn session(app: &App, account: &AccountId) -> Result<String, Problem> {
    let session = app.store().open_session(account, app.now(), SESSION).await?;
    let lasts = 90 * 24 * 3_600;
    Ok(cookie::set(cookie::SESSION, session.expose(), lasts, app))
}
