//! Every table moves, with every column.

use sqlx::Row;

use super::super::bench::Bench;
use crate::sql::copies::TABLES;
use crate::sql::moves::MOVED;

/// What is about the database itself, and who is at work on it.
const STAYS: [&str; 3] = ["_sqlx_migrations", "moves", "workers"];

#[tokio::test]
async fn a_table_that_stays_is_named_here() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    let tables = "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name";
    let rows = sqlx::query(tables).fetch_all(&store.pool).await.unwrap();
    for name in rows.iter().map(|row| row.get::<String, _>("name")) {
        if STAYS.contains(&name.as_str()) {
            continue;
        }
        let moved = MOVED.iter().find(|moved| moved.table.name == name);
        let table = &moved.unwrap_or_else(|| panic!("{name} does not move")).table;
        let columns = "SELECT name, pk FROM pragma_table_info($1) ORDER BY name";
        let rows = sqlx::query(columns).bind(name.clone()).fetch_all(&store.pool).await.unwrap();
        let there: Vec<String> = rows.iter().map(|row| row.get("name")).collect();
        let mut moved: Vec<&str> = table.key.iter().chain(table.rest).map(|own| own.0).collect();
        moved.sort_unstable();
        assert_eq!(there, moved, "{name}");
        let key = rows.iter().filter(|row| row.get::<i64, _>("pk") > 0).count();
        assert_eq!(key, table.key.len(), "{name}");
    }
}

#[test]
fn what_is_copied_into_a_backup_moves_in_the_same_order() {
    let (copied, moved) = (TABLES.iter(), MOVED.iter().map(|moved| &moved.table));
    for (copied, moved) in copied.zip(moved) {
        assert_eq!((copied.name, copied.sealed), (moved.name, moved.sealed));
        assert_eq!((copied.key, copied.rest), (moved.key, moved.rest));
    }
}

#[tokio::test]
async fn stretches_are_read_along_their_keys() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    for statement in MOVED.iter().flat_map(|moved| [moved.table.page, moved.here, moved.body]) {
        let explain = format!("EXPLAIN QUERY PLAN {}", statement.text);
        let rows = sqlx::query(sqlx::AssertSqlSafe(explain)).fetch_all(&store.pool).await.unwrap();
        let plan: Vec<String> = rows.iter().map(|row| row.get("detail")).collect();
        let text = statement.text;
        // The rows of a subquery come as they are read.
        let along = |line: &str| line.starts_with("SEARCH") || line.starts_with("CO-ROUTINE");
        let mut reads = plan.iter().filter(|line| !line.starts_with("SCAN (subquery"));
        assert!(reads.all(|line| along(line)), "{text}: {plan:?}");
        assert!(!plan.concat().contains("TEMP B-TREE"), "{text}: {plan:?}");
    }
}
