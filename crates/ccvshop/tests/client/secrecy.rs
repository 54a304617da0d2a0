//! The key and the secret stay out of every text.

use ccvshop::{Error, Order, OrderQuery};
use remote::{Language, SendError};

use crate::fake::{Fake, KEY, SECRET, access, client, ok, order, page, reply};

fn assert_clean(text: &str) {
    for hidden in [KEY, SECRET, "k_27%5Ekey", r"s3cr3t\/value"] {
        assert!(!text.contains(hidden), "{text}");
    }
}

fn assert_error_clean(error: &Error) {
    assert_clean(&format!("{error:?}"));
    assert_clean(&error.to_string());
    assert_clean(&error.sentence(Language::Nl));
    assert_clean(&error.sentence(Language::En));
}

#[tokio::test]
async fn what_the_remote_echoes_is_not_repeated() {
    let echo = format!(r"{KEY} k_27%5Ekey {SECRET} s3cr3t\/value");
    let quoted = serde_json::to_string(&echo).unwrap();
    let complaint = |code: &str| format!(r#"{{"code": "{code}", "developermessage": {quoted}}}"#);
    let mut moved = reply(302, "");
    moved.headers = vec![("location".to_owned(), format!("https://x.test/?key={KEY}"))];
    let answers = [
        Ok(reply(400, &complaint("400.10"))),
        Ok(reply(401, &complaint("401.10"))),
        Ok(reply(404, &complaint("404.10"))),
        Ok(reply(404, &echo)),
        Ok(reply(400, &format!("<p>{echo}"))),
        Ok(reply(500, &complaint("500.60"))),
        Ok(reply(500, &complaint("500.20"))),
        Ok(reply(500, &complaint(SECRET))),
        Ok(reply(400, &complaint(SECRET))),
        Ok(reply(502, &echo)),
        Ok(reply(200, &format!(r#"{{"start": {quoted}}}"#))),
        Ok(reply(200, &format!(r#"{{"items": {quoted}}}"#))),
        Ok(reply(200, &format!(r#"{{"items": [{{"count": {quoted}}}]}}"#))),
        Ok(moved),
        Err(SendError::NeverOpened(echo.clone())),
        Err(SendError::BrokenOff(echo.clone())),
    ];
    for answer in answers {
        let fake = Fake::new([("GET orders/1/orderrows/?start=0&size=100", answer)]);
        let error = client(&fake).order_rows(1).await.unwrap_err();
        assert_error_clean(&error);
        let all = format!("{error:?}");
        assert!(all.contains("***"), "the echo came this far: {all}");
    }
}

#[tokio::test]
async fn an_unreadable_item_does_not_quote_them_either() {
    let odd = order(1).replace("590,", &format!("{:?},", format!("{KEY} {SECRET}")));
    let fake = Fake::new([("GET orders/?start=0&size=100&orderby=id", ok(&page(0, &[odd], None)))]);
    let page = client(&fake).orders(&OrderQuery::default()).await.unwrap();
    assert_eq!(page.unreadable.len(), 1);
    assert!(page.unreadable[0].reason.contains("***"), "{}", page.unreadable[0].reason);
    assert_clean(&page.unreadable[0].reason);
}

#[tokio::test]
async fn debug_shows_neither() {
    let fake = Fake::new([("GET orders/1/", ok(&order(1)))]);
    let client = client(&fake);
    let order: Order = client.order(1).await.unwrap().unwrap();
    assert_clean(&format!("{client:?} {:?} {order:?} {:?}", access(), fake.requests()));
    assert!(format!("{client:?}").contains("winkel.test"));
}

#[tokio::test]
async fn the_key_of_a_webhook_is_a_secret_too() {
    let webhook = r#"{"id": 1, "event": "e", "address": "a", "key": "hush", "is_active": true}"#;
    let text = page(0, &[webhook.to_owned()], None);
    let fake = Fake::new([("GET webhooks/?start=0&size=100", ok(&text))]);
    let webhooks = client(&fake).webhooks().await.unwrap();
    assert!(webhooks[0].key.is_some());
    assert!(!format!("{webhooks:?}").contains("hush"));
}
