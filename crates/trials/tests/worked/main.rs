//! The worked examples of `docs/examples`: every order, credit invoice, edit and day there becomes the
//! booking that its file expects, every sum in it is right, and its two pages say what the files say.
#![cfg(test)]

mod example;
mod kinds;
mod pages;
mod sum;

use std::collections::BTreeSet;

use example::Example;

/// As many orders as an accountant is promised.
const FEWEST: usize = 60;

#[test]
fn every_order_becomes_what_is_expected() {
    let examples = Example::all();
    let orders = examples.iter().filter(|example| example.kind() == "order").count();
    assert!(orders >= FEWEST, "{orders} orders, {FEWEST} are promised");
    let wrong: Vec<String> = examples.iter().filter_map(|example| example.run().err()).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n\n"));
}

#[test]
fn every_sum_is_right_and_every_amount_has_one() {
    for example in Example::all() {
        let name = example.name();
        let lines = example.calculation();
        assert!(!lines.is_empty(), "{name}: no calculation");
        let mut results = BTreeSet::from(["0.00".to_owned()]);
        for line in &lines {
            let found = sum::check(line).unwrap_or_else(|wrong| panic!("{name}: {wrong}"));
            results.extend(found);
        }
        for amount in example.amounts() {
            assert!(results.contains(&amount), "{name}: nothing in the calculation gives {amount}");
        }
    }
}

#[test]
fn numbers_and_titles_are_of_one_example_each() {
    let examples = Example::all();
    let numbers: BTreeSet<i64> = examples.iter().map(Example::number).collect();
    let titles: BTreeSet<&str> = examples.iter().map(Example::title).collect();
    assert_eq!((numbers.len(), titles.len()), (examples.len(), examples.len()));
    for example in &examples {
        let number = format!("{:03}-", example.number());
        assert!(example.name().starts_with(&number), "{} is not {number}", example.name());
    }
}

/// Write them anew with `WRITE_PAGES=1 cargo nextest run -p trials --test worked`.
#[test]
fn the_pages_say_what_the_files_say() {
    let examples = Example::all();
    let write = std::env::var_os("WRITE_PAGES").is_some();
    for (name, text) in
        [("README.md", pages::index(&examples)), ("uitgewerkt.md", pages::full(&examples))]
    {
        let path = example::folder().join(name);
        if write {
            std::fs::write(&path, &text).unwrap();
        }
        let is = std::fs::read_to_string(&path).unwrap();
        assert!(is == text, "{name} is not what the files say; write it anew with WRITE_PAGES=1");
    }
}

#[test]
fn a_wrong_sum_is_seen() {
    for wrong in ["2 × 2 = 5", "Btw: 585,00 × 21/121 = 101,52", "1/3 = 0,3333 → 0,34", "2 + = 2"]
    {
        assert!(sum::check(wrong).is_err(), "{wrong}");
    }
    let right =
        sum::check("Btw: (585,00 + 5,00) × 21/121 = 102,3967 → 102,40; tekst; −1,50 × 2 = −3,00");
    assert_eq!(right.unwrap(), ["102.3967", "102.40", "-3.00"]);
}

#[test]
fn a_wrong_expectation_is_seen() {
    let mut example = Example::all().swap_remove(0);
    assert_eq!(example.run(), Ok(()));
    let right = example.file.clone();
    let lines = right["expected"]["lines"].as_array().unwrap();
    let wrong: [(&str, serde_json::Value); 4] = [
        ("total", "590.01".into()),
        ("payment", serde_json::Value::Null),
        ("lines", lines[..1].into()),
        ("refused", "currency".into()),
    ];
    for (member, value) in wrong {
        example.file["expected"][member] = value;
        assert!(example.run().is_err(), "{member}");
        example.file = right.clone();
        if member != "refused" {
            example.file["expected"].as_object_mut().unwrap().remove(member);
            assert!(example.run().is_err(), "without {member}");
            example.file = right.clone();
        }
    }
}
