//! Summaries of a day, and the orders in them.

use super::bench::{Bench, Desk, at, seen};
use crate::{Error, ReadyDay, SeenOrder, Stage, State, Summarised};

/// The id of a day's first summary, of 23 November 2026.
const SUMMARY: i64 = -(20_261_123 * 10_000 + 1) * 4 - 3;

/// Orders 1 and 2 in a planned summary, and 3 which is ready.
async fn summarised(bench: &Bench) -> Desk {
    let desk = bench.desk().await;
    for order in [1, 2, 3] {
        desk.ready(order).await;
    }
    let mut write = desk.write(2).await;
    write.see_order(&SeenOrder { number: "S".to_owned(), ..seen(SUMMARY) }).await.unwrap();
    let booked_on = "2026-11-23".parse().unwrap();
    write.plan(SUMMARY, "{\"sum\":1}", "S", booked_on).await.unwrap();
    for order in [1, 2] {
        let plan = "{\"own\":1}";
        let own = Summarised { order, summary: SUMMARY, plan, reference: "S", booked_on };
        write.summarise(own).await.unwrap();
    }
    write.commit().await.unwrap();
    desk
}

async fn states(desk: &Desk) -> [State; 3] {
    [desk.order(1).await.state, desk.order(2).await.state, desk.order(SUMMARY).await.state]
}

async fn last_steps(desk: &Desk, order: i64) -> String {
    let steps = desk.store.steps(&desk.connection, order).await.unwrap();
    let last = steps.last().unwrap();
    format!("{} {}", last.what, last.detail)
}

pub(crate) async fn orders_of_a_summary_are_planned_with_it(bench: &Bench) {
    let desk = summarised(bench).await;
    assert_eq!(states(&desk).await, [State::Booking; 3]);
    let record = desk.order(1).await;
    let booking = record.booking.unwrap();
    assert_eq!((record.summary, booking.stage), (Some(SUMMARY), Stage::Planned));
    assert_eq!((booking.plan.as_str(), booking.reference.as_str()), ("{\"own\":1}", "S"));
    assert_eq!(booking.booked_on.to_string(), "2026-11-23");
    assert_eq!(last_steps(&desk, 1).await, "summarised S");
    // The summary is carried, its orders are not.
    let carried = desk.store.with_stage(&desk.connection, Stage::Planned, 9).await.unwrap();
    assert_eq!(carried.iter().map(|own| own.order_id).collect::<Vec<_>>(), [SUMMARY]);
    let members = desk.store.members(&desk.connection, SUMMARY).await.unwrap();
    assert_eq!(members.iter().map(|own| own.order_id).collect::<Vec<_>>(), [1, 2]);
    let days = desk.store.ready_days(&desk.connection).await.unwrap();
    let placed_on = "2026-11-20".parse().unwrap();
    assert_eq!(days, [ReadyDay { order_id: 3, placed_on, ready_at: Some(at(1)) }]);
    let counts = desk.store.counts(&desk.connection).await.unwrap();
    assert_eq!((counts.of(State::Booking), counts.total()), (2, 3));
    // Only what is ready goes in.
    let mut write = desk.write(3).await;
    let booked_on = placed_on;
    let own = Summarised { order: 1, summary: SUMMARY, plan: "{}", reference: "S", booked_on };
    assert!(matches!(write.summarise(own).await, Err(Error::Conflict { .. })));
}

pub(crate) async fn orders_of_a_summary_are_booked_with_it(bench: &Bench) {
    let desk = summarised(bench).await;
    let mut write = desk.write(3).await;
    write.plan_member(2, SUMMARY, "{\"own\":2}").await.unwrap();
    write.plan_member(3, SUMMARY, "{}").await.unwrap_err();
    write.invoice_made(SUMMARY, "900", true).await.unwrap();
    write.booked(SUMMARY, "{}").await.unwrap();
    write.member_booked(1, SUMMARY, "900", "{}", false).await.unwrap();
    write.member_booked(2, SUMMARY, "900", "{}", true).await.unwrap();
    write.member_booked(3, SUMMARY, "900", "{}", false).await.unwrap_err();
    write.member_booked(1, SUMMARY - 4, "900", "{}", false).await.unwrap_err();
    write.plan_member(1, SUMMARY, "{}").await.unwrap_err();
    write.commit().await.unwrap();
    assert_eq!(states(&desk).await, [State::Booked; 3]);
    let booking = desk.order(2).await.booking.unwrap();
    assert_eq!((booking.stage, booking.adopted), (Stage::Verified, true));
    assert_eq!(booking.invoice_id.as_deref(), Some("900"));
    assert_eq!(booking.plan, "{\"own\":2}");
    // Made anew after it was gone: what was edited meanwhile stays to be looked at.
    let mut write = desk.write(4).await;
    write.change(1, "edited", "{}").await.unwrap();
    write.member_booked(1, SUMMARY, "901", "{}", false).await.unwrap();
    write.commit().await.unwrap();
    let record = desk.order(1).await;
    assert_eq!(record.state, State::Changed);
    assert_eq!(record.booking.unwrap().invoice_id.as_deref(), Some("901"));
}

pub(crate) async fn orders_of_a_summary_are_set_aside_with_it(bench: &Bench) {
    let desk = summarised(bench).await;
    let ignore = async |from, now| {
        desk.store.ignore_summary(&desk.connection, SUMMARY, from, "by hand", at(now)).await
    };
    ignore(State::Refused, 3).await.unwrap_err();
    assert_eq!(states(&desk).await, [State::Booking; 3]);
    let mut write = desk.write(4).await;
    write.refuse(SUMMARY, State::Booking, "currency", "{}").await.unwrap();
    write.commit().await.unwrap();
    let counts = desk.store.counts(&desk.connection).await.unwrap();
    assert_eq!((counts.of(State::Refused), counts.of(State::Booking)), (1, 2));
    ignore(State::Refused, 5).await.unwrap();
    assert_eq!(states(&desk).await, [State::Ignored; 3]);
    assert_eq!(desk.order(2).await.why.as_deref(), Some("by hand"));
    assert_eq!(last_steps(&desk, 2).await, "ignored by hand");
    // Whether nothing of the summary was booked is not known of each.
    desk.store.take_back(&desk.connection, 2, State::Ready, at(6)).await.unwrap_err();
    assert_eq!(desk.order(3).await.state, State::Ready);
}
