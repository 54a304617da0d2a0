//! The PostgreSQL server that `SLUITEND_TEST_POSTGRES` names (`scripts/postgres-for-tests` starts one). Each test has
//! a schema of its own there.

use std::hash::{BuildHasher, RandomState};

use sqlx::postgres::PgRow;
use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// The address of the server.
pub(crate) fn address() -> String {
    std::env::var("SLUITEND_TEST_POSTGRES").expect("scripts/postgres-for-tests sets it")
}

/// The address of the schema of that name, as `database_url` takes it.
pub(crate) fn address_of(schema: &str) -> String {
    let server = address();
    let separator = if server.contains('?') { '&' } else { '?' };
    format!("{server}{separator}options[search_path]={schema}&application_name={schema}")
}

/// A name that no schema has: other processes make some at the same time, of other tests.
pub(crate) fn new_name() -> String {
    format!("test_{:016x}", RandomState::new().hash_one(std::process::id()))
}

/// Hangs up on everybody in a schema. Does not wait until they are gone: the server looks for that ten times a
/// second, so that each connection of a pool would take a tenth of one. Who wants the tables for himself next waits
/// for them anyway, and no longer than somebody has them.
pub(crate) fn hang_up(schema: &str) -> String {
    format!(
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = '{schema}'"
    )
}

/// What the server answers to these statements, of which all are done or none. In a thread of its own, since whoever
/// asks may be within a runtime.
pub(crate) fn administer(text: String) -> Result<Vec<PgRow>, sqlx::Error> {
    let administering = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&address()).await?;
            let rows = connection.fetch_all(AssertSqlSafe(text)).await?;
            connection.close().await?;
            Ok(rows)
        })
    };
    std::thread::scope(|scope| scope.spawn(administering).join().unwrap())
}
