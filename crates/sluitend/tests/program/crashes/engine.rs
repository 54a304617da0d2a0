//! Which database the program works on.

use std::collections::BTreeSet;
use std::net::SocketAddr;
use std::path::PathBuf;

use sqlx::postgres::PgConnectOptions;
use sqlx::{AnyConnection, Connection, Executor, PgConnection};

use crate::schema::{Schema, server};
use crate::support::{Bench, block_on};

/// A file in the data folder, or a schema of its own on the server.
pub(super) struct Engine {
    schema: Option<Schema>,
}

impl Engine {
    pub(super) fn sqlite() -> Self {
        Self { schema: None }
    }

    pub(super) fn postgres() -> Self {
        Self { schema: Some(Schema::new()) }
    }

    /// The address, if it is not the usual file.
    pub(super) fn url(&self) -> Option<&str> {
        self.schema.as_ref().map(Schema::url)
    }

    /// The socket of the server.
    pub(super) fn socket() -> PathBuf {
        let options: PgConnectOptions = server::address().parse().unwrap();
        let folder = options.get_socket().expect("it is reached by a socket");
        folder.join(format!(".s.PGSQL.{}", options.get_port()))
    }

    /// The address where somebody stands before that socket.
    pub(super) fn url_at(&self, at: SocketAddr) -> String {
        let (_, options) = self.url().unwrap().split_once("&options").unwrap();
        format!("postgres://postgres@{at}/postgres?options{options}")
    }

    fn address(&self, bench: &Bench) -> String {
        sqlx::any::install_default_drivers();
        let file = bench.folder.path().join("data").join("sluitend.db");
        self.url().map_or_else(|| format!("sqlite:{}", file.display()), str::to_owned)
    }

    /// The ids that a question to the database finds; none while somebody keeps all others out of it.
    pub(super) fn ids(&self, bench: &Bench, text: &'static str) -> Option<BTreeSet<i64>> {
        let url = self.address(bench);
        let ids: Result<Vec<i64>, sqlx::Error> = block_on(async {
            let mut connection = AnyConnection::connect(&url).await?;
            let ids = sqlx::query_scalar(text).fetch_all(&mut connection).await;
            connection.close().await?;
            ids
        });
        match ids {
            Ok(ids) => Some(ids.into_iter().collect()),
            // "database is locked", "locking protocol"
            Err(error) if error.to_string().contains("lock") => None,
            Err(error) => panic!("{error}"),
        }
    }

    /// Whether nobody is in the middle of a transaction that would keep others waiting.
    pub(super) fn is_free(&self, bench: &Bench) -> bool {
        if self.schema.is_some() {
            let in_the_middle = "SELECT CAST(pid AS BIGINT) FROM pg_stat_activity \
                                 WHERE application_name = current_setting('application_name') \
                                 AND pid <> pg_backend_pid() AND xact_start IS NOT NULL";
            return self.ids(bench, in_the_middle).is_some_and(|pids| pids.is_empty());
        }
        let url = self.address(bench);
        let begun: Result<(), sqlx::Error> = block_on(async {
            let mut connection = AnyConnection::connect(&url).await?;
            for question in ["PRAGMA busy_timeout = 50", "BEGIN IMMEDIATE", "ROLLBACK"] {
                connection.execute(question).await?;
            }
            connection.close().await
        });
        begun.is_ok()
    }

    /// The server ends all connections of this database's users.
    pub(super) fn hang_up(&self) {
        let all_others = "SELECT pg_terminate_backend(pid) FROM pg_stat_activity \
                          WHERE application_name = current_setting('application_name') \
                          AND pid <> pg_backend_pid()";
        block_on(async {
            let mut connection = PgConnection::connect(self.url().unwrap()).await.unwrap();
            connection.execute(all_others).await.unwrap();
            connection.close().await.unwrap();
        });
    }
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_schema_is_gone_whatever_is_under_way_in_it() {
    let engine = Engine::postgres();
    let url = engine.url().unwrap().to_owned();
    block_on(async {
        let mut one = PgConnection::connect(&url).await.unwrap();
        one.execute("CREATE TABLE kept (id BIGINT)").await.unwrap();
        let mut other = PgConnection::connect(&url).await.unwrap();
        other.execute("BEGIN; INSERT INTO kept (id) VALUES (1)").await.unwrap();
        drop(engine);
        assert!(one.ping().await.is_err() && other.ping().await.is_err(), "they were hung up on");
        let mut third = PgConnection::connect(&url).await.unwrap();
        let gone = "SELECT CAST(current_schema() IS NULL AS TEXT)";
        let gone: String = sqlx::query_scalar(gone).fetch_one(&mut third).await.unwrap();
        assert_eq!(gone, "true");
    });
}
