use secrecy::{ExposeSecret, SecretString};

use super::bench::{Bench, at, new};
use crate::{Error, Install, InstallId, InstallState, Store};

const PUBLIC: &str = "^public_key_of_32_signs_from_ccv";

fn secret(text: &str) -> SecretString {
    text.into()
}

async fn handshake(store: &Store, public: &str, seconds: i64) -> InstallId {
    let (public, own) = (secret(public), secret("secret"));
    store
        .save_install(&public, &own, "https://shop.example", "https://back", at(seconds))
        .await
        .unwrap()
}

async fn state(store: &Store, id: &InstallId) -> InstallState {
    store.install(id).await.unwrap().state
}

/// The state that a refused change found.
fn found(result: Result<(), Error>) -> String {
    match result.unwrap_err() {
        Error::Conflict { found, .. } => found,
        other => panic!("{other:?}"),
    }
}

pub(crate) async fn a_handshake_is_kept(bench: &Bench) {
    let store = bench.store().await;
    assert_eq!(store.install_by_key(&secret(PUBLIC)).await.unwrap(), None);
    let id = handshake(&store, PUBLIC, 1).await;
    let kept = Install {
        id: id.clone(),
        root: "https://shop.example".to_owned(),
        return_url: "https://back".to_owned(),
        state: InstallState::Pending,
        shop_id: None,
        app_id: None,
        made_at: at(1),
        changed_at: at(1),
    };
    assert_eq!(store.install(&id).await.unwrap(), kept);
    assert_eq!(store.install_by_key(&secret(PUBLIC)).await.unwrap(), Some(kept));
    // It is a key, not an address: nothing about it is made equal.
    for other in [PUBLIC.to_uppercase(), format!(" {PUBLIC}"), String::new()] {
        assert_eq!(store.install_by_key(&secret(&other)).await.unwrap(), None, "{other}");
    }
    let (public, own) = store.install_secrets(&id).await.unwrap();
    assert_eq!((public.expose_secret(), own.expose_secret()), (PUBLIC, "secret"));
    let columns = "SELECT key_name || shop_key || shop_secret AS own FROM installs";
    let row = sqlx::query(columns).fetch_one(&store.pool).await.unwrap();
    let text: String = sqlx::Row::get(&row, "own");
    assert!(!text.contains("public_key") && !text.contains(&crate::token::hash(PUBLIC)), "{text}");
}

pub(crate) async fn a_handshake_comes_again(bench: &Bench) {
    let store = bench.store().await;
    let id = handshake(&store, PUBLIC, 1).await;
    let again = async |seconds: i64| {
        let (public, own, now) = (secret(PUBLIC), secret("another"), at(seconds));
        let again = store.save_install(&public, &own, "https://r", "https://u", now);
        assert_eq!(again.await.unwrap(), id);
        store.install(&id).await.unwrap()
    };
    store.open_install(&id, 7, 3, at(2)).await.unwrap();
    let read = again(3).await;
    assert_eq!((read.state, read.shop_id, read.app_id), (InstallState::Pending, None, None));
    assert_eq!((read.root.as_str(), read.return_url.as_str()), ("https://r", "https://u"));
    assert_eq!((read.made_at, read.changed_at), (at(1), at(3)));
    assert_eq!(store.install_secrets(&id).await.unwrap().1.expose_secret(), "another");

    store.open_install(&id, 7, 3, at(4)).await.unwrap();
    store.finish_install(&id, at(5)).await.unwrap();
    let read = again(6).await;
    assert_eq!(
        (read.state, read.shop_id, read.app_id),
        (InstallState::Installed, Some(7), Some(3))
    );
    store.end_install(&id, at(7)).await.unwrap();
    let read = again(8).await;
    assert_eq!((read.state, read.shop_id), (InstallState::Pending, None), "from the beginning");
    assert_eq!(store.install_secrets(&id).await.unwrap().1.expose_secret(), "another");
}

pub(crate) async fn an_install_goes_its_way(bench: &Bench) {
    let store = bench.store().await;
    let id = handshake(&store, PUBLIC, 1).await;
    assert_eq!(found(store.finish_install(&id, at(2)).await), "pending");
    store.open_install(&id, 7, 3, at(2)).await.unwrap();
    store.open_install(&id, 8, 4, at(3)).await.unwrap();
    let read = store.install(&id).await.unwrap();
    assert_eq!((read.state, read.shop_id, read.app_id), (InstallState::Open, Some(8), Some(4)));
    assert_eq!(store.installed_of_shop(8).await.unwrap(), None);
    let newest = store.newest_install_of(8).await.unwrap().unwrap();
    assert_eq!((newest.id, newest.state), (id.clone(), InstallState::Open));
    assert_eq!(store.newest_install_of(7).await.unwrap(), None);
    store.finish_install(&id, at(4)).await.unwrap();
    store.finish_install(&id, at(5)).await.unwrap();
    // "Edit" in the App Store comes in by the same link.
    store.open_install(&id, 8, 4, at(6)).await.unwrap();
    let read = store.install(&id).await.unwrap();
    assert_eq!((read.state, read.changed_at), (InstallState::Installed, at(6)));
    assert_eq!(store.installed_of_shop(8).await.unwrap(), Some(read));
    assert_eq!(store.installed_of_shop(7).await.unwrap(), None);

    store.end_install(&id, at(7)).await.unwrap();
    store.end_install(&id, at(8)).await.unwrap();
    let read = store.install(&id).await.unwrap();
    assert_eq!((read.state, read.changed_at, read.shop_id), (InstallState::Gone, at(7), Some(8)));
    assert_eq!(store.installed_of_shop(8).await.unwrap(), None);
    assert_eq!(store.last_install_of(8).await.unwrap(), Some(read));
    assert_eq!(store.last_install_of(7).await.unwrap(), None);
    assert!(matches!(store.install_secrets(&id).await, Err(Error::NoInstall(_))));
    assert_eq!(found(store.open_install(&id, 8, 4, at(9)).await), "gone");
    assert_eq!(found(store.finish_install(&id, at(9)).await), "gone");

    let nobody: InstallId = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let failures = [
        store.install(&nobody).await.map(|_| ()),
        store.install_secrets(&nobody).await.map(|_| ()),
        store.open_install(&nobody, 1, 2, at(9)).await,
        store.finish_install(&nobody, at(9)).await,
        store.end_install(&nobody, at(9)).await,
    ];
    for failure in failures {
        let error = failure.unwrap_err();
        assert!(matches!(&error, Error::NoInstall(id) if *id == nobody), "{error}");
        assert_eq!(error.code(), "not-found");
    }
}

pub(crate) async fn a_new_install_takes_the_place_of_the_old(bench: &Bench) {
    let store = bench.store().await;
    let mut made = Vec::new();
    for (number, shop) in [(1, 7), (2, 8), (3, 7), (4, 7)] {
        let id = handshake(&store, &format!("key {number}"), number).await;
        store.open_install(&id, shop, 3, at(5)).await.unwrap();
        // The third is left open.
        if number != 3 {
            store.finish_install(&id, at(5 + number)).await.unwrap();
        }
        made.push(id);
    }
    made.push(handshake(&store, "key 5", 5).await);
    let mut states = Vec::new();
    for id in &made {
        states.push(state(&store, id).await.to_string());
    }
    assert_eq!(states, ["gone", "installed", "gone", "installed", "pending"]);
    assert_eq!(store.installed_of_shop(7).await.unwrap().unwrap().id, made[3]);
    assert!(matches!(store.install_secrets(&made[0]).await, Err(Error::NoInstall(_))));
    store.install_secrets(&made[3]).await.unwrap();
}

pub(crate) async fn what_nobody_finished_is_forgotten(bench: &Bench) {
    let store = bench.store().await;
    let mut made = Vec::new();
    for number in 1..=5 {
        made.push(handshake(&store, &format!("key {number}"), number).await);
    }
    for (id, shop) in made[1..4].iter().zip([1, 2, 3]) {
        store.open_install(id, shop, 3, at(6)).await.unwrap();
    }
    store.finish_install(&made[2], at(6)).await.unwrap();
    store.end_install(&made[3], at(6)).await.unwrap();
    assert_eq!(store.forget_abandoned_installs(at(1)).await.unwrap(), 0);
    assert_eq!(store.forget_abandoned_installs(at(6)).await.unwrap(), 2, "1 and 5");
    // That of shop 1 is still open, and the shop books.
    store.save_connection(&new(1), at(7)).await.unwrap();
    assert_eq!(store.forget_abandoned_installs(at(99)).await.unwrap(), 0);
    assert_eq!(state(&store, &made[1]).await, InstallState::Open);
    assert!(store.install(&made[0]).await.is_err());
    assert_eq!(state(&store, &made[2]).await, InstallState::Installed);
    assert_eq!(state(&store, &made[3]).await, InstallState::Gone);
}

pub(crate) async fn keys_stay_where_they_are(bench: &Bench) {
    let store = bench.store().await;
    let (one, two) = (handshake(&store, "one", 1).await, handshake(&store, "two", 1).await);
    let moved = "UPDATE installs SET shop_secret = (SELECT shop_secret FROM installs \
                 WHERE id = $1) WHERE id = $2";
    let query = sqlx::query(moved).bind(one.to_string()).bind(two.to_string());
    query.execute(&store.pool).await.unwrap();
    let error = store.install_secrets(&two).await.unwrap_err();
    let expected = matches!(&error, Error::Damaged { table: "installs", column, .. }
        if *column == "shop_secret");
    assert!(expected, "{error:?}");
    store.install_secrets(&one).await.unwrap();
}
