//! Orders that are booked before they are paid (`[orders] paid_only = false`).

use std::time::Duration;

use bookkeeping::Money;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::{InvoiceStatus, Order};
use serde_json::{Value, json};
use store::State;

use crate::edits::{a_day_later, closes, correct, dec, row};
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

/// The order's invoice, and its corrections.
fn invoices(world: &World, order: i64) -> Vec<Value> {
    let part = format!("/orders/{order}/?");
    let mut all = world.books.invoices();
    all.retain(|own| own["source_url"].as_str().unwrap().contains(&part));
    all
}

fn invoice(world: &World, order: i64) -> Value {
    let mut all = invoices(world, order);
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
    // It is on no clearing account of ours.
    let all = world.close("2026-11").await.clearing;
    assert!(all.iter().all(|own| own.other.is_zero()), "{all:?}");
}

#[tokio::test]
async fn the_payment_follows_although_only_paid_orders_are_booked_now() {
    let (world, order) = booked_unpaid().await;
    let text = settings::toml(&world.books, "all");
    world.service.store().save_settings(&world.connection, &text).await.unwrap();
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    a_day_later(&world).await;
    assert_eq!(invoice(&world, order)["state"], "paid");
}

/// Edited to 96.80.
fn lower(world: &World, order: i64) {
    world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
}

async fn code(world: &World, order: i64) -> Option<String> {
    world.service.find_order(order, None).await.unwrap().code
}

#[tokio::test]
async fn it_follows_as_well_after_an_edit_that_was_undone() {
    let (world, order) = booked_unpaid().await;
    lower(&world, order);
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Changed);
    world.shop.edit_order(order, |own| own.rows[0].price = dec("121"));
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Booked);
    assert_eq!(invoice(&world, order)["payments"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn what_was_corrected_and_is_paid_is_left_to_a_person() {
    for is_paid_first in [false, true] {
        let (world, order) = booked_unpaid().await;
        lower(&world, order);
        world.shop.set_paid(order, is_paid_first);
        a_day_later(&world).await;
        correct(&world, order).await;
        world.shop.set_paid(order, true);
        a_day_later(&world).await;
        a_day_later(&world).await;
        assert_eq!(world.state(order).await, State::Changed, "paid first: {is_paid_first}");
        assert_eq!(code(&world, order).await.as_deref(), Some("paid"));
        let all = invoices(&world, order);
        assert_eq!(all.len(), 2);
        assert!(all.iter().all(|own| own["payments"] == json!([])));
        closes(&world).await;
        // A person divides the payment in Moneybird, and sets the notice aside.
        set_aside(&world, order).await;
        a_day_later(&world).await;
        assert_eq!(world.state(order).await, State::Booked);
        assert_eq!(code(&world, order).await, None, "it is not told again");
        closes(&world).await;
        // What is edited after that is seen as ever.
        world.shop.edit_order(order, |own| own.rows.push(row("Kop", "50", 21)));
        a_day_later(&world).await;
        a_day_later(&world).await;
        assert_eq!(code(&world, order).await.as_deref(), Some("edited"));
    }
}

/// The same, with 12.10 more by a correction, where credit invoices are booked too.
async fn corrected_unpaid() -> (World, i64) {
    let (world, order) = booked_unpaid().await;
    let text = settings::toml(&world.books, "all\"\ncredit_invoices = \"all");
    let text = text.replace("[orders]\n", "[orders]\npaid_only = false\n");
    world.service.store().save_settings(&world.connection, &text).await.unwrap();
    world.shop.edit_order(order, |own| own.rows.push(row("Kop", "12.10", 21)));
    a_day_later(&world).await;
    correct(&world, order).await;
    (world, order)
}

/// A person sets an order's notice aside.
async fn set_aside(world: &World, order: i64) {
    let record = world.service.find_order(order, None).await.unwrap();
    world.service.ignore(&record, "betaling verdeeld").await.unwrap();
}

#[tokio::test]
async fn money_goes_back_to_where_a_person_registered_the_payment() {
    let (world, order) = corrected_unpaid().await;
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    set_aside(&world, order).await;
    world.shop.credit_row(order, 1, true, InvoiceStatus::Paid).unwrap();
    a_day_later(&world).await;
    a_day_later(&world).await;
    let credit = world.books.invoices().into_iter().find(|own| {
        own["total_price_incl_tax"].as_str().is_some_and(|total| total.starts_with("-12.1"))
    });
    let credit = credit.unwrap();
    assert_eq!(credit["state"], "paid");
    // Not set off against an invoice that is paid.
    assert_eq!(credit["payments"][0]["linked_payment_id"], Value::Null, "{credit:#}");
    assert_ne!(credit["payments"][0]["ledger_account_id"], Value::Null, "{credit:#}");
}

#[tokio::test]
async fn what_was_credited_and_is_paid_is_left_to_a_person() {
    let (world, order) = corrected_unpaid().await;
    world.shop.credit_row(order, 1, true, InvoiceStatus::Unpaid).unwrap();
    a_day_later(&world).await;
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    a_day_later(&world).await;
    assert_eq!(code(&world, order).await.as_deref(), Some("paid"));
    closes(&world).await;
}

#[tokio::test]
async fn the_clearing_account_tells_it_in_the_month_of_the_payment() {
    let (world, order) = booked_unpaid().await;
    world.clock.advance(Duration::from_hours(24 * 20));
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    a_day_later(&world).await;
    assert_eq!(invoice(&world, order)["state"], "paid");
    let told = async |month: &str| {
        let all = world.close(month).await.clearing;
        all.iter().map(|own| (own.paid, own.other)).collect::<Vec<_>>()
    };
    let (november, december) = (told("2026-11").await, told("2026-12").await);
    assert_eq!(november.len(), december.len());
    assert!(november.iter().chain(&december).all(|(_, other)| other.is_zero()), "{december:?}");
    let paid: Money = december.iter().map(|(own, _)| *own).sum();
    assert_eq!(paid.to_string(), "121.00");
}

#[tokio::test]
async fn in_daily_mode_what_is_not_paid_yet_has_an_invoice_of_its_own() {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let text = settings::toml(&world.books, "all");
    let text = text.replace("[orders]\n", "[orders]\npaid_only = false\n");
    let text = text.replace("[ledger]\n", "[invoice]\nmode = \"daily\"\n[ledger]\n");
    assert!(text.contains("daily"));
    world.service.store().save_settings(&world.connection, &text).await.unwrap();
    let at = "2026-11-20T10:00:00Z".parse().unwrap();
    let order = Order { paid: false, ..Order::of(vec![row("Theepot", "121", 21)], at) };
    let order = world.shop.add_order(order);
    world.pass().await.unwrap();
    assert_eq!(invoice(&world, order)["state"], "open");
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    a_day_later(&world).await;
    assert_eq!(invoice(&world, order)["state"], "paid");
}

#[tokio::test]
async fn what_was_booked_while_no_payments_were_wanted_is_not_paid_afterwards() {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let text = settings::toml(&world.books, "all");
    let text = text.replace("[orders]\n", "[orders]\npaid_only = false\n");
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
