//! Moneybird's consent page, and the way back from it (moneybird-api.md §2.2).

use std::time::Duration;

use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use base64::Engine;
use base64::prelude::BASE64_URL_SAFE_NO_PAD;
use secrecy::{ExposeSecret, SecretString};
use serde::Deserialize;
use sha2::{Digest, Sha256};
use store::{Connection, Role};

use super::setup::{asked, own_install};
use super::unconnected::{Ended, Unconnected};
use crate::app::App;
use crate::door::Seat;
use crate::pages::moneybird;
use crate::problem::Problem;

/// How long somebody may take for it.
const LASTS: Duration = Duration::from_mins(30);

/// `POST /setup/{install}/moneybird`: leads to the consent page.
pub(super) async fn ask(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let install = own_install(&app, &seat, &id).await?;
    consent(&app, &seat, install.shop_id.ok_or(Problem::Missing)?).await
}

/// Leads to the consent page, for a shop.
pub(crate) async fn consent(app: &App, seat: &Seat, shop: i64) -> Result<Response, Problem> {
    let application = app.service.options().oauth.as_ref().ok_or(Problem::Missing)?;
    let verifier = app.store().random_secret()?;
    let errand =
        app.store().new_errand(&seat.account.id, shop, &verifier, app.now(), LASTS).await?;
    let consent = application.consent(errand.expose(), &challenge(&verifier));
    Ok(Redirect::to(consent.as_str()).into_response())
}

/// What Moneybird's page brings back.
#[derive(Deserialize)]
pub(super) struct Answer {
    #[serde(default)]
    state: String,
    code: Option<String>,
    /// Why there is none.
    error: Option<String>,
}

/// `GET /moneybird/return`: only for the account that asked, once, and for a while.
pub(super) async fn given(
    State(app): State<App>,
    seat: Seat,
    Query(answer): Query<Answer>,
) -> Result<Response, Problem> {
    let errand = app.store().use_errand(&answer.state, &seat.account.id, app.now()).await?;
    let (shop, verifier) = errand.ok_or(Problem::Missing)?;
    if seat.role_in(shop) != Some(Role::Owner) {
        // Their access was withdrawn while they were away: what they gave is not exchanged for anything.
        return Err(Problem::Missing);
    }
    let code = answer.code.map(SecretString::from);
    let ended = Ended::because(answer.error.as_deref());
    if let Some(known) = app.store().connections_of_shop(shop).await?.first() {
        return again(&app, &seat, known, (code, verifier), ended).await;
    }
    let install = app.store().newest_install_of(shop).await?.ok_or(Problem::Missing)?;
    let Some(code) = code else {
        // They said no, or thought better of it.
        return Ok(Redirect::to(&format!("/setup/{}{ended}", install.id)).into_response());
    };
    let service = app.service.speaking(seat.language);
    match service.connect_by_code(&install.id, &code, &verifier).await {
        Ok(_) => Ok(Redirect::to(&format!("/setup/{}", install.id)).into_response()),
        Err(fault) => {
            let why = Unconnected::by_leave(&fault, seat.language);
            Ok(asked(&app, &seat, &install, Some(why)))
        }
    }
}

/// A shop that is connected already: only the administrations that are known are.
async fn again(
    app: &App,
    seat: &Seat,
    known: &Connection,
    (code, verifier): (Option<SecretString>, SecretString),
    ended: &str,
) -> Result<Response, Problem> {
    let Some(code) = code else {
        return Ok(Redirect::to(&format!("/c/{}/moneybird{ended}", known.id)).into_response());
    };
    let service = app.service.speaking(seat.language);
    let before = app.store().connections_of_shop(known.shop_id).await?;
    match service.reconnect_by_code(known.shop_id, &code, &verifier).await {
        Ok(id) => {
            let connection = seat.own_connection(app, id.as_str()).await?;
            let before = before.iter().find(|own| own.id == id).unwrap_or(&connection);
            seat.note(app, &connection, moneybird::reconnected(before), "").await?;
            Ok(Redirect::to(&format!("/c/{id}?done=connected")).into_response())
        }
        Err(fault) => {
            let why = Unconnected::by_leave(&fault, seat.language);
            moneybird::asked(app, seat, known, Some(why)).await
        }
    }
}

/// The hash of a verifier, as RFC 7636 §4.2 has it: base64url without padding.
fn challenge(verifier: &SecretString) -> String {
    BASE64_URL_SAFE_NO_PAD.encode(Sha256::digest(verifier.expose_secret().as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_challenge_is_that_of_the_rfc() {
        // RFC 7636, appendix B.
        let verifier = SecretString::from("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk");
        assert_eq!(challenge(&verifier), "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM");
    }
}
