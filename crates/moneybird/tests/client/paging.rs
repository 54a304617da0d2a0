//! Lists in pages.

use std::num::NonZeroU32;

use moneybird::{BadReply, Error, InvoiceFilter};
use remote::Reply;
use serde_json::json;

use crate::samples::{contact, invoice, year};
use crate::scripted::{Scripted, once, reply, with_header};

fn rate(id: u32) -> serde_json::Value {
    json!({"id": id, "name": "21% btw", "percentage": "21.0", "tax_rate_type": "sales_invoice",
           "active": id.is_multiple_of(2), "show_tax": true, "country": null})
}

fn next(reply: Reply) -> Reply {
    with_header(reply, "link", r#"<https://moneybird.com/x?page=2>; rel="next""#)
}

#[tokio::test]
async fn the_link_header_tells_whether_there_is_more() {
    let table = [
        (None, false),
        (Some(""), false),
        (Some(r#"<https://a.example/?page=2>; rel="next""#), true),
        (Some("<https://a.example/?page=2>; rel=next"), true),
        (Some(r#"<https://a.example/?page=1>; rel="prev""#), false),
        (
            Some(r#"<https://a.example/?p=1>; rel="prev", <https://a.example/?p=3>; rel="next""#),
            true,
        ),
        (Some(r#"<https://a.example/?filter=a:1,state:all>; title="x"; REL="last NEXT""#), true),
        (Some(r#"<https://a.example/;rel=next>; rel="prev""#), false),
        (Some("rel=next"), false),
    ];
    for (header, expected) in table {
        let mut answer = reply(200, json!([invoice()]));
        if let Some(value) = header {
            answer = with_header(answer, "link", value);
        }
        let moneybird = Scripted::answering(vec![Ok(answer)]);
        let filter = InvoiceFilter::all_of(year());
        let page = moneybird.books().invoices(&filter, NonZeroU32::MIN).await.unwrap();
        assert_eq!(page.has_next, expected, "{header:?}");
        assert_eq!(page.items.len(), 1);
    }
}

#[tokio::test]
async fn a_second_link_header_counts_too() {
    let answer = with_header(reply(200, "[]"), "link", r#"<https://a.example>; rel="prev""#);
    let moneybird = Scripted::answering(vec![Ok(next(answer))]);
    let page = moneybird.books().search_contacts("x", NonZeroU32::MIN).await.unwrap();
    assert!(page.has_next);
}

#[tokio::test]
async fn tax_rates_come_from_all_pages() {
    let moneybird = Scripted::answering(vec![
        Ok(next(reply(200, json!([rate(1), rate(2)])))),
        Ok(next(reply(200, json!([rate(3)])))),
        Ok(reply(200, json!([rate(4)]))),
    ]);
    let rates = moneybird.books().tax_rates().await.unwrap();
    let ids: Vec<_> = rates.iter().map(|rate| rate.id.as_str()).collect();
    assert_eq!(ids, ["1", "2", "3", "4"]);
    assert_eq!(rates.iter().filter(|rate| rate.active).count(), 2);
    let pages: Vec<_> = moneybird
        .requests()
        .iter()
        .map(|request| request.target().split_once("&page=").unwrap().1.to_owned())
        .collect();
    assert_eq!(pages, ["1&per_page=100", "2&per_page=100", "3&per_page=100"]);
}

#[tokio::test]
async fn a_list_that_does_not_end_is_an_error() {
    let moneybird = Scripted::answering(vec![Ok(next(reply(200, "[]"))); 30]);
    let error = moneybird.books().tax_rates().await.unwrap_err();
    assert!(matches!(error, Error::BadReply { kind: BadReply::Shape, .. }));
    assert_eq!(moneybird.requests().len(), 20);
}

#[tokio::test]
async fn one_bad_page_spoils_the_list() {
    let moneybird =
        Scripted::answering(vec![Ok(next(reply(200, json!([rate(1)])))), Ok(reply(500, ""))]);
    assert!(moneybird.books().tax_rates().await.is_err());
}

#[tokio::test]
async fn an_unknown_contact_in_a_filter_is_not_an_empty_list() {
    let body = r#"{"error":"record not found","symbolic":{"contact_id":"not_found"}}"#;
    let filter =
        InvoiceFilter { contact: Some("1".parse().unwrap()), ..InvoiceFilter::all_of(year()) };
    let error = once(404, body).books().invoices(&filter, NonZeroU32::MIN).await.unwrap_err();
    assert!(matches!(error, Error::NotFound { fields, .. } if fields == ["contact_id"]));
}

#[tokio::test]
async fn a_customer_id_is_found_or_not_or_in_doubt() {
    let id = moneybird::CustomerId::new("ccv-7-1001").unwrap();
    let found = once(200, contact()).books().contact_by_customer_id(&id).await.unwrap();
    assert_eq!(found.unwrap().id.as_str(), "42");
    let by_code = r#"{"error":"record not found","symbolic":{"customer_id":"not_found"}}"#;
    let by_model = r#"{"error":"Record not found for model name: Contact"}"#;
    for body in [by_code, by_model] {
        let found = once(404, body).books().contact_by_customer_id(&id).await.unwrap();
        assert_eq!(found, None);
    }
    let of_administration = r#"{"error":"record not found","symbolic":{"id":"not_found"}}"#;
    for body in [of_administration, "<html>404</html>", ""] {
        let error = once(404, body).books().contact_by_customer_id(&id).await.unwrap_err();
        assert!(matches!(error, Error::NotFound { .. }), "{body}");
    }
    let other = moneybird::CustomerId::new("other").unwrap();
    let error = once(200, contact()).books().contact_by_customer_id(&other).await.unwrap_err();
    assert!(matches!(error, Error::BadReply { kind: BadReply::Shape, .. }));
}
