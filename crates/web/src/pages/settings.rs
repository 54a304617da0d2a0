//! How a connection books: everything that there is to choose, prefilled, with what is still open marked.
//! Before it is saved, a preview shows what it would do.

mod by_name;
mod fields;
mod foreseen;
mod form;
mod history;
mod place;
mod preview;
mod samples;
mod since;
mod standstill;
mod used;

use askama::Template;
use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::settings::Mismatch;
use bookkeeping::{Language, Settings, amsterdam_day};
use store::{Connection, InstallState};
use sync::{Choices, Fault, Service};

use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};
use crate::reason;
use crate::texts::texts;

use crate::install::try_to_complete;
use fields::{Section, Tick, sections, statuses};
use foreseen::{Foreseen, foreseen};
use form::{Fields, Key, asked, read};
pub(crate) use history::{pace, window};
pub(super) use place::mended_at;
pub(crate) use samples::Samples;
use since::Since;
use standstill::{Standstill, at_hand};
use used::{Named, open, used};

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
    /// What is still to be chosen.
    open: Vec<Named>,
    foreseen: Option<Foreseen>,
    standstill: Option<Standstill>,
}

/// What is said above the form.
#[derive(Default)]
struct Said {
    problems: Vec<String>,
    standstill: Option<Standstill>,
    /// Whether it is only to be looked at.
    is_still: bool,
}

/// What a form is filled with.
struct Draft {
    settings: Settings,
    /// The rows of VAT that it had.
    asked: Vec<Key>,
    since: Since,
}

/// What is wrong with a form.
enum Wrong {
    /// In words already.
    Said(Vec<String>),
    /// It does not fit the administration.
    Unfit(Vec<Mismatch>),
    /// A remote side cannot be asked.
    Fault(Fault),
}

/// `GET /c/{connection}/settings`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let service = app.service.speaking(seat.language);
    let may_change = seat.may_change(&connection);
    let (choices, still) = match at_hand(&service, &connection, may_change).await {
        // What is proposed can be looked at once it can be asked for.
        Ok((_, Some(fault))) if connection.settings.is_none() => {
            return standstill::page(&app, &seat, &connection, fault).await;
        }
        Ok((choices, fault)) => {
            (choices, standstill(&app, &seat, &connection, fault.as_ref()).await?)
        }
        Err(fault) => return standstill::page(&app, &seat, &connection, fault).await,
    };
    if connection.settings.is_some() && may_change && still.is_none() {
        // The shop answers, which it perhaps did not when they were saved.
        complete(&app, &seat, &connection).await?;
    }
    // What another version wrote and this one cannot read is proposed anew.
    let settings = sync::saved_settings(&connection).unwrap_or_else(|| choices.proposed.clone());
    let said = Said { is_still: still.is_some(), standstill: still, ..Said::default() };
    let draft = Draft { since: Since::of(&settings), settings, asked: Vec::new() };
    page_of(&app, &seat, &connection, (&choices, &draft), said).await
}

/// `POST /c/{connection}/settings`: shows what they would do (`do` is `preview`), shows them again to be
/// changed (`change`), or saves them.
pub(crate) async fn take(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let service = app.service.speaking(seat.language);
    let t = texts(seat.language);
    let base = sync::saved_settings(&connection);
    let today = amsterdam_day(app.now());
    let (settings, problems) = read(&fields, &base.unwrap_or_default(), today, t);
    let draft = Draft { settings, asked: asked(&fields), since: Since::of_form(&fields) };
    let settings = &draft.settings;
    let wanted = fields.iter().find(|(name, _)| name == "do").map(|(_, text)| text.as_str());
    if wanted == Some("change") {
        return again(&app, &seat, &connection, &draft, Wrong::Said(Vec::new())).await;
    }
    if !problems.is_empty() {
        return again(&app, &seat, &connection, &draft, Wrong::Said(problems)).await;
    }
    if wanted == Some("preview") {
        return match service.outlook(&connection.id, settings).await {
            Ok(own) if own.mismatches.is_empty() => {
                preview::page(&app, &seat, &connection, (&fields, settings), &own).await
            }
            Ok(own) => again(&app, &seat, &connection, &draft, Wrong::Unfit(own.mismatches)).await,
            Err(fault) => again(&app, &seat, &connection, &draft, Wrong::Fault(fault)).await,
        };
    }
    match service.save_settings(&connection.id, settings).await {
        Ok(none) if none.is_empty() => saved(&app, &seat, &service, &connection).await,
        Ok(found) => again(&app, &seat, &connection, &draft, Wrong::Unfit(found)).await,
        Err(fault) => again(&app, &seat, &connection, &draft, Wrong::Fault(fault)).await,
    }
}

/// What a fault stands in the way of, if there is one.
async fn standstill(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    fault: Option<&Fault>,
) -> Result<Option<Standstill>, Problem> {
    match fault {
        Some(fault) => Standstill::of(app, seat, connection, fault).await.map(Some),
        None => Ok(None),
    }
}

/// The form once more, as it was filled in.
async fn again(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    draft: &Draft,
    wrong: Wrong,
) -> Result<Response, Problem> {
    let language = seat.language;
    let (choices, fault) = at_hand(&app.service.speaking(language), connection, true).await?;
    let mut still = standstill(app, seat, connection, fault.as_ref()).await?;
    let problems = match wrong {
        Wrong::Said(problems) => problems,
        Wrong::Unfit(found) => {
            let methods = &choices.payment_methods;
            found.iter().map(|own| reason::mismatch(own, methods, language)).collect()
        }
        Wrong::Fault(fault) => {
            still = standstill(app, seat, connection, Some(&fault)).await?;
            Vec::new()
        }
    };
    let said = Said { problems, standstill: still, is_still: false };
    page_of(app, seat, connection, (&choices, draft), said).await
}

/// What follows when settings are saved. The first time the shop is told that its installation is
/// complete, which is the last thing that is done, and may wait until the shop can be asked.
async fn saved(
    app: &App,
    seat: &Seat,
    service: &Service,
    connection: &Connection,
) -> Result<Response, Problem> {
    app.samples.forget(&connection.id);
    seat.note(app, connection, "settings saved", "").await?;
    // They are saved, whatever becomes of the orders that waited for them: those wait on, and can be tried again
    // on their own pages.
    if let Err(fault) = service.retry_by_settings(&connection.id).await {
        let code = fault.code.as_str();
        tracing::warn!(connection = %connection.id, code, "orders were not tried again: {}", fault.message);
    }
    app.look_now(connection).await?;
    complete(app, seat, connection).await?;
    Ok(Redirect::to(&format!("/c/{}?done=saved", connection.id)).into_response())
}

/// Tells the shop, if it came from the App Store and was not told yet.
async fn complete(app: &App, seat: &Seat, connection: &Connection) -> Result<(), Problem> {
    let install = app.store().newest_install_of(connection.shop_id).await?;
    if let Some(install) = install.filter(|own| own.state == InstallState::Open) {
        try_to_complete(app, seat, connection, &install).await?;
    }
    Ok(())
}

async fn page_of(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    (choices, draft): (&Choices, &Draft),
    said: Said,
) -> Result<Response, Problem> {
    let language = seat.language;
    let t = texts(language);
    let here = format!("/c/{}/settings", connection.id);
    let frame = seat.frame_of(app, connection, (t.settings.title, &here), Tab::Settings).await?;
    let is_first = connection.settings.is_none();
    let settings = &draft.settings;
    let own = (settings, &choices.administration);
    let foreseen = if is_first && seat.may_change(connection) {
        foreseen(app, connection, own, language).await
    } else {
        None
    };
    let waiting = if is_first { None } else { Some(used(app, connection, settings).await?) };
    let known = waiting.as_ref().or(foreseen.as_ref().map(|own| &own.used));
    let mut sections = sections((choices, settings, &draft.asked), known, t, language);
    if sync::saved_settings(connection).is_none() {
        by_name::mark(&mut sections, choices, settings);
    }
    let counted = if is_first {
        let service = app.service.speaking(language);
        history::counted(&service, connection, settings, language).await
    } else {
        Vec::new()
    };
    let page = Page {
        id: connection.id.to_string(),
        is_first,
        may_change: seat.may_change(connection) && !said.is_still,
        problems: said.problems,
        standstill: said.standstill,
        statuses: statuses(choices, settings),
        paid_only: settings.orders.paid_only,
        history: history::ticks(&draft.since, &counted, t),
        history_from: draft.since.day.clone(),
        due_days: settings.invoice.due_days,
        // What orders would wait for is said with how many of them would.
        open: open(&sections, waiting.as_ref(), t),
        sections,
        foreseen,
        frame,
    };
    Ok(shown(&page, language))
}

/// A number that is no amount.
pub(super) fn decimal(number: &impl ToString, language: Language) -> String {
    let text = number.to_string();
    match language {
        Language::Nl => text.replace('.', ","),
        Language::En => text,
    }
}
