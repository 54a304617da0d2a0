//! Going out; and first, for whoever could not come back, how they can.

use askama::Template;
use axum::extract::{Query, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{AccountId, AccountKind, InstallState};

use super::{Seat, cookie};
use crate::app::App;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

#[derive(Template)]
#[template(path = "leave.html")]
struct Page {
    frame: Frame,
    lead: &'static str,
}

/// Whether somebody is sure.
#[derive(Deserialize)]
pub(crate) struct Sure {
    #[serde(default)]
    sure: String,
}

/// `GET /out`: what is asked first, in another language for instance.
pub(crate) async fn leaving(State(app): State<App>, seat: Seat) -> Result<Response, Problem> {
    let page = warning(&app, &seat).await?;
    Ok(page.unwrap_or_else(|| Redirect::to("/").into_response()))
}

/// `POST /out`: ends the session. Who has no way back is asked once whether they mean it.
pub(crate) async fn leave(
    State(app): State<App>,
    seat: Result<Seat, Response>,
    headers: HeaderMap,
    Query(sure): Query<Sure>,
) -> Result<Response, Problem> {
    if let Ok(seat) = seat
        && sure.sure.is_empty()
        && let Some(page) = warning(&app, &seat).await?
    {
        return Ok(page);
    }
    if let Some(token) = cookie::value(&headers, cookie::SESSION, &app) {
        app.store().close_session(&token).await?;
    }
    let gone = cookie::set(cookie::SESSION, "", 0, &app);
    Ok(([(SET_COOKIE, gone)], Redirect::to("/in")).into_response())
}

/// The page for a member who has no password. An operator makes a link on the server.
async fn warning(app: &App, seat: &Seat) -> Result<Option<Response>, Problem> {
    let account = &seat.account;
    let is_operator = account.kind == AccountKind::Operator;
    if is_operator || app.store().way_back(&account.id).await?.has_password {
        return Ok(None);
    }
    let t = &texts(seat.language).login;
    let lead = if has_app_store(app, &account.id).await? { t.out_app_store } else { t.out_invited };
    let page = Page { frame: seat.frame(t.out_title, "/out"), lead };
    Ok(Some(shown(&page, seat.language)))
}

/// Whether the App Store of a shop lets somebody in.
pub(super) async fn has_app_store(app: &App, account: &AccountId) -> Result<bool, store::Error> {
    for (shop, _) in app.store().shops_of(account).await? {
        if app.store().app_store_account(shop).await?.as_ref() == Some(account)
            && let Some(install) = app.store().newest_install_of(shop).await?
            && install.state != InstallState::Gone
        {
            return Ok(true);
        }
    }
    Ok(false)
}
