//! Subscriptions.

use ccvshop::{Error, NewWebhook, WebhookChange};
use remote::{Effect, SendError};
use secrecy::ExposeSecret as _;

use crate::fake::{Fake, client, ok, page, refusal, reply};

const WEBHOOK: &str = r#"{"href": "x", "id": 101, "createdate": "2026-01-15T09:00:00Z",
    "event": "orders.created", "address": "https:\/\/app.test\/hook", "key": "hush",
    "is_active": true}"#;

fn new() -> NewWebhook {
    NewWebhook {
        event: "orders.created".to_owned(),
        address: "https://app.test/hook".to_owned(),
        is_active: true,
    }
}

#[tokio::test]
async fn they_are_listed_over_all_pages() {
    let second = WEBHOOK.replace("101", "102").replace(r#""hush""#, "null");
    let fake = Fake::new([
        ("GET webhooks/?start=0&size=100", ok(&page(0, &[WEBHOOK.to_owned()], Some(1)))),
        ("GET webhooks/?start=1&size=100", ok(&page(1, &[second], None))),
    ]);
    let webhooks = client(&fake).webhooks().await.unwrap();
    assert_eq!((webhooks[0].id, webhooks[1].id), (101, 102));
    assert_eq!(webhooks[0].event, "orders.created");
    assert_eq!(webhooks[0].address, "https://app.test/hook");
    assert!(webhooks[0].is_active);
    assert_eq!(webhooks[0].key.as_ref().unwrap().expose_secret(), "hush");
    assert!(webhooks[1].key.is_none());
}

#[tokio::test]
async fn making_one_may_be_answered_with_or_without_it() {
    let fake = Fake::new([
        ("POST webhooks/", Ok(reply(201, WEBHOOK))),
        ("POST webhooks/", Ok(reply(200, WEBHOOK))),
        ("POST webhooks/", Ok(reply(204, ""))),
        ("POST webhooks/", Ok(reply(201, "\n"))),
    ]);
    let client = client(&fake);
    for expected in [Some(101), Some(101), None, None] {
        let made = client.create_webhook(&new()).await.unwrap();
        assert_eq!(made.map(|own| own.id), expected);
    }
    assert_eq!(
        fake.bodies()[0],
        r#"{"event":"orders.created","address":"https://app.test/hook","is_active":true}"#
    );
}

#[tokio::test]
async fn what_may_have_been_made_is_never_said_not_to_be() {
    for (answer, effect) in [
        (Ok(reply(201, r#"{"id": "#)), Effect::Unknown),
        (Ok(reply(201, r#"{"id": "x"}"#)), Effect::Unknown),
        (Ok(reply(200, "<html>")), Effect::Unknown),
        (Ok(reply(502, "<html>")), Effect::Unknown),
        (refusal("500.20"), Effect::Unknown),
        (Err(SendError::BrokenOff("reset".into())), Effect::Unknown),
        (refusal("500.40"), Effect::None),
        (refusal("400.10"), Effect::None),
        (refusal("429.10"), Effect::None),
        (Err(SendError::NeverOpened("refused".into())), Effect::None),
    ] {
        let case = format!("{answer:?}");
        let fake = Fake::new([("POST webhooks/", answer)]);
        let error = client(&fake).create_webhook(&new()).await.unwrap_err();
        assert_eq!(error.effect(), effect, "{case}: {error:?}");
    }
}

#[tokio::test]
async fn a_change_sends_only_what_changes() {
    let fake = Fake::new([
        ("PATCH webhooks/101/", Ok(reply(204, ""))),
        ("PATCH webhooks/101/", refusal("500.50")),
        ("PATCH webhooks/101/", refusal("404.10")),
    ]);
    let client = client(&fake);
    let off = WebhookChange { is_active: Some(false), ..WebhookChange::default() };
    client.change_webhook(101, &off).await.unwrap();
    let moved =
        WebhookChange { address: Some("https://b.test/".into()), ..WebhookChange::default() };
    client.change_webhook(101, &moved).await.expect("nothing to change is no error");
    let error = client.change_webhook(101, &moved).await.unwrap_err();
    assert!(matches!(error, Error::NotFound { .. }), "{error:?}");
    assert_eq!(fake.bodies()[..2], [r#"{"is_active":false}"#, r#"{"address":"https://b.test/"}"#]);
}

#[tokio::test]
async fn one_that_is_gone_is_removed_as_well() {
    let fake = Fake::new([
        ("DELETE webhooks/5/", Ok(reply(204, ""))),
        ("DELETE webhooks/5/", refusal("404.10")),
        ("DELETE webhooks/5/", refusal("405.10")),
    ]);
    let client = client(&fake);
    client.delete_webhook(5).await.unwrap();
    client.delete_webhook(5).await.unwrap();
    assert!(client.delete_webhook(5).await.is_err());
    assert_eq!(fake.bodies(), ["", "", ""]);
}
