//! What must be true of the books, at every moment and in the end.

use std::collections::BTreeMap;
use std::time::Duration;

use bookkeeping::order_of_source;
use sandbox::books::Sum;
use store::State;

use crate::world::{Place, SHOP_KEY, SHOP_SECRET, World, due, token};

/// The window of Moneybird's allowance.
const WINDOW: Duration = Duration::from_mins(5);

/// At every moment: no order has two invoices, no invoice two payments, no invoice another amount
/// than its order, and no more requests left than may.
pub(crate) fn at_every_moment(world: &World) -> Result<(), String> {
    if world.net.has_changed() { of_the_books(world) } else { Ok(()) }
}

fn of_the_books(world: &World) -> Result<(), String> {
    for place in &world.places {
        booked(place)?;
    }
    let worst = world.net.worst_window(WINDOW);
    if worst > world.allowance() {
        return Err(format!("too fast: {worst} requests in five minutes"));
    }
    Ok(())
}

/// What was booked, by order.
fn booked(place: &Place) -> Result<BTreeMap<i64, Sum>, String> {
    let mut booked = BTreeMap::new();
    for invoice in place.books.sums() {
        let source = invoice.source_url.as_deref().unwrap_or_default();
        let Some(order) = order_of_source(source, place.shop.options().shop_id) else { continue };
        if invoice.payments > 1 {
            return Err(format!("order {order} is paid twice"));
        }
        let asked =
            place.shop.order(order).map(|own| own.totals(&place.shop.options().switches).price);
        if Some(invoice.total) != asked {
            return Err(format!("order {order} comes to {asked:?}, its invoice to {invoice:?}"));
        }
        if booked.insert(order, invoice).is_some() {
            return Err(format!("order {order} is booked twice"));
        }
    }
    Ok(booked)
}

/// In the end: every order that is due is booked and paid, and every customer is there once.
pub(crate) async fn in_the_end(world: &World) -> Result<(), String> {
    of_the_books(world)?;
    for place in &world.places {
        let booked = booked(place)?;
        for order in due(&place.shop) {
            let record = world.store.order(&place.connection, order).await.unwrap();
            let state = record.as_ref().map(|own| own.state);
            if state != Some(State::Booked) {
                let why = record.and_then(|own| own.refusal);
                return Err(format!("order {order} is lost: {state:?} {why:?}"));
            }
            let Some(invoice) = booked.get(&order) else {
                return Err(format!("order {order} is lost: no invoice"));
            };
            if invoice.state != "paid" || invoice.payments != 1 {
                return Err(format!("order {order} is not paid: {invoice:?}"));
            }
        }
        people(place)?;
    }
    Ok(())
}

/// No customer has two contacts.
fn people(place: &Place) -> Result<(), String> {
    let mut seen = BTreeMap::new();
    for contact in place.books.contacts() {
        let (Some(id), Some(mail)) = (contact["customer_id"].as_str(), contact["email"].as_str())
        else {
            continue;
        };
        if !id.starts_with("ccv-") || mail.is_empty() {
            continue;
        }
        if let Some(other) = seen.insert(mail.to_owned(), id.to_owned()) {
            return Err(format!("two contacts of one customer: {other} and {id}"));
        }
    }
    Ok(())
}

/// No secret stands in what was logged.
pub(crate) fn of_the_log(log: &str, places: u16) -> Result<(), String> {
    let tokens = (0..places).map(token);
    for secret in tokens.chain([SHOP_KEY, SHOP_SECRET].map(str::to_owned)) {
        if log.contains(&secret) {
            return Err(format!("a secret stands in the log: {secret}"));
        }
    }
    Ok(())
}
