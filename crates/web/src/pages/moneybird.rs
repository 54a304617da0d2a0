//! Moneybird is connected again, when it lets us in no longer.

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use secrecy::SecretString;
use serde::Deserialize;
use store::{Connection, Health};
use sync::Code;

use crate::app::App;
use crate::door::Seat;
use crate::install::{Ended, Unconnected, consent};
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};

#[derive(Template)]
#[template(path = "moneybird.html")]
struct Page {
    frame: Frame,
    base: String,
    administration: String,
    /// Whether this program is registered with Moneybird.
    has_consent: bool,
    problem: Option<String>,
    /// Where the manual says more of it.
    explained: Option<String>,
    /// Whether that is the token that was pasted.
    is_of_token: bool,
}

/// `GET /c/{connection}/moneybird`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Query(ended): Query<Ended>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    asked(&app, &seat, &connection, ended.said(seat.language)).await
}

/// The page, with what stood in the way.
pub(crate) async fn asked(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    problem: Option<Unconnected>,
) -> Result<Response, Problem> {
    let base = format!("/c/{}", connection.id);
    let here = format!("{base}/moneybird");
    let title = crate::texts::texts(seat.language).setup.again;
    let frame = seat.frame_of(app, connection, (title, &here), Tab::Elsewhere).await?;
    let page = Page {
        base,
        administration: connection.administration_name.clone(),
        has_consent: app.service.options().oauth.is_some(),
        is_of_token: problem.as_ref().is_some_and(|own| own.is_of_token),
        explained: problem.as_ref().and_then(|own| own.explained.clone()),
        problem: problem.map(|own| own.text),
        frame,
    };
    Ok(shown(&page, seat.language))
}

/// `POST /c/{connection}/moneybird`: leads to Moneybird's consent page.
pub(crate) async fn ask(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    consent(&app, &seat, connection.shop_id).await
}

/// A token that somebody made in Moneybird.
#[derive(Deserialize)]
pub(crate) struct Own {
    token: String,
}

/// `POST /c/{connection}/token`
pub(crate) async fn by_token(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Form(own): Form<Own>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let token = SecretString::from(own.token.trim());
    match app.service.speaking(seat.language).reconnect(&connection.id, token).await {
        Ok(()) => {
            seat.note(&app, &connection, reconnected(&connection), "").await?;
            Ok(Redirect::to(&format!("/c/{}?done=connected", connection.id)).into_response())
        }
        Err(fault) => {
            let why = Unconnected::by_token(&fault, seat.language);
            asked(&app, &seat, &connection, Some(why)).await
        }
    }
}

/// What the audit log says of it, of a connection as it was before.
pub(crate) fn reconnected(before: &Connection) -> &'static str {
    let withdrawn = Code::CredentialsMoneybird.as_str();
    match &before.health {
        Health::Broken { code, .. } if code == withdrawn => "reconnected after withdrawal",
        _ => "reconnected",
    }
}
