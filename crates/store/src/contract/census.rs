use std::collections::BTreeMap;

use super::bench::{Bench, Desk, at, new, seen};
use crate::{Census, Part, State, Trade};

pub(crate) async fn all_connections_together(bench: &Bench) {
    let empty = bench.store().await;
    let none = Census {
        connections: BTreeMap::from([(Part::Active, 0), (Part::Broken, 0), (Part::New, 0)]),
        orders: [State::Ready, State::Booking, State::Refused, State::Changed]
            .map(|own| (own, 0))
            .into(),
        ..Census::default()
    };
    assert_eq!(empty.census(at(1)).await.unwrap(), none);
    empty.answers().await.unwrap();
    assert_eq!(empty.number_of_connections().await.unwrap(), 0);
    let none = [State::Waiting, State::Booked, State::Ignored].map(|own| (own, 0));
    assert_eq!(empty.resting().await.unwrap(), BTreeMap::from(none));
    let day = "2026-11-20".parse().unwrap();
    assert_eq!(empty.trade(day).await.unwrap(), Trade::default());
    let desk = bench.desk().await;
    for order in 1..=6 {
        desk.ready(order).await;
    }
    let mut write = desk.write(1).await;
    write.see_order(&crate::SeenOrder { ready: false, ..seen(7) }).await.unwrap();
    write.refuse(5, State::Ready, "currency", "{}").await.unwrap();
    write.commit().await.unwrap();
    desk.planned(6).await;
    let mut write = desk.write(2).await;
    write.await_contact(6, at(900)).await.unwrap();
    write.commit().await.unwrap();
    let parts = async || desk.store.census(at(3)).await.unwrap().connections;
    let new_ones = [(Part::Active, 0), (Part::Broken, 0), (Part::New, 1)];
    assert_eq!(parts().await, BTreeMap::from(new_ones), "before there is a first one");
    let other = Desk::open(bench.store().await, 2).await;
    other.ready(1).await;
    for id in [&desk.connection, &other.connection] {
        desk.store.save_settings(id, "").await.unwrap();
    }
    desk.store.save_connection(&new(3), at(1)).await.unwrap();
    let broken = crate::NewConnection { settings: Some(String::new()), ..new(4) };
    let id = desk.store.save_connection(&broken, at(1)).await.unwrap();
    desk.store.mark_broken(&id, "scope-missing", "mend it").await.unwrap();
    let census = desk.store.census(at(3)).await.unwrap();
    assert_eq!(
        census.connections,
        BTreeMap::from([(Part::Active, 2), (Part::Broken, 1), (Part::New, 1)])
    );
    let expected =
        [(State::Ready, 5), (State::Booking, 1), (State::Refused, 1), (State::Changed, 0)];
    assert_eq!(census.orders, BTreeMap::from(expected));
    assert_eq!((census.unsettled, census.overdue_since), (1, None), "both are being worked on");
    let trade = async |day: &str| desk.store.trade(day.parse().unwrap()).await.unwrap();
    assert_eq!(trade("2026-11-20").await, Trade { ready: 5, history: 0, placed: 8 });
    assert_eq!(trade("2026-11-21").await.placed, 0);
    let mut write = desk.write(2).await;
    write.see_order(&crate::SeenOrder { backfill: true, ..seen(8) }).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(trade("2026-11-20").await, Trade { ready: 5, history: 1, placed: 9 });
    assert_eq!(desk.store.number_of_connections().await.unwrap(), 4);
    let resting = async || desk.store.resting().await.unwrap();
    let expected = |ignored| [(State::Waiting, 1), (State::Booked, 0), (State::Ignored, ignored)];
    assert_eq!(resting().await, BTreeMap::from(expected(0)));
    let mut write = desk.write(2).await;
    write.ignore(4, State::Ready, "").await.unwrap();
    // A summary is not counted beside its orders.
    write.see_order(&crate::SeenOrder { ready: false, ..seen(-7) }).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(resting().await, BTreeMap::from(expected(1)));
    // A lease that ran out keeps nobody from being overdue.
    let late = desk.store.census(at(9_000_000)).await.unwrap();
    assert_eq!(late.overdue_since, Some(at(0)));
}

pub(crate) async fn who_waits_for_an_allowance_is_not_overdue(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    store.save_settings(&id, "").await.unwrap();
    let is_late = async |now| {
        let overdue_since = store.census(at(now)).await.unwrap().overdue_since;
        (overdue_since, store.connection(&id).await.unwrap().is_kept_waiting)
    };
    let claim = async |now| store.claim(&id, "one", at(now), at(now + 10)).await.unwrap().unwrap();
    assert_eq!(is_late(1).await, (Some(at(0)), false));
    store.release_waiting(&claim(1).await, at(2), at(300), "a").await.unwrap();
    assert_eq!(is_late(1_500).await, (None, true), "others use up what there is");
    let lease = claim(1_500).await;
    assert_eq!(is_late(1_501).await, (None, false), "somebody works on it");
    assert_eq!(is_late(1_510).await, (Some(at(300)), false), "who died");
    store.hand_back(&lease).await.unwrap();
    assert_eq!(is_late(1_510).await, (None, true), "as it was");
    store.release(&claim(1_511).await, at(1_512), at(1_600)).await.unwrap();
    assert_eq!(is_late(1_601).await, (Some(at(1_600)), false), "it waits for nobody");
}
