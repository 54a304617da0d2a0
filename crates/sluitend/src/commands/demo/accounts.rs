//! Holds what the program says of each order against what the sandbox shop knows itself.

use std::collections::HashMap;

use bookkeeping::Language;
use sandbox::shop::model::Order;
use serde::Serialize;
use store::State;
use sync::OrderView;

use super::person::CURRENCY;

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

/// The orders that are not accounted for. One that is completed and paid must be booked, or refused
/// because its currency is not the administration's; any other must be waiting, ignored, or refused
/// for a reason.
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
        State::Refused if is_ready(order) => {
            order.currency != "EUR" && view.code.as_deref() == Some(CURRENCY)
        }
        State::Refused => view.code.is_some(),
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

#[cfg(test)]
mod tests {
    use jiff::Timestamp;
    use rust_decimal::Decimal;

    use super::*;

    /// Whether something is wrong with an order of this status, paid flag and currency that is in
    /// this state.
    fn wrong(
        (status, paid, currency): (u8, bool, &str),
        state: Option<State>,
        code: Option<&str>,
    ) -> bool {
        let order = Order {
            id: 5,
            status: Some(status),
            paid,
            currency: currency.to_owned(),
            ..Order::of(Vec::new(), Timestamp::UNIX_EPOCH)
        };
        let view = state.map(|state| OrderView {
            connection: "01a20948-b00c-734e-a26f-dd88fe146658".parse().unwrap(),
            id: 5,
            number: "2026-0005".to_owned(),
            state,
            code: code.map(str::to_owned),
            message: None,
            hint: None,
            refusal: None,
            waits: None,
            reference: None,
            invoice_id: None,
            total: Decimal::ZERO,
            date: "2026-03-01".parse().unwrap(),
            settle_at: None,
        });
        let views: Vec<OrderView> = view.into_iter().collect();
        !unaccounted(&[order], &views, Language::En).is_empty()
    }

    #[test]
    fn only_what_is_ready_must_be_booked_and_all_must_be_seen() {
        let currency = Some("currency");
        for (pounds, state, code, expected) in [
            (true, State::Refused, currency, false),
            (true, State::Refused, Some("totals"), true),
            (true, State::Refused, None, true),
            (true, State::Waiting, None, true),
            (false, State::Refused, currency, true),
        ] {
            let order = (7, true, if pounds { "GBP" } else { "EUR" });
            assert_eq!(wrong(order, Some(state), code), expected, "{order:?} {state} {code:?}");
        }
        for (status, paid, state, code, expected) in [
            (7, true, Some(State::Booked), None, false),
            (7, true, Some(State::Waiting), None, true),
            (7, true, Some(State::Ready), None, true),
            (7, true, Some(State::Booking), None, true),
            (7, true, Some(State::Refused), currency, true),
            (7, true, Some(State::Ignored), None, true),
            (7, true, None, None, true),
            (7, false, Some(State::Waiting), None, false),
            (7, false, Some(State::Booked), None, true),
            (1, true, Some(State::Waiting), None, false),
            (1, true, Some(State::Ignored), None, false),
            (1, true, Some(State::Refused), currency, false),
            (1, true, Some(State::Refused), None, true),
            (1, true, None, None, true),
        ] {
            let order = (status, paid, "EUR");
            assert_eq!(wrong(order, state, code), expected, "{order:?} {state:?}");
        }
    }

    #[test]
    fn a_basket_is_no_order() {
        let basket = Order {
            is_completed: false,
            status: None,
            ..Order::of(Vec::new(), Timestamp::UNIX_EPOCH)
        };
        assert_eq!(unaccounted(&[basket], &[], Language::En), []);
    }
}
