use secrecy::{ExposeSecret, SecretString};

use super::bench::{Bench, Desk, at, new};
use crate::{Error, Health, NewConnection};

pub(crate) async fn saved_and_read_back(bench: &Bench) {
    let store = bench.store().await;
    let mut made = new(7);
    made.settings = Some("[orders]".to_owned());
    let id = store.save_connection(&made, at(5)).await.unwrap();

    let read = store.connection(&id).await.unwrap();
    assert_eq!(store.connections().await.unwrap(), std::slice::from_ref(&read));
    assert_eq!(read.id, id);
    assert_eq!((read.shop_id, read.shop_name.as_str()), (7, "Fietsen & zo"));
    assert_eq!(read.shop_url, "https://fietsen.example");
    assert_eq!(read.administration_id, "123456789012345678");
    assert_eq!(read.administration_name, "Fietsen");
    assert_eq!(read.settings.as_deref(), Some("[orders]"));
    assert_eq!(read.health, Health::Active);
    assert_eq!((read.created_at, read.next_sync_at), (at(5), at(5)));
    assert_eq!((read.last_sync_at, read.holder, read.attempt), (None, None, 0));

    let secrets = store.secrets(&id).await.unwrap();
    assert_eq!(secrets.shop_key.expose_secret(), "key-of-the-shop");
    assert_eq!(secrets.shop_secret.expose_secret(), "secret-of-the-shop");
    assert_eq!(secrets.moneybird_token.expose_secret(), "token-of-moneybird");

    store.save_settings(&id, "[invoice]").await.unwrap();
    let read = store.connection(&id).await.unwrap();
    assert_eq!(read.settings.as_deref(), Some("[invoice]"));
}

pub(crate) async fn connecting_again_keeps_the_id_and_the_orders(bench: &Bench) {
    let desk = bench.desk().await;
    desk.ready(11).await;
    let store = &desk.store;
    store.save_settings(&desk.connection, "[orders]").await.unwrap();
    store.mark_broken(&desk.connection, "credentials-shop", "Refused.").await.unwrap();

    let mut again = new(1);
    again.shop_name = "Fietsen 2".to_owned();
    again.shop_url = "https://2.example".to_owned();
    again.administration_name = "Boeken 2".to_owned();
    again.secrets.moneybird_token = "token-2".to_owned().into();
    assert_eq!(store.save_connection(&again, at(60)).await.unwrap(), desk.connection);

    let read = store.connection(&desk.connection).await.unwrap();
    assert_eq!(read.shop_name, "Fietsen 2");
    assert_eq!(read.shop_url, "https://2.example");
    assert_eq!(read.administration_name, "Boeken 2");
    assert_eq!(read.settings.as_deref(), Some("[orders]"), "kept when none are given");
    assert_eq!(read.health, Health::Active);
    assert_eq!((read.created_at, read.next_sync_at), (at(0), at(60)));
    let secrets = store.secrets(&desk.connection).await.unwrap();
    assert_eq!(secrets.moneybird_token.expose_secret(), "token-2");
    assert_eq!(store.order_ids(&desk.connection).await.unwrap(), [11]);

    again.settings = Some("[ledger]".to_owned());
    store.save_connection(&again, at(61)).await.unwrap();
    let read = store.connection(&desk.connection).await.unwrap();
    assert_eq!(read.settings.as_deref(), Some("[ledger]"));

    again.administration_id = "2".to_owned();
    let other = store.save_connection(&again, at(62)).await.unwrap();
    assert_ne!(other, desk.connection);
    assert_eq!(store.connections().await.unwrap().len(), 2);
    assert_eq!(store.order_ids(&other).await.unwrap(), [0_i64; 0]);
}

/// One that is set up: it is looked at when it is due.
fn set_up(shop: i64) -> NewConnection {
    NewConnection { settings: Some(String::new()), ..new(shop) }
}

pub(crate) async fn the_most_overdue_is_due_first(bench: &Bench) {
    let store = bench.store().await;
    let late = store.save_connection(&set_up(1), at(20)).await.unwrap();
    let early = store.save_connection(&set_up(2), at(10)).await.unwrap();
    let future = store.save_connection(&set_up(3), at(30)).await.unwrap();

    assert_eq!(store.due(at(9), at(9_000_000)).await.unwrap(), []);
    assert_eq!(store.due(at(20), at(9_000_000)).await.unwrap(), [early.clone(), late.clone()]);

    store.look_now(&future, at(19)).await.unwrap();
    let due = store.due(at(20), at(9_000_000)).await.unwrap();
    assert_eq!(due, [early.clone(), future.clone(), late.clone()]);
    store.look_now(&early, at(25)).await.unwrap();
    let read = store.connection(&early).await.unwrap();
    assert_eq!(read.next_sync_at, at(10), "being asked makes nobody wait longer");

    let lease = store.claim(&early, "a", at(20), at(40)).await.unwrap().unwrap();
    let due = store.due(at(20), at(9_000_000)).await.unwrap();
    assert_eq!(due, [future.clone(), late.clone()], "somebody works on it");
    let due = store.due(at(40), at(9_000_000)).await.unwrap();
    assert_eq!(due, [early.clone(), future.clone(), late.clone()], "its worker died");
    store.release(&lease, at(41), at(100)).await.unwrap();
    assert_eq!(store.due(at(99), at(9_000_000)).await.unwrap(), [future, late]);
    assert_eq!(store.due(at(100), at(9_000_000)).await.unwrap()[2], early);
}

pub(crate) async fn broken_ones_are_not_due(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&set_up(1), at(0)).await.unwrap();
    store.mark_broken(&id, "scope-missing", "Ask for it.").await.unwrap();
    store.look_now(&id, at(1)).await.unwrap();
    assert_eq!(store.due(at(9), at(9_000_000)).await.unwrap(), []);
    let broken =
        Health::Broken { code: "scope-missing".to_owned(), message: "Ask for it.".to_owned() };
    assert_eq!(store.connection(&id).await.unwrap().health, broken);
    assert!(store.claim(&id, "a", at(1), at(2)).await.unwrap().is_some());

    store.mark_active(&id).await.unwrap();
    assert_eq!(store.due(at(9), at(9_000_000)).await.unwrap(), std::slice::from_ref(&id));
    assert_eq!(store.connection(&id).await.unwrap().health, Health::Active);
}

pub(crate) async fn what_is_being_set_up_is_not_due(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&new(1), at(0)).await.unwrap();
    store.look_now(&id, at(1)).await.unwrap();
    assert_eq!(store.due(at(9), at(9_000_000)).await.unwrap(), []);
    assert!(store.claim(&id, "a", at(9), at(10)).await.unwrap().is_some(), "by its name it is");
    store.save_settings(&id, "").await.unwrap();
    assert_eq!(store.due(at(10), at(9_000_000)).await.unwrap(), std::slice::from_ref(&id));
}

pub(crate) async fn the_connections_of_a_shop(bench: &Bench) {
    let store = bench.store().await;
    let mut books = new(7);
    let late = store.save_connection(&books, at(2)).await.unwrap();
    books.administration_id = "2".to_owned();
    let early = store.save_connection(&books, at(1)).await.unwrap();
    store.save_connection(&new(8), at(0)).await.unwrap();
    let found = store.connections_of_shop(7).await.unwrap();
    assert_eq!(found.iter().map(|own| &own.id).collect::<Vec<_>>(), [&early, &late]);
    assert_eq!(found[0], store.connection(&early).await.unwrap());
    assert_eq!(store.connections_of_shop(9).await.unwrap(), []);
}

pub(crate) async fn an_unknown_one_is_said_to_be_unknown(bench: &Bench) {
    let Desk { store, .. } = bench.desk().await;
    let nobody: crate::ConnectionId = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let failures = [
        store.connection(&nobody).await.map(|_| ()),
        store.secrets(&nobody).await.map(|_| ()),
        store.save_settings(&nobody, "").await,
        store.mark_broken(&nobody, "a", "b").await,
        store.mark_active(&nobody).await,
        store.look_now(&nobody, at(0)).await,
        store.claim(&nobody, "a", at(0), at(1)).await.map(|_| ()),
        store.put_fact(&nobody, "a", "b", at(0)).await,
    ];
    for (number, failure) in failures.into_iter().enumerate() {
        let error = failure.expect_err(&format!("{number}"));
        assert!(matches!(&error, Error::NoConnection(id) if *id == nobody), "{error}");
        assert_eq!(error.code(), "not-found");
    }
}

pub(crate) async fn values_of_every_kind_come_back(bench: &Bench) {
    let store = bench.store().await;
    let mut made = new(i64::MAX);
    made.shop_name = "Ünïcode 'quotes' \"double\" $1 ? %\n€".to_owned();
    made.secrets.shop_key = String::new().into();
    made.secrets.shop_secret = "€".repeat(5_000).into();
    let id = store.save_connection(&made, at(0)).await.unwrap();
    let read = store.connection(&id).await.unwrap();
    assert_eq!((read.shop_id, &read.shop_name), (i64::MAX, &made.shop_name));
    let secrets = store.secrets(&id).await.unwrap();
    assert_eq!(secrets.shop_key.expose_secret(), "");
    assert_eq!(secrets.shop_secret.expose_secret(), "€".repeat(5_000));

    let desk = Desk::open(store, 5).await;
    for (order, total) in [(1, "-0.005"), (2, "79228162514264337593543950335"), (3, "0.00")] {
        let mut seen = super::bench::seen(order);
        seen.total = total.parse().unwrap();
        seen.shop_status = None;
        seen.paid = false;
        let mut write = desk.write(1).await;
        write.see_order(&seen).await.unwrap();
        write.commit().await.unwrap();
        let read = desk.order(order).await;
        assert_eq!(read.total.to_string(), total, "with as many decimals");
        assert_eq!((read.shop_status, read.paid), (None, false));
    }
}

pub(crate) async fn a_shop_that_comes_again_keeps_its_books(bench: &Bench) {
    let desk = bench.desk().await;
    let id = &desk.connection;
    desk.store.mark_broken(id, "credentials-shop", "gone").await.unwrap();
    let before = desk.store.secrets(id).await.unwrap();
    let (key, secret) = (SecretString::from("new-key"), SecretString::from("new-secret"));
    let named = ("Another name", "https://another.example");
    desk.store.save_shop_keys(id, named, (&key, &secret), at(70)).await.unwrap();
    let after = desk.store.secrets(id).await.unwrap();
    let all = [&after.shop_key, &after.shop_secret, &after.moneybird_token];
    let expected = ["new-key", "new-secret", before.moneybird_token.expose_secret()];
    assert_eq!(all.map(ExposeSecret::expose_secret), expected);
    let connection = desk.store.connection(id).await.unwrap();
    assert_eq!((connection.shop_name.as_str(), connection.shop_url.as_str()), named);
    assert_eq!(connection.health, Health::Active);
    assert!(connection.next_sync_at <= at(70));
}

pub(crate) async fn what_was_wrong_with_old_secrets_stops_nobody(bench: &Bench) {
    let store = bench.store().await;
    let id = store.save_connection(&set_up(1), at(0)).await.unwrap();
    let (code, active) = ("credentials-moneybird", Health::Active);
    let health = async || store.connection(&id).await.unwrap().health;
    let (_, mark) = store.marked_secrets(&id).await.unwrap();
    store.save_grant(&id, &"granted".into(), Some(&"refresh".into()), None, at(1)).await.unwrap();
    assert!(!store.mark_broken_by(&id, &mark, code, "x").await.unwrap());
    assert_eq!(health().await, active);
    let (_, mark) = store.marked_secrets(&id).await.unwrap();
    assert!(store.mark_broken_by(&id, &mark, code, "x").await.unwrap());
    assert_ne!(health().await, active);
    store.renew_token(&id, &"of a person".into(), at(9)).await.unwrap();
    assert_eq!(health().await, active);
    assert!(store.grant(&id).await.unwrap().is_none(), "its tokens are not this one");
    assert_eq!(store.due(at(9), at(9_000_000)).await.unwrap(), std::slice::from_ref(&id));
    let (secrets, _) = store.marked_secrets(&id).await.unwrap();
    assert_eq!(secrets.moneybird_token.expose_secret(), "of a person");
    assert_eq!(secrets.shop_key.expose_secret(), set_up(1).secrets.shop_key.expose_secret());
    store.forget_shop_keys(&id, ("credentials-shop", "x"), at(9)).await.unwrap();
    let (secrets, _) = store.marked_secrets(&id).await.unwrap();
    assert_eq!((secrets.shop_key.expose_secret(), secrets.shop_secret.expose_secret()), ("", ""));
    assert_ne!(health().await, active);
    let nobody = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let failed = store.renew_token(&nobody, &"x".into(), at(1)).await;
    assert!(matches!(failed, Err(Error::NoConnection(_))));
}
