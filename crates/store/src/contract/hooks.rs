use secrecy::{ExposeSecret, SecretString};

use super::bench::{Bench, Desk, at, new};
use crate::{Call, ConnectionId, Error, Hook, HookSide, NewConnection, Store, Token};

const CREATED: &str = "orders.created";

fn hook(connection: &ConnectionId, side: HookSide, event: &str, seconds: i64) -> Hook {
    Hook {
        connection: connection.clone(),
        side,
        event: event.to_owned(),
        remote_id: None,
        is_signed: false,
        made_at: at(seconds),
    }
}

async fn key_of(store: &Store, token: &Token) -> Option<SecretString> {
    store.called_hook(token.expose()).await.unwrap().unwrap().1
}

async fn address_part(store: &Store, id: &ConnectionId, side: HookSide) -> Option<String> {
    let part = store.hook_address_part(id, side, CREATED).await.unwrap();
    part.map(|part| part.expose_secret().to_owned())
}

pub(crate) async fn an_address_is_made_and_found(bench: &Bench) {
    let one = bench.desk().await;
    let (store, id) = (&one.store, &one.connection);
    let two = Desk::open(bench.store().await, 2).await;
    let token = store.new_hook(id, HookSide::Shop, CREATED, at(1)).await.unwrap();
    let made = [
        store.new_hook(id, HookSide::Books, CREATED, at(2)).await.unwrap(),
        store.new_hook(id, HookSide::Books, "contact/changed", at(3)).await.unwrap(),
        store.new_hook(&two.connection, HookSide::Shop, CREATED, at(4)).await.unwrap(),
    ];
    let first = hook(id, HookSide::Shop, CREATED, 1);
    assert_eq!(store.hook(token.expose()).await.unwrap().as_ref(), Some(&first));
    let last = hook(&two.connection, HookSide::Shop, CREATED, 4);
    assert_eq!(store.hook(made[2].expose()).await.unwrap(), Some(last));
    for text in ["", "x", &token.hash()] {
        assert_eq!(store.hook(text).await.unwrap(), None, "{text}");
        assert!(store.called_hook(text).await.unwrap().is_none());
    }
    let others = [
        hook(id, HookSide::Books, "contact/changed", 3),
        hook(id, HookSide::Books, CREATED, 2),
        first,
    ];
    assert_eq!(store.hooks_of(id).await.unwrap(), others);
    // The address can be said again.
    let part = address_part(store, id, HookSide::Shop).await;
    assert_eq!(part.as_deref(), Some(token.expose()));
    let part = store.hook_address_part(id, HookSide::Books, "contact/changed").await.unwrap();
    assert_eq!(part.unwrap().expose_secret(), made[1].expose());
    assert_eq!(address_part(store, &two.connection, HookSide::Books).await, None);

    assert_eq!(store.forget_hooks(id).await.unwrap(), 3);
    assert_eq!(store.hook(token.expose()).await.unwrap(), None);
    assert_eq!(store.hooks_of(&two.connection).await.unwrap().len(), 1);
    let nobody: ConnectionId = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let failed = store.new_hook(&nobody, HookSide::Shop, CREATED, at(1)).await;
    assert!(matches!(failed, Err(Error::NoConnection(_))));
}

pub(crate) async fn what_the_other_side_said_of_it(bench: &Bench) {
    let Desk { store, connection: id, .. } = bench.desk().await;
    let said = async |token: &str, remote: &str, key: Option<&SecretString>| {
        let hook = (token, remote);
        store.set_hook_remote(&id, HookSide::Shop, CREATED, hook, key).await.unwrap()
    };
    assert!(!said("x", "1", None).await, "there is no such hook");
    let old = store.new_hook(&id, HookSide::Shop, CREATED, at(1)).await.unwrap();
    let token = store.new_hook(&id, HookSide::Shop, CREATED, at(1)).await.unwrap();
    assert!(!said(old.expose(), "9", Some(&"of another".into())).await, "another took its place");
    assert!(key_of(&store, &token).await.is_none());
    assert!(said(token.expose(), "1", Some(&"signs".into())).await);
    let key = key_of(&store, &token).await.unwrap();
    assert_eq!(key.expose_secret(), "signs");
    let read = store.hook(token.expose()).await.unwrap().unwrap();
    assert_eq!(read.remote_id.as_deref(), Some("1"));
    assert!(said(token.expose(), "2", None).await);
    assert!(key_of(&store, &token).await.is_none(), "it is another one of theirs");
}

pub(crate) async fn another_address_takes_its_place(bench: &Bench) {
    let Desk { store, connection: id, .. } = bench.desk().await;
    let old = store.new_hook(&id, HookSide::Shop, CREATED, at(1)).await.unwrap();
    let key = "signs".into();
    let first = (old.expose(), "1");
    store.set_hook_remote(&id, HookSide::Shop, CREATED, first, Some(&key)).await.unwrap();
    let token = store.new_hook(&id, HookSide::Shop, CREATED, at(2)).await.unwrap();
    assert_eq!(store.hook(old.expose()).await.unwrap(), None);
    assert!(key_of(&store, &token).await.is_none());
    let fresh = hook(&id, HookSide::Shop, CREATED, 2);
    assert_eq!(store.hook(token.expose()).await.unwrap().as_ref(), Some(&fresh));
    assert_eq!(store.hooks_of(&id).await.unwrap(), [fresh]);
    assert_eq!(address_part(&store, &id, HookSide::Shop).await.as_deref(), Some(token.expose()));
}

pub(crate) async fn calls_come_more_than_once(bench: &Bench) {
    let stores = [bench.store().await, bench.store().await];
    let store = &stores[0];
    let long = "x".repeat(10_000);
    for (token, delivery, seconds) in [("a", "1", 1), ("a", "2", 2), ("b", "1", 3), ("a", &long, 4)]
    {
        assert!(store.note_delivery(token, delivery, at(seconds)).await.unwrap(), "{seconds}");
        assert!(!store.note_delivery(token, delivery, at(9)).await.unwrap(), "{seconds}");
    }
    let mut tries = tokio::task::JoinSet::new();
    for number in 0..10 {
        let store = stores[number % 2].clone();
        tries.spawn(async move { store.note_delivery("a", "3", at(5)).await.unwrap() });
    }
    let first = tries.join_all().await;
    assert_eq!(first.into_iter().filter(|first| *first).count(), 1);
    assert_eq!(store.sweep_deliveries(at(3)).await.unwrap(), 2);
    assert!(store.note_delivery("a", "1", at(6)).await.unwrap(), "of long ago");
    assert!(!store.note_delivery("b", "1", at(6)).await.unwrap());
}

pub(crate) async fn calls_come_together(bench: &Bench) {
    let store = bench.store().await;
    let mut ids = Vec::new();
    for shop in [1, 2, 3] {
        let set_up = NewConnection { settings: Some(String::new()), ..new(shop) };
        ids.push(store.save_connection(&set_up, at(50)).await.unwrap());
    }
    assert!(store.note_delivery("token 2", "before", at(1)).await.unwrap());
    let calls =
        [(1, "token 1", "a"), (0, "token 0", "a"), (1, "token 1", "a"), (2, "token 2", "before")];
    let calls = calls.map(|(shop, token_text, delivery)| Call {
        connection: &ids[shop],
        token_text,
        delivery,
        look_at: at(9),
        fact: None,
    });
    assert_eq!(store.note_calls(&[], at(9)).await.unwrap(), [false; 0]);
    assert_eq!(store.note_calls(&calls, at(9)).await.unwrap(), [true, true, false, false]);
    let due = store.due(at(10), at(9_000_000)).await.unwrap();
    assert_eq!(due, [ids[0].clone(), ids[1].clone()], "what came before moves nobody");
    assert_eq!(store.note_calls(&calls, at(10)).await.unwrap(), [false; 4]);
    assert!(!store.note_delivery("token 0", "a", at(11)).await.unwrap());

    // Workers that hear the same calls in another order do not wait for each other.
    let others = [bench.store().await, bench.store().await];
    let mut tries = tokio::task::JoinSet::new();
    for number in 0..10_usize {
        let (store, ids) = (others[number % 2].clone(), ids.clone());
        tries.spawn(async move {
            let texts: Vec<String> =
                (0..20).map(|own| (own * 7 + number) % 20).map(|own| own.to_string()).collect();
            let calls: Vec<Call<'_>> = texts
                .iter()
                .map(|text| Call {
                    connection: &ids[text.len() % 3],
                    token_text: text,
                    delivery: "x",
                    look_at: at(12),
                    fact: Some("said"),
                })
                .collect();
            store.note_calls(&calls, at(12)).await.unwrap()
        });
    }
    let first = tries.join_all().await.into_iter().flatten().filter(|first| *first).count();
    assert_eq!(first, 20);
}

pub(crate) async fn calls_say_when_to_look_and_what_to_remember(bench: &Bench) {
    let store = bench.store().await;
    let set_up = NewConnection { settings: Some(String::new()), ..new(1) };
    let id = store.save_connection(&set_up, at(500)).await.unwrap();
    let gone: ConnectionId = "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap();
    let call = |connection, delivery, seconds, fact| Call {
        connection,
        token_text: "t",
        delivery,
        look_at: at(seconds),
        fact,
    };
    let calls = [
        call(&id, "a", 70, Some("said")),
        call(&id, "b", 40, None),
        call(&id, "c", 90, Some("revoked")),
        call(&gone, "d", 20, Some("said")),
    ];
    assert_eq!(store.note_calls(&calls, at(9)).await.unwrap(), [true; 4]);
    assert_eq!(store.connection(&id).await.unwrap().next_sync_at, at(40), "the first of them");
    for (name, noted) in [("said", true), ("revoked", true), ("other", false)] {
        let fact = store.fact(&id, name).await.unwrap();
        assert_eq!(fact.map(|fact| fact.at), noted.then(|| at(9)), "{name}");
    }
    assert_eq!(store.fact(&gone, "said").await.unwrap(), None);
    assert_eq!(store.note_calls(&calls[..1], at(10)).await.unwrap(), [false]);
    assert_eq!(store.fact(&id, "said").await.unwrap().unwrap().at, at(9), "it came before");
}

pub(crate) async fn sealed_addresses_stay_where_they_are(bench: &Bench) {
    let Desk { store, connection: id, .. } = bench.desk().await;
    let token = store.new_hook(&id, HookSide::Shop, CREATED, at(1)).await.unwrap();
    let books = store.new_hook(&id, HookSide::Books, CREATED, at(1)).await.unwrap();
    let key = "signs".into();
    let hook = (books.expose(), "1");
    store.set_hook_remote(&id, HookSide::Books, CREATED, hook, Some(&key)).await.unwrap();
    let moved = "UPDATE hooks SET \
                 token = (SELECT token FROM hooks WHERE side = 'books'), \
                 signing_key = (SELECT signing_key FROM hooks WHERE side = 'books') \
                 WHERE side = 'shop'";
    sqlx::query(moved).execute(&store.pool).await.unwrap();
    let moved = store.hook_address_part(&id, HookSide::Shop, CREATED).await.unwrap_err();
    assert!(matches!(&moved, Error::Damaged { table: "hooks", column: "token", .. }), "{moved:?}");
    let moved = store.called_hook(token.expose()).await.unwrap_err();
    let expected = matches!(&moved, Error::Damaged { column: "signing_key", .. });
    assert!(expected, "{moved:?}");
    assert!(store.hook(token.expose()).await.unwrap().is_some(), "it still looks");
}
