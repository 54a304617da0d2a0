//! Which replies are believed.

use ccvshop::signature::{self, Message};
use ccvshop::{BadReply, Error};
use remote::{Effect, Reply};

use crate::fake::{Fake, KEY, SECRET, client, order, reply};

const DATE: &str = "2026-03-01T12:00:01+00:00";

/// The reply, signed as CCV Shop does.
fn signed(method: &str, target: &str, mut reply: Reply) -> Reply {
    let target = format!("/api/rest/v1/{target}");
    let message = Message { key: KEY, method, target: &target, body: &reply.body, date: DATE };
    let hash = signature::sign(message, &SECRET.into());
    reply.headers = vec![("x-date".to_owned(), DATE.to_owned()), ("x-hash".to_owned(), hash)];
    reply
}

#[tokio::test]
async fn a_signed_reply_is_believed() {
    let fake = Fake::new([
        ("GET orders/1/", Ok(signed("GET", "orders/1/", reply(200, &order(1))))),
        ("PATCH apps/5/", Ok(signed("PATCH", "apps/5/", reply(204, "")))),
    ]);
    let client = client(&fake);
    assert_eq!(client.order(1).await.unwrap().unwrap().id, 1);
    client.set_installed(5, true).await.unwrap();
    fake.finish();
}

#[tokio::test]
async fn a_reply_without_a_signature_is_taken() {
    let fake = Fake::new([("GET orders/1/", Ok(reply(200, &order(1))))]);
    assert!(client(&fake).order(1).await.unwrap().is_some());
}

#[tokio::test]
async fn a_reply_with_a_wrong_signature_is_not() {
    let good = signed("GET", "orders/1/", reply(200, &order(1)));
    let mut other_body = good.clone();
    other_body.body = order(2).into_bytes();
    let mut blank_added = good.clone();
    blank_added.body.push(b' ');
    let mut no_date = good.clone();
    no_date.headers.retain(|(name, _)| name != "x-date");
    let mut other_date = good.clone();
    other_date.headers[0].1 = "2026-03-01T12:00:01Z".to_owned();
    let mut empty_hash = good.clone();
    empty_hash.headers[1].1 = String::new();
    let other_target = signed("GET", "orders/2/", reply(200, &order(1)));
    let other_method = signed("POST", "orders/1/", reply(200, &order(1)));
    for odd in
        [other_body, blank_added, no_date, other_date, empty_hash, other_target, other_method]
    {
        let fake = Fake::new([("GET orders/1/", Ok(odd))]);
        let error = client(&fake).order(1).await.unwrap_err();
        assert!(
            matches!(error, Error::BadReply { kind: BadReply::WrongSignature, .. }),
            "{error:?}"
        );
        assert_eq!(error.effect(), Effect::Unknown);
    }
}

#[tokio::test]
async fn errors_are_not_verified() {
    let mut gone = reply(404, r#"{"code": "404.10"}"#);
    gone.headers = vec![("x-hash".to_owned(), "00".to_owned())];
    let fake = Fake::new([("GET orders/1/", Ok(gone))]);
    assert_eq!(client(&fake).order(1).await.unwrap(), None);
}
