//! Members choose how they come back.

use secrecy::{ExposeSecret, SecretString};
use sqlx::{AssertSqlSafe, Connection as _, Executor};

use super::bench::{Bench, at, seconds};
use crate::{
    AccountId, AccountKind, Confirmation, Error, Language, LetterKind, MemberLogin, Numbers, Role,
    Store, WayBack,
};

async fn member(store: &Store, shop: i64) -> AccountId {
    let own = store.new_shopkeeper("Bea", Language::Nl, at(1)).await.unwrap();
    store.grant_shop(&own, shop, Role::Reader, at(1)).await.unwrap();
    own
}

fn login<'a>(email: &'a str, numbers: Numbers<'a>) -> MemberLogin<'a> {
    MemberLogin { email, password_hash: "hash", numbers }
}

pub(crate) async fn the_app_store_opens_its_own_account_alone(bench: &Bench) {
    let (store, other) = (bench.store().await, bench.store().await);
    // Somebody who was invited owned the shop first, and another too.
    let bea = store.new_shopkeeper("Bea", Language::Nl, at(1)).await.unwrap();
    store.grant_shop(&bea, 7, Role::Owner, at(1)).await.unwrap();
    assert_eq!(store.app_store_account(7).await.unwrap(), None, "not even while it sees no other");
    store.grant_shop(&bea, 8, Role::Owner, at(1)).await.unwrap();
    assert_eq!(store.owner_of(7).await.unwrap(), Some(bea.clone()));
    let own = store.app_store_owner(7, "Fietsen", Language::En, at(2)).await.unwrap();
    assert_ne!(own, bea);
    let account = store.account(&own).await.unwrap();
    assert_eq!((account.name.as_str(), account.language), ("Fietsen", Language::En));
    assert_eq!(store.shops_of(&own).await.unwrap(), [(7, Role::Owner)], "and no other");
    assert_eq!(store.app_store_account(7).await.unwrap(), Some(own.clone()));
    assert_eq!(store.owner_of(7).await.unwrap(), Some(own.clone()), "however long she was there");
    assert_eq!(store.app_store_account(8).await.unwrap(), None);
    assert_eq!(store.app_store_owner(7, "?", Language::Nl, at(3)).await.unwrap(), own);

    // Of many who come at once, all have the same.
    let mut tries = tokio::task::JoinSet::new();
    for store in [store.clone(), other.clone(), store.clone(), other] {
        tries.spawn(async move { store.app_store_owner(9, "Thee", Language::Nl, at(4)).await });
    }
    let mut made: Vec<_> = tries.join_all().await.into_iter().map(Result::unwrap).collect();
    made.dedup();
    assert_eq!(made.len(), 1);
    assert_eq!(store.members_of(9).await.unwrap().len(), 1);
    assert_eq!(store.accounts().await.unwrap().len(), 3, "nobody is left over");
}

#[tokio::test]
async fn who_came_from_the_app_store_before_comes_to_the_same_account() {
    let bench = Bench::sqlite();
    let mut older = bench.older(8).await;
    for id in ["1", "2", "3", "4", "5"] {
        let text = format!(
            "INSERT INTO accounts (id, kind, name, language, created_at) \
             VALUES ('{}', 'shopkeeper', '', 'nl', 0)",
            account(id)
        );
        older.execute(AssertSqlSafe(text)).await.unwrap();
    }
    // Shop 7 came by the App Store, as did 8, whose first owner sees 9 too; nobody did to 9 and 10.
    for (id, shop, role, since) in [
        ("2", 7, "owner", 3),
        ("1", 7, "owner", 2),
        ("5", 7, "reader", 1),
        ("3", 8, "owner", 1),
        ("3", 9, "owner", 1),
        ("4", 10, "owner", 1),
    ] {
        let text = format!(
            "INSERT INTO memberships VALUES ('{}', {shop}, '{role}', {since})",
            account(id)
        );
        older.execute(AssertSqlSafe(text)).await.unwrap();
    }
    for shop in [7, 8] {
        let text = format!(
            "INSERT INTO installs (id, key_name, root, return_url, state, shop_id, app_id, made_at, \
             changed_at) VALUES ('{shop}', '{shop}', '', '', 'gone', {shop}, 1, 0, 0)"
        );
        older.execute(AssertSqlSafe(text)).await.unwrap();
    }
    older.close().await.unwrap();
    let store = bench.store().await;
    let first = account("1").parse().unwrap();
    assert_eq!(store.app_store_account(7).await.unwrap(), Some(first));
    for shop in [8, 9, 10] {
        assert_eq!(store.app_store_account(shop).await.unwrap(), None, "{shop}");
    }
}

fn account(last: &str) -> String {
    format!("019ab06e-c480-7fff-bfff-00000000000{last}")
}

pub(crate) async fn members_choose_a_way_back(bench: &Bench) {
    let store = bench.store().await;
    let bea = member(&store, 7).await;
    let way = |has_password, has_totp| WayBack { has_password, has_totp };
    assert_eq!(store.way_back(&bea).await.unwrap(), way(false, false));
    store.set_email(&bea, "bea@example.nl").await.unwrap();
    assert!(store.login_of("bea@example.nl").await.unwrap().is_none(), "an address lets nobody in");
    let token = store.open_session(&bea, at(2), seconds(100)).await.unwrap();
    store.set_member_login(&bea, login(" Béa@Example.NL ", Numbers::Kept)).await.unwrap();
    assert_eq!(store.session(token.expose(), at(3)).await.unwrap(), None, "whoever was in is out");
    assert_eq!(store.account(&bea).await.unwrap().email.as_deref(), Some("Béa@Example.NL"));
    assert_eq!(store.way_back(&bea).await.unwrap(), way(true, false));
    let found = store.login_of("BÉA@example.nl").await.unwrap().unwrap();
    assert_eq!((found.account, found.kind), (bea.clone(), AccountKind::Shopkeeper));
    assert_eq!((found.password_hash.as_str(), found.totp.is_none()), ("hash", true));

    let seed = SecretString::from("seed");
    let numbers = Numbers::New(&seed, 7);
    store.set_member_login(&bea, login("bea@example.nl", numbers)).await.unwrap();
    // Kept while the password changes, and what was used stays so.
    store.set_member_login(&bea, login("bea@example.nl", Numbers::Kept)).await.unwrap();
    assert_eq!(store.way_back(&bea).await.unwrap(), way(true, true));
    let (kept, step) = store.totp_of(&bea).await.unwrap().unwrap();
    assert_eq!((kept.expose_secret(), step), ("seed", 7));
    assert!(!store.use_totp_step(&bea, 7).await.unwrap());
    store.set_member_login(&bea, login("bea@example.nl", Numbers::Without)).await.unwrap();
    assert_eq!(store.way_back(&bea).await.unwrap(), way(true, false));

    // An operator has what an operator has.
    let operator = store.save_operator("op@example.nl", "", at(1)).await.unwrap();
    assert_eq!(store.way_back(&operator).await.unwrap(), way(false, false), "chosen none yet");
    let refused = store.set_member_login(&operator, login("x@example.nl", Numbers::Kept)).await;
    assert!(matches!(refused, Err(Error::NoAccount(_))), "{refused:?}");
    store.set_login(&operator, "hash", &seed, 0).await.unwrap();
    assert_eq!(store.way_back(&operator).await.unwrap(), way(true, true));
    let kind = store.login_of("op@example.nl").await.unwrap().unwrap().kind;
    assert_eq!(kind, AccountKind::Operator);
}

pub(crate) async fn an_address_is_taken_from_a_member(bench: &Bench) {
    let store = bench.store().await;
    let bea = member(&store, 7).await;
    assert!(!store.take_address(&bea).await.unwrap(), "she has none");
    let seed = SecretString::from("seed");
    let own = login("bea@example.nl", Numbers::New(&seed, 7));
    store.set_member_login(&bea, own).await.unwrap();
    let token = store.open_session(&bea, at(2), seconds(100)).await.unwrap();
    assert!(store.take_address(&bea).await.unwrap());
    assert!(store.login_of("bea@example.nl").await.unwrap().is_none());
    assert_eq!(store.account(&bea).await.unwrap().email, None);
    let none = WayBack { has_password: false, has_totp: false };
    assert_eq!(store.way_back(&bea).await.unwrap(), none);
    assert!(
        store.session(token.expose(), at(3)).await.unwrap().is_some(),
        "she can choose another"
    );
    for had_one in [true, false] {
        if had_one {
            let login = login("bea@example.nl", Numbers::Kept);
            store.set_member_login(&bea, login).await.unwrap();
        }
        let token = store.open_session(&bea, at(2), seconds(100)).await.unwrap();
        assert_eq!(store.forget_login(&bea).await.unwrap(), had_one);
        assert_eq!(store.session(token.expose(), at(3)).await.unwrap(), None, "out either way");
        assert_eq!(store.way_back(&bea).await.unwrap(), none);
    }
    let operator = store.save_operator("bea@example.nl", "", at(3)).await.unwrap();
    assert!(!store.take_address(&operator).await.unwrap(), "an operator's stays");
    assert_eq!(store.role_in(&bea, 7).await.unwrap(), Some(Role::Reader));
}

pub(crate) async fn an_address_is_one_members_alone(bench: &Bench) {
    let store = bench.store().await;
    let (bea, cor) = (member(&store, 7).await, member(&store, 8).await);
    store.save_operator("op@example.nl", "hash", at(1)).await.unwrap();
    store.set_member_login(&bea, login("bea@example.nl", Numbers::Kept)).await.unwrap();
    let token = store.open_session(&cor, at(2), seconds(100)).await.unwrap();
    for email in ["BEA@example.nl ", "Op@Example.nl"] {
        let refused = store.set_member_login(&cor, login(email, Numbers::Kept)).await;
        assert!(matches!(refused, Err(Error::EmailTaken)), "{email}: {refused:?}");
    }
    assert_eq!(store.account(&cor).await.unwrap().email, None);
    assert!(store.session(token.expose(), at(3)).await.unwrap().is_some(), "nothing was changed");
    assert_eq!(store.login_of("bea@example.nl").await.unwrap().unwrap().account, bea);

    // While she sees one shop, whichever, the address is hers; then it is whoever's comes.
    store.grant_shop(&bea, 8, Role::Reader, at(3)).await.unwrap();
    store.revoke_shop(&bea, 7).await.unwrap();
    let refused = store.set_member_login(&cor, login("bea@example.nl", Numbers::Kept)).await;
    assert!(matches!(refused, Err(Error::EmailTaken)), "{refused:?}");
    store.revoke_shop(&bea, 8).await.unwrap();
    store.set_member_login(&cor, login("bea@example.nl", Numbers::Kept)).await.unwrap();
    assert_eq!(store.login_of("bea@example.nl").await.unwrap().unwrap().account, cor);
    assert_eq!(store.account(&bea).await.unwrap().email, None);
    assert!(!store.way_back(&bea).await.unwrap().has_password);
}

pub(crate) async fn an_address_is_confirmed_by_a_letter(bench: &Bench) {
    let store = bench.store().await;
    let (bea, lasts) = (member(&store, 7).await, seconds(100));
    let is_confirmed = async || store.account(&bea).await.unwrap().is_confirmed;
    let due = async |second| store.to_be_confirmed(at(second), 9).await.unwrap();
    let is_told = async || {
        store.choose_mail(&bea, LetterKind::Month, true, at(1)).await.unwrap();
        !store.mail_readers(7, LetterKind::Month).await.unwrap().is_empty()
    };
    assert!(!store.ask_confirmation(&bea).await.unwrap(), "there is none");
    store.set_member_login(&bea, login("bea@example.nl", Numbers::Kept)).await.unwrap();
    let [to] = due(1).await.try_into().unwrap();
    assert_eq!((&to.account, to.email.as_str()), (&bea, "bea@example.nl"));
    assert!(!is_told().await && !is_confirmed().await);
    let first = store.take_confirmation(&to, at(1), lasts).await.unwrap().unwrap();
    assert!(store.take_confirmation(&to, at(1), lasts).await.unwrap().is_none(), "it is taken");
    assert_eq!(due(9).await, []);
    // It was not taken by the server; its successor works as long as it would have.
    store.put_off_confirmation(&first, at(50)).await.unwrap();
    assert_eq!((due(49).await.len(), due(50).await.len()), (0, 1));
    let second = store.take_confirmation(&to, at(50), lasts).await.unwrap().unwrap();
    let follow = async |own: &Confirmation, second| {
        store.confirm_address(own.token.expose(), at(second)).await.unwrap()
    };
    assert_eq!(follow(&first, 60).await, None, "another has taken its place");
    assert_eq!(follow(&second, 101).await, None, "too late");
    store.put_off_confirmation(&second, at(101)).await.unwrap();
    assert_eq!(due(101).await, [], "it was tried for long enough");
    assert!(store.ask_confirmation(&bea).await.unwrap());
    let third = store.take_confirmation(&to, at(200), lasts).await.unwrap().unwrap();
    // A new password changes nothing of it, nor does the same address.
    store.set_member_login(&bea, login(" Bea@Example.nl", Numbers::Kept)).await.unwrap();
    assert_eq!(follow(&third, 299).await, Some(bea.clone()));
    assert_eq!(follow(&third, 299).await, None, "once");
    assert!(is_told().await && is_confirmed().await);
    assert!(!store.ask_confirmation(&bea).await.unwrap(), "it is");
    store.set_member_login(&bea, login("bea@example.nl", Numbers::Kept)).await.unwrap();
    assert!(is_confirmed().await);
    // Another address is another.
    store.set_member_login(&bea, login("other@example.nl", Numbers::Kept)).await.unwrap();
    let [other] = due(300).await.try_into().unwrap();
    assert!(!is_confirmed().await && !is_told().await);
    assert!(store.take_confirmation(&to, at(300), lasts).await.unwrap().is_none(), "not hers now");
    let fourth = store.take_confirmation(&other, at(300), lasts).await.unwrap().unwrap();
    store.take_address(&bea).await.unwrap();
    assert_eq!(follow(&fourth, 301).await, None);
    // Operators are made by whoever runs it.
    let operator = store.save_operator("op@example.nl", "", at(1)).await.unwrap();
    assert!(store.account(&operator).await.unwrap().is_confirmed);
}

#[tokio::test]
async fn members_of_before_are_asked_for_their_addresses() {
    let bench = Bench::sqlite();
    let mut older = bench.older(21).await;
    let text = format!(
        "INSERT INTO accounts (id, kind, name, email, email_lower, language, password_hash, created_at) \
         VALUES ('{}', 'operator', 'op', 'op@a.nl', 'op@a.nl', 'nl', '', 0), \
         ('{}', 'shopkeeper', 'bea', 'bea@a.nl', 'bea@a.nl', 'nl', NULL, 0), \
         ('{}', 'shopkeeper', 'cor', NULL, NULL, 'nl', NULL, 0)",
        account("1"),
        account("2"),
        account("3"),
    );
    older.execute(sqlx::AssertSqlSafe(text)).await.unwrap();
    older.close().await.unwrap();
    let store = bench.store().await;
    let asked = store.to_be_confirmed(at(0), 9).await.unwrap();
    assert_eq!(asked.iter().map(|own| own.email.as_str()).collect::<Vec<_>>(), ["bea@a.nl"]);
    let all = store.accounts().await.unwrap();
    assert_eq!(all.iter().filter(|own| own.is_confirmed).count(), 1);
}
