//! Orders that are edited after they were booked: told, corrected when a person agrees, and never
//! altered in silence.

use std::time::Duration;

use rust_decimal::Decimal;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::{Order, Row};
use serde_json::Value;
use store::{OrderRecord, State};

use crate::world::World;

pub(crate) fn dec(text: &str) -> Decimal {
    text.parse().unwrap()
}

pub(crate) fn row(name: &str, price: &str, tax: i64) -> Row {
    Row::product(name, Decimal::ONE, dec(price), Decimal::from(tax))
}

/// A world with an order of 121.00 at 21 % and one of 109.00 at 9 %, booked; the order's id.
async fn booked() -> (World, i64) {
    booked_with("all").await
}

async fn booked_with(history: &str) -> (World, i64) {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), history).await;
    let rows = vec![row("Theepot", "121", 21), row("Thee", "109", 9)];
    let order = world.shop.add_order(Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap()));
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    (world, order)
}

/// A day later, so that a sweep sees everything.
pub(crate) async fn a_day_later(world: &World) {
    world.clock.advance(Duration::from_hours(25));
    world.pass().await.unwrap();
}

async fn record(world: &World, order: i64) -> OrderRecord {
    world.service.find_order(order, None).await.unwrap()
}

async fn told(world: &World, order: i64) -> (String, String) {
    let views = world.service.orders(None, None).await.unwrap();
    let view = views.into_iter().find(|view| view.id == order).unwrap();
    (view.code.unwrap_or_default(), view.message.unwrap_or_default())
}

/// A person agrees, and the next pass books it.
pub(crate) async fn correct(world: &World, order: i64) -> i64 {
    let id = agree(world, order).await;
    world.pass().await.unwrap();
    id
}

async fn agree(world: &World, order: i64) -> i64 {
    let own = record(world, order).await;
    let proposed = world.service.proposed(&own).await.unwrap();
    world.service.correct(&own, &proposed).await.unwrap()
}

/// The corrections in Moneybird.
fn corrections(world: &World) -> Vec<Value> {
    let mut all = world.books.invoices();
    all.retain(|own| own["source_url"].as_str().unwrap().contains("&correction="));
    all
}

/// What Moneybird holds of an order, corrections in, VAT included.
fn held(world: &World, order: i64) -> Decimal {
    let part = format!("/orders/{order}/?");
    let all = world.books.invoices();
    let own = all.iter().filter(|own| own["source_url"].as_str().unwrap().contains(&part));
    own.map(|own| dec(own["total_price_incl_tax"].as_str().unwrap())).sum()
}

pub(crate) async fn closes(world: &World) {
    let statement = world.close("2026").await;
    assert!(statement.closes, "{statement:#?}");
    assert_eq!((statement.explanations, statement.outside), (vec![], vec![]));
}

#[tokio::test]
async fn an_edit_downward_is_told_and_corrected() {
    let (world, order) = booked().await;
    let before = world.books.invoices();
    world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Changed);
    assert_eq!(world.books.invoices(), before, "nothing is altered");
    let (code, message) = told(&world, order).await;
    assert_eq!(code, "edited");
    for part in ["230.00", "21 %: 100.00 + 21.00", "205.80", "21 %: 80.00 + 16.80", "-24.20"] {
        assert!(message.contains(part), "'{part}' in {message}");
    }
    let statement = world.close("2026").await;
    let codes: Vec<(&str, i64)> =
        statement.explanations.iter().map(|own| (own.code.as_str(), own.id)).collect();
    assert_eq!(codes, [("edited", order)]);
    let id = correct(&world, order).await;
    assert_eq!((world.state(order).await, world.state(id).await), (State::Booked, State::Booked));
    let found = corrections(&world);
    assert_eq!(found.len(), 1);
    let number = world.shop.order(order).unwrap().number_full().to_owned();
    assert_eq!(found[0]["reference"], format!("{number} correctie 1"));
    assert_eq!(found[0]["date"], "2026-11-24");
    assert_eq!(found[0]["total_price_incl_tax"], "-24.2");
    assert_eq!((found[0]["state"].as_str(), held(&world, order)), (Some("paid"), dec("205.80")));
    closes(&world).await;
    a_day_later(&world).await;
    assert_eq!((world.state(order).await, corrections(&world).len()), (State::Booked, 1));
}

#[tokio::test]
async fn an_edit_upward_and_a_second_edit_are_corrected() {
    let (world, order) = booked().await;
    world.shop.edit_order(order, |own| own.rows[1].price = dec("163.50"));
    a_day_later(&world).await;
    correct(&world, order).await;
    assert_eq!(held(&world, order), dec("284.50"));
    world.shop.edit_order(order, |own| own.rows[0].price = dec("60.50"));
    a_day_later(&world).await;
    assert!(told(&world, order).await.1.contains("a correction books -60.50"));
    let statement = world.close("2026").await;
    let left: Decimal =
        statement.explanations.iter().map(|own| (own.net + own.vat).decimal()).sum();
    assert_eq!(left, dec("-60.50"));
    correct(&world, order).await;
    let found = corrections(&world);
    assert_eq!(found.len(), 2);
    assert!(found[1]["reference"].as_str().unwrap().ends_with("correctie 2"));
    assert_eq!((world.state(order).await, held(&world, order)), (State::Booked, dec("224.00")));
    closes(&world).await;
}

#[tokio::test]
async fn another_rate_and_swapped_rows_move_the_vat() {
    for swap in [false, true] {
        let (world, order) = booked().await;
        world.shop.edit_order(order, |own| {
            if swap {
                // The same total, at other rates.
                own.rows[0].price = dec("109");
                own.rows[1].price = dec("121");
            } else {
                own.rows[1].tax = Decimal::from(21);
            }
        });
        a_day_later(&world).await;
        assert_eq!(told(&world, order).await.0, "edited");
        let statement = world.close("2026").await;
        assert!(!statement.closes, "the total is right, the VAT is not");
        assert!(statement.rows.iter().any(|row| !row.difference.vat.is_zero()), "{statement:#?}");
        assert_eq!(statement.explanations.len(), 1);
        let id = correct(&world, order).await;
        assert_eq!(world.state(id).await, State::Booked);
        assert_eq!((world.state(order).await, held(&world, order)), (State::Booked, dec("230")));
        let found = corrections(&world);
        assert_eq!(found[0]["details"].as_array().unwrap().len(), 2);
        assert_eq!(found[0]["payments"], Value::Array(vec![]), "there is no money in it");
        closes(&world).await;
    }
}

#[tokio::test]
async fn what_does_not_touch_the_sale_is_no_change() {
    let (world, order) = booked().await;
    let calls = world.service.calls().0;
    world.shop.edit_order(order, |own| {
        own.rows[0].name = "Theepot, blauw".to_owned();
        own.rows[0].memo = "cadeau".to_owned();
        own.customer.email = "nieuw@example.com".to_owned();
        own.status = Some(6);
    });
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    assert!(!record(&world, order).await.review, "it was compared");
    assert_eq!(record(&world, order).await.shop_status, Some(6));
    assert_eq!(world.service.calls().0, calls, "without a call to Moneybird");
}

#[tokio::test]
async fn an_edit_that_is_undone_leaves_it_booked() {
    let (world, order) = booked().await;
    world.shop.edit_order(order, |own| own.rows[0].price = dec("60.50"));
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Changed);
    world.shop.edit_order(order, |own| own.rows[0].price = dec("121"));
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Booked);
    let own = record(&world, order).await;
    assert_eq!((own.code.clone(), own.refusal.clone()), (None, None));
    world.service.proposed(&own).await.unwrap_err();
    closes(&world).await;
}

#[tokio::test]
async fn a_cancelled_order_is_taken_back_and_its_money_only_if_it_went_back() {
    for (paid, state) in [(true, "open"), (false, "paid")] {
        let (world, order) = booked().await;
        world.shop.set_status(order, 8);
        world.shop.set_paid(order, paid);
        // The listing of finished orders tells it in the next round.
        world.clock.advance(Duration::from_mins(31));
        world.pass().await.unwrap();
        let (code, message) = told(&world, order).await;
        assert_eq!(code, "cancelled");
        assert_eq!(message.contains("still shows it as paid"), paid, "{message}");
        correct(&world, order).await;
        assert_eq!((world.state(order).await, held(&world, order)), (State::Booked, dec("0")));
        let found = corrections(&world);
        assert_eq!(found[0]["total_price_incl_tax"], "-230.0");
        assert_eq!(found[0]["state"], state);
        closes(&world).await;
    }
}

#[tokio::test]
async fn an_order_that_is_unpaid_again_is_told() {
    let (world, order) = booked().await;
    world.shop.set_paid(order, false);
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    assert_eq!(told(&world, order).await.0, "unpaid");
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Booked);
}

#[tokio::test]
async fn an_edit_that_cannot_be_booked_says_why_and_is_looked_at_again() {
    let (world, order) = booked().await;
    world.shop.edit_order(order, |own| own.rows[0].tax = Decimal::from(13));
    a_day_later(&world).await;
    let (code, message) = told(&world, order).await;
    assert_eq!(code, "edited");
    assert!(message.contains("No tax rate is mapped"), "{message}");
    let own = record(&world, order).await;
    world.service.proposed(&own).await.unwrap_err();
    world.shop.edit_order(order, |own| own.rows[0].tax = Decimal::from(9));
    a_day_later(&world).await;
    correct(&world, order).await;
    assert_eq!(world.state(order).await, State::Booked);
    closes(&world).await;
}

/// A booked order that was edited, and its correction, which the lock of the period refuses.
async fn locked_out() -> (World, i64, OrderRecord) {
    let (world, order) = booked().await;
    world.shop.edit_order(order, |own| own.rows[0].price = dec("60.50"));
    a_day_later(&world).await;
    // The order's own day is locked too, which does not keep it from being compared.
    world.books.lock_until("2026-11-30".parse().unwrap());
    world.clock.advance(Duration::from_mins(61));
    let id = correct(&world, order).await;
    let own = record(&world, id).await;
    assert_eq!((own.state, own.code.as_deref()), (State::Refused, Some("period-locked")));
    (world, order, own)
}

#[tokio::test]
async fn a_correction_waits_for_an_open_period_and_stands_in_the_way_of_another() {
    let (world, order, own) = locked_out().await;
    let id = own.order_id;
    let original = record(&world, order).await;
    assert_eq!(original.state, State::Changed);
    world.service.proposed(&original).await.unwrap_err();
    world.books.unlock();
    world.service.retry(&own).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!((world.state(id).await, world.state(order).await), (State::Booked, State::Booked));
    assert_eq!((corrections(&world).len(), held(&world, order)), (1, dec("169.50")));
}

#[tokio::test]
async fn a_correction_that_no_longer_fits_is_not_tried_again() {
    for (price, state) in [("121", State::Booked), ("96.80", State::Changed)] {
        let (world, order, own) = locked_out().await;
        let id = own.order_id;
        world.books.unlock();
        world.shop.edit_order(order, |own| own.rows[0].price = dec(price));
        a_day_later(&world).await;
        assert_eq!(world.state(order).await, state);
        let why = world.service.retry(&record(&world, id).await).await.unwrap_err();
        assert!(why.message.contains("correctie 1"), "{}", why.message);
        world.pass().await.unwrap();
        assert_eq!((world.state(id).await, corrections(&world).len()), (State::Refused, 0));
        // Set aside, it stands in the way of none that does fit.
        world.service.ignore(&record(&world, id).await, "no longer").await.unwrap();
        if state == State::Changed {
            correct(&world, order).await;
        }
        closes(&world).await;
    }
}

#[tokio::test]
async fn a_correction_that_was_set_aside_can_be_agreed_to_anew() {
    let (world, order) = booked().await;
    world.shop.edit_order(order, |own| own.rows[0].price = dec("60.50"));
    a_day_later(&world).await;
    let id = agree(&world, order).await;
    let own = record(&world, id).await;
    world.service.ignore(&own, "not yet").await.unwrap();
    world.pass().await.unwrap();
    assert_eq!((world.state(order).await, corrections(&world).len()), (State::Changed, 0));
    let again = correct(&world, order).await;
    assert_ne!(id, again);
    assert_eq!((world.state(order).await, held(&world, order)), (State::Booked, dec("169.50")));
}

#[tokio::test]
async fn whatever_goes_wrong_once_the_correction_is_booked_once() {
    let mut histories = 0;
    for mishap in crate::histories::ALL {
        for at in 0.. {
            let (world, order) = booked().await;
            world.shop.edit_order(order, |own| own.rows[0].price = dec("60.50"));
            a_day_later(&world).await;
            agree(&world, order).await;
            world.transport.plan(at, mishap);
            crate::histories::until_done(&world).await;
            if !world.transport.struck() {
                break;
            }
            histories += 1;
            let what = format!("{mishap:?} at request {at}");
            let found = corrections(&world);
            assert_eq!((found.len(), world.state(order).await), (1, State::Booked), "{what}");
            assert_eq!(found[0]["payments"].as_array().unwrap().len(), 1, "{what}");
        }
    }
    assert!(histories >= 40, "{histories}");
}

#[tokio::test]
async fn an_order_that_the_shop_removed_is_told_and_taken_back() {
    for comes_back in [true, false] {
        let (world, order) = booked().await;
        let removed = world.shop.order(order).unwrap();
        world.shop.delete_order(order);
        a_day_later(&world).await;
        let (code, message) = told(&world, order).await;
        assert_eq!(code, "removed");
        assert!(message.contains("a correction books -230.00"), "{message}");
        let statement = world.close("2026").await;
        assert!(!statement.closes);
        assert_eq!(statement.explanations[0].id, order);
        if comes_back {
            world.shop.put_back(removed);
            a_day_later(&world).await;
            assert_eq!(
                (world.state(order).await, held(&world, order)),
                (State::Booked, dec("230"))
            );
        } else {
            correct(&world, order).await;
            assert_eq!((world.state(order).await, held(&world, order)), (State::Booked, dec("0")));
            assert_eq!(corrections(&world)[0]["state"], "open", "nobody knows where the money is");
        }
        closes(&world).await;
    }
}

#[tokio::test]
async fn an_order_that_is_removed_just_after_it_was_booked_is_told_as_that() {
    let (world, order) = booked().await;
    world.shop.delete_order(order);
    world.clock.advance(Duration::from_mins(5));
    world.pass().await.unwrap();
    let (code, message) = told(&world, order).await;
    assert_eq!(code, "removed", "{message}");
    assert!(message.starts_with("This order was deleted in the shop"), "{message}");
    // The sweep misses it in the listing of all orders as well.
    a_day_later(&world).await;
    let own = record(&world, order).await;
    let steps = world.service.store().steps(&own.connection, order).await.unwrap();
    assert_eq!(steps.iter().filter(|step| step.what == "gone").count(), 1, "{steps:?}");
    assert!(sync::is_gone(&own, &steps));
}

#[tokio::test]
async fn a_statement_says_until_when_edits_are_in_it() {
    let (world, _) = booked().await;
    let note = "All orders were last read in full on ";
    let said = async || {
        let notes = world.close("2026").await.notes;
        notes.into_iter().find(|own| own.starts_with(note)).unwrap()
    };
    let first = said().await;
    assert!(first.contains(" Dutch time; "), "{first}");
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    // A look is no sweep.
    assert_eq!(said().await, first);
    a_day_later(&world).await;
    assert_ne!(said().await, first);
}

#[tokio::test]
async fn an_order_that_is_removed_before_it_is_booked_waits_and_says_so() {
    let world = World::new(1, 1).await;
    let rows = vec![row("Theepot", "113", 13)];
    let order = world.shop.add_order(Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap()));
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Refused);
    world.shop.delete_order(order);
    world.service.retry(&record(&world, order).await).await.unwrap();
    world.clock.advance(Duration::from_mins(1));
    world.pass().await.unwrap();
    let own = record(&world, order).await;
    let steps = world.service.store().steps(&own.connection, order).await.unwrap();
    assert_eq!((own.state, sync::is_gone(&own, &steps)), (State::Waiting, true), "{steps:?}");
}

#[tokio::test]
async fn an_edit_that_is_left_as_it_is_stays_in_the_statement() {
    let (world, order) = booked_with("all\"\ncredit_invoices = \"all").await;
    world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
    a_day_later(&world).await;
    world.service.ignore(&record(&world, order).await, "goodwill").await.unwrap();
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Ignored);
    assert_eq!(told(&world, order).await.1, "goodwill");
    let statement = world.close("2026").await;
    assert!(!statement.closes);
    let codes: Vec<&str> = statement.explanations.iter().map(|own| own.code.as_str()).collect();
    assert_eq!(codes, ["ignored", "edited"]);
    assert_eq!(statement.difference, bookkeeping::Money::round(dec("24.20")));
    assert!(!statement.notes.iter().any(|note| note.contains("not counted")), "{statement:#?}");
    // A credit invoice of it is booked all the same.
    world.shop.edit_order(order, |own| own.rows[0].price = dec("121"));
    let status = sandbox::shop::model::InvoiceStatus::Reimbursed;
    world.shop.credit_row(order, 1, true, status).unwrap();
    a_day_later(&world).await;
    let all = world.books.invoices();
    let credits = all.iter().filter(|own| own["total_price_incl_tax"] == "-109.0").count();
    assert_eq!(credits, 1);
}
