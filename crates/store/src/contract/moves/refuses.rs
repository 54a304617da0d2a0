//! What cannot be moved, or not there.

use std::sync::Arc;

use super::super::bench::{Bench, Counting, at, new};
use super::{Houses, PLACES, busy, leaving};
use crate::{Error, MoveError, SealingKey, Store};

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_database_in_use() {
    let houses = Houses::new();
    busy(houses.old.store().await).await;
    let there = Houses::open(&houses.new).await.unwrap();
    there.save_connection(&new(9), at(0)).await.unwrap();
    let error = houses.begin(&houses.leaving().await).await.unwrap_err();
    assert!(matches!(error, Error::Move(MoveError::Occupied)), "{error:?}");
    assert_eq!(error.code(), "usage");
    // Both are as they were.
    assert_eq!(Houses::open(&houses.new).await.unwrap().connections().await.unwrap().len(), 1);
    there.save_connection(&new(10), at(0)).await.unwrap();
    assert!(Houses::open(&houses.old).await.is_ok());
    // Another, empty one will do after that.
    let other = Bench::postgres();
    let again = Houses { old: houses.old, new: other };
    again.all().await;
    there.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn another_installation_on_its_way_or_arrived() {
    let houses = Houses::new();
    busy(houses.old.store().await).await;
    let other = Bench::sqlite();
    other.desk().await;
    let own = houses.begin(&houses.leaving().await).await.unwrap();
    let begin = async || {
        let store = leaving(&other, 7).await;
        store.begin_move(houses.new.url(), PLACES, at(100)).await.unwrap_err()
    };
    let error = begin().await;
    assert!(matches!(error, Error::Move(MoveError::Underway { .. })), "{error:?}");
    own.close().await;
    houses.all().await;
    let error = begin().await;
    assert!(matches!(error, Error::Move(MoveError::Occupied)), "{error:?}");
    assert!(Houses::open(&other).await.is_ok());
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn what_has_moved() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    houses.all().await;
    let store = Houses::open(&houses.new).await.unwrap();
    store.look_now(&desk.connection, at(6)).await.unwrap();
    let other = Bench::postgres();
    for bench in [&houses.new, &other] {
        let leaving = houses.leaving().await;
        let error = leaving.begin_move(bench.url(), PLACES, at(100)).await.unwrap_err();
        assert!(
            matches!(&error, Error::Move(MoveError::Away { to }) if to == "postgres://new"),
            "{error:?}"
        );
    }
    // Where it is now it cannot be moved from.
    let error = store.begin_move(other.url(), PLACES, at(100)).await.unwrap_err();
    assert!(matches!(error, Error::Move(MoveError::NotFromSqlite)), "{error:?}");
    store.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_key_that_does_not_open_it() {
    let houses = Houses::new();
    busy(houses.old.store().await).await;
    let error = houses.begin(&leaving(&houses.old, 8).await).await.unwrap_err();
    assert!(matches!(error, Error::WrongKey { .. }), "{error:?}");
    let key = SealingKey::from_bytes(&[7; 32]).unwrap();
    let there = Store::open(houses.new.url(), key, Arc::<Counting>::default()).await.unwrap();
    assert_eq!(there.connections().await.unwrap(), [], "nothing was begun");
    there.close().await;
}

#[tokio::test]
async fn another_engine() {
    let (old, other) = (Bench::sqlite(), Bench::sqlite());
    let store = leaving(&old, 7).await;
    for url in [other.url(), "sqlite::memory:"] {
        let error = store.begin_move(url, PLACES, at(100)).await.unwrap_err();
        assert!(matches!(error, Error::Move(MoveError::NotToPostgres)), "{error:?}");
        assert_eq!(error.code(), "usage");
    }
    let error = store.begin_move("mysql://x", PLACES, at(100)).await.unwrap_err();
    assert!(matches!(error, Error::Address), "{error:?}");
}
