//! The key that belongs to a database.

use crate::schema::Schema;
use crate::support::{Bench, Setup};

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_machine_without_the_key_makes_none_for_a_server_that_has_one() {
    let schema = Schema::new();
    let mut bench = Bench::new(Setup::of(5).in_a_file());
    bench.set("SLUITEND_DATABASE_URL", schema.url());
    bench.connect().ended(0);
    for command in ["sync", "work", "connections"] {
        let run = bench.run_in("elsewhere", &[command]).failed("key-file", 2);
        assert!(run.json()["error"]["hint"].as_str().unwrap().contains("key"), "{run:?}");
    }
    let [own, other] =
        ["data", "elsewhere"].map(|name| bench.folder.path().join(name).join("sealing.key"));
    assert!(!other.exists(), "none was made");
    std::fs::copy(own, other).unwrap();
    bench.run_in("elsewhere", &["sync"]).ended(0);
    bench.books_hold_once(&bench.ready());
}

/// A data folder that has a key of its own is told to work on the database of another one.
fn is_refused_elsewhere(bench: &mut Bench, url: &str) {
    bench.set("SLUITEND_DATABASE_URL", url);
    for command in ["serve", "work", "sync", "connections"] {
        let run = bench.run_in("elsewhere", &[command]).failed("key-file", 2);
        let error = run.json()["error"].clone();
        let (message, hint) = (error["message"].as_str().unwrap(), error["hint"].as_str().unwrap());
        assert!(message.contains("that of another installation"), "{run:?}");
        assert!(hint.contains("`encryption_key_file`"), "{run:?}");
    }
    let doctor = bench.run_in("elsewhere", &["doctor"]).ended(2).json();
    let checks = doctor["checks"].as_array().unwrap();
    let key = checks.iter().find(|own| own["name"] == "key file").unwrap();
    assert_eq!(key["ok"], false, "{key:#}");
    assert_eq!(key["error"]["code"], "key-file", "{key:#}");
    bench.run(&["sync"]).ended(0);
    bench.books_hold_once(&bench.ready());
}

#[test]
fn a_key_of_another_installation_is_refused() {
    let mut bench = Bench::connected(Setup::of(2).in_a_file());
    let file = bench.folder.path().join("data").join("sluitend.db");
    bench.run_in("elsewhere", &["connections"]).ended(0);
    is_refused_elsewhere(&mut bench, &format!("sqlite:{}", file.display()));
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_key_of_another_installation_is_refused_on_a_server_too() {
    let schema = Schema::new();
    let mut bench = Bench::new(Setup::of(2).in_a_file());
    bench.run_in("elsewhere", &["connections"]).ended(0);
    bench.set("SLUITEND_DATABASE_URL", schema.url());
    bench.connect().ended(0);
    is_refused_elsewhere(&mut bench, schema.url());
}
