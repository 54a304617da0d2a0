//! A server that does not answer is given up, on PostgreSQL.

use std::num::NonZeroU32;
use std::sync::Arc;
use std::time::Duration;

use super::bench::{Bench, Counting, at, new};
use crate::statement::Statement;
use crate::{Bounds, Error, SealingKey, Store, Trouble};

/// What takes the server longer than anybody waits for it here.
const LONG: Statement =
    Statement::of_one_engine("SELECT CAST(1 AS BIGINT) AS number FROM pg_sleep(20)");

/// A store of one connection.
async fn narrow(bench: &Bench) -> Store {
    let key = SealingKey::from_bytes(&[7; 32]).unwrap();
    let bounds = Bounds { connections: NonZeroU32::MIN, answer: Duration::from_millis(300) };
    Store::open_bounded(bench.url(), key, Arc::<Counting>::default(), bounds).await.unwrap()
}

fn assert_away<T>(result: Result<T, Error>) {
    let error = result.err().unwrap();
    assert_eq!(error.trouble(), Some(Trouble::Unreachable), "{error:?}");
    assert!(error.is_interruption());
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn what_is_not_answered_in_time_ends_and_leaves_its_place() {
    let bench = Bench::postgres();
    let store = narrow(&bench).await;
    assert_away(store.find(LONG.query()).await);
    assert_away(store.all(LONG.query()).await);
    assert_away(store.run(LONG.query()).await);
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    let mut write = store.write_unfenced(&id, at(0)).await.unwrap();
    assert_away(write.find(LONG.query()).await);
    let error = write.commit().await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Abandoned), "{error:?}");
    // Whoever does not wait for the end leaves nothing behind either.
    let given_up = tokio::time::timeout(Duration::from_millis(50), store.run(LONG.query())).await;
    assert!(given_up.is_err());
    assert_eq!(store.connections().await.unwrap().len(), 1);
    store.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn what_is_answered_keeps_its_connection() {
    let bench = Bench::postgres();
    let store = narrow(&bench).await;
    let which = Statement::of_one_engine("SELECT CAST(pg_backend_pid() AS BIGINT) AS number");
    let mut seen = std::collections::BTreeSet::new();
    for shop in 1..4 {
        let id = store.save_connection(&new(shop), at(0)).await.unwrap();
        // Nothing of this is kept, and nothing of it is left on the connection.
        drop(store.write_unfenced(&id, at(0)).await.unwrap());
        let row = store.find(which.query()).await.unwrap().unwrap();
        seen.insert(sqlx::Row::get::<i64, _>(&row, "number"));
    }
    assert_eq!(seen.len(), 1, "{seen:?}");
    store.close().await;
}
