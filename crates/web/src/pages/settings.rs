//! How a connection books: everything that there is to choose, prefilled, with what is still open marked.

mod fields;
mod form;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::Settings;
use store::{Connection, InstallState, State as OrderState};
use sync::{Choices, Service};

use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::texts::texts;

use fields::{Section, Tick, sections, statuses};
use form::{Fields, read};

/// The code of an order for which no tax rate was chosen.
pub(super) const UNMAPPED: &str = "vat-unmapped";

#[derive(Template)]
#[template(path = "settings.html")]
struct Page {
    frame: Frame,
    id: String,
    is_first: bool,
    may_change: bool,
    problems: Vec<String>,
    statuses: Vec<Tick>,
    paid_only: bool,
    history: Vec<Tick>,
    history_from: String,
    sections: Vec<Section>,
    due_days: i32,
    open: usize,
}

/// `GET /c/{connection}/settings`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let service = app.service.speaking(seat.language);
    let choices = service.choices(&connection.id).await?;
    let settings = match connection.settings.as_deref().map(|text| service.parse(text)) {
        Some(Ok(settings)) => settings,
        // What another version wrote and this one cannot read is proposed anew.
        _ => choices.proposed.clone(),
    };
    page_of(&app, &seat, &connection, (&choices, &settings), Vec::new()).await
}

/// `POST /c/{connection}/settings`: holds them against the administration, and saves them. The first time
/// the shop is told that its installation is complete, which is the last thing that is done.
pub(crate) async fn save(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let service = app.service.speaking(seat.language);
    let t = texts(seat.language);
    let base = connection.settings.as_deref().and_then(|text| service.parse(text).ok());
    let (settings, mut problems) = read(&fields, &base.unwrap_or_default(), &t.settings);
    if problems.is_empty() {
        problems = store(&service, &connection, &settings).await;
    }
    if !problems.is_empty() {
        let choices = service.choices(&connection.id).await?;
        return page_of(&app, &seat, &connection, (&choices, &settings), problems).await;
    }
    complete(&app, &service, &connection).await?;
    try_again(&app, &service, &connection).await?;
    seat.note(&app, &connection, "settings saved", "").await?;
    app.look_now(&connection).await?;
    Ok(Redirect::to(&format!("/c/{}", connection.id)).into_response())
}

/// Saves settings, unless something is wrong with them, which is said a line each.
async fn store(service: &Service, connection: &Connection, settings: &Settings) -> Vec<String> {
    let text = match toml::to_string(settings) {
        Ok(text) => text,
        Err(error) => return vec![error.to_string()],
    };
    match service.import_settings(&connection.id, &text).await {
        Ok(()) => Vec::new(),
        Err(fault) => fault.message.lines().map(str::to_owned).collect(),
    }
}

/// What waited for a choice that may have been made now is tried again.
async fn try_again(app: &App, service: &Service, connection: &Connection) -> Result<(), Problem> {
    let refused = app.store().orders(Some(&connection.id), Some(OrderState::Refused)).await?;
    for order in refused.iter().filter(|own| own.code.as_deref() == Some(UNMAPPED)) {
        let record = app.store().order(&connection.id, order.order_id).await;
        if let Some(record) = record? {
            service.retry(&record).await?;
        }
    }
    Ok(())
}

/// Tells the shop, if it came from the App Store and was not told yet.
async fn complete(app: &App, service: &Service, connection: &Connection) -> Result<(), Problem> {
    let install = app.store().newest_install_of(connection.shop_id).await?;
    match install.filter(|own| own.state == InstallState::Open) {
        Some(install) => Ok(service.complete(&install.id).await?),
        None => Ok(()),
    }
}

async fn page_of(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    (choices, settings): (&Choices, &Settings),
    problems: Vec<String>,
) -> Result<Response, Problem> {
    let t = texts(seat.language);
    let here = format!("/c/{}/settings", connection.id);
    let frame = seat.frame_of(app, connection, (t.settings.title, &here), Tab::Settings).await?;
    let sections = sections(choices, settings, t);
    let (history, history_from) = fields::history(settings, t);
    let page = Page {
        id: connection.id.to_string(),
        is_first: connection.settings.is_none(),
        may_change: seat.may_change(connection),
        problems,
        statuses: statuses(choices, settings),
        paid_only: settings.orders.paid_only,
        history,
        history_from,
        due_days: settings.invoice.due_days,
        open: sections.iter().flat_map(|own| &own.picks).filter(|pick| pick.is_open()).count(),
        sections,
        frame,
    };
    Ok(shown(&page, seat.language))
}
