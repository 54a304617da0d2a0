//! What cannot be understood ends with 2 and changes nothing.

use crate::{run, run_on, run_with};

#[test]
fn wrong_usage_is_json_where_that_was_asked_for() {
    for (arguments, part) in [
        (&["close", "--period", "2026-13"][..], "'2026-13' is not a month"),
        (&["close", "--period", "2026-Q5"], "2026-Q1"),
        (&["close"], "--period"),
        (&["orders", "--state", "lost"], "waiting, ready, booking"),
        (&["connections", "--state", "lost"], "active, broken, no-settings"),
        (&["orders", "show", " "], "an order id or number"),
        (&["sync", "--connection", "12"], "'12' is not the id of a connection"),
        (&["retry", ""], "an order id or number"),
        (&["retry"], "<ID>"),
        (&["ignore", "1"], "--why"),
        (&["ignore", "1", "--why", " "], "give a reason"),
        (&["preview", "--number", "1", "--order", "x"], "cannot be used with"),
        (&["preview", "--order", "x"], "--rows"),
        (&["preview"], "--number"),
        (&["settings"], "requires a subcommand"),
        (&["billing"], "requires a subcommand"),
        (&["billing", "close", "--month", "2026"], "'2026' is not a month, such as 2026-03"),
        (&["billing", "end", "12", "--from", "2026-05"], "'12' is not the id of a connection"),
        (&["nonsense"], "nonsense"),
        (&[], "No command"),
    ] {
        let run = run(&[arguments, &["--json"]].concat());
        let [code, message, hint] = run.error();
        assert_eq!((run.code, code.as_str()), (2, "usage"), "{run:?}");
        assert!(message.contains(part), "{message}");
        assert!(hint.contains("--help"), "{hint}");
        assert!(run.stderr.is_empty(), "{run:?}");
    }
}

#[test]
fn wrong_usage_is_a_sentence_on_stderr_otherwise() {
    let run = run(&["close", "--period", "march"]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("'march' is not a month (2026-03)"), "{run:?}");
}

#[test]
fn no_command_shows_what_there_is() {
    let run = run(&[]);
    assert_eq!((run.code, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("connections"), "{run:?}");
}

#[test]
fn missing_secrets_are_named_all_at_once() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let connect = ["connect", "--shop-url", "https://winkel.example", "--json"];
    let all = ["SLUITEND_SHOP_KEY", "SLUITEND_SHOP_SECRET", "SLUITEND_MONEYBIRD_TOKEN"];
    let run = run_on(&data, &connect);
    let [code, message, _] = run.error();
    assert_eq!((run.code, code.as_str()), (2, "usage"));
    assert!(all.iter().all(|name| message.contains(name)), "{message}");
    assert!(!data.exists(), "nothing was changed");

    let run = run_with(&connect, &[(all[0], "k-4711"), (all[2], "t-4712"), ("LANG", "nl_NL")]);
    let [_, message, hint] = run.error();
    assert_eq!(message, "In de omgeving ontbreekt: SLUITEND_SHOP_SECRET.");
    assert!(hint.contains("nooit als argument"), "{hint}");
    assert!(!run.stdout.contains("4711") && !run.stdout.contains("4712"));
}

#[test]
fn without_a_connection_it_says_how_to_make_one() {
    let folder = tempfile::tempdir().unwrap();
    for command in [&["sync"][..], &["close", "--period", "2026"], &["settings", "show"]] {
        let run = run_on(folder.path(), &[command, &["--json"]].concat());
        let [code, _, hint] = run.error();
        assert_eq!((run.code, code.as_str()), (2, "not-found"), "{command:?}");
        assert!(hint.contains("sluitend connect"), "{hint}");
    }
    let run = run_on(folder.path(), &["connections", "--json"]);
    assert_eq!((run.code, run.json()), (0, serde_json::json!({"connections": []})));
    for order in ["17", "FW-17"] {
        let run = run_on(folder.path(), &["orders", "show", order, "--json"]);
        let [code, message, _] = run.error();
        assert_eq!((run.code, code.as_str()), (2, "not-found"));
        assert!(message.contains(&format!("no order with id or number '{order}'")), "{message}");
    }
}

#[test]
fn a_shop_address_in_the_open_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let variables = [
        ("SLUITEND_DATA", folder.path().to_str().unwrap()),
        ("SLUITEND_SHOP_KEY", "key"),
        ("SLUITEND_SHOP_SECRET", "secret"),
        ("SLUITEND_MONEYBIRD_TOKEN", "token"),
    ];
    let run = run_with(&["connect", "--shop-url", "http://winkel.example", "--json"], &variables);
    let [code, message, _] = run.error();
    assert_eq!((run.code, code.as_str()), (2, "usage"), "{run:?}");
    assert!(message.contains("https://"), "{message}");
    let dutch = [&variables[..], &[("LANG", "nl_NL")]].concat();
    let run = run_with(&["connect", "--shop-url", "http://winkel.example", "--json"], &dutch);
    assert_eq!(run.error()[1], "Het adres van de webwinkel moet beginnen met https://.");
}
