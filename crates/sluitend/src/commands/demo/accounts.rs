//! Holds what the program says of each order against what the sandbox shop knows itself.

use std::collections::HashMap;

use bookkeeping::Language;
use sandbox::shop::model::Order;
use serde::Serialize;
use store::State;
use sync::OrderView;

/// An order that is not where it should be.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(super) struct Unaccounted {
    /// Its id.
    pub(super) id: i64,
    /// Its number.
    pub(super) number: String,
    /// What is wrong.
    pub(super) why: String,
}

/// The orders that are not accounted for. One that is completed and paid must be booked; any other
/// must be waiting, ignored, or refused for a reason.
pub(super) fn unaccounted(
    orders: &[Order],
    views: &[OrderView],
    language: Language,
) -> Vec<Unaccounted> {
    let views: HashMap<i64, &OrderView> = views.iter().map(|view| (view.id, view)).collect();
    let finished = orders.iter().filter(|order| order.is_completed);
    finished
        .filter_map(|order| {
            let why = what_is_wrong(order, views.get(&order.id).copied(), language)?;
            Some(Unaccounted { id: order.id, number: order.number_full().to_owned(), why })
        })
        .collect()
}

fn what_is_wrong(order: &Order, view: Option<&OrderView>, language: Language) -> Option<String> {
    let Some(view) = view else {
        return Some(match language {
            Language::Nl => "niet gezien".to_owned(),
            Language::En => "not seen".to_owned(),
        });
    };
    let is_right = match view.state {
        State::Booked => is_ready(order),
        State::Waiting | State::Ignored => !is_ready(order),
        State::Refused => !is_ready(order) && view.code.is_some(),
        State::Ready | State::Booking | State::Changed => false,
    };
    if is_right {
        return None;
    }
    let (state, code) = (view.state, view.code.as_deref().unwrap_or_default());
    let message = view.message.as_deref().unwrap_or_default();
    Some(format!("{state} {code} {message}").trim().to_owned())
}

/// Completed (status 7, *afgerond*) and paid.
fn is_ready(order: &Order) -> bool {
    order.status == Some(7) && order.paid
}
