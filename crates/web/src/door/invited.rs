//! Somebody follows an invitation.

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::http::HeaderMap;
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::Language;
use serde::Deserialize;
use store::{Account, AccountKind, AuditEntry, Invitation, Invited, Role};

use super::Tongue;
use super::limits::Trial;
use super::links::session;
use super::seat::account;
use super::source::Source;
use crate::app::App;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

#[derive(Template)]
#[template(path = "invited.html")]
struct Page {
    frame: Frame,
    token: String,
    may: &'static str,
    /// Who is in, and whether they see the shop already.
    known: Option<(String, bool)>,
    /// Whether they may add it to what they see.
    can_add: bool,
}

impl Page {
    /// Who may add it to what they see.
    fn adder(&self) -> Option<&str> {
        self.known.as_ref().filter(|_| self.can_add).map(|(name, _)| name.as_str())
    }
}

/// `GET /invited/{token}`: asks before it is used up, since programs that read mail open links too.
pub(crate) async fn look(
    State(app): State<App>,
    tongue: Tongue,
    source: Source,
    headers: HeaderMap,
    Path(token): Path<String>,
) -> Result<Response, Problem> {
    let known = known(&app, &headers).await?;
    let language = known.as_ref().map_or(tongue.language, |own| own.language.into());
    let trials = [Trial::Link(source.as_str())];
    app.limits.count(&trials, app.now()).map_err(Problem::TooOften)?;
    let Some(invitation) = app.store().invitation(&token, app.now()).await? else {
        return Ok(over(&app, language));
    };
    app.limits.succeeded(&trials);
    let t = &texts(language).people;
    let title = (t.come_title)(&shop_name(&app, &invitation).await?);
    let known = match known {
        None => None,
        Some(own) => {
            let role = app.store().role_in(&own.id, invitation.shop_id).await?;
            Some((own.name, role.is_some()))
        }
    };
    let sees = known.as_ref().is_some_and(|(_, sees)| *sees);
    let page = Page {
        can_add: known.is_some() && !sees && can_be_added(&app, &invitation).await?,
        frame: Frame::bare(&app, language, &title, &format!("/invited/{token}")),
        token,
        may: match invitation.role {
            Role::Reader => t.come_reader,
            Role::Owner => t.come_owner,
        },
        known,
    };
    Ok(shown(&page, language))
}

/// With which account somebody comes.
#[derive(Deserialize)]
pub(crate) struct With {
    #[serde(default)]
    own: String,
}

/// `POST /invited/{token}`: uses it up. Whoever is in may add the shop to what they see; an account that
/// nobody is in with is never opened by an invitation, since whoever made the link could then open it.
pub(crate) async fn accept(
    State(app): State<App>,
    tongue: Tongue,
    source: Source,
    headers: HeaderMap,
    Path(token): Path<String>,
    Form(with): Form<With>,
) -> Result<Response, Problem> {
    let known = known(&app, &headers).await?;
    let language = known.as_ref().map_or(tongue.language, |own| own.language.into());
    let (now, trials) = (app.now(), [Trial::Link(source.as_str())]);
    app.limits.count(&trials, now).map_err(Problem::TooOften)?;
    let Some(open) = app.store().invitation(&token, now).await? else {
        return Ok(over(&app, language));
    };
    let own = known.filter(|_| !with.own.is_empty());
    let can_add = own.is_some() && can_be_added(&app, &open).await?;
    if !can_add && !with.own.is_empty() {
        // They signed out meanwhile, or it was not offered.
        app.limits.succeeded(&trials);
        return Ok(Redirect::to(&format!("/invited/{token}")).into_response());
    }
    let who = match &own {
        Some(own) => Invited::Known(&own.id),
        None => Invited::New(language.into()),
    };
    let Some((account, invitation)) = app.store().accept_invitation(&token, who, now).await? else {
        return Ok(over(&app, language));
    };
    app.limits.succeeded(&trials);
    let shop = invitation.shop_id;
    let connection = app.store().connections_of_shop(shop).await?.into_iter().next();
    let entry = AuditEntry {
        at: now,
        account: Some(account.clone()),
        shop_id: Some(shop),
        connection: connection.as_ref().map(|own| own.id.clone()),
        what: "invitation used".to_owned(),
        detail: invitation.name,
    };
    app.store().note(&entry).await?;
    if own.is_some() {
        let to = connection.map_or_else(|| "/".to_owned(), |own| format!("/c/{}", own.id));
        return Ok(Redirect::to(&to).into_response());
    }
    let cookie = session(&app, &account).await?;
    // The link works no more: how they come back is chosen now, or later.
    Ok(([(SET_COOKIE, cookie)], Redirect::to("/account")).into_response())
}

/// Who is in, if it is somebody who sees some shops. An operator sees all of them already.
async fn known(app: &App, headers: &HeaderMap) -> Result<Option<Account>, Problem> {
    let known = account(headers, app).await?.map(|(account, _)| account);
    Ok(known.filter(|own| own.kind == AccountKind::Shopkeeper))
}

/// Whether a shop may be added to an account that there is: not if that would be its first owner.
async fn can_be_added(app: &App, invitation: &Invitation) -> Result<bool, Problem> {
    let has_owner = app.store().owner_of(invitation.shop_id).await?.is_some();
    Ok(has_owner || invitation.role == Role::Reader)
}

async fn shop_name(app: &App, invitation: &Invitation) -> Result<String, Problem> {
    let all = app.store().connections_of_shop(invitation.shop_id).await?;
    Ok(all.into_iter().next().map_or_else(String::new, |own| own.shop_name))
}

fn over(app: &App, language: Language) -> Response {
    let t = &texts(language).people;
    let frame = Frame::bare(app, language, t.over, "/in");
    shown(&Over { frame, lead: t.over_hint }, language)
}

#[derive(Template)]
#[template(path = "over.html")]
struct Over {
    frame: Frame,
    lead: &'static str,
}
