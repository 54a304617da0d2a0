//! `sluitend erase` and `sluitend export`.

use std::path::Path;

use rust_decimal::Decimal;
use sandbox::shop::model::{Customer, Order, Row};
use serde_json::Value;

use crate::secrets::{assert_none_in, files};
use crate::support::{Bench, Run, Setup};

/// Where they are found, and erased by.
const EMAIL: &str = "zandloper@voorbeeld.example";

/// A bench with everything booked, and two orders of theirs besides: one booked, one refused for its rate.
/// Their ids, and the month in which all of it closes but for the second.
fn bench(setup: Setup) -> (Bench, [i64; 2], String) {
    let mut bench = Bench::new(setup);
    bench.set("SLUITEND_LOG", "debug");
    let placed = bench.ready().into_iter().map(|own| own.create_date).max().unwrap();
    let order = |name: &str, price: i64, tax: i64| {
        let row = Row::product(name, Decimal::ONE, Decimal::from(price), Decimal::from(tax));
        let mut own = Order::of(vec![row], placed);
        own.customer = Customer { email: EMAIL.to_owned(), ..Customer::rare() };
        own
    };
    let booked = bench.shop.add_order(order("Kaart voor Quirinus Zandloper", 121, 21));
    let refused = bench.shop.add_order(order("Theepot", 113, 13));
    bench.connect().ended(0);
    bench.sync().ended(1);
    assert_eq!(bench.invoices_of(booked).len(), 1);
    let month = placed.strftime("%Y-%m").to_string();
    (bench, [booked, refused], month)
}

impl Bench {
    /// The closing statement as it is printed, and as CSV.
    fn statement(&self, month: &str, name: &str) -> (String, Vec<u8>) {
        let path = self.folder.path().join(name);
        let run = self.run(&["close", "--period", month, "--csv", path.to_str().unwrap()]);
        assert!(run.exit < 2, "{run:#?}");
        (run.stdout, std::fs::read(path).unwrap())
    }

    /// Runs the program with one argument that is a file beside the data.
    fn onto(&self, command: &str, name: &str) -> Run {
        self.run(&[command, self.folder.path().join(name).to_str().unwrap()])
    }
}

/// The words that stand somewhere in files.
fn found(files: &[(String, Vec<u8>)]) -> Vec<&'static str> {
    Customer::traces(files.iter().map(|(_, own)| own.as_slice()))
}

fn one(path: &Path) -> Vec<(String, Vec<u8>)> {
    vec![(path.display().to_string(), std::fs::read(path).unwrap())]
}

fn ids(of: &Value) -> Vec<i64> {
    of.as_array().unwrap().iter().map(|own| own["id"].as_i64().unwrap()).collect()
}

#[test]
fn no_trace_of_a_customer_is_left_and_the_statement_is_the_same_to_the_byte() {
    // In a file, since what is left in one is looked for.
    let (bench, orders, month) = bench(Setup::of(12).in_a_file());
    let folder = bench.folder.path();
    let data = folder.join("data");
    let before = bench.statement(&month, "before.csv");
    bench.onto("backup", "before.backup").ended(0);
    let seen = found(&one(&folder.join("before.backup")));
    assert_eq!(seen, Customer::RARE, "they are looked for");
    assert_eq!(found(&files(&data)), seen);

    let told = bench.run(&["erase", "--email", EMAIL, "--dry-run"]).ended(0).json();
    assert_eq!((&told["dry_run"], &told["database"]), (&true.into(), &Value::Null), "{told:#}");
    assert_eq!(ids(&told["connections"][0]["erased"]), orders);
    assert_eq!(found(&files(&data)), seen, "a trial changes nothing");

    // The order's number says who it is.
    let number = orders[1].to_string();
    let done = bench.run(&["erase", "--order", &number]).ended(0).json();
    assert_eq!((&done["dry_run"], &done["database"]), (&false.into(), &"clean".into()));
    assert_eq!(ids(&done["connections"][0]["erased"]), orders, "{done:#}");
    assert_eq!(done["connections"][0]["contacts"].as_array().unwrap().len(), 1);
    assert!(done["todo"]["moneybird"].as_str().unwrap().contains("seven years"), "{done:#}");

    assert_eq!(found(&files(&data)), [""; 0]);
    bench.onto("backup", "after.backup").ended(0);
    assert_eq!(found(&one(&folder.join("after.backup"))), [""; 0]);
    bench.onto("export", "after.json").ended(0);
    assert_eq!(found(&one(&folder.join("after.json"))), [""; 0]);
    assert_eq!(bench.statement(&month, "after.csv"), before);
    // What was printed all the while, on the way to the books as well.
    let printed = bench.printed();
    assert!(printed.contains("DEBUG") && printed.contains("external_sales_invoices"));
    assert_eq!(found(&[("what was printed".to_owned(), printed.into_bytes())]), [""; 0]);

    let again = bench.run(&["erase", "--email", EMAIL]).ended(0).json();
    assert_eq!(again["connections"], serde_json::json!([]), "nobody of that address");
}

#[test]
fn an_export_has_all_that_is_kept_and_nothing_that_opens_anything() {
    let (bench, orders, _) = bench(Setup::of(12));
    let path = bench.folder.path().join("connection.json");
    let told = bench.onto("export", "connection.json").ended(0).json();
    assert_eq!(told["file"], path.to_str().unwrap());
    let bytes = std::fs::read(&path).unwrap();
    let all: Value = serde_json::from_slice(&bytes).unwrap();
    assert_eq!((&told["connection"], all["orders"].as_array().unwrap().len()), {
        let count = usize::try_from(told["orders"].as_u64().unwrap()).unwrap();
        (&all["connection"]["id"], count)
    });
    let listed = bench.run(&["orders"]).ended(0).json();
    assert_eq!(told["orders"], listed["orders"].as_array().unwrap().len());
    let own = |id: i64| {
        let orders = all["orders"].as_array().unwrap();
        orders.iter().find(|own| own["id"] == id).unwrap().clone()
    };
    let (booked, refused) = (own(orders[0]), own(orders[1]));
    assert_eq!((&booked["state"], &refused["state"]), (&"booked".into(), &"refused".into()));
    assert_eq!(booked["order"]["customer"]["email"], EMAIL);
    assert_eq!(booked["booking"]["invoice_id"], bench.invoices_of(orders[0])[0]["id"]);
    assert!(refused["refusal"].is_object() && !booked["steps"].as_array().unwrap().is_empty());
    assert!(all["connection"]["settings"].is_string());
    assert_none_in("the export", &bytes);
    // For its owner alone, and never over what is there.
    #[cfg(unix)]
    assert_eq!(std::os::unix::fs::MetadataExt::mode(&path.metadata().unwrap()) & 0o777, 0o600);
    bench.onto("export", "connection.json").failed("usage", 2);
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

#[test]
fn a_connection_is_erased_when_that_is_said_twice() {
    let (bench, ..) = bench(Setup::of(12).in_a_file());
    let id = bench.run(&["connections"]).ended(0).json()["connections"][0]["id"].clone();
    let id = id.as_str().unwrap();
    bench.run(&["erase", "--all", "--connection", id]).failed("usage", 2);
    let told = bench.run(&["erase", "--all", "--connection", id, "--dry-run"]).ended(0).json();
    assert_eq!((&told["dry_run"], &told["rows"]), (&true.into(), &Value::Null), "{told:#}");
    let done = bench.run(&["erase", "--all", "--connection", id, "--yes"]).ended(0).json();
    assert_eq!((&done["connection"], &done["database"]), (&id.into(), &"clean".into()));
    assert!(done["rows"].as_u64().unwrap() > done["orders"].as_u64().unwrap(), "{done:#}");
    assert_eq!(found(&files(&bench.folder.path().join("data"))), [""; 0]);
    let left = bench.run(&["connections"]).ended(0).json();
    assert_eq!(left["connections"], serde_json::json!([]));
}
