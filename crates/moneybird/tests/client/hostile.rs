//! Answers that are made to hurt: too much, too deep, too large, forged.

use moneybird::{BadReply, Error};
use remote::Effect;
use serde_json::json;

use crate::samples::{full_invoice, invoice};
use crate::scripted::{TOKEN, once};

/// Ends of a read and of a create with this body.
async fn both(body: &str) -> [Error; 2] {
    let read = once(200, body).books().invoice(&"7".parse().unwrap()).await.unwrap_err();
    let made = once(201, body).books().create_invoice(&full_invoice(), None).await.unwrap_err();
    assert!(matches!(read, Error::BadReply { .. }), "{read:?}");
    assert_eq!(made.effect(), Effect::Unknown, "{made:?}");
    [read, made]
}

fn assert_shown_safely(error: &Error) {
    for text in [error.to_string(), format!("{error:?}")] {
        assert!(!text.contains(char::is_control) && !text.contains(TOKEN), "{text:?}");
        assert!(text.len() < 1_000, "{} bytes", text.len());
    }
}

#[tokio::test]
async fn too_deep_and_too_many_are_refused_before_anything_is_made_of_them() {
    let deep =
        |open: &str, close: &str| format!("{}1{}", open.repeat(100_000), close.repeat(100_000));
    let mut inside = invoice();
    inside["more"] = json!(0);
    let inside = inside.to_string().replace("\"more\":0", &format!("\"more\":{}", deep("[", "]")));
    for body in [
        deep("[", "]"),
        deep("{\"a\":", "}"),
        "[".repeat(100_000),
        inside,
        format!("[{}{{}}]", "{},".repeat(1_000_000)),
        format!("[{}0]", "0,".repeat(1_000_000)),
        format!("{{{}\"a\":0}}", "\"a\":0,".repeat(1_000_000)),
    ] {
        for error in both(&body).await {
            assert_shown_safely(&error);
            let text = error.to_string();
            assert!(text.contains("the JSON "), "{text}");
        }
        let error = once(200, &body).books().ledger_accounts().await.unwrap_err();
        assert!(matches!(error, Error::BadReply { kind: BadReply::Shape, .. }), "{error:?}");
    }
}

#[tokio::test]
async fn an_amount_of_any_size_is_read_exactly_or_refused() {
    let digits = "9".repeat(1_000_000);
    for amount in [
        "1e999999999",
        "1e-999999999",
        "1e18446744073709551616",
        "-1E+4294967295",
        "1e4294967295",
        "79228162514264337593543950336",
        digits.as_str(),
        &format!("0.{digits}"),
        &format!("1e{digits}"),
    ] {
        for written in [amount.to_owned(), format!("\"{amount}\"")] {
            let mut body = invoice();
            body["total_price_incl_tax"] = json!("here");
            let body = body.to_string().replace("\"here\"", &written);
            for error in both(&body).await {
                assert_shown_safely(&error);
            }
        }
    }
}

#[tokio::test]
async fn a_refusal_of_megabytes_is_read_in_no_time() {
    let name = "x".repeat(1_000_000);
    let many = format!("[{}\"no\"]", "\"no\",".repeat(900_000));
    let fields: Vec<String> = (0..100_000).map(|at| format!("\"{at}\":\"no\",")).collect();
    let fields = fields.concat();
    for body in [
        format!(r#"{{"error":{{"{name}":{many}}}}}"#),
        format!(r#"{{"error":{{"{name}":{{{fields}"z":"no"}}}}}}"#),
        format!(r#"{{"symbolic":{{"{name}":{many}}},"error":"no"}}"#),
        format!(r#"{{"details":{{"{name}":{{{fields}"z":"no"}}}},"error":"no"}}"#),
        format!("[{}1]", "[],".repeat(2_000_000)),
        "[".repeat(2_000_000),
    ] {
        let error = once(422, &body).books().create_invoice(&full_invoice(), None).await;
        let error = error.unwrap_err();
        assert_eq!(error.effect(), Effect::None);
        let text = error.to_string();
        assert!(text.len() < 10_000, "{} bytes", text.len());
    }
}

#[tokio::test]
async fn what_is_forged_is_shown_on_one_line() {
    let forged = format!("x\r\n2026-01-01 INFO fine\u{1b}[2J\u{9b}31m\u{202e}\u{2028}{TOKEN}");
    let mut odd = invoice();
    odd["total_price_incl_tax"] = json!(forged);
    let odd = odd.to_string();
    for error in both(&odd).await {
        assert_shown_safely(&error);
    }
    let bodies = [
        json!({ "error": forged }),
        json!({ "error": { &forged: [&forged] }, "details": { &forged: [{ "error": &forged }] } }),
        json!(forged),
    ];
    for status in [400, 401, 402, 403, 404, 405, 406, 409, 422, 500, 503] {
        for body in &bodies {
            let error = once(status, body).books().create_invoice(&full_invoice(), None).await;
            assert_shown_safely(&error.unwrap_err());
        }
        let books = once(status, forged.as_str()).books();
        let error = books.create_invoice(&full_invoice(), None).await;
        assert_shown_safely(&error.unwrap_err());
    }
}
