//! Webhooks of both sides: a call is a hint to look, and nothing of what it says is booked.
//!
//! The address is known to nobody else, and belongs to one event of one connection. What is noted is
//! that it was called, so that the same call twice, late or out of order makes no difference.

mod books;
mod intake;
mod shop;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use store::{ConnectionId, HookSide};

pub(crate) use intake::Intake;

use crate::app::App;

/// The most that a call may hold: Moneybird sends the whole invoice along.
const MOST: usize = 1 << 20;

/// The path of the addresses, before their token.
pub(crate) const PATH: &str = "/hook/";

/// What both sides call.
pub(crate) fn calls() -> Router<App> {
    Router::new().route("/hook/{token}", post(called)).layer(DefaultBodyLimit::max(MOST))
}

/// What a call comes to.
struct Told {
    /// What is the same when the same call comes again.
    delivery: String,
    /// In how many seconds to look.
    rest: i64,
    /// The fact that it puts.
    fact: Option<&'static str>,
}

/// `POST /hook/{token}`: answered once it is noted.
async fn called(
    State(app): State<App>,
    Path(token): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> StatusCode {
    let (hook, key) = match app.store().called_hook(&token).await {
        Ok(Some(found)) => found,
        // One of an installation before, or a guess.
        Ok(None) => return StatusCode::GONE,
        Err(error) => {
            tracing::error!(%error, "a webhook could not be looked up");
            return StatusCode::SERVICE_UNAVAILABLE;
        }
    };
    let told = match hook.side {
        HookSide::Shop => {
            let address = app.address(&format!("{PATH}{token}"));
            shop::read(&address, key.as_ref(), &headers, &body)
        }
        HookSide::Books => books::read(key.as_ref(), &headers, &body, app.now()),
    };
    let side = hook.side.as_str();
    match told {
        Ok(Some(told)) => noted(&app, hook.connection, token, told).await,
        Ok(None) => StatusCode::OK,
        Err(status) => {
            let (connection, event) = (&hook.connection, &hook.event);
            tracing::warn!(%connection, side, event, %status, "a call of a webhook was refused");
            status
        }
    }
}

async fn noted(app: &App, connection: ConnectionId, token: String, told: Told) -> StatusCode {
    let now = app.now();
    let look_at = now.saturating_add(jiff::SignedDuration::from_secs(told.rest)).unwrap_or(now);
    let (delivery, fact) = (told.delivery, told.fact);
    let call = intake::Call { connection, token, delivery, look_at, fact };
    if app.intake.note(app.store(), call, now).await {
        StatusCode::OK
    } else {
        StatusCode::SERVICE_UNAVAILABLE
    }
}

/// The text of a header, if it is one.
fn header<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}
