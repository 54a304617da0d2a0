//! What is not an order, and what is compared after it was booked.

use super::bench::{Bench, Desk, at, seen};
use crate::{SeenOrder, State};

async fn book(desk: &Desk, order: i64) {
    desk.planned(order).await;
    let mut write = desk.write(3).await;
    write.invoice_made(order, "900", true).await.unwrap();
    write.booked(order, "{}").await.unwrap();
    write.commit().await.unwrap();
}

async fn ids(desk: &Desk) -> Vec<i64> {
    let found = desk.store.to_review(&desk.connection, 9).await.unwrap();
    found.iter().map(|record| record.order_id).collect()
}

pub(crate) async fn others_stand_apart_from_orders(bench: &Bench) {
    let desk = bench.desk().await;
    desk.ready(7).await;
    let mut write = desk.write(2).await;
    for (id, of_order) in [(-21, 7), (-25, 7), (-29, 8)] {
        write.see_order(&SeenOrder { of_order: Some(of_order), ..seen(id) }).await.unwrap();
    }
    write.commit().await.unwrap();
    let ready = desk.store.next_ready(&desk.connection, 9).await.unwrap();
    assert_eq!(ready.iter().map(|record| record.order_id).collect::<Vec<_>>(), [7]);
    let others = desk.store.others(&desk.connection, State::Ready).await.unwrap();
    assert_eq!(others.iter().map(|record| record.order_id).collect::<Vec<_>>(), [-21, -25, -29]);
    assert_eq!(others[0].of_order, Some(7));
    assert!(desk.store.others(&desk.connection, State::Booked).await.unwrap().is_empty());
    let own = desk.store.of_order(&desk.connection, 7).await.unwrap();
    assert_eq!(own.iter().map(|record| record.order_id).collect::<Vec<_>>(), [-21, -25]);
}

pub(crate) async fn what_looks_different_is_compared(bench: &Bench) {
    let desk = bench.desk().await;
    book(&desk, 1).await;
    let see = async |snapshot: &str, now: i64| {
        let mut write = desk.write(now).await;
        let snapshot = snapshot.to_owned();
        write.see_order(&SeenOrder { snapshot, ..seen(1) }).await.unwrap();
        write.commit().await.unwrap();
    };
    see("{\"id\":1}", 4).await;
    assert_eq!(ids(&desk).await, [] as [i64; 0]);
    see("{\"id\":2}", 5).await;
    assert_eq!(ids(&desk).await, [1]);
    let mut write = desk.write(6).await;
    write.reviewed(1).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(ids(&desk).await, [] as [i64; 0]);
    let mut write = desk.write(7).await;
    write.reviewed(1).await.unwrap_err();
    write.review(1).await.unwrap();
    // Not ours: nothing to compare.
    write.review(99).await.unwrap();
    write.change(1, "edited", "{}").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(ids(&desk).await, [] as [i64; 0]);
    see("{\"id\":3}", 8).await;
    assert_eq!(ids(&desk).await, [1]);
}

pub(crate) async fn what_changed_stays_noted_when_it_is_set_aside(bench: &Bench) {
    let desk = bench.desk().await;
    book(&desk, 1).await;
    let mut write = desk.write(4).await;
    write.change(1, "edited", "{\"is\":1}").await.unwrap();
    write.commit().await.unwrap();
    desk.store.ignore(&desk.connection, 1, State::Changed, "goodwill", at(5)).await.unwrap();
    let own = desk.order(1).await;
    assert_eq!((own.state, own.why.as_deref()), (State::Ignored, Some("goodwill")));
    assert_eq!((own.code.as_deref(), own.refusal.as_deref()), (Some("edited"), Some("{\"is\":1}")));
    assert!(own.booking.is_some_and(|own| own.invoice_id.is_some()));
    desk.ready(2).await;
    let mut write = desk.write(6).await;
    write.refuse(2, State::Ready, "currency", "{}").await.unwrap();
    write.commit().await.unwrap();
    desk.store.ignore(&desk.connection, 2, State::Refused, "by hand", at(7)).await.unwrap();
    let own = desk.order(2).await;
    assert_eq!((own.state, own.code, own.refusal), (State::Ignored, None, None));
}

pub(crate) async fn a_correction_needs_a_changed_order(bench: &Bench) {
    let desk = bench.desk().await;
    book(&desk, 1).await;
    let correction = SeenOrder { of_order: Some(1), ..seen(-4_010) };
    let agree = async |change: &str, own: &SeenOrder, second| {
        desk.store.agree(&desk.connection, (1, change), own, at(second)).await
    };
    agree("{}", &correction, 5).await.unwrap_err();
    assert!(desk.store.of_order(&desk.connection, 1).await.unwrap().is_empty());
    let mut write = desk.write(6).await;
    write.change(1, "edited", "{}").await.unwrap();
    write.review(1).await.unwrap();
    write.commit().await.unwrap();
    // Whoever agrees now was told of what may be corrected already.
    agree("{}", &correction, 7).await.unwrap_err();
    assert!(desk.store.of_order(&desk.connection, 1).await.unwrap().is_empty());
    let mut write = desk.write(8).await;
    write.change(1, "edited", "{}").await.unwrap();
    write.commit().await.unwrap();
    // Nor whoever was shown another change.
    agree("{\"was\":1}", &correction, 9).await.unwrap_err();
    agree("{}", &correction, 9).await.unwrap();
    let own = desk.store.of_order(&desk.connection, 1).await.unwrap();
    assert_eq!((own.len(), own[0].state), (1, State::Ready));
    // Until it is booked or set aside there is no other.
    let another = SeenOrder { order_id: -4_011, ..correction.clone() };
    agree("{}", &another, 10).await.unwrap_err();
    desk.store.ignore(&desk.connection, -4_010, State::Ready, "", at(11)).await.unwrap();
    agree("{}", &another, 12).await.unwrap();
}

pub(crate) async fn what_is_paid_after_all_is_booked_again(bench: &Bench) {
    let desk = bench.desk().await;
    book(&desk, 1).await;
    let mut write = desk.write(5).await;
    write.owe_payment(1, "{\"plan\":2}").await.unwrap();
    write.commit().await.unwrap();
    let record = desk.order(1).await;
    let booking = record.booking.unwrap();
    assert_eq!((record.state, booking.stage), (State::Booking, crate::Stage::InvoiceMade));
    assert_eq!((booking.plan.as_str(), booking.booked), ("{\"plan\":2}", None));
    // Once it is paid, it is found beside the orders of a later period.
    let later = |day: &str| {
        let (store, connection, day) = (&desk.store, &desk.connection, day.parse().unwrap());
        async move { store.paid_later(connection, day).await.unwrap().len() }
    };
    assert_eq!(later("2026-12-01").await, 0);
    let mut write = desk.write(6).await;
    write.payment_made(1, "p-1").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!((later("2026-12-01").await, later("2026-11-23").await), (1, 0));
}

pub(crate) async fn what_a_person_paid_is_booked_as_it_is(bench: &Bench) {
    let desk = bench.desk().await;
    book(&desk, 1).await;
    let by_hand = async |plan: &str| {
        desk.store.paid_by_hand(&desk.connection, 1, plan, "divided", at(9)).await
    };
    by_hand("{}").await.unwrap_err();
    for (code, is_it) in [("edited", false), ("paid", true)] {
        let mut write = desk.write(5).await;
        write.change(1, code, "{}").await.unwrap();
        write.commit().await.unwrap();
        assert_eq!(by_hand("{\"plan\":3}").await.is_ok(), is_it, "{code}");
    }
    let record = desk.order(1).await;
    assert_eq!((record.state, record.code, record.refusal), (State::Booked, None, None));
    assert_eq!(record.booking.unwrap().plan, "{\"plan\":3}");
}

pub(crate) async fn a_payment_of_somebody_else_changes_the_plan(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(1).await;
    let mut write = desk.write(3).await;
    write.payment_found(1, "p-7", "{}").await.unwrap_err();
    drop(write);
    let mut write = desk.write(4).await;
    write.invoice_made(1, "900", true).await.unwrap();
    write.payment_found(1, "p-7", "{\"plan\":4}").await.unwrap();
    write.commit().await.unwrap();
    let own = desk.order(1).await.booking.unwrap();
    assert_eq!((own.stage, own.plan.as_str()), (crate::Stage::PaymentMade, "{\"plan\":4}"));
    assert_eq!(own.payment_id.as_deref(), Some("p-7"));
}

pub(crate) async fn what_was_set_aside_is_taken_back(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, connection) = (&desk.store, &desk.connection);
    let back = async |order, to| store.take_back(connection, order, to, at(9)).await;
    // One that was refused, one that waited, and one that was changed.
    for order in [1, 4, 5, 6] {
        desk.planned(order).await;
    }
    book(&desk, 3).await;
    let mut write = desk.write(4).await;
    write.see_order(&SeenOrder { ready: false, ..seen(2) }).await.unwrap();
    write.invoice_made(6, "i-6", true).await.unwrap();
    for order in [1, 4, 5, 6] {
        write.refuse(order, State::Booking, "contradiction", "{}").await.unwrap();
    }
    write.change(3, "edited", "{}").await.unwrap();
    // A credit invoice of the fourth is refused, one of the fifth waits.
    write.see_order(&SeenOrder { of_order: Some(4), ..seen(-21) }).await.unwrap();
    write.refuse(-21, State::Ready, "contradiction", "{}").await.unwrap();
    let waits = SeenOrder { of_order: Some(5), ready: false, ..seen(-25) };
    write.see_order(&waits).await.unwrap();
    write.commit().await.unwrap();
    back(1, State::Ready).await.unwrap_err();
    for (order, from) in [
        (1, State::Refused),
        (2, State::Waiting),
        (3, State::Changed),
        (4, State::Refused),
        (5, State::Refused),
        (6, State::Refused),
    ] {
        store.take_back_changed(connection, order, at(7)).await.unwrap_err();
        store.ignore(connection, order, from, "by hand", at(8)).await.unwrap();
    }
    // Never what has an invoice, nor beside what is booked or about to be.
    for order in [3, 4, 6] {
        back(order, State::Ready).await.unwrap_err();
        assert_eq!(desk.order(order).await.state, State::Ignored, "{order}");
    }
    for (order, to) in [(1, State::Ready), (2, State::Waiting), (5, State::Ready)] {
        store.take_back_changed(connection, order, at(9)).await.unwrap_err();
        back(order, to).await.unwrap();
        let own = desk.order(order).await;
        assert_eq!((own.state, own.why, own.booking), (to, None, None), "{order}");
        let last = store.steps(connection, order).await.unwrap().pop().unwrap();
        assert_eq!((last.what.as_str(), last.detail.as_str()), ("taken back", to.as_str()));
    }
    store.take_back_changed(connection, 3, at(9)).await.unwrap();
    let own = desk.order(3).await;
    assert_eq!((own.state, own.why, own.review), (State::Changed, None, true));
    assert_eq!((own.code.as_deref(), ids(&desk).await), (Some("edited"), vec![3]));
    assert!(own.booking.is_some_and(|own| own.invoice_id.is_some()));
}
