//! A shop that booked with another program before: what that booked is shown, and counts as booked once the
//! owner agrees to exactly that.

mod held;
mod sheet;

use std::time::Duration;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::Language;
use jiff::Timestamp;
use jiff::civil::Date;
use serde::Deserialize;
use store::Connection;
use sync::{AdoptRequest, AdoptionPreview, AdoptionStep, Applied, ApplyStep, Code, Fault};
use url::form_urlencoded::Serializer;

use self::held::Held;
use self::sheet::{Sheet, sheet};
use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab, clock};
use crate::problem::{Problem, shown};
use crate::reason;
use crate::texts::texts;

pub(crate) use held::Adoptions;

/// How long a page may be kept waiting; it goes on by itself at the next.
const TIME: Duration = Duration::from_secs(5);

/// The name under which a page holds a lease.
const OWNER: &str = "page";

/// What is asked, as addresses and forms have it.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(default)]
pub(crate) struct Asked {
    up_to: String,
    reference: String,
    from: String,
    /// What a person agrees to; in a form only.
    digest: String,
}

#[derive(Template)]
#[template(path = "adopt.html")]
struct Page {
    frame: Frame,
    base: String,
    asked: Asked,
    /// Why there is nothing to show.
    problem: Option<String>,
    /// What is being waited for.
    moving: Option<String>,
    /// Whether what would be done is not what was agreed to any more.
    has_changed: bool,
    sheet: Option<Sheet>,
    /// What was done.
    done: Option<String>,
    has_settings: bool,
}

/// How far a look has come.
enum Seen {
    Moving(Option<Timestamp>),
    /// A worker is at this connection.
    Busy,
    Preview(Box<AdoptionPreview>, Option<Applied>),
    Changed(Box<AdoptionPreview>),
    Fault(Fault),
}

/// `GET /c/{connection}/adopt`
pub(super) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let asked = Asked { digest: String::new(), ..asked };
    let language = seat.language;
    let request = match request(&asked, language) {
        Ok(Some(request)) if connection.settings.is_some() => request,
        Ok(_) => return page_of(&app, &seat, &connection, asked, None, None).await,
        Err(why) => return page_of(&app, &seat, &connection, asked, None, Some(why)).await,
    };
    let Some(mut held) = app.adoptions.free(&connection.id, app.now()) else {
        // Another page is at it just now.
        let seen = Seen::Moving(None);
        return page_of(&app, &seat, &connection, asked, Some(seen), None).await;
    };
    let seen = look(&app, &seat, &connection, &mut held, (&asked, request)).await?;
    page_of(&app, &seat, &connection, asked, Some(seen), None).await
}

/// `POST /c/{connection}/adopt`: the owner agrees to what was shown. All is looked at anew, and only if it is
/// still the same it is done, by the page that follows.
pub(super) async fn agree(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    if let Some(mut held) = app.adoptions.free(&connection.id, app.now()) {
        held.agreed = Some((asked.query(), asked.digest.clone()));
        held.look_anew();
    }
    let to = format!("/c/{}/adopt?{}", connection.id, asked.query());
    Ok(Redirect::to(&to).into_response())
}

impl Asked {
    /// As an address has it.
    fn query(&self) -> String {
        let mut query = Serializer::new(String::new());
        let fields = [("up_to", &self.up_to), ("reference", &self.reference), ("from", &self.from)];
        for (name, value) in fields {
            if !value.trim().is_empty() {
                query.append_pair(name, value.trim());
            }
        }
        query.finish()
    }
}

/// What was asked; nothing while nothing was.
fn request(asked: &Asked, language: Language) -> Result<Option<AdoptRequest>, String> {
    let t = &texts(language).adopting;
    let up_to = asked.up_to.trim().to_owned();
    if up_to.is_empty() {
        return Ok(None);
    }
    let from = match asked.from.trim() {
        "" => None,
        day => Some(day.parse::<Date>().map_err(|_| t.no_day.to_owned())?),
    };
    let templates = match asked.reference.trim() {
        "" => Vec::new(),
        text => vec![text.parse().map_err(|_| t.no_reference.to_owned())?],
    };
    Ok(Some(AdoptRequest { up_to, from, templates, settings: None }))
}

/// Looks on, for as long as a page may take, and does what was agreed to.
async fn look(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    held: &mut Held,
    (asked, request): (&Asked, AdoptRequest),
) -> Result<Seen, Problem> {
    let service = app.service.speaking(seat.language);
    // Who asks something else has not agreed to this.
    let agreed = held.agreed.clone().filter(|(query, _)| *query == asked.query());
    held.agreed.clone_from(&agreed);
    let adoption = held.of(&service, &connection.id, (asked, request));
    // A call by itself may take longer. What was read by then stands.
    let step = match tokio::time::timeout(TIME, adoption.advance()).await {
        Err(_) => return Ok(Seen::Moving(None)),
        Ok(Err(fault)) => {
            held.forget();
            return Ok(Seen::Fault(fault));
        }
        Ok(Ok(step)) => step,
    };
    let preview = match step {
        AdoptionStep::Wait(until) => return Ok(Seen::Moving(Some(until))),
        AdoptionStep::Done(preview) => preview,
    };
    let Some((_, digest)) = agreed else { return Ok(Seen::Preview(preview, None)) };
    if digest != preview.digest {
        held.agreed = None;
        return Ok(Seen::Changed(preview));
    }
    match adoption.apply(&preview, OWNER).await {
        Err(fault) => Ok(Seen::Fault(fault)),
        Ok(ApplyStep::Wait(_)) => {
            // Who is waited for may book some of it.
            held.look_anew();
            Ok(Seen::Busy)
        }
        Ok(ApplyStep::Done(applied)) => {
            held.agreed = None;
            held.forget();
            seat.note(app, connection, "other program adopted", &preview.up_to.1).await?;
            app.look_now(connection).await?;
            Ok(Seen::Preview(preview, Some(applied)))
        }
    }
}

async fn page_of(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    asked: Asked,
    seen: Option<Seen>,
    problem: Option<String>,
) -> Result<Response, Problem> {
    let language = seat.language;
    let t = &texts(language).adopting;
    let here = format!("/c/{}/adopt", connection.id);
    let whole = format!("{here}?{}", asked.query());
    let frame = seat.frame_of(app, connection, (t.title, &whole), Tab::Settings).await?;
    let mut page = Page {
        frame,
        base: format!("/c/{}", connection.id),
        problem,
        moving: None,
        has_changed: matches!(seen, Some(Seen::Changed(_))),
        sheet: None,
        done: None,
        has_settings: connection.settings.is_some(),
        asked,
    };
    match seen {
        None => {}
        Some(Seen::Moving(until)) => {
            page.moving =
                Some(until.map_or_else(|| t.moving.to_owned(), |until| (t.waits)(&clock(until))));
        }
        Some(Seen::Busy) => page.moving = Some(t.busy.to_owned()),
        Some(Seen::Fault(fault)) if matches!(fault.code, Code::NotFound | Code::Usage) => {
            page.problem = Some(format!("{} {}", fault.message, fault.hint));
        }
        Some(Seen::Fault(fault)) => page.problem = Some(reason::fault(&fault, language)),
        Some(Seen::Preview(preview, applied)) => {
            page.done = applied.map(|own| (t.done)([own.adopted, own.asked, own.done_before]));
            let is_done = applied.is_some() || preview.is_done();
            page.sheet = Some(sheet(&preview, &page.asked, &page.base, (is_done, language)));
        }
        Some(Seen::Changed(preview)) => {
            page.sheet = Some(sheet(&preview, &page.asked, &page.base, (false, language)));
        }
    }
    Ok(shown(&page, language))
}

impl Page {
    /// Whether it is worth looking again soon.
    fn is_moving(&self) -> bool {
        self.moving.is_some()
    }
}
