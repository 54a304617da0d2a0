//! `sluitend adopt`: a shop that booked with another program before.

use std::collections::BTreeMap;

use sandbox::book_elsewhere;
use sandbox::generate::Kinds;
use sandbox::shop::model::Order;
use serde_json::Value;

use crate::settings::settings;
use crate::support::{Bench, Setup};

const REFERENCE: &str = "Bestelling {number}";

/// A shop of which another program booked half; the last order that it booked, and its invoices.
fn bench() -> (Bench, Order, BTreeMap<String, i64>) {
    let bench = Bench::new(Setup { kinds: Kinds::plain(), ..Setup::of(30) });
    let orders = bench.ready();
    let up_to = orders[orders.len() / 2].clone();
    let theirs = book_elsewhere(&bench.shop, &bench.books, up_to.id, REFERENCE).unwrap();
    assert!(theirs.len() > 3, "{}", theirs.len());
    (bench, up_to, theirs)
}

fn orders_of(shape: &Value, verdict: &str) -> Vec<i64> {
    let all = shape["orders"].as_array().unwrap();
    let own = all.iter().filter(|own| own["verdict"] == verdict);
    own.map(|own| own["id"].as_i64().unwrap()).collect()
}

#[test]
fn what_another_program_booked_is_shown_agreed_to_and_never_booked_again() {
    let (bench, up_to, theirs) = bench();
    let whole = settings(&bench.books).unwrap();
    let nothing_yet = whole.replace("history = \"all\"", "history = \"none\"");
    assert_ne!(nothing_yet, whole);
    bench.connect_with(&nothing_yet).ended(0);
    let number = up_to.number_full();
    let file = bench.folder.path().join("whole.toml");
    std::fs::write(&file, &whole).unwrap();
    let file = file.to_str().unwrap();
    let adopt = |more: &[&str]| {
        bench.run(&[&["adopt", "--up-to", number, "--settings", file], more].concat())
    };
    // First it is shown, and nothing is changed.
    let shown = adopt(&[]).ended(1).json();
    assert_eq!((&shown["proposed"], &shown["applied"]), (&true.into(), &Value::Null), "{shown:#}");
    assert_eq!(shown["references"], serde_json::json!([REFERENCE]));
    assert_eq!(shown["up_to"]["id"], up_to.id);
    let adopted = orders_of(&shown, "adopt");
    assert_eq!(adopted, theirs.values().copied().collect::<Vec<_>>());
    assert_eq!(bench.run(&["orders"]).ended(0).json()["orders"], serde_json::json!([]));
    // Another name than that of what would be done is no agreement.
    let digest = shown["digest"].as_str().unwrap();
    let other = adopt(&["--reference", REFERENCE, "--apply", "0123456789abcdef"]).ended(1).json();
    assert_eq!((&other["applied"], other["digest"].as_str()), (&Value::Null, Some(digest)));
    assert_eq!(bench.run(&["orders"]).ended(0).json()["orders"], serde_json::json!([]));

    let asks = orders_of(&shown, "ask").len();
    let done = adopt(&["--reference", REFERENCE, "--apply", digest]);
    let done = done.ended(i32::from(asks > 0)).json();
    assert_eq!(done["applied"]["adopted"], adopted.len(), "{done:#}");
    let again = adopt(&["--reference", REFERENCE, "--apply", digest]);
    let again = again.ended(i32::from(asks > 0)).json();
    assert_eq!((&again["applied"]["adopted"], &again["applied"]["asked"]), (&0.into(), &0.into()));

    bench.run(&["settings", "import", file]).ended(0);
    let synced = bench.sync();
    assert!(synced.exit <= 1, "{synced:?}");
    for order in &adopted {
        assert_eq!(bench.invoices_of(*order).len(), 0, "{order} is booked already");
    }
    let ours = bench.ready().into_iter().filter(|own| own.id > up_to.id);
    for order in ours {
        assert_eq!(bench.invoices_of(order.id).len(), 1, "{}", order.number_full());
    }
    let steps = bench.run(&["orders", "show", &adopted[0].to_string()]).ended(0).json();
    assert!(steps["orders"][0]["steps"].to_string().contains("adopted"), "{steps:#}");
}

#[test]
fn what_cannot_be_meant_is_said() {
    let (bench, up_to, _) = bench();
    bench.connect().ended(0);
    bench.run(&["adopt", "--up-to", "nowhere"]).failed("not-found", 2);
    let number = up_to.number_full();
    bench.run(&["adopt", "--up-to", number, "--reference", "Order"]).failed("usage", 2);
    bench.run(&["adopt", "--up-to", number, "--apply", "0123456789abcdef"]).failed("usage", 2);
    bench.run(&["adopt"]).failed("usage", 2);
}
