//! `sluitend demo --once`: the promise in one command.

use std::process::Command;

use crate::support::Run;

fn demo(arguments: &[&str]) -> Run {
    let output = Command::new(env!("CARGO_BIN_EXE_sluitend"))
        .env_clear()
        .args(["demo", "--once"])
        .args(arguments)
        .output()
        .unwrap();
    Run::of(&output)
}

#[test]
fn every_order_is_accounted_for_and_the_difference_is_nothing() {
    let run = demo(&["--orders", "60", "--seed", "7", "--json"]).ended(0);
    let json = run.json();
    assert_eq!(json["difference"], "0.00");
    assert_eq!(json["unaccounted"], serde_json::json!([]));
    let synced = run.synced();
    let counts = &synced["orders"];
    let count = |state: &str| counts[state].as_u64().unwrap();
    assert_eq!(count("booked") + count("waiting"), 60, "{counts:#}");
    assert!(count("booked") > 30, "{counts:#}");
    assert_eq!(synced["booked_now"], counts["booked"]);
    assert!(json["rate_limit"]["divided_by"].as_u64().unwrap() > 1);

    let statements = json["statements"].as_array().unwrap();
    assert!((2..=3).contains(&statements.len()), "fourteen months touch two or three years");
    for statement in statements {
        assert_eq!(statement["closes"], true, "{statement:#}");
        assert_eq!(statement["explanations"], serde_json::json!([]));
        assert_eq!(statement["outside"], serde_json::json!([]));
    }
    let shop_net = |row: &serde_json::Value| row["shop"]["net"] == row["moneybird"]["net"];
    let totals = json["total"]["rows"].as_array().unwrap();
    assert!(totals.len() > 4 && totals.iter().all(shop_net), "{totals:#?}");
}

#[test]
fn the_text_says_that_time_is_shortened_and_what_the_books_hold() {
    let run = demo(&["--orders", "40", "--seed", "3"]).ended(0);
    for part in ["300 times as fast", "domestic", "Moneybird", "difference 0.00", "booked"] {
        assert!(run.stdout.contains(part), "'{part}' in {}", run.stdout);
    }
}

#[test]
fn quiet_leaves_the_story_out() {
    let run = demo(&["--orders", "20", "--quiet"]).ended(0);
    assert!(!run.stdout.contains("300 times as fast"), "{}", run.stdout);
    assert!(run.stdout.contains("difference 0.00"), "{}", run.stdout);
}

#[test]
fn a_port_that_is_taken_is_told_of_before_the_work() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_sluitend"))
        .env_clear()
        .args(["demo", "--orders", "20", "--port", &port])
        .output()
        .unwrap();
    let run = Run::of(&output).ended(2);
    assert_eq!(run.stdout, "");
}

#[test]
fn the_same_seed_sells_the_same() {
    let totals = |seed: &str| {
        let run = demo(&["--orders", "30", "--seed", seed, "--json"]).ended(0);
        run.json()["total"]["rows"].clone()
    };
    assert_eq!(totals("11"), totals("11"));
    assert_ne!(totals("11"), totals("12"));
}
