//! What the daily reconciliation asks of Moneybird where nothing is new, and that it finds no less by asking
//! for all months at once.

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;
use rust_decimal::Decimal;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::Order;
use serde_json::{Value, json};
use store::State;
use sync::{Allowance, DailyCost, RECONCILED, Service, Step};

use crate::world::World;

/// A pass, and how often it asked Moneybird for what.
async fn asked(world: &World) -> BTreeMap<String, u64> {
    let before = world.transport.inner().said().len();
    let passed = world.pass().await.unwrap();
    let said = world.transport.inner().said().split_off(before);
    assert_eq!(passed.tally.moneybird, said.len() as u64);
    assert_eq!(passed.tally.reconciling, passed.tally.moneybird, "nothing else was to be done");
    let administration = format!("{}/", world.books.administration_id());
    let mut asked = BTreeMap::new();
    for own in said {
        let path = own.target.split('?').next().unwrap().trim_start_matches("/api/v2/");
        let path = path.trim_start_matches(administration.as_str()).trim_end_matches(".json");
        *asked.entry(format!("{} {path}", own.method)).or_default() += 1;
    }
    asked
}

/// What the last reconciliation found: each month, whether it closes, and by how much it does not.
async fn found(world: &World) -> Vec<(String, bool, String)> {
    let fact = world.service.store().fact(&world.connection, RECONCILED).await.unwrap().unwrap();
    let found: Value = serde_json::from_str(&fact.body).unwrap();
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let month = |own: &Value| {
        (text(&own["period"]), own["closes"].as_bool().unwrap(), text(&own["difference"]))
    };
    found.as_array().unwrap().iter().map(month).collect()
}

fn day(invoice: &Value) -> &str {
    invoice["date"].as_str().unwrap()
}

#[tokio::test]
async fn a_day_with_nothing_new_costs_a_report_a_month_and_little_else() {
    let world = World::with(1_000, 2, Kinds::plain(), Switches::default(), "all").await;
    world.pass().await.unwrap();
    let now = |text: &str| text.parse().unwrap();
    let mut most = 0;
    for (at, months) in [
        ("2026-11-25T15:00:00Z", vec!["2026-11", "2026-10"]),
        ("2026-12-15T15:00:00Z", vec!["2026-12", "2026-11", "2026-10"]),
        ("2027-01-15T15:00:00Z", vec!["2027-01", "2026-12", "2026-11", "2026-10"]),
        ("2027-02-15T15:00:00Z", vec!["2027-02", "2027-01"]),
    ] {
        world.clock.advance_to(now(at));
        let asked = asked(&world).await;
        let (first, last) =
            (format!("{}-01", months[months.len() - 1]), format!("{}-31", months[0]));
        let is_open = |own: &&Value| (first.as_str()..=last.as_str()).contains(&day(own));
        let invoices = world.books.invoices().iter().filter(is_open).count() as u64;
        let reports = months.len() as u64;
        let mut expected = BTreeMap::from([
            ("GET administrations".to_owned(), 1),
            ("GET external_sales_invoices/synchronization".to_owned(), 2),
            ("GET sales_invoices".to_owned(), 1),
            ("GET reports/tax".to_owned(), reports),
        ]);
        if invoices > 0 {
            let reads = "POST external_sales_invoices/synchronization";
            expected.insert(reads.to_owned(), invoices.div_ceil(100));
        }
        assert_eq!(asked, expected, "{at}");
        let calls: u64 = asked.values().sum();
        assert_eq!(calls, reports + 4 + invoices.div_ceil(100));
        // What a host is told is what it is in the dearest month.
        let cost = DailyCost::of(1, invoices);
        assert!(calls <= cost.calls && reports <= cost.reports, "{calls} {cost:?}");
        if months.len() == 4 {
            assert_eq!((cost.calls, cost.reports), (calls, reports));
        }
        most = most.max(invoices.div_ceil(100));
        let found = found(&world).await;
        assert!(found.iter().map(|own| own.0.as_str()).eq(months), "{found:?}");
        assert!(found.iter().all(|own| own.1 && own.2 == "0.00"), "{found:?}");
    }
    assert!(most > 1, "invoices are read by the hundred");
    world.books.lock_until("2027-01-31".parse().unwrap());
    world.clock.advance(Duration::from_hours(25));
    let of_one = asked(&world).await;
    assert_eq!((of_one["GET reports/tax"], of_one.values().sum::<u64>()), (1, 5));
    // All are locked: it asks for no more than that.
    world.books.lock_until("2027-02-28".parse().unwrap());
    world.clock.advance(Duration::from_hours(25));
    assert_eq!(asked(&world).await, BTreeMap::from([("GET administrations".to_owned(), 1)]));
}

#[tokio::test]
async fn it_finds_what_the_statement_of_each_month_says() {
    let world = World::with(300, 4, Kinds::all(), Switches::default(), "all").await;
    world.pass().await.unwrap();
    let all = world.books.invoices();
    let of = |month: &str| {
        let own: Vec<&Value> = all.iter().filter(|own| day(own).starts_with(month)).collect();
        assert!(own.len() > 3, "{month}");
        own
    };
    let id = |own: &Value| own["id"].as_str().unwrap().to_owned();
    let (october, november) = (of("2026-10"), of("2026-11"));
    world.books.delete_invoice(&id(october[0]));
    world.books.edit_invoice_line(&id(november[0]), 0, Decimal::new(100_000, 2));
    // One goes to the other month; somebody else's is in each.
    assert!(world.books.move_invoice(&id(november[1]), "2026-10-31".parse().unwrap()));
    let line = &november[2]["details"][0];
    for date in ["2026-10-01", "2026-11-20"] {
        let attributes = json!({
            "reference": "hand", "date": date, "prices_are_incl_tax": true,
            "details_attributes": [{
                "description": "x", "price": "121.00", "tax_rate_id": line["tax_rate_id"],
                "ledger_account_id": line["ledger_account_id"],
            }],
        });
        world.books.add_foreign_invoice(&attributes).unwrap();
    }
    // A person is shown what is wrong, so what the statements say is asked for first.
    let mut expected = Vec::new();
    for month in ["2026-11", "2026-10"] {
        let statement = world.close(month).await;
        assert!(!statement.closes && !statement.explanations.is_empty());
        assert!(statement.outside.len() == 1 || month == "2026-10", "{:?}", statement.outside);
        expected.push((month.to_owned(), statement.closes, statement.difference.to_string()));
    }
    world.clock.advance(Duration::from_hours(25));
    let before = world.transport.inner().said().len();
    world.pass().await.unwrap();
    assert_eq!(found(&world).await, expected);
    // The invoice that moved was read among those of the other month, and is not asked for again.
    let said = world.transport.inner().said().split_off(before);
    let reads = said.iter().filter(|own| own.method == "POST").count();
    let open = october.len() + november.len() - 1 + 2;
    // One more for the invoice that is gone.
    assert_eq!(reads, open.div_ceil(100) + 1);
}

#[tokio::test]
async fn what_is_booked_during_a_pause_is_no_difference() {
    let mut world = World::new(400, 2).await;
    world.pass().await.unwrap();
    let is_open = |own: &&Value| day(own) >= "2026-10-01";
    let invoices = world.books.invoices();
    let open: Vec<&Value> = invoices.iter().filter(is_open).collect();
    assert!(world.books.delete_invoice(open[0]["id"].as_str().unwrap()));
    world.clock.advance(Duration::from_hours(25));
    // All fits into one window, but for the look where the deleted one is.
    let calls = 2 + 4 + (open.len() as u64 - 1).div_ceil(100);
    let mut options = world.service.options().clone();
    options.requests_per_window = u32::try_from(calls).unwrap();
    let store = world.service.store().clone();
    let (transport, clock) = (world.transport.clone(), world.clock.clone());
    world.service = Service::new(store, transport, clock, options);
    let mut round = world.service.round(&world.connection, "tester");
    let step = round.advance(&|_| {}).await.unwrap();
    let Step::Wait(until) = step else { panic!("it fits into one window: {step:?}") };
    assert_eq!(round.tally().reconciling, calls);
    // Meanwhile an order of these months is completed, and it is booked before the months are gone on with.
    let orders = world.shop.orders();
    let from: Timestamp = "2026-10-02T00:00:00Z".parse().unwrap();
    let is_late =
        |own: &&Order| own.create_date > from && own.is_completed && own.status != Some(7);
    let late = orders.iter().find(is_late).unwrap().id;
    world.shop.set_status(late, 7);
    world.shop.set_paid(late, true);
    let store = world.service.store();
    store.look_now(&world.connection, Timestamp::UNIX_EPOCH).await.unwrap();
    world.clock.advance_to(until);
    while let Step::Wait(until) = round.advance(&|_| {}).await.unwrap() {
        world.clock.advance_to(until);
    }
    assert_eq!((world.state(late).await, round.tally().booked), (State::Booked, 1));
    let mut expected = Vec::new();
    for month in ["2026-11", "2026-10"] {
        let statement = world.close(month).await;
        expected.push((month.to_owned(), statement.closes, statement.difference.to_string()));
    }
    let found = found(&world).await;
    assert_eq!(found, expected);
    assert_eq!(found.iter().filter(|own| !own.1).count(), 1, "that of the deleted one");
}

#[tokio::test]
async fn new_orders_do_not_wait_for_a_report() {
    for (calls, reports, waits_for) in [(3, 9, Allowance::Books), (99, 1, Allowance::Reports)] {
        let mut world = World::new(60, 2).await;
        world.pass().await.unwrap();
        world.clock.advance(Duration::from_hours(25));
        let mut options = world.service.options().clone();
        (options.requests_per_window, options.reports_per_window) = (calls, reports);
        let store = world.service.store().clone();
        let (transport, clock) = (world.transport.clone(), world.clock.clone());
        world.service = Service::new(store, transport, clock, options);
        let mut round = world.service.round(&world.connection, "tester");
        let step = round.advance(&|_| {}).await.unwrap();
        assert!(matches!(step, Step::Wait(_)), "{step:?}");
        assert_eq!(round.waits_for(), Some(waits_for));
        if waits_for == Allowance::Books {
            continue;
        }
        let is_open = |own: &&Order| own.is_completed && own.status != Some(7);
        let late = world.shop.orders().iter().rfind(is_open).unwrap().id;
        world.shop.set_status(late, 7);
        world.shop.set_paid(late, true);
        let (store, now) = (world.service.store(), remote::Clock::now(world.clock.as_ref()));
        assert_eq!(store.asked_to_look().await.unwrap(), []);
        store.look_now(&world.connection, now).await.unwrap();
        assert_eq!(store.asked_to_look().await.unwrap(), std::slice::from_ref(&world.connection));
        assert_eq!(round.advance(&|_| {}).await.unwrap(), step, "the report still has to wait");
        assert_eq!((world.state(late).await, round.tally().booked), (State::Booked, 1));
        assert_eq!(store.asked_to_look().await.unwrap(), [], "it was heard");
        let at = round.looks_at();
        assert_eq!(at, now + world.service.options().interval);
    }
}
