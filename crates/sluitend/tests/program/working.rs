//! Workers without pages, and what whoever watches over them is told.

use std::io::Write;
use std::net::TcpStream;

use crate::support::{Bench, Process, Setup, get, is_well};

#[test]
fn a_worker_books_tells_how_it_is_and_stops_gently() {
    let mut bench = Bench::connected(Setup::of(20));
    bench.set("SLUITEND_METRICS_LISTEN", "127.0.0.1:0");
    bench.set("SLUITEND_SYNC__ADDRESS", "door");
    let mut worker = Process::start(bench.command(&["work"]));
    let address = worker.after("telling whoever watches at=");
    worker.after("}:booking{order=");
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
        "sluitend_database_up 1",
        &format!("sluitend_resting_orders{{state=\"booked\"}} {booked}"),
        "sluitend_throttled_total{address=\"door\",remote=\"moneybird\"} 0",
    ] {
        assert!(figures.lines().any(|own| own == line), "{line}:\n{figures}");
    }
    assert!(!get(&address, "/").contains(" 200 "), "there are no pages");
    assert_eq!(worker.stop(), Some(0));
}

#[test]
fn half_a_request_of_whoever_watches_does_not_keep_it_from_ending() {
    let mut bench = Bench::connected(Setup::of(1));
    bench.set("SLUITEND_METRICS_LISTEN", "127.0.0.1:0");
    let mut worker = Process::start(bench.command(&["work"]));
    let address = worker.after("telling whoever watches at=");
    let mut door = TcpStream::connect(&address).unwrap();
    door.write_all(b"GET /metrics HTTP/1.1\r\nhost:").unwrap();
    worker.after(" synced ");
    // It hears of the rest of it never, and ends all the same.
    assert_eq!(worker.stop(), Some(0));
    drop(door);
}

#[test]
fn a_line_for_machines_names_the_order_and_its_connection() {
    let mut bench = Bench::connected(Setup::of(5));
    bench.set("SLUITEND_LOG_FORMAT", "json");
    let mut worker = Process::start(bench.command(&["work"]));
    let line = worker.line_with("\"message\":\"booked\"");
    let line: serde_json::Value = serde_json::from_str(&line).unwrap();
    let order = line["span"]["order"].as_i64().unwrap();
    assert!(bench.ready().iter().any(|own| own.id == order), "{line}");
    assert!(line["spans"][0]["connection"].is_string(), "{line}");
    assert!(line["invoice"].is_string(), "{line}");
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

#[test]
fn whoever_watches_is_told_that_the_database_is_waited_for() {
    let mut bench = Bench::connected(Setup::of(1));
    // Nobody is there any more.
    let gone = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    bench.set("SLUITEND_DATABASE_URL", &format!("postgres://nobody@{gone}/nothing"));
    for name in ["SLUITEND_LISTEN", "SLUITEND_METRICS_LISTEN"] {
        bench.set(name, "127.0.0.1:0");
    }
    bench.set("SLUITEND_SYNC__ADDRESS", "door");
    for command in ["work", "serve"] {
        let mut service = Process::start(bench.command(&[command]));
        let address = service.after("telling whoever watches at=");
        service.line_with("waiting for the database");
        let healthy = get(&address, "/healthz");
        assert!(is_well(&healthy), "it is not to be killed for that: {healthy}");
        let ready = get(&address, "/readyz");
        assert!(ready.contains(" 503 ") && ready.contains("not open yet"), "{ready}");
        let figures = get(&address, "/metrics");
        for line in [
            "sluitend_database_up 0",
            "sluitend_calls_total{address=\"door\",remote=\"moneybird\"} 0",
        ] {
            assert!(figures.lines().any(|own| own == line), "{line}:\n{figures}");
        }
        assert_eq!(service.stop(), Some(0), "{command}");
    }
}
