//! What cannot be moved, or not there.

use std::sync::Arc;

use sqlx::{AnyConnection, Connection as _, Executor};

use super::super::bench::{Bench, Counting, at, new};
use super::super::schema::server;
use super::{Houses, PLACES, busy, leaving};
use crate::{Error, MoveError, SealingKey, Store, Trouble};

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

/// What stands in the schema of a bench.
async fn tables(connection: &mut AnyConnection) -> Vec<String> {
    let all = "SELECT CAST(relname AS TEXT) FROM pg_class \
               WHERE relnamespace = CAST(current_schema() AS regnamespace) AND relkind = 'r' ORDER BY 1";
    sqlx::query_scalar(all).fetch_all(connection).await.unwrap()
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_database_of_somebody_else() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    let mut theirs = AnyConnection::connect(houses.new.url()).await.unwrap();
    // One of theirs that has a name of ours is not ours either.
    for (make, table, drop) in [
        ("CREATE TABLE mine (id INTEGER)", "mine", "DROP TABLE mine"),
        ("CREATE TABLE orders (id INTEGER)", "orders", "DROP TABLE orders"),
        ("CREATE VIEW steps AS SELECT 1", "steps", "DROP VIEW steps"),
    ] {
        theirs.execute(make).await.unwrap();
        let before = tables(&mut theirs).await;
        let error = houses.begin(&houses.leaving().await).await.unwrap_err();
        assert!(
            matches!(&error, Error::Move(MoveError::Strange { table: own }) if own == table),
            "{error:?}"
        );
        assert_eq!(error.code(), "usage");
        assert_eq!(tables(&mut theirs).await, before, "nothing was made there");
        desk.store.still_here().await.unwrap();
        theirs.execute(drop).await.unwrap();
    }
    // What an earlier version left behind where it met such a table.
    theirs
        .execute(
            "CREATE TABLE _sqlx_migrations (version BIGINT PRIMARY KEY, description TEXT NOT NULL, \
             installed_on TIMESTAMPTZ NOT NULL DEFAULT now(), success BOOLEAN NOT NULL, \
             checksum BYTEA NOT NULL, execution_time BIGINT NOT NULL)",
        )
        .await
        .unwrap();
    theirs.execute("CREATE TABLE facts (id INTEGER)").await.unwrap();
    let error = houses.begin(&houses.leaving().await).await.unwrap_err();
    assert!(matches!(error, Error::Move(MoveError::Strange { .. })), "{error:?}");
    theirs.execute("DROP TABLE facts").await.unwrap();
    // A table that came while it was interrupted.
    houses.begin(&houses.leaving().await).await.unwrap().close().await;
    theirs.execute("CREATE TABLE mine (id INTEGER)").await.unwrap();
    let error = houses.begin(&houses.leaving().await).await.unwrap_err();
    assert!(matches!(error, Error::Move(MoveError::Strange { .. })), "{error:?}");
    theirs.execute("DROP TABLE mine").await.unwrap();
    houses.all().await;
    let error = desk.store.answers().await.unwrap_err();
    assert!(matches!(error, Error::Move(MoveError::Away { .. })), "{error:?}");
    theirs.close().await.unwrap();
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_database_in_another_encoding() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    let name = server::new_name();
    let make = format!("CREATE DATABASE {name} ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    server::administer(make).unwrap();
    let url = format!("{}&dbname={name}", server::address());
    let begun = houses.leaving().await.begin_move(&url, PLACES, at(100)).await;
    let opened = opened(&url).await;
    server::administer(format!("DROP DATABASE {name} WITH (FORCE)")).unwrap();
    for error in [begun.map(|_| ()).unwrap_err(), opened.map(|_| ()).unwrap_err()] {
        assert_eq!(error.trouble(), Some(Trouble::Encoding), "{error:?}");
    }
    desk.store.still_here().await.unwrap();
}

async fn opened(url: &str) -> Result<Store, Error> {
    let key = SealingKey::from_bytes(&[7; 32]).unwrap();
    Store::open(url, key, Arc::<Counting>::default()).await
}
