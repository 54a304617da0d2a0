//! What is told, and when.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;

use remote::Clock as _;
use store::{Language, LetterKind, NewConnection, Role};

use super::super::look_out::LookOut;
use super::world::{Fickle, World};
use crate::pretend::connection;

const UNMAPPED: (&str, &str) =
    ("vat-unmapped", r#"{"reason":"vat-unmapped","case":"oss","country":"FR","percentage":"20"}"#);
const CURRENCY: (&str, &str) =
    ("currency", r#"{"reason":"currency","order":"GBP","administration":"EUR"}"#);

#[tokio::test]
async fn that_booking_has_stopped_is_told_at_once_and_once() {
    let world = World::new(Vec::new()).await;
    world.minute().await;
    assert!(world.letters().is_empty(), "all is well");
    world.breaks().await;
    for _ in 0..3 {
        world.minute().await;
        world.passes(1);
    }
    let [letter] = world.letters().try_into().unwrap();
    let subject = "Subject: Fietsen Bcc: all@example.nl: het boeken is gestopt\n";
    assert!(letter.contains(subject), "{letter}");
    assert!(!letter.contains("\nBcc:"), "{letter}");
    assert!(letter.contains("To: bea@shop.example\n"), "{letter}");
    let page = format!("https://books.example/c/{}\n", world.connection);
    assert!(letter.contains(&page), "{letter}");
    let proof = world.service.store().unsubscribe_proof(&world.owner, LetterKind::Broken);
    let ends = format!("https://books.example/unsubscribe/{}/broken/{proof}", world.owner);
    assert!(letter.contains(&format!("List-Unsubscribe: <{ends}>\n")), "{letter}");
    assert!(letter.contains("List-Unsubscribe-Post: List-Unsubscribe=One-Click\n"));
    assert_eq!(letter.matches(&ends).count(), 3, "as a header, as text and as HTML");
    world.is_mended().await;
    world.minute().await;
    world.breaks().await;
    world.minute().await;
    assert_eq!(world.letters().len(), 2, "it broke again");
}

#[tokio::test]
async fn five_hundred_refused_orders_are_one_readable_letter() {
    let world = World::new(Vec::new()).await;
    world.is_taken_over().await;
    world.refused(1, 460, UNMAPPED).await;
    world.refused(461, 40, CURRENCY).await;
    for _ in 0..3 {
        world.minute().await;
        world.passes(1);
    }
    let [letter] = world.letters().try_into().unwrap();
    let [text, html]: [&str; 2] =
        letter.split("Content-Type: text/html").collect::<Vec<_>>().try_into().unwrap();
    assert!(text.contains("500 bestellingen wachten op een beslissing"), "{text}");
    for part in [
        "460 bestellingen: ‘EU-consument in Frankrijk, 20%’: geen btw-tarief\ngekozen\n---",
        "- W460, €\u{a0}12,50\n  https://books.example/c/",
        "- en nog 456\n",
        "40 bestellingen: ",
        "- W500, €\u{a0}12,50\n",
        "/orders?state=refused&why=unmapped.oss.FR.20\n",
        "/orders?state=attention\n",
    ] {
        assert!(text.contains(part), "'{part}' in '{text}'");
    }
    assert!(text.lines().count() < 80 && letter.len() < 14_000, "{}", letter.len());
    let long = text.lines().find(|own| own.chars().count() > 78 && !own.contains("https://"));
    assert!(long.is_none_or(|own| own.contains(": ")), "but for headers: {long:?}");
    assert!(html.contains(">Naar alle bestellingen die wachten</a>"), "{html}");
    assert!(html.contains("why=unmapped.oss.FR.20\">"), "{html}");
}

#[tokio::test]
async fn orders_are_told_of_once_a_day_and_not_at_night() {
    let world = World::new(Vec::new()).await;
    world.refused(1, 1, CURRENCY).await;
    world.minute().await;
    assert!(world.letters().is_empty(), "it is being taken over");
    world.is_taken_over().await;
    world.minute().await;
    world.passes(1);
    world.refused(2, 1, CURRENCY).await;
    world.minute().await;
    assert_eq!(world.letters().len(), 1, "the second waits for the next day");
    // At half past six in the morning.
    world.passes(16 * 60);
    world.minute().await;
    assert_eq!(world.letters().len(), 1);
    world.passes(31);
    world.minute().await;
    world.minute().await;
    assert_eq!(world.letters().len(), 2);
    assert!(world.letters()[1].contains("2 bestellingen wachten"));
    // Nothing comes to them: after a week it is told again.
    for day in 1..=7 {
        world.passes(24 * 60);
        world.minute().await;
        assert_eq!(world.letters().len(), if day < 7 { 2 } else { 3 }, "day {day}");
    }
}

#[tokio::test]
async fn what_may_not_have_arrived_is_told_the_next_day() {
    let world = World::new(vec![vec![(".", super::server::Says::HangsUp)], Vec::new()]).await;
    world.is_taken_over().await;
    world.refused(1, 1, CURRENCY).await;
    world.minute().await;
    assert_eq!(world.states().await, ["unknown"]);
    world.passes(60);
    world.minute().await;
    assert_eq!(world.states().await, ["unknown"], "it is not sent again");
    world.passes(24 * 60);
    world.minute().await;
    assert_eq!(world.states().await, ["unknown", "sent"]);
    world.passes(24 * 60);
    world.minute().await;
    assert_eq!(world.states().await.len(), 2, "that one arrived");
}

#[tokio::test]
async fn a_takeover_is_told_with_its_sums_when_nothing_is_left() {
    let world = World::new(Vec::new()).await;
    let store = world.service.store();
    world.refused(1, 3, CURRENCY).await;
    world.minute().await;
    store.put_fact(&world.connection, "swept", "{}", world.clock.now()).await.unwrap();
    world.minute().await;
    world.minute().await;
    let mut all = world.letters();
    assert_eq!(all.len(), 2, "{all:?}");
    // Both were written at once, and none of them comes first.
    all.sort_by_key(|own| !own.contains("zijn overgenomen"));
    assert!(all[0].contains("3 bestellingen wachten op een beslissing."), "{}", all[0]);
    assert!(all[0].contains("\noktober 2026    €\u{a0}37,50   €\u{a0}0,00\n"), "{}", all[0]);
    assert!(all[0].contains(&format!("/c/{}/close\n", world.connection)));
    assert!(all[1].contains("3 bestellingen wachten op een beslissing\n"), "and which they are");
}

#[tokio::test]
async fn what_was_taken_over_long_before_there_was_mail_is_no_news() {
    let world = World::new(Vec::new()).await;
    world.refused(1, 3, CURRENCY).await;
    world.passes(61 * 24 * 60);
    let now = world.clock.now();
    world.service.store().put_fact(&world.connection, "swept", "{}", now).await.unwrap();
    world.minute().await;
    let [letter] = world.letters().try_into().unwrap();
    assert!(letter.contains("3 bestellingen wachten op een beslissing\n"), "{letter}");
}

#[tokio::test]
async fn a_month_is_told_when_it_is_over() {
    let world = World::new(Vec::new()).await;
    let store = world.service.store();
    world.refused(1, 2, CURRENCY).await;
    let found = async |october: bool| {
        let month = |name, closes: bool, by| {
            format!(r#"{{"period":"{name}","closes":{closes},"difference":"{by}"}}"#)
        };
        let differs = if october { "0.00" } else { "25.00" };
        let all = [
            // So long ago that it is no news.
            month("2026-07", true, "0.00"),
            month("2026-10", october, differs),
            month("2026-11", true, "0.00"),
        ];
        let body = format!("[{}]", all.join(","));
        store.put_fact(&world.connection, "reconciled", &body, world.clock.now()).await.unwrap();
    };
    found(false).await;
    for _ in 0..2 {
        world.minute().await;
    }
    let [letter] = world.letters().try_into().unwrap();
    assert!(letter.contains("oktober 2026 sluit nog niet"), "{letter}");
    assert!(letter.contains("Verschil: €\u{a0}25,00."), "{letter}");
    assert!(letter.contains("2 bestellingen van die maand wachten"), "{letter}");
    assert!(letter.contains("- W2, €\u{a0}12,50\n"), "{letter}");
    assert!(letter.contains("/close?period=2026-10\n"), "{letter}");
    world.passes(24 * 60);
    found(true).await;
    world.minute().await;
    assert!(world.letters()[1].contains("oktober 2026 sluit\n"), "{:?}", world.letters());
    // November is told of three days after it is over.
    for days in [2, 2] {
        world.passes(days * 24 * 60);
        found(true).await;
        world.minute().await;
    }
    let all = world.letters();
    assert_eq!(all.len(), 3, "{all:?}");
    assert!(all[2].contains("november 2026 sluit\n") && all[2].contains("Verschil: €\u{a0}0,00."));
    let told = store.topics_told(&world.connection, LetterKind::Month).await.unwrap();
    assert_eq!(told, ["2026-07 closes", "2026-10 closes", "2026-10 differs", "2026-11 closes"]);
}

#[tokio::test]
async fn a_month_that_could_not_be_told_is_told_at_the_next_look() {
    let entropy = Arc::new(Fickle::default());
    let world = World::on(Vec::new(), entropy.clone()).await;
    let (store, now) = (world.service.store(), world.clock.now());
    let new = NewConnection { shop_name: "Thee".to_owned(), ..connection(8) };
    let other = store.save_connection(&new, now).await.unwrap();
    store.grant_shop(&world.owner, 8, Role::Owner, now).await.unwrap();
    let body = r#"[{"period":"2026-10","closes":true,"difference":"0.00"}]"#;
    for id in [&world.connection, &other] {
        store.put_fact(id, "reconciled", body, world.clock.now()).await.unwrap();
        world.passes(1);
    }
    let mut look_out = LookOut::default();
    entropy.is_dry.store(true, Ordering::Relaxed);
    look_out.look(&world.service, world.mailing()).await.unwrap_err();
    assert_eq!(world.outbox().await.len(), 1, "one keeps no news from the other");
    // A minute later, and not after the reconciliation of the next day.
    world.passes(1);
    look_out.look(&world.service, world.mailing()).await.unwrap();
    assert_eq!(world.outbox().await.len(), 2);
    // One that is erased meanwhile is in nobody's way.
    let differs = body.replace("true", "false");
    store.put_fact(&other, "reconciled", &differs, world.clock.now()).await.unwrap();
    entropy.is_dry.store(true, Ordering::Relaxed);
    look_out.look(&world.service, world.mailing()).await.unwrap_err();
    store.erase_connection(&other, world.clock.now()).await.unwrap();
    look_out.look(&world.service, world.mailing()).await.unwrap();
}

#[tokio::test]
async fn each_is_told_who_wants_it_in_their_own_language() {
    let world = World::new(Vec::new()).await;
    let store = world.service.store();
    store.choose_mail(&world.owner, LetterKind::Broken, false, world.clock.now()).await.unwrap();
    world.breaks().await;
    world.minute().await;
    store.choose_mail(&world.owner, LetterKind::Broken, true, world.clock.now()).await.unwrap();
    world.minute().await;
    assert!(world.outbox().await.is_empty(), "she did not want it, and by now it is no news");
    // An address that cannot be one is left out.
    world.is_mended().await;
    world.minute().await;
    for (name, email) in [("Cor", "cor@shop.example"), ("Dik", "dik@b@c")] {
        let own = store.new_shopkeeper(name, Language::En, world.clock.now()).await.unwrap();
        store.grant_shop(&own, 7, Role::Owner, world.clock.now()).await.unwrap();
        store.set_email(&own, email).await.unwrap();
    }
    world.clock.advance(Duration::from_secs(1));
    world.breaks().await;
    world.minute().await;
    let all = world.letters();
    assert_eq!(all.len(), 2, "{all:?}");
    let said = |part: &str| all.iter().filter(|own| own.contains(part)).count();
    assert_eq!((said("het boeken is gestopt"), said("booking has stopped")), (1, 1));
}
