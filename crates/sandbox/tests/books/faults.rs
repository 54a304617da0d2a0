//! Faults strike whom they should, and do what they say.

use std::time::Duration;

use axum::http::Method;
use sandbox::books::{Fault, FaultKind, Switches};
use serde_json::json;

use crate::bench::Bench;

#[tokio::test]
async fn each_kind_does_what_it_says() {
    use FaultKind::{
        Blocked403, BrokenJson, CutBody, EmptyBody201, Html500AfterEffect, Html500BeforeEffect,
        HtmlOk, Throttle, Unauthorized,
    };
    for (kind, status, effect) in [
        (Html500BeforeEffect, 500, false),
        (Html500AfterEffect, 500, true),
        (EmptyBody201, 201, true),
        (CutBody, 201, true),
        (BrokenJson, 201, true),
        (HtmlOk, 200, false),
        (Throttle, 429, false),
        (Blocked403, 403, false),
        (Unauthorized, 401, false),
    ] {
        let bench = Bench::new();
        bench.books.faults().push(Fault::once(Method::POST, "/contacts", kind));
        let before = bench.books.contacts().len();
        let path = format!("/api/v2/{}/contacts.json", bench.books.administration_id());
        let request = axum::http::Request::post(path)
            .header("authorization", "Bearer open-sesame")
            .header("content-type", "application/json");
        let body = json!({ "contact": { "lastname": "Bos" } }).to_string();
        let answer = bench.send(request.body(body.into()).unwrap()).await.is(status);
        assert_eq!(bench.books.contacts().len() - before, usize::from(effect), "{kind:?}");
        let readable = serde_json::from_str::<serde_json::Value>(&answer.text).is_ok();
        assert_eq!(readable, matches!(kind, Throttle | Unauthorized), "{kind:?}: {}", answer.text);
        assert_eq!(answer.text.is_empty(), kind == EmptyBody201);
        assert_eq!(answer.header("retry-after").is_empty(), kind != Throttle);
        assert_eq!(answer.header("ratelimit-limit"), "100000");
        assert_eq!(bench.books.faults().pending(), 0);
        bench.post("contacts", json!({ "contact": { "lastname": "Bos" } })).await.is(201);
    }
}

#[tokio::test]
async fn a_late_effect_comes_when_nobody_expects_it() {
    let bench = Bench::new();
    let late = FaultKind::LateEffect(Duration::from_secs(30));
    bench.books.faults().push(Fault::once(Method::POST, "invoices", late));
    let body = Bench::invoice(&bench.contact(), "A", true, &[bench.line("10", "21% btw")]);
    bench.post("external_sales_invoices", body).await.is(500);
    bench.pass(29_999);
    assert!(bench.books.invoices().is_empty());
    bench.pass(1);
    let listed = bench.get("external_sales_invoices").await.is(200);
    assert_eq!(listed.column("reference"), ["A"]);
    assert_eq!(bench.books.invoices().len(), 1);
}

#[tokio::test]
async fn new_invoices_may_stay_out_of_lists_for_a_while() {
    let switches = Switches { list_lag: Duration::from_secs(5), ..Switches::default() };
    let bench = Bench::with(switches);
    let id = bench.book(&bench.contact(), "A", "10").await.id();
    bench.pass(4_999);
    for path in
        ["external_sales_invoices", "external_sales_invoices/synchronization?filter=state:all"]
    {
        assert_eq!(bench.get(path).await.is(200).body, json!([]));
    }
    bench.get(&format!("external_sales_invoices/{id}")).await.is(200);
    bench.pass(1);
    assert_eq!(bench.get("external_sales_invoices").await.column("id"), [id]);
}

#[tokio::test]
async fn faults_wait_and_repeat() {
    let bench = Bench::new();
    bench.books.faults().push(Fault {
        method: None,
        path: "/contacts".to_owned(),
        after: 1,
        times: 2,
        kind: FaultKind::Unauthorized,
    });
    let mut statuses = Vec::new();
    for path in ["contacts", "tax_rates", "contacts", "contacts/synchronization", "contacts"] {
        statuses.push(bench.get(path).await.status);
    }
    assert_eq!(statuses, [200, 200, 401, 401, 200]);
    assert_eq!(bench.books.faults().struck(), 2);

    let faults = bench.books.faults();
    faults.push(Fault::once(Method::GET, "contacts", FaultKind::HtmlOk));
    assert_eq!(faults.pending(), 1);
    faults.clear();
    assert_eq!(faults.pending(), 0);
    bench.get("contacts").await.is(200);
}
