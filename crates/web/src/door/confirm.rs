//! An address is confirmed: a letter is sent to it, and the link in it is followed.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::Language;

use super::limits::Trial;
use super::log_in::note;
use super::source::Source;
use super::{Seat, Tongue, is_token};
use crate::app::App;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

#[derive(Template)]
#[template(path = "confirm.html")]
struct Page {
    frame: Frame,
    lead: &'static str,
    /// Whether it is still to be done.
    is_asked: bool,
}

fn page(
    app: &App,
    (title, lead): (&str, &'static str),
    token: Option<&str>,
    language: Language,
) -> Response {
    let here = token.map_or_else(|| "/account".to_owned(), |token| format!("/confirm/{token}"));
    let frame = Frame::bare(app, language, title, &here);
    shown(&Page { frame, lead, is_asked: token.is_some() }, language)
}

/// `GET /confirm/{token}`: asks before the link is used up, since programs that read mail open links too.
pub(crate) async fn confirming(
    State(app): State<App>,
    tongue: Tongue,
    Path(token): Path<String>,
) -> Response {
    let t = &texts(tongue.language).letters;
    if is_token(&token) {
        page(&app, (t.confirm_title, t.confirm_lead), Some(&token), tongue.language)
    } else {
        page(&app, (t.confirm_over, t.confirm_over_lead), None, tongue.language)
    }
}

/// `POST /confirm/{token}`: uses it up. It lets nobody in.
pub(crate) async fn confirm(
    State(app): State<App>,
    tongue: Tongue,
    source: Source,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let (now, trials) = (app.now(), [Trial::Link(source.as_str())]);
    app.limits.count(&trials, now).map_err(Problem::TooOften)?;
    let t = &texts(tongue.language).letters;
    let Some(account) = app.store().confirm_address(&token, now).await? else {
        return Ok(page(&app, (t.confirm_over, t.confirm_over_lead), None, tongue.language));
    };
    app.limits.succeeded(&trials);
    note(&app, &account, "address confirmed").await?;
    Ok(page(&app, (t.confirmed_title, t.confirmed_lead), None, tongue.language))
}

/// `POST /account/confirm`: another letter is sent to one's own address.
pub(crate) async fn send_again(State(app): State<App>, seat: Seat) -> Result<Response, Problem> {
    let account = &seat.account.id;
    if app.mails {
        let trials = [Trial::Letter(account.as_str())];
        app.limits.count(&trials, app.now()).map_err(Problem::TooOften)?;
        app.store().ask_confirmation(account).await?;
    }
    Ok(Redirect::to("/account#letters").into_response())
}
