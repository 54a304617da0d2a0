//! Webhooks of the shop: each is a hint to look, answered at once, whatever it says.

use std::collections::BTreeSet;
use std::sync::Arc;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use store::{ConnectionId, HookSide};
use tower::ServiceExt;

use crate::browser::Bench;

const EVENT: &str = "orders.updated.status";

impl Bench {
    /// The path of a hook of a connection whose next round is far away.
    async fn hook(&self, connection: &ConnectionId) -> String {
        let now = self.now();
        let until = now + std::time::Duration::from_mins(1);
        let later = now + std::time::Duration::from_mins(30);
        let lease = self.store.claim(connection, "w", now, until).await.unwrap().unwrap();
        self.store.release(&lease, now, later).await.unwrap();
        let token = self.store.new_hook(connection, HookSide::Shop, EVENT, now).await.unwrap();
        format!("/hook/{}", token.expose())
    }

    async fn called(&self, path: &str, body: &str) -> StatusCode {
        self.browser().call(path, body, "").await.status
    }

    /// In how many seconds it is due.
    async fn due_in(&self, connection: &ConnectionId) -> i64 {
        let next = self.store.connection(connection).await.unwrap().next_sync_at;
        next.duration_since(self.now()).as_secs()
    }
}

#[tokio::test]
async fn a_call_lets_its_own_connection_be_looked_at() {
    let bench = Bench::local().await;
    let (own, other) = (bench.connection(1, "Fietsen").await, bench.connection(2, "Thee").await);
    let (path, _) = (bench.hook(&own).await, bench.hook(&other).await);
    let body = r#"{"triggered_at":"2026-11-28T13:30:00Z","id":5,"previous_status":4,"status":7}"#;
    assert_eq!(bench.called(&path, body).await, StatusCode::OK);
    assert_eq!(bench.due_in(&own).await, 3, "the order may not show it yet");
    assert_eq!(bench.due_in(&other).await, 1_800);
    let later = bench.now() + std::time::Duration::from_mins(30);
    let lease = bench.store.claim(&own, "w", bench.now(), later).await.unwrap().unwrap();
    assert!(lease.is_asked());
    bench.store.release(&lease, bench.now(), later).await.unwrap();
    // The same once more is nothing new, however it is written.
    let again = r#"{ "id": 5, "triggered_at": "2026-11-28T13:30:00Z" }"#;
    assert_eq!(bench.called(&path, again).await, StatusCode::OK);
    assert_eq!(bench.due_in(&own).await, 1_800);
    for new in [r#"{"id":6,"triggered_at":"2026-11-28T13:30:00Z"}"#, r#"{"id":6}"#, "{}"] {
        assert_eq!(bench.called(&path, new).await, StatusCode::OK, "{new}");
        let lease = bench.store.claim(&own, "w", bench.now(), later).await.unwrap().unwrap();
        assert!(lease.is_asked(), "{new}");
        bench.store.release(&lease, bench.now(), later).await.unwrap();
    }
}

#[tokio::test]
async fn what_is_no_call_moves_nothing() {
    let bench = Bench::local().await;
    let own = bench.connection(1, "Fietsen").await;
    let path = bench.hook(&own).await;
    let deep = format!("{}{}", r#"{"id":"#, "[".repeat(100_000));
    let long = format!(r#"{{"id":5,"more":"{}"}}"#, "x".repeat(1 << 20));
    for (path, body, expected) in [
        (path.as_str(), "", StatusCode::BAD_REQUEST),
        (&path, "[]", StatusCode::BAD_REQUEST),
        (&path, "id=5", StatusCode::BAD_REQUEST),
        (&path, &deep, StatusCode::BAD_REQUEST),
        (&path, &long, StatusCode::PAYLOAD_TOO_LARGE),
        ("/hook/guess", "{}", StatusCode::GONE),
        ("/hook/%00%ff", "{}", StatusCode::BAD_REQUEST),
        ("/hook/", "{}", StatusCode::NOT_FOUND),
    ] {
        assert_eq!(bench.called(path, body).await, expected, "{path} {body:.20}");
    }
    let asked = bench.browser().get(&path).await;
    assert_eq!(asked.status, StatusCode::METHOD_NOT_ALLOWED);
    assert_eq!(bench.due_in(&own).await, 1_800);
    bench.store.forget_hooks(&own).await.unwrap();
    assert_eq!(bench.called(&path, "{}").await, StatusCode::GONE);
}

/// One call of a burst.
async fn one_of_many(router: axum::Router, path: String, order: i64) -> StatusCode {
    let body = format!(r#"{{"id":{order},"triggered_at":"2026-11-28T13:30:00Z"}}"#);
    let request = Request::post(path).body(Body::from(body)).unwrap();
    router.oneshot(request).await.unwrap().status()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn none_of_two_thousand_calls_at_once_is_lost() {
    let bench = Arc::new(Bench::local().await);
    let mut connections = Vec::new();
    for shop in 0..100 {
        let connection = bench.connection(shop, &format!("Winkel {shop}")).await;
        connections.push((bench.hook(&connection).await, connection));
    }
    let mut calls = tokio::task::JoinSet::new();
    for order in 0..20 {
        for (path, _) in &connections {
            calls.spawn(one_of_many(bench.router(), path.clone(), order));
        }
    }
    let answers = calls.join_all().await;
    assert_eq!(answers.len(), 2_000);
    assert!(answers.iter().all(|status| *status == StatusCode::OK));
    let soon = bench.now() + std::time::Duration::from_secs(3);
    let far = soon + std::time::Duration::from_hours(9);
    let due: BTreeSet<_> = bench.store.due(soon, far).await.unwrap().into_iter().collect();
    assert_eq!(due.len(), 100);
    for (path, _) in &connections {
        let token = path.trim_start_matches("/hook/");
        for order in 0..20 {
            let delivery = format!(r#"{order} "2026-11-28T13:30:00Z""#);
            let is_new = bench.store.note_delivery(token, &delivery, bench.now()).await.unwrap();
            assert!(!is_new, "{path} {order}");
        }
    }
}

#[tokio::test]
async fn while_the_database_is_gone_the_other_side_is_to_call_again() {
    let bench = Bench::local().await;
    let own = bench.connection(1, "Fietsen").await;
    let path = bench.hook(&own).await;
    bench.store.close().await;
    assert_eq!(bench.called(&path, "{}").await, StatusCode::SERVICE_UNAVAILABLE);
}
