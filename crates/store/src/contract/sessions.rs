use std::time::Duration;

use super::bench::{Bench, at, seconds};
use crate::{Language, Session, Token};

const HOUR: i64 = 3_600;
const DAY: Duration = Duration::from_hours(24);
const WEEK: Duration = Duration::from_hours(7 * 24);

pub(crate) async fn a_session_is_open_until_it_ends(bench: &Bench) {
    let store = bench.store().await;
    let anna = store.new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    let bert = store.new_shopkeeper("Bert", Language::Nl, at(0)).await.unwrap();
    let token = store.open_session(&anna, at(5), seconds(10)).await.unwrap();
    let there = Session { account: anna.clone(), made_at: at(5), expires_at: at(15) };
    assert_eq!(store.session(token.expose(), at(14)).await.unwrap(), Some(there));
    assert_eq!(store.session(token.expose(), at(15)).await.unwrap(), None, "over");
    let other = format!("{}0", token.expose());
    for text in ["", "x", &other, &token.hash()] {
        assert_eq!(store.session(text, at(6)).await.unwrap(), None, "{text}");
        assert!(!store.close_session(text).await.unwrap());
    }

    let others: Vec<Token> = vec![
        store.open_session(&anna, at(6), seconds(10)).await.unwrap(),
        store.open_session(&bert, at(6), seconds(10)).await.unwrap(),
    ];
    assert!(store.close_session(token.expose()).await.unwrap());
    assert!(!store.close_session(token.expose()).await.unwrap());
    assert_eq!(store.session(token.expose(), at(7)).await.unwrap(), None);
    let who = async |token: &Token| {
        store.session(token.expose(), at(7)).await.unwrap().map(|session| session.account)
    };
    assert_eq!(who(&others[0]).await, Some(anna.clone()));
    assert_eq!(store.close_sessions_of(&anna).await.unwrap(), 1);
    assert_eq!(who(&others[0]).await, None);
    assert_eq!(who(&others[1]).await, Some(bert));
}

pub(crate) async fn a_session_in_use_is_extended(bench: &Bench) {
    let store = bench.store().await;
    let anna = store.new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    let token = store.open_session(&anna, at(0), DAY).await.unwrap();
    let until = async |now: i64| {
        let session = store.extended_session(token.expose(), at(now), DAY, WEEK).await.unwrap();
        session.map(|session| session.expires_at)
    };
    let day = 24 * HOUR;
    assert_eq!(until(HOUR - 1).await, Some(at(day)), "not within the hour");
    assert_eq!(until(HOUR).await, Some(at(HOUR + day)));
    assert_eq!(until(2 * HOUR - 1).await, Some(at(HOUR + day)), "not within the hour");
    assert_eq!(until(5 * HOUR).await, Some(at(5 * HOUR + day)));
    // A clock that is set back makes nothing shorter.
    assert_eq!(until(0).await, Some(at(5 * HOUR + day)));
    // Used every twenty hours it lasts until the week is over, and no longer.
    for passed in 1..=8 {
        let until = until(passed * 20 * HOUR).await;
        assert_eq!(until, Some(at((passed * 20 * HOUR + day).min(7 * day))), "{passed}");
    }
    assert_eq!(until(7 * day - 1).await, Some(at(7 * day)));
    assert_eq!(until(7 * day).await, None);
    assert_eq!(until(HOUR).await, Some(at(7 * day)), "looking changes nothing");
}

pub(crate) async fn sessions_are_swept(bench: &Bench) {
    let store = bench.store().await;
    let anna = store.new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    for lasts in [10, 20, 30] {
        store.open_session(&anna, at(0), seconds(lasts)).await.unwrap();
        store.new_link(&anna, at(0), seconds(lasts)).await.unwrap();
    }
    assert_eq!(store.sweep_sessions(at(20)).await.unwrap(), 2);
    assert_eq!(store.sweep_sessions(at(20)).await.unwrap(), 0);
    assert_eq!(store.close_sessions_of(&anna).await.unwrap(), 1, "the open one is left");
    assert_eq!(store.sweep_links(at(19)).await.unwrap(), 1);
    assert_eq!(store.sweep_links(at(99)).await.unwrap(), 2);
}

pub(crate) async fn a_link_lets_in_once(bench: &Bench) {
    let store = bench.store().await;
    let anna = store.new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    let link = store.new_link(&anna, at(0), seconds(60)).await.unwrap();
    let late = store.new_link(&anna, at(0), seconds(60)).await.unwrap();
    assert_ne!(link.expose(), late.expose());
    assert_eq!(store.use_link("nothing", at(1)).await.unwrap(), None);
    assert_eq!(store.use_link(link.expose(), at(59)).await.unwrap(), Some(anna));
    assert_eq!(store.use_link(link.expose(), at(59)).await.unwrap(), None, "used");
    assert_eq!(store.use_link(link.expose(), at(1)).await.unwrap(), None, "used");
    assert_eq!(store.use_link(late.expose(), at(60)).await.unwrap(), None, "too late");
}

pub(crate) async fn one_of_many_uses_a_link(bench: &Bench) {
    let stores = [bench.store().await, bench.store().await];
    let anna = stores[0].new_shopkeeper("Anna", Language::Nl, at(0)).await.unwrap();
    let link = stores[0].new_link(&anna, at(0), seconds(60)).await.unwrap();
    let mut tries = tokio::task::JoinSet::new();
    for number in 0..10 {
        let (store, link) = (stores[number % 2].clone(), link.clone());
        tries.spawn(async move { store.use_link(link.expose(), at(1)).await.unwrap() });
    }
    let used: Vec<_> = tries.join_all().await.into_iter().flatten().collect();
    assert_eq!(used, [anna]);
}
