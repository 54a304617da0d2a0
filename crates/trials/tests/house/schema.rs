//! A schema of its own on the PostgreSQL server that `SLUITEND_TEST_POSTGRES` names (`scripts/postgres-for-tests`
//! starts one).

use std::hash::{BuildHasher, RandomState};

use sqlx::{AssertSqlSafe, Connection, Executor, PgConnection};

/// Gone, with all that is in it, when this is dropped; so also when a test fails.
pub(crate) struct Schema {
    name: String,
    url: String,
}

impl Schema {
    /// One, if the suite runs on PostgreSQL: `SLUITEND_TEST_ENGINE` says so. Otherwise it runs on SQLite.
    pub(crate) fn asked_for() -> Option<Self> {
        match std::env::var("SLUITEND_TEST_ENGINE").as_deref() {
            Err(std::env::VarError::NotPresent) | Ok("sqlite") => None,
            Ok("postgres") => Some(Self::new()),
            other => panic!("SLUITEND_TEST_ENGINE is postgres or sqlite, not {other:?}"),
        }
    }

    pub(crate) fn new() -> Self {
        // Other processes make some at the same time, of other tests.
        let random = RandomState::new().hash_one(std::process::id());
        let name = format!("test_{random:016x}");
        administer(format!("CREATE SCHEMA {name}")).unwrap();
        let server = server();
        let separator = if server.contains('?') { '&' } else { '?' };
        let url = format!("{server}{separator}options[search_path]={name}&application_name={name}");
        Self { name, url }
    }

    /// Its address, as `database_url` takes it.
    pub(crate) fn url(&self) -> &str {
        &self.url
    }
}

impl Drop for Schema {
    fn drop(&mut self) {
        let name = &self.name;
        // Whoever is in the middle of a transaction still would be waited for.
        let dropped = administer(format!(
            "SELECT pg_terminate_backend(pid, 10000) FROM pg_stat_activity \
             WHERE application_name = '{name}'; DROP SCHEMA {name} CASCADE"
        ));
        assert!(std::thread::panicking() || dropped.is_ok(), "{dropped:?}");
    }
}

/// The address of the server.
pub(crate) fn server() -> String {
    std::env::var("SLUITEND_TEST_POSTGRES").expect("scripts/postgres-for-tests sets it")
}

/// In a thread of its own, since whoever asks may be within a runtime.
fn administer(text: String) -> Result<(), sqlx::Error> {
    let administering = || {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        runtime.block_on(async {
            let mut connection = PgConnection::connect(&server()).await?;
            connection.execute(AssertSqlSafe(text)).await?;
            connection.close().await
        })
    };
    std::thread::scope(|scope| scope.spawn(administering).join().unwrap())
}
