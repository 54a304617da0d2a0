//! Daily summaries: every order is in one, once, whatever goes wrong; and the books close.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use axum::http::Method;
use bookkeeping::summary::members_of_source;
use bookkeeping::{Subject, amsterdam_day, order_of_source};
use jiff::civil::Date;
use remote::Clock;
use rust_decimal::Decimal;
use sandbox::books::{Fault, FaultKind, Rounding, Switches};
use sandbox::generate::Kinds;
use sandbox::shop::model::{Order, Sale};
use serde_json::Value;
use store::{OrderRecord, State};

use crate::edits::{a_day_later, closes, correct};
use crate::histories::{ALL, until_done};
use crate::people::twin;
use crate::settings;
use crate::world::World;

const DAY: Duration = Duration::from_hours(24);

/// From now on orders are booked per day.
async fn daily(world: World) -> World {
    let text = format!("[invoice]\nmode = \"daily\"\n{}", settings::toml(&world.books, "all"));
    world.service.store().save_settings(&world.connection, &text).await.unwrap();
    world
}

/// A shop of three finished and paid orders of one day, which is over.
async fn of_one_day() -> World {
    let world = World::of_one_order().await;
    let first = world.shop.order(world.finished()[0]).unwrap();
    for more in [1, 2] {
        world.shop.add_order(like(&first, more));
    }
    daily(world).await
}

/// Another order of the same day by the same customer, of a higher price.
fn like(first: &Order, more: i64) -> Order {
    let mut order = Order { id: 0, number: None, ..first.clone() };
    for row in &mut order.rows {
        row.id = 0;
        row.price += Decimal::from(more);
    }
    order
}

async fn shop_id(world: &World) -> i64 {
    let connections = world.service.store().connections().await.unwrap();
    connections.iter().find(|own| own.id == world.connection).unwrap().shop_id
}

/// The orders that Moneybird's invoices are for, each as often as it stands in one.
async fn in_the_books(world: &World) -> Vec<i64> {
    let shop = shop_id(world).await;
    let mut orders = Vec::new();
    for invoice in world.books.invoices() {
        let url = invoice["source_url"].as_str().unwrap();
        let members = members_of_source(url, shop);
        if members.is_empty() {
            orders.push(order_of_source(url, shop).unwrap());
        }
        orders.extend(members);
    }
    orders.sort_unstable();
    orders
}

fn sorted(mut orders: Vec<i64>) -> Vec<i64> {
    orders.sort_unstable();
    orders
}

async fn all_are_booked_once(world: &World, told: &str) {
    let finished = sorted(world.finished());
    assert_eq!(in_the_books(world).await, finished, "{told}");
    for order in finished {
        assert_eq!(world.state(order).await, State::Booked, "{told}: {order}");
    }
}

/// The summaries that we know.
async fn summaries(world: &World) -> Vec<OrderRecord> {
    let mut found = Vec::new();
    for own in world.service.store().orders(Some(&world.connection), None).await.unwrap() {
        if let Some(Subject::Day { .. }) = Subject::of_id(own.order_id) {
            let record = world.service.store().order(&world.connection, own.order_id).await;
            found.push(record.unwrap().unwrap());
        }
    }
    found
}

fn month(day: Date) -> String {
    day.strftime("%Y-%m").to_string()
}

fn descriptions(invoice: &Value) -> String {
    let lines = invoice["details"].as_array().unwrap();
    let text = lines.iter().map(|line| line["description"].as_str().unwrap());
    text.collect::<Vec<_>>().join("\n")
}

async fn closes_every_month(world: &World) {
    let months = (10..=12).map(|month| format!("2025-{month:02}"));
    let months = months.chain((1..=11).map(|month| format!("2026-{month:02}")));
    let mut rows = 0;
    for month in months {
        let statement = world.close(&month).await;
        assert!(statement.closes, "{month}: {statement:#?}");
        assert_eq!(statement.explanations, vec![], "{month}");
        assert_eq!(statement.outside, vec![], "{month}");
        rows += statement.rows.len();
    }
    assert!(rows > 14, "{rows} rows");
}

#[tokio::test]
async fn a_takeover_books_every_order_in_some_summary() {
    for rounding in [Rounding::PerRate, Rounding::PerLine] {
        let switches = Switches { rounding, ..Switches::default() };
        let world = World::with(250, 7, Kinds::everyday(), switches, "all").await;
        let world = daily(world).await;
        let first = world.pass().await.unwrap().tally.booked;
        world.clock.advance(DAY);
        let second = world.pass().await.unwrap().tally.booked;
        let finished = world.finished();
        assert!(finished.len() > 120, "{}", finished.len());
        assert_eq!(first + second, finished.len() as u64);
        assert_eq!(world.count(State::Booked).await, finished.len() as u64);
        all_are_booked_once(&world, "taken over").await;
        let invoices = world.books.invoices();
        assert!(invoices.len() < finished.len(), "{} invoices", invoices.len());
        let summaries = summaries(&world).await;
        let references: BTreeSet<&str> = summaries.iter().map(|own| own.number.as_str()).collect();
        assert_eq!(references.len(), summaries.len());
        for invoice in &invoices {
            let zero = invoice["total_price_incl_tax"] == "0.0";
            assert!(invoice["state"] == "paid" || zero, "{invoice:#}");
        }
        let mut alone = 0;
        for order in finished.iter().filter_map(|id| world.shop.order(*id)) {
            let record = world.service.store().order(&world.connection, order.id).await;
            let summary = record.unwrap().unwrap().summary;
            if order.sale == Sale::IntraCommunity {
                assert_eq!(summary, None);
                alone += 1;
            }
            if let Some(summary) = summary {
                let number = order.number_full();
                let own = summaries.iter().find(|own| own.order_id == summary).unwrap();
                let id = own.booking.as_ref().unwrap().invoice_id.clone().unwrap();
                let invoice = invoices.iter().find(|invoice| invoice["id"] == *id).unwrap();
                assert!(descriptions(invoice).contains(number), "{number} in {invoice:#}");
            }
        }
        assert!(alone > 0, "no order needs an invoice of its own");
        closes_every_month(&world).await;
    }
}

#[tokio::test]
async fn a_day_is_summed_up_when_it_is_over() {
    let world = of_one_day().await;
    let first = world.shop.order(world.finished()[0]).unwrap();
    let today = Order { create_date: world.clock.now(), ..like(&first, 5) };
    let today = world.shop.add_order(today);
    world.pass().await.unwrap();
    assert_eq!(world.state(today).await, State::Ready);
    assert_eq!(world.books.invoices().len(), 1);
    world.clock.advance(DAY);
    world.pass().await.unwrap();
    assert_eq!(world.books.invoices().len(), 2);
    all_are_booked_once(&world, "the day after").await;
}

#[tokio::test]
async fn a_day_of_more_orders_than_the_shop_lets_be_read_at_once() {
    let world = of_one_day().await;
    let first = world.shop.order(world.finished()[0]).unwrap();
    for more in 3..320 {
        world.shop.add_order(like(&first, more));
    }
    let passed = world.pass().await.unwrap();
    // Each order's rows are read once, although the round has to wait for the shop.
    assert!((320..400).contains(&passed.tally.ccvshop), "{} calls", passed.tally.ccvshop);
    assert_eq!(passed.tally.booked, 320);
    assert_eq!(world.books.invoices().len(), 3);
    all_are_booked_once(&world, "a busy day").await;
}

#[tokio::test]
async fn an_order_that_comes_late_gets_a_further_summary() {
    let world = of_one_day().await;
    let first = world.shop.order(world.finished()[0]).unwrap();
    let late = world.shop.add_order(Order { status: Some(2), ..like(&first, 7) });
    world.pass().await.unwrap();
    assert_eq!(world.state(late).await, State::Waiting);
    world.shop.set_status(late, 7);
    world.clock.advance(DAY);
    world.pass().await.unwrap();
    let day = amsterdam_day(first.create_date);
    let named: BTreeSet<String> = known(&world).await.into_values().collect();
    let named: Vec<String> = named.into_iter().collect();
    assert_eq!(named, [format!("{day} dagtotaal 1"), format!("{day} dagtotaal 2")]);
    all_are_booked_once(&world, "late").await;
    assert!(world.close(&month(day)).await.closes);
}

#[tokio::test]
async fn ways_of_paying_are_told_apart() {
    let world = of_one_day().await;
    world.shop.edit_order(world.finished()[1], |order| order.payment.id += 1);
    world.pass().await.unwrap();
    assert_eq!(world.books.invoices().len(), 2);
    all_are_booked_once(&world, "two ways of paying").await;
}

#[tokio::test]
async fn whatever_goes_wrong_once_each_order_is_in_one_summary() {
    let mut histories = 0;
    for mishap in ALL {
        for at in 0.. {
            let world = of_one_day().await;
            world.transport.plan(at, mishap);
            until_done(&world).await;
            if !world.transport.struck() {
                break;
            }
            histories += 1;
            let told = format!("{mishap:?} at request {at}");
            all_are_booked_once(&world, &told).await;
            let invoices = world.books.invoices();
            assert_eq!(invoices.len(), 1, "{told}");
            assert_eq!(invoices[0]["state"], "paid", "{told}");
            assert_eq!(invoices[0]["payments"].as_array().unwrap().len(), 1, "{told}");
            assert_eq!(world.ours(), 1, "{told}: contacts");
        }
    }
    assert!(histories >= 100, "{histories}");
}

#[tokio::test]
async fn an_installation_that_lost_its_memory_takes_the_summaries_over() {
    let world = daily(World::new(120, 6).await).await;
    world.pass().await.unwrap();
    let booked = world.count(State::Booked).await;
    let invoices = world.books.invoices().len();
    let again = daily(world.reinstalled().await).await;
    let passed = again.settled().await;
    assert_eq!(world.books.invoices().len(), invoices);
    assert_eq!((passed.tally.booked, passed.tally.adopted), (booked, booked));
    assert_eq!(again.count(State::Refused).await, 0);
    // What comes next gets a number that is free.
    let before: BTreeMap<i64, String> = known(&again).await;
    again.clock.advance(DAY);
    again.pass().await.unwrap();
    all_are_booked_once(&again, "after the loss").await;
    let after = known(&again).await;
    assert!(before.iter().all(|(id, reference)| after.get(id) == Some(reference)));
    for year in ["2025", "2026"] {
        assert!(again.close(year).await.closes);
    }
}

fn id_of(world: &World, number: usize) -> String {
    world.books.invoices()[number]["id"].as_str().unwrap().to_owned()
}

async fn record(world: &World, id: i64) -> OrderRecord {
    world.service.store().order(&world.connection, id).await.unwrap().unwrap()
}

async fn known(world: &World) -> BTreeMap<i64, String> {
    summaries(world).await.into_iter().map(|own| (own.order_id, own.number)).collect()
}

#[tokio::test]
async fn an_order_in_a_summary_that_is_edited_is_corrected_by_itself() {
    let world = of_one_day().await;
    world.pass().await.unwrap();
    let order = world.finished()[1];
    let period = month(amsterdam_day(world.shop.order(order).unwrap().create_date));
    world.shop.edit_order(order, |own| own.rows[0].price += Decimal::TEN);
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Changed);
    assert_eq!(world.books.invoices().len(), 1, "nothing is altered");
    let statement = world.close(&period).await;
    let codes: Vec<&str> = statement.explanations.iter().map(|own| own.code.as_str()).collect();
    assert_eq!((codes, statement.closes), (vec!["edited"], false));
    correct(&world, order).await;
    assert_eq!(world.state(order).await, State::Booked);
    assert_eq!(world.books.invoices().len(), 2);
    closes(&world).await;
    // Nor is it found again, and a cancelled one is taken back whole.
    let cancelled = world.finished()[2];
    world.shop.set_status(cancelled, 8);
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Booked);
    assert_eq!(world.state(cancelled).await, State::Changed);
    correct(&world, cancelled).await;
    closes(&world).await;
}

#[tokio::test]
async fn an_order_in_a_summary_is_not_booked_by_itself() {
    let world = of_one_day().await;
    world.pass().await.unwrap();
    // Without the mode, and without a memory.
    let again = world.reinstalled().await;
    again.settled().await;
    assert_eq!(world.books.invoices().len(), 1);
    assert_eq!(again.count(State::Refused).await, 3);
    let order = again.service.find_order(again.finished()[0], None).await.unwrap();
    let id = id_of(&world, 0);
    assert!(order.refusal.unwrap().contains(&id));
}

#[tokio::test]
async fn a_late_order_after_a_loss_gets_a_number_that_is_free() {
    let world = of_one_day().await;
    world.pass().await.unwrap();
    let first = world.shop.order(world.finished()[0]).unwrap();
    // Nothing of the old summary is taken over, and its number is in use all the same.
    for order in world.finished() {
        world.shop.delete_order(order);
    }
    let late = world.shop.add_order(like(&first, 9));
    let again = daily(world.reinstalled().await).await;
    again.settled().await;
    assert_eq!(again.state(late).await, State::Booked);
    let named: Vec<String> = known(&again).await.into_values().collect();
    assert_eq!(named, [format!("{} dagtotaal 2", amsterdam_day(first.create_date))]);
    assert_eq!(world.books.invoices().len(), 2);
}

/// A day whose summary is in Moneybird twice.
async fn refused() -> (World, OrderRecord) {
    let world = of_one_day().await;
    let path = "external_sales_invoices.json";
    world.books.faults().push(Fault::once(Method::POST, path, FaultKind::Html500AfterEffect));
    world.pass().await.unwrap();
    world.books.add_foreign_invoice(&twin(&world.books.invoices()[0])).unwrap();
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    assert_eq!(world.count(State::Refused).await, 1);
    assert_eq!(world.count(State::Booking).await, 3);
    let summary = summaries(&world).await.remove(0);
    assert_eq!(summary.state, State::Refused);
    (world, summary)
}

#[tokio::test]
async fn a_refused_summary_is_tried_again_with_the_same_orders() {
    let (world, summary) = refused().await;
    world.service.retry(&summary).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!(world.state(summary.order_id).await, State::Refused);
    world.books.delete_invoice(&id_of(&world, 1));
    world.service.retry(&record(&world, summary.order_id).await).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!(world.books.invoices().len(), 1);
    all_are_booked_once(&world, "tried again").await;
    assert_eq!(world.state(summary.order_id).await, State::Booked);
}

#[tokio::test]
async fn a_summary_that_is_set_aside_takes_its_orders_with_it() {
    let (world, summary) = refused().await;
    world.service.ignore(&summary, "by hand").await.unwrap();
    world.clock.advance(DAY);
    world.pass().await.unwrap();
    assert_eq!(world.books.invoices().len(), 2);
    world.books.delete_invoice(&id_of(&world, 1));
    world.books.delete_invoice(&id_of(&world, 0));
    assert_eq!(world.count(State::Ignored).await, 3);
    let statement = world.close(&month(summary.placed_on)).await;
    let notes = statement.notes.join("\n");
    assert!(statement.closes && notes.contains(": 3, "), "{statement:#?}");
}

#[tokio::test]
async fn a_removed_summary_is_made_again_when_a_person_says_so() {
    let world = of_one_day().await;
    let path = "external_sales_invoices/synchronization";
    world.books.faults().push(Fault::once(Method::POST, path, FaultKind::Html500BeforeEffect));
    assert!(world.pass().await.is_err());
    world.books.delete_invoice(&id_of(&world, 0));
    world.pass().await.unwrap();
    let summary = summaries(&world).await.remove(0);
    assert_eq!(summary.state, State::Refused);
    world.service.retry(&summary).await.unwrap();
    world.pass().await.unwrap();
    all_are_booked_once(&world, "made again").await;
}

#[tokio::test]
async fn an_order_that_was_edited_afterwards_is_seen_in_the_statement() {
    let world = of_one_day().await;
    world.pass().await.unwrap();
    let order = world.finished()[1];
    let edit = |order: &mut Order| order.rows[0].price += Decimal::from(100);
    world.shop.edit_order(order, edit);
    world.clock.advance(DAY);
    world.pass().await.unwrap();
    let statement = world.close(&month(summaries(&world).await[0].placed_on)).await;
    assert!(!statement.closes);
    let codes: Vec<&str> = statement.explanations.iter().map(|own| own.code.as_str()).collect();
    assert_eq!(codes, ["edited"]);
    assert_eq!(statement.explanations[0].number, summaries(&world).await[0].number);
}
