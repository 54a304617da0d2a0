//! Orders that need a person: each says why, and the others are booked all the same.

use jiff::ToSpan;
use sandbox::generate::{Kind, Kinds};
use sandbox::shop::model::Order;
use sandbox::{Clock, SystemClock};
use serde_json::Value;

use crate::settings::settings;
use crate::support::{Bench, Run, Setup};

/// The orders that need a person: id, code.
#[track_caller]
fn refused(run: &Run) -> Vec<(i64, String)> {
    let synced = run.synced();
    let orders = synced["needs_person"].as_array().unwrap();
    let each = |order: &Value| {
        for name in ["message", "hint"] {
            assert!(order[name].as_str().is_some_and(|text| !text.is_empty()), "{order:#}");
        }
        (order["id"].as_i64().unwrap(), order["code"].as_str().unwrap().to_owned())
    };
    orders.iter().map(each).collect()
}

#[test]
fn an_order_in_a_locked_period_waits_for_a_person() {
    let bench = Bench::connected(Setup::of(60));
    let month = SystemClock.now().checked_sub((200 * 24).hours()).unwrap();
    let zone = jiff::tz::TimeZone::get("Europe/Amsterdam").unwrap();
    let last = month.to_zoned(zone.clone()).date().last_of_month();
    bench.books.lock_until(last);
    let is_locked = |order: &Order| order.create_date.to_zoned(zone.clone()).date() <= last;
    let (locked, open): (Vec<Order>, Vec<Order>) = bench.ready().into_iter().partition(is_locked);
    assert!(!locked.is_empty() && !open.is_empty());

    let run = bench.sync().ended(1);
    let mut found = refused(&run);
    found.sort_unstable();
    let wanted: Vec<(i64, String)> =
        locked.iter().map(|order| (order.id, "period-locked".to_owned())).collect();
    assert_eq!(found, wanted);
    bench.books_hold_once(&open);
    // They are told of again, and cost nothing.
    let run = bench.sync().ended(1);
    assert_eq!(refused(&run).len(), locked.len());
    assert_eq!(run.synced()["calls"]["moneybird"], 0);

    bench.books.unlock();
    let ids: Vec<String> = locked.iter().map(|order| order.id.to_string()).collect();
    let mut retry = vec!["retry"];
    retry.extend(ids.iter().map(String::as_str));
    // A number means the same order as its id, which is not tried twice for that.
    retry.push(locked[0].number_full());
    let run = bench.run(&retry).ended(0);
    assert_eq!(run.json()["orders"].as_array().unwrap().len(), locked.len());
    bench.sync().ended(0);
    bench.books_hold_once(&bench.ready());
}

#[test]
fn every_kind_that_nobody_mapped_is_refused_with_its_reason() {
    let kinds = Kinds::plain()
        .with(Kind::ForeignCurrency)
        .with(Kind::UnmappedRate)
        .with(Kind::IntraCommunityWithoutNumber);
    let bench = Bench::connected(Setup { kinds, ..Setup::of(120) });
    let run = bench.sync().ended(1);
    let found = refused(&run);
    for code in ["currency", "vat-unmapped", "vat-number-missing"] {
        assert!(found.iter().any(|(_, own)| own == code), "{code} in {found:?}");
    }
    let is_refused = |order: &Order| found.iter().any(|(id, _)| *id == order.id);
    for order in bench.ready().iter().filter(|order| is_refused(order)) {
        let is_odd = order.currency != "EUR"
            || order.destination() == "DK"
            || order.sale == sandbox::shop::model::Sale::IntraCommunity;
        assert!(is_odd, "{} was refused", order.number_full());
    }
    let booked: Vec<Order> = bench.ready().into_iter().filter(|own| !is_refused(own)).collect();
    bench.books_hold_once(&booked);
}

#[test]
fn what_waited_for_a_setting_is_tried_again_once_settings_with_it_are_imported() {
    let bench = Bench::new(Setup { kinds: Kinds::plain(), ..Setup::of(30) });
    let whole = settings(&bench.books).unwrap();
    let (first, entries) = whole.split_once("[[vat]]").unwrap();
    let others = entries.split("[[vat]]").filter(|own| {
        !(own.contains("case = \"domestic\"") && own.contains("percentage = \"21\""))
    });
    let few = std::iter::once(first).chain(others).collect::<Vec<_>>().join("[[vat]]");
    bench.connect_with(&few).ended(0);
    let waiting = refused(&bench.sync().ended(1));
    assert!(waiting.iter().all(|(_, code)| code == "vat-unmapped"), "{waiting:?}");
    assert!(waiting.len() > 1, "{waiting:?}");
    let file = bench.folder.path().join("whole.toml");
    std::fs::write(&file, &whole).unwrap();
    let import = ["settings", "import", file.to_str().unwrap()];
    let run = bench.run(&import).ended(0);
    assert_eq!(run.json()["retried"], waiting.len());
    bench.sync().ended(0);
    bench.books_hold_once(&bench.ready());
    // Nothing waits any more.
    assert_eq!(bench.run(&import).ended(0).json()["retried"], 0);
}

#[test]
fn all_kinds_at_once_are_booked_or_refused_and_none_is_lost() {
    let bench = Bench::connected(Setup { kinds: Kinds::all(), ..Setup::of(250) });
    let run = bench.sync().ended(1);
    let found = refused(&run);
    let is_refused = |order: &Order| found.iter().any(|(id, _)| *id == order.id);
    let booked: Vec<Order> = bench.ready().into_iter().filter(|own| !is_refused(own)).collect();
    bench.books_hold_once(&booked);
    assert_eq!(run.synced()["orders"]["booked"], booked.len() + bench.credits().len());
    let (few, all) = (found.len(), bench.ready().len());
    assert!(few * 12 < all, "{few} of {all} refused: {found:?}");
}
