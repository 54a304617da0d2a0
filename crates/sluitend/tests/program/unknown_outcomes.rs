//! Requests that may or may not have taken effect: never repeated, looked up once settled.

use axum::http::Method;
use sandbox::books::{Fault, FaultKind};

use crate::support::{Bench, Setup};

fn fault(path: &str, after: u32, kind: FaultKind) -> Fault {
    Fault { after, ..Fault::once(Method::POST, path, kind) }
}

#[test]
fn an_outcome_that_is_not_known_is_looked_up_and_never_repeated() {
    let bench = Bench::connected(Setup::of(60));
    // Never three in a row: then Moneybird is taken to be out of reach.
    let faults = [
        ("/contacts.json", 1, FaultKind::Html500AfterEffect),
        ("/contacts.json", 4, FaultKind::Html500BeforeEffect),
        ("/external_sales_invoices.json", 3, FaultKind::Html500AfterEffect),
        ("/external_sales_invoices.json", 7, FaultKind::Html500BeforeEffect),
        ("/external_sales_invoices.json", 11, FaultKind::EmptyBody201),
        ("/external_sales_invoices.json", 15, FaultKind::HtmlOk),
        ("/payments.json", 5, FaultKind::Html500AfterEffect),
        ("/payments.json", 9, FaultKind::Html500BeforeEffect),
        ("/payments.json", 13, FaultKind::CutBody),
    ];
    for (path, after, kind) in faults {
        bench.books.faults().push(fault(path, after, kind));
    }
    let run = bench.sync().ended(1);
    let synced = run.synced();
    assert_eq!(bench.books.faults().struck(), faults.len() as u64, "all of them struck");
    assert!(synced["again_at"].is_string(), "{synced:#}");
    let unsettled = synced["unsettled"].as_array().unwrap();
    assert!(!unsettled.is_empty() && unsettled.len() <= faults.len(), "{synced:#}");
    assert_eq!(synced["orders"]["booking"], unsettled.len());

    // Too early to look anything up. Only a contact that turns up in the mirror lets its order go
    // on: two calls for the mirror, one each for invoice and payment, one to read it back.
    let run = bench.sync().ended(1);
    let calls = run.synced()["calls"]["moneybird"].as_u64().unwrap();
    assert!(calls <= 5, "{run:#?}");
    assert!(run.synced()["booked_now"].as_u64().unwrap() <= 1, "{run:#?}");

    bench.run(&["sync", "--wait"]).ended(0);
    bench.books_hold_once(&bench.ready());
    let contacts = bench.books.contacts();
    let mut ids: Vec<&str> =
        contacts.iter().filter_map(|contact| contact["customer_id"].as_str()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!(ids.len(), all, "a contact was made twice");
}

#[test]
fn a_moneybird_that_keeps_failing_is_left_alone() {
    let bench = Bench::connected(Setup::of(60));
    bench.books.faults().push(Fault {
        times: u32::MAX,
        ..fault("/external_sales_invoices.json", 5, FaultKind::Html500BeforeEffect)
    });
    let before = bench.books.faults().struck();
    bench.sync().failed("unreachable", 3);
    assert_eq!(bench.books.faults().struck() - before, 3, "it gave up after three");
    bench.books.faults().clear();
    bench.run(&["sync", "--wait"]).ended(0);
    bench.books_hold_once(&bench.ready());
}
