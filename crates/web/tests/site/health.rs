//! `/healthz`, and how the server stops.

use axum::http::StatusCode;
use serde_json::{Value, json};

use crate::browser::Bench;

#[tokio::test]
async fn it_is_well_as_long_as_the_database_can_be_read() {
    let bench = Bench::local().await;
    let version = env!("CARGO_PKG_VERSION");
    let mut browser = bench.browser();
    let answer = browser.get("/healthz").await;
    assert_eq!(answer.status, StatusCode::OK);
    let body: Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(body, json!({"status": "ok", "version": version, "connections": 0}));

    bench.store.close().await;
    let answer = browser.get("/healthz").await;
    assert_eq!(answer.status, StatusCode::SERVICE_UNAVAILABLE);
    let body: Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!(body, json!({"status": "database", "version": version}));
}

#[tokio::test]
async fn it_serves_until_it_is_told_to_stop() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let router = Bench::local().await.router();
    web::serve(listener, router, async {}).await.unwrap();
    assert!(tokio::net::TcpStream::connect(address).await.is_err(), "the port is free again");
}
