use super::bench::{Bench, at, intent, seen};
use crate::{Error, State};

pub(crate) async fn sight_moves_only_what_waits(bench: &Bench) {
    use State::{Booked, Booking, Changed, Ignored, Ready, Refused, Waiting};
    let desk = bench.desk().await;
    let see = async |ready: bool, now: i64| {
        let mut seen = seen(1);
        (seen.ready, seen.seen_at) = (ready, at(now));
        let mut write = desk.write(now).await;
        let before = write.see_order(&seen).await.unwrap();
        write.commit().await.unwrap();
        let read = desk.order(1).await;
        (before, read.state, read.ready_at)
    };
    assert_eq!(see(false, 1).await, (None, Waiting, None));
    assert_eq!(see(true, 2).await, (Some(Waiting), Ready, Some(at(2))));
    assert_eq!(see(false, 3).await, (Some(Ready), Waiting, Some(at(2))));
    assert_eq!(see(true, 4).await, (Some(Waiting), Ready, Some(at(2))));
    assert_eq!(see(true, 5).await, (Some(Ready), Ready, Some(at(2))));

    let mut write = desk.write(6).await;
    write.refuse(1, Ready, "currency", "{}").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(see(false, 7).await, (Some(Refused), Refused, Some(at(2))));
    let mut write = desk.write(8).await;
    write.release_refused(1).await.unwrap();
    write.plan(1, "{}", "R1", "2026-11-23".parse().unwrap()).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(see(false, 9).await, (Some(Booking), Booking, Some(at(2))));
    let mut write = desk.write(10).await;
    write.invoice_made(1, "900", true).await.unwrap();
    write.booked(1, "{}").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(see(false, 11).await, (Some(Booked), Booked, Some(at(2))));
    let mut write = desk.write(12).await;
    write.change(1, "contradiction", "{}").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(see(true, 13).await, (Some(Changed), Changed, Some(at(2))));
    let mut write = desk.write(14).await;
    write.ignore(1, Changed, "credited by hand").await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(see(true, 15).await, (Some(Ignored), Ignored, Some(at(2))));

    let steps = desk.store.steps(&desk.connection, 1).await.unwrap();
    let words: Vec<&str> = steps.iter().map(|step| step.what.as_str()).collect();
    assert_eq!(
        words,
        [
            "seen",
            "ready",
            "waiting",
            "ready",
            "refused",
            "retried",
            "planned",
            "invoice_made",
            "booked",
            "changed",
            "ignored",
        ]
    );
}

pub(crate) async fn sight_replaces_what_the_shop_says(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(1).await;
    let mut later = seen(1);
    later.number = "W1-b".to_owned();
    later.ready = false;
    later.snapshot = "{\"id\":2}".to_owned();
    later.seen_at = at(9);
    later.placed_on = "2026-11-21".parse().unwrap();
    later.total = "13.00".parse().unwrap();
    later.currency = "USD".to_owned();
    later.shop_status = Some(3);
    later.paid = false;
    later.backfill = true;
    let before = desk.order(1).await;
    let mut write = desk.write(10).await;
    write.see_order(&later).await.unwrap();
    write.commit().await.unwrap();

    let read = desk.order(1).await;
    assert_eq!((&read.number, &read.snapshot), (&later.number, &later.snapshot));
    assert_eq!((read.seen_at, read.updated_at), (at(9), at(10)));
    assert_eq!((read.placed_on, read.total), (later.placed_on, later.total));
    assert_eq!((&read.currency, read.shop_status), (&later.currency, Some(3)));
    assert_eq!((read.paid, read.backfill), (false, false), "backfill is for new orders");
    assert_eq!((read.state, &read.booking), (State::Booking, &before.booking));
    assert_eq!(read.ready_at, before.ready_at);
}

pub(crate) async fn ready_and_waiting(bench: &Bench) {
    let desk = bench.desk().await;
    let mut unpaid = seen(1);
    unpaid.ready = false;
    let mut write = desk.write(1).await;
    write.see_order(&unpaid).await.unwrap();
    write.set_ready(1).await.unwrap();
    write.commit().await.unwrap();
    let read = desk.order(1).await;
    assert_eq!((read.state, read.ready_at), (State::Ready, Some(at(1))));
    let mut write = desk.write(2).await;
    write.set_waiting(1).await.unwrap();
    write.set_ready(1).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(desk.order(1).await.ready_at, Some(at(1)), "the first time counts");
}

pub(crate) async fn steps_tell_what_happened(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(1).await;
    let mut write = desk.write(3).await;
    write.note(1, "looked up", "nothing there").await.unwrap();
    write.intend_invoice(1, intent(1, 3, 900)).await.unwrap();
    write.commit().await.unwrap();
    let steps = desk.store.steps(&desk.connection, 1).await.unwrap();
    let steps: Vec<_> =
        steps.iter().map(|step| (step.at, step.what.as_str(), step.detail.as_str())).collect();
    assert_eq!(
        steps,
        [
            (at(1), "seen", "ready"),
            (at(2), "planned", "R1"),
            (at(3), "looked up", "nothing there"),
            (at(3), "invoice_sending", "attempt 1"),
        ]
    );
    assert_eq!(desk.store.steps(&desk.connection, 2).await.unwrap(), []);

    let mut write = desk.write(4).await;
    let error = write.note(2, "looked up", "").await.unwrap_err();
    assert!(matches!(error, Error::NoOrder { order: 2, .. }), "{error}");
}

pub(crate) async fn people_and_workers_number_their_steps_apart(bench: &Bench) {
    let desk = bench.desk().await;
    let other = bench.store().await;
    for order in 0..10 {
        desk.ready(order).await;
        let mut write = desk.write(2).await;
        write.refuse(order, State::Ready, "currency", "{}").await.unwrap();
        write.commit().await.unwrap();
    }
    let mut tasks = tokio::task::JoinSet::new();
    for order in 0..10 {
        let (store, id) = (other.clone(), desk.connection.clone());
        tasks.spawn(async move { store.retry(&id, order, at(3)).await.map(|_| ()) });
        let (store, lease) = (desk.store.clone(), desk.lease.clone());
        tasks.spawn(async move {
            let mut write = store.write(&lease, at(3)).await?;
            write.note(order, "looked up", "").await?;
            write.commit().await
        });
        let (store, id) = (other.clone(), desk.connection.clone());
        tasks.spawn(async move {
            match store.ignore(&id, order, State::Refused, "test", at(3)).await {
                Ok(()) | Err(Error::Conflict { .. }) => Ok(()),
                Err(error) => Err(error),
            }
        });
    }
    for result in tasks.join_all().await {
        // The retry may find the order ignored: one of the two came first.
        if let Err(error) = result {
            assert!(matches!(error, Error::Conflict { .. }), "{error}");
        }
    }
    for order in 0..10 {
        let steps = desk.store.steps(&desk.connection, order).await.unwrap();
        let decided = steps.iter().filter(|step| ["retried", "ignored"].contains(&&*step.what));
        assert_eq!((steps.len(), decided.count()), (4, 1), "order {order}");
    }
}
