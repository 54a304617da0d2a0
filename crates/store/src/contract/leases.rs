use super::bench::{Bench, Desk, at, new, seen};
use crate::Error;

fn assert_lost<T>(result: Result<T, Error>) {
    match result {
        Err(Error::LeaseLost(_)) => {}
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("the fence let it through"),
    }
}

pub(crate) async fn one_of_many_gets_it(bench: &Bench) {
    let (one, two) = (bench.store().await, bench.store().await);
    let id = one.save_connection(&new(1), at(0)).await.unwrap();
    let mut claims = tokio::task::JoinSet::new();
    for worker in 0..10 {
        let store = if worker % 2 == 0 { one.clone() } else { two.clone() };
        let id = id.clone();
        claims.spawn(async move {
            store.claim(&id, &format!("worker {worker}"), at(1), at(9)).await.unwrap()
        });
    }
    let winners: Vec<_> = claims.join_all().await.into_iter().flatten().collect();
    assert_eq!(winners.len(), 1);
    let winner = &winners[0];
    assert_eq!((winner.connection(), winner.attempt()), (&id, 1));
    let holder = one.connection(&id).await.unwrap().holder.unwrap();
    assert_eq!((holder.owner.as_str(), holder.until), (winner.owner(), at(9)));
}

pub(crate) async fn a_lost_lease_writes_nothing(bench: &Bench) {
    let (one, two) = (bench.store().await, bench.store().await);
    let id = one.save_connection(&new(1), at(0)).await.unwrap();
    let lost = one.claim(&id, "one", at(0), at(10)).await.unwrap().unwrap();
    assert_eq!(two.claim(&id, "two", at(9), at(20)).await.unwrap(), None);
    let held = two.claim(&id, "two", at(10), at(20)).await.unwrap().unwrap();
    assert_eq!(held.attempt(), 2);

    // The first worker wakes up, with a clock of its own that may still be behind.
    for now in [9, 10, 15, 30] {
        assert_lost(one.write(&lost, at(now)).await);
    }
    assert_lost(one.release(&lost, at(11), at(12)).await);
    let mut write = two.write(&held, at(11)).await.unwrap();
    write.see_order(&seen(1)).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(one.order_ids(&id).await.unwrap(), [1]);
    let holder = two.connection(&id).await.unwrap().holder.unwrap();
    assert_eq!((holder.owner.as_str(), holder.until), ("two", at(21)));
}

pub(crate) async fn the_same_owner_is_fenced_too(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    let lost = store.claim(&id, "same", at(0), at(10)).await.unwrap().unwrap();
    let held = store.claim(&id, "same", at(10), at(20)).await.unwrap().unwrap();
    assert_lost(store.write(&lost, at(11)).await);
    assert_lost(store.release(&lost, at(11), at(12)).await);
    store.write(&held, at(11)).await.unwrap().commit().await.unwrap();
}

pub(crate) async fn a_lease_that_ran_out_writes_nothing(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    let lease = store.claim(&id, "one", at(0), at(10)).await.unwrap().unwrap();
    assert_lost(store.write(&lease, at(10)).await);
    // Nobody took it, so its worker may still say that it is done.
    store.release(&lease, at(11), at(50)).await.unwrap();
    let read = store.connection(&id).await.unwrap();
    assert_eq!((read.last_sync_at, read.next_sync_at), (Some(at(11)), at(50)));
    assert_eq!(read.holder, None);
}

pub(crate) async fn each_write_extends_it(bench: &Bench) {
    let (one, two) = (bench.store().await, bench.store().await);
    let id = one.save_connection(&new(1), at(0)).await.unwrap();
    let lease = one.claim(&id, "one", at(0), at(10)).await.unwrap().unwrap();
    for now in [9, 18, 27] {
        one.write(&lease, at(now)).await.unwrap().commit().await.unwrap();
        let taken = two.claim(&id, "two", at(now + 9), at(99)).await.unwrap();
        assert_eq!(taken, None, "at {now}");
    }
    assert!(two.claim(&id, "two", at(37), at(99)).await.unwrap().is_some());
}

pub(crate) async fn who_waits_for_one_address_may_go_on_from_another(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    store.save_settings(&id, "").await.unwrap();
    let waiting =
        async |address, now, most| store.waiting_elsewhere(address, at(now), most).await.unwrap();
    assert_eq!(waiting("b", 0, 9).await, [], "it is due");
    let lease = store.claim(&id, "one", at(0), at(10)).await.unwrap().unwrap();
    store.release_waiting(&lease, at(2), at(300), "a").await.unwrap();
    assert_eq!(store.due(at(3), at(9_000_000)).await.unwrap(), []);
    assert_eq!(waiting("a", 3, 9).await, []);
    assert_eq!(waiting("b", 3, 9).await, std::slice::from_ref(&id));
    assert_eq!(waiting("b", 3, 0).await, []);
    assert_eq!(waiting("b", 300, 9).await, [], "it is due for everybody");

    let lease = store.claim(&id, "two", at(4), at(10)).await.unwrap().unwrap();
    assert_eq!(waiting("c", 5, 9).await, [], "somebody is at it");
    assert_eq!(waiting("c", 10, 9).await, std::slice::from_ref(&id), "who died");
    store.release_waiting(&lease, at(6), at(300), "a").await.unwrap();
    assert_eq!(store.asked_to_look().await.unwrap(), []);
    store.look_now(&id, at(7)).await.unwrap();
    assert_eq!(store.asked_to_look().await.unwrap(), std::slice::from_ref(&id));
    assert_eq!(waiting("c", 8, 9).await, [], "it is due for everybody");

    let lease = store.claim(&id, "two", at(8), at(20)).await.unwrap().unwrap();
    store.release(&lease, at(9), at(1_800)).await.unwrap();
    assert_eq!(waiting("c", 10, 9).await, [], "it waits for nothing but its time");
    store.look_now(&id, at(11)).await.unwrap();
    assert_eq!(store.asked_to_look().await.unwrap(), [], "it waits for no allowance");
}

pub(crate) async fn look_now_is_heard_during_a_lease(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    store.save_settings(&id, "").await.unwrap();
    let lease = store.claim(&id, "one", at(0), at(10)).await.unwrap().unwrap();
    assert!(!lease.is_asked());
    // At the same instant as the claim: only the order of the two tells them apart.
    store.look_now(&id, at(0)).await.unwrap();
    store.release(&lease, at(2), at(1_800)).await.unwrap();
    assert_eq!(store.due(at(4), at(9_000_000)).await.unwrap(), []);
    assert_eq!(store.due(at(5), at(9_000_000)).await.unwrap(), std::slice::from_ref(&id));

    let lease = store.claim(&id, "one", at(5), at(10)).await.unwrap().unwrap();
    assert!(lease.is_asked());
    store.release(&lease, at(6), at(1_800)).await.unwrap();
    let heard = store.claim(&id, "two", at(7), at(10)).await.unwrap().unwrap();
    assert!(!heard.is_asked(), "it was heard once");
    store.release(&heard, at(7), at(1_800)).await.unwrap();
    let failed = store.claim(&id, "two", at(8), at(10)).await.unwrap().unwrap();
    store.release_failed(&failed, at(9), at(1_800)).await.unwrap();
    assert_eq!(
        store.connection(&id).await.unwrap().last_sync_at,
        Some(at(7)),
        "it came to nothing"
    );
    assert_eq!(store.connection(&id).await.unwrap().next_sync_at, at(1_800));
}

pub(crate) async fn what_is_handed_back_was_never_synced(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&new(1), at(50)).await.unwrap();
    for is_asked in [false, true] {
        if is_asked {
            store.look_now(&id, at(9)).await.unwrap();
        }
        let lease = store.claim(&id, "one", at(1), at(10)).await.unwrap().unwrap();
        assert_eq!(lease.is_asked(), is_asked);
        let before = store.connection(&id).await.unwrap();
        store.hand_back(&lease).await.unwrap();
        let after = store.connection(&id).await.unwrap();
        assert_eq!(after.last_sync_at, None);
        assert_eq!(after.next_sync_at, before.next_sync_at);
        assert_eq!(after.holder, None);
        assert_lost(store.hand_back(&lease).await);
    }
    let lease = store.claim(&id, "two", at(2), at(10)).await.unwrap().unwrap();
    assert!(lease.is_asked(), "nobody has looked yet");
    store.look_now(&id, at(9)).await.unwrap();
    store.hand_back(&lease).await.unwrap();
    assert!(store.claim(&id, "three", at(3), at(10)).await.unwrap().unwrap().is_asked());
}

pub(crate) async fn dropped_writes_leave_nothing(bench: &Bench) {
    let desk = bench.desk().await;
    let mut write = desk.write(5).await;
    assert_eq!((write.connection(), write.now()), (&desk.connection, at(5)));
    write.see_order(&seen(1)).await.unwrap();
    drop(write);
    assert_eq!(desk.store.order_ids(&desk.connection).await.unwrap(), [0_i64; 0]);
    desk.ready(2).await;
    assert_eq!(desk.store.order_ids(&desk.connection).await.unwrap(), [2]);
}

pub(crate) async fn releasing_is_for_the_holder(bench: &Bench) {
    let Desk { store, connection, lease } = bench.desk().await;
    store.release(&lease, at(1), at(9)).await.unwrap();
    assert_lost(store.release(&lease, at(2), at(10)).await);
    assert_lost(store.write(&lease, at(2)).await);
    assert_eq!(store.connection(&connection).await.unwrap().next_sync_at, at(9));
}

pub(crate) async fn a_clock_that_was_set_back_holds_nobody_up(bench: &Bench) {
    let store = bench.store().await;
    let day = 24 * 3_600;
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    store.save_settings(&id, "").await.unwrap();
    // A worker whose clock is a day ahead takes the connection, and dies.
    assert!(store.claim(&id, "ahead", at(day), at(day + 120)).await.unwrap().is_some());
    assert_eq!(store.claim(&id, "other", at(day + 1), at(day + 121)).await.unwrap(), None);
    let held = store.claim(&id, "other", at(0), at(120)).await.unwrap().unwrap();
    // Or it ends its work, and puts the connection off for as long as usual.
    store.release(&held, at(day), at(day + 1_800)).await.unwrap();
    let due = async |now: i64| store.due(at(now), at(now + 2_000)).await.unwrap();
    assert_eq!(due(1).await, std::slice::from_ref(&id));
    assert_eq!(due(day).await, []);
    // Clocks of different machines may differ a little.
    store.claim(&id, "ahead", at(3_600), at(3_720)).await.unwrap().unwrap();
    assert_eq!(store.claim(&id, "other", at(0), at(120)).await.unwrap(), None);
}
