//! Orders are found, and finding nothing is cheap.

use store::State;

use crate::world::World;

#[tokio::test]
async fn a_round_with_nothing_new_costs_next_to_nothing() {
    let world = World::new(120, 3).await;
    world.pass().await.unwrap();
    let (books, shop) = (world.books.requests(), world.shop.requests());
    let passed = world.pass().await.unwrap();
    assert_eq!(passed.tally.booked, 0);
    assert!(world.books.requests() - books <= 1, "{} calls", world.books.requests() - books);
    assert!(world.shop.requests() - shop <= 3, "{} calls", world.shop.requests() - shop);
    assert_eq!(passed.tally.ccvshop, world.shop.requests() - shop);
}

#[tokio::test]
async fn an_old_order_that_is_finished_late_is_booked_in_the_next_round() {
    let world = World::new(400, 5).await;
    world.pass().await.unwrap();
    let orders = world.service.store().orders(Some(&world.connection), Some(State::Waiting)).await;
    let orders = orders.unwrap();
    let old = orders
        .iter()
        .filter(|order| order.placed_on.to_string().as_str() < "2026-05-01")
        .max_by_key(|order| order.placed_on)
        .unwrap();
    world.shop.set_status(old.order_id, 7);
    world.shop.set_paid(old.order_id, true);
    let passed = world.pass().await.unwrap();
    assert_eq!(passed.tally.booked, 1);
    assert_eq!(world.state(old.order_id).await, State::Booked);
}
