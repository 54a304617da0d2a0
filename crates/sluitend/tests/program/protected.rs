//! What is said of the way to a database on another machine.

use std::io::{Read, Write};
use std::net::TcpListener;

use serde_json::Value;

use crate::support::{Bench, Setup};

/// What `doctor` says of an address before there is anything to open; its exit code.
fn checked(bench: &mut Bench, options: &str) -> (Option<Value>, i32) {
    bench.set("SLUITEND_DATABASE_URL", &format!("postgres://me:hunter2@db.example/x{options}"));
    let run = bench.run_in("nowhere", &["doctor"]);
    assert!(!format!("{run:?}").contains("hunter2"), "{run:#?}");
    let checks = run.json()["checks"].as_array().unwrap().clone();
    (checks.into_iter().find(|own| own["name"] == "database_url"), run.exit)
}

#[test]
fn doctor_finds_an_address_that_leaves_it_to_the_server() {
    let mut bench = Bench::new(Setup::of(1));
    let (found, exit) = checked(&mut bench, "");
    let error = found.unwrap()["error"].clone();
    assert_eq!((error["code"].as_str(), exit), (Some("settings"), 2), "{error:#}");
    assert!(error["hint"].as_str().unwrap().contains("sslmode=verify-full"), "{error:#}");
    for (options, part) in
        [("?sslmode=disable", "sslmode=disable"), ("?sslmode=verify-full", "TLS")]
    {
        let (found, exit) = checked(&mut bench, options);
        let found = found.unwrap();
        assert_eq!((&found["ok"], exit), (&Value::Bool(true), 0), "{found:#}");
        assert!(found["message"].as_str().unwrap().contains(part), "{found:#}");
    }
    assert_eq!(checked(&mut bench, "?host=/run/postgresql"), (None, 0));
}

#[test]
fn a_server_without_tls_is_refused_in_plain_words() {
    let mut bench = Bench::new(Setup::of(1));
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let url = format!("postgres://me:hunter2@{address}/x?sslmode=verify-full");
    bench.set("SLUITEND_DATABASE_URL", &url);
    let server = std::thread::spawn(move || {
        for _ in 0..2 {
            let (mut client, _) = listener.accept().unwrap();
            let mut asks_for_tls = [0; 8];
            client.read_exact(&mut asks_for_tls).unwrap();
            client.write_all(b"N").unwrap();
        }
    });
    for (language, part) in [("nl_NL.UTF-8", "Zet TLS aan"), ("C", "Switch TLS on")] {
        bench.set("LANG", language);
        let run = bench.run(&["connections"]).failed("database", 3);
        let error = run.json()["error"].clone();
        assert!(error["message"].as_str().unwrap().contains("offers no TLS"), "{error:#}");
        assert!(error["hint"].as_str().unwrap().starts_with(part), "{error:#}");
        assert!(!format!("{run:?}").contains("hunter2"), "{run:#?}");
    }
    server.join().unwrap();
}
