//! `/healthz`, and how the server stops.

#![cfg(test)]

use std::sync::Arc;

use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use serde_json::{Value, json};
use store::{OsEntropy, SealingKey, Store};
use tower::ServiceExt;

async fn store() -> Store {
    let key = SealingKey::random(&OsEntropy).unwrap();
    Store::in_memory(key, Arc::new(OsEntropy)).await.unwrap()
}

async fn ask(store: &Store, path: &str) -> (StatusCode, Value) {
    let request = Request::get(path).body(Body::empty()).unwrap();
    let answer = web::router(store.clone()).oneshot(request).await.unwrap();
    let status = answer.status();
    let body = to_bytes(answer.into_body(), 1_000).await.unwrap();
    (status, serde_json::from_slice(&body).unwrap_or(Value::Null))
}

#[tokio::test]
async fn it_is_well_as_long_as_the_database_can_be_read() {
    let store = store().await;
    let version = env!("CARGO_PKG_VERSION");
    let (status, body) = ask(&store, "/healthz").await;
    assert_eq!(status, StatusCode::OK);
    assert_eq!(body, json!({"status": "ok", "version": version, "connections": 0}));

    store.close().await;
    let (status, body) = ask(&store, "/healthz").await;
    assert_eq!(status, StatusCode::SERVICE_UNAVAILABLE);
    assert_eq!(body, json!({"status": "database", "version": version}));
}

#[tokio::test]
async fn there_is_nothing_else_yet() {
    let (status, _) = ask(&store().await, "/").await;
    assert_eq!(status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn it_serves_until_it_is_told_to_stop() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = web::router(store().await);
    web::serve(listener, router, async {}).await.unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "the port is free again");
}
