//! Requests per minute.

use std::time::Duration;

use jiff::SignedDuration;

use crate::client::Client;

#[tokio::test]
async fn reads_are_limited_per_resource() {
    let client = Client::with(3, |_| {});
    for _ in 0..150 {
        assert_eq!(client.get("/orders/?size=1").await.status, 200);
    }
    let reply = client.get("/orders/?size=1").await;
    assert_eq!((reply.status, reply.code().as_str()), (429, "429.10"));
    let id = client.shop.orders()[0].id;
    assert_eq!(client.get(&format!("/orders/{id}/")).await.status, 429, "the same resource");
    assert_eq!(client.get(&format!("/orders/{id}/orderrows/")).await.status, 200, "another");
    client.advance(SignedDuration::from_secs(60));
    assert_eq!(client.get("/orders/").await.status, 200);
    assert_eq!(client.shop.requests_of("GET", "orders"), 153);
    assert_eq!(client.shop.requests_of("GET", "orderrows"), 1);
}

#[tokio::test]
async fn writes_are_limited_per_method() {
    let client = Client::empty();
    for _ in 0..100 {
        assert_eq!(
            client.send("PATCH", "/apps/123/", r#"{"is_installed":true}"#).await.status,
            204
        );
    }
    let reply = client.send("PATCH", "/apps/123/", r#"{"is_installed":true}"#).await;
    assert_eq!((reply.status, reply.code().as_str()), (429, "429.10"));
    assert_eq!(client.get("/apps/123/").await.status, 200);
}

#[tokio::test]
async fn the_window_can_shrink_and_the_whole_api_can_be_limited() {
    let client = Client::with(0, |options| {
        options.limits.window = Duration::from_secs(5);
        options.limits.total = Some(2);
    });
    assert_eq!(client.get("/apps/").await.status, 200);
    assert_eq!(client.get("/orders/").await.status, 200);
    assert_eq!(client.get("/paymethods/").await.code(), "429.11");
    client.advance(SignedDuration::from_secs(5));
    assert_eq!(client.get("/paymethods/").await.status, 200);
}
