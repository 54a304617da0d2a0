//! Answers that are made to hurt: too much, too deep, too large, forged.

use ccvshop::{Access, Error, Order, OrderQuery, OrderRow, Unreadable};

use crate::fake::{Fake, KEY, SECRET, client, ok, order, page, reply, row};

const ROWS: &str = "GET orders/1/orderrows/?start=0&size=100";

async fn rows(body: &str) -> Result<Vec<OrderRow>, Error> {
    client(&Fake::new([(ROWS, ok(body))])).order_rows(1).await
}

fn assert_shown_safely(text: &str) {
    assert!(!text.contains(char::is_control), "{text:?}");
    assert!(!text.contains(KEY) && !text.contains(SECRET), "{text}");
    assert!(text.len() < 1_000, "{} bytes", text.len());
}

/// A document with a member per line, one of which has another value.
fn with(document: &str, member: &str, value: &str) -> String {
    let name = format!("\"{member}\":");
    let line = |line: &str| {
        if line.trim_start().starts_with(&name) {
            format!("{name} {value}{}", if line.ends_with(',') { "," } else { "" })
        } else {
            line.to_owned()
        }
    };
    document.lines().map(line).collect::<Vec<_>>().join("\n")
}

fn deep(open: &str, close: &str) -> String {
    format!("{}1{}", open.repeat(100_000), close.repeat(100_000))
}

#[tokio::test]
async fn too_deep_and_too_many_are_refused_before_anything_is_made_of_them() {
    for body in [
        deep("[", "]"),
        deep("{\"items\":", "}"),
        page(0, &[deep("[", "]")], None),
        page(0, &[row(1).replacen('{', &format!("{{\"more\":{},", deep("[", "]")), 1)], None),
        page(0, &["{},".repeat(1_000_000) + "{}"], None),
    ] {
        let error = rows(&body).await.unwrap_err();
        assert!(matches!(error, Error::BadReply { .. }), "{error:?}");
        let text = error.to_string();
        assert!(text.contains("the JSON "), "{text}");
        assert!(Order::from_json(body.as_bytes()).is_err());
        assert!(OrderRow::list_from_json(body.as_bytes()).is_err());
        // The same as a refusal.
        for status in [404, 422, 500] {
            let fake = Fake::new([(ROWS, Ok(reply(status, &body)))]);
            assert_shown_safely(&client(&fake).order_rows(1).await.unwrap_err().to_string());
        }
    }
}

#[tokio::test]
async fn an_amount_of_any_size_is_read_exactly_or_refused() {
    let digits = "9".repeat(1_000_000);
    for amount in ["1e999999999", "1e-999999999", "-1E+4294967295", &digits, &format!("1e{digits}")]
    {
        for written in [amount.to_owned(), format!("\"{amount}\"")] {
            let odd = with(&order(1), "total_price", &written);
            let Unreadable { reason, .. } = Order::from_json(odd.as_bytes()).unwrap_err();
            assert!(reason.starts_with("total_price: "), "{reason}");
            assert_shown_safely(&reason);
        }
    }
}

#[tokio::test]
async fn what_is_forged_is_shown_on_one_line() {
    let forged = format!(r"x\r\n2026-01-01 INFO fine\u001b[2J\u009b31m\u202e\u2028 {KEY} {SECRET}");
    let odd = with(&row(1), "count", &format!("\"{forged}\""));
    let odd = odd.replacen('{', &format!("{{\"{forged}\":1,"), 1);
    let error = rows(&page(0, &[odd], None)).await.unwrap_err();
    assert_shown_safely(&error.to_string());

    let query = OrderQuery { size: 1, ..OrderQuery::default() };
    let odd = with(&order(1), "is_completed", &format!("\"{forged}\""));
    let target = "GET orders/?start=0&size=1&orderby=id";
    let fake = Fake::new([(target, ok(&page(0, &[odd], None)))]);
    let page = client(&fake).orders(&query).await.unwrap();
    assert_eq!(page.items.len(), 0);
    assert_shown_safely(&page.unreadable[0].to_string());
    for status in [301, 400, 401, 403, 404, 409, 422, 429, 500, 503] {
        for body in [
            forged.replace("\\r\\n", "\r\n").replace("\\u001b", "\x1b"),
            format!(r#"{{"code": "{forged}", "developermessage": "{forged}"}}"#),
            format!(r#"{{"code": "404.10", "developermessage": "{forged}"}}"#),
        ] {
            let mut answer = reply(status, &body);
            answer.headers.push(("location".to_owned(), format!("https://x.test/?{KEY}\x1b[2J")));
            let fake = Fake::new([(ROWS, Ok(answer))]);
            assert_shown_safely(&client(&fake).order_rows(1).await.unwrap_err().to_string());
        }
    }
}

#[test]
fn nothing_that_breaks_a_line_gets_into_a_key() {
    let root: url::Url = "https://winkel.test".parse().unwrap();
    for odd in ["a\r\nx: y", "a\nb", "a\rb", "a\0b", "a b", "é", "\u{7f}", ""] {
        assert!(Access::new(root.clone(), odd.into(), SECRET.into()).is_err(), "{odd:?}");
        assert!(Access::new(root.clone(), KEY.into(), odd.into()).is_err(), "{odd:?}");
    }
}
