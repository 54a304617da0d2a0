use super::bench::{Bench, Desk, at, intent, seen};
use crate::{OrderRecord, SeenOrder, Stage, State};

fn ids(records: &[OrderRecord]) -> Vec<i64> {
    records.iter().map(|record| record.order_id).collect()
}

pub(crate) async fn lists(bench: &Bench) {
    let desk = bench.desk().await;
    let other = Desk::open(bench.store().await, 2).await;
    desk.planned(1).await;
    desk.ready(2).await;
    other.ready(2).await;
    let mut write = desk.write(3).await;
    write.refuse(2, State::Ready, "currency", "{\"en\":\"USD\"}").await.unwrap();
    write.commit().await.unwrap();

    let store = &desk.store;
    let listed = async |connection, state| {
        let orders = store.orders(connection, state).await.unwrap();
        let mut ids: Vec<_> = orders
            .iter()
            .map(|order| (order.connection == desk.connection, order.order_id))
            .collect();
        ids.sort_unstable();
        ids
    };
    assert_eq!(listed(None, None).await, [(false, 2), (true, 1), (true, 2)]);
    assert_eq!(listed(None, Some(State::Ready)).await, [(false, 2)]);
    assert_eq!(listed(Some(&desk.connection), None).await, [(true, 1), (true, 2)]);
    let refused = Some(State::Refused);
    assert_eq!(listed(Some(&desk.connection), refused).await, [(true, 2)]);
    assert_eq!(listed(Some(&other.connection), refused).await, []);
    assert_eq!(store.order_ids(&desk.connection).await.unwrap(), [1, 2]);

    let orders = store.orders(Some(&desk.connection), None).await.unwrap();
    let (first, second) = (&orders[0], &orders[1]);
    assert_eq!((first.number.as_str(), first.state), ("W1", State::Booking));
    assert_eq!((first.stage, first.reference.as_deref()), (Some(Stage::Planned), Some("R1")));
    assert_eq!(first.booked_on, Some("2026-11-23".parse().unwrap()));
    assert_eq!(first.placed_on, "2026-11-20".parse().unwrap());
    assert_eq!((first.total.to_string(), first.currency.as_str()), ("12.50".to_owned(), "EUR"));
    assert_eq!((first.shop_status, first.paid), (Some(7), true));
    assert_eq!((&first.invoice_id, first.settle_at), (&None, None));
    assert_eq!((&first.code, &first.refusal, &first.why), (&None, &None, &None));
    assert_eq!((second.code.as_deref(), second.stage), (Some("currency"), None));
    assert_eq!(second.refusal.as_deref(), Some("{\"en\":\"USD\"}"));
    assert_eq!(second.updated_at, at(3));

    let found = store.find_order(2).await.unwrap();
    assert_eq!(found.len(), 2);
    assert!(found.contains(&desk.order(2).await) && found.contains(&other.order(2).await));
    assert_eq!(store.order(&desk.connection, 3).await.unwrap(), None);

    let counts = store.counts(&desk.connection).await.unwrap();
    assert_eq!((counts.of(State::Booking), counts.of(State::Refused)), (1, 1));
    assert_eq!((counts.of(State::Ready), counts.total()), (0, 2));
    let stages = store.stages(&desk.connection).await.unwrap();
    assert_eq!(Stage::ALL.map(|stage| stages.at(stage)), [1, 0, 0, 0, 0, 0, 0]);
}

pub(crate) async fn new_orders_come_before_old_ones(bench: &Bench) {
    let desk = bench.desk().await;
    let mut write = desk.write(1).await;
    for (order, backfill, ready) in
        [(1, true, true), (2, true, true), (9, false, true), (7, false, true), (3, false, false)]
    {
        let mut seen = seen(order);
        (seen.backfill, seen.ready) = (backfill, ready);
        write.see_order(&seen).await.unwrap();
    }
    write.commit().await.unwrap();
    let next = desk.store.next_ready(&desk.connection, 3).await.unwrap();
    assert_eq!(ids(&next), [7, 9, 1]);
    let next = desk.store.next_ready(&desk.connection, 10).await.unwrap();
    assert_eq!(ids(&next), [7, 9, 1, 2]);
}

pub(crate) async fn spans_of_days(bench: &Bench) {
    let desk = bench.desk().await;
    let mut write = desk.write(1).await;
    for (order, placed, booked) in [
        (1, "2026-10-31", None),
        (2, "2026-10-31", Some("2026-11-01")),
        (3, "2026-11-01", Some("2026-11-30")),
        (4, "2026-11-30", Some("2026-12-01")),
        (5, "2026-11-30", None),
        (6, "2026-11-15", Some("2026-11-15")),
    ] {
        let mut seen = seen(order);
        seen.placed_on = placed.parse().unwrap();
        write.see_order(&seen).await.unwrap();
        if let Some(day) = booked {
            write.plan(order, "{}", "R", day.parse().unwrap()).await.unwrap();
            if order != 6 {
                write.invoice_made(order, "900", true).await.unwrap();
            }
        }
    }
    write.commit().await.unwrap();
    let (from, to) = ("2026-11-01".parse().unwrap(), "2026-11-30".parse().unwrap());
    let booked = desk.store.booked_between(&desk.connection, from, to).await.unwrap();
    assert_eq!(ids(&booked), [2, 3], "both ends count, and only what has an invoice");
    let all = desk.store.all_between(&desk.connection, from, to).await.unwrap();
    assert_eq!(ids(&all), [2, 6, 3, 5]);
    let mut sold = desk.store.sales_between(&desk.connection, from, to).await.unwrap();
    sold.sort_by_key(|own| own.order_id);
    let found: Vec<_> = sold.iter().map(|own| (own.order_id, own.day.to_string())).collect();
    let expected = [(2, "2026-11-01"), (3, "2026-11-30"), (5, "2026-11-30"), (6, "2026-11-15")];
    assert_eq!(found, expected.map(|(order, day)| (order, day.to_owned())));
    assert!(sold.iter().all(|own| own.total == seen(1).total));
}

pub(crate) async fn outcomes_in_doubt(bench: &Bench) {
    let desk = bench.desk().await;
    for order in 1..=6 {
        desk.planned(order).await;
    }
    let mut write = desk.write(3).await;
    write.intend_invoice(1, intent(1, 3, 60)).await.unwrap();
    write.intend_invoice(2, intent(1, 3, 50)).await.unwrap();
    write.await_contact(3, at(40)).await.unwrap();
    write.invoice_made(4, "900", true).await.unwrap();
    write.intend_payment(4, intent(1, 3, 70)).await.unwrap();
    write.intend_invoice(5, intent(1, 3, 10)).await.unwrap();
    write.refuse(5, State::Booking, "invoice-refused", "{}").await.unwrap();
    write.commit().await.unwrap();

    let (store, id) = (&desk.store, &desk.connection);
    let settled = async |now| ids(&store.settled(id, at(now)).await.unwrap());
    let until = async |now| store.unsettled_until(id, at(now)).await.unwrap();
    assert_eq!(settled(39).await, [0_i64; 0]);
    assert_eq!(settled(40).await, [3]);
    assert_eq!(settled(60).await, [3, 2, 1]);
    assert_eq!(settled(99).await, [3, 2, 1, 4]);
    assert_eq!(until(0).await, Some(at(40)));
    assert_eq!(until(40).await, Some(at(50)));
    assert_eq!(until(69).await, Some(at(70)));
    assert_eq!(until(70).await, None);

    let mut write = desk.write(41).await;
    write.postpone(3, at(80)).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(settled(60).await, [2, 1]);
    assert_eq!(until(70).await, Some(at(80)));

    let staged = async |stage, limit| ids(&store.with_stage(id, stage, limit).await.unwrap());
    assert_eq!(staged(Stage::InvoiceSending, 9).await, [1, 2], "refused ones are not under way");
    assert_eq!(staged(Stage::InvoiceSending, 1).await, [1]);
    assert_eq!(staged(Stage::Contact, 9).await, [3]);
    assert_eq!(staged(Stage::Planned, 9).await, [6]);
    assert_eq!(staged(Stage::Verified, 9).await, [0_i64; 0]);
}

pub(crate) async fn references(bench: &Bench) {
    let desk = bench.desk().await;
    let other = Desk::open(bench.store().await, 2).await;
    desk.planned(1).await;
    desk.planned(2).await;
    other.planned(1).await;
    let found = desk.store.orders_with_reference(&desk.connection, "R1").await.unwrap();
    assert_eq!(found, [desk.order(1).await]);
    let found = desk.store.orders_with_reference(&desk.connection, "r1").await.unwrap();
    assert_eq!(found, []);
}

pub(crate) async fn pages(bench: &Bench) {
    let desk = bench.desk().await;
    Desk::open(bench.store().await, 2).await.ready(9).await;
    let mut write = desk.write(3).await;
    for (order, day) in [(5, "2026-11-20"), (6, "2026-11-20"), (7, "2026-10-01"), (4, "2026-11-21")]
    {
        let mut own = seen(order);
        own.placed_on = day.parse().unwrap();
        write.see_order(&own).await.unwrap();
    }
    write.refuse(7, State::Ready, "currency", "{}").await.unwrap();
    write.refuse(6, State::Ready, "currency", "{}").await.unwrap();
    write.commit().await.unwrap();
    let page = async |state, limit, before: Option<(&str, i64)>| {
        let before = before.map(|(day, order)| (day.parse().unwrap(), order));
        let orders = desk.store.orders_page(&desk.connection, state, limit, before).await.unwrap();
        orders.into_iter().map(|order| order.order_id).collect::<Vec<_>>()
    };
    assert_eq!(page(None, 10, None).await, [4, 6, 5, 7], "the newest day first");
    assert_eq!(page(None, 2, None).await, [4, 6]);
    assert_eq!(page(None, 2, Some(("2026-11-20", 6))).await, [5, 7]);
    assert_eq!(page(None, 2, Some(("2026-10-01", 7))).await, [0_i64; 0]);
    assert_eq!(page(Some(State::Refused), 1, None).await, [6]);
    assert_eq!(page(Some(State::Refused), 9, Some(("2026-11-20", 6))).await, [7]);
    assert_eq!(page(Some(State::Booked), 9, None).await, [0_i64; 0]);
    let whole = desk.store.orders_page(&desk.connection, None, 9, None).await.unwrap();
    let mut listed = desk.store.orders(Some(&desk.connection), None).await.unwrap();
    listed.sort_by_key(|order| std::cmp::Reverse((order.placed_on, order.order_id)));
    assert_eq!(whole, listed, "what a list shows");
}

pub(crate) async fn reasons(bench: &Bench) {
    let desk = bench.desk().await;
    Desk::open(bench.store().await, 2).await.ready(9).await;
    for order in 1..=6 {
        desk.ready(order).await;
    }
    let mut write = desk.write(3).await;
    for (order, code, refusal) in [
        (1, "currency", "{\"is\":1}"),
        (2, "currency", "{\"is\":2}"),
        (3, "currency", "{\"is\":1}"),
    ] {
        write.refuse(order, State::Ready, code, refusal).await.unwrap();
    }
    write.plan(4, "{}", "R", "2026-11-23".parse().unwrap()).await.unwrap();
    write.invoice_made(4, "i", true).await.unwrap();
    write.booked(4, "{}").await.unwrap();
    write.change(4, "edited", "{}").await.unwrap();
    write.ignore(5, State::Ready, "by hand").await.unwrap();
    write.commit().await.unwrap();
    let found = desk.store.reasons(&desk.connection).await.unwrap();
    let told: Vec<_> = found
        .iter()
        .map(|own| (own.state, own.code.as_deref(), own.refusal.as_deref(), own.orders))
        .collect();
    let expected = [
        (State::Changed, Some("edited"), Some("{}"), 1),
        (State::Refused, Some("currency"), Some("{\"is\":1}"), 2),
        (State::Refused, Some("currency"), Some("{\"is\":2}"), 1),
    ];
    assert_eq!(told, expected);
}

pub(crate) async fn names(bench: &Bench) {
    let desk = bench.desk().await;
    Desk::open(bench.store().await, 2).await.ready(1).await;
    desk.planned(3).await;
    let mut write = desk.write(3).await;
    for (order, number) in
        [(1, "Web-1001"), (2, "Web-1002"), (10, "100%_"), (11, "!CAFÉ"), (12, "CAFE"), (13, "Café")]
    {
        write.see_order(&SeenOrder { number: number.to_owned(), ..seen(order) }).await.unwrap();
    }
    write.commit().await.unwrap();
    let named = async |text: &str, limit| {
        let found = desk.store.orders_named(&desk.connection, text, limit).await.unwrap();
        found.into_iter().map(|order| order.order_id).collect::<Vec<_>>()
    };
    assert_eq!(named("wEB-100", 9).await, [2, 1], "in whatever letters, the newest first");
    assert_eq!(named("WEB-100", 1).await, [2]);
    assert_eq!(named("1001", 9).await, [1]);
    assert_eq!(named("%_", 9).await, [10], "signs mean themselves");
    assert_eq!(named("_", 9).await, [10]);
    assert_eq!(named("!", 9).await, [11]);
    assert_eq!(named("R3", 9).await, [3], "its invoice is called that");
    // No letters but those of ASCII are the same, wherever the database runs.
    assert_eq!(named("caf", 9).await, [13, 12, 11]);
    assert_eq!(named("CafÉ", 9).await, [11]);
    assert_eq!(named("café", 1).await, [13]);
    // One that the engine takes for the same is no end of the list.
    assert_eq!(named("fÉ", 1).await, [11]);
    let long = "1".repeat(60_000);
    for nothing in ["r", "", "x", "1001\0", "\0", "\n1001", "100!%", &long] {
        assert_eq!(named(nothing, 9).await, [0_i64; 0], "{nothing}");
    }
}
