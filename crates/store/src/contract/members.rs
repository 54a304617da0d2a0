//! Members choose how they come back.

use secrecy::{ExposeSecret, SecretString};

use super::bench::{Bench, at, seconds};
use crate::{AccountId, AccountKind, Error, Language, MemberLogin, Numbers, Role, Store, WayBack};

async fn member(store: &Store, shop: i64) -> AccountId {
    let own = store.new_shopkeeper("Bea", Language::Nl, at(1)).await.unwrap();
    store.grant_shop(&own, shop, Role::Reader, at(1)).await.unwrap();
    own
}

fn login<'a>(email: &'a str, numbers: Numbers<'a>) -> MemberLogin<'a> {
    MemberLogin { email, password_hash: "hash", numbers }
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
