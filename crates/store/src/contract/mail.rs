//! What is told, how letters go, and who gets them.

use sqlx::{Connection as _, Executor, Row};

use super::bench::{Bench, Desk, at, new};
use crate::{
    AccountId, Ending, Language, LetterKind, NewLetter, Parcel, PostState, Role, State, Store,
    Telling, Way,
};

fn letter(to: &str) -> NewLetter {
    NewLetter {
        way: Way::Mail,
        account: Some("01a207d9-2100-7fff-bfff-ffffffffffff".parse().unwrap()),
        recipient: to.to_owned(),
        subject: "Fietsen: 3".to_owned(),
        body: "Dag".to_owned(),
        html: "<p>Dag</p>".to_owned(),
        unsubscribe: "https://a.example/u".to_owned(),
    }
}

fn call() -> NewLetter {
    NewLetter { way: Way::Call, account: None, ..letter("https://host.example/in") }
}

async fn told(
    desk: &Desk,
    kind: LetterKind,
    topic: &str,
    letters: &[NewLetter],
    second: i64,
) -> bool {
    let telling = Telling { connection: &desk.connection, kind, topic };
    desk.store.tell_of(telling, letters, at(second)).await.unwrap()
}

/// Two letters that wait.
async fn two(desk: &Desk) {
    assert!(
        told(desk, LetterKind::Month, "2026-10", &[letter("a@b.nl"), letter("c@d.nl")], 1).await
    );
}

async fn taken(store: &Store, second: i64) -> Option<Parcel> {
    store.take_letter(Way::Mail, "mail.example", at(second)).await.unwrap()
}

async fn states(store: &Store) -> Vec<PostState> {
    store.outbox(9).await.unwrap().into_iter().rev().map(|own| own.state).collect()
}

pub(crate) async fn a_thing_is_told_once(bench: &Bench) {
    let desk = bench.desk().await;
    let other = Desk {
        store: bench.store().await,
        connection: desk.connection.clone(),
        lease: desk.lease.clone(),
    };
    let (one, two) = ([letter("a@b.nl")], [letter("a@b.nl")]);
    let (first, second) = tokio::join!(
        told(&desk, LetterKind::Month, "2026-10", &one, 1),
        told(&other, LetterKind::Month, "2026-10", &two, 1),
    );
    assert_ne!(first, second, "one of the two told it");
    assert_eq!(desk.store.outbox(9).await.unwrap().len(), 1);
    assert!(told(&desk, LetterKind::Month, "2026-11", &[], 2).await);
    assert!(
        !told(&desk, LetterKind::Month, "2026-11", &one, 3).await,
        "nobody was there to be told"
    );
    let topics = desk.store.topics_told(&desk.connection, LetterKind::Month).await.unwrap();
    assert_eq!(topics, ["2026-10", "2026-11"]);
    let last = desk.store.last_told(&desk.connection, LetterKind::Month).await.unwrap();
    assert_eq!(last, Some(at(1)), "the last that was written");
    let nowhere: crate::ConnectionId = "01a207d9-2100-7fff-bfff-ffffffffffff".parse().unwrap();
    let telling = Telling { connection: &nowhere, kind: LetterKind::Month, topic: "" };
    assert!(!desk.store.tell_of(telling, &one, at(4)).await.unwrap());
}

pub(crate) async fn what_is_mended_may_break_again(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, id) = (&desk.store, &desk.connection);
    let broken = async || store.newly_broken(9).await.unwrap();
    let breaks = async || {
        store.mark_broken(id, "credentials-shop", "Look.").await.unwrap();
    };
    assert!(!told(&desk, LetterKind::Broken, "", &[letter("a@b.nl")], 1).await, "it is not broken");
    assert!(broken().await.is_empty() && states(store).await.is_empty());
    for number in 1..=2 {
        breaks().await;
        assert_eq!(broken().await, std::slice::from_ref(id));
        assert!(told(&desk, LetterKind::Broken, "", &[letter("a@b.nl")], 2).await);
        assert!(broken().await.is_empty(), "it was told");
        assert!(!told(&desk, LetterKind::Broken, "", &[letter("a@b.nl")], 3).await);
        assert_eq!(states(store).await.len(), number);
        store.save_connection(&new(1), at(4)).await.unwrap();
        assert!(broken().await.is_empty(), "it was mended");
    }
}

pub(crate) async fn what_was_taken_over_is_told_when_nothing_is_left(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, id) = (&desk.store, &desk.connection);
    let over = async |second| store.newly_taken_over(at(second), 9).await.unwrap();
    store.save_settings(id, "[orders]").await.unwrap();
    desk.ready(1).await;
    store.put_fact(id, "swept", "{}", at(1)).await.unwrap();
    let later = 9_000_000;
    assert!(over(later).await.is_empty(), "an order is left");
    let mut write = desk.write(2).await;
    write.refuse(1, State::Ready, "currency", "{}").await.unwrap();
    write.commit().await.unwrap();
    assert!(over(3).await.is_empty(), "somebody is at work");
    assert_eq!(over(later).await, std::slice::from_ref(id));
    store.release(&desk.lease, at(4), at(9)).await.unwrap();
    assert_eq!(over(4).await, std::slice::from_ref(id));
    assert!(told(&desk, LetterKind::Takeover, "", &[], 5).await);
    assert!(over(5).await.is_empty());
    let facts = store.facts_since("swept", at(0), 9).await.unwrap();
    assert_eq!(facts, [(id.clone(), at(1))]);
    assert!(store.facts_since("swept", at(1), 9).await.unwrap().is_empty());
}

pub(crate) async fn orders_are_told_of_once_a_day(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, id) = (&desk.store, &desk.connection);
    for order in 1..=3 {
        desk.ready(order).await;
    }
    let refuse = async |order, second| {
        let mut write = desk.write(second).await;
        write.refuse(order, State::Ready, "currency", "{}").await.unwrap();
        write.commit().await.unwrap();
    };
    refuse(1, 10).await;
    let later = 9_000_000;
    let wanting = async |day| store.in_want(day, at(later), 9).await.unwrap();
    assert!(wanting("2026-11-23").await.is_empty(), "it is being taken over");
    assert!(told(&desk, LetterKind::Takeover, "", &[], 11).await);
    assert_eq!(wanting("2026-11-23").await, std::slice::from_ref(id));
    assert!(
        store.in_want("2026-11-23", at(12), 9).await.unwrap().is_empty(),
        "somebody is at work"
    );
    assert!(told(&desk, LetterKind::Orders, "2026-11-23", &[letter("a@b.nl")], 20).await);
    assert!(wanting("2026-11-23").await.is_empty());
    assert_eq!(wanting("2026-11-24").await, std::slice::from_ref(id));
    let last = store.last_told(id, LetterKind::Orders).await.unwrap().unwrap();
    assert_eq!(last, at(20));
    let since = async || store.in_want_since(id, last).await.unwrap();
    assert_eq!(since().await, 0, "what waits was told");
    refuse(2, 21).await;
    assert_eq!(since().await, 1);
    store.ignore(id, 2, State::Refused, "by hand", at(22)).await.unwrap();
    assert_eq!(since().await, 0);
    assert_eq!(store.letters_in_doubt(id, LetterKind::Orders, last).await.unwrap(), 0);
    let parcel = taken(store, 30).await.unwrap();
    store.end_letter(&parcel, Ending::Unknown, "", at(31)).await.unwrap();
    assert_eq!(store.letters_in_doubt(id, LetterKind::Orders, last).await.unwrap(), 1);
    assert_eq!(store.letters_in_doubt(id, LetterKind::Month, last).await.unwrap(), 0);
    assert_eq!(store.sweep_told(at(21)).await.unwrap(), 1);
    assert_eq!(store.topics_told(id, LetterKind::Takeover).await.unwrap(), [""]);
}

pub(crate) async fn a_letter_goes_its_way(bench: &Bench) {
    let desk = bench.desk().await;
    let store = &desk.store;
    two(&desk).await;
    assert!(taken(store, 0).await.is_none(), "it is not due");
    let first = taken(store, 2).await.unwrap();
    let name = format!("{}@mail.example", first.posted.id);
    assert_eq!(first.posted.message_id.as_ref(), Some(&name));
    assert_eq!((first.posted.state, first.posted.attempt), (PostState::Sending, 1));
    assert_eq!((first.body.as_str(), first.posted.recipient.as_str()), ("Dag", "a@b.nl"));
    assert!(store.end_letter(&first, Ending::Later(at(60)), "451 wait", at(3)).await.unwrap());
    let second = taken(store, 4).await.unwrap();
    assert_eq!(second.posted.recipient, "c@d.nl");
    assert!(store.end_letter(&second, Ending::Refused, "550 no", at(5)).await.unwrap());
    assert!(taken(store, 59).await.is_none());
    let again = taken(store, 60).await.unwrap();
    assert_eq!((again.posted.message_id.as_ref(), again.posted.attempt), (Some(&name), 2));
    assert_eq!(again.posted.answer, "451 wait");
    // Whoever tried before has nothing to say any more.
    assert!(!store.end_letter(&first, Ending::Sent, "250", at(61)).await.unwrap());
    assert!(store.end_letter(&again, Ending::Sent, "250 ok", at(62)).await.unwrap());
    assert!(!store.end_letter(&again, Ending::Later(at(63)), "451", at(63)).await.unwrap());
    assert_eq!(states(store).await, [PostState::Sent, PostState::Refused]);
    let told = store.outbox(9).await.unwrap();
    assert_eq!((told[1].ended_at, told[1].answer.as_str()), (Some(at(62)), "250 ok"));
    assert!(taken(store, 1_000).await.is_none());
}

pub(crate) async fn of_many_one_takes_a_letter(bench: &Bench) {
    let desk = bench.desk().await;
    two(&desk).await;
    let mut tries = tokio::task::JoinSet::new();
    for _ in 0..6 {
        let store = bench.store().await;
        tries.spawn(async move { taken(&store, 2).await.map(|own| own.posted.recipient) });
    }
    let mut all: Vec<String> = tries.join_all().await.into_iter().flatten().collect();
    all.sort();
    assert_eq!(all, ["a@b.nl", "c@d.nl"]);
}

pub(crate) async fn who_is_gone_is_given_up(bench: &Bench) {
    let desk = bench.desk().await;
    let store = &desk.store;
    two(&desk).await;
    let first = taken(store, 100).await.unwrap();
    let give_up = async |since| store.give_up_letters(Way::Mail, at(since), at(200)).await.unwrap();
    assert_eq!(give_up(100).await, 0, "it may still be at it");
    assert_eq!(give_up(101).await, 1);
    assert_eq!(states(store).await, [PostState::Unknown, PostState::Queued]);
    // It was only slow: what it knows counts, but nobody sends it again.
    assert!(!store.end_letter(&first, Ending::Later(at(1)), "451", at(201)).await.unwrap());
    assert!(store.end_letter(&first, Ending::Sent, "250 ok", at(202)).await.unwrap());
    assert_eq!(states(store).await, [PostState::Sent, PostState::Queued]);
    // By a clock that was set back, it began long after now.
    taken(store, 100_000).await.unwrap();
    assert_eq!(give_up(0).await, 1);
    assert!(taken(store, 200_000).await.is_none());
}

pub(crate) async fn calls_are_made_again(bench: &Bench) {
    let desk = bench.desk().await;
    let store = &desk.store;
    assert!(told(&desk, LetterKind::Month, "2026-10", &[call()], 1).await);
    assert!(taken(store, 2).await.is_none(), "it is no letter");
    let take = async |second| store.take_letter(Way::Call, "x", at(second)).await.unwrap();
    assert_eq!(take(2).await.unwrap().posted.way, Way::Call);
    assert_eq!(store.give_up_letters(Way::Mail, at(9), at(10)).await.unwrap(), 0);
    assert_eq!(store.give_up_letters(Way::Call, at(9), at(10)).await.unwrap(), 1);
    assert_eq!(take(11).await.unwrap().posted.attempt, 2);
}

pub(crate) async fn letters_are_forgotten(bench: &Bench) {
    let desk = bench.desk().await;
    let store = &desk.store;
    two(&desk).await;
    let first = taken(store, 2).await.unwrap();
    store.end_letter(&first, Ending::Sent, "250 ok", at(3)).await.unwrap();
    let rows = sqlx::query("SELECT body, html, unsubscribe FROM outbox WHERE state = 'sent'")
        .fetch_all(&store.pool)
        .await
        .unwrap();
    let said = rows.iter().map(|row| [0, 1, 2].map(|at| row.get::<String, _>(at)).concat());
    assert_eq!(said.collect::<Vec<_>>(), [""], "what was said is forgotten at once");
    assert_eq!(store.sweep_outbox(at(1)).await.unwrap(), 0);
    assert_eq!(store.sweep_outbox(at(2)).await.unwrap(), 1);
    assert_eq!(states(store).await, [PostState::Queued]);
}

/// A member of a shop with an address.
async fn member(store: &Store, name: &str, shop: i64, role: Role) -> AccountId {
    let own = store.new_shopkeeper(name, Language::En, at(1)).await.unwrap();
    store.grant_shop(&own, shop, role, at(1)).await.unwrap();
    store.set_email(&own, &format!("{name}@example.nl")).await.unwrap();
    own
}

pub(crate) async fn who_is_told_what(bench: &Bench) {
    let store = bench.store().await;
    let owner = member(&store, "Bea", 7, Role::Owner).await;
    let reader = member(&store, "Cor", 7, Role::Reader).await;
    member(&store, "Els", 8, Role::Owner).await;
    let silent = store.new_shopkeeper("Dik", Language::Nl, at(1)).await.unwrap();
    store.grant_shop(&silent, 7, Role::Owner, at(1)).await.unwrap();
    let operator = store.save_operator("op@example.nl", "", at(1)).await.unwrap();
    let readers = async |kind| {
        let all = store.mail_readers(7, kind).await.unwrap();
        let mut names: Vec<String> = all.into_iter().map(|own| own.email).collect();
        names.sort();
        names
    };
    assert_eq!(readers(LetterKind::Orders).await, ["Bea@example.nl"], "who has an address");
    for (account, kind, wanted) in [
        (&reader, LetterKind::Month, true),
        (&operator, LetterKind::Month, true),
        (&owner, LetterKind::Orders, false),
        (&owner, LetterKind::Month, false),
        (&owner, LetterKind::Month, true),
    ] {
        assert!(store.choose_mail(account, kind, wanted, at(2)).await.unwrap());
    }
    assert!(readers(LetterKind::Orders).await.is_empty());
    let month = ["Bea@example.nl", "Cor@example.nl", "op@example.nl"];
    assert_eq!(readers(LetterKind::Month).await, month);
    // An operator who owns the shop as well is told once.
    store.grant_shop(&operator, 7, Role::Owner, at(3)).await.unwrap();
    assert_eq!(readers(LetterKind::Month).await, month);
    let chosen = store.mail_choices(&owner).await.unwrap();
    assert_eq!(chosen, [(LetterKind::Month, true), (LetterKind::Orders, false)]);
    let nobody = "01a207d9-2100-7fff-bfff-ffffffffffff".parse().unwrap();
    assert!(!store.choose_mail(&nobody, LetterKind::Month, true, at(4)).await.unwrap());
    let all = store.mail_readers(7, LetterKind::Broken).await.unwrap();
    assert!(all.iter().any(|own| own.account == owner && own.language == Language::En));
}

pub(crate) async fn an_address_that_ends_letters_is_not_guessed(bench: &Bench) {
    let store = bench.store().await;
    let [one, two]: [AccountId; 2] =
        ["01a207d9-2100-7fff-bfff-ffffffffffff", "01a207d9-2100-7fff-bfff-fffffffffffe"]
            .map(|id| id.parse().unwrap());
    let (orders, month) = (LetterKind::Orders, LetterKind::Month);
    let proof = store.unsubscribe_proof(&one, orders);
    assert_eq!(proof.len(), 64);
    assert!(
        bench.store().await.proves_unsubscribe(&one, orders, &proof),
        "as long as the key does"
    );
    for (account, kind, text) in [
        (&two, orders, proof.as_str()),
        (&one, month, proof.as_str()),
        (&one, orders, &proof[..62]),
        (&one, orders, ""),
        (&one, orders, "é"),
    ] {
        assert!(!store.proves_unsubscribe(account, kind, text), "{text}");
    }
}

#[tokio::test]
async fn what_was_taken_over_before_there_was_mail_is_no_news() {
    let bench = Bench::sqlite();
    let mut older = bench.older(12).await;
    older
        .execute(
            "INSERT INTO connections (id, shop_id, shop_name, shop_url, administration_id, \
             administration_name, settings, state, created_at, next_sync_at, shop_key, shop_secret, \
             moneybird_token) VALUES ('01a207d9-2100-7fff-bfff-ffffffffffff', 1, 'F', 'u', '1', 'A', \
             '', 'active', 0, 0, '', '', ''); INSERT INTO facts VALUES \
             ('01a207d9-2100-7fff-bfff-ffffffffffff', 'swept', '{}', 5)",
        )
        .await
        .unwrap();
    older.close().await.unwrap();
    let store = bench.store().await;
    assert!(store.newly_taken_over(at(0), 9).await.unwrap().is_empty());
    let id = store.connections().await.unwrap().remove(0).id;
    assert_eq!(store.topics_told(&id, LetterKind::Takeover).await.unwrap(), [""]);
}
