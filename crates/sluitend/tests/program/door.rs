//! The public door: connect, sync, and what they cost.

use jiff::ToSpan;
use sandbox::books::{Rounding, Switches};
use sandbox::shop::model::{Number, Order};
use sandbox::{Clock, SystemClock};
use serde_json::Value;

use crate::support::{Bench, Run, Setup};

/// What the sandboxes counted.
fn counted(bench: &Bench) -> (u64, u64) {
    (bench.books.requests(), bench.shop.requests())
}

/// Syncs, and asserts that the calls it tells of are those that came in.
#[track_caller]
fn sync_and_count(bench: &Bench) -> (Run, u64, u64) {
    let before = counted(bench);
    let run = bench.sync().ended(0);
    let after = counted(bench);
    let calls = run.synced()["calls"].clone();
    let (moneybird, ccvshop) = (after.0 - before.0, after.1 - before.1);
    assert_eq!(calls["moneybird"], moneybird, "{run:#?}");
    assert_eq!(calls["ccvshop"], ccvshop, "{run:#?}");
    (run, moneybird, ccvshop)
}

#[test]
fn a_takeover_of_500_orders_keeps_to_its_calls() {
    let bench = Bench::connected(Setup::of(500));
    let ready = bench.ready();
    let contacts = bench.books.contacts().len();
    let (run, moneybird, _) = sync_and_count(&bench);
    let credits = bench.credits().len();
    assert!(credits > 0, "nothing was credited");
    assert_eq!(run.synced()["booked_now"], ready.len() + credits);
    bench.books_hold_once(&ready);
    assert_eq!(bench.books.rejected_by_limit(), 0, "the limit was run into");

    let booked = u64::try_from(ready.len() + credits).unwrap();
    let new_contacts = u64::try_from(bench.books.contacts().len() - contacts).unwrap();
    let free =
        ready.iter().filter(|order| order.totals(&bench.shop.options().switches).price.is_zero());
    let payments = booked - u64::try_from(free.count()).unwrap();
    // The credit invoices come after all orders and are read back together, a hundred a call.
    let read_back = u64::try_from(credits.div_ceil(100)).unwrap();
    let other = moneybird - booked - payments - new_contacts - read_back;
    let orders = u64::try_from(ready.len()).unwrap();
    assert!(other * 100 <= orders * 3, "{other} other calls for {orders} orders");

    let (run, moneybird, ccvshop) = sync_and_count(&bench);
    assert_eq!(run.synced()["booked_now"], 0);
    assert!(moneybird <= 1, "{moneybird} calls to Moneybird for nothing new");
    assert!(ccvshop <= 3, "{ccvshop} calls to the shop for nothing new");
}

#[test]
fn nothing_new_costs_one_call_more_for_each_further_status() {
    let bench = Bench::new(Setup::of(40));
    let settings = crate::settings::settings(&bench.books).unwrap();
    bench.connect_with(&settings.replace("statuses = [7]", "statuses = [5, 6, 7]")).ended(0);
    bench.sync().ended(0);
    let (_, moneybird, ccvshop) = sync_and_count(&bench);
    assert!(moneybird <= 1, "{moneybird} calls to Moneybird");
    assert!(ccvshop <= 5, "{ccvshop} calls to the shop");
}

#[test]
fn an_old_order_that_becomes_ready_late_is_booked_in_the_next_round() {
    let bench = Bench::connected(Setup::of(60));
    let today = SystemClock.now();
    let old = today.checked_sub((200 * 24).hours()).unwrap();
    let waits = |order: &Order| order.is_completed && !(order.status == Some(7) && order.paid);
    let late = bench.shop.orders().into_iter().find(|own| waits(own) && own.create_date < old);
    let late = late.unwrap().id;
    bench.sync().ended(0);
    assert!(bench.ready().iter().any(|own| own.create_date > old), "newer ones were booked");
    assert!(bench.invoices_of(late).is_empty());

    assert!(bench.shop.set_status(late, 7) && bench.shop.set_paid(late, true));
    let (run, moneybird, ccvshop) = sync_and_count(&bench);
    assert_eq!(run.synced()["booked_now"], 1);
    assert_eq!(bench.invoices_of(late).len(), 1);
    bench.books_hold_once(&bench.ready());
    assert!(moneybird <= 6 && ccvshop <= 6, "{moneybird} and {ccvshop} calls for one order");
}

#[test]
fn two_orders_with_one_number_are_both_booked() {
    let bench = Bench::connected(Setup::of(40));
    let ready = bench.ready();
    let (first, last) = (&ready[0], &ready[ready.len() - 1]);
    let number = Number { prefix: None, running: 77, full: "0077".to_owned() };
    for order in [first, last] {
        assert!(bench.shop.edit_order(order.id, |own| own.number = Some(number.clone())));
    }
    bench.sync().ended(0);
    let several = bench.run(&["orders", "show", "0077"]).failed("usage", 2).json();
    let hint = several["error"]["hint"].as_str().unwrap();
    assert!([first, last].iter().all(|own| hint.contains(&own.id.to_string())), "{hint}");
    bench.books_hold_once(&bench.ready());
    let references: Vec<Value> =
        [first, last].map(|order| bench.invoices_of(order.id)[0]["reference"].clone()).into();
    assert!(references.iter().all(|own| own.as_str().unwrap().contains("0077")), "{references:?}");
}

#[test]
fn books_that_round_each_line_close_as_well() {
    let switches = Switches { rounding: Rounding::PerLine, ..Switches::default() };
    let bench = Bench::connected(Setup { switches, ..Setup::of(80) });
    bench.sync().ended(0);
    bench.books_hold_once(&bench.ready());
    for year in bench.years() {
        let run = bench.run(&["close", "--period", &year.to_string()]).ended(0);
        assert_eq!(run.json()["difference"], "0.00", "{run:#?}");
        assert_eq!(run.json()["closes"], true);
        assert_eq!(run.json()["explanations"], serde_json::json!([]));
    }
}

#[test]
fn what_an_earlier_installation_booked_is_adopted() {
    let mut bench = Bench::connected(Setup::of(40));
    bench.sync().ended(0);
    let invoices = bench.books.invoices().len();
    bench.folder = tempfile::tempdir().unwrap();
    bench.lose_the_database("data");
    bench.connect().ended(0);
    // What the other sent last may still show up: nothing is done before that has settled.
    assert!(bench.sync().ended(1).synced()["again_at"].is_string());
    let run = bench.run(&["sync", "--wait"]).ended(0);
    assert_eq!(run.synced()["adopted_now"], invoices);
    bench.books_hold_once(&bench.ready());
}

#[test]
fn two_syncs_at_once_book_nothing_twice() {
    let bench = Bench::connected(Setup::of(60));
    let runs = std::thread::scope(|scope| {
        let runs = [scope.spawn(|| bench.sync()), scope.spawn(|| bench.sync())];
        runs.map(|run| run.join().unwrap())
    });
    let booked = runs.map(|run| run.ended(0).synced()["booked_now"].as_u64().unwrap());
    assert_eq!(booked[0] + booked[1], u64::try_from(bench.ready().len()).unwrap());
    bench.books_hold_once(&bench.ready());
}

#[test]
fn a_proposal_knows_the_administration_and_the_shop() {
    let bench = Bench::connected(Setup::of(1));
    let run = bench.run(&["settings", "suggest"]).ended(0);
    let toml = run.json()["toml"].as_str().unwrap().to_owned();
    for part in [
        "# the shop charges 21 % in NL, and one active rate is NL 21 %\n[[vat]]\ncase = \"domestic\"",
        "# the shop charges 19 % in DE, and one active rate is DE 19 %\n[[vat]]\ncase = \"oss\"\ncountry = \"DE\"",
        "\"  # iDEAL\n",
    ] {
        assert!(toml.contains(part), "'{part}' in\n{toml}");
    }
}
