use secrecy::{ExposeSecret, SecretString};

use super::bench::{Bench, Desk, at, seconds};
use crate::{ConnectionId, Error, Language};

fn secret(text: &str) -> SecretString {
    text.into()
}

pub(crate) async fn an_errand_is_ended_once(bench: &Bench) {
    let stores = [bench.store().await, bench.store().await];
    let store = &stores[0];
    let anna = store.new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    let state = store.new_errand(&anna, 7, &secret("proof"), at(0), seconds(60)).await.unwrap();
    let mut tries = tokio::task::JoinSet::new();
    for number in 0..10 {
        let (store, state, anna) = (stores[number % 2].clone(), state.clone(), anna.clone());
        tries.spawn(async move { store.use_errand(state.expose(), &anna, at(59)).await.unwrap() });
    }
    let ended: Vec<_> = tries.join_all().await.into_iter().flatten().collect();
    assert_eq!(ended.len(), 1);
    assert_eq!((ended[0].0, ended[0].1.expose_secret()), (7, "proof"));
    let nobody = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let failed = store.new_errand(&nobody, 7, &secret("proof"), at(0), seconds(60)).await;
    assert!(matches!(failed, Err(Error::NoAccount(_))));
}

pub(crate) async fn an_errand_is_somebodys_own(bench: &Bench) {
    let store = bench.store().await;
    let anna = store.new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    let bert = store.new_shopkeeper("Bert", Language::Nl, at(0)).await.unwrap();
    let state = store.new_errand(&anna, 7, &secret("proof"), at(0), seconds(60)).await.unwrap();
    let late = store.new_errand(&anna, 7, &secret("proof"), at(0), seconds(60)).await.unwrap();
    let used = async |state: &str, id, now| store.use_errand(state, id, at(now)).await.unwrap();
    assert!(used(state.expose(), &bert, 1).await.is_none(), "somebody else's");
    assert!(used("nothing", &anna, 1).await.is_none());
    assert!(used(late.expose(), &anna, 60).await.is_none(), "too late");
    assert!(used(state.expose(), &anna, 1).await.is_some(), "who tried it in vain ended nothing");
    assert_eq!(store.sweep_errands(at(59)).await.unwrap(), 0);
    assert_eq!(store.sweep_errands(at(60)).await.unwrap(), 1);
}

pub(crate) async fn a_grant_brings_its_token(bench: &Bench) {
    let Desk { store, connection: id, .. } = bench.desk().await;
    assert!(store.grant(&id).await.unwrap().is_none());
    let (access, refresh) = (secret("access 1"), secret("refresh 1"));
    store.save_grant(&id, &access, Some(&refresh), Some(at(99)), at(1)).await.unwrap();
    let read = async || {
        let grant = store.grant(&id).await.unwrap().unwrap();
        let secrets = store.secrets(&id).await.unwrap();
        assert_eq!(secrets.shop_secret.expose_secret(), "secret-of-the-shop", "as it was");
        let refresh = grant.refresh.map(|own| own.expose_secret().to_owned());
        let access = secrets.moneybird_token.expose_secret().to_owned();
        (access, refresh, grant.expires_at, grant.saved_at, grant.version)
    };
    let one = Some("refresh 1".to_owned());
    assert_eq!(read().await, ("access 1".to_owned(), one.clone(), Some(at(99)), at(1), 1));
    store.save_grant(&id, &secret("access 2"), None, None, at(2)).await.unwrap();
    assert_eq!(read().await, ("access 2".to_owned(), one, None, at(2), 2), "the old one is kept");
    let refresh = secret("refresh 3");
    store.save_grant(&id, &secret("access 3"), Some(&refresh), None, at(3)).await.unwrap();
    let three = Some("refresh 3".to_owned());
    assert_eq!(read().await, ("access 3".to_owned(), three, None, at(3), 3));

    let nobody: ConnectionId = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let failed = store.save_grant(&nobody, &access, None, None, at(1)).await;
    assert!(matches!(failed, Err(Error::NoConnection(_))));
    assert!(store.grant(&nobody).await.unwrap().is_none());
}

pub(crate) async fn one_at_a_time_asks_for_new_tokens(bench: &Bench) {
    let Desk { store, connection: id, .. } = bench.desk().await;
    let other = bench.store().await;
    let take = async |owner: &str, now, until| {
        store.take_refresh(&id, owner, at(now), at(until)).await.unwrap()
    };
    assert!(!take("a", 1, 60).await, "there is no grant");
    store.save_grant(&id, &secret("access"), None, None, at(1)).await.unwrap();
    assert!(!take("a", 1, 60).await, "there is nothing to ask with");
    store.save_grant(&id, &secret("access"), Some(&secret("r")), None, at(1)).await.unwrap();

    let mut tries = tokio::task::JoinSet::new();
    for number in 0..10 {
        let store = if number % 2 == 0 { store.clone() } else { other.clone() };
        let id = id.clone();
        tries.spawn(async move {
            store.take_refresh(&id, &format!("{number}"), at(2), at(60)).await.unwrap()
        });
    }
    let taken = tries.join_all().await;
    assert_eq!(taken.into_iter().filter(|taken| *taken).count(), 1);
    assert!(!take("a", 59, 120).await);
    assert!(take("a", 60, 120).await, "whoever had it died");
    store.save_grant(&id, &secret("access 2"), None, None, at(61)).await.unwrap();
    assert!(take("b", 61, 120).await, "it was given back");

    // A worker whose clock is a day ahead takes it, and dies.
    let day = 24 * 3_600;
    assert!(take("ahead", day, day + 60).await);
    assert!(take("b", 200, 260).await);
    // Clocks of different machines may differ a little.
    assert!(take("ahead", 3_000, 3_060).await);
    assert!(!take("b", 201, 260).await);
}

pub(crate) async fn a_grant_is_dropped(bench: &Bench) {
    let Desk { store, connection: id, .. } = bench.desk().await;
    store.save_grant(&id, &secret("access"), Some(&secret("r")), None, at(1)).await.unwrap();
    assert!(store.drop_grant(&id).await.unwrap());
    assert!(!store.drop_grant(&id).await.unwrap());
    assert!(store.grant(&id).await.unwrap().is_none());
    assert!(!store.take_refresh(&id, "a", at(2), at(60)).await.unwrap());
    let token = store.secrets(&id).await.unwrap().moneybird_token;
    assert_eq!(token.expose_secret(), "access");
}

pub(crate) async fn sealed_tokens_stay_where_they_are(bench: &Bench) {
    let one = bench.desk().await;
    let (store, two) = (&one.store, Desk::open(bench.store().await, 2).await);
    for id in [&one.connection, &two.connection] {
        store.save_grant(id, &secret("access"), Some(&secret("r")), None, at(1)).await.unwrap();
    }
    let moved = "UPDATE grants SET refresh = (SELECT refresh FROM grants \
                 WHERE connection_id = $1) WHERE connection_id = $2";
    let query = sqlx::query(moved).bind(one.connection.to_string());
    query.bind(two.connection.to_string()).execute(&store.pool).await.unwrap();
    let error = store.grant(&two.connection).await.unwrap_err();
    assert!(matches!(&error, Error::Damaged { table: "grants", .. }), "{error:?}");
    assert!(store.grant(&one.connection).await.unwrap().is_some());

    let anna = store.new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    let state = store.new_errand(&anna, 7, &secret("one"), at(0), seconds(9)).await.unwrap();
    let other = store.new_errand(&anna, 8, &secret("two"), at(0), seconds(9)).await.unwrap();
    let moved = "UPDATE errands SET verifier = (SELECT verifier FROM errands \
                 WHERE token_hash = $1) WHERE token_hash = $2";
    let query = sqlx::query(moved).bind(state.hash()).bind(other.hash());
    query.execute(&store.pool).await.unwrap();
    let error = store.use_errand(other.expose(), &anna, at(1)).await.unwrap_err();
    assert!(matches!(&error, Error::Damaged { table: "errands", .. }), "{error:?}");
}

pub(crate) async fn who_asks_with_old_tokens_is_too_late(bench: &Bench) {
    let Desk { store, connection: id, .. } = bench.desk().await;
    store.save_grant(&id, &secret("a 1"), Some(&secret("r 1")), None, at(1)).await.unwrap();
    let old = store.grant(&id).await.unwrap().unwrap().version;
    let fresh = (&secret("a 2"), None);
    assert!(store.refresh_grant(&id, old, fresh, Some(at(99)), at(2)).await.unwrap());
    let grant = store.grant(&id).await.unwrap().unwrap();
    assert_eq!((grant.version, grant.expires_at), (old + 1, Some(at(99))));
    assert_eq!(grant.refresh.unwrap().expose_secret(), "r 1");
    let late = (&secret("a 3"), Some(&secret("r 3")));
    assert!(!store.refresh_grant(&id, old, late, None, at(3)).await.unwrap());
    store.renew_token(&id, &secret("own"), at(4)).await.unwrap();
    assert!(!store.refresh_grant(&id, old + 1, late, None, at(5)).await.unwrap());
    assert_eq!(store.secrets(&id).await.unwrap().moneybird_token.expose_secret(), "own");
}
