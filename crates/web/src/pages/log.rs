//! Who changed what.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use bookkeeping::Language;
use store::{Connection, Health};
use sync::Code;

use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab, moment};
use crate::problem::{Problem, shown};
use crate::texts::texts;

/// Entries that are shown.
const SOME: u32 = 200;

#[derive(Template)]
#[template(path = "log.html")]
struct Page {
    frame: Frame,
    entries: Vec<Entry>,
}

struct Entry {
    machine: String,
    at: String,
    who: String,
    what: String,
}

/// `GET /c/{connection}/log`
pub(crate) async fn page(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
) -> Result<Response, Problem> {
    let connection = seat.connection(&app, &id).await?;
    let found = app.store().audit_of(connection.shop_id, SOME).await?;
    let t = texts(seat.language);
    let mut entries: Vec<Entry> = withdrawn(&app, &connection, seat.language).into_iter().collect();
    for own in found {
        let who = match &own.account {
            None => t.log.system.to_owned(),
            Some(account) => {
                let account = app.store().account(account).await;
                account?.name
            }
        };
        entries.push(Entry {
            machine: own.at.to_string(),
            at: moment(own.at, app.now(), seat.language),
            who,
            what: (t.log.said)(&own.what, &own.detail),
        });
    }
    let here = format!("/c/{}/log", connection.id);
    let page = Page {
        frame: seat.frame_of(&app, &connection, (t.log.title, &here), Tab::Log).await?,
        entries,
    };
    Ok(shown(&page, seat.language))
}

/// That Moneybird lets us in no longer. Nobody here did that, so it is not noted: it is known from the
/// connection that stands still, and that it was after its last round.
fn withdrawn(app: &App, connection: &Connection, language: Language) -> Option<Entry> {
    let Health::Broken { code, .. } = &connection.health else { return None };
    let is_withdrawn = code == Code::CredentialsMoneybird.as_str();
    let last = connection.last_sync_at.unwrap_or(connection.created_at);
    let t = texts(language);
    is_withdrawn.then(|| Entry {
        machine: last.to_string(),
        at: (t.standing.after)(&moment(last, app.now(), language)),
        who: t.log.system.to_owned(),
        what: t.standing.withdrawn.to_owned(),
    })
}
