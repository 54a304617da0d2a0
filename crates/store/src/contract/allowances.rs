use std::time::Duration;

use super::bench::{Bench, at, seconds};
use crate::Store;

/// Takes a place under `name`, three in ten seconds, given up after two.
async fn take(store: &Store, name: &str, now: i64) -> Result<u64, jiff::Timestamp> {
    store.allowance_take(name, 3, seconds(10), at(now), at(now + 2)).await.unwrap()
}

pub(crate) async fn never_more_than_the_limit(bench: &Bench) {
    let (one, two) = (bench.store().await, bench.store().await);
    assert_eq!(take(&one, "a", 0).await, Ok(0));
    assert_eq!(take(&two, "a", 1).await, Ok(1));
    assert_eq!(take(&one, "a", 1).await, Ok(2));
    assert_eq!(take(&two, "a", 1).await, Err(at(12)), "the first counts until 2, for 10 seconds");
    assert_eq!(take(&two, "b", 1).await, Ok(0), "another address");
    for (now, used) in [(1, 3), (11, 3), (12, 2), (13, 0)] {
        let counted = two.allowance_used("a", seconds(10), at(now)).await.unwrap();
        assert_eq!(counted, used, "{now}");
    }
    assert_eq!(two.allowance_used("none", seconds(10), at(1)).await.unwrap(), 0);
    assert_eq!(take(&two, "a", 11).await, Err(at(12)));
    assert_eq!(take(&two, "a", 12).await, Ok(3));
    assert_eq!(take(&two, "a", 12).await, Err(at(13)));

    let none = one.allowance_take("a", 0, seconds(10), at(50), at(52)).await.unwrap();
    assert_eq!(none, Err(at(60)));
    // A lower limit than before: both of the last two must leave the window.
    assert_eq!(take(&two, "a", 13).await, Ok(4));
    let one_at_a_time = one.allowance_take("a", 1, seconds(10), at(14), at(16)).await.unwrap();
    assert_eq!(one_at_a_time, Err(at(25)));
}

pub(crate) async fn an_answer_frees_its_place_earlier(bench: &Bench) {
    let store = bench.store().await;
    for number in 0..3 {
        assert_eq!(take(&store, "a", 0).await, Ok(number));
    }
    assert_eq!(take(&store, "a", 1).await, Err(at(12)));
    store.allowance_landed("a", 1, at(1)).await.unwrap();
    assert_eq!(take(&store, "a", 1).await, Err(at(11)));
    store.allowance_landed("a", 1, at(2)).await.unwrap();
    assert_eq!(take(&store, "a", 2).await, Err(at(12)), "it came later than was thought");
    assert_eq!(take(&store, "a", 12).await, Ok(3));
    store.allowance_landed("a", 1, at(3)).await.unwrap();
    store.allowance_landed("b", 0, at(3)).await.unwrap();
}

pub(crate) async fn a_pause_is_kept(bench: &Bench) {
    let store = bench.store().await;
    store.allowance_block("a", at(9)).await.unwrap();
    store.allowance_block("a", at(5)).await.unwrap();
    assert_eq!(take(&store, "a", 0).await, Err(at(9)));
    assert_eq!(take(&store, "a", 8).await, Err(at(9)));
    assert_eq!(take(&store, "b", 0).await, Ok(0));
    assert_eq!(take(&store, "a", 9).await, Ok(0));
    store.allowance_block("a", at(18)).await.unwrap();
    assert_eq!(take(&store, "a", 10).await, Err(at(18)));
}

pub(crate) async fn a_clock_that_is_set_back_stalls_for_a_window_at_most(bench: &Bench) {
    let store = bench.store().await;
    for number in 0..3 {
        assert_eq!(take(&store, "a", 1_000).await, Ok(number));
    }
    assert_eq!(take(&store, "a", 0).await, Err(at(12)), "as if all had just been sent");
    assert_eq!(take(&store, "a", 12).await, Ok(3));
    store.allowance_block("b", at(1_000)).await.unwrap();
    assert_eq!(take(&store, "b", 0).await, Err(at(10)));
    assert_eq!(take(&store, "b", 10).await, Ok(0));
}

pub(crate) async fn no_place_is_given_twice(bench: &Bench) {
    let (one, two) = (bench.store().await, bench.store().await);
    let mut tasks = tokio::task::JoinSet::new();
    for number in 0..24 {
        let store = if number % 2 == 0 { one.clone() } else { two.clone() };
        tasks.spawn(async move {
            store.allowance_take("a", 5, seconds(10), at(0), at(2)).await.unwrap()
        });
    }
    let mut taken: Vec<u64> = tasks.join_all().await.into_iter().flatten().collect();
    taken.sort_unstable();
    assert_eq!(taken, [0, 1, 2, 3, 4]);
}

pub(crate) async fn careful_to_the_millisecond(bench: &Bench) {
    let store = bench.store().await;
    let tiny = Duration::from_nanos(1);
    let window = Duration::from_secs(10) + tiny;
    let take = async |now| store.allowance_take("a", 1, window, now, now + tiny).await.unwrap();
    assert_eq!(take(at(0)).await, Ok(0));
    let free = at(10) + Duration::from_millis(2);
    assert_eq!(take(at(10) + tiny + tiny).await, Err(free), "both ends rounded up");
    assert_eq!(take(free - tiny).await, Err(free));
    assert_eq!(take(free).await, Ok(1), "asking again at that instant helps");
}
