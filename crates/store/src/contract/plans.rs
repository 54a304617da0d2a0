//! No statement reads a whole table that grows.

use sqlx::{AssertSqlSafe, Row};

use super::bench::Bench;
use crate::{Store, sql};

/// Statements that are about everything there is.
const ABOUT_ALL: [&str; 13] = [
    "accounts::EVERY",
    "census::CONNECTIONS",
    "census::OPEN_ORDERS",
    "census::PLACED",
    "census::READY",
    "census::RESTING_ORDERS",
    "census::UNSETTLED",
    "connections::EVERY",
    "orders::EVERY",
    "orders::EVERY_IN_STATE",
    "seals::ONE_LIKE",
    "subscriptions::CLOSED_OF",
    "subscriptions::HISTORIES",
];

/// How SQLite goes about a statement, step by step.
async fn plan(store: &Store, text: &str) -> Vec<String> {
    let explain = format!("EXPLAIN QUERY PLAN {text}");
    let rows = sqlx::query(AssertSqlSafe(explain)).fetch_all(&store.pool).await.unwrap();
    rows.iter().map(|row| row.get("detail")).collect()
}

#[tokio::test]
async fn statements_use_their_indexes() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    for statement in sql::all() {
        let plan = plan(&store, statement.text).await;
        let scans = plan.iter().any(|line| line.starts_with("SCAN"));
        let about_all = ABOUT_ALL.iter().any(|name| statement.name.ends_with(name))
            || statement.name.contains("copies::COUNT_");
        assert_eq!(scans, about_all, "{}: {plan:?}", statement.name);
    }
}

#[tokio::test]
async fn a_census_looks_at_no_order_that_is_done_with() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    for (statement, how, by) in [
        (sql::census::OPEN_ORDERS, "SEARCH orders USING COVERING", "(connection_id=? AND state=?)"),
        (
            sql::census::RESTING_ORDERS,
            "SEARCH orders USING COVERING",
            "(connection_id=? AND state=?)",
        ),
        (sql::census::READY, "SEARCH orders USING COVERING", "state=? AND backfill=?)"),
        (sql::census::PLACED, "SEARCH orders USING COVERING", "(connection_id=? AND placed_on>?)"),
        (sql::census::UNSETTLED, "SCAN orders USING COVERING", "INDEX orders_unsettled"),
    ] {
        let plan = plan(&store, statement.text).await;
        let orders: Vec<&String> = plan.iter().filter(|own| own.contains(" orders ")).collect();
        let is_so = |own: &str| own.starts_with(how) && own.ends_with(by);
        assert!(matches!(orders[..], [only] if is_so(only)), "{plan:?}");
    }
}

#[tokio::test]
async fn what_is_next_needs_no_sorting() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    for statement in [
        sql::orders::NEXT_READY,
        sql::orders::WITH_STAGE,
        sql::orders::OF_CONNECTION,
        sql::allowances::OLDEST_IN_THE_WAY,
        sql::audit::OF_SHOP,
        sql::audit::NEWEST,
        sql::orders::PAGE,
        sql::orders::PAGE_OF_STATE,
    ]
    .into_iter()
    .chain(sql::copies::TABLES.iter().map(|table| table.page))
    {
        let plan = plan(&store, statement.text).await;
        assert!(!plan.concat().contains("TEMP B-TREE"), "{}: {plan:?}", statement.name);
    }
}

#[tokio::test]
async fn a_number_is_searched_for_without_reading_the_orders() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    let plan = plan(&store, sql::orders::NAMED.text).await;
    let searches: Vec<&String> = plan.iter().filter(|own| own.starts_with("SEARCH")).collect();
    let [orders, names] = searches[..] else { panic!("{plan:?}") };
    assert!(orders.ends_with("(connection_id=? AND order_id=?)"), "{plan:?}");
    assert!(names.contains("USING COVERING INDEX orders_numbers (connection_id=?"), "{plan:?}");
}

#[tokio::test]
async fn who_waits_elsewhere_is_found_without_reading_the_connections() {
    let bench = Bench::sqlite();
    let store = bench.store().await;
    for statement in [sql::connections::WAITING_ELSEWHERE, sql::connections::ASKED_TO_LOOK] {
        let plan = plan(&store, statement.text).await;
        assert!(plan.concat().contains("INDEX connections_waiting"), "{plan:?}");
    }
}
