//! A connection that another process works on, or that died with it in hand.

use jiff::ToSpan;
use sandbox::{Clock, SystemClock};

use crate::support::{Bench, Setup, block_on};

/// Takes the bench's connection, as a process does that is killed right after.
async fn die_with_it(bench: &Bench) {
    let store = bench.store().await;
    let own = store.connections().await.unwrap().remove(0);
    let now = SystemClock.now();
    let until = now.checked_add(3.seconds()).unwrap();
    assert!(store.claim(&own.id, "a dead process", now, until).await.unwrap().is_some());
    store.close().await;
}

#[test]
fn whoever_waits_for_another_process_says_so_once() {
    let bench = Bench::connected(Setup::of(20));
    block_on(die_with_it(&bench));
    let run = bench.sync().ended(0);
    assert_eq!(run.stderr.matches("or was killed; takes over by").count(), 1, "{run:?}");
    bench.books_hold_once(&bench.ready());
}
