//! Who is let in: limits, tokens, scopes, and paths that do not exist.

use std::net::{Ipv4Addr, SocketAddr};
use std::time::Duration;

use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::Request;
use sandbox::books::{Limits, Switches};
use serde_json::json;

use crate::bench::{Answer, Bench};

const TIGHT: Limits =
    Limits { per_window: 3, reports_per_window: 1, window: Duration::from_mins(5) };

fn request(path: &str, token: &str) -> Request<Body> {
    let request = Request::get(path).header("authorization", format!("Bearer {token}"));
    request.body(Body::empty()).unwrap()
}

async fn look(bench: &Bench) -> Answer {
    bench.send(request("/api/v2/administrations.json", "open-sesame")).await
}

#[tokio::test]
async fn every_answer_says_how_the_window_stands() {
    let bench = Bench::limited(Switches::default(), TIGHT);
    bench.pass(250);
    let start = 1_787_313_600;
    for left in ["2", "1", "0"] {
        let answer = look(&bench).await.is(200);
        assert_eq!(answer.header("ratelimit-limit"), "3");
        assert_eq!(answer.header("ratelimit-requestsremaining"), left);
        assert_eq!(answer.header("ratelimit-reset"), (start + 301).to_string());
        assert_eq!(answer.header("retry-after"), "");
    }
    bench.pass(60_000);
    let refused = look(&bench).await.is(429);
    assert_eq!(refused.body, json!("Retry later"));
    assert_eq!(refused.header("ratelimit-remaining"), "241");
    assert_eq!(refused.header("ratelimit-requestsremaining"), "0");
    assert_eq!(refused.header("retry-after"), (start + 301).to_string());
    assert_eq!((bench.books.requests(), bench.books.rejected_by_limit()), (4, 1));
    assert_eq!(bench.books.worst_window(TIGHT.window), 3);
    // At the announced second the door is open again.
    bench.pass(240_750);
    assert_eq!(look(&bench).await.is(200).header("ratelimit-requestsremaining"), "2");
    assert_eq!(bench.books.worst_window(TIGHT.window), 3);
    assert_eq!(bench.books.worst_window(Duration::from_secs(302)), 4);
}

#[tokio::test]
async fn reports_have_a_limit_of_their_own_and_count_in_the_other() {
    let bench = Bench::limited(Switches::default(), TIGHT);
    let report = bench.get("reports/tax").await.is(200);
    assert_eq!(report.header("ratelimit-limit"), "1");
    assert_eq!(report.header("ratelimit-requestsremaining"), "0");
    bench.get("reports/tax").await.is(429);
    assert_eq!(look(&bench).await.is(200).header("ratelimit-requestsremaining"), "0");
    look(&bench).await.is(429);
}

#[tokio::test]
async fn every_source_address_has_its_own_windows() {
    let bench = Bench::limited(Switches::default(), Limits { per_window: 1, ..TIGHT });
    for (address, status) in [(1, 200), (1, 429), (2, 200), (2, 429)] {
        let mut request = request("/api/v2/administrations.json", "open-sesame");
        let source = SocketAddr::from((Ipv4Addr::new(10, 0, 0, address), 1000));
        request.extensions_mut().insert(ConnectInfo(source));
        bench.send(request).await.is(status);
    }
}

#[tokio::test]
async fn only_the_token_opens_the_door() {
    let bench = Bench::new();
    let path = "/api/v2/administrations.json";
    let none = bench.send(Request::get(path).body(Body::empty()).unwrap()).await.is(401);
    assert!(none.header("ratelimit-limit").parse::<u32>().is_ok());
    bench.send(request(path, "open-sesam")).await.is(401);
    let listed = look(&bench).await.is(200);
    assert_eq!(listed.at("/0/id"), bench.books.administration_id());
    assert_eq!(listed.at("/0/name"), "Winkel aan de Kade");
    assert_eq!(listed.at("/0/period_start_date"), "2026-01-01");
    bench.books.lock_until(jiff::civil::date(2026, 6, 30));
    assert_eq!(look(&bench).await.at("/0/period_locked_until"), "2026-06-30");
    bench.books.revoke_token();
    let revoked = look(&bench).await.is(401);
    assert_eq!(revoked.at("/error"), "access token revoked");
    bench.books.restore_token();
    look(&bench).await.is(200);
}

#[tokio::test]
async fn scopes_are_asked_per_operation() {
    for (scopes, path, error) in [
        (&["documents"][..], "external_sales_invoices", "No access to sales_invoices"),
        (&["sales_invoices"], "reports/tax", "No access to sales_invoices and documents"),
        (&["sales_invoices", "documents"], "reports/general_ledger", "No access to bank"),
        (
            &["time_entries"],
            "tax_rates",
            "No access to settings or sales_invoices or documents or estimates",
        ),
    ] {
        let scopes = scopes.iter().map(|&scope| scope.to_owned()).collect();
        let bench = Bench::with(Switches { scopes, ..Switches::default() });
        assert_eq!(bench.get(path).await.is(401).at("/error"), error);
        look(&bench).await.is(200);
        bench.get("payments/12").await.is(404);
    }
    let scopes = vec!["bank".to_owned()];
    let bench = Bench::with(Switches { scopes, ..Switches::default() });
    bench.get("contacts").await.is(200);
    bench.get("reports/general_ledger").await.is(200);
}

#[tokio::test]
async fn paths_that_lead_nowhere() {
    let bench = Bench::new();
    let own = format!("/api/v2/{}", bench.books.administration_id());
    for (path, status) in [
        (format!("{own}/contacts"), 200),
        (format!("{own}/contacts.xml"), 406),
        (format!("{own}/shoes.json"), 404),
        (format!("{own}/reports/shoes.json"), 404),
        ("/api/v2/12/contacts.json".to_owned(), 404),
        ("/api/v1/administrations.json".to_owned(), 404),
        ("/nowhere".to_owned(), 404),
    ] {
        bench.send(request(&path, "open-sesame")).await.is(status);
    }
    let put =
        Request::put(format!("{own}/contacts.json")).header("authorization", "Bearer open-sesame");
    bench.send(put.body(Body::empty()).unwrap()).await.is(405);
}
