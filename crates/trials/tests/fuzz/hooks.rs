//! Calls of webhooks, as they come in at our own door: of the shop, of Moneybird, and of anybody else.

use std::sync::Arc;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use hmac::{Hmac, KeyInit, Mac};
use jiff::Timestamp;
use remote::ManualClock;
use secrecy::SecretString;
use sha2::Sha256;
use store::{HookSide, NewConnection, OsEntropy, SealingKey, Secrets, Store};
use sync::{Options, Service};
use tokio::runtime::Runtime;
use tower::ServiceExt;

use crate::hunt::{Case, hunt};
use crate::scripted::{Always, NOW};
use crate::values::{KEY, SECRET, TOKEN, odd};

/// What Moneybird signs with.
const WORD: &str = "hush-webhook";

const EVENT: &str = "orders.updated.status";

/// A site with one address for calls of each side.
struct Site {
    runtime: Runtime,
    router: Router,
    shop: String,
    books: String,
}

impl Site {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let (router, shop, books) = runtime.block_on(opened());
        Self { runtime, router, shop, books }
    }

    fn called(&self, path: &str, headers: &[(&str, String)], body: &[u8]) -> Option<StatusCode> {
        let mut request = Request::post(path).header("content-type", "application/json");
        for (name, value) in headers {
            request = request.header(*name, value);
        }
        // What no client could send never comes in.
        let request = request.body(Body::from(body.to_vec())).ok()?;
        let answer = self.runtime.block_on(self.router.clone().oneshot(request)).unwrap();
        Some(answer.status())
    }
}

async fn opened() -> (Router, String, String) {
    let now: Timestamp = NOW.parse().unwrap();
    let key = SealingKey::random(&OsEntropy).unwrap();
    let store = Store::in_memory(key, Arc::new(OsEntropy)).await.unwrap();
    let nothing = remote::Reply { status: 500, headers: Vec::new(), body: Vec::new() };
    let clock = Arc::new(ManualClock::at(now));
    let options = Options::of_address("here");
    let service = Service::new(store.clone(), Arc::new(Always(nothing)), clock, options);
    let public = "http://localhost:8080".parse().unwrap();
    let site = web::Site { public, app_secret: None, proxy: None };
    let new = NewConnection {
        shop_id: 1,
        shop_name: "Fietsen".to_owned(),
        shop_url: "https://winkel.example".to_owned(),
        administration_id: "701".to_owned(),
        administration_name: "Boeken".to_owned(),
        settings: None,
        secrets: Secrets {
            shop_key: KEY.into(),
            shop_secret: SECRET.into(),
            moneybird_token: TOKEN.into(),
        },
    };
    let id = store.save_connection(&new, now).await.unwrap();
    let mut paths = Vec::new();
    for side in [HookSide::Shop, HookSide::Books] {
        let token = store.new_hook(&id, side, EVENT, now).await.unwrap();
        let key = SecretString::from(WORD);
        store.set_hook_remote(&id, side, EVENT, (token.expose(), "1"), Some(&key)).await.unwrap();
        paths.push(format!("/hook/{}", token.expose()));
    }
    let router = web::router(web::App::new(service, site));
    let [shop, books] = paths.try_into().unwrap();
    (router, shop, books)
}

thread_local! {
    static SITE: Site = Site::new();
}

/// The header with which Moneybird signs a body now.
fn signature(body: &[u8]) -> String {
    let second = NOW.parse::<Timestamp>().unwrap().as_second();
    let mut mac = Hmac::<Sha256>::new_from_slice(WORD.as_bytes()).unwrap();
    mac.update(format!("{second}.").as_bytes());
    mac.update(body);
    format!("t={second},v1={}", hex::encode(mac.finalize().into_bytes()))
}

fn call(case: &mut Case<'_>) {
    let (body, other) = (case.input(), case.input());
    let looks_like_json =
        body.trim_ascii_start().starts_with(b"{") || body.trim_ascii_start().starts_with(b"[");
    let called = |path: fn(&Site) -> &str, headers: &[(&str, String)]| {
        SITE.with(|site| site.called(path(site), headers, &body))
    };
    // A hint is taken whoever signed it, or nobody: what it says is not believed.
    let hash = ("x-hash", odd(&mut case.dice));
    let headers = if case.dice.permille(300) { vec![hash] } else { Vec::new() };
    let of_shop = called(|site| &site.shop, &headers);
    let is_taken = of_shop == Some(StatusCode::OK);
    assert!(
        matches!(of_shop, None | Some(StatusCode::OK | StatusCode::BAD_REQUEST)),
        "{of_shop:?}"
    );
    assert!(looks_like_json || !is_taken, "{of_shop:?}");
    // In Moneybird's name, signed as it should be, nothing else is refused than what is no object.
    let right = signature(&body);
    let again = ("idempotency-key", odd(&mut case.dice));
    let of_books = called(|site| &site.books, &[("moneybird-signature", right.clone()), again]);
    assert!(
        matches!(of_books, None | Some(StatusCode::OK | StatusCode::BAD_REQUEST)),
        "{of_books:?}"
    );
    assert!(looks_like_json || of_books != Some(StatusCode::OK), "{of_books:?}");
    // What is signed otherwise is not taken.
    let changed = String::from_utf8_lossy(&case.changed(right.clone().into_bytes())).into_owned();
    let mut forged = vec![String::new(), right.replace("v1", "v2")];
    if other != body {
        forged.push(signature(&other));
    }
    if !changed.contains(right.split_once(',').unwrap().1) {
        forged.push(changed);
    }
    for signature in forged {
        let answer = called(|site| &site.books, &[("moneybird-signature", signature.clone())]);
        assert!(matches!(answer, None | Some(StatusCode::FORBIDDEN)), "{answer:?} {signature}");
    }
    case.note(match (is_taken, of_books) {
        (true, Some(StatusCode::OK)) => "of both",
        (true, _) => "of the shop",
        (false, Some(StatusCode::OK)) => "of Moneybird",
        (false, _) => "no call",
    });
}

#[test]
fn calls_of_webhooks() {
    hunt("hooks", 500, call);
}
