//! Credit invoices of the shop become invoices with negative lines, once each.

use std::time::Duration;

use rust_decimal::Decimal;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::InvoiceStatus;
use serde_json::Value;
use store::State;

use crate::world::World;

/// Existing orders and credit invoices, all of them.
const EVERYTHING: &str = "all\"\ncredit_invoices = \"all";

async fn world(orders: usize) -> World {
    World::with(orders, 7, Kinds::everyday(), Switches::default(), EVERYTHING).await
}

/// A finished and paid order of several rows, of one that has no invoice in the shop yet.
fn of_rows(world: &World) -> i64 {
    let orders = world.shop.orders();
    let plain = |own: &&sandbox::shop::model::Order| {
        own.rows.len() > 1 && own.charges.discount.is_zero() && own.charges.points.is_zero()
    };
    let invoiced: Vec<i64> = world.shop.invoices().iter().map(|invoice| invoice.order.id).collect();
    let open = |own: &&sandbox::shop::model::Order| !invoiced.contains(&own.id);
    let id = orders.iter().filter(|own| own.is_completed).filter(plain).find(open).unwrap().id;
    world.shop.set_status(id, 7);
    world.shop.set_paid(id, true);
    id
}

fn amount(value: &Value) -> Decimal {
    value.as_str().unwrap().parse().unwrap()
}

/// The credits in the books: what a shop's credit invoice is the source of.
fn credits(world: &World) -> Vec<Value> {
    let mut all = world.books.invoices();
    all.retain(|one| one["source_url"].as_str().is_some_and(|url| url.contains("/invoices/")));
    all
}

#[tokio::test]
async fn existing_ones_are_taken_over_and_the_books_close() {
    let world = world(500).await;
    world.pass().await.unwrap();
    let made = credits(&world);
    let booked = world.finished();
    let expected = world.shop.invoices();
    let expected = expected.iter().filter(|own| {
        own.kind == sandbox::shop::model::InvoiceKind::Credit && booked.contains(&own.order.id)
    });
    let expected = expected.count();
    assert!(expected > 2, "{expected}");
    assert_eq!(made.len(), expected);
    for credit in &made {
        assert!(amount(&credit["total_price_incl_tax"]) < Decimal::ZERO, "{credit:#}");
        assert_eq!(credit["state"], "paid", "{credit:#}");
    }
    for year in ["2025", "2026"] {
        let statement = world.close(year).await;
        assert!(statement.closes, "{statement:#?}");
    }
    world.clock.advance(Duration::from_hours(25));
    world.pass().await.unwrap();
    assert_eq!(credits(&world).len(), expected);
    assert_eq!(world.count(State::Changed).await, 0);
}

#[tokio::test]
async fn a_new_one_is_booked_whether_the_order_is_lowered_or_not() {
    for lowers in [true, false] {
        let world = world(60).await;
        let order = of_rows(&world);
        world.pass().await.unwrap();
        let before = credits(&world).len();
        world.clock.advance(Duration::from_hours(1));
        let status = InvoiceStatus::Reimbursed;
        world.shop.credit_row(order, 0, lowers, status).unwrap();
        world.pass().await.unwrap();
        assert_eq!(credits(&world).len(), before + 1, "lowers: {lowers}");
        let statement = world.close("2026").await;
        assert!(statement.closes, "{statement:#?}");
        assert_eq!(world.state(order).await, State::Booked);
        world.clock.advance(Duration::from_hours(25));
        world.pass().await.unwrap();
        assert_eq!(credits(&world).len(), before + 1, "lowers: {lowers}");
        assert_eq!(world.state(order).await, State::Booked);
    }
}

#[tokio::test]
async fn the_payment_follows_when_the_money_goes_back() {
    let world = world(60).await;
    let order = of_rows(&world);
    world.pass().await.unwrap();
    let id = world.shop.credit_row(order, 0, true, InvoiceStatus::Unpaid).unwrap();
    let before = credits(&world).len();
    world.pass().await.unwrap();
    let url = format!("/invoices/{id}/");
    let own = |world: &World| {
        let all = credits(world);
        all.into_iter().find(|one| one["source_url"].as_str().unwrap().contains(&url)).unwrap()
    };
    assert_eq!(own(&world)["state"], "open");
    world.shop.set_invoice_status(id, InvoiceStatus::Reimbursed);
    world.clock.advance(Duration::from_hours(25));
    world.pass().await.unwrap();
    assert_eq!(own(&world)["state"], "paid");
    assert_eq!(own(&world)["payments"].as_array().unwrap().len(), 1);
    assert_eq!(credits(&world).len(), before + 1);
}

#[tokio::test]
async fn one_of_an_order_that_is_not_booked_waits() {
    let world = world(60).await;
    let order = of_rows(&world);
    world.shop.set_status(order, 8);
    world.pass().await.unwrap();
    let before = credits(&world).len();
    world.shop.credit_row(order, 0, false, InvoiceStatus::Reimbursed).unwrap();
    world.pass().await.unwrap();
    assert_eq!(credits(&world).len(), before);
    let notes = world.close("2026").await.notes.join("\n");
    let part = "credit invoices that wait for their order, or are no longer in the shop (1, -";
    assert!(notes.contains(part), "{notes}");
    world.clock.advance(Duration::from_hours(1));
    world.shop.set_status(order, 7);
    world.pass().await.unwrap();
    assert_eq!(credits(&world).len(), before + 1);
}

#[tokio::test]
async fn one_of_a_sale_that_was_set_aside_is_not_booked_however_often_it_is_tried() {
    let world = world(60).await;
    let order = of_rows(&world);
    world.shop.set_paid(order, false);
    world.pass().await.unwrap();
    let before = credits(&world).len();
    let record = world.service.find_order(order, None).await.unwrap();
    world.service.ignore(&record, "by hand").await.unwrap();
    let own = world.shop.credit_row(order, 0, true, InvoiceStatus::Reimbursed).unwrap();
    world.clock.advance(Duration::from_hours(25));
    world.pass().await.unwrap();
    let id = bookkeeping::Subject::Credit(own).id().unwrap();
    for _ in 0..2 {
        let record = world.service.find_order(id, None).await.unwrap();
        assert_eq!(record.state, State::Refused);
        assert!(record.refusal.as_deref().unwrap().contains("credit-of-ignored"), "{record:?}");
        world.service.retry(&record).await.unwrap();
        world.pass().await.unwrap();
    }
    assert_eq!(credits(&world).len(), before);
}

#[tokio::test]
async fn a_second_installation_books_none_again() {
    let world = world(120).await;
    let order = of_rows(&world);
    world.shop.credit_row(order, 0, true, InvoiceStatus::Reimbursed).unwrap();
    world.pass().await.unwrap();
    let (all, made) = (world.books.invoices().len(), credits(&world).len());
    assert!(made > 0);
    let again = world.reinstalled_from(EVERYTHING).await;
    world.clock.advance(Duration::from_mins(10));
    again.pass().await.unwrap();
    assert_eq!((world.books.invoices().len(), credits(&world).len()), (all, made));
}

#[tokio::test]
async fn none_are_booked_where_none_are_wanted() {
    let none = "all\"\ncredit_invoices = \"none";
    let world = World::with(300, 7, Kinds::everyday(), Switches::default(), none).await;
    world.pass().await.unwrap();
    assert_eq!(credits(&world), Vec::<Value>::new());
    assert_eq!(world.shop.requests_of("GET", "invoices"), 0);
}
