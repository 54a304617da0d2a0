//! The page of apps: install, edit, remove, install again (ccvshop-api.md §8).

use sandbox::shop::{Credentials, KeyAtUninstall, Notice, sign};
use serde_json::Value;

use crate::client::{Client, Reply};
use crate::courier::{Recorder, app};

const PAGE: &str = "/onderhoud/apps";
const INSTALLED: &str = r#"{"is_installed":true}"#;

/// What a handshake hands over, after a look at its hash.
#[track_caller]
fn key(notices: &[Notice]) -> Credentials {
    let [notice] = notices else { panic!("{notices:?}") };
    assert_eq!(notice.address, app().handshake);
    let signed = format!("{}|{}", notice.address, notice.body);
    assert_eq!(notice.hash, sign("app-secret", signed.as_bytes()));
    let body: Value = serde_json::from_str(&notice.body).unwrap();
    assert_eq!(body["api_root"], "http://shop.example");
    assert_eq!(body["return_url"], "http://shop.example/onderhoud/apps");
    let text = |name: &str| body[name].as_str().unwrap().to_owned();
    Credentials { public: text("api_public"), secret: text("api_secret") }
}

#[track_caller]
fn goes_to_install(reply: &Reply, key: &Credentials) {
    assert_eq!(reply.status, 303, "{}", reply.text);
    let install = app().install;
    let hash = sign("app-secret", format!("{install}|{}", key.public).as_bytes());
    let public = key.public.replace('^', "%5E");
    let link = format!("{install}?api_public={public}&language=nl&x-hash={hash}");
    assert_eq!(reply.header("location"), Some(link.as_str()));
}

async fn press(client: &Client, what: &str) -> Reply {
    client.click(&format!("{PAGE}/{what}"), Some("")).await
}

/// Clicks Installeren and does what the app does. Tells the key.
async fn install(client: &Client, recorder: &Recorder) -> Credentials {
    let reply = press(client, "installeren").await;
    let key = key(&recorder.taken());
    goes_to_install(&reply, &key);
    assert!(!client.shop.is_installed(), "only the app says that it is");
    let reply = client.send_as(&key, "PATCH", "/apps/123/", INSTALLED).await;
    assert_eq!(reply.status, 204, "{}", reply.text);
    let signed = reply.header("x-hash").unwrap().to_owned();
    let date = reply.header("x-date").unwrap();
    let text = sandbox::shop::message(&key.public, "PATCH", "/api/rest/v1/apps/123/", b"", date);
    assert_eq!(signed, sign(&key.secret, &text), "replies are signed with the same key");
    key
}

#[tokio::test]
async fn without_an_app_there_is_nothing_to_install() {
    let client = Client::empty();
    let page = client.click(PAGE, None).await;
    assert_eq!(page.status, 200);
    assert!(page.text.contains("Er is geen app aangemeld.") && !page.text.contains("<button"));
    for what in ["installeren", "bewerken", "verwijderen"] {
        assert_eq!(press(&client, what).await.status, 409, "{what}");
    }
}

#[tokio::test]
async fn installing_shakes_hands_and_sends_the_browser_to_the_app() {
    let client = Client::empty();
    let recorder = Recorder::of(&client);
    let page = client.click(PAGE, None).await;
    assert_eq!(page.header("content-type"), Some("text/html; charset=utf-8"));
    for part in ["Proefomgeving", "Sluitend &lt;app&gt;", "niet geïnstalleerd", "webhooks maken"] {
        assert!(page.text.contains(part), "{part} in {}", page.text);
    }
    assert!(page.text.contains(">Installeren<") && !page.text.contains(">Bewerken<"));
    assert!(!page.text.contains("<script") && !page.text.contains("<app>"));
    assert_eq!(press(&client, "bewerken").await.status, 409);
    assert_eq!(press(&client, "verwijderen").await.status, 409);
    assert!(recorder.taken().is_empty());
    let key = install(&client, &recorder).await;
    assert_eq!(key.public, "demo", "the first key is that of the options");
    let page = client.click(PAGE, None).await;
    assert!(page.text.contains("<strong>geïnstalleerd<") && page.text.contains(">Verwijderen<"));
    assert!(!page.text.contains(">Installeren<"));
    assert_eq!(press(&client, "installeren").await.status, 409);
    goes_to_install(&press(&client, "bewerken").await, &key);
    assert!(recorder.taken().is_empty(), "editing shakes no hands");
}

#[tokio::test]
async fn an_app_that_does_not_answer_200_is_not_opened() {
    let client = Client::empty();
    let recorder = Recorder::of(&client);
    for answer in [Some(500), Some(204), Some(302), None] {
        recorder.answers(answer);
        let reply = press(&client, "installeren").await;
        assert_eq!((reply.status, reply.header("location")), (502, None), "{answer:?}");
        assert!(reply.text.contains("De installatie gaat niet door."));
        assert_eq!(recorder.taken().len(), 1);
    }
}

#[tokio::test]
async fn removing_takes_webhooks_and_the_key_along() {
    for (switch, status) in [(KeyAtUninstall::Withdrawn, 401), (KeyAtUninstall::Kept, 200)] {
        let client = Client::with(0, |options| options.switches.uninstall = switch);
        let recorder = Recorder::of(&client);
        let key = install(&client, &recorder).await;
        let hook = r#"{"event":"orders.created","address":"https://a.example"}"#;
        assert_eq!(client.send_as(&key, "POST", "/webhooks/", hook).await.status, 201);
        let reply = press(&client, "verwijderen").await;
        assert_eq!((reply.status, reply.header("location")), (303, Some(PAGE)));
        let [notice] = &recorder.taken()[..] else { panic!("one notice") };
        assert_eq!(notice.address, app().uninstall);
        assert_eq!(notice.body, r#"{"api_public":"demo"}"#);
        let signed = format!("{}|{}", notice.address, notice.body);
        assert_eq!(notice.hash, sign("app-secret", signed.as_bytes()));
        assert!(!client.shop.is_installed() && client.shop.webhooks().is_empty());
        assert_eq!(client.send_as(&key, "GET", "/apps/", "").await.status, status);
    }
}

#[tokio::test]
async fn an_app_is_out_whatever_it_answers() {
    let client = Client::empty();
    let recorder = Recorder::of(&client);
    install(&client, &recorder).await;
    recorder.answers(None);
    let reply = press(&client, "verwijderen").await;
    assert!(reply.status == 200 && reply.text.contains("De app is toch verwijderd."));
    assert!(!client.shop.is_installed());
}

#[tokio::test]
async fn every_installation_has_its_own_key() {
    let client = Client::empty();
    let recorder = Recorder::of(&client);
    let mut keys = vec![install(&client, &recorder).await];
    for _ in 0..2 {
        press(&client, "verwijderen").await;
        recorder.taken();
        let key = install(&client, &recorder).await;
        assert_eq!(client.shop.credentials(), key);
        assert_eq!(key.public.len(), 32);
        assert!(key.public.contains('^') && key.public.contains('_'));
        for old in &keys {
            assert!(old.public != key.public && old.secret != key.secret);
            assert_eq!(client.send_as(old, "GET", "/apps/", "").await.status, 401);
        }
        assert_eq!(client.send_as(&key, "GET", "/apps/", "").await.status, 200);
        keys.push(key);
    }
}

#[tokio::test]
async fn an_abandoned_installation_can_be_begun_anew() {
    let client = Client::empty();
    let recorder = Recorder::of(&client);
    press(&client, "installeren").await;
    let abandoned = key(&recorder.taken());
    let key = install(&client, &recorder).await;
    assert_ne!(abandoned, key);
    client.shop.handshake("app-secret", &app().handshake);
    assert!(!client.shop.is_installed(), "a new key has yet to say that it is");
    assert_eq!(client.send_as(&abandoned, "GET", "/apps/", "").await.status, 401);
}
