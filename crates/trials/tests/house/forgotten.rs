//! Persons are forgotten in time, and what comes after it is booked as it would have been.

use std::time::Duration;

use bookkeeping::{Invoice, Order};
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::InvoiceStatus;
use store::{OrderRecord, State};

use crate::edits::{a_day_later, correct, dec, row};
use crate::world::World;

/// A world with an order more, booked ninety days and a bit ago, of which the person is forgotten.
async fn forgotten() -> (World, i64) {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let rows = vec![row("Theepot", "121", 21), row("Thee", "109", 9)];
    let placed = "2026-11-20T10:00:00Z".parse().unwrap();
    let order = world.shop.add_order(sandbox::shop::model::Order::of(rows, placed));
    world.pass().await.unwrap();
    let before = record(&world, order).await;
    // Not a moment too early.
    world.clock.advance(Duration::from_hours(24 * 90));
    while world.service.forget_persons(&world.connection).await.unwrap() {}
    assert_eq!(record(&world, order).await, before);
    world.clock.advance(Duration::from_secs(1));
    let statement = world.close("2026-11").await;
    while world.service.forget_persons(&world.connection).await.unwrap() {}
    let own = record(&world, order).await;
    assert!(read(&own).0.customer.forgotten && read(&own).1.contact.is_forgotten());
    for text in [&own.snapshot, &own.booking.as_ref().unwrap().plan] {
        assert!(
            !text.contains("Anna") && !text.contains("klant1@") && !text.contains("3811"),
            "{text}"
        );
    }
    assert_eq!((own.state, own.updated_at), (State::Booked, before.updated_at));
    assert_eq!(world.close("2026-11").await, statement);
    (world, order)
}

async fn record(world: &World, order: i64) -> OrderRecord {
    world.service.store().order(&world.connection, order).await.unwrap().unwrap()
}

fn read(record: &OrderRecord) -> (Order, Invoice) {
    let plan = &record.booking.as_ref().unwrap().plan;
    (serde_json::from_str(&record.snapshot).unwrap(), serde_json::from_str(plan).unwrap())
}

/// The contacts of the invoices whose address has this in it.
fn contacts(world: &World, part: &str) -> Vec<String> {
    let mut all = world.books.invoices();
    all.retain(|own| own["source_url"].as_str().unwrap().contains(part));
    all.iter().map(|own| own["contact_id"].as_str().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn a_sweep_of_the_shop_leaves_it_as_it_is() {
    let (world, order) = forgotten().await;
    let before = record(&world, order).await;
    let asked = world.shop.requests_of("GET", "orderrows");
    a_day_later(&world).await;
    assert_eq!(record(&world, order).await, before);
    assert_eq!(world.shop.requests_of("GET", "orderrows"), asked, "nothing is compared");
    assert!(!world.service.forget_persons(&world.connection).await.unwrap());
}

#[tokio::test]
async fn an_edit_is_told_and_corrected_for_the_same_contact() {
    let (world, order) = forgotten().await;
    world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Changed);
    // What has changed has its person again, for as long as everything that has just changed.
    assert!(!read(&record(&world, order).await).0.customer.forgotten);
    let id = correct(&world, order).await;
    assert_eq!((world.state(order).await, world.state(id).await), (State::Booked, State::Booked));
    let all = contacts(&world, &format!("/orders/{order}/?"));
    assert_eq!((all.len(), &all[0]), (2, &all[1]));
}

#[tokio::test]
async fn what_the_shop_no_longer_has_is_corrected_without_anybody() {
    let (world, order) = forgotten().await;
    world.shop.delete_order(order);
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Changed);
    let id = correct(&world, order).await;
    assert_eq!(world.state(id).await, State::Booked);
    let all = contacts(&world, &format!("/orders/{order}/?"));
    assert_eq!((all.len(), &all[0]), (2, &all[1]));
}

#[tokio::test]
async fn a_credit_invoice_is_booked_for_the_same_contact() {
    let (world, order) = forgotten().await;
    world.shop.credit_row(order, 1, false, InvoiceStatus::Reimbursed).unwrap();
    a_day_later(&world).await;
    let credits = contacts(&world, "/invoices/");
    let own = contacts(&world, &format!("/orders/{order}/?"));
    assert_eq!((credits.len(), own.len(), &credits[0]), (1, 1, &own[0]));
}

/// An order that is refused for its rate, in a world whose two years are over.
async fn refused_for_two_years() -> (World, i64) {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let placed = "2026-11-20T10:00:00Z".parse().unwrap();
    let rows = vec![row("Theepot", "113", 13)];
    let order = world.shop.add_order(sandbox::shop::model::Order::of(rows, placed));
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Refused);
    let before = record(&world, order).await;
    world.clock.advance(Duration::from_hours(24 * 2 * 366));
    while world.service.forget_persons(&world.connection).await.unwrap() {}
    assert_eq!(record(&world, order).await.snapshot, before.snapshot, "not a moment too early");
    world.clock.advance(Duration::from_secs(1));
    while world.service.forget_persons(&world.connection).await.unwrap() {}
    let own = record(&world, order).await;
    let read: Order = serde_json::from_str(&own.snapshot).unwrap();
    assert!(read.customer.forgotten && !own.snapshot.contains("Anna"), "{}", own.snapshot);
    assert_eq!(own.seen_at, before.seen_at);
    let as_before = OrderRecord { snapshot: before.snapshot.clone(), ..own };
    assert_eq!(as_before, before, "all else stays");
    (world, order)
}

#[tokio::test]
async fn a_refused_order_keeps_its_customer_for_two_years_and_is_read_again_when_it_is_tried() {
    let (world, order) = refused_for_two_years().await;
    // Read by the sweep, it does not get them back; tried again, it does.
    a_day_later(&world).await;
    assert!(!record(&world, order).await.snapshot.contains("Anna"));
    let again = record(&world, order).await;
    world.service.retry(&again).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Refused, "its rate is what it was");
    assert!(record(&world, order).await.snapshot.contains("Anna"), "as it is in the shop");
    world.shop.edit_order(order, |own| own.rows[0] = row("Theepot", "121", 21));
    let again = record(&world, order).await;
    world.service.retry(&again).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    let (own, invoice) = read(&record(&world, order).await);
    assert!(!own.customer.forgotten && !invoice.contact.is_forgotten());
    assert_eq!(contacts(&world, &format!("/orders/{order}/?")).len(), 1);
}

#[tokio::test]
async fn what_the_shop_lost_meanwhile_waits_and_books_nobody() {
    let (world, order) = refused_for_two_years().await;
    world.shop.delete_order(order);
    let again = record(&world, order).await;
    world.service.retry(&again).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Waiting);
    assert!(contacts(&world, &format!("/orders/{order}/?")).is_empty());
}
