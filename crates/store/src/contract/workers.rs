use super::bench::{Bench, at, seconds};

pub(crate) async fn they_say_that_they_are_there(bench: &Bench) {
    let store = bench.store().await;
    let begin = async |address: &str, second| {
        store.worker_begins(address, (150, seconds(300)), at(second)).await.unwrap()
    };
    let (one, two) = (begin("10.0.0.1", 1).await, begin("10.0.0.2", 2).await);
    assert!(store.worker_seen(&one, (40, 19), at(60)).await.unwrap());
    let all = store.workers(at(2)).await.unwrap();
    let brief: Vec<_> = all.iter().map(|own| (&own.id, own.calls, own.booked)).collect();
    assert_eq!(brief, [(&one, 40, 19), (&two, 0, 0)]);
    let own = &all[0];
    assert_eq!((own.address.as_str(), own.per_window, own.window), ("10.0.0.1", 150, seconds(300)));
    assert_eq!((own.began_at, own.seen_at, own.ended_at), (at(1), at(60), None));
    store.worker_ends(&one, at(61)).await.unwrap();
    let all = store.workers(at(2)).await.unwrap();
    let brief: Vec<_> = all.iter().map(|own| (own.seen_at, own.ended_at, own.booked)).collect();
    assert_eq!(brief, [(at(60), Some(at(61)), 19), (at(2), None, 0)], "what it did is known still");
    assert_eq!(store.workers(at(3)).await.unwrap().len(), 1);
    assert_eq!(store.forget_workers(at(60)).await.unwrap(), 1);
    assert!(!store.worker_seen(&two, (1, 1), at(61)).await.unwrap());
    assert_eq!(store.workers(at(0)).await.unwrap().len(), 1);
}
