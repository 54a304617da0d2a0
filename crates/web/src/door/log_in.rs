//! Operators come in by a password and the number that their app shows; members by a password if they
//! chose one, and by a number if they wanted to.

use askama::Template;
use axum::Form;
use axum::extract::State;
use axum::http::header::SET_COOKIE;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::ExposeSecret;
use serde::Deserialize;
use store::{AccountId, AccountKind, AuditEntry, Login};

use super::limits::Trial;
use super::links::session;
use super::number::Seed;
use super::source::Source;
use super::{Tongue, cookie};
use crate::app::App;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

#[derive(Template)]
#[template(path = "login.html")]
struct Page {
    frame: Frame,
    email: String,
    is_wrong: bool,
}

fn asked(app: &App, tongue: Tongue, email: String, is_wrong: bool) -> Response {
    let title = texts(tongue.language).login.title;
    let frame = Frame::bare(app, tongue.language, title, "/login");
    shown(&Page { frame, email, is_wrong }, tongue.language)
}

/// `GET /login`
pub(crate) async fn form(State(app): State<App>, tongue: Tongue) -> Response {
    asked(&app, tongue, String::new(), false)
}

/// What somebody says to come in.
#[derive(Deserialize)]
pub(crate) struct Given {
    #[serde(default)]
    email: String,
    #[serde(default)]
    password: String,
    #[serde(default)]
    number: String,
}

/// `POST /login`: whatever is wrong, the answer says the same and takes as long.
pub(crate) async fn enter(
    State(app): State<App>,
    tongue: Tongue,
    source: Source,
    headers: HeaderMap,
    Form(given): Form<Given>,
) -> Result<Response, Problem> {
    let trials = [Trial::Address(&given.email), Trial::LogIn(source.as_str())];
    app.limits.count(&trials, app.now()).map_err(Problem::TooOften)?;
    let Some(account) = who(&app, &given).await? else {
        tracing::warn!(source = source.as_str(), "a log-in was refused");
        let page = asked(&app, tongue, given.email, true);
        return Ok((StatusCode::FORBIDDEN, page).into_response());
    };
    app.limits.succeeded(&trials);
    if let Some(before) = cookie::value(&headers, cookie::SESSION, &app) {
        app.store().close_session(&before).await?;
    }
    let cookie = session(&app, &account).await?;
    note(&app, &account, "signed in by password").await?;
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/")).into_response())
}

/// Who it is, if address, password and number belong together and the number was not used before.
async fn who(app: &App, given: &Given) -> Result<Option<AccountId>, Problem> {
    let now = app.now();
    let (known, hash, seed) = match app.store().login_of(&given.email).await? {
        // An operator who has no app yet has chosen nothing yet.
        None | Some(Login { kind: AccountKind::Operator, totp: None, .. }) => (None, None, None),
        Some(Login { account, password_hash, totp, .. }) => {
            let seed = totp.as_ref().and_then(|own| Seed::read(own.expose_secret()));
            (Some((account, totp.is_some())), Some(password_hash), seed)
        }
    };
    let matches = app.passwords.matches(given.password.clone().into(), hash).await?;
    let step = match seed {
        Some(seed) => seed.step_of(&given.number, now),
        None => Seed::fresh(app.store())?.step_of(&given.number, now).and(None),
    };
    match (known, step) {
        (Some((account, true)), Some(step)) if matches => {
            let is_first = app.store().use_totp_step(&account, step).await?;
            Ok(is_first.then_some(account))
        }
        (Some((account, false)), _) if matches => Ok(Some(account)),
        _ => Ok(None),
    }
}

/// Notes that somebody has no address and no password any more; nobody who is in took it from them if an
/// install or an uninstall did.
pub(crate) async fn note_taken(
    app: &App,
    of: &AccountId,
    by: Option<&AccountId>,
    name: &str,
) -> Result<(), store::Error> {
    let entry = AuditEntry {
        at: app.now(),
        account: by.cloned(),
        shop_id: None,
        connection: None,
        what: "log-in taken away".to_owned(),
        detail: name.to_owned(),
    };
    app.store().note_of(of, &entry).await
}

/// Notes what somebody did about their own coming in, at every shop that they see.
pub(super) async fn note(app: &App, account: &AccountId, what: &str) -> Result<(), Problem> {
    let entry = AuditEntry {
        at: app.now(),
        account: Some(account.clone()),
        shop_id: None,
        connection: None,
        what: what.to_owned(),
        detail: String::new(),
    };
    Ok(app.store().note_of(account, &entry).await?)
}
