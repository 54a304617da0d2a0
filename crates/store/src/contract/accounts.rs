use secrecy::ExposeSecret;

use super::bench::{Bench, at, seconds};
use crate::{Account, AccountId, AccountKind, Error, Language, Role, Store};

async fn anna(store: &Store) -> AccountId {
    store.new_shopkeeper("Anna", Language::Nl, at(1)).await.unwrap()
}

pub(crate) async fn somebody_is_made_and_found(bench: &Bench) {
    let store = bench.store().await;
    assert_eq!(store.accounts().await.unwrap(), []);
    let operator = store.save_operator(" Op@Example.nl ", "hash", at(2)).await.unwrap();
    let anna = anna(&store).await;
    let made = Account {
        id: anna.clone(),
        kind: AccountKind::Shopkeeper,
        name: "Anna".to_owned(),
        email: None,
        is_confirmed: false,
        language: Language::Nl,
        created_at: at(1),
    };
    assert_eq!(store.account(&anna).await.unwrap(), made);
    let other = Account {
        id: operator.clone(),
        kind: AccountKind::Operator,
        name: "Op@Example.nl".to_owned(),
        email: Some("Op@Example.nl".to_owned()),
        is_confirmed: true,
        language: Language::Nl,
        created_at: at(2),
    };
    assert_eq!(store.account(&operator).await.unwrap(), other);
    assert_eq!(store.accounts().await.unwrap(), [made, other], "the oldest first");
}

pub(crate) async fn addresses_are_found_whatever_their_case(bench: &Bench) {
    let store = bench.store().await;
    let (anna, bert) = (anna(&store).await, anna(&store).await);
    store.set_email(&anna, " Ánna@Example.NL\n").await.unwrap();
    for email in ["ánna@example.nl", " ÁNNA@EXAMPLE.nl "] {
        let found = store.account_by_email(email).await.unwrap().unwrap();
        assert_eq!((&found.id, found.email.as_deref()), (&anna, Some("Ánna@Example.NL")));
    }
    assert_eq!(store.account_by_email("anna@example.nl").await.unwrap(), None);
    for email in ["ÁNNA@example.nl", "ánna@example.nl "] {
        let taken = store.set_email(&bert, email).await.unwrap_err();
        assert!(matches!(taken, Error::EmailTaken), "{taken:?}");
        assert_eq!(taken.code(), "usage");
    }
    assert_eq!(store.account(&bert).await.unwrap().email, None);
    // One's own is not taken.
    store.set_email(&anna, "ánna@example.nl").await.unwrap();
    store.set_email(&anna, "anna@example.nl").await.unwrap();
    store.set_email(&bert, "Ánna@example.nl").await.unwrap();
}

pub(crate) async fn what_somebody_says_of_themselves_changes(bench: &Bench) {
    let store = bench.store().await;
    let anna = anna(&store).await;
    store.set_language(&anna, Language::En).await.unwrap();
    store.rename_account(&anna, "Anna & zo").await.unwrap();
    let read = store.account(&anna).await.unwrap();
    assert_eq!((read.language, read.name.as_str()), (Language::En, "Anna & zo"));
}

pub(crate) async fn operators_have_passwords(bench: &Bench) {
    let store = bench.store().await;
    assert!(store.login_of("op@example.nl").await.unwrap().is_none());
    let operator = store.save_operator("op@example.nl", "one", at(1)).await.unwrap();
    let login = async |email: &str| {
        let login = store.login_of(email).await.unwrap()?;
        let totp = login.totp.map(|own| own.expose_secret().to_owned());
        Some((login.account, login.password_hash, totp))
    };
    let with = |hash: &str, totp: Option<&str>| {
        Some((operator.clone(), hash.to_owned(), totp.map(str::to_owned)))
    };
    assert_eq!(login(" OP@example.nl").await, with("one", None));
    let token = store.open_session(&operator, at(2), seconds(100)).await.unwrap();
    let again = store.save_operator("Op@Example.nl", "two", at(3)).await.unwrap();
    assert_eq!(again, operator);
    assert_eq!(login("op@example.nl").await, with("two", None));
    let open = store.session(token.expose(), at(4)).await.unwrap();
    assert_eq!(open, None, "whoever knew the old password is out");

    let token = store.open_session(&operator, at(4), seconds(100)).await.unwrap();
    store.set_login(&operator, "three", &"seed".to_owned().into(), 7).await.unwrap();
    assert_eq!(login("op@example.nl").await, with("three", Some("seed")));
    assert_eq!(store.session(token.expose(), at(5)).await.unwrap(), None, "out again");
    assert!(!store.use_totp_step(&operator, 7).await.unwrap(), "its first number is used");
    assert!(store.use_totp_step(&operator, 8).await.unwrap());
    assert_eq!(store.account(&operator).await.unwrap().created_at, at(1));

    // A shopkeeper does not become an operator by having the address of one.
    let anna = anna(&store).await;
    store.set_email(&anna, "anna@example.nl").await.unwrap();
    let refused = store.save_operator("Anna@example.nl", "three", at(5)).await.unwrap_err();
    assert!(matches!(refused, Error::EmailTaken), "{refused:?}");
    assert_eq!(login("anna@example.nl").await, None);
    let refused = store.set_login(&anna, "three", &"seed".to_owned().into(), 7).await.unwrap_err();
    assert!(matches!(refused, Error::NoAccount(_)), "{refused:?}");
    assert_eq!(store.account(&anna).await.unwrap().kind, AccountKind::Shopkeeper);
}

pub(crate) async fn a_changing_number_is_used_once(bench: &Bench) {
    let (store, other) = (bench.store().await, bench.store().await);
    let operator = store.save_operator("op@example.nl", "one", at(1)).await.unwrap();
    assert!(store.totp_of(&operator).await.unwrap().is_none());
    assert!(!store.use_totp_step(&operator, 5).await.unwrap(), "there is no secret");
    store.set_login(&operator, "two", &"seed".to_owned().into(), 0).await.unwrap();
    let (secret, last) = store.totp_of(&operator).await.unwrap().unwrap();
    assert_eq!((secret.expose_secret(), last), ("seed", 0));
    assert!(store.use_totp_step(&operator, 5).await.unwrap());
    for step in [5, 4] {
        assert!(!store.use_totp_step(&operator, step).await.unwrap(), "{step}");
    }
    assert_eq!(store.totp_of(&operator).await.unwrap().unwrap().1, 5);
    let mut tries = tokio::task::JoinSet::new();
    for store in [store.clone(), other.clone(), store.clone(), other] {
        let operator = operator.clone();
        tries.spawn(async move { store.use_totp_step(&operator, 6).await.unwrap() });
    }
    let used = tries.join_all().await;
    assert_eq!(used.iter().filter(|used| **used).count(), 1, "of all who try it at once");

    store.set_login(&operator, "two", &"another".to_owned().into(), 2).await.unwrap();
    assert!(store.use_totp_step(&operator, 3).await.unwrap(), "numbers of another secret");
}

pub(crate) async fn sealed_numbers_stay_where_they_are(bench: &Bench) {
    let store = bench.store().await;
    let one = store.save_operator("one@example.nl", "one", at(1)).await.unwrap();
    let two = store.save_operator("two@example.nl", "two", at(1)).await.unwrap();
    store.set_login(&one, "one", &"seed".to_owned().into(), 0).await.unwrap();
    let moved = "UPDATE accounts SET totp = (SELECT totp FROM accounts WHERE id = $1) \
                 WHERE id = $2";
    let query = sqlx::query(moved).bind(one.to_string()).bind(two.to_string());
    query.execute(&store.pool).await.unwrap();
    let error = store.totp_of(&two).await.unwrap_err();
    assert!(matches!(&error, Error::Damaged { table: "accounts", .. }), "{error:?}");
    let error = store.login_of("two@example.nl").await.unwrap_err();
    assert!(matches!(&error, Error::Damaged { table: "accounts", .. }), "{error:?}");
    assert!(store.totp_of(&one).await.unwrap().is_some());
}

pub(crate) async fn shops_are_seen_by_their_members(bench: &Bench) {
    let store = bench.store().await;
    let (anna, bert) = (anna(&store).await, anna(&store).await);
    assert_eq!(store.owner_of(7).await.unwrap(), None);
    store.grant_shop(&bert, 7, Role::Reader, at(1)).await.unwrap();
    store.grant_shop(&anna, 7, Role::Owner, at(2)).await.unwrap();
    store.grant_shop(&anna, 3, Role::Reader, at(3)).await.unwrap();
    assert_eq!(store.shops_of(&anna).await.unwrap(), [(3, Role::Reader), (7, Role::Owner)]);
    assert_eq!(store.shops_of(&bert).await.unwrap(), [(7, Role::Reader)]);
    let members = async |shop| {
        let members = store.members_of(shop).await.unwrap();
        members.into_iter().map(|own| (own.account.id, own.role, own.since)).collect::<Vec<_>>()
    };
    let expected = [(bert.clone(), Role::Reader, at(1)), (anna.clone(), Role::Owner, at(2))];
    assert_eq!(members(7).await, expected);
    assert_eq!(members(8).await, []);
    assert_eq!(store.role_in(&anna, 7).await.unwrap(), Some(Role::Owner));
    assert_eq!(store.role_in(&bert, 3).await.unwrap(), None);

    // A member of long standing who becomes an owner is the newest owner.
    store.grant_shop(&bert, 7, Role::Owner, at(4)).await.unwrap();
    assert_eq!(store.owner_of(7).await.unwrap(), Some(anna.clone()));
    // Said again, it changes nothing.
    store.grant_shop(&anna, 7, Role::Owner, at(5)).await.unwrap();
    assert_eq!(store.owner_of(7).await.unwrap(), Some(anna.clone()));
    assert!(store.revoke_shop(&anna, 7).await.unwrap());
    assert!(!store.revoke_shop(&anna, 7).await.unwrap());
    assert_eq!(store.owner_of(7).await.unwrap(), Some(bert));
    assert_eq!(store.role_in(&anna, 7).await.unwrap(), None);
    assert_eq!(store.shops_of(&anna).await.unwrap(), [(3, Role::Reader)]);
}

pub(crate) async fn somebody_unknown_is_said_to_be_unknown(bench: &Bench) {
    let store = bench.store().await;
    let nobody: AccountId = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let failures = [
        store.account(&nobody).await.map(|_| ()),
        store.set_email(&nobody, "a@example.nl").await,
        store.set_language(&nobody, Language::En).await,
        store.rename_account(&nobody, "").await,
        store.set_login(&nobody, "", &"seed".to_owned().into(), 0).await,
        store.totp_of(&nobody).await.map(|_| ()),
        store.way_back(&nobody).await.map(|_| ()),
        store.grant_shop(&nobody, 1, Role::Owner, at(0)).await,
        store.open_session(&nobody, at(0), seconds(9)).await.map(|_| ()),
        store.new_link(&nobody, at(0), seconds(9)).await.map(|_| ()),
    ];
    for (number, failure) in failures.into_iter().enumerate() {
        let error = failure.expect_err(&format!("{number}"));
        assert!(matches!(&error, Error::NoAccount(id) if *id == nobody), "{error}");
        assert_eq!(error.code(), "not-found");
    }
    assert!(!store.use_totp_step(&nobody, 1).await.unwrap());
    assert!(!store.revoke_shop(&nobody, 1).await.unwrap());
    assert_eq!(
        "7".parse::<AccountId>().unwrap_err().to_string(),
        "'7' is not the id of an account"
    );
}
