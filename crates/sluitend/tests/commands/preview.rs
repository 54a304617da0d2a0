//! `sluitend preview` of files.

use std::io::Write;
use std::process::Stdio;

use serde_json::json;

use crate::{program, run, run_with};

const ORDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/order.json");
const ROWS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/rows.json");
const SETTINGS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/settings.toml");

fn arguments<'a>(order: &'a str, rows: &'a str, settings: &'a str) -> Vec<&'a str> {
    vec!["preview", "--order", order, "--rows", rows, "--settings", settings]
}

#[test]
fn an_order_becomes_one_invoice() {
    let run = run(&[&arguments(ORDER, ROWS, SETTINGS)[..], &["--json"]].concat());
    assert_eq!(run.code, 0, "{run:?}");
    let line = |name: &str, price: &str, ledger: &str| {
        json!({
            "description": name, "quantity": "1", "price": price, "total": price,
            "case": "domestic", "country": "NL", "percentage": "21", "tax_rate": "2001",
            "ledger": ledger,
        })
    };
    assert_eq!(
        run.json(),
        json!({
            "bookable": true,
            "reference": "FW-17",
            // Placed at half past midnight in Amsterdam.
            "date": "2026-04-01",
            "due_date": "2026-04-15",
            "currency": "EUR",
            "total": "590.00",
            "vat_total": "102.40",
            "hypothesis": "plain",
            "contact": {
                "customer_id": "ccv-0-7001234", "match_email": "roos@example.com",
                "company_name": "", "first_name": "Roos", "last_name": "Verzonnen",
                "address1": "Ketting 12", "address2": "", "postcode": "3511ab",
                "city": "Utrecht", "country": "NL", "phone": "", "email": "roos@example.com",
                "vat_number": "", "chamber_of_commerce": "",
            },
            "lines": [
                line("Stadsfiets Blauw", "585.00", "1001"),
                line("Verzendkosten", "5.00", "1002"),
            ],
            "vat": [{
                "case": "domestic", "country": "NL", "percentage": "21",
                "net": "487.60", "vat": "102.40",
            }],
            "payment": { "price": "590.00", "date": "2026-04-01", "clearing": "1010" },
            "warnings": [],
        })
    );
}

#[test]
fn the_text_shows_lines_vat_and_mapping() {
    let run = run_with(&arguments(ORDER, ROWS, SETTINGS), &[("LANG", "nl_NL.UTF-8")]);
    assert_eq!(run.code, 0);
    for part in ["EUR 590.00, waarvan 102.40 btw", "domestic NL 21 % → 2001", "487.60  102.40"] {
        assert!(run.stdout.contains(part), "'{part}' in {}", run.stdout);
    }
}

#[test]
fn a_rate_that_was_not_valid_then_is_a_warning() {
    // Before October 2012 the Netherlands had 19 %.
    let order = std::fs::read_to_string(ORDER).unwrap();
    let at = order.find("\"create_date\"").unwrap();
    let year = order[at..].find("2026").unwrap() + at;
    let long_ago = format!("{}2011{}", &order[..year], &order[year + 4..]);
    for json in [true, false] {
        let mut arguments = arguments("-", ROWS, SETTINGS);
        arguments.extend(json.then_some("--json"));
        let mut command = program(&arguments, &[]);
        let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(long_ago.as_bytes()).unwrap();
        let output = child.wait_with_output().unwrap();
        assert_eq!(output.status.code(), Some(0));
        let text = String::from_utf8(output.stdout).unwrap();
        for part in ["VAT of NL was charged at 21 %", "19, 6, 0 %"] {
            assert!(text.contains(part), "'{part}' in {text}");
        }
        assert_eq!(json, text.contains("\"rate-not-valid\""), "{text}");
    }
}

#[test]
fn what_is_not_mapped_is_named() {
    let settings = std::fs::read_to_string(SETTINGS).unwrap().replace("\"21\"", "\"9\"");
    let mut command = program(&[&arguments(ORDER, ROWS, "-")[..], &["--json"]].concat(), &[]);
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(settings.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    let json: serde_json::Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!((&json["bookable"], &json["code"]), (&json!(false), &json!("vat-unmapped")));
    assert!(json["message"].as_str().unwrap().contains("for domestic, country NL, 21 %"));
    assert!(json["hint"].as_str().unwrap().contains("percentage = \"21\""), "{json:#}");
}

#[test]
fn files_that_cannot_be_used_are_named() {
    for (files, code, part) in [
        (["missing.json", ROWS, SETTINGS], "usage", "missing.json cannot be read"),
        ([ROWS, ROWS, SETTINGS], "usage", "the order: "),
        ([ORDER, SETTINGS, SETTINGS], "usage", "the rows: "),
        ([ORDER, ROWS, ORDER], "settings", "order.json: TOML parse error"),
        (["-", "-", SETTINGS], "usage", "Standard input (-)"),
    ] {
        let run = run(&[&arguments(files[0], files[1], files[2])[..], &["--json"]].concat());
        let [found, message, hint] = run.error();
        assert_eq!((run.code, found.as_str()), (2, code), "{run:?}");
        assert!(message.contains(part), "{message}");
        assert!(!hint.is_empty());
    }
}
