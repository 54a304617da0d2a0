//! Signatures of requests and replies.

use jiff::SignedDuration;
use sandbox::shop::{message, sign};

use crate::client::{Client, start};

/// Method, path and query, body, date and hash, all with key and secret `demo`.
const REQUESTS: [[&str; 5]; 6] = [
    [
        "GET",
        "/api/rest/v1/orders/?start=0&size=150&is_completed=true",
        "",
        "2022-11-26T00:45:54Z",
        "09a011795bcb01fe24a3b72796059885e0ecb2e87c6efbed36262da19bfbe94cbe5d9b3149130ffa7cb47b2b135cbfe1064690630b60045808f936c0a7d4f424",
    ],
    [
        "GET",
        "/api/rest/v1/orders?status=7&is_paid=true&min_create_date=2026-01-01T00%3A00%3A00Z",
        "",
        "2022-11-26T00:45:54+00:00",
        "bfc9f08d2040f4ebb034817feaaa4dbeb7ed6db9e2ed1d1f9f256565cee5a720c1b4b84e8218ec280e660fd565d042aa7e5e08a1f9cac1e0a1a81e9f3a526914",
    ],
    [
        "GET",
        "/api/rest/v1/orders/339323562/",
        "",
        "2022-11-26T00:45:54+0000",
        "2f7fbe266417967cd35b495779bdd5c484e7ca9dbff513cfed2743d4744bdb034003074c2e9891fc1a52e21c93804c0d0815882eea0dad817e33ec63f84c10be",
    ],
    [
        "PATCH",
        "/api/rest/v1/apps/123/",
        r#"{"is_installed":true}"#,
        "2022-11-26T00:45:54Z",
        "6c5a64e686d661823abcf12a92ac519dc91e854a440c6777a7fb38ac1db52ee40fe9510e998f8e035d81df5543ef9323f04a1eda5aaec2b9e871161106ddda2d",
    ],
    [
        "POST",
        "/api/rest/v1/webhooks/",
        r#"{"event":"orders.created","address":"https:\/\/example.test\/hook","is_active":true}"#,
        "2022-11-26T00:45:54Z",
        "d0ce8a63c4e499fd8a67e11990d2792ea7a956614ba28ebae42880e19e969d0016bbff4dbf54b26bb9a75ea54a2ab149739311a14657f44664c6344e76adeb97",
    ],
    [
        "DELETE",
        "/api/rest/v1/webhooks/5/",
        "",
        "2022-11-26T00:45:54Z",
        "a9bfb54cac60028f2fb48b826f6e68668bb5eb8b3907096ce6fb5e43e553c0972476a6fe411339f8faa97bc311fd84c0509612884119ab03f9e55a11d9a02c6b",
    ],
];

/// The same for replies, with the reply's body and date.
const REPLIES: [[&str; 5]; 2] = [
    [
        "GET",
        "/api/rest/v1/apps/",
        r#"{"href":"https:\/\/demo.ccvshop.nl\/api\/rest\/v1\/apps\/","items":[]}"#,
        "2022-11-26T00:45:55Z",
        "a9f6464e685bc6e08010852fbbf9e5358a8f5bef90f2b463caf67605ba6d8a0471e13a7df5c43ee853fc45a4f4e96e190e39b91f7f4fdfec73010337b968e829",
    ],
    [
        "PATCH",
        "/api/rest/v1/apps/123/",
        "",
        "2022-11-26T00:45:55Z",
        "c6a8dd2b40c5aebda3ab2c05e2eac6eaaf1fda3e9ceb50ab1e47ae26ac4e25ad19a27246521c18059bd23b23c0ff9213b5be63b2f5f48aacbdf9c290c617b775",
    ],
];

#[test]
fn the_vectors_hold() {
    for [method, uri, body, date, hash] in REQUESTS.into_iter().chain(REPLIES) {
        let message = message("demo", method, uri, body.as_bytes(), date);
        assert_eq!(sign("demo", &message), hash, "{method} {uri}");
    }
}

#[tokio::test]
async fn the_shop_lets_the_vectors_in() {
    let client = Client::empty();
    let then: jiff::Timestamp = "2022-11-26T00:45:54Z".parse().unwrap();
    client.advance(then.duration_since(start()));
    let mut statuses = Vec::new();
    for [method, uri, body, date, hash] in REQUESTS {
        let headers = [("x-public", "demo"), ("x-date", date), ("x-hash", hash)];
        statuses.push(client.raw(method, uri, body, &headers).await.status);
    }
    assert_eq!(statuses, [200, 200, 404, 204, 201, 404]);
}

#[tokio::test]
async fn a_wrong_key_clock_or_hash_is_refused() {
    let client = Client::empty();
    let uri = "/api/rest/v1/apps/";
    let date = client.now().to_string();
    let hash = |date: &str| sign("demo", &message("demo", "GET", uri, b"", date));
    let late = (client.now() - SignedDuration::from_secs(301)).to_string();
    let other = sign("demo", &message("demo", "GET", "/api/rest/v1/apps", b"", &date));
    for (public, date, hash, code) in [
        ("other", &date, hash(&date), "401.10"),
        ("demo", &late, hash(&late), "401.20"),
        ("demo", &date, other, "401.30"),
        ("demo", &date, hash(&date).to_uppercase(), "401.30"),
        ("demo", &date, String::new(), "401.30"),
    ] {
        let headers = [("x-public", public), ("x-date", date), ("x-hash", &hash)];
        let reply = client.raw("GET", uri, "", &headers).await;
        assert_eq!((reply.status, reply.code().as_str()), (401, code));
        assert_eq!(reply.header("x-hash"), None, "errors are not signed by default");
    }
    assert_eq!(client.raw("GET", uri, "", &[]).await.status, 401);
    assert_eq!(client.shop.requests(), 6, "refused requests count too");
}

#[tokio::test]
async fn a_changed_body_is_refused() {
    let client = Client::empty();
    let uri = "/api/rest/v1/apps/123/";
    let date = client.now().to_string();
    let body = r#"{"is_installed":true}"#;
    let hash = sign("demo", &message("demo", "PATCH", uri, body.as_bytes(), &date));
    let headers = [("x-public", "demo"), ("x-date", &*date), ("x-hash", &*hash)];
    let changed = r#"{"is_installed": true}"#;
    assert_eq!(client.raw("PATCH", uri, changed, &headers).await.status, 401);
    assert!(!client.shop.is_installed());
    assert_eq!(client.raw("PATCH", uri, body, &headers).await.status, 204);
    assert!(client.shop.is_installed());
}

#[tokio::test]
async fn every_good_reply_is_signed() {
    let client = Client::lively();
    let subscription = r#"{"event":"orders.created","address":"https://a.example"}"#;
    for (method, path, body, status) in [
        ("GET", "/orders/?size=3&is_paid=true", "", 200),
        ("PATCH", "/apps/123/", r#"{"is_installed":true}"#, 204),
        ("POST", "/webhooks", subscription, 201),
    ] {
        let reply = client.send(method, path, body).await;
        assert_eq!(reply.status, status);
        assert_eq!(status == 204, reply.text.is_empty());
        let uri = format!("/api/rest/v1{path}");
        let date = reply.header("x-date").unwrap();
        let signed = message("demo", method, &uri, reply.text.as_bytes(), date);
        assert_eq!(reply.header("x-hash"), Some(&*sign("demo", &signed)), "{method} {path}");
    }
}
