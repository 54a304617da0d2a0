//! What must be true of the books, at every moment and in the end.

use std::collections::BTreeMap;
use std::time::Duration;

use bookkeeping::summary::members_of_source;
use bookkeeping::{Subject, order_of_source};
use rust_decimal::Decimal;
use sandbox::books::Sum;
use store::State;

use crate::place::{Place, due};
use crate::world::{SHOP_KEY, SHOP_SECRET, World, token};

/// The window of Moneybird's allowance.
const WINDOW: Duration = Duration::from_mins(5);

/// At every moment: nothing has two invoices, no order stands in two, no invoice has two payments or
/// another amount than what it is for, and no more requests left than may.
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

/// What was booked, by what it is for ([`Subject::id`]).
type Booked = BTreeMap<i64, Sum>;

/// What was booked: each once, with one payment at most, and for the amount that it is for.
fn booked(place: &Place) -> Result<Booked, String> {
    let shop = place.shop.options().shop_id;
    let mut booked = Booked::new();
    for invoice in place.books.sums() {
        let source = invoice.source_url.as_deref().unwrap_or_default();
        let Some(id) = order_of_source(source, shop) else { continue };
        if invoice.payments > 1 {
            return Err(format!("{:?} is paid twice", Subject::of_id(id)));
        }
        if let Some(other) = booked.insert(id, invoice) {
            return Err(format!("{:?} is booked twice: {other:?}", Subject::of_id(id)));
        }
    }
    let stand = standing(place, &booked)?;
    for (id, invoice) in &booked {
        let may_be = may_be(place, &booked, &stand, *id);
        if !may_be.contains(&invoice.total) {
            return Err(format!("{:?} is {may_be:?}, not {invoice:?}", Subject::of_id(*id)));
        }
    }
    Ok(booked)
}

/// Where each order stands: in its own invoice or in a summary, and in one of them only.
fn standing(place: &Place, booked: &Booked) -> Result<BTreeMap<i64, i64>, String> {
    let mut stand = BTreeMap::new();
    for (id, invoice) in booked {
        let orders = match Subject::of_id(*id) {
            Some(Subject::Order(order)) => vec![order],
            Some(Subject::Day { .. }) => members(place, invoice),
            _ => continue,
        };
        for order in orders {
            if let Some(other) = stand.insert(order, *id) {
                return Err(format!("order {order} stands in {other} and in {id}"));
            }
        }
    }
    Ok(stand)
}

fn members(place: &Place, invoice: &Sum) -> Vec<i64> {
    let source = invoice.source_url.as_deref().unwrap_or_default();
    members_of_source(source, place.shop.options().shop_id)
}

/// What an invoice may come to.
fn may_be(place: &Place, booked: &Booked, stand: &BTreeMap<i64, i64>, id: i64) -> Vec<Decimal> {
    match Subject::of_id(id) {
        Some(Subject::Order(order)) => place.came_to(order),
        Some(Subject::Credit(own)) => {
            place.credits.get(&own).map(|own| -own.amount).into_iter().collect()
        }
        Some(Subject::Day { .. }) => sums(place, members(place, &booked[&id])),
        Some(Subject::Correction { order, number }) => {
            // With those before it, and perhaps credit invoices, it makes of the order what it was.
            let before = corrections(booked, order, number - 1);
            let own = stand.get(&order).filter(|own| **own == order).map(|own| booked[own].total);
            let bases = own.map_or_else(|| place.came_to(order), |own| vec![own]);
            let credits = [Decimal::ZERO, lowered(place, booked, order)];
            let ends = place.came_to(order);
            let steps = bases.iter().flat_map(|base| ends.iter().map(move |end| end - base));
            steps.flat_map(|step| credits.map(|credit| step - before - credit)).collect()
        }
        None => Vec::new(),
    }
}

/// All that orders may come to together: each may have been booked as whatever it came to.
fn sums(place: &Place, orders: Vec<i64>) -> Vec<Decimal> {
    let mut sums = vec![Decimal::ZERO];
    for order in orders {
        let came_to = place.came_to(order);
        let each = sums.iter().flat_map(|sum| came_to.iter().map(move |own| sum + own));
        sums = each.collect();
    }
    sums
}

/// What the corrections of an order come to, up to one.
fn corrections(booked: &Booked, order: i64, last: i64) -> Decimal {
    let is_one = |id: i64| match Subject::of_id(id) {
        Some(Subject::Correction { order: of, number }) => of == order && number <= last,
        _ => false,
    };
    booked.iter().filter(|(id, _)| is_one(**id)).map(|(_, own)| own.total).sum()
}

/// What the credit invoices that lowered an order, and are booked, come to.
fn lowered(place: &Place, booked: &Booked, order: i64) -> Decimal {
    let own = place.credits.iter().filter(|(_, own)| own.order == order && own.lowers);
    own.filter_map(|(id, _)| booked.get(&Subject::Credit(*id).id()?)).map(|own| own.total).sum()
}

/// In the end: every order that is due is booked and paid, what changed of it since is corrected or
/// credited, and every customer is there once.
pub(crate) async fn in_the_end(world: &World) -> Result<(), String> {
    of_the_books(world)?;
    for place in &world.places {
        let booked = booked(place)?;
        let stand = standing(place, &booked)?;
        for order in due(&place.shop) {
            is_booked(world, place, order).await?;
            if !stand.contains_key(&order) {
                return Err(format!("order {order} is lost: no invoice"));
            }
        }
        for own in stand.values() {
            whole(place, &booked, &stand, *own)?;
        }
        for (id, credit) in &place.credits {
            let id = Subject::Credit(*id).id().unwrap();
            // One that lowered its order before that was booked has nothing left to take off.
            if !credit.lowers || booked.contains_key(&id) {
                is_booked(world, place, id).await?;
                if !booked.contains_key(&id) {
                    return Err(format!("{credit:?} is lost: no invoice"));
                }
            }
        }
        for (id, invoice) in &booked {
            if invoice.state != "paid" || invoice.payments != 1 {
                return Err(format!("{:?} is not paid: {invoice:?}", Subject::of_id(*id)));
            }
        }
        people(place)?;
    }
    Ok(())
}

async fn is_booked(world: &World, place: &Place, id: i64) -> Result<(), String> {
    let record = world.store.order(&place.connection, id).await.unwrap();
    let state = record.as_ref().map(|own| own.state);
    if state == Some(State::Booked) {
        return Ok(());
    }
    let why = record.and_then(|own| own.refusal);
    Err(format!("{:?} is lost: {state:?} {why:?}", Subject::of_id(id)))
}

/// The invoice of an order, or of several, and what was booked of them since are what they come to now.
fn whole(
    place: &Place,
    booked: &Booked,
    stand: &BTreeMap<i64, i64>,
    own: i64,
) -> Result<(), String> {
    let orders = stand.iter().filter(|(_, other)| **other == own).map(|(order, _)| *order);
    let (mut now, mut since) = (Decimal::ZERO, Decimal::ZERO);
    for order in orders {
        now += place.comes_to(order).unwrap_or_default();
        since += corrections(booked, order, i64::MAX) + lowered(place, booked, order);
    }
    let total = booked[&own].total;
    if total + since == now {
        return Ok(());
    }
    Err(format!("{:?} is {now} now, not {total} with {since}", Subject::of_id(own)))
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
