//! What a person decides about orders: try again, set aside, or take back.

use axum::Form;
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use serde::Deserialize;
use store::{Connection, OrderRecord, State as OrderState};
use sync::{Code, Fault};

use super::listing::of_cause;
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
    Ok(to_order(&connection, order, ""))
}

/// `POST /c/{connection}/orders/{order}/ignore`
pub(crate) async fn ignore(
    State(app): State<App>,
    seat: Seat,
    Path((id, order)): Path<(String, i64)>,
    Form(reason): Form<Reason>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let Some(why) = why(&reason.why) else {
        return Ok(to_order(&connection, order, "?said=reason"));
    };
    let record = record(&app, &connection, order).await?;
    if let Err(fault) = app.service.speaking(seat.language).ignore(&record, &why).await {
        return overtaken(&connection, fault);
    }
    seat.note(&app, &connection, "order set aside", &record.number).await?;
    Ok(to_order(&connection, order, ""))
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
    Ok(to_order(&connection, order, ""))
}

/// `POST /c/{connection}/orders`: trying again or setting aside, for all that were chosen, or trying again
/// for all of one cause. One that cannot be, because it stands elsewhere by now, does not stop the others.
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
    let lacks = |said: &str| Ok(to_list(&connection, field("back"), said));
    match (field("do"), field("cause")) {
        (Some("retry"), Some(cause)) if crate::cause::may_go_well(cause) => {
            retry_all(&app, &seat, &connection, cause).await
        }
        (Some("retry" | "ignore"), None) if chosen.is_empty() => {
            let mut said = url::form_urlencoded::Serializer::new(String::new());
            said.append_pair("said", "choose");
            // What was typed stays.
            if let Some(reason) = &reason {
                said.append_pair("reason", reason);
            }
            lacks(&said.finish())
        }
        (Some("retry"), None) => decide(&app, &seat, &connection, &chosen, None).await,
        (Some("ignore"), None) if reason.is_none() => {
            // What was chosen stays chosen.
            let kept: Vec<String> = chosen.iter().map(ToString::to_string).collect();
            lacks(&format!("said=reason&kept={}", kept.join(",")))
        }
        (Some("ignore"), None) => {
            decide(&app, &seat, &connection, &chosen, reason.as_deref()).await
        }
        _ => Err(Problem::Malformed),
    }
}

/// Sets orders aside for a reason or, without one, tries them again.
async fn decide(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    chosen: &[i64],
    reason: Option<&str>,
) -> Result<Response, Problem> {
    let service = app.service.speaking(seat.language);
    let (mut done, mut not_done) = (0_u64, 0_u64);
    for order in chosen {
        let Ok(record) = record(app, connection, *order).await else {
            not_done += 1;
            continue;
        };
        let (result, what) = match reason {
            Some(why) => (service.ignore(&record, why).await, "order set aside"),
            None => (service.retry(&record).await, "order retried"),
        };
        if result.is_ok() {
            done += 1;
            seat.note(app, connection, what, &record.number).await?;
        } else {
            not_done += 1;
        }
    }
    if reason.is_none() && done > 0 {
        app.look_now(connection).await?;
    }
    Ok(to_list(connection, None, &format!("done={done}&not_done={not_done}")))
}

/// Tries all refused orders of one cause again, the newest first, up to so many at once.
async fn retry_all(
    app: &App,
    seat: &Seat,
    connection: &Connection,
    cause: &str,
) -> Result<Response, Problem> {
    let service = app.service.speaking(seat.language);
    let most = usize::try_from(crate::cause::MOST).unwrap_or_default();
    let cause = (OrderState::Refused, cause);
    let found = of_cause(app, &connection.id, cause, None, most).await?;
    let (mut done, mut not_done) = (0_u64, 0_u64);
    for order in found {
        let is_done = match record(app, connection, order.order_id).await {
            Ok(record) => service.retry(&record).await.is_ok(),
            Err(_) => false,
        };
        if is_done {
            done += 1;
        } else {
            not_done += 1;
        }
    }
    if done > 0 {
        seat.note(app, connection, "orders retried", &done.to_string()).await?;
        app.look_now(connection).await?;
    }
    Ok(to_list(connection, None, &format!("done={done}&not_done={not_done}")))
}

/// The list, as it was where its form says so, with what came of it.
fn to_list(connection: &Connection, back: Option<&str>, said: &str) -> Response {
    let base = format!("/c/{}/orders", connection.id);
    let is_ours = |to: &&str| {
        let rest = to.strip_prefix(&base);
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('?'))
            && to.bytes().all(|sign| sign.is_ascii_graphic())
    };
    let list = back.filter(is_ours).unwrap_or(&base);
    let joint = if list.contains('?') { '&' } else { '?' };
    Redirect::to(&format!("{list}{joint}{said}")).into_response()
}

/// An order stands elsewhere by now, which the list says; anything else is a problem.
fn overtaken(connection: &Connection, fault: Fault) -> Result<Response, Problem> {
    if fault.code != Code::Usage {
        return Err(fault.into());
    }
    Ok(to_list(connection, None, "not_done=1"))
}

/// A reason that can be kept: something, on one line.
fn why(text: &str) -> Option<String> {
    let line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let short: String = line.chars().filter(|sign| !sign.is_control()).take(LONGEST).collect();
    (!short.is_empty()).then_some(short)
}

/// An order of a connection.
pub(super) async fn record(
    app: &App,
    connection: &Connection,
    order: i64,
) -> Result<OrderRecord, Problem> {
    let record = app.store().order(&connection.id, order).await;
    record?.ok_or(Problem::Missing)
}

/// To the page of an order, with what is to be said there (such as `?said=moved`).
pub(super) fn to_order(connection: &Connection, order: i64, said: &str) -> Response {
    Redirect::to(&format!("/c/{}/orders/{order}{said}", connection.id)).into_response()
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
