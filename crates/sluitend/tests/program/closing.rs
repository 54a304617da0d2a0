//! `sluitend close` against books that somebody has touched.

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use sandbox::generate::Kinds;
use serde_json::{Value, json};

use crate::settings::{denmark, settings};
use crate::support::{Bench, Setup};

/// Everything the shop sells, in books that take all but what a person must see to.
fn booked() -> Bench {
    let bench = Bench::new(Setup { kinds: Kinds::all(), ..Setup::of(200) });
    let denmark = denmark(&bench.books).unwrap();
    let settings = format!("{}{denmark}", settings(&bench.books).unwrap());
    bench.connect_with(&settings).ended(0);
    // Intra-Community orders without a number stay refused.
    bench.sync().ended(1);
    bench
}

/// The explanations of every month of the bench, by order.
fn named(bench: &Bench) -> BTreeMap<i64, String> {
    let mut found = BTreeMap::new();
    for year in bench.years() {
        let run = bench.run(&["close", "--period", &year.to_string()]);
        let statement = run.json();
        let explanations = statement["explanations"].as_array().cloned().unwrap_or_default();
        assert_eq!(run.exit, i32::from(statement["closes"] != true), "{run:#?}");
        for own in explanations {
            let code = own["code"].as_str().unwrap().to_owned();
            found.insert(own["id"].as_i64().unwrap(), code);
        }
    }
    found
}

/// Orders that are booked and worth something, each with its invoice.
fn worthy(bench: &Bench) -> Vec<(i64, Value)> {
    let ready = bench.ready().into_iter().map(|order| order.id);
    let booked = ready.filter_map(|id| Some((id, bench.invoices_of(id).pop()?)));
    let worth = |(_, invoice): &(i64, Value)| {
        let total: Decimal = invoice["total_price_incl_tax"].as_str().unwrap().parse().unwrap();
        total > Decimal::ONE
    };
    booked.filter(worth).take(3).collect()
}

/// The same invoice once more, as a person makes it who thought that it was missing.
fn copy(invoice: &Value) -> Value {
    let lines = invoice["details"].as_array().unwrap().iter().map(|line| {
        let keys = ["description", "amount", "price", "tax_rate_id", "ledger_account_id"];
        keys.iter().map(|key| ((*key).to_owned(), line[*key].clone())).collect::<Value>()
    });
    json!({
        "contact_id": invoice["contact"]["id"],
        "reference": invoice["reference"],
        "date": invoice["date"],
        "source": invoice["source"],
        "source_url": invoice["source_url"],
        "prices_are_incl_tax": invoice["prices_are_incl_tax"],
        "details_attributes": lines.collect::<Vec<Value>>(),
    })
}

#[test]
fn what_was_deleted_altered_and_doubled_is_named_and_nothing_else() {
    let bench = booked();
    let before = named(&bench);
    assert!(!before.is_empty(), "the refused orders explain a difference");

    let [deleted, altered, doubled] = worthy(&bench).try_into().unwrap();
    let id = |invoice: &Value| invoice["id"].as_str().unwrap().to_owned();
    assert!(bench.books.delete_invoice(&id(&deleted.1)));
    assert!(bench.books.edit_invoice_line(&id(&altered.1), 0, "0.01".parse().unwrap()));
    bench.books.add_foreign_invoice(&copy(&doubled.1)).unwrap();

    let mut expected = before;
    expected.insert(deleted.0, "gone".to_owned());
    expected.insert(altered.0, "altered".to_owned());
    expected.insert(doubled.0, "doubled".to_owned());
    assert_eq!(named(&bench), expected);
}
