//! `sluitend demo --once`: the promise in one command.

use std::collections::BTreeSet;
use std::process::Command;

use serde_json::{Value, json};

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
fn every_order_is_accounted_for_and_every_month_closes() {
    let run = demo(&["--orders", "220", "--seed", "11", "--json"]).ended(0);
    let json = run.json();
    assert_eq!(json["difference"], "0.00");
    assert_eq!(json["unaccounted"], json!([]));
    assert!(json["rate_limit"]["divided_by"].as_u64().unwrap() > 1);

    // What was refused has its reason, and a person does what it asks.
    let [before, after] = json["passes"].as_array().unwrap().as_slice() else {
        panic!("two passes: {:#}", json["passes"])
    };
    let codes = |pass: &Value| -> BTreeSet<String> {
        let refused = pass["needs_person"].as_array().unwrap().iter();
        refused.map(|order| order["code"].as_str().unwrap().to_owned()).collect()
    };
    let asked: Vec<String> = codes(before).into_iter().collect();
    assert_eq!(asked, ["vat-number-missing", "vat-unmapped"]);
    for answer in json["answers"].as_array().unwrap() {
        assert!(answer["done"].is_string(), "{answer:#}");
    }
    assert_eq!(after["needs_person"], json!([]));
    let count = |pass: &Value, state: &str| pass["orders"][state].as_u64().unwrap();
    let refused = before["needs_person"].as_array().unwrap().len() as u64;
    assert_eq!(count(before, "booked") + refused, count(after, "booked"));
    assert!(count(after, "booked") > 120, "{after:#}");
    let booked_now = |pass: &Value| pass["booked_now"].as_u64().unwrap();
    assert_eq!(booked_now(before) + booked_now(after), count(after, "booked"));

    let statements = json["statements"].as_array().unwrap();
    let lines = statements.iter().flat_map(|own| own["orders"].as_array().unwrap());
    let listed: BTreeSet<i64> = lines.map(|line| line["id"].as_i64().unwrap()).collect();
    assert_eq!(listed.len() as u64, count(after, "booked"), "each booked one is in a month");
    // A credit invoice of an order that waits is waiting too, and stands in no statement.
    let credits = listed.iter().filter(|id| **id < 0).count() as u64;
    assert!(count(after, "booked") + count(after, "waiting") >= 220 + credits, "{after:#}");
    assert!((14..=15).contains(&statements.len()), "fourteen months: {}", statements.len());
    for statement in statements {
        assert_eq!(statement["closes"], true, "{statement:#}");
        assert_eq!(statement["explanations"], json!([]));
        assert_eq!(statement["outside"], json!([]));
    }
    let shop_net = |row: &Value| row["shop"]["net"] == row["moneybird"]["net"];
    let totals = json["total"]["rows"].as_array().unwrap();
    assert!(totals.len() > 12 && totals.iter().all(shop_net), "{totals:#?}");
}

#[test]
fn the_text_says_that_time_is_shortened_and_what_the_books_hold() {
    let run = demo(&["--orders", "40", "--seed", "3"]).ended(0);
    for part in
        ["300 times as fast", "domestic", "Moneybird", "difference 0.00", "booked", "closes"]
    {
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
fn a_data_folder_is_left_alone_and_that_is_said() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("data");
    let run = demo(&["--orders", "20", "--data", own.to_str().unwrap()]).ended(0);
    assert!(run.stderr.contains("--data stays as it was"), "{}", run.stderr);
    assert!(!own.exists(), "nothing was made there");
}

#[test]
fn a_port_that_is_taken_is_told_of_before_the_work() {
    let taken = std::net::TcpListener::bind(("127.0.0.1", 0)).unwrap();
    let port = taken.local_addr().unwrap().port().to_string();
    let output = Command::new(env!("CARGO_BIN_EXE_sluitend"))
        .env_clear()
        .args(["demo", "--booked", "--orders", "20", "--port", &port])
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
