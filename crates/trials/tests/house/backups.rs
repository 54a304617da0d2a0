//! A backup of any moment that is put back later, after others have gone on working: nothing is
//! booked or paid twice.

use std::time::Duration;

use remote::Clock;
use store::State;

use crate::histories::Mishap;
use crate::world::World;

/// Passes until nothing is left that time alone can do.
async fn finish(world: &World) {
    for _ in 0..4 {
        world.pass().await.unwrap();
        world.clock.advance(Duration::from_mins(31));
    }
}

fn payments(world: &World) -> Vec<usize> {
    let invoices = world.books.invoices();
    invoices.iter().map(|own| own["payments"].as_array().unwrap().len()).collect()
}

#[tokio::test]
async fn a_backup_of_any_moment_books_and_pays_once() {
    let (mut moments, mut doubtful) = (0, 0);
    for mishap in [Mishap::DiesBefore, Mishap::DiesAfter] {
        for at in 0.. {
            let world = World::of_one_order().await;
            world.transport.plan(at, mishap);
            if world.pass().await.is_ok() {
                break;
            }
            let folder = tempfile::tempdir().unwrap();
            let backup = folder.path().join("backup");
            let store = world.service.store();
            store.backup(&backup, world.clock.now(), None).await.unwrap();
            // Whoever died comes back and ends the work; then its memory is lost.
            world.clock.advance(Duration::from_mins(31));
            finish(&world).await;
            assert_eq!(payments(&world), [1], "{mishap:?} at {at}");

            let again = world.restored(&backup).await;
            doubtful += again.count(State::Booking).await;
            finish(&again).await;
            assert_eq!(payments(&again), [1], "{mishap:?} at {at}");
            assert_eq!(again.count(State::Booked).await, 1, "{mishap:?} at {at}");
            assert_eq!(again.ours(), 1, "{mishap:?} at {at}");
            moments += 1;
        }
    }
    assert!(moments > 16 && doubtful > 4, "{moments} moments, {doubtful} under way");
}

#[tokio::test]
async fn what_was_found_before_the_backup_is_not_believed_after_it() {
    let world = World::new(60, 7).await;
    let orders = world.shop.orders().into_iter().filter(|order| order.is_completed);
    let waiting: Vec<i64> =
        orders.filter(|order| order.status != Some(7)).take(8).map(|order| order.id).collect();
    // Moneybird was searched now, which holds for a day.
    world.pass().await.unwrap();
    let folder = tempfile::tempdir().unwrap();
    let backup = folder.path().join("backup");
    world.service.store().backup(&backup, world.clock.now(), None).await.unwrap();
    for order in &waiting {
        world.shop.set_status(*order, 7);
        world.shop.set_paid(*order, true);
    }
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    let booked = world.books.invoices().len();

    let again = world.restored(&backup).await;
    // What others sent last may still show up: nothing is booked before.
    let passed = again.pass().await.unwrap();
    assert_eq!((passed.tally.booked, passed.again_at.is_some()), (0, true));
    let passed = again.settled().await;
    assert_eq!(passed.tally.adopted, waiting.len() as u64);
    assert_eq!(world.books.invoices().len(), booked);
    assert!(payments(&again).iter().all(|number| *number <= 1));
}
