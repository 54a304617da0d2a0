//! Trouble with the database becomes a sentence that helps, on SQLite.

use std::sync::Arc;
use std::time::Duration;

use sqlx::Executor;

use super::bench::{Bench, Counting, Desk, at, new, seen};
use crate::{Error, SealingKey, Store, Trouble, engine};

async fn open(url: &str) -> Result<Store, Error> {
    let key = SealingKey::from_bytes(&[7; 32]).unwrap();
    Store::open(url, key, Arc::<Counting>::default()).await
}

async fn memory() -> Desk {
    Desk::open(open("sqlite::memory:").await.unwrap(), 1).await
}

/// Runs a PRAGMA on every connection of a store.
async fn everywhere(store: &Store, pragma: &'static str) {
    let mut held = Vec::new();
    for _ in 0..store.pool.options().get_max_connections() {
        let mut connection = store.pool.acquire().await.unwrap();
        connection.execute(pragma).await.unwrap();
        held.push(connection);
    }
}

#[tokio::test]
async fn a_full_disk_keeps_nothing_half_done() {
    let bench = Bench::sqlite();
    let desk = bench.desk().await;
    everywhere(&desk.store, "PRAGMA max_page_count = 1").await;
    let mut large = seen(2);
    large.snapshot = "x".repeat(1_000_000);
    let mut write = desk.write(1).await;
    write.see_order(&seen(1)).await.unwrap();
    let error = write.see_order(&large).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Full), "{error:?}");
    assert_eq!(error.code(), "database");
    // SQLite has left the transaction; what follows must not be kept by itself.
    let error = write.see_order(&seen(3)).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Abandoned), "{error:?}");
    let error = write.commit().await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Abandoned), "{error:?}");
    assert_eq!(desk.store.order_ids(&desk.connection).await.unwrap(), [0_i64; 0]);

    // Room again: every connection goes on.
    everywhere(&desk.store, "PRAGMA max_page_count = 100000").await;
    for order in 1..20 {
        desk.ready(order).await;
    }
}

#[tokio::test]
async fn a_database_that_cannot_be_written_is_said() {
    let desk = memory().await;
    desk.store.pool.execute("PRAGMA query_only = ON").await.unwrap();
    let error = desk.store.mark_active(&desk.connection).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::ReadOnly), "{error:?}");
}

#[tokio::test]
async fn a_locked_database_is_said() {
    let bench = Bench::sqlite();
    let (desk, other) = (bench.desk().await, bench.store().await);
    everywhere(&other, "PRAGMA busy_timeout = 0").await;
    let write = desk.write(1).await;
    let error = other.mark_active(&desk.connection).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Locked), "{error:?}");
    other.connections().await.expect("reading goes on");
    write.commit().await.unwrap();
    other.mark_active(&desk.connection).await.unwrap();
}

#[tokio::test]
async fn a_newer_database_is_said() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    let newer = "INSERT INTO _sqlx_migrations (version, description, success, checksum, \
                 execution_time) VALUES (9999, 'later', TRUE, x'00', 0)";
    store.pool.execute(newer).await.unwrap();
    let error = open(bench.url()).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Newer), "{error:?}");
}

#[tokio::test]
async fn somebody_elses_database_is_said() {
    let bench = Bench::sqlite();
    let path = bench.folder().join("store.db");
    std::fs::write(
        &path,
        "not a database, but longer than a header of one hundred bytes".repeat(9),
    )
    .unwrap();
    let error = open(bench.url()).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Damaged), "{error:?}");

    std::fs::write(&path, "").unwrap();
    let url = format!("{}?mode=rw", bench.url().replace("sqlite:", "sqlite://"));
    sqlx::any::install_default_drivers();
    let pool = sqlx::AnyPool::connect(&url).await.unwrap();
    pool.execute("CREATE TABLE orders (id TEXT)").await.unwrap();
    pool.close().await;
    let error = open(bench.url()).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Foreign), "{error:?}");
}

#[tokio::test]
async fn an_address_that_leads_nowhere_is_said() {
    let bench = Bench::sqlite();
    let missing = bench.folder().join("missing").join("store.db");
    let error = open(&format!("sqlite:{}", missing.display())).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Closed), "{error:?}");
    let error = open("mysql://localhost/x").await.unwrap_err();
    assert!(matches!(error, Error::Address), "{error:?}");
    let nobody = format!("postgres://me:hunter2@localhost/x?host={}", bench.folder().display());
    let error = open(&nobody).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Unreachable), "{error:?}");
    assert!(!format!("{error:?} {error}").contains("hunter2"));
}

#[tokio::test]
async fn a_value_that_we_never_write_is_said() {
    let desk = memory().await;
    desk.ready(1).await;
    desk.store.pool.execute("UPDATE orders SET total = 'much'").await.unwrap();
    let error = desk.store.order(&desk.connection, 1).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Damaged), "{error:?}");
}

#[tokio::test]
async fn impossible_rows_are_refused_by_the_database() {
    let desk = memory().await;
    desk.planned(1).await;
    for nonsense in [
        "UPDATE orders SET state = 'done'",
        "UPDATE orders SET stage = 'sent'",
        "UPDATE orders SET stage = NULL",
        "UPDATE orders SET plan = NULL",
        "UPDATE orders SET state = 'ready'",
        "UPDATE orders SET state = 'booked', stage = 'verified'",
        "UPDATE orders SET state = 'refused'",
        "UPDATE orders SET state = 'ignored'",
        "UPDATE orders SET paid = 2",
        "UPDATE orders SET connection_id = 'nobody'",
        "DELETE FROM orders",
        "UPDATE connections SET lease_owner = NULL",
        "UPDATE connections SET state = 'broken'",
    ] {
        assert!(desk.store.pool.execute(nonsense).await.is_err(), "{nonsense}");
    }
    desk.store.save_connection(&new(1), at(9)).await.unwrap();
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn who_sleeps_in_a_transaction_of_postgresql_is_not_waited_for() {
    let bench = Bench::postgres();
    let store = bench.store().await;
    let show = "SELECT current_setting('idle_in_transaction_session_timeout') AS setting";
    let row = sqlx::query(show).fetch_one(&store.pool).await.unwrap();
    let setting: String = sqlx::Row::get(&row, "setting");
    assert_eq!(setting, "30s");
    store.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_server_that_takes_no_changes_is_away_for_a_while() {
    let bench = Bench::postgres();
    let desk = bench.desk().await;
    desk.store.answers().await.unwrap();
    // So a standby answers, too.
    everywhere(&desk.store, "SET default_transaction_read_only = on").await;
    for answer in [desk.store.answers().await, desk.store.mark_active(&desk.connection).await] {
        let error = answer.unwrap_err();
        assert_eq!(error.trouble(), Some(Trouble::Standby), "{error:?}");
        assert!(error.is_interruption(), "{error:?}");
    }
    desk.store.connections().await.expect("reading goes on");
    everywhere(&desk.store, "SET default_transaction_read_only = off").await;
    desk.store.mark_active(&desk.connection).await.unwrap();
    desk.store.close().await;

    let standby = format!("{}&options[default_transaction_read_only]=on", bench.url());
    let error = open(&standby).await.unwrap_err();
    assert_eq!(error.trouble(), Some(Trouble::Standby), "{error:?}");
    // Nor is it worked with where it is found later: its connections would outlast the change.
    for (url, expected) in [(standby.as_str(), false), (bench.url(), true)] {
        let pool = engine::postgres().acquire_timeout(Duration::from_secs(1));
        let pool = pool.connect_lazy(url).unwrap();
        assert_eq!(pool.acquire().await.is_ok(), expected, "{url}");
        pool.close().await;
    }
}
