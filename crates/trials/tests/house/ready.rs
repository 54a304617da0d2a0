//! Schemas in which all migrations have run and nothing is, for one test after another.
//!
//! Some tests have a hundred pretend worlds, each with a database. As measured with PostgreSQL 15 on two cores, all
//! migrations take 120 ms, in one transaction or not; a copy of a database in which they have run takes 60 to 100, by
//! either strategy, and 15 when it is dropped; `TRUNCATE` of every table takes 130, since each gets new files. To
//! delete what a test leaves, a few hundred rows, takes 5 to 20.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::Arc;

use sqlx::{Connection, Executor, PgConnection, Row};

use super::server::{address_of, administer, hang_up, new_name};

/// One that nobody else has. When this is dropped it is emptied, also when a test fails, and then there for the next;
/// that of a test which is killed nobody gets again.
pub(crate) struct Ready {
    name: String,
    url: String,
}

impl Ready {
    /// One that is there, or a new one: then the migrations run when a store is opened in it.
    pub(crate) fn take() -> Self {
        let list = list();
        // Whoever makes the list at the same moment is waited for.
        let taken = administer(format!(
            "SELECT pg_advisory_xact_lock(7); \
             CREATE TABLE IF NOT EXISTS {list} (name TEXT NOT NULL PRIMARY KEY); \
             DELETE FROM {list} WHERE name = (SELECT MIN(name) FROM {list}) RETURNING name AS taken"
        ));
        let taken = taken.unwrap().last().and_then(|row| row.try_get("taken").ok());
        let name = taken.unwrap_or_else(|| {
            let name = new_name();
            administer(format!("CREATE SCHEMA {name}")).unwrap();
            name
        });
        let url = address_of(&name);
        Self { name, url }
    }

    /// Its address, as `database_url` takes it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }

    /// What empties it. The order of the tables does not matter, since no reference is looked after meanwhile.
    fn emptying(&self) -> String {
        let (name, hang_up) = (&self.name, hang_up(&self.name));
        format!(
            "{hang_up}; SET session_replication_role = replica; \
             DO $$ DECLARE one regclass; BEGIN \
                 FOR one IN SELECT oid FROM pg_class WHERE relkind = 'r' \
                     AND relnamespace = '{name}'::regnamespace AND relname <> '_sqlx_migrations' \
                 LOOP EXECUTE format('LOCK TABLE %1$s; DELETE FROM %1$s', one); END LOOP; \
             END $$"
        )
    }
}

impl Drop for Ready {
    fn drop(&mut self) {
        let (name, emptying, list) = (&self.name, self.emptying(), list());
        let emptied =
            administer(format!("{emptying}; INSERT INTO {list} (name) VALUES ('{name}')"));
        assert!(std::thread::panicking() || emptied.is_ok(), "{emptied:?}");
    }
}

/// The table of those that are ready. It has the migrations in its name: on a server that stays, those of another
/// version are not to be had.
fn list() -> String {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../store/migrations");
    let files = std::fs::read_dir(folder).unwrap();
    let mut files: Vec<_> = files.map(|file| file.unwrap().path()).collect();
    files.sort();
    let mut hasher = DefaultHasher::new();
    for file in files {
        std::fs::read(file).unwrap().hash(&mut hasher);
    }
    format!("public.ready_{:016x}", hasher.finish())
}

#[tokio::test]
async fn nothing_of_one_test_is_there_for_the_next_whatever_is_under_way() {
    if !super::engine::is_postgres() {
        return;
    }
    let ready = Ready::take();
    let key = store::SealingKey::random(&store::OsEntropy).unwrap();
    let store = store::Store::open(ready.url(), key, Arc::new(store::OsEntropy)).await.unwrap();
    store.allowance_block("here", "2026-11-29T15:00:00Z".parse().unwrap()).await.unwrap();
    let mut busy = PgConnection::connect(ready.url()).await.unwrap();
    busy.execute("BEGIN; UPDATE allowances SET blocked_until = 0").await.unwrap();
    administer(ready.emptying()).unwrap();
    assert!(busy.execute("COMMIT").await.is_err(), "it was hung up on");
    let mut next = PgConnection::connect(ready.url()).await.unwrap();
    let count = "SELECT (SELECT COUNT(*) FROM allowances), (SELECT COUNT(*) FROM _sqlx_migrations)";
    let (rows, migrations): (i64, i64) = sqlx::query_as(count).fetch_one(&mut next).await.unwrap();
    assert!(rows == 0 && migrations > 0, "{rows} rows, {migrations} migrations");
}
