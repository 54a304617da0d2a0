//! Finished and paid orders become paid invoices; the books close.

use std::collections::BTreeSet;

use store::State;

use crate::world::World;

#[tokio::test]
async fn every_finished_and_paid_order_is_booked_once() {
    let world = World::new(300, 7).await;
    let passed = world.pass().await.unwrap();
    let refused = world.service.orders(None, Some(State::Refused)).await.unwrap();
    assert!(refused.is_empty(), "{refused:#?}");
    let finished = world.finished();
    assert!(finished.len() > 150, "{}", finished.len());
    for order in &finished {
        assert_eq!(world.state(*order).await, State::Booked, "{order}");
    }
    assert_eq!(world.count(State::Booked).await, finished.len() as u64);
    assert_eq!(passed.again_at, None);
    assert_eq!(passed.tally.booked, finished.len() as u64);
    let invoices = world.books.invoices();
    assert_eq!(invoices.len(), finished.len());
    let urls: BTreeSet<&str> =
        invoices.iter().map(|invoice| invoice["source_url"].as_str().unwrap()).collect();
    assert_eq!(urls.len(), finished.len());
    for invoice in &invoices {
        let zero = invoice["total_price_incl_tax"] == "0.0";
        assert!(invoice["state"] == "paid" || zero, "{invoice:#}");
    }
}

#[tokio::test]
async fn the_books_close_in_every_year() {
    let world = World::new(300, 7).await;
    world.pass().await.unwrap();
    for year in ["2025", "2026"] {
        let statement = world.close(year).await;
        assert!(statement.closes, "{statement:#?}");
        assert!(!statement.rows.is_empty());
        assert_eq!(statement.explanations, vec![]);
        assert_eq!(statement.outside, vec![]);
    }
}

#[tokio::test]
async fn few_calls_are_spent() {
    let world = World::new(500, 7).await;
    let before = world.books.contacts().len();
    let passed = world.pass().await.unwrap();
    let made = world.books.contacts().len() - before;
    let booked = passed.tally.booked;
    let paid = world.books.invoices().iter().filter(|one| one["state"] == "paid").count() as u64;
    let other = passed.tally.moneybird - booked - paid - made as u64;
    assert!(other * 100 <= booked * 3, "{other} calls beside those for {booked} orders");
    assert_eq!(world.books.rejected_by_limit(), 0);
    assert!(world.books.worst_window(std::time::Duration::from_mins(5)) <= 150);
}

#[tokio::test]
async fn an_installation_that_lost_its_memory_adopts_what_is_booked() {
    let world = World::new(80, 6).await;
    world.pass().await.unwrap();
    let booked = world.books.invoices().len();
    let again = world.reinstalled().await;
    world.clock.advance(std::time::Duration::from_mins(10));
    // What the other sent last may still show up: nothing is done before.
    let passed = again.pass().await.unwrap();
    assert_eq!((passed.tally.adopted, passed.again_at.is_some()), (0, true));
    let passed = again.settled().await;
    assert_eq!(world.books.invoices().len(), booked);
    assert_eq!(passed.tally.adopted, booked as u64);
    assert_eq!(again.count(State::Booked).await, booked as u64);
    let payments = |invoice: &serde_json::Value| invoice["payments"].as_array().unwrap().len();
    assert!(world.books.invoices().iter().all(|invoice| payments(invoice) <= 1));
}

#[tokio::test]
async fn two_orders_with_one_number_are_two_invoices() {
    let world = World::new(60, 8).await;
    let finished = world.finished();
    let number = world.shop.order(finished[0]).unwrap().number;
    world.shop.edit_order(finished[1], |order| order.number = number);
    world.pass().await.unwrap();
    for order in &finished[..2] {
        assert_eq!(world.state(*order).await, State::Booked);
        let url = format!("/orders/{order}/?webshop=");
        let found = world.books.invoices();
        let found = found.iter().filter(|one| one["source_url"].as_str().unwrap().contains(&url));
        assert_eq!(found.count(), 1);
    }
}
