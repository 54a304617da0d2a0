//! Persons are forgotten, and all else stays.

use jiff::Timestamp;

use super::bench::{Bench, Desk, at, intent, seen};
use crate::{
    AuditEntry, Ending, Forgotten, LetterKind, MirroredContact, NewLetter, OrderRecord, Place,
    Scrubbed, SeenOrder, Standing, State, Telling, Way,
};

/// What only the person has.
const WORD: &str = "Annabella";

async fn book(desk: &Desk, order: i64, now: i64) {
    let mut write = desk.write(now).await;
    let snapshot = format!("{{\"name\":\"{WORD}\"}}");
    write.see_order(&SeenOrder { snapshot, seen_at: at(now), ..seen(order) }).await.unwrap();
    let day = "2026-11-23".parse().unwrap();
    write.plan(order, &format!("\"{WORD}\""), "R", day).await.unwrap();
    write.invoice_made(order, "900", true).await.unwrap();
    write.booked(order, "{}").await.unwrap();
    write.commit().await.unwrap();
}

fn forgotten(record: &OrderRecord) -> Forgotten {
    Forgotten {
        order: record.order_id,
        state: record.state,
        updated_at: record.updated_at,
        snapshot: "{}".to_owned(),
        plan: record.booking.as_ref().map(|_| "\"\"".to_owned()),
        refusal: record.refusal.clone(),
        why: record.why.as_ref().map(|_| "…".to_owned()),
        steps: Vec::new(),
    }
}

async fn unchanged(desk: &Desk, after: Place, until: Timestamp, limit: u32) -> Vec<i64> {
    standing(desk, (Standing::Done, after), until, limit).await
}

async fn standing(desk: &Desk, from: (Standing, Place), until: Timestamp, limit: u32) -> Vec<i64> {
    let found = desk.store.unchanged_since(&desk.connection, from, until, limit).await.unwrap();
    found.iter().map(|own| own.order_id).collect()
}

pub(crate) async fn the_longest_unchanged_is_first(bench: &Bench) {
    let desk = bench.desk().await;
    for (order, now) in [(3, 10), (1, 20), (2, 20), (4, 40)] {
        book(&desk, order, now).await;
    }
    desk.ready(5).await;
    desk.ready(6).await;
    desk.store.ignore(&desk.connection, 6, State::Ready, WORD, at(15)).await.unwrap();
    assert_eq!(unchanged(&desk, Place::BEGIN, at(40), 9).await, [3, 6, 1, 2]);
    assert_eq!(unchanged(&desk, Place::BEGIN, at(41), 2).await, [3, 6]);
    let place = Place::of(&desk.order(6).await);
    assert_eq!(unchanged(&desk, place, at(41), 9).await, [1, 2, 4]);
    // One that is to be compared is left.
    let mut write = desk.write(20).await;
    write.review(2).await.unwrap();
    write.commit().await.unwrap();
    assert_eq!(unchanged(&desk, place, at(41), 9).await, [1, 4]);
    // The fifth is open, and so is one that is refused; what is being booked is neither.
    desk.ready(7).await;
    let mut write = desk.write(30).await;
    write.refuse(7, State::Ready, "x", "{}").await.unwrap();
    write.commit().await.unwrap();
    desk.planned(8).await;
    let open = (Standing::Open, Place::BEGIN);
    assert_eq!(standing(&desk, open, at(41), 9).await, [5, 7]);
    assert_eq!(standing(&desk, open, at(30), 9).await, [5]);
    let after = desk.store.orders_after(&desk.connection, 2, 2).await.unwrap();
    assert_eq!(after.iter().map(|own| own.order_id).collect::<Vec<_>>(), [3, 4]);
}

pub(crate) async fn a_person_is_forgotten_and_nothing_else(bench: &Bench) {
    let desk = bench.desk().await;
    book(&desk, 1, 10).await;
    book(&desk, 2, 10).await;
    desk.planned(3).await;
    desk.ready(4).await;
    desk.store.ignore(&desk.connection, 4, State::Ready, WORD, at(15)).await.unwrap();
    let before = desk.order(1).await;
    let mut all = Vec::new();
    for order in 1..=4 {
        all.push(forgotten(&desk.order(order).await));
    }
    let steps = desk.store.numbered_steps(&desk.connection, 4).await.unwrap();
    let told = steps.iter().find(|own| own.step.detail == WORD).unwrap().number;
    all[3].steps.push((told, "…".to_owned()));
    // The second has changed since it was read, and the third is being booked.
    let mut write = desk.write(20).await;
    write.note(2, "looked", "").await.unwrap();
    write.commit().await.unwrap();
    let hit = desk.store.forget_persons(&desk.connection, &all, at(30)).await.unwrap();
    assert_eq!(hit, [1, 4]);
    let own = desk.order(1).await;
    let booking = before.booking.clone().map(|own| crate::Booking { plan: "\"\"".into(), ..own });
    // It was seen twenty seconds before.
    let seen_at = at(30 - 3_600);
    assert_eq!(own, OrderRecord { snapshot: "{}".into(), booking, seen_at, ..before });
    assert!(desk.order(2).await.snapshot.contains(WORD));
    assert_eq!(desk.order(3).await.state, State::Booking);
    let own = desk.order(4).await;
    assert_eq!((own.state, own.why.as_deref()), (State::Ignored, Some("…")));
    let steps = desk.store.steps(&desk.connection, 4).await.unwrap();
    assert!(steps.iter().all(|own| own.detail != WORD));
    assert_eq!(steps.last().unwrap().detail, "…");
}

pub(crate) async fn what_is_kept_beside_the_orders_goes_too(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, id) = (&desk.store, &desk.connection);
    let contact = |contact_id: &str, customer: &str| MirroredContact {
        contact_id: contact_id.to_owned(),
        version: 1,
        customer_id: Some(customer.to_owned()),
        archived: false,
        emails: vec![format!("{customer}@example.nl")],
    };
    let mut write = desk.write(1).await;
    write.save_contacts(&[contact("1", "one"), contact("2", "two")]).await.unwrap();
    write.contact_made("one", "1").await.unwrap();
    write.intend_contact("two", intent(1, 1, 9)).await.unwrap();
    write.put_fact("closing 2026-11", WORD).await.unwrap();
    write.put_fact("swept", "x").await.unwrap();
    write.commit().await.unwrap();
    let names = ["one".to_owned(), "two".to_owned()];
    store.forget_customer(id, (&["1".to_owned()], &names), at(2)).await.unwrap();
    assert_eq!(store.contact_by_customer_id(id, "one").await.unwrap(), None);
    assert!(store.contacts_by_email(id, "one@example.nl").await.unwrap().is_empty());
    assert_eq!(store.contacts_by_email(id, "two@example.nl").await.unwrap(), ["2"]);
    assert_eq!(store.contact_intent(id, "one").await.unwrap(), None);
    assert!(store.contact_intent(id, "two").await.unwrap().is_some(), "it may be under way");

    let facts = store.facts(id).await.unwrap();
    assert_eq!(
        facts.iter().map(|own| own.0.as_str()).collect::<Vec<_>>(),
        ["closing 2026-11", "swept"]
    );
    assert_eq!((facts[0].1.body.as_str(), facts[0].1.at), (WORD, at(1)));
    store.forget_fact(id, "closing 2026-11").await.unwrap();
    store.forget_fact(id, "closing 2026-11").await.unwrap();
    assert_eq!(store.facts(id).await.unwrap().len(), 1);

    for (shop, detail) in [(1, WORD), (1, "7"), (1, ""), (2, WORD)] {
        let (what, detail) = ("order set aside".to_owned(), detail.to_owned());
        let (account, connection, shop_id) = (None, None, Some(shop));
        let entry = AuditEntry { at: at(3), account, shop_id, connection, what, detail };
        store.note(&entry).await.unwrap();
    }
    assert_eq!(store.rewrite_audit(1, |text| text.replace(WORD, "…")).await.unwrap(), 1);
    let told: Vec<String> =
        store.audit(9).await.unwrap().into_iter().map(|own| own.detail).collect();
    assert_eq!(told.iter().filter(|own| *own == WORD).count(), 1);
    assert!(told.contains(&"…".to_owned()) && told.contains(&"7".to_owned()));
}

pub(crate) async fn letters_lose_a_person(bench: &Bench) {
    let desk = bench.desk().await;
    let (store, id) = (&desk.store, &desk.connection);
    let other = Desk::open(bench.store().await, 2).await;
    let letter = |body: &str| NewLetter {
        way: Way::Mail,
        account: Some("01a207d9-2100-7fff-bfff-ffffffffffff".parse().unwrap()),
        recipient: "a@b.nl".to_owned(),
        subject: "3 orders".to_owned(),
        body: body.to_owned(),
        html: format!("<p>{body}</p>"),
        unsubscribe: "https://a.example/u".to_owned(),
    };
    let telling = |connection, topic| Telling { connection, kind: LetterKind::Month, topic };
    let three = [letter(WORD), letter("Nobody"), letter(WORD)];
    assert!(store.tell_of(telling(id, "1"), &three, at(1)).await.unwrap());
    let own = other.store.tell_of(telling(&other.connection, "1"), &[letter(WORD)], at(2)).await;
    assert!(own.unwrap());
    // The first is on its way meanwhile.
    let taken = async || store.take_letter(Way::Mail, "x", at(9)).await.unwrap().unwrap();
    let first = taken().await;
    assert_eq!(store.rewrite_letters(id, |text| text.replace(WORD, "…")).await.unwrap(), 2);
    let mut said = Vec::new();
    for _ in 0..3 {
        let own = taken().await;
        said.push((own.body, own.html));
    }
    let both = |body: &str, html: &str| (body.to_owned(), html.to_owned());
    let html = format!("<p>{WORD}</p>");
    assert_eq!(said, [both("Nobody", "<p>Nobody</p>"), both("…", ""), both(WORD, &html)]);
    // What the other side said is searched as well, and what has ended says nothing any more.
    assert!(store.end_letter(&first, Ending::Sent, WORD, at(10)).await.unwrap());
    assert_eq!(store.rewrite_letters(id, |text| text.replace(WORD, "…")).await.unwrap(), 1);
    let all = store.outbox(9).await.unwrap();
    assert!(all.iter().any(|own| own.id == first.posted.id && own.answer == "…"));
}

/// Whether the person stands in a file of the database, or beside it.
fn holds(bench: &Bench) -> bool {
    let files = std::fs::read_dir(bench.folder()).unwrap();
    let mut all = files.map(|own| std::fs::read(own.unwrap().path()).unwrap());
    all.any(|own| own.windows(WORD.len()).any(|part| part == WORD.as_bytes()))
}

#[tokio::test]
async fn who_is_forgotten_in_time_is_overwritten() {
    let bench = Bench::sqlite();
    let desk = bench.desk().await;
    for order in 1..=40 {
        book(&desk, order, 10).await;
    }
    // Long enough for pages of its own, which are free afterwards.
    let mut write = desk.write(20).await;
    let snapshot = format!("{{\"name\":\"{}\"}}", WORD.repeat(2_000));
    write.see_order(&SeenOrder { snapshot, ..seen(41) }).await.unwrap();
    write.commit().await.unwrap();
    desk.store.empty_log().await.unwrap();
    assert!(holds(&bench), "it is looked for");
    for order in 1..=41 {
        let own = forgotten(&desk.order(order).await);
        desk.store.forget_persons(&desk.connection, &[own], at(30)).await.unwrap();
    }
    assert!(holds(&bench), "older pages");
    assert_eq!(desk.store.empty_log().await.unwrap(), Scrubbed::Gone);
    assert!(!holds(&bench));
}

#[tokio::test]
async fn nothing_is_left_in_the_files() {
    let bench = Bench::sqlite();
    let desk = bench.desk().await;
    let holds = || holds(&bench);
    book(&desk, 1, 10).await;
    let own = forgotten(&desk.order(1).await);
    desk.store.forget_persons(&desk.connection, &[own], at(30)).await.unwrap();
    assert!(holds(), "it is looked for");
    assert_eq!(desk.store.scrub().await.unwrap(), Scrubbed::Gone);
    assert!(!holds());
    assert_eq!(desk.order(1).await.snapshot, "{}");
}
