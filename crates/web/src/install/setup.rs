//! The merchant comes from the App Store, and Moneybird is connected.

use askama::Template;
use axum::Form;
use axum::extract::rejection::QueryRejection;
use axum::extract::{Path, Query, State};
use axum::http::header::SET_COOKIE;
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::Language;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use store::{AccountId, Connection, Install, InstallState, Role};
use sync::{Arrived, Code, Delivery, Fault, is_delivery_signed};

use super::back::way_back;
use super::unconnected::{Ended, Unconnected};
use crate::app::App;
use crate::door::{Seat, Source, Tongue, Trial, note_taken, session};
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

/// What stands in the link (ccvshop-api.md §8). It never expires, so it leaves the address bar at once.
#[derive(Deserialize)]
pub(super) struct Link {
    api_public: String,
    #[serde(default)]
    language: String,
    #[serde(rename = "x-hash")]
    hash: String,
}

#[derive(Template)]
#[template(path = "setup.html")]
struct Page {
    frame: Frame,
    /// Where its forms go to, without their last part.
    base: String,
    shop: String,
    /// Whether this program is registered with Moneybird.
    has_consent: bool,
    problem: Option<String>,
    /// Where the manual says more of it.
    explained: Option<String>,
    /// Whether that is the token that was pasted.
    is_of_token: bool,
    back: Option<String>,
}

/// `GET /app/install`: lets the merchant in, and leads on. A shop is never given to somebody who happens to
/// be in, nor is the account of somebody who was invited opened: whoever has the link would then have that
/// account.
pub(super) async fn arrive(
    State(app): State<App>,
    tongue: Tongue,
    source: Source,
    link: Result<Query<Link>, QueryRejection>,
) -> Result<Response, Problem> {
    let secret = app.site.app_secret.as_ref().ok_or(Problem::Missing)?;
    let Ok(Query(link)) = link else { return Err(Problem::Malformed) };
    let address = app.address("/app/install");
    let delivery = Delivery { address: &address, body: link.api_public.as_bytes() };
    if !is_delivery_signed(delivery, secret, &link.hash) {
        // Only those count: whoever sends many of them shuts nobody else out, wherever they come from.
        let trials = [Trial::Link(source.as_str())];
        app.limits.count(&trials, app.now()).map_err(Problem::TooOften)?;
        return Err(Problem::Forbidden);
    }
    let found = app.store().install_by_key(&SecretString::from(link.api_public)).await;
    let install = found?;
    let install = install.filter(|own| own.state != InstallState::Gone).ok_or(Problem::Missing)?;
    let language = match link.language.as_str() {
        "nl" => Language::Nl,
        "en" | "de" | "fr" => Language::En,
        _ => tongue.language,
    };
    let account = match app.service.speaking(language).arrive(&install.id).await {
        Ok(Arrived { shop_id, shop_name, .. }) => {
            let (store, language) = (app.store(), language.into());
            let own = store.app_store_owner(shop_id, &shop_name, language, app.now()).await?;
            if install.state == InstallState::Pending {
                only_by_app_store(&app, &own).await?;
            }
            own
        }
        Err(fault) => known_owner(&app, &install, fault).await?,
    };
    let cookie = session(&app, &account).await?;
    let to = format!("/setup/{}", install.id);
    Ok(([(SET_COOKIE, cookie)], Redirect::to(&to)).into_response())
}

/// A shop that is installed anew, or not any more, may be somebody else's by now: whoever chose a password
/// for its account before has none any more, and whoever was in is out.
pub(super) async fn only_by_app_store(app: &App, own: &AccountId) -> Result<(), store::Error> {
    if app.store().forget_login(own).await? {
        let name = app.store().account(own).await?.name;
        note_taken(app, own, None, &name).await?;
    }
    Ok(())
}

/// Whose shop it is known to be, where the shop cannot be asked: what we show of it is no less theirs.
/// Only if the shop itself does not know the keys any more, the link is worth nothing.
async fn known_owner(app: &App, install: &Install, fault: Fault) -> Result<AccountId, Problem> {
    let shop = install.shop_id.filter(|_| fault.code != Code::CredentialsShop);
    let Some(shop) = shop else { return Err(fault.into()) };
    let Some(known) = app.store().app_store_account(shop).await? else { return Err(fault.into()) };
    let (install, code) = (&install.id, fault.code.as_str());
    tracing::warn!(%install, code, "a shop was not asked who it is: {}", fault.message);
    Ok(known)
}

/// An install that somebody who is in may go on with.
pub(super) async fn own_install(app: &App, seat: &Seat, id: &str) -> Result<Install, Problem> {
    let id = id.parse().map_err(|_| Problem::Missing)?;
    let install = match app.store().install(&id).await {
        Ok(install) => install,
        Err(store::Error::NoInstall(_)) => return Err(Problem::Missing),
        Err(error) => return Err(error.into()),
    };
    match install.shop_id.and_then(|shop| seat.role_in(shop)) {
        _ if install.state == InstallState::Gone => Err(Problem::Missing),
        Some(Role::Owner) => Ok(install),
        Some(Role::Reader) => Err(Problem::ReadOnly),
        None => Err(Problem::Missing),
    }
}

/// `GET /setup/{install}`: how to connect Moneybird; or on to the settings, or to the overview of what is
/// connected already.
pub(super) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Query(ended): Query<Ended>,
) -> Result<Response, Problem> {
    let install = own_install(&app, &seat, &id).await?;
    let shop = install.shop_id.ok_or(Problem::Missing)?;
    let known = app.store().connections_of_shop(shop).await?;
    let Some(connection) = known.first() else {
        return Ok(asked(&app, &seat, &install, ended.said(seat.language)));
    };
    if connection.settings.is_none() {
        return Ok(Redirect::to(&format!("/c/{}/settings", connection.id)).into_response());
    }
    if install.state != InstallState::Installed {
        try_to_complete(&app, &seat, connection, &install).await?;
    }
    // What Moneybird gave was forgotten when the app was removed.
    let token = app.store().secrets(&connection.id).await?.moneybird_token;
    let next = if token.expose_secret().is_empty() { "/moneybird" } else { "" };
    Ok(Redirect::to(&format!("/c/{}{next}", connection.id)).into_response())
}

/// Tells the shop that its installation is complete. If that fails nobody is held up, since we book all
/// the same: it is tried again when this page or the settings are looked at.
pub(crate) async fn try_to_complete(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    install: &Install,
) -> Result<(), Problem> {
    match app.service.speaking(seat.language).complete(&install.id).await {
        Ok(()) => seat.note(app, connection, installed(app, connection).await?, "").await,
        Err(fault) => {
            let (install, code) = (&install.id, fault.code.as_str());
            tracing::warn!(%install, code, "not complete yet: {}", fault.message);
            Ok(())
        }
    }
}

/// What the log says of it: whether the shop had us before, the log says too.
async fn installed(app: &App, connection: &Connection) -> Result<&'static str, store::Error> {
    let told = app.store().audit_of(connection.shop_id, u32::MAX).await?;
    let had = told
        .iter()
        .any(|own| ["installed", "installed again", "uninstalled"].contains(&own.what.as_str()));
    Ok(if had { "installed again" } else { "installed" })
}

/// The page that asks for Moneybird, and says why it did not work before.
pub(super) fn asked(
    app: &App,
    seat: &Seat,
    install: &Install,
    problem: Option<Unconnected>,
) -> Response {
    let t = texts(seat.language);
    let here = format!("/setup/{}", install.id);
    let page = Page {
        frame: seat.frame(t.setup.title, &here),
        base: here,
        shop: seat.account.name.clone(),
        has_consent: app.service.options().oauth.is_some(),
        is_of_token: problem.as_ref().is_some_and(|own| own.is_of_token),
        explained: problem.as_ref().and_then(|own| own.explained.clone()),
        problem: problem.map(|own| own.text),
        back: way_back(app, install),
    };
    shown(&page, seat.language)
}

/// A token that the merchant made in Moneybird.
#[derive(Deserialize)]
pub(super) struct Own {
    token: String,
}

/// `POST /setup/{install}/token`
pub(super) async fn by_token(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Form(own): Form<Own>,
) -> Result<Response, Problem> {
    let install = own_install(&app, &seat, &id).await?;
    let shop = install.shop_id.ok_or(Problem::Missing)?;
    if !app.store().connections_of_shop(shop).await?.is_empty() {
        // In another window. A second administration is not a matter of saying so twice.
        return Ok(Redirect::to(&format!("/setup/{}", install.id)).into_response());
    }
    match app
        .service
        .speaking(seat.language)
        .connect_install(&install.id, own.token.trim().into())
        .await
    {
        Ok(_) => Ok(Redirect::to(&format!("/setup/{}", install.id)).into_response()),
        Err(fault) => {
            let why = Unconnected::by_token(&fault, seat.language);
            Ok(asked(&app, &seat, &install, Some(why)))
        }
    }
}
