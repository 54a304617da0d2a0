//! A customer asks to be forgotten: from the page of one of their orders, for all of them.

use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use bookkeeping::{Credit, Customer, Order, Subject};
use store::{OrderRecord, State as OrderState};
use sync::{Advice, Affected, Erase, Whom};

use super::decide::record;
use crate::app::App;
use crate::door::Seat;
use crate::look::{Frame, Tab};
use crate::problem::{Problem, shown};

#[derive(Template)]
#[template(path = "erased.html")]
struct Page {
    frame: Frame,
    /// Where the order is that it began from.
    order: String,
    done: Vec<(String, String)>,
    left: Vec<(String, String)>,
    contacts: String,
    todo: Vec<&'static str>,
}

/// `POST /c/{connection}/orders/{order}/erase`
pub(crate) async fn forget(
    State(app): State<App>,
    seat: Seat,
    Path((id, order)): Path<(String, i64)>,
) -> Result<Response, Problem> {
    let connection = seat.own_connection(&app, &id).await?;
    let whom = Whom::Order(Box::new(record(&app, &connection, order).await?));
    let asked = Erase { whom, by: Some(seat.account.id.clone()), is_trial: false };
    let service = app.service.speaking(seat.language);
    let erased = service.erase(std::slice::from_ref(&connection), &asked).await?;
    let advice = Advice::on(&erased, seat.language);
    let here = format!("/c/{}/orders/{order}", connection.id);
    let link =
        |own: &Affected| (own.number.clone(), format!("/c/{}/orders/{}", connection.id, own.id));
    let places = &erased.places;
    let contacts: Vec<&str> =
        places.iter().flat_map(|own| &own.contacts).map(String::as_str).collect();
    let title = crate::texts::texts(seat.language).erasing.title;
    let todo = [Some(advice.shop), Some(advice.books), Some(advice.backups), advice.database];
    let page = Page {
        frame: seat.frame_of(&app, &connection, (title, &here), Tab::Orders).await?,
        done: places.iter().flat_map(|own| &own.erased).map(link).collect(),
        left: places.iter().flat_map(|own| &own.left).map(link).collect(),
        contacts: contacts.join(", "),
        todo: todo.into_iter().flatten().collect(),
        order: here,
    };
    Ok(shown(&page, seat.language))
}

/// What is known of the person in something that is booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Person {
    /// They are in it.
    Known(Box<Customer>),
    /// They are in it, and it is being booked: they cannot be forgotten now.
    Needed(Box<Customer>),
    /// They are forgotten.
    Forgotten,
    /// There is none.
    Nobody,
}

impl Person {
    pub(super) fn of(record: &OrderRecord) -> Self {
        let text = &record.snapshot;
        let customer = match Subject::of_id(record.order_id) {
            Some(Subject::Order(_)) => {
                let order = serde_json::from_str::<Option<Order>>(text).ok().flatten();
                order.map(|own| own.customer)
            }
            Some(Subject::Credit(_)) => {
                serde_json::from_str::<Credit>(text).ok().map(|own| own.part.customer)
            }
            _ => None,
        };
        match customer {
            Some(own) if own.forgotten => Self::Forgotten,
            Some(own) if record.state == OrderState::Booking => Self::Needed(Box::new(own)),
            Some(own) => Self::Known(Box::new(own)),
            None => Self::Nobody,
        }
    }
}
