//! What holds while a move goes on, and after it.

use sqlx::Executor;

use super::super::bench::{Bench, at, new, seconds};
use super::{Houses, busy};
use crate::{Error, MoveError, Trouble};

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn nobody_writes_where_it_has_moved_away() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    let store = &desk.store;
    let account = store.accounts().await.unwrap().remove(0).id;
    // A statement that this connection has prepared already.
    store.look_now(&desk.connection, at(6)).await.unwrap();
    let mut held = store.pool.acquire().await.unwrap();
    held.execute("SELECT id FROM connections").await.unwrap();
    houses.all().await;

    let errors = [
        store.claim(&desk.connection, "w", at(7), at(8)).await.map(|_| ()),
        store.look_now(&desk.connection, at(7)).await,
        store.save_settings(&desk.connection, "").await,
        store.save_connection(&new(8), at(7)).await.map(|_| ()),
        store.open_session(&account, at(7), seconds(9)).await.map(|_| ()),
        store.allowance_take("here", 5, seconds(9), at(7), at(8)).await.map(|_| ()),
        store.allowance_take("fresh", 5, seconds(9), at(7), at(8)).await.map(|_| ()),
        store.sweep_links(at(9_999)).await.map(|_| ()),
    ];
    for (at, result) in errors.into_iter().enumerate() {
        let error = result.unwrap_err();
        assert_eq!(error.trouble(), Some(Trouble::Moved), "{at}: {error:?}");
    }
    for statement in [
        "UPDATE connections SET lease_owner = 'me', lease_until = 1",
        "DELETE FROM orders",
        "INSERT OR REPLACE INTO facts (connection_id, name, body, noted_at) \
         SELECT id, 'x', 'y', 1 FROM connections",
    ] {
        let error = held.execute(statement).await.unwrap_err();
        assert!(error.to_string().contains("has moved to PostgreSQL"), "{error}");
    }
    // It can be looked at, and whoever opens it anew is told where it went.
    assert_eq!(store.connections().await.unwrap().len(), 1);
    let error = Houses::open(&houses.old).await.unwrap_err();
    assert!(matches!(&error, Error::Move(MoveError::Away { to }) if to == "postgres://new"));
    assert!(error.to_string().contains("postgres://new; set database_url"), "{error}");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn nobody_works_where_it_has_not_arrived() {
    let houses = Houses::new();
    let early = Houses::open(&houses.new).await.unwrap();
    let desk = busy(houses.old.store().await).await;
    let mut own = houses.begin(&houses.leaving().await).await.unwrap();
    own.pass(&|_| ()).await.unwrap();
    // It sees what is due, and can take none of it.
    assert_eq!(early.due(at(9), at(9_000_000)).await.unwrap().len(), 1);
    for error in [
        early.claim(&desk.connection, "w", at(9), at(99)).await.map(|_| ()).unwrap_err(),
        early.save_connection(&new(8), at(7)).await.map(|_| ()).unwrap_err(),
        early.sweep_sessions(at(9_999)).await.map(|_| ()).unwrap_err(),
    ] {
        assert_eq!(error.trouble(), Some(Trouble::Moving), "{error:?}");
    }
    let error = Houses::open(&houses.new).await.unwrap_err();
    assert!(matches!(&error, Error::Move(MoveError::Underway { from }) if from == "sqlite:old"));
    own.end(at(5_000), &|_| ()).await.unwrap().unwrap();
    assert!(early.claim(&desk.connection, "w", at(9), at(99)).await.unwrap().is_some());
    early.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn who_gets_new_tokens_is_waited_for() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    let mut own = houses.begin(&houses.leaving().await).await.unwrap();
    // Taken until 60 seconds after.
    assert_eq!(own.end(at(59), &|_| ()).await.unwrap(), None);
    desk.store.save_settings(&desk.connection, "[orders]").await.unwrap();
    assert!(own.end(at(60), &|_| ()).await.unwrap().is_some(), "it has run out");
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn who_is_overtaken_writes_nothing() {
    let houses = Houses::new();
    busy(houses.old.store().await).await;
    let mut first = houses.begin(&houses.leaving().await).await.unwrap();
    first.pass(&|_| ()).await.unwrap();
    let mut second = houses.begin(&houses.leaving().await).await.unwrap();
    let is_taken = |error: Error| matches!(error, Error::Move(MoveError::TakenUp));
    assert!(is_taken(first.end(at(5_000), &|_| ()).await.unwrap_err()));
    second.end(at(5_000), &|_| ()).await.unwrap().unwrap();
    assert!(is_taken(first.end(at(5_000), &|_| ()).await.unwrap_err()));
    assert!(is_taken(second.end(at(5_000), &|_| ()).await.unwrap_err()), "it has ended");
    let store = Houses::open(&houses.new).await.unwrap();
    store.close().await;
}

#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn what_arrives_otherwise_is_noticed() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    let early = Houses::open(&houses.new).await.unwrap();
    for text in [
        "CREATE FUNCTION garble() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN \
         NEW.detail := NEW.detail || '!'; RETURN NEW; END $$",
        "CREATE TRIGGER garble BEFORE INSERT ON steps FOR EACH ROW EXECUTE FUNCTION garble()",
    ] {
        early.pool.execute(text).await.unwrap();
    }
    let mut own = houses.begin(&houses.leaving().await).await.unwrap();
    for _ in 0..2 {
        let error = own.end(at(5_000), &|_| ()).await.unwrap_err();
        assert!(matches!(error, Error::Move(MoveError::Differs { table: "steps" })), "{error:?}");
        assert_eq!(error.code(), "database");
        let error = own.pass(&|_| ()).await.unwrap_err();
        assert!(matches!(error, Error::Move(MoveError::Differs { .. })), "{error:?}");
    }
    // Nothing was lost: the work goes on where it was.
    desk.store.look_now(&desk.connection, at(6)).await.unwrap();
    assert!(Houses::open(&houses.old).await.is_ok());
    early.close().await;
}

/// The same file, as somebody else opens it.
#[tokio::test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
async fn a_backup_from_before_it_and_one_from_after_it_can_be_put_back() {
    let houses = Houses::new();
    let desk = busy(houses.old.store().await).await;
    let shelf = super::super::backups::Shelf::new();
    let mut own = houses.begin(&houses.leaving().await).await.unwrap();
    own.pass(&|_| ()).await.unwrap();
    shelf.backup(&desk.store, "during").await;
    own.end(at(5_000), &|_| ()).await.unwrap().unwrap();
    let store = Houses::open(&houses.new).await.unwrap();
    shelf.backup(&store, "after").await;
    for name in ["during", "after"] {
        let bench = Bench::sqlite();
        let other = bench.store().await;
        let backup = shelf.open(name).await.unwrap();
        let restored = other.restore(backup, super::super::backups::resumption()).await.unwrap();
        restored.commit().await.unwrap();
        drop(other);
        assert!(Houses::open(&bench).await.is_ok(), "{name}");
    }
    store.close().await;
}
