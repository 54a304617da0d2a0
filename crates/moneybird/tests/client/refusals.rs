//! Every shape of a refusal's body, and what becomes of it.

use moneybird::{Action, Blame, Code, Error, Message};
use remote::Effect;

use crate::samples::{full_contact, full_invoice};
use crate::scripted::once;

async fn refused(status: u16, body: &str) -> Error {
    let moneybird = once(status, body);
    let invoice = full_invoice();
    moneybird.books().create_invoice(&invoice, None).await.unwrap_err()
}

fn messages(error: &Error) -> Vec<(String, String)> {
    match error {
        Error::Rejected { messages, .. } => messages
            .iter()
            .map(|Message { field, text }| (field.clone().unwrap_or_default(), text.clone()))
            .collect(),
        other => panic!("{other:?} is no rejection"),
    }
}

/// Name, body, and the fields and texts to be found in it.
type Shape = (&'static str, &'static str, &'static [(&'static str, &'static str)]);

#[tokio::test]
async fn every_shape_is_read() {
    // Shapes A to F of moneybird-api.md §3.2, and what is none of them.
    let table: [Shape; 13] = [
        ("A", r#"{"error":"Te laat","symbolic":{"x":"late"}}"#, &[("", "Te laat")]),
        ("A, nested", r#"{"error":"No","symbolic":{"a":{"b":"c"},"d":["e"]}}"#, &[("", "No")]),
        (
            "B",
            r#"{"error":{"price":["is raar","is duur"],"details.tax_rate_id":["is weg"]},
                "details":{"price":[{"error":"odd","value":null},{"error":"dear","count":2}]}}"#,
            &[("details.tax_rate_id", "is weg"), ("price", "is raar"), ("price", "is duur")],
        ),
        ("B, repeated", r#"{"error":{"price":["is raar","is raar"]}}"#, &[("price", "is raar")]),
        (
            "B, nested",
            r#"{"error":{"details":[{"price":["is raar"]}]}}"#,
            &[("details.price", "is raar")],
        ),
        ("C", r#"{"error":"Nee"}"#, &[("", "Nee")]),
        ("D", r#"{"errors":["Eén","Twee"]}"#, &[("", "Eén"), ("", "Twee")]),
        ("D, with a message", r#"{"message":"Kop","errors":["Eén"]}"#, &[("", "Eén"), ("", "Kop")]),
        ("E", r#""Retry later""#, &[("", "Retry later")]),
        (
            "F",
            r#"{"error":"invalid_x","error_description":"Uitleg"}"#,
            &[("", "invalid_x"), ("", "Uitleg")],
        ),
        ("a number", "200", &[]),
        ("a page", "<html><body>Oeps</body></html>", &[]),
        ("nothing", "", &[]),
    ];
    for (shape, body, expected) in table {
        let error = refused(422, body).await;
        let found = messages(&error);
        let found: Vec<_> =
            found.iter().map(|(field, text)| (field.as_str(), text.as_str())).collect();
        let mut sorted = found.clone();
        sorted.sort_unstable();
        let mut expected = expected.to_vec();
        expected.sort_unstable();
        assert_eq!(sorted, expected, "{shape}");
        assert_eq!(error.effect(), Effect::None, "{shape}");
    }
}

#[tokio::test]
async fn codes_are_kept_beside_the_messages() {
    let body =
        r#"{"error":{"a":["x"]},"details":{"a":[{"error":"odd"}]},"symbolic":{"b":{"c":"d"}}}"#;
    let Error::Rejected { codes, excerpt, .. } = refused(400, body).await else {
        panic!("no rejection");
    };
    let code = |field: &str, code: &str| Code { field: field.to_owned(), code: code.to_owned() };
    assert_eq!(codes, [code("b.c", "d"), code("a", "odd")]);
    assert_eq!(excerpt, body);
}

#[tokio::test]
async fn long_and_many_texts_are_cut() {
    let many: Vec<String> = (0..50).map(|n| format!("\"{n} {}\"", "é".repeat(400))).collect();
    let error = refused(422, &format!("{{\"error\":[{}]}}", many.join(","))).await;
    let found = messages(&error);
    assert_eq!(found.len(), 20);
    assert!(found.iter().all(|(_, text)| text.chars().count() == 201));
}

#[tokio::test]
async fn each_status_has_its_meaning() {
    let said = "boom";
    let body = r#"{"error":"boom","symbolic":{"contact_id":"not_found"}}"#;
    let message = said.to_owned();
    let cases = [
        (401, body, Error::Unauthorized { message: message.clone() }),
        (402, body, Error::PlanLimit { message: message.clone() }),
        (403, body, Error::Blocked { message: message.clone() }),
        (
            404,
            body,
            Error::NotFound { message: message.clone(), fields: vec!["contact_id".to_owned()] },
        ),
        (401, "", Error::Unauthorized { message: String::new() }),
        (404, "boom", Error::NotFound { message, fields: Vec::new() }),
        (
            401,
            r#"{"error":"No access to bank"}"#,
            Error::ScopeMissing { message: "No access to bank".to_owned() },
        ),
    ];
    for (status, body, expected) in cases {
        assert_eq!(refused(status, body).await, expected);
        assert_eq!(expected.effect(), Effect::None);
    }
}

#[tokio::test]
async fn rejections_that_can_be_mended_are_told_apart() {
    // (status, body, [customer id taken, e-mail unreachable, period locked], action, blame)
    let ask = (Action::Ask, Blame::Merchant);
    let fix = (Action::FixUs, Blame::Us);
    let table = [
        (422, r#"{"error":{"customer_id":["is already in use"]}}"#, [true, false, false], ask),
        (422, r#"{"details":{"customer_id":[{"error":"taken"}]}}"#, [true, false, false], ask),
        (422, r#"{"error":{"reference":["is already in use"]}}"#, [false; 3], ask),
        (
            422,
            r#"{"details":{"send_invoices_to_email":[{"error":"email_domain_unreachable"}]}}"#,
            [false, true, false],
            ask,
        ),
        (
            422,
            r#"{"error":{"send_invoices_to_email":["domain cannot receive emails"]}}"#,
            [false, true, false],
            ask,
        ),
        (422, r#"{"error":{"send_invoices_to_email":["is invalid"]}}"#, [false; 3], ask),
        (422, r#"{"error":{"date":["is in a locked period"]}}"#, [false, false, true], ask),
        (400, r#"{"error":"Boekjaar is vergrendeld"}"#, [false, false, true], ask),
        (400, r#"{"error":"Valt in een afgesloten periode"}"#, [false, false, true], ask),
        (422, "the period is closed", [false, false, true], ask),
        (422, r#"{"error":{"contact":["is blocked"]}}"#, [false; 3], ask),
        (406, r#"{"error":"locked"}"#, [false; 3], fix),
        (
            400,
            r#"{"error":"x","symbolic":{"external_sales_invoice":{"contact_id":"contact_invalid"}}}"#,
            [false; 3],
            ask,
        ),
        (
            400,
            r#"{"error":"Contact is required","symbolic":{"contact":"required"}}"#,
            [false; 3],
            fix,
        ),
        (400, r#"{"error":"Period is invalid"}"#, [false; 3], fix),
        (400, r#"{"error":"Period cannot exceed 1 month"}"#, [false; 3], fix),
        (405, "", [false; 3], fix),
    ];
    for (status, body, [taken, unreachable, locked], advice) in table {
        let error =
            once(status, body).books().create_contact(&full_contact(), None).await.unwrap_err();
        assert_eq!(error.is_customer_id_taken(), taken, "{body}");
        assert_eq!(error.is_email_unreachable(), unreachable, "{body}");
        assert_eq!(error.is_period_locked(), locked, "{body}");
        assert_eq!((error.action(), error.blame()), advice, "{body}");
    }
}

#[tokio::test]
async fn a_complaint_names_its_field() {
    let error = refused(422, r#"{"error":{"details.tax_rate_id":["is weg"]}}"#).await;
    assert!(error.concerns("tax_rate_id"));
    assert!(error.concerns("details.tax_rate_id"));
    assert!(!error.concerns("rate_id"));
    assert!(!Error::Stale.concerns("tax_rate_id"));
}
