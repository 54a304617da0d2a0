//! Orders that are booked before they are paid (`[orders] paid_only = false`).

use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::Order;
use serde_json::{Value, json};
use store::State;

use crate::edits::{a_day_later, closes, row};
use crate::people::by_hand;
use crate::settings;
use crate::world::World;

/// An order of 121.00, booked while it was not paid.
async fn booked_unpaid() -> (World, i64) {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let text = settings::toml(&world.books, "all");
    let text = text.replace("[orders]\n", "[orders]\npaid_only = false\n");
    world.service.store().save_settings(&world.connection, &text).await.unwrap();
    let at = "2026-11-20T10:00:00Z".parse().unwrap();
    let order = Order { paid: false, ..Order::of(vec![row("Theepot", "121", 21)], at) };
    let order = world.shop.add_order(order);
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    (world, order)
}

fn invoice(world: &World, order: i64) -> Value {
    let part = format!("/orders/{order}/?");
    let mut all = world.books.invoices();
    all.retain(|own| own["source_url"].as_str().unwrap().contains(&part));
    assert_eq!(all.len(), 1);
    all.remove(0)
}

#[tokio::test]
async fn the_payment_follows_when_the_order_is_paid() {
    let (world, order) = booked_unpaid().await;
    assert_eq!(invoice(&world, order)["payments"].as_array().unwrap().len(), 0);
    a_day_later(&world).await;
    assert_eq!(invoice(&world, order)["state"], "open", "nothing has changed");
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    a_day_later(&world).await;
    let paid = invoice(&world, order);
    assert_eq!((&paid["state"], paid["payments"].as_array().unwrap().len()), (&"paid".into(), 1));
    assert_eq!(paid["payments"][0]["price"], "121.0");
    assert_eq!(world.state(order).await, State::Booked);
    a_day_later(&world).await;
    assert_eq!(invoice(&world, order), paid, "and once");
    closes(&world).await;
}

#[tokio::test]
async fn a_payment_that_somebody_entered_meanwhile_is_not_made_again() {
    let (world, order) = booked_unpaid().await;
    let id = invoice(&world, order)["id"].as_str().unwrap().to_owned();
    let path = format!("external_sales_invoices/{id}/payments");
    let payment = json!({ "payment": { "payment_date": "2026-11-23", "price": "121.00" } });
    by_hand(&world, "POST", path, payment).await;
    assert_eq!(invoice(&world, order)["state"], "paid");
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Booked);
    assert_eq!(invoice(&world, order)["payments"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_booked_while_no_payments_were_wanted_is_not_paid_afterwards() {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let text = settings::toml(&world.books, "all");
    let none = text.replace("[payment]\n", "[payment]\nregister = false\n");
    assert_ne!(none, text);
    world.service.store().save_settings(&world.connection, &none).await.unwrap();
    let at = "2026-11-20T10:00:00Z".parse().unwrap();
    let order = world.shop.add_order(Order::of(vec![row("Theepot", "121", 21)], at));
    world.pass().await.unwrap();
    world.service.store().save_settings(&world.connection, &text).await.unwrap();
    world.shop.set_status(order, 6);
    world.shop.set_status(order, 7);
    world.shop.edit_order(order, |own| own.rows[0].name = "Theepot, blauw".to_owned());
    a_day_later(&world).await;
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Booked);
    assert_eq!(invoice(&world, order)["payments"], json!([]));
}
