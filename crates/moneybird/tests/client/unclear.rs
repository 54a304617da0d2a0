//! Refused or unknown: what an answer proves about a create, and about a read.

use jiff::Timestamp;
use moneybird::{Action, BadReply, Blame, Error};
use remote::{Effect, SendError};

use crate::samples::{contact, full_contact, full_invoice, invoice, payment, settled_payment};
use crate::scripted::{Scripted, once, reply, with_header};

const PAGE: &str = "<!DOCTYPE html><html>Onderhoud</html>";

#[tokio::test]
async fn a_create_whose_success_cannot_be_read_is_unknown() {
    let mut without_total = invoice();
    without_total.as_object_mut().unwrap().remove("total_price_incl_tax");
    let bodies = [
        String::new(),
        PAGE.to_owned(),
        "{\"id\":\"7".to_owned(),
        "200".to_owned(),
        "[]".to_owned(),
        "{}".to_owned(),
        without_total.to_string(),
    ];
    for status in [200, 201, 204] {
        for body in &bodies {
            let moneybird = Scripted::answering(vec![Ok(reply(status, body)); 3]);
            let books = moneybird.books();
            let id = "77".parse().unwrap();
            let contact = books.create_contact(&full_contact(), None).await;
            let invoice = books.create_invoice(&full_invoice(), None).await;
            let payment = books.create_payment(&id, &settled_payment(), None).await;
            // The invoice without a total happens to have all that a contact must have.
            let errors = [invoice.unwrap_err(), payment.unwrap_err()];
            let errors = errors.into_iter().chain(contact.err());
            for error in errors {
                assert_eq!(error.effect(), Effect::Unknown, "{status} {body}");
                assert!(
                    matches!(error, Error::Unknown { status: Some(found), .. } if found == status),
                    "{status} {body}: {error:?}"
                );
                assert_eq!((error.action(), error.blame()), (Action::Retry, Blame::Moneybird));
            }
        }
    }
}

#[tokio::test]
async fn a_read_whose_success_cannot_be_read_is_a_bad_reply() {
    let table = [
        ("", BadReply::BrokenJson),
        ("[{\"id\":", BadReply::BrokenJson),
        ("  <html>", BadReply::Html),
        (PAGE, BadReply::Html),
        ("200", BadReply::Shape),
        ("{}", BadReply::Shape),
        ("[{}]", BadReply::Shape),
        ("[null]", BadReply::Shape),
    ];
    for (body, expected) in table {
        let error = once(200, body).books().ledger_accounts().await.unwrap_err();
        assert!(
            matches!(error, Error::BadReply { kind, .. } if kind == expected),
            "{body}: {error:?}"
        );
        assert_eq!(error.effect(), Effect::None);
    }
    let declared = with_header(reply(200, "Onderhoud"), "content-type", "text/HTML; charset=utf-8");
    let moneybird = Scripted::answering(vec![Ok(declared)]);
    let error = moneybird.books().ledger_accounts().await.unwrap_err();
    assert!(matches!(error, Error::BadReply { kind: BadReply::Html, .. }));
}

#[tokio::test]
async fn fetching_by_post_is_a_read() {
    let batch = moneybird::Batch::new(vec!["42".parse().unwrap()]).unwrap();
    let error = once(200, PAGE).books().fetch_contacts(&batch).await.unwrap_err();
    assert_eq!(error.effect(), Effect::None);
    assert!(matches!(error, Error::BadReply { .. }));
}

#[tokio::test]
async fn an_unreadable_item_is_named_by_its_position() {
    let mut broken = invoice();
    broken["total_unpaid"] = "veel".into();
    let list = serde_json::json!([invoice(), invoice(), broken]);
    let batch = moneybird::Batch::new(vec!["77".parse().unwrap()]).unwrap();
    let error = once(200, list).books().fetch_invoices(&batch).await.unwrap_err();
    let Error::BadReply { kind: BadReply::Shape, detail } = error else {
        panic!("{error:?}");
    };
    assert!(detail.starts_with("item 3 of 3: 'veel' is not an amount"), "{detail}");
}

#[tokio::test]
async fn every_other_end_has_its_class() {
    let wait: Timestamp = "2026-08-21T12:01:00Z".parse().unwrap();
    let throttled = with_header(reply(429, "\"Retry later\""), "retry-after", "1787313660");
    let broken = || Err(SendError::BrokenOff("reset".to_owned()));
    let closed = || Err(SendError::NeverOpened("refused".to_owned()));
    let table = [
        (broken(), Effect::Unknown, Action::Retry, Blame::Network),
        (closed(), Effect::None, Action::Retry, Blame::Network),
        (Ok(reply(500, PAGE)), Effect::Unknown, Action::Retry, Blame::Moneybird),
        (Ok(reply(503, "")), Effect::Unknown, Action::Retry, Blame::Moneybird),
        (Ok(reply(408, "")), Effect::Unknown, Action::Retry, Blame::Moneybird),
        (Ok(reply(409, "{}")), Effect::Unknown, Action::Retry, Blame::Moneybird),
        (Ok(reply(302, "")), Effect::Unknown, Action::Retry, Blame::Moneybird),
        (Ok(throttled), Effect::None, Action::Wait(wait), Blame::Moneybird),
        (Ok(reply(403, "")), Effect::None, Action::Stop, Blame::Us),
        (Ok(reply(401, "")), Effect::None, Action::Ask, Blame::Merchant),
        (Ok(reply(402, "")), Effect::None, Action::Ask, Blame::Merchant),
        (Ok(reply(404, "")), Effect::None, Action::Ask, Blame::Merchant),
    ];
    for (answer, effect, action, blame) in table {
        let shown = format!("{answer:?}");
        let moneybird = Scripted::answering(vec![answer]);
        let error = moneybird.books().create_invoice(&full_invoice(), None).await.unwrap_err();
        assert_eq!(error.effect(), effect, "{shown}");
        assert_eq!((error.action(), error.blame()), (action, blame), "{shown}");
        let until = matches!(action, Action::Wait(_)).then_some(wait);
        assert_eq!(error.until(), until, "{shown}");
        assert_eq!(moneybird.requests().len(), 1, "nothing is repeated: {shown}");
    }
}

#[tokio::test]
async fn after_a_throttle_nothing_leaves_until_it_is_over() {
    let throttled = with_header(reply(429, ""), "retry-after", "1787313660");
    let moneybird = Scripted::answering(vec![Ok(throttled)]);
    let books = moneybird.books();
    assert!(matches!(books.ledger_accounts().await, Err(Error::Throttled { .. })));
    let error = books.ledger_accounts().await.unwrap_err();
    assert_eq!(error.until(), Some("2026-08-21T12:01:00Z".parse().unwrap()));
    assert!(matches!(error, Error::Paced { .. }));
    assert_eq!(moneybird.requests().len(), 1);
}

#[tokio::test]
async fn success_is_read() {
    let moneybird = Scripted::answering(vec![
        Ok(reply(201, contact())),
        Ok(reply(201, invoice())),
        Ok(reply(201, payment())),
    ]);
    let books = moneybird.books();
    let id = "77".parse().unwrap();
    let contact = books.create_contact(&full_contact(), None).await.unwrap();
    let invoice = books.create_invoice(&full_invoice(), None).await.unwrap();
    let payment = books.create_payment(&id, &settled_payment(), None).await.unwrap();
    assert_eq!(contact.id.as_str(), "42");
    assert_eq!(invoice.id, id);
    assert_eq!(payment, invoice.payments[0]);
}
