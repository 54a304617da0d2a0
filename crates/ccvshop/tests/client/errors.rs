//! The error table (ccvshop-api.md §1.5): every code, in both languages.

use std::time::Duration;

use ccvshop::{Action, BadReply, Blame, Error};
use jiff::Timestamp;
use remote::{Effect, Language, Reply, SendError};

use crate::fake::{Fake, client, now, ok, refusal, reply};

/// The error of a read that is answered in this way.
async fn error(answer: Result<Reply, SendError>) -> Error {
    let fake = Fake::new([("GET orders/1/orderrows/?start=0&size=100", answer)]);
    let error = client(&fake).order_rows(1).await.unwrap_err();
    fake.finish();
    error
}

fn name(error: &Error) -> String {
    format!("{error:?}").split([' ', '{']).next().unwrap().to_owned()
}

fn check_sentences(error: &Error) {
    let (nl, en) = (error.sentence(Language::Nl), error.sentence(Language::En));
    assert!(nl.len() > 20 && en.len() > 20, "{nl} / {en}");
    assert_ne!(nl, en);
    for text in [&nl, &en] {
        assert!(!text.contains("()"), "{text}");
    }
}

#[tokio::test]
async fn every_code_has_its_meaning() {
    use Action::{FixUs, Retry, SkipOrder, Stop, Wait};
    use Blame::{Merchant, Shop, Us};
    use Effect::{None as Nothing, Unknown};
    let table = [
        ("400.10", "Rejected", FixUs, Us, Nothing),
        ("401.10", "Credentials", Stop, Merchant, Nothing),
        ("402.10", "Rejected", Stop, Merchant, Nothing),
        ("403.10", "Credentials", Stop, Merchant, Nothing),
        ("404.10", "NotFound", SkipOrder, Merchant, Nothing),
        ("404.20", "Rejected", FixUs, Us, Nothing),
        ("405.10", "Rejected", FixUs, Us, Nothing),
        ("406.10", "Rejected", FixUs, Us, Nothing),
        ("408.10", "Unknown", Retry, Shop, Unknown),
        ("409.10", "Unknown", Retry, Shop, Unknown),
        ("422.10", "Rejected", FixUs, Us, Nothing),
        ("429.10", "Throttled", Wait, Shop, Nothing),
        ("429.11", "Throttled", Wait, Shop, Nothing),
        ("500.00", "Unknown", Retry, Shop, Unknown),
        ("500.10", "Throttled", Wait, Shop, Nothing),
        ("500.20", "Unrenderable", SkipOrder, Shop, Unknown),
        ("500.21", "Rejected", FixUs, Us, Nothing),
        ("500.22", "Rejected", FixUs, Us, Nothing),
        ("500.23", "Rejected", Retry, Shop, Nothing),
        ("500.24", "Rejected", FixUs, Us, Nothing),
        ("500.25", "Rejected", Retry, Shop, Nothing),
        ("500.26", "Unknown", Retry, Shop, Unknown),
        ("500.40", "Rejected", FixUs, Us, Nothing),
        ("500.45", "Rejected", FixUs, Us, Nothing),
        ("500.50", "Rejected", FixUs, Us, Nothing),
        ("500.60", "Rejected", Stop, Merchant, Nothing),
        ("500.70", "Rejected", Stop, Merchant, Nothing),
        ("500.80", "Rejected", FixUs, Us, Nothing),
        ("500.90", "Rejected", Stop, Merchant, Nothing),
        ("500.99", "Rejected", FixUs, Us, Nothing),
        ("501.10", "Rejected", FixUs, Us, Nothing),
        ("501.20", "Rejected", FixUs, Us, Nothing),
        ("501.30", "Rejected", FixUs, Us, Nothing),
        ("501.99", "Rejected", FixUs, Us, Nothing),
        ("502.00", "Unknown", Retry, Shop, Unknown),
        ("503.00", "Unknown", Retry, Shop, Unknown),
    ];
    for (code, expected, action, blame, effect) in table {
        let error = error(refusal(code)).await;
        assert_eq!(name(&error), expected, "{code}");
        assert_eq!(
            (error.action(), error.blame(), error.effect()),
            (action, blame, effect),
            "{code}"
        );
        check_sentences(&error);
        if let Error::Rejected { code: found, message, .. } = &error {
            assert_eq!((found.as_str(), message.as_str()), (code, "why"));
            assert!(error.sentence(Language::En).contains(code), "{code}");
        }
    }
}

#[tokio::test]
async fn ends_without_a_code_have_their_meaning() {
    let html = "\n<!DOCTYPE html><html>Onderhoud</html>";
    let table = [
        (Ok(reply(500, "")), "Unknown", Action::Retry, Blame::Shop),
        (Ok(reply(502, html)), "Unknown", Action::Retry, Blame::Shop),
        (Ok(reply(200, html)), "BadReply", Action::Retry, Blame::Shop),
        (Ok(reply(400, html)), "BadReply", Action::Retry, Blame::Shop),
        (Ok(reply(404, html)), "BadReply", Action::Retry, Blame::Shop),
        (Ok(reply(404, "")), "BadReply", Action::Retry, Blame::Shop),
        (Ok(reply(404, "Not Found")), "BadReply", Action::Retry, Blame::Shop),
        (Ok(reply(404, "{}")), "NotFound", Action::SkipOrder, Blame::Merchant),
        (Ok(reply(401, html)), "Credentials", Action::Stop, Blame::Merchant),
        (Ok(reply(400, "")), "Rejected", Action::FixUs, Blame::Us),
        (Ok(reply(301, "")), "Rejected", Action::Stop, Blame::Merchant),
        (Ok(reply(200, "")), "BadReply", Action::Retry, Blame::Shop),
        (Ok(reply(200, r#"{"items": ["#)), "BadReply", Action::Retry, Blame::Shop),
        (ok(r#"{"items": 3}"#), "BadReply", Action::FixUs, Blame::Us),
        (Err(SendError::NeverOpened("dns".into())), "Unreached", Action::Retry, Blame::Network),
        (Err(SendError::BrokenOff("reset".into())), "Unknown", Action::Retry, Blame::Network),
    ];
    for (answer, expected, action, blame) in table {
        let case = format!("{answer:?}");
        let error = error(answer).await;
        assert_eq!(name(&error), expected, "{case}");
        assert_eq!((error.action(), error.blame()), (action, blame), "{case}");
        check_sentences(&error);
    }
}

#[tokio::test]
async fn every_kind_of_bad_reply_is_told_apart() {
    for (body, expected) in [
        ("<html>", BadReply::Html),
        ("  <html>", BadReply::Html),
        ("", BadReply::BrokenJson),
        (r#"{"items": ["#, BadReply::BrokenJson),
        ("OK", BadReply::BrokenJson),
        (r#"{"items": 3}"#, BadReply::Shape),
    ] {
        let Error::BadReply { kind, .. } = error(ok(body)).await else { panic!("{body}") };
        assert_eq!(kind, expected, "{body}");
    }
}

#[test]
fn ends_that_no_answer_leads_to_are_explained_as_well() {
    let until = now();
    let later = until + Duration::from_mins(7);
    for (error, action, blame) in [
        (Error::Paced { until }, Action::Wait, Blame::Us),
        (Error::NotSent { reason: "locked".into() }, Action::Retry, Blame::Us),
        (Error::Unwritten { reason: "odd".into() }, Action::FixUs, Blame::Us),
        (Error::Clock { ours: until, theirs: later }, Action::Stop, Blame::Us),
        (
            Error::BadReply { kind: BadReply::WrongSignature, detail: "x".into() },
            Action::Retry,
            Blame::Network,
        ),
        (
            Error::Rejected { status: 418, code: String::new(), message: String::new() },
            Action::FixUs,
            Blame::Us,
        ),
    ] {
        assert_eq!((error.action(), error.blame()), (action, blame), "{error}");
        check_sentences(&error);
    }
}

#[tokio::test]
async fn a_limit_is_waited_for_one_window_unless_the_shop_says_less() {
    let minute = now() + Duration::from_mins(1);
    for code in ["429.10", "429.11", "500.10"] {
        assert_eq!(error(refusal(code)).await.until(), Some(minute), "{code}");
    }
    let mut sooner = refusal("429.10").unwrap();
    sooner.headers = vec![("retry-after".to_owned(), "10".to_owned())];
    assert_eq!(error(Ok(sooner)).await.until(), Some(now() + Duration::from_secs(10)));
    assert_eq!(error(refusal("500.20")).await.until(), None);
}

#[tokio::test]
async fn a_refused_key_may_be_a_wrong_clock() {
    let table = [
        ("x-date", "2026-03-01T12:05:01Z", true),
        ("x-date", "2026-03-01T12:05:00.987Z", false),
        ("x-date", "2026-03-01T12:05:00.988Z", true),
        ("x-date", "2026-03-01T11:55:00Z", true),
        ("x-date", "2026-03-01T13:30:00+0000", true),
        ("x-date", "2026-03-01T13:01:00+01:00", false),
        ("date", "Sun, 01 Mar 2026 12:10:00 GMT", true),
        ("date", "Sun, 01 Mar 2026 12:01:00 GMT", false),
        ("date", "yesterday", false),
    ];
    for code in ["401.10", "403.10"] {
        for (header, value, expected) in table {
            let mut refused = refusal(code).unwrap();
            refused.headers = vec![(header.to_owned(), value.to_owned())];
            let error = error(Ok(refused)).await;
            assert_eq!(name(&error) == "Clock", expected, "{header}: {value}");
            assert_eq!(name(&error) == "Credentials", !expected, "{header}: {value}");
        }
    }
    let mut refused = refusal("401.10").unwrap();
    refused.headers = vec![("x-date".to_owned(), "2026-03-01T11:00:00Z".to_owned())];
    let error = error(Ok(refused)).await;
    let theirs: Timestamp = "2026-03-01T11:00:00Z".parse().unwrap();
    assert_eq!(error, Error::Clock { ours: now(), theirs });
    assert!(error.sentence(Language::Nl).contains("60 min"), "{}", error.sentence(Language::Nl));
}

#[tokio::test]
async fn a_shop_that_moved_says_where_to() {
    let mut moved = reply(301, "<html>");
    moved.headers = vec![("location".to_owned(), "https://nieuw.test/".to_owned())];
    let error = error(Ok(moved)).await;
    assert!(error.sentence(Language::Nl).contains("https://nieuw.test/"));
    assert_eq!(error.effect(), Effect::Unknown);
}

#[tokio::test]
async fn a_complaint_may_lack_any_member() {
    for body in [
        r#"{"code": "500.60"}"#,
        r#"{"code": 500.60, "developermessage": null, "id": [1]}"#,
        r#"{"status": 500, "code": "500.60", "developermessage": ""}"#,
    ] {
        let error = error(Ok(reply(500, body))).await;
        assert!(
            matches!(error, Error::Rejected { ref code, .. } if code == "500.60"),
            "{body}: {error:?}"
        );
    }
}
