//! The connections that somebody may look at.

use askama::Template;
use axum::extract::State;
use axum::response::{IntoResponse, Redirect, Response};
use store::InstallState;

use super::overview::known;
use super::verdict::{Verdict, verdict};
use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};

#[derive(Template)]
#[template(path = "connections.html")]
struct Page {
    frame: Frame,
    connections: Vec<Card>,
}

struct Card {
    id: String,
    shop: String,
    administration: String,
    verdict: Verdict,
}

/// `GET /`: the only connection, or all of them.
pub(crate) async fn page(State(app): State<App>, seat: Seat) -> Result<Response, Problem> {
    let all = seat.connections(&app).await?;
    if let [only] = all.as_slice() {
        return Ok(Redirect::to(&format!("/c/{}", only.id)).into_response());
    }
    if all.is_empty()
        && let Some(link) = unfinished(&app, &seat).await?
    {
        return Ok(Redirect::to(&link).into_response());
    }
    let mut cards = Vec::new();
    for connection in all {
        let counts = app.store().counts(&connection.id).await?;
        let base = format!("/c/{}", connection.id);
        let takeover = app.service.takeover(&connection, &counts).await?;
        let known = known(&app, (&seat, &connection), &counts, (&takeover, &[])).await?;
        cards.push(Card {
            id: connection.id.to_string(),
            verdict: verdict(&known, &base, app.now(), seat.language),
            shop: connection.shop_name,
            administration: connection.administration_name,
        });
    }
    let title = crate::texts::texts(seat.language).connections.title;
    let page = Page { frame: seat.frame(title, "/"), connections: cards };
    Ok(shown(&page, seat.language))
}

/// Where somebody goes on who came from the App Store and has not connected Moneybird yet.
async fn unfinished(app: &App, seat: &Seat) -> Result<Option<String>, Problem> {
    for shop in seat.owned_shops() {
        let install = app.store().newest_install_of(shop).await?;
        if let Some(own) = install.filter(|own| own.state == InstallState::Open) {
            return Ok(Some(format!("/setup/{}", own.id)));
        }
    }
    Ok(None)
}
