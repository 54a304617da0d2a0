//! What is shown before settings are saved: what the newest orders would become, how many there are, and
//! how far a takeover is.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use bookkeeping::settings::History;
use bookkeeping::{Invoice, Readiness, Settings, amsterdam_day};
use jiff::civil::Date;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use store::State;
use sync::{Allowance, Certainty, Crowd, Step};

use crate::settings;
use crate::world::World;

async fn calls<T>(world: &World, work: impl Future<Output = T>) -> (T, u64, u64) {
    let before = world.service.calls();
    let done = work.await;
    let after = world.service.calls();
    (done, after.0 - before.0, after.1 - before.1)
}

#[tokio::test]
async fn the_newest_orders_become_what_was_shown() {
    let world = World::new(60, 5).await;
    let settings = Settings::parse(&settings::toml(&world.books, "all")).unwrap();
    let looked = calls(&world, world.service.outlook(&world.connection, &settings)).await;
    let (outlook, moneybird, ccvshop) = (looked.0.unwrap(), looked.1, looked.2);
    assert_eq!(outlook.orders.len(), 10);
    assert!(ccvshop <= 11 && moneybird <= 4, "{ccvshop} {moneybird}");
    // Nothing is sent and nothing kept by looking.
    assert!(world.books.invoices().is_empty());
    let counts = world.service.store().counts(&world.connection).await.unwrap();
    assert_eq!(counts.total(), 0);
    world.settled().await;
    let mut ready = 0;
    for own in &outlook.orders {
        let orders = world.service.store().orders(Some(&world.connection), None).await.unwrap();
        let order = orders.iter().find(|order| order.number == own.number).unwrap();
        let record = world.service.store().order(&world.connection, order.order_id).await;
        let record = record.unwrap().unwrap();
        match (own.readiness, own.decided.as_ref().unwrap()) {
            (Readiness::Ready, Ok(invoice)) => {
                ready += 1;
                let plan = record.booking.as_ref().unwrap().plan.as_str();
                let plan: Invoice = serde_json::from_str(plan).unwrap();
                assert_eq!((&plan.lines, plan.total), (&invoice.lines, invoice.total));
            }
            (Readiness::Ready, Err(refusal)) => {
                assert_eq!(record.code.as_deref(), Some(refusal.code()), "{}", own.number);
            }
            (_, decided) => {
                assert_eq!(record.state, State::Waiting, "{decided:?}");
                assert!(own.waits.is_some());
            }
        }
    }
    assert!(ready >= 3, "{ready} of them are booked");
}

#[tokio::test]
async fn settings_that_do_not_fit_ask_the_shop_for_nothing() {
    let world = World::new(5, 5).await;
    let settings = Settings::parse("[ledger]\nrevenue = \"1\"\n").unwrap();
    let looked = calls(&world, world.service.outlook(&world.connection, &settings)).await;
    assert!(!looked.0.unwrap().mismatches.is_empty());
    assert_eq!(looked.2, 0);
}

#[tokio::test]
async fn an_order_of_before_the_first_day_is_left_alone() {
    let world = World::new(30, 5).await;
    let mut settings = Settings::parse(&settings::toml(&world.books, "all")).unwrap();
    settings.orders.history = History::From("2030-01-01".parse().unwrap());
    let looked = calls(&world, world.service.outlook(&world.connection, &settings)).await;
    let outlook = looked.0.unwrap();
    assert!(outlook.orders.iter().all(|own| own.readiness == Readiness::TooOld));
    assert_eq!(looked.2, 1, "their rows are not asked for");
}

/// How many are ready from a day on, by the shop itself.
fn ready_from(world: &World, first: Option<Date>) -> u64 {
    let orders = world.shop.orders();
    let is_ready = |order: &&sandbox::shop::model::Order| {
        let day = amsterdam_day(order.create_date);
        order.status == Some(7) && order.paid && first.is_none_or(|first| day >= first)
    };
    orders.iter().filter(is_ready).count() as u64
}

#[tokio::test]
async fn orders_are_counted_with_few_calls() {
    for orders in [0, 40, 700, 4_000] {
        let kinds = Kinds::everyday();
        let world = World::with(orders, 5, kinds, Switches::default(), "all").await;
        let settings = Settings::parse(&settings::toml(&world.books, "all")).unwrap();
        let days: Vec<Option<Date>> = vec![
            None,
            Some("2026-01-01".parse().unwrap()),
            Some("2026-11-01".parse().unwrap()),
            Some("2030-01-01".parse().unwrap()),
        ];
        let counting = world.service.extents(&world.connection, &settings.orders, &days);
        let (counted, moneybird, ccvshop) = calls(&world, counting).await;
        let counted = counted.unwrap();
        let all = ready_from(&world, None);
        for (day, own) in days.iter().zip(&counted) {
            let truth = ready_from(&world, *day);
            let off = truth.abs_diff(own.orders);
            match own.certainty {
                Certainty::Exact => assert_eq!(off, 0, "{orders} {day:?}: {own:?} for {truth}"),
                Certainty::About => {
                    // A twentieth of all at each end.
                    assert!(off * 10 <= all + 10, "{orders} {day:?}: {own:?} for {truth}");
                }
                Certainty::AtLeast => panic!("{orders} {day:?}: {own:?}"),
            }
        }
        println!("{orders}: {ccvshop} calls, {counted:?}");
        assert!(moneybird == 0 && ccvshop <= 30, "{orders}: {ccvshop} calls");
        assert!(orders > 40 || ccvshop == 1, "{orders}: {ccvshop} calls");
    }
}

#[tokio::test]
async fn a_takeover_tells_what_is_in_the_books_before_it_is_read_back() {
    let world = World::new(200, 5).await;
    let mut round = world.service.round(&world.connection, "tester");
    let taken = async || {
        let store = world.service.store();
        let connection = store.connection(&world.connection).await.unwrap();
        let counts = store.counts(&world.connection).await.unwrap();
        world.service.takeover(&connection, &counts).await.unwrap()
    };
    let before = taken().await;
    assert_eq!((before.read, before.is_read, before.left), (0, false, 0));
    // One window of Moneybird's.
    assert!(matches!(round.advance(&|_| {}).await, Ok(Step::Wait(_))));
    let first = taken().await;
    assert!(first.is_read && first.read >= first.all, "{first:?}");
    assert!(first.in_books > 20 && first.in_books < first.all, "{first:?}");
    assert!(first.proven <= first.in_books, "{first:?}");
    let until = first.until.unwrap();
    let done = loop {
        match round.advance(&|_| {}).await.unwrap() {
            Step::Wait(until) => world.clock.advance_to(until),
            Step::Done { .. } => break remote::Clock::now(world.clock.as_ref()),
        }
    };
    let last = taken().await;
    assert_eq!((last.left, last.until), (0, None));
    assert_eq!(last.in_books, last.proven);
    // It was foretold to within a window.
    let off = done.as_second().abs_diff(until.as_second());
    assert!(off <= 300, "{until} was foretold, {done} it was");
}

#[tokio::test]
async fn a_round_gives_way_between_two_orders_while_others_wait() {
    let world = World::new(40, 5).await;
    let crowd = Crowd { is_there: Arc::new(AtomicBool::new(true)), turn: Duration::ZERO };
    let mut round = world.service.round(&world.connection, "tester").in_turns(crowd.clone());
    let mut ready = None;
    for turn in 0..3 {
        let step = round.advance(&|_| {}).await.unwrap();
        assert_eq!(step, Step::Wait(remote::Clock::now(world.clock.as_ref())), "turn {turn}");
        assert_eq!(round.waits_for(), Some(Allowance::Turn));
        let left = world.count(State::Ready).await;
        assert!(left > 0 && ready.replace(left).is_none_or(|before| before == left + 1), "{left}");
        let (now, store) = (remote::Clock::now(world.clock.as_ref()), world.service.store());
        let due = store.due(now, now + Duration::from_hours(1)).await.unwrap();
        assert_eq!(due, std::slice::from_ref(&world.connection), "anybody may go on with it");
    }
    crowd.is_there.store(false, Ordering::Relaxed);
    let mut rest = round.advance(&|_| {}).await.unwrap();
    assert!(world.count(State::Ready).await < ready.unwrap() - 1, "nobody waits");
    while let Step::Wait(until) = rest {
        world.clock.advance_to(until);
        rest = round.advance(&|_| {}).await.unwrap();
    }
    assert_eq!(world.count(State::Ready).await, 0);
}

#[tokio::test]
async fn settings_that_are_changed_later_hold_for_what_is_not_on_its_way() {
    let world = World::new(200, 5).await;
    let mut round = world.service.round(&world.connection, "tester");
    assert!(matches!(round.advance(&|_| {}).await, Ok(Step::Wait(_))));
    let begun = world.count(State::Booking).await + world.count(State::Booked).await;
    assert!(begun > 0 && world.count(State::Ready).await > 0);
    // The takeover has used the allowance up, and still somebody can choose and look ahead.
    let choices = world.service.choices(&world.connection).await.unwrap();
    assert!(!choices.administration.tax_rates.is_empty());
    let later = Settings::parse(&settings::toml(&world.books, "2030-01-01")).unwrap();
    world.service.outlook(&world.connection, &later).await.unwrap();
    assert_eq!(world.service.save_settings(&world.connection, &later).await.unwrap(), []);
    world.clock.advance(std::time::Duration::from_mins(31));
    world.settled().await;
    assert_eq!(world.books.invoices().len() as u64, begun);
    assert_eq!((world.count(State::Ready).await, world.count(State::Booked).await), (0, begun));
    // And back: they are found again.
    let all = settings::toml(&world.books, "all");
    world.service.import_settings(&world.connection, &all).await.unwrap();
    world.clock.advance(std::time::Duration::from_mins(31));
    world.settled().await;
    assert!(world.count(State::Booked).await > begun);
}

#[tokio::test]
async fn looking_at_the_settings_again_costs_moneybird_no_call() {
    let world = World::new(5, 5).await;
    let (service, id) = (&world.service, &world.connection);
    let (unread, moneybird, _) = calls(&world, service.choices_to_look_at(id)).await;
    assert_eq!((unread.unwrap_err().code, moneybird), (sync::Code::NotFound, 0));
    let (first, moneybird, _) = calls(&world, service.choices(id)).await;
    assert!(moneybird > 0);
    let first = first.unwrap().administration;
    world.books.lock_until("2025-12-31".parse().unwrap());
    for minutes in [0, 9] {
        world.clock.advance(std::time::Duration::from_mins(minutes));
        let (again, moneybird, _) = calls(&world, service.choices(id)).await;
        assert_eq!((again.unwrap().administration, moneybird), (first.clone(), 0));
    }
    world.clock.advance(std::time::Duration::from_mins(1));
    // Whoever only looks never costs a call.
    let (looked, moneybird, _) = calls(&world, service.choices_to_look_at(id)).await;
    assert_eq!((looked.unwrap().administration, moneybird), (first.clone(), 0));
    let (fresh, moneybird, _) = calls(&world, service.choices(id)).await;
    assert!(moneybird > 0 && fresh.unwrap().administration != first);
    // What is saved is held against the books as they are.
    let settings = Settings::parse(&settings::toml(&world.books, "all")).unwrap();
    let (found, moneybird, _) = calls(&world, service.save_settings(id, &settings)).await;
    assert!(moneybird > 0 && found.unwrap().is_empty());
}

#[tokio::test]
async fn what_it_booked_is_read_back_though_its_turns_are_short() {
    let world = World::new(200, 5).await;
    let crowd = Crowd { is_there: Arc::new(AtomicBool::new(true)), turn: Duration::ZERO };
    let mut round = world.service.round(&world.connection, "tester").in_turns(crowd);
    let mut most = 0;
    while let Step::Wait(until) = round.advance(&|_| {}).await.unwrap() {
        world.clock.advance_to(until);
        most = world.count(State::Booking).await.max(most);
    }
    // That many are read back in one call.
    assert!((99..=101).contains(&most), "{most}");
}
