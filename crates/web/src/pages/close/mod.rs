//! Whether a period closes: the closing statement, and its papers.

mod download;
mod periods;
mod sheet;
mod verdict;

use askama::Template;
use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{IntoResponse, Redirect, Response};
use bookkeeping::amsterdam_day;
use serde::Deserialize;
use store::Connection;
use sync::Period;

use self::periods::Choices;
use self::sheet::{Sheet, sheet};
use self::verdict::{Verdict, verdict};
use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab, moment};
use crate::problem::{Problem, shown};
use crate::statements::{Kept, Step, kept};
use crate::texts::texts;

pub(super) use download::download;

/// A period, as addresses and forms have it.
#[derive(Debug, Deserialize)]
pub(crate) struct Asked {
    period: Option<String>,
}

#[derive(Template)]
#[template(path = "close.html")]
struct Page {
    frame: Frame,
    base: String,
    choices: Option<Choices>,
    verdict: Verdict,
    period: String,
    /// What the button says that asks for a statement; none where one is being made.
    button: Option<&'static str>,
    /// What was made, and when.
    made: Option<Made>,
}

struct Made {
    at: String,
    machine: String,
    sheet: Sheet,
    closes: bool,
    /// What its sentences are written in, as HTML calls it, if that is not the reader's language.
    language: Option<&'static str>,
}

impl Page {
    /// Whether it is worth looking again soon.
    fn is_moving(&self) -> bool {
        self.button.is_none() && self.choices.is_some()
    }
}

/// `GET /c/{connection}/close`
pub(super) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let language = seat.language;
    let months = app.service.speaking(language).months(&connection.id, periods::MONTHS).await?;
    let period = match asked.period {
        Some(text) => Some(read(&app, &text).ok_or(Problem::Missing)?),
        None => periods::last(&months),
    };
    let base = format!("/c/{}", connection.id);
    let t = &texts(language).closing;
    let Some(period) = period else {
        let frame = framed(&app, &seat, &connection, &format!("{base}/close")).await?;
        let verdict = verdict::nothing(language);
        let page = Page {
            frame,
            base,
            choices: None,
            verdict,
            period: String::new(),
            button: None,
            made: None,
        };
        return Ok(shown(&page, language));
    };
    let found = kept(app.store(), &connection.id, period).await?;
    let step = app.desk.step(&connection.id, period);
    let button = match (&step, &found) {
        (None | Some(Step::Failed(..)), None) => Some(t.make),
        (None | Some(Step::Failed(..)), Some(_)) => Some(t.again),
        _ => None,
    };
    let name = periods::name(period, language);
    let statement = found.as_ref().map(|own| &own.statement);
    let page = Page {
        frame: framed(&app, &seat, &connection, &format!("{base}/close?period={period}")).await?,
        choices: Some(periods::choices(period, &months, &base, language)),
        verdict: verdict(&name, step.as_ref(), statement, app.now(), language),
        period: period.to_string(),
        button,
        made: found.as_ref().map(|own| made(own, &base, &app, &seat)),
        base,
    };
    Ok(shown(&page, language))
}

/// `POST /c/{connection}/close`: asks for the statement of a period. It changes nothing, so whoever may
/// look may ask.
pub(super) async fn ask(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Form(asked): Form<Asked>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let period = asked.period.and_then(|text| read(&app, &text)).ok_or(Problem::Malformed)?;
    app.desk.ask(&connection.id, period, seat.language);
    let to = format!("/c/{}/close?period={period}", connection.id);
    Ok(Redirect::to(&to).into_response())
}

/// A period of which there can be a statement.
fn read(app: &App, text: &str) -> Option<Period> {
    let period: Period = text.parse().ok()?;
    periods::is_within(period, amsterdam_day(app.now())).then_some(period)
}

async fn framed(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    here: &str,
) -> Result<Frame, Problem> {
    let title = texts(seat.language).closing.title;
    seat.frame_of(app, connection, (title, here), Tab::Closing).await
}

fn made(own: &Kept, base: &str, app: &App, seat: &Seat) -> Made {
    Made {
        at: (texts(seat.language).closing.made)(&moment(own.at, app.now(), seat.language)),
        machine: own.at.to_string(),
        closes: own.statement.closes,
        sheet: sheet(&own.statement, base, seat.language),
        language: (own.language != seat.language).then(|| texts(own.language).code),
    }
}
