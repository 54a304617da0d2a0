//! Orders and their rows (ccvshop-api.md §2).

use jiff::Timestamp;

use super::order_changes::change;
use super::{not_implemented, number};
use crate::shop::answer::{Answer, Refusal};
use crate::shop::model::{Delivery, Order};
use crate::shop::page::{ordering, page};
use crate::shop::request::Call;
use crate::shop::state::State;

pub(super) fn dispatch(call: &Call<'_>, state: &mut State) -> Result<Answer, Refusal> {
    match (call.method, call.segments.as_slice()) {
        ("GET", ["orders"]) => list(call, state),
        ("GET", ["orders", id]) => {
            find(state, id).map(|order| Answer::Found(call.view.order(order)))
        }
        ("PATCH", ["orders", id]) => {
            let id = find(state, id)?.id;
            change(call, state, id)
        }
        ("GET", ["orders", id, "orderrows"]) => {
            let order = find(state, id)?;
            let write = |row: &_| call.view.row(row, order.id);
            page(call, &order.rows, write).map(Answer::Found)
        }
        ("GET", ["orderrows", id]) => row(call, state, id),
        ("POST", ["orders"])
        | ("POST" | "PUT", ["orders", _, "orderrows"])
        | ("PATCH" | "DELETE", ["orderrows", _])
        | (_, ["orders", _, _]) => Err(not_implemented()),
        (_, ["orders"] | ["orders" | "orderrows", _]) => Err(Refusal::method()),
        _ => Err(Refusal::no_such_resource()),
    }
}

fn find<'a>(state: &'a State, id: &str) -> Result<&'a Order, Refusal> {
    let number = number(id, "order")?;
    state.orders.get(&number).ok_or_else(|| Refusal::gone("order", id))
}

fn row(call: &Call<'_>, state: &State, id: &str) -> Result<Answer, Refusal> {
    let number = number(id, "order row")?;
    let rows =
        state.orders.values().flat_map(|order| order.rows.iter().map(move |row| (order, row)));
    let (order, row) = rows
        .into_iter()
        .find(|(_, row)| row.id == number)
        .ok_or_else(|| Refusal::gone("order row", id))?;
    Ok(Answer::Found(call.view.row(row, order.id)))
}

fn list(call: &Call<'_>, state: &State) -> Result<Answer, Refusal> {
    let filter = Filter::parse(call)?;
    let mut orders: Vec<&Order> =
        state.orders.values().filter(|order| filter.admits(order)).collect();
    let fields = ["create_date", "deliver_date", "id", "ordernumber"];
    let (field, descending) = ordering(call, &fields)?;
    match field {
        Some("create_date") => orders.sort_by_key(|order| order.create_date),
        Some("deliver_date") => orders.sort_by_key(|order| window(order).map(|(from, _)| from)),
        Some("ordernumber") => {
            orders.sort_by_key(|order| order.number.as_ref().map(|number| number.running));
        }
        _ => {}
    }
    if descending {
        orders.reverse();
    }
    page(call, &orders, |order| call.view.order(order)).map(Answer::Found)
}

/// Their names.
const FILTERS: [&str; 10] = [
    "ordernumber",
    "status",
    "is_paid",
    "is_completed",
    "min_create_date",
    "max_create_date",
    "paymethod_id",
    "transaction_id",
    "deliver_date",
    "take_out_date",
];

/// The filters of the list (§2.1).
struct Filter {
    ordernumber: Option<i64>,
    status: Option<u8>,
    is_paid: Option<bool>,
    is_completed: bool,
    earliest: Option<Timestamp>,
    latest: Option<Timestamp>,
    paymethod: Option<i64>,
    transaction: Option<String>,
    deliver_date: Option<String>,
    take_out_date: Option<String>,
}

impl Filter {
    fn parse(call: &Call<'_>) -> Result<Self, Refusal> {
        let query = &call.query;
        let switches = &call.view.options.switches;
        let date_filter = switches.date_filter;
        query.closed(&FILTERS, switches.unknown_parameters)?;
        Ok(Self {
            ordernumber: query.value("ordernumber")?,
            status: query.value("status")?,
            is_paid: query.flag("is_paid")?,
            is_completed: query.flag("is_completed")?.unwrap_or(true),
            earliest: query.earliest("min_create_date")?,
            latest: query.latest("max_create_date", date_filter)?,
            paymethod: query.value("paymethod_id")?,
            transaction: query.text("transaction_id").map(str::to_owned),
            deliver_date: query.text("deliver_date").map(str::to_owned),
            take_out_date: query.text("take_out_date").map(str::to_owned),
        })
    }

    fn admits(&self, order: &Order) -> bool {
        let running = order.number.as_ref().map(|number| number.running);
        let starts_on = |day: &String| {
            window(order).is_some_and(|(from, _)| from.to_string().starts_with(day.as_str()))
        };
        order.is_completed == self.is_completed
            && self.ordernumber.is_none_or(|asked| running == Some(asked))
            && self.status.is_none_or(|asked| order.status == Some(asked))
            && self.is_paid.is_none_or(|asked| order.paid == asked)
            && self.earliest.is_none_or(|earliest| order.create_date >= earliest)
            && self.latest.is_none_or(|latest| order.create_date <= latest)
            && self.paymethod.is_none_or(|asked| order.payment.id == asked)
            && self
                .transaction
                .as_ref()
                .is_none_or(|asked| order.payment.transaction.as_ref() == Some(asked))
            && self.deliver_date.as_ref().is_none_or(starts_on)
            && self.take_out_date.as_ref().is_none_or(starts_on)
    }
}

fn window(order: &Order) -> Option<(Timestamp, Timestamp)> {
    match order.delivery {
        Delivery::Shipping { .. } => None,
        Delivery::Own { from, until } | Delivery::Pickup { from, until } => Some((from, until)),
    }
}
