use std::collections::BTreeSet;

use super::bench::{Bench, Desk, at};
use crate::Fact;

pub(crate) async fn listings(bench: &Bench) {
    let desk = bench.desk().await;
    let other = Desk::open(bench.store().await, 2).await;
    let change = async |desk: &Desk, listing: &str, add: &[i64], remove: &[i64]| {
        let mut write = desk.write(1).await;
        write.change_listing(listing, add, remove).await.unwrap();
        write.commit().await.unwrap();
    };
    change(&desk, "open", &[3, 1, 2], &[]).await;
    change(&desk, "open", &[2, 4], &[1, 99]).await;
    change(&desk, "paid", &[7], &[]).await;
    change(&other, "open", &[8], &[]).await;

    let store = &desk.store;
    let read = async |name| store.listing(&desk.connection, name).await.unwrap();
    assert_eq!(read("open").await, BTreeSet::from([2, 3, 4]));
    assert_eq!(read("paid").await, BTreeSet::from([7]));
    assert_eq!(read("none").await, BTreeSet::new());
}

pub(crate) async fn facts(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, id) = (&desk.store, &desk.connection);
    assert_eq!(store.fact(id, "sweep").await.unwrap(), None);
    let mut write = desk.write(5).await;
    write.put_fact("sweep", "one").await.unwrap();
    write.commit().await.unwrap();
    let fact = |body: &str, seconds| Some(Fact { body: body.to_owned(), at: at(seconds) });
    assert_eq!(store.fact(id, "sweep").await.unwrap(), fact("one", 5));
    store.put_fact(id, "sweep", "two", at(6)).await.unwrap();
    assert_eq!(store.fact(id, "sweep").await.unwrap(), fact("two", 6));
    assert_eq!(store.fact(id, "rates").await.unwrap(), None);
    assert_eq!(store.newest_fact("rates").await.unwrap(), None);
    let other = Desk::open(bench.store().await, 2).await;
    store.put_fact(&other.connection, "sweep", "older", at(4)).await.unwrap();
    assert_eq!(store.newest_fact("sweep").await.unwrap(), fact("two", 6));
    store.put_fact(&other.connection, "sweep", "newer", at(7)).await.unwrap();
    assert_eq!(store.newest_fact("sweep").await.unwrap(), fact("newer", 7));
    store.put_fact(&other.connection, "rates", "two and newer", at(8)).await.unwrap();
    let saying = async |name, words| store.facts_saying(name, words).await.unwrap();
    assert_eq!(saying("sweep", "two").await, ["two"]);
    assert_eq!(saying("sweep", "e").await, ["newer"]);
    assert_eq!(saying("rates", "\"two\"").await, [""; 0]);
}
