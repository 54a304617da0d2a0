//! A connection is erased, and nothing of it is left but a line.

use secrecy::{ExposeSecret, SecretString};

use super::bench::{Bench, Desk, at, intent, new, seconds};
use crate::{
    AccountId, AuditEntry, Error, HookSide, Language, MirroredContact, NewInvitation, Role, Store,
};

/// Something in every table of a connection and its shop.
async fn full(desk: &Desk, shop: i64) -> AccountId {
    let (store, id) = (&desk.store, &desk.connection);
    desk.planned(7).await;
    let mut write = desk.write(5).await;
    write
        .save_contacts(&[MirroredContact {
            contact_id: "1".to_owned(),
            version: 3,
            customer_id: Some("one".to_owned()),
            archived: true,
            emails: vec!["a@example.nl".to_owned()],
        }])
        .await
        .unwrap();
    write.intend_contact("two", intent(1, 1, 9)).await.unwrap();
    write.put_fact("swept", "x").await.unwrap();
    write.change_listing("all", &[7], &[]).await.unwrap();
    write.commit().await.unwrap();
    let secret = SecretString::from("s");
    store.save_grant(id, &secret, Some(&secret), None, at(1)).await.unwrap();
    let hook = store.new_hook(id, HookSide::Shop, "orders.created", at(1)).await.unwrap();
    assert!(store.note_delivery(hook.expose(), "call", at(1)).await.unwrap());
    let anna = store.new_shopkeeper("Anna", Language::Nl, at(1)).await.unwrap();
    store.grant_shop(&anna, shop, Role::Owner, at(1)).await.unwrap();
    store.open_session(&anna, at(1), seconds(60)).await.unwrap();
    store.new_link(&anna, at(1), seconds(60)).await.unwrap();
    store.new_errand(&anna, shop, &secret, at(1), seconds(60)).await.unwrap();
    let new = NewInvitation { shop_id: shop, by: &anna, name: "Bert", role: Role::Reader };
    store.invite(new, at(1), seconds(60)).await.unwrap();
    note(store, shop, &anna).await;
    anna
}

async fn note(store: &Store, shop: i64, account: &AccountId) {
    let entry = AuditEntry {
        at: at(2),
        account: Some(account.clone()),
        shop_id: Some(shop),
        connection: None,
        what: "invited".to_owned(),
        detail: "Bert".to_owned(),
    };
    store.note(&entry).await.unwrap();
}

async fn free(desk: &Desk) {
    desk.store.hand_back(&desk.lease).await.unwrap();
}

async fn told(store: &Store) -> Vec<(String, Option<i64>)> {
    store.audit(9).await.unwrap().into_iter().map(|own| (own.what, own.shop_id)).collect()
}

pub(crate) async fn nothing_of_a_connection_is_left(bench: &Bench) {
    let desk = bench.desk().await;
    let other = Desk::open(bench.store().await, 2).await;
    other.planned(7).await;
    let store = &desk.store;
    let anna = full(&desk, 1).await;
    let key = SecretString::from("k");
    let install = store.save_install(&key, &key, "https://a", "https://b", at(1)).await.unwrap();
    store.open_install(&install, 1, 5, at(1)).await.unwrap();
    let contacts = store.contacts(&desk.connection).await.unwrap();
    assert_eq!((contacts.len(), contacts[0].archived), (1, true));
    free(&desk).await;
    let rows = store.erase_connection(&desk.connection, at(20)).await.unwrap();
    assert!(rows >= 18, "{rows}");
    let gone = store.connection(&desk.connection).await;
    assert!(matches!(gone, Err(Error::NoConnection(_))), "{gone:?}");
    assert!(matches!(store.account(&anna).await, Err(Error::NoAccount(_))));
    assert!(store.install_by_key(&key).await.unwrap().is_none());
    assert_eq!(told(store).await, [("connection erased".to_owned(), Some(1))]);
    assert_eq!(store.order_ids(&desk.connection).await.unwrap(), [] as [i64; 0]);
    assert_eq!(store.order_ids(&other.connection).await.unwrap(), [7]);
    let again = store.erase_connection(&desk.connection, at(21)).await;
    assert!(matches!(again, Err(Error::NoConnection(_))), "{again:?}");
    // It can be made anew.
    store.save_connection(&new(1), at(22)).await.unwrap();
}

pub(crate) async fn who_sees_another_shop_stays(bench: &Bench) {
    let desk = bench.desk().await;
    let store = &desk.store;
    let anna = full(&desk, 1).await;
    let carl = store.new_shopkeeper("Carl", Language::Nl, at(1)).await.unwrap();
    store.grant_shop(&carl, 1, Role::Reader, at(1)).await.unwrap();
    store.grant_shop(&anna, 2, Role::Reader, at(1)).await.unwrap();
    note(store, 2, &carl).await;
    free(&desk).await;
    // As long as the shop has another connection, that is all that is erased.
    let mut second = new(1);
    "2".clone_into(&mut second.administration_id);
    let second = store.save_connection(&second, at(3)).await.unwrap();
    store.erase_connection(&desk.connection, at(20)).await.unwrap();
    assert_eq!(store.members_of(1).await.unwrap().len(), 2);
    store.erase_connection(&second, at(21)).await.unwrap();
    assert_eq!(store.members_of(1).await.unwrap().len(), 0);
    assert_eq!(store.members_of(2).await.unwrap().len(), 1);
    assert_eq!(store.account(&anna).await.unwrap().name, "Anna");
    assert_eq!(store.account(&carl).await.unwrap().name, "Carl", "the log of shop 2 names him");
    assert_eq!(store.close_sessions_of(&anna).await.unwrap(), 1);
}

pub(crate) async fn nobody_is_erased_under_somebodys_hands(bench: &Bench) {
    let desk = bench.desk().await;
    desk.planned(7).await;
    let held = desk.store.erase_connection(&desk.connection, at(20)).await;
    assert!(matches!(held, Err(Error::Conflict { .. })), "{held:?}");
    assert_eq!(desk.store.order_ids(&desk.connection).await.unwrap(), [7]);
    // A lease that has run out holds nobody up, and nothing is written under it afterwards.
    desk.store.erase_connection(&desk.connection, at(2_000_000)).await.unwrap();
    assert!(desk.store.write(&desk.lease, at(21)).await.is_err());
}

pub(crate) async fn what_opens_the_books_is_forgotten(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, id) = (&desk.store, &desk.connection);
    full(&desk, 1).await;
    let uninstalled = async |seconds: i64| store.uninstalled_before(at(seconds)).await.unwrap();
    let key = SecretString::from("k");
    let install = store.save_install(&key, &key, "https://a", "https://b", at(1)).await.unwrap();
    store.open_install(&install, 1, 5, at(1)).await.unwrap();
    store.forget_shop_keys(id, ("credentials-shop", "x"), at(30)).await.unwrap();
    assert_eq!(uninstalled(1_000).await, []);
    store.end_install(&install, at(30)).await.unwrap();
    store.forget_leave(id, at(30)).await.unwrap();
    let secrets = store.secrets(id).await.unwrap();
    assert_eq!(secrets.moneybird_token.expose_secret(), "");
    assert_eq!(store.grant(id).await.unwrap().map(|own| own.expires_at), None);
    assert!(store.hooks_of(id).await.unwrap().is_empty());
    assert_eq!(uninstalled(30).await, []);
    assert_eq!(uninstalled(31).await, std::slice::from_ref(id));
    // The shop has come back.
    let key = SecretString::from("l");
    let install = store.save_install(&key, &key, "https://a", "https://b", at(40)).await.unwrap();
    store.open_install(&install, 1, 5, at(40)).await.unwrap();
    assert_eq!(uninstalled(31).await, []);
}
