//! What goes wrong, on demand.

use sandbox::shop::{Fault, Misfortune};

use crate::client::{Client, Reply};

const INSTALL: &str = r#"{"is_installed":true}"#;
const SUBSCRIBE: &str = r#"{"event":"orders.created","address":"https://a.example"}"#;

async fn struck(client: &Client, kind: Misfortune, method: &str, path: &str, body: &str) -> Reply {
    let fault = Fault { method: method.into(), path: path.into(), after: 0, times: 1, kind };
    client.shop.faults().push(fault);
    client.send(method, path, body).await
}

#[tokio::test]
async fn faults_that_come_before_the_work() {
    let client = Client::empty();
    let code = |code: &str| Misfortune::Status500 { code: code.into() };
    for (kind, status, code) in [
        (Misfortune::Html502, 502, ""),
        (Misfortune::HtmlOk, 200, ""),
        (code("500.20"), 500, "500.20"),
        (Misfortune::Throttle, 429, "429.10"),
        (Misfortune::Unauthorized, 401, "401.10"),
    ] {
        let reply = struck(&client, kind, "PATCH", "/apps/123/", INSTALL).await;
        assert_eq!(reply.status, status);
        if code.is_empty() {
            assert!(reply.text.starts_with("<!DOCTYPE html>"));
            assert_eq!(reply.header("content-type"), Some("text/html; charset=utf-8"));
        } else {
            assert_eq!(reply.code(), code);
        }
        assert!(!client.shop.is_installed());
    }
    assert_eq!(client.send("PATCH", "/apps/123/", INSTALL).await.status, 204, "all used up");
    assert_eq!(client.shop.faults().pending(), 0);
}

#[tokio::test]
async fn faults_that_come_after_the_work() {
    let client = Client::empty();
    let reply = struck(&client, Misfortune::Post204, "POST", "/webhooks/", SUBSCRIBE).await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    assert_eq!(client.shop.webhooks().len(), 1);
    let reply = struck(&client, Misfortune::LostReply, "POST", "/webhooks/", SUBSCRIBE).await;
    assert_eq!(reply.status, 502);
    assert_eq!(client.shop.webhooks().len(), 2);
    let reply = struck(&client, Misfortune::BrokenJson, "POST", "/webhooks/", SUBSCRIBE).await;
    assert_eq!(reply.status, 201);
    assert!(serde_json::from_str::<serde_json::Value>(&reply.text).is_err());
    let good = client.get("/apps/").await;
    let bad = struck(&client, Misfortune::WrongSignature, "GET", "/apps/", "").await;
    assert_eq!((bad.status, &bad.text), (200, &good.text));
    assert_ne!(bad.header("x-hash"), good.header("x-hash"));
    let bare = struck(&client, Misfortune::NoSignature, "GET", "/apps/", "").await;
    assert_eq!((bare.status, bare.header("x-hash"), bare.header("x-date")), (200, None, None));
}
