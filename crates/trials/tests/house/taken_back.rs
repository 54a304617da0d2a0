//! What was set aside is taken back, and is in the books once.

use std::time::Duration;

use axum::http::StatusCode;
use rust_decimal::Decimal;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::Order;
use store::{Role, State};

use crate::corrected::Site;
use crate::edits::{a_day_later, closes, dec, row};
use crate::world::World;

/// A world with one order more, which has not been looked at yet.
async fn world(rows: Vec<sandbox::shop::model::Row>) -> (World, i64) {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let order = world.shop.add_order(Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap()));
    (world, order)
}

/// An order that was refused, as its rate is not chosen, and set aside.
async fn set_aside() -> (World, i64) {
    let (world, order) = world(vec![row("Theepot", "113", 13)]).await;
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Refused);
    ignore(&world, order).await;
    world.shop.edit_order(order, |own| own.rows[0] = row("Theepot", "121", 21));
    (world, order)
}

async fn ignore(world: &World, order: i64) {
    let record = world.service.find_order(order, None).await.unwrap();
    world.service.ignore(&record, "by hand").await.unwrap();
}

async fn take_back(world: &World, order: i64) -> Result<(), sync::Fault> {
    let record = world.service.find_order(order, None).await.unwrap();
    world.service.take_back(&record).await
}

/// What Moneybird holds of an order: in how many invoices, and how much.
fn held(world: &World, order: i64) -> (usize, Decimal) {
    let part = format!("/orders/{order}/?");
    let mut all = world.books.invoices();
    all.retain(|own| own["source_url"].as_str().unwrap().contains(&part));
    let sum = all.iter().map(|own| dec(own["total_price_incl_tax"].as_str().unwrap())).sum();
    (all.len(), sum)
}

#[tokio::test]
async fn what_was_never_booked_is_booked_after_all() {
    let (world, order) = set_aside().await;
    a_day_later(&world).await;
    assert_eq!((world.state(order).await, held(&world, order).0), (State::Ignored, 0));
    let path = format!("/orders/{order}");
    let reader = Site::of(&world, Role::Reader).await;
    assert!(!reader.get(&path).await.contains("/take-back"));
    let answer = reader.post(&format!("{path}/take-back"), &[]).await;
    assert_eq!((answer.status, world.state(order).await), (StatusCode::FORBIDDEN, State::Ignored));
    let owner = Site::of(&world, Role::Owner).await;
    assert!(owner.get(&path).await.contains("Toch boeken"));
    let answer = owner.post(&format!("{path}/take-back"), &[]).await;
    assert!(answer.to.ends_with(&path), "{}", answer.to);
    assert!(owner.get(&path).await.contains("weer opgepakt"));
    world.pass().await.unwrap();
    assert_eq!((world.state(order).await, held(&world, order)), (State::Booked, (1, dec("121"))));
    // The page that somebody else still has open says so.
    let answer = owner.post(&format!("{path}/take-back"), &[]).await;
    assert!(answer.to.ends_with("?not_done=1"), "{}", answer.to);
    let number = world.shop.order(order).unwrap().number_full().to_owned();
    let log = owner.get("/log").await;
    assert_eq!(log.matches(&format!("bestelling {number} weer opgepakt")).count(), 1, "{log}");
    a_day_later(&world).await;
    assert_eq!(held(&world, order).0, 1);
    closes(&world).await;
}

#[tokio::test]
async fn what_is_not_ready_waits_when_it_is_taken_back() {
    let (world, order) = world(vec![row("Theepot", "121", 21)]).await;
    world.shop.set_paid(order, false);
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Waiting);
    ignore(&world, order).await;
    take_back(&world, order).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!((world.state(order).await, held(&world, order).0), (State::Waiting, 0));
    world.shop.set_paid(order, true);
    a_day_later(&world).await;
    assert_eq!((world.state(order).await, held(&world, order).0), (State::Booked, 1));
}

#[tokio::test]
async fn what_is_booked_is_compared_and_never_booked_again() {
    for is_undone in [true, false] {
        let (world, order) = world(vec![row("Theepot", "121", 21)]).await;
        world.pass().await.unwrap();
        world.shop.edit_order(order, |own| own.rows[0].price = dec("60.50"));
        a_day_later(&world).await;
        ignore(&world, order).await;
        // What was seen a moment ago is not read again.
        world.clock.advance(Duration::from_mins(11));
        let site = Site::of(&world, Role::Owner).await;
        let path = format!("/orders/{order}");
        let page = site.get(&path).await;
        assert!(page.contains("Opnieuw vergelijken") && !page.contains("Toch boeken"), "{page}");
        if is_undone {
            world.shop.edit_order(order, |own| own.rows[0].price = dec("121"));
        }
        site.post(&format!("{path}/take-back"), &[]).await;
        let page = site.get(&path).await;
        assert!(page.contains("opnieuw vergeleken") && !page.contains("name=\"shown\""), "{page}");
        world.pass().await.unwrap();
        let expected = if is_undone { State::Booked } else { State::Changed };
        assert_eq!((world.state(order).await, held(&world, order)), (expected, (1, dec("121"))));
        if !is_undone {
            crate::edits::correct(&world, order).await;
            assert_eq!(held(&world, order), (2, dec("60.50")));
        }
        closes(&world).await;
    }
}

#[tokio::test]
async fn a_correction_that_was_set_aside_is_not_taken_back() {
    let (world, order) = world(vec![row("Theepot", "121", 21)]).await;
    world.pass().await.unwrap();
    world.shop.edit_order(order, |own| own.rows[0].price = dec("60.50"));
    a_day_later(&world).await;
    let record = world.service.find_order(order, None).await.unwrap();
    let proposed = world.service.proposed(&record).await.unwrap();
    let id = world.service.correct(&record, &proposed).await.unwrap();
    ignore(&world, id).await;
    take_back(&world, id).await.unwrap_err();
    assert_eq!(world.state(id).await, State::Ignored);
}

#[tokio::test]
async fn whatever_goes_wrong_it_is_booked_once() {
    let mut histories = 0;
    for mishap in crate::histories::ALL {
        for at in 0.. {
            let (world, order) = set_aside().await;
            world.clock.advance(Duration::from_mins(31));
            take_back(&world, order).await.unwrap();
            world.transport.plan(at, mishap);
            crate::histories::until_done(&world).await;
            if !world.transport.struck() {
                break;
            }
            histories += 1;
            let what = format!("{mishap:?} at request {at}");
            assert_eq!(held(&world, order), (1, dec("121")), "{what}");
            assert_eq!(world.state(order).await, State::Booked, "{what}");
        }
    }
    assert!(histories >= 40, "{histories}");
}
