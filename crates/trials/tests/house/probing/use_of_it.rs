//! What a probe found is used.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::SignedDuration;
use remote::Clock;
use rust_decimal::Decimal;
use sandbox::books::{Rounding, Switches as Books};
use sandbox::generate::Kinds;
use sandbox::shop::Switches as Shop;
use store::State;
use sync::Lag;

use super::{SANDBOX, probe, world};
use crate::histories::Mishap;
use crate::world::World;

/// The VAT of every order as it is previewed, and as it is then booked.
async fn foretold_and_booked(world: &World) -> Vec<(Decimal, Decimal)> {
    let orders = world.shop.orders();
    let finished = world.finished();
    let mut foretold = BTreeMap::new();
    for order in orders.iter().filter(|order| finished.contains(&order.id)).take(40) {
        let number = order.number.as_ref().unwrap().full.clone();
        let preview = loop {
            match world.service.preview(&world.connection, &number).await {
                Ok(preview) => break preview,
                Err(fault) => world.clock.advance_to(fault.until.unwrap()),
            }
        };
        let invoice = preview.decided.unwrap();
        let rows: Decimal = invoice.vat.iter().map(|row| (row.net + row.vat).decimal()).sum();
        assert_eq!(rows, invoice.total.decimal());
        foretold.insert(invoice.reference, invoice.vat_total.decimal());
    }
    world.pass().await.unwrap();
    let decimal =
        |value: &serde_json::Value| -> Decimal { value.as_str().unwrap().parse().unwrap() };
    let booked = world.books.invoices();
    booked
        .iter()
        .filter_map(|own| {
            let vat = decimal(&own["total_price_incl_tax"]) - decimal(&own["total_price_excl_tax"]);
            Some((*foretold.get(own["reference"].as_str()?)?, vat))
        })
        .collect()
}

#[tokio::test]
async fn vat_is_foretold_as_moneybird_rounds_it() {
    for rounding in [Rounding::PerRate, Rounding::PerLine] {
        let books = Books { rounding, ..Books::default() };
        let probed = world(60, Shop::default(), books.clone(), Kinds::plain()).await;
        probe(&probed, Some(SANDBOX)).await.unwrap();
        let pairs = foretold_and_booked(&probed).await;
        assert!(pairs.len() >= 30, "{}", pairs.len());
        assert!(pairs.iter().all(|(foretold, booked)| foretold == booked), "{rounding:?}");
        // Without a probe it can only be taken to be per rate.
        let unprobed = world(60, Shop::default(), books, Kinds::plain()).await;
        let pairs = foretold_and_booked(&unprobed).await;
        let all = pairs.iter().all(|(foretold, booked)| foretold == booked);
        assert_eq!(all, rounding == Rounding::PerRate);
    }
}

#[tokio::test]
async fn an_unknown_outcome_rests_longer_where_writes_come_late() {
    for (lag, found, rest) in [
        (Duration::ZERO, Lag::Within(0), SignedDuration::from_mins(15)),
        (Duration::from_mins(9), Lag::Beyond(240_000), SignedDuration::from_hours(1)),
    ] {
        let books = Books { list_lag: lag, ..Books::default() };
        let world =
            World::named(SANDBOX, 1, 1, Kinds::plain(), (Shop::default(), books), "all").await;
        let order = world.shop.orders().iter().find(|order| order.is_completed).unwrap().id;
        world.shop.set_status(order, 7);
        world.shop.set_paid(order, true);
        assert_eq!(world.service.known().await.unwrap().lag, Lag::Unmeasured);
        probe(&world, Some(SANDBOX)).await.unwrap();
        assert_eq!(world.service.known().await.unwrap().lag, found);
        let rested = rest_of_a_lost_invoice(&world).await;
        assert!(rested >= rest, "{lag:?}: {rested:?}");
        assert!(rested <= rest + SignedDuration::from_mins(2), "{lag:?}: {rested:?}");
        assert_eq!(world.count(State::Booking).await, 1);
    }
}

/// Loses the answers to requests one after another until it is an invoice's, and says how long that
/// then rests.
async fn rest_of_a_lost_invoice(world: &World) -> SignedDuration {
    for at in 0..40 {
        world.transport.plan(at, Mishap::AnswerLost);
        let began = world.clock.now();
        let passed = world.pass().await;
        if let Ok(Some(until)) = passed.map(|passed| passed.again_at) {
            return until.duration_since(began);
        }
    }
    panic!("no answer was lost that matters");
}
