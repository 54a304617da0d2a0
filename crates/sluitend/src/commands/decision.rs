//! What a person decides about orders: all of them are looked up before any is changed.

use std::collections::BTreeSet;

use bookkeeping::Language;
use store::{ConnectionId, OrderRecord, State};
use sync::{Code, Fault, Service};

use crate::installation::store_fault;
use crate::language::say;
use crate::output::{Exit, OrderShape, OrdersShape, orders};
use crate::program::Program;

/// The orders of these ids or numbers, each in one of `states`.
///
/// # Errors
/// If one is not there or is in another state; nothing was changed then.
pub(super) async fn find(
    service: &Service,
    names: &[String],
    connection: Option<&ConnectionId>,
    states: &[State],
) -> Result<Vec<OrderRecord>, Fault> {
    let mut found: Vec<OrderRecord> = Vec::new();
    for name in names {
        let order = service.find_named(name, connection).await?;
        let is_same = |own: &OrderRecord| {
            (&own.connection, own.order_id) == (&order.connection, order.order_id)
        };
        if found.iter().any(is_same) {
            continue;
        }
        if !states.contains(&order.state) {
            return Err(unfit(&order, states, service.options().language));
        }
        found.push(order);
    }
    Ok(found)
}

fn unfit(order: &OrderRecord, states: &[State], language: Language) -> Fault {
    let (id, state) = (order.order_id, order.state);
    let names: Vec<&str> = states.iter().map(|state| state.as_str()).collect();
    let names = names.join(", ");
    let message = match language {
        Language::Nl => format!("Bestelling {id} is '{state}'; dit kan alleen bij: {names}."),
        Language::En => format!("Order {id} is '{state}'; this is only possible for: {names}."),
    };
    let hint = say(
        language,
        "Er is niets gewijzigd. Laat deze bestelling weg en probeer opnieuw.",
        "Nothing was changed. Leave this order out and try again.",
    );
    Fault::new(Code::Usage, message, hint)
}

/// Makes their connections due now, and shows how the orders stand.
///
/// # Errors
/// If the database fails.
pub(super) async fn tell(
    program: &Program,
    service: &Service,
    changed: &[OrderRecord],
) -> Result<Exit, Fault> {
    let language = program.language;
    let mut summaries = Vec::new();
    let connections: BTreeSet<&ConnectionId> = changed.iter().map(|own| &own.connection).collect();
    for id in connections {
        let due = service.store().look_now(id, service.clock().now()).await;
        due.map_err(|error| store_fault(&error, language))?;
    }
    for order in changed {
        let now = service.find_order(order.order_id, Some(&order.connection)).await?;
        summaries.push(now.summary());
    }
    let views = service.views(&summaries).await?;
    let shape = OrdersShape { orders: views.iter().map(OrderShape::from).collect() };
    program.output.result(&shape, || orders(&views, language));
    Ok(Exit::Done)
}
