//! Workers without pages, and what whoever watches over them is told.

use crate::support::{Bench, Process, Setup, get, is_well};

#[test]
fn a_worker_books_tells_how_it_is_and_stops_gently() {
    let mut bench = Bench::connected(Setup::of(20));
    bench.set("SLUITEND_METRICS_LISTEN", "127.0.0.1:0");
    let mut worker = Process::start(bench.command(&["work"]));
    let address = worker.after("telling whoever watches at=");
    let synced = worker.after(" synced ");
    bench.books_hold_once(&bench.ready());
    let booked = bench.ready().len();
    assert!(synced.contains(&format!("booked={booked} ")), "{synced}");
    for path in ["/healthz", "/readyz"] {
        let answer = get(&address, path);
        assert!(is_well(&answer), "{answer}");
    }
    let figures = get(&address, "/metrics");
    for line in [
        &format!("sluitend_booked_orders_total{{how=\"made\"}} {booked}"),
        "sluitend_connections{state=\"active\"} 1",
        "sluitend_round_lateness_seconds_count 1",
        "sluitend_rounds_at_work 0",
    ] {
        assert!(figures.lines().any(|own| own == line), "{line}:\n{figures}");
    }
    assert!(!get(&address, "/").contains(" 200 "), "there are no pages");
    assert_eq!(worker.stop(), Some(0));
}

#[test]
fn an_address_that_is_taken_is_said() {
    let mut bench = Bench::connected(Setup::of(1));
    let taken = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let address = taken.local_addr().unwrap().to_string();
    bench.set("SLUITEND_METRICS_LISTEN", &address);
    let run = bench.run(&["work"]).failed("settings", 2);
    let hint = run.json()["error"]["hint"].to_string();
    assert!(hint.contains("`metrics_listen`"), "{hint}");
}
