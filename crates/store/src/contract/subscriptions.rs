//! When connections were installed, when subscriptions ended, and the months that were fixed.

use billing::{Event, Fixed, FixedMonth, Kind, Line, Month, Terms, Vat, What};
use bookkeeping::Money;
use jiff::Timestamp;
use secrecy::SecretString;
use sqlx::{Connection as _, Executor};

use super::bench::{Bench, at, new};
use crate::{
    ConnectionId, EndedSubscription, Error, Health, LetterKind, NewConnection, Store, Telling,
};

const CODE: &str = "subscription-ended";

/// Half an hour before December in London, and half an hour into it in Amsterdam.
fn december() -> Timestamp {
    "2026-11-30T23:30:00Z".parse().unwrap()
}

fn month(text: &str) -> Month {
    text.parse().unwrap()
}

/// A connection that is set up.
async fn connected(store: &Store, shop: i64) -> ConnectionId {
    let new = NewConnection { settings: Some(String::new()), ..new(shop) };
    store.save_connection(&new, at(0)).await.unwrap()
}

async fn told(store: &Store, id: &ConnectionId) -> Vec<Event> {
    store.subscription_history(id).await.unwrap().events
}

async fn remove(store: &Store, id: &ConnectionId, second: i64) {
    store.forget_shop_keys(id, ("credentials-shop", "x"), at(second)).await.unwrap();
}

async fn come_again(store: &Store, id: &ConnectionId, second: i64) {
    let key = SecretString::from("k");
    let named = ("Fietsen 2", "https://2.example");
    store.save_shop_keys(id, named, (&key, &key), at(second)).await.unwrap();
}

pub(crate) async fn what_is_installed_twice_begins_once(bench: &Bench) {
    let store = bench.store().await;
    let id = connected(&store, 1).await;
    // Connected again by a person, and come in from the App Store again: it was there all the time.
    assert_eq!(store.save_connection(&new(1), at(5)).await.unwrap(), id);
    come_again(&store, &id, 6).await;
    let begun = Event { at: at(0), what: What::Installed };
    assert_eq!(told(&store, &id).await, [begun]);
    for second in [10, 11] {
        remove(&store, &id, second).await;
    }
    for second in [20, 21] {
        come_again(&store, &id, second).await;
    }
    remove(&store, &id, 30).await;
    store.save_connection(&new(1), at(40)).await.unwrap();
    let events = told(&store, &id).await;
    let (gone, back) = (What::Uninstalled, What::Installed);
    let later = [(10, gone), (20, back), (30, gone), (40, back)];
    let later = later.map(|(second, what)| Event { at: at(second), what });
    assert_eq!((events[0], &events[1..]), (begun, later.as_slice()));

    // Another administration of the same shop has a history of its own.
    let other = NewConnection { administration_id: "2".to_owned(), ..new(1) };
    let other = store.save_connection(&other, at(50)).await.unwrap();
    assert_eq!(told(&store, &other).await, [Event { at: at(50), what: What::Installed }]);
    let all = store.subscription_histories().await.unwrap();
    let brief: Vec<_> = all.iter().map(|own| (own.of.shop_id, own.events.len())).collect();
    assert_eq!(brief, [(1, 5), (1, 1)]);
    assert_eq!(all[1], store.subscription_history(&other).await.unwrap());
    let nobody = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let none = store.subscription_history(&nobody).await;
    assert!(matches!(none, Err(Error::NoConnection(_))));
}

pub(crate) async fn a_history_outlives_its_connection(bench: &Bench) {
    let store = bench.store().await;
    let id = connected(&store, 1).await;
    remove(&store, &id, 10).await;
    let before = store.subscription_histories().await.unwrap();
    assert_eq!(before[0].of.connection.as_deref(), Some(id.as_str()));
    sqlx::query("DELETE FROM connections").execute(&store.pool).await.unwrap();
    let after = store.subscription_histories().await.unwrap();
    assert_eq!((after[0].of.connection.clone(), &after[0].events), (None, &before[0].events));
    let names = (after[0].of.shop_name.as_str(), after[0].of.administration_name.as_str());
    assert_eq!(names, ("Fietsen & zo", "Fietsen"));
    // Connected anew, under another id, it goes on with the same history, and has another name now.
    let renamed = NewConnection { shop_name: "Fietsen 2".to_owned(), ..new(1) };
    let anew = store.save_connection(&renamed, at(20)).await.unwrap();
    let history = store.subscription_history(&anew).await.unwrap();
    assert_eq!((history.events.len(), history.of.shop_name.as_str()), (3, "Fietsen 2"));
}

pub(crate) async fn a_subscription_ends_and_goes_on(bench: &Bench) {
    let store = bench.store().await;
    let (id, other) = (connected(&store, 1).await, connected(&store, 2).await);
    assert!(store.end_subscription(&id, month("2026-12"), at(1)).await.unwrap());
    let due = async || store.due(december(), at(9_000_000)).await.unwrap();
    let ended = async |now| store.ended_subscriptions(now).await.unwrap();
    assert_eq!(ended("2026-11-30T22:59:59Z".parse().unwrap()).await, []);
    let own = |is_active| EndedSubscription { connection: id.clone(), is_active };
    assert_eq!(ended(december()).await, [own(true)]);
    assert!(store.set_aside(&id, CODE, "It has ended.").await.unwrap());
    assert!(!store.set_aside(&id, CODE, "It has ended.").await.unwrap());
    assert_eq!(ended(december()).await, [own(false)]);
    assert_eq!(due().await, std::slice::from_ref(&other));
    // Whoever installs or connects again makes it take part; it has ended all the same.
    come_again(&store, &id, 2).await;
    assert_eq!(ended(december()).await, [own(true)]);
    store.set_aside(&id, CODE, "It has ended.").await.unwrap();

    assert!(store.resume_subscription(&id, CODE, december()).await.unwrap());
    assert_eq!(ended(december()).await, []);
    assert_eq!(due().await.len(), 2);
    assert_eq!(store.connection(&id).await.unwrap().health, Health::Active);
    assert!(!store.resume_subscription(&id, CODE, december()).await.unwrap(), "it goes on already");
    let events = told(&store, &id).await;
    let what: Vec<_> = events.iter().map(|own| own.what).collect();
    assert_eq!(what, [What::Installed, What::Ended(month("2026-12")), What::Resumed]);
    let nobody = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    for failed in [
        store.end_subscription(&nobody, month("2026-12"), at(1)).await,
        store.resume_subscription(&nobody, CODE, at(1)).await,
    ] {
        assert!(matches!(failed, Err(Error::NoConnection(_))));
    }
    assert!(!store.set_aside(&nobody, CODE, "").await.unwrap());
}

pub(crate) async fn what_has_ended_ends_no_other_time(bench: &Bench) {
    let store = bench.store().await;
    let id = connected(&store, 1).await;
    let end = async |from, now| store.end_subscription(&id, month(from), now).await.unwrap();
    assert!(end("2026-12", at(1)).await);
    assert!(end("2027-01", at(2)).await, "it has not ended yet");
    assert_eq!(store.ended_subscriptions(december()).await.unwrap(), []);
    assert!(end("2026-12", at(3)).await);
    assert!(!end("2027-01", december()).await);
    assert_eq!(store.ended_subscriptions(december()).await.unwrap().len(), 1);
    store.resume_subscription(&id, CODE, december()).await.unwrap();
    assert!(end("2027-01", december()).await);
    assert_eq!(store.ended_subscriptions(december()).await.unwrap(), []);
}

pub(crate) async fn what_stopped_a_connection_before_stays(bench: &Bench) {
    let store = bench.store().await;
    let id = connected(&store, 1).await;
    store.mark_broken(&id, "credentials-moneybird", "Refused.").await.unwrap();
    store.end_subscription(&id, month("2026-12"), at(1)).await.unwrap();
    assert!(!store.set_aside(&id, CODE, "It has ended.").await.unwrap());
    store.resume_subscription(&id, CODE, december()).await.unwrap();
    let health = store.connection(&id).await.unwrap().health;
    assert!(matches!(health, Health::Broken { code, .. } if code == "credentials-moneybird"));
}

pub(crate) async fn whose_free_month_it_is(bench: &Bench) {
    let store = bench.store().await;
    let older = connected(&store, 1).await;
    let new = |shop| NewConnection { settings: None, ..new(shop) };
    let mut young = Vec::new();
    for shop in 2..=5 {
        young.push(store.save_connection(&new(shop), at(100)).await.unwrap());
    }
    // The oldest comes again; one of the others has gone, and one goes on until the month after.
    for second in [101, 102] {
        remove(&store, &older, second).await;
        come_again(&store, &older, second).await;
    }
    remove(&store, &young[1], 101).await;
    let now = month("2026-11");
    store.end_subscription(&young[2], month("2026-12"), at(101)).await.unwrap();
    store.end_subscription(&young[3], month("2027-01"), at(101)).await.unwrap();
    let found = async |since| store.in_free_month((now, at(since)), 9).await.unwrap();
    let mut expected = vec![young[0].clone(), young[3].clone()];
    expected.sort();
    assert_eq!(found(100).await, expected);
    assert_eq!(found(101).await, []);
    assert_eq!(store.in_free_month((now, at(100)), 1).await.unwrap(), expected[..1]);
    let telling = Telling { connection: &young[0], kind: LetterKind::Trial, topic: "2026-11" };
    assert!(store.tell_of(telling, &[], at(102)).await.unwrap());
    assert_eq!(found(100).await, young[3..]);
}

pub(crate) async fn a_month_is_closed_once(bench: &Bench) {
    let store = bench.store().await;
    let id = connected(&store, 7).await;
    let of = store.subscription_history(&id).await.unwrap().of;
    let gone = billing::Subscriber {
        connection: None,
        shop_id: 6,
        shop_name: "Ünïcode 'quotes' €".to_owned(),
        ..of.clone()
    };
    let price = Money::exact("6.50".parse().unwrap()).unwrap();
    let lines = vec![
        Line { of: gone, kind: Kind::Free, amount: Money::ZERO },
        Line { of: of.clone(), kind: Kind::Charged, amount: price },
    ];
    let fixed = Fixed {
        month: month("2026-10"),
        closed_at: at(7),
        terms: Terms { price, currency: "EUR".to_owned(), vat: Vat::Included },
        lines,
    };
    assert_eq!(store.closed_month(fixed.month).await.unwrap(), None);
    assert!(store.close_month(&fixed).await.unwrap());
    let dear =
        Terms { price: Money::exact("9.00".parse().unwrap()).unwrap(), ..fixed.terms.clone() };
    let again = Fixed { terms: dear, closed_at: at(8), lines: Vec::new(), ..fixed.clone() };
    assert!(!store.close_month(&again).await.unwrap());
    assert_eq!(store.closed_month(fixed.month).await.unwrap(), Some(fixed.clone()));

    // A month in which nobody was.
    let empty = Fixed { month: month("2026-09"), ..again };
    assert!(store.close_month(&empty).await.unwrap());
    assert_eq!(store.closed_month(empty.month).await.unwrap(), Some(empty));
    let one = |text: &str, line| FixedMonth {
        month: month(text),
        currency: "EUR".to_owned(),
        vat: Vat::Included,
        line,
    };
    let own = [one("2026-09", None), one("2026-10", Some((Kind::Charged, price)))];
    assert_eq!(store.closed_months_of(&of).await.unwrap(), own);
    let other = billing::Subscriber { administration_id: "2".to_owned(), ..of };
    let none = [one("2026-09", None), one("2026-10", None)];
    assert_eq!(store.closed_months_of(&other).await.unwrap(), none);
}

#[tokio::test]
async fn connections_that_were_there_before_begin_when_they_were_made() {
    let bench = Bench::sqlite();
    let mut older = bench.older(12).await;
    // 7 is there; 8 was removed; 9 was removed and connected by hand since; 10 was installed again.
    for (shop, broken) in [
        (7, "'active', NULL, NULL"),
        (8, "'broken', 'credentials-shop', 'x'"),
        (9, "'active', NULL, NULL"),
        (10, "'broken', 'credentials-shop', 'x'"),
    ] {
        let text = format!(
            "INSERT INTO connections (id, shop_id, shop_name, shop_url, administration_id, \
             administration_name, state, broken_code, broken_message, created_at, next_sync_at, \
             shop_key, shop_secret, moneybird_token) \
             VALUES ('{shop}', {shop}, 's', 'u', 'a', 'b', {broken}, {shop}000, 0, '', '', '')"
        );
        older.execute(sqlx::AssertSqlSafe(text)).await.unwrap();
    }
    for (id, shop, state, changed) in [
        (1, 8, "gone", 20_000),
        (2, 8, "gone", 30_000),
        (3, 9, "gone", 30_000),
        (4, 10, "gone", 30_000),
        (5, 10, "open", 40_000),
    ] {
        let keys = if state == "gone" { "NULL, NULL" } else { "'k', 's'" };
        let text = format!(
            "INSERT INTO installs (id, key_name, root, return_url, state, shop_id, app_id, shop_key, \
             shop_secret, made_at, changed_at) \
             VALUES ('{id}', '{id}', '', '', '{state}', {shop}, 1, {keys}, 0, {changed})"
        );
        older.execute(sqlx::AssertSqlSafe(text)).await.unwrap();
    }
    older.close().await.unwrap();
    let store = bench.store().await;
    let all = store.subscription_histories().await.unwrap();
    let second = |second| Timestamp::from_second(second).unwrap();
    let begun = |at| Event { at: second(at), what: What::Installed };
    let gone = Event { at: second(30), what: What::Uninstalled };
    let expected = [vec![begun(7)], vec![begun(8), gone], vec![begun(9)], vec![begun(10)]];
    assert_eq!(all.iter().map(|own| own.events.clone()).collect::<Vec<_>>(), expected);
    assert_eq!(all[0].of.administration_id, "a");
}
