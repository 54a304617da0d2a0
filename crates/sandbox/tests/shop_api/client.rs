//! A client of one shop, with a clock that the test moves.

use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use axum::body::Body;
use axum::http::{HeaderMap, Request};
use jiff::{SignedDuration, Timestamp};
use sandbox::generate::{Generated, Kinds, Plan};
use sandbox::shop::model::{Order, Row};
use sandbox::shop::{Credentials, Shop, ShopOptions, message, sign};
use serde_json::Value;
use tower::ServiceExt;

pub(crate) struct Client {
    pub(crate) shop: Shop,
    clock: Arc<AtomicI64>,
}

pub(crate) struct Reply {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) text: String,
}

impl Reply {
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.text).expect(&self.text)
    }

    pub(crate) fn code(&self) -> String {
        self.json()["code"].as_str().unwrap_or_default().to_owned()
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }
}

pub(crate) fn start() -> Timestamp {
    "2026-07-27T12:00:00Z".parse().unwrap()
}

pub(crate) fn generated(orders: usize) -> Generated {
    sandbox::generate::shop(&Plan { orders, seed: 1, now: start(), kinds: Kinds::all() })
}

/// An order of one row of 10.00 at 21 %.
pub(crate) fn simple() -> Order {
    Order::of(vec![Row::product("Mok", 1.into(), 10.into(), 21.into())], start())
}

impl Client {
    /// A shop with orders of every kind.
    pub(crate) fn lively() -> Self {
        Self::with(250, |_| {})
    }

    /// A shop without orders.
    pub(crate) fn empty() -> Self {
        Self::with(0, |_| {})
    }

    pub(crate) fn with(orders: usize, change: impl FnOnce(&mut ShopOptions)) -> Self {
        let clock = Arc::new(AtomicI64::new(start().as_second()));
        let seconds = Arc::clone(&clock);
        let now = move || Timestamp::from_second(seconds.load(Ordering::SeqCst)).unwrap();
        let mut options = ShopOptions::demo(Arc::new(now), "http://shop.example");
        change(&mut options);
        Self { shop: Shop::new(options, generated(orders)), clock }
    }

    pub(crate) fn now(&self) -> Timestamp {
        Timestamp::from_second(self.clock.load(Ordering::SeqCst)).unwrap()
    }

    pub(crate) fn advance(&self, by: SignedDuration) {
        self.clock.fetch_add(by.as_secs(), Ordering::SeqCst);
    }

    pub(crate) async fn get(&self, path: &str) -> Reply {
        self.send("GET", path, "").await
    }

    /// The items of a collection on one page.
    pub(crate) async fn items(&self, path: &str) -> Vec<Value> {
        let reply = self.get(path).await;
        assert_eq!(reply.status, 200, "{}", reply.text);
        reply.json()["items"].as_array().unwrap().clone()
    }

    pub(crate) async fn send(&self, method: &str, path: &str, body: &str) -> Reply {
        let demo = Credentials { public: "demo".to_owned(), secret: "demo".to_owned() };
        self.send_as(&demo, method, path, body).await
    }

    /// A page, or what a button on one does.
    pub(crate) async fn click(&self, path: &str, form: Option<&str>) -> Reply {
        let kind = [("content-type", "application/x-www-form-urlencoded")];
        match form {
            Some(form) => self.raw("POST", path, form, &kind).await,
            None => self.raw("GET", path, "", &[]).await,
        }
    }

    /// The same as `send`, with another key.
    pub(crate) async fn send_as(
        &self,
        key: &Credentials,
        method: &str,
        path: &str,
        body: &str,
    ) -> Reply {
        let date = self.now().to_string();
        let uri = format!("/api/rest/v1{path}");
        let signed = message(&key.public, method, &uri, body.as_bytes(), &date);
        let hash = sign(&key.secret, &signed);
        let headers = [("x-public", key.public.as_str()), ("x-date", &date), ("x-hash", &hash)];
        self.raw(method, &uri, body, &headers).await
    }

    pub(crate) async fn raw(
        &self,
        method: &str,
        uri: &str,
        body: &str,
        headers: &[(&str, &str)],
    ) -> Reply {
        let mut request = Request::builder().method(method).uri(uri);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        let response = self.shop.router().oneshot(request).await.unwrap();
        let (parts, body) = response.into_parts();
        let bytes = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(bytes.to_vec()).unwrap();
        Reply { status: parts.status.as_u16(), headers: parts.headers, text }
    }
}
