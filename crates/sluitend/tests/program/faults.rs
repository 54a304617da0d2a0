//! What goes wrong on the way: each ends with its code and what to do, and loses nothing.

use axum::http::Method;
use jiff::SignedDuration;
use sandbox::books::{Fault, FaultKind, Switches};
use sandbox::shop::{Fault as ShopFault, Misfortune};

use crate::support::{Bench, Setup};

/// How many orders the shop of these tests has.
const ORDERS: usize = 30;

/// Asserts that one more sync books every order once.
#[track_caller]
fn recovers(bench: &Bench) {
    bench.books.faults().clear();
    bench.shop.faults().clear();
    bench.sync().ended(0);
    bench.books_hold_once(&bench.ready());
}

/// Something goes wrong in Moneybird from the `after`th request on, until it is taken away.
fn books_fault(path: &str, after: u32, kind: FaultKind) -> Fault {
    Fault { method: None, path: path.to_owned(), after, times: u32::MAX, kind }
}

/// The same in the shop.
fn shop_fault(path: &str, after: u32, kind: Misfortune) -> ShopFault {
    let (method, path) = ("*".to_owned(), path.to_owned());
    ShopFault { method, path, after, times: u32::MAX, kind }
}

#[test]
fn wrong_secrets_are_refused_before_anything_is_stored() {
    for (name, code) in [
        ("SLUITEND_SHOP_KEY", "credentials-shop"),
        ("SLUITEND_SHOP_SECRET", "credentials-shop"),
        ("SLUITEND_MONEYBIRD_TOKEN", "credentials-moneybird"),
    ] {
        let mut bench = Bench::new(Setup::of(ORDERS));
        let right = bench.variable(name).to_owned();
        bench.set(name, "something-else");
        bench.connect().failed(code, 3);
        bench.sync().failed("not-found", 2);
        bench.set(name, &right);
        bench.connect().ended(0);
        recovers(&bench);
    }
}

#[test]
fn a_missing_scope_is_named() {
    let all = Switches::default();
    let without = |name: &str| Switches {
        scopes: all.scopes.iter().filter(|own| *own != name).cloned().collect(),
        ..all.clone()
    };
    let bench =
        Bench::connected(Setup { switches: without("sales_invoices"), ..Setup::of(ORDERS) });
    let run = bench.sync().failed("scope-missing", 3);
    assert!(run.json()["error"]["message"].as_str().unwrap().contains("sales_invoices"));
    bench.books.set_switches(without("documents"));
    recovers(&bench);
    // Booking does not need it, the report does.
    let year = bench.years().last().unwrap().to_string();
    let run = bench.run(&["close", "--period", &year]).failed("scope-missing", 3);
    assert!(run.json()["error"]["message"].as_str().unwrap().contains("documents"));
    bench.books.set_switches(all);
    bench.run(&["close", "--period", &year]).ended(0);
}

#[test]
fn a_clock_that_is_off_is_told_from_wrong_keys() {
    for minutes in [-10, 10] {
        let shop_is_ahead = SignedDuration::from_mins(minutes);
        let bench = Bench::new(Setup { shop_is_ahead, ..Setup::of(ORDERS) });
        bench.connect().failed("clock", 3);
        bench.shop_is_right();
        bench.connect().ended(0);
        recovers(&bench);
    }
}

#[test]
fn an_unknown_key_in_the_settings_changes_nothing() {
    let mut bench = Bench::new(Setup::of(ORDERS));
    let settings = crate::settings::settings(&bench.books).unwrap();
    let wrong = settings.replace("paid_only", "payed_only");
    let run = bench.connect_with(&wrong).failed("settings", 2);
    assert!(run.json()["error"]["message"].as_str().unwrap().contains("payed_only"));
    assert_eq!(bench.books.requests() + bench.shop.requests(), 0, "nobody was asked");

    bench.set("SLUITEND_SYNC__WINDOW_SECOND", "1");
    let run = bench.connect().failed("settings", 2);
    assert!(run.json()["error"]["message"].as_str().unwrap().contains("WINDOW_SECOND"));
}

#[test]
fn a_token_that_is_revoked_midway_stops_the_work() {
    let bench = Bench::connected(Setup::of(ORDERS));
    let revoked = books_fault("/external_sales_invoices", 12, FaultKind::Unauthorized);
    bench.books.faults().push(revoked);
    bench.sync().failed("credentials-moneybird", 3);
    assert!(bench.books.invoices().len() > 3, "it was midway");
    let state = bench.run(&["connections"]).ended(0).json();
    assert!(state.to_string().contains("credentials-moneybird"), "{state:#}");
    recovers(&bench);
}

#[test]
fn what_the_shop_garbles_is_not_believed() {
    for kind in [Misfortune::BrokenJson, Misfortune::WrongSignature, Misfortune::HtmlOk] {
        for (path, after) in [("/orders/", 0), ("/orderrows/", 4)] {
            let bench = Bench::connected(Setup::of(ORDERS));
            bench.shop.faults().push(shop_fault(path, after, kind.clone()));
            bench.sync().failed("bad-reply", 3);
            recovers(&bench);
        }
    }
}

#[test]
fn a_shop_that_answers_with_a_proxys_page_is_out_of_reach() {
    let bench = Bench::connected(Setup::of(ORDERS));
    bench.shop.faults().push(shop_fault("/orderrows/", 4, Misfortune::Html502));
    bench.sync().failed("unreachable", 3);
    recovers(&bench);
}

#[test]
fn what_moneybird_garbles_is_not_believed() {
    for kind in [FaultKind::BrokenJson, FaultKind::CutBody, FaultKind::HtmlOk] {
        for path in ["/tax_rates", "/contacts/synchronization"] {
            let bench = Bench::connected(Setup::of(ORDERS));
            bench.books.faults().push(books_fault(path, 0, kind));
            bench.sync().failed("bad-reply", 3);
            recovers(&bench);
        }
    }
}

#[test]
fn a_blocked_address_is_told_as_such() {
    let bench = Bench::connected(Setup::of(ORDERS));
    bench.books.faults().push(books_fault("/external_sales_invoices", 9, FaultKind::Blocked403));
    bench.sync().failed("throttled", 3);
    recovers(&bench);
}

#[test]
fn too_many_requests_only_cost_time() {
    let bench = Bench::connected(Setup::of(ORDERS));
    for after in [3, 8] {
        let fault = Fault { after, ..Fault::once(Method::POST, "/payments", FaultKind::Throttle) };
        bench.books.faults().push(fault);
    }
    bench
        .shop
        .faults()
        .push(ShopFault { times: 1, ..shop_fault("/orderrows/", 5, Misfortune::Throttle) });
    bench.sync().ended(0);
    assert_eq!((bench.books.faults().struck(), bench.shop.faults().pending()), (2, 0));
    bench.books_hold_once(&bench.ready());
}

#[test]
fn a_moneybird_that_is_not_there_is_out_of_reach() {
    let mut bench = Bench::connected(Setup::of(ORDERS));
    let right = bench.variable("SLUITEND_MONEYBIRD__API_URL").to_owned();
    // Nobody listens on a port that was just closed again.
    let port = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap().local_addr().unwrap().port();
    bench.set("SLUITEND_MONEYBIRD__API_URL", &format!("http://127.0.0.1:{port}/api/v2"));
    bench.sync().failed("unreachable", 3);
    assert!(bench.books.invoices().is_empty());
    bench.set("SLUITEND_MONEYBIRD__API_URL", &right);
    recovers(&bench);
}
