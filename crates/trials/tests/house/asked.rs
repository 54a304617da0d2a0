//! Somebody says "look now", a webhook or a person, while a takeover goes on.

use sandbox::books::Switches;
use sandbox::generate::Kinds;
use store::State;
use sync::Step;

use crate::world::World;

/// Rounds until the first pause of the allowance.
async fn paused(world: &World, round: &mut sync::Round) {
    let step = round.advance(&|_| {}).await.unwrap();
    let Step::Wait(until) = step else { panic!("the takeover fits into one window: {step:?}") };
    world.clock.advance_to(until);
}

#[tokio::test]
async fn what_becomes_ready_during_a_takeover_is_seen_as_soon_as_somebody_says_so() {
    let world = World::with(400, 5, Kinds::plain(), Switches::default(), "all").await;
    let orders = world.shop.orders();
    let late = orders.iter().find(|order| order.is_completed && order.status != Some(7));
    let late = late.unwrap().id;
    let mut round = world.service.round(&world.connection, "tester");
    paused(&world, &mut round).await;
    world.shop.set_status(late, 7);
    world.shop.set_paid(late, true);
    paused(&world, &mut round).await;
    assert_eq!(world.state(late).await, State::Waiting, "the next look is half an hour away");
    let store = world.service.store();
    store.look_now(&world.connection, jiff::Timestamp::UNIX_EPOCH).await.unwrap();
    paused(&world, &mut round).await;
    assert_ne!(world.state(late).await, State::Waiting);
}
