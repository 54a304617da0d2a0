//! Who changed what.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;

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
    let mut entries = Vec::new();
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
