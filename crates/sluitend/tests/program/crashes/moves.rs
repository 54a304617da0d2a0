//! The installation moves to PostgreSQL while the program works on it.

use super::{BEGINS, Engine, Victim, Work, bench, dice, holds};
use crate::support::{Bench, Process, get, is_well};

/// Requests to Moneybird by which it is in the midst of booking.
const SOME: u64 = 30;

/// The server of these tests takes any password; it is to be found nowhere.
const PASSWORD: &str = "wachtwoord-9b41c6";

fn with_password(url: &str) -> String {
    url.replacen("://postgres@", &format!("://postgres:{PASSWORD}@"), 1)
}

/// A bench whose workers hold a connection for so long that whoever goes on at once was not kept waiting by them.
fn patient() -> Bench {
    let mut bench = bench(&Engine::sqlite(), 150);
    bench.set("SLUITEND_SYNC__LEASE_SECONDS", "300");
    bench
}

/// Whether a text stands in a file of the data folder.
fn is_on_the_disk(bench: &Bench, text: &str) -> bool {
    let entries = std::fs::read_dir(bench.folder.path().join("data")).unwrap();
    let mut files = entries.map(|own| std::fs::read(own.unwrap().path()).unwrap());
    files.any(|bytes| bytes.windows(text.len()).any(|own| own == text.as_bytes()))
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn it_moves_while_it_books() {
    let engine = Engine::postgres();
    let url = with_password(engine.url().unwrap());
    assert!(url.contains(PASSWORD));
    let mut bench = patient();
    let victim = Victim::start(&bench);
    let before = bench.books.requests();
    let ended = victim.runs_until(BEGINS, || bench.books.requests() > before + SOME);
    assert_eq!(ended, None, "it is at work");
    let moved = bench.run(&["migrate-to", &url]).ended(0).json();
    let (booked, ready) = (bench.booked().len(), bench.ready().len());
    assert!(booked < ready, "{booked} of {ready} are booked already");
    for table in moved["tables"].as_array().unwrap() {
        assert_eq!(table["checksum"], table["checksum_there"], "{table}");
        assert_eq!(table["rows"], table["rows_there"], "{table}");
    }
    assert_eq!(moved["connections"], 1, "{moved:#}");
    assert!(moved["orders"].as_u64() >= Some(150), "{moved:#}");

    // Whoever was at work comes no further, and nobody begins there again.
    assert_eq!(victim.runs_until(BEGINS, || false), Some(3));
    drop(victim);
    let refused = bench.sync().failed("settings", 2);
    let hint = refused.json()["error"]["hint"].to_string();
    assert!(hint.contains("`database_url`"), "{hint}");
    bench.run(&["migrate-to", &url]).failed("settings", 2);
    assert!(!bench.printed().contains(PASSWORD) && !is_on_the_disk(&bench, PASSWORD));

    bench.set("SLUITEND_DATABASE_URL", &url);
    let mut dice = dice();
    Work::of(&bench).comes_in(&mut dice, true);
    holds(&bench);
    assert!(!bench.printed().contains(PASSWORD));
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn a_move_that_is_killed_goes_on() {
    let engine = Engine::postgres();
    let mut bench = patient();
    let url = engine.url().unwrap();
    let mut dice = dice();
    let mut kills = 0;
    let victim = Victim::start(&bench);
    while kills < 6 {
        let mut mover = bench.command(&["migrate-to", url]).spawn().unwrap();
        victim.runs_for(std::time::Duration::from_millis(dice.below(600)));
        // One that has ended cannot be killed any more.
        let _ = mover.kill();
        kills += 1;
        if mover.wait().unwrap().success() {
            break;
        }
    }
    drop(victim);
    println!("{kills} were killed");
    let last = bench.run(&["migrate-to", url]);
    assert!(last.exit == 0 || last.stdout.contains("\"settings\""), "{last:#?}");
    bench.sync().failed("settings", 2);
    bench.set("SLUITEND_DATABASE_URL", url);
    holds(&bench);
}

#[test]
#[ignore = "needs PostgreSQL: scripts/test sets SLUITEND_TEST_POSTGRES"]
fn who_works_where_it_has_moved_away_says_so() {
    let engine = Engine::postgres();
    let url = engine.url().unwrap();
    let mut bench = bench(&Engine::sqlite(), 5);
    let misspelt = bench.run(&["migrate-to", &format!("{url}&sslmod=verify-full")]);
    let error = misspelt.failed("usage", 2).json()["error"].clone();
    assert!(error["message"].as_str().unwrap().contains("Did you mean `sslmode`?"), "{error:#}");
    bench.run(&["sync", "--wait"]).ended(0);
    for name in ["SLUITEND_LISTEN", "SLUITEND_METRICS_LISTEN"] {
        bench.set(name, "127.0.0.1:0");
    }
    let mut services = ["serve", "work"].map(|own| Process::start(bench.command(&[own])));
    let watched = services.each_mut().map(|own| own.after("telling whoever watches at="));
    for service in &mut services {
        service.line_with("; Ctrl-C stops");
    }
    for address in &watched {
        let answer = get(address, "/readyz");
        assert!(is_well(&answer), "{answer}");
    }
    bench.run(&["migrate-to", url]).ended(0);
    for (mut service, address) in services.into_iter().zip(&watched) {
        let line = service.line_with("has moved to");
        assert!(line.contains("ERROR") && line.contains("`database_url`"), "{line}");
        let answer = get(address, "/readyz");
        assert!(answer.contains(" 503 "), "{answer}");
        let figures = get(address, "/metrics");
        assert!(figures.lines().any(|own| own == "sluitend_database_up 0"), "{figures}");
        assert_eq!(service.stop(), Some(0));
    }
}
