//! What a person decides about orders: try again, set aside, or take back.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{Connection, OrderRecord};
use sync::{Code, Fault};

use crate::app::App;
use crate::door::Seat;
use crate::problem::Problem;

/// The longest reason that is kept.
const LONGEST: usize = 300;

/// Orders that are decided about at once.
const MOST: usize = 200;

/// Why an order is set aside.
#[derive(Debug, Deserialize)]
pub(crate) struct Reason {
    why: String,
}

/// What to do with which orders. Browsers repeat a field, which the form as a map would not keep.
type Fields = Vec<(String, String)>;

/// `POST /c/{connection}/orders/{order}/retry`
pub(crate) async fn retry(
    State(app): State<App>,
    seat: Seat,
    Path((id, order)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let record = record(&app, &connection, order).await?;
    if let Err(fault) = app.service.speaking(seat.language).retry(&record).await {
        return overtaken(&connection, fault);
    }
    seat.note(&app, &connection, "order retried", &record.number).await?;
    app.look_now(&connection).await?;
    Ok(to_order(&connection, order))
}

/// `POST /c/{connection}/orders/{order}/ignore`
pub(crate) async fn ignore(
    State(app): State<App>,
    seat: Seat,
    Path((id, order)): Path<(String, i64)>,
    Form(reason): Form<Reason>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let why = why(&reason.why).ok_or(Problem::Malformed)?;
    let record = record(&app, &connection, order).await?;
    if let Err(fault) = app.service.speaking(seat.language).ignore(&record, &why).await {
        return overtaken(&connection, fault);
    }
    seat.note(&app, &connection, "order set aside", &record.number).await?;
    Ok(to_order(&connection, order))
}

/// `POST /c/{connection}/orders/{order}/take-back`
pub(crate) async fn take_back(
    State(app): State<App>,
    seat: Seat,
    Path((id, order)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let record = record(&app, &connection, order).await?;
    if let Err(fault) = app.service.speaking(seat.language).take_back(&record).await {
        return overtaken(&connection, fault);
    }
    seat.note(&app, &connection, "order taken back", &record.number).await?;
    app.look_now(&connection).await?;
    Ok(to_order(&connection, order))
}

/// `POST /c/{connection}/orders`: trying again or setting aside, for all that were chosen. One that cannot be, because it
/// stands elsewhere by now, does not stop the others.
pub(crate) async fn chosen(
    State(app): State<App>,
    seat: Seat,
    Path(id): Path<String>,
    Form(fields): Form<Fields>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let field =
        |name: &str| fields.iter().find(|(own, _)| own == name).map(|(_, text)| text.as_str());
    let chosen = fields.iter().filter(|(name, _)| name == "order").take(MOST);
    let chosen: Vec<i64> = chosen.filter_map(|(_, text)| text.parse().ok()).collect();
    let reason = field("why").and_then(why);
    let is_retry = match (field("do"), &reason) {
        (Some("retry"), _) => true,
        (Some("ignore"), Some(_)) => false,
        _ => return Err(Problem::Malformed),
    };
    let service = app.service.speaking(seat.language);
    let (mut done, mut not_done) = (0_u64, 0_u64);
    for order in chosen {
        let Ok(record) = record(&app, &connection, order).await else {
            not_done += 1;
            continue;
        };
        let (result, what) = match &reason {
            Some(why) if !is_retry => (service.ignore(&record, why).await, "order set aside"),
            _ => (service.retry(&record).await, "order retried"),
        };
        if result.is_ok() {
            done += 1;
            seat.note(&app, &connection, what, &record.number).await?;
        } else {
            not_done += 1;
        }
    }
    if is_retry && done > 0 {
        app.look_now(&connection).await?;
    }
    let to = format!("/c/{}/orders?done={done}&not_done={not_done}", connection.id);
    Ok(Redirect::to(&to).into_response())
}

/// An order stands elsewhere by now, which the list says; anything else is a problem.
fn overtaken(connection: &Connection, fault: Fault) -> Result<Response, Problem> {
    if fault.code != Code::Usage {
        return Err(fault.into());
    }
    let to = format!("/c/{}/orders?not_done=1", connection.id);
    Ok(Redirect::to(&to).into_response())
}

/// A reason that can be kept: something, on one line.
fn why(text: &str) -> Option<String> {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().filter(|sign| !sign.is_control()).take(LONGEST).collect();
    (!short.is_empty()).then_some(short)
}

async fn record(app: &App, connection: &Connection, order: i64) -> Result<OrderRecord, Problem> {
    let record = app.store().order(&connection.id, order).await;
    record?.ok_or(Problem::Missing)
}

fn to_order(connection: &Connection, order: i64) -> Response {
    Redirect::to(&format!("/c/{}/orders/{order}", connection.id)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reason_is_something_on_one_line() {
        assert_eq!(why("  al met de hand\r\n geboekt "), Some("al met de hand geboekt".into()));
        assert_eq!(why(" \n "), None);
        assert_eq!(why(&"x".repeat(1_000)).unwrap().len(), LONGEST);
    }
}
