//! The two calls that CCV Shop makes to us. Nothing of their bodies is read before the signature was
//! found to be right.

use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use store::{AuditEntry, Install};
use sync::{Delivery, Handshake, PublicAddress, Refused, Uninstall, is_loopback};
use url::Url;

use super::setup::only_by_app_store;
use crate::app::App;

/// Why a connection stands still after an uninstall: a code of interface.md.
const CODE: &str = "credentials-shop";

/// `POST /app/handshake`: a shop hands its keys over. Installing goes on only when we answer 200.
pub(super) async fn handshake(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Some(secret) = &app.site.app_secret else { return StatusCode::NOT_FOUND };
    let address = app.address("/app/handshake");
    let delivery = Delivery { address: &address, body: &body };
    let handshake = match Handshake::read(delivery, secret, hash(&headers)) {
        Ok(handshake) => handshake,
        Err(refused) => return told("handshake", refused),
    };
    if !is_reachable(&app, &handshake.root) {
        tracing::warn!(root = %handshake.root, "a handshake names an address that is not public");
        return StatusCode::BAD_REQUEST;
    }
    let root = handshake.root.as_str().trim_end_matches('/');
    let back = handshake.return_url.as_str();
    let (public, secret) = (&handshake.public, &handshake.secret);
    match app.store().save_install(public, secret, root, back, app.now()).await {
        Ok(_) => StatusCode::OK,
        Err(error) => {
            tracing::error!(%error, "a handshake could not be kept");
            StatusCode::SERVICE_UNAVAILABLE
        }
    }
}

/// `POST /app/uninstall`: a shop takes us out. Its keys are forgotten at once; what is in Moneybird
/// stays there.
pub(super) async fn uninstall(
    State(app): State<App>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let Some(secret) = &app.site.app_secret else { return StatusCode::NOT_FOUND };
    let address = app.address("/app/uninstall");
    let delivery = Delivery { address: &address, body: &body };
    let uninstall = match Uninstall::read(delivery, secret, hash(&headers)) {
        Ok(uninstall) => uninstall,
        Err(refused) => return told("uninstall", refused),
    };
    let install = match app.store().install_by_key(&uninstall.public).await {
        Ok(Some(install)) => install,
        // Told twice, or of an install that never came to anything.
        Ok(None) => return StatusCode::OK,
        Err(error) => return broken(&error),
    };
    match end(&app, &install).await {
        Ok(()) => StatusCode::OK,
        Err(error) => broken(&error),
    }
}

/// The connections of the shop stand still, unless it has us by another install meanwhile.
async fn end(app: &App, install: &Install) -> Result<(), store::Error> {
    let (store, now) = (app.store(), app.now());
    store.end_install(&install.id, now).await?;
    let Some(shop) = install.shop_id else { return Ok(()) };
    if store.newest_install_of(shop).await?.is_none() {
        let message = "De app is in CCV Shop verwijderd. (The app was removed in CCV Shop.)";
        for connection in store.connections_of_shop(shop).await? {
            store.forget_shop_keys(&connection.id, (CODE, message), now).await?;
            store.forget_leave(&connection.id, now).await?;
        }
        if let Some(own) = store.app_store_account(shop).await?
            && store.way_back(&own).await?.has_password
        {
            only_by_app_store(app, &own).await?;
        }
    }
    let entry = AuditEntry {
        at: now,
        account: None,
        shop_id: Some(shop),
        connection: None,
        what: "uninstalled".to_owned(),
        detail: String::new(),
    };
    store.note(&entry).await
}

/// Whether we may call a shop there: on the public internet, or on this machine if that is where we are
/// ourselves, as in the demo.
fn is_reachable(app: &App, root: &Url) -> bool {
    PublicAddress::check(root).is_ok() || is_loopback(&app.site.public) && is_loopback(root)
}

fn hash(headers: &HeaderMap) -> &str {
    headers.get("x-hash").and_then(|value| value.to_str().ok()).unwrap_or_default()
}

fn told(what: &str, refused: Refused) -> StatusCode {
    tracing::warn!(what, %refused, "a call of the App Store was refused");
    match refused {
        Refused::Signature => StatusCode::FORBIDDEN,
        Refused::Shape => StatusCode::BAD_REQUEST,
    }
}

fn broken(error: &store::Error) -> StatusCode {
    tracing::error!(%error, "an uninstall could not be kept");
    StatusCode::SERVICE_UNAVAILABLE
}
