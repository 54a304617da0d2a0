//! What a shopkeeper sees of a subscription, where the host charges.

use std::time::Duration;

use axum::http::StatusCode;
use billing::{Fixed, Kind, Line, Month, Terms, Vat};
use bookkeeping::Money;
use store::{ConnectionId, Role};

use crate::browser::{Bench, Browser};

fn money(text: &str) -> Money {
    Money::exact(text.parse().unwrap()).unwrap()
}

/// Goes into another month: nobody is in any more by then.
async fn later(bench: &Bench, days: u64) -> Browser {
    bench.clock.advance(Duration::from_hours(24 * days));
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    bench.browser_of(&account).await
}

/// Closes a month at a price.
async fn close(bench: &Bench, connection: &ConnectionId, month: &str, line: (Kind, &str)) {
    let of = bench.store.subscription_history(connection).await.unwrap().of;
    let (kind, amount) = (line.0, money(line.1));
    let vat = if line.1 == "5.00" { Vat::Included } else { Vat::Excluded };
    let terms = Terms { price: amount, currency: "EUR".to_owned(), vat };
    let lines = vec![Line { of, kind, amount }];
    let month: Month = month.parse().unwrap();
    let fixed = Fixed { month, closed_at: bench.now(), terms, lines };
    assert!(bench.store.close_month(&fixed).await.unwrap());
}

/// The cells of the table, a row each.
fn rows(page: &str) -> Vec<String> {
    let body = page.split("<tbody>").nth(1).unwrap().split("</tbody>").next().unwrap();
    let cells = |row: &str| -> Vec<String> {
        let texts = row.split("</t").filter_map(|cell| cell.rsplit('>').next());
        texts.filter(|text| !text.is_empty()).map(str::to_owned).collect()
    };
    body.split("<tr>").skip(1).map(|row| cells(row).join(" | ")).collect()
}

#[tokio::test]
async fn a_shopkeeper_sees_what_it_costs_and_the_months_so_far() {
    let bench = Bench::charging().await;
    let connection = bench.connection(1, "Fietsen").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let path = format!("/c/{connection}/plan");
    for (language, said) in [
        ("nl", "Gratis tot en met 30 november 2026; daarna €\u{a0}6,00 per maand, exclusief btw."),
        (
            "en",
            "Free up to and including 30 November 2026; €6.00 per month, excluding VAT, after that.",
        ),
    ] {
        browser.post("/language", &format!("to={language}&here=/")).await;
        let page = browser.get(&path).await.text;
        assert!(page.contains(said), "{page}");
    }
    assert_eq!(rows(&browser.get(&path).await.text), ["November 2026 | free | not fixed yet"]);

    let mut browser = later(&bench, 35).await;
    close(&bench, &connection, "2026-11", (Kind::Free, "0.00")).await;
    close(&bench, &connection, "2026-12", (Kind::Charged, "5.00")).await;
    let page = browser.get(&path).await.text;
    assert!(page.contains("De maand van de installatie, november 2026, was gratis."), "{page}");
    let expected = [
        "januari 2027 | €\u{a0}6,00 | nog niet vastgelegd",
        "december 2026 | €\u{a0}5,00, inclusief btw | vastgelegd",
        "november 2026 | gratis | vastgelegd",
    ];
    assert_eq!(rows(&page), expected);
    assert!(page.contains("kost €\u{a0}6,00 per kalendermaand, exclusief btw, voor"), "{page}");
    assert!(page.contains(">bedrag, exclusief btw</th>"), "{page}");
    assert!(page.contains("Verwijdert u de app in CCV Shop"), "{page}");
    assert!(page.contains(&format!("href=\"{path}\" aria-current=\"page\">Abonnement")), "{page}");
}

#[tokio::test]
async fn whoever_may_look_in_sees_it_and_nobody_else() {
    let bench = Bench::charging().await;
    let (one, two) = (bench.connection(1, "Fietsen").await, bench.connection(2, "Thee").await);
    let reader = bench.account("Bea", 1, Role::Reader).await;
    let mut browser = bench.browser_of(&reader).await;
    assert_eq!(browser.get(&format!("/c/{one}/plan")).await.status, StatusCode::OK);
    let other = browser.get(&format!("/c/{two}/plan")).await;
    assert_eq!(other.status, StatusCode::NOT_FOUND);
    assert!(!other.text.contains("Thee"), "{}", other.text);
    let stranger = bench.browser().get(&format!("/c/{one}/plan")).await;
    assert_eq!(stranger.header("location"), "/in");
}

#[tokio::test]
async fn where_the_host_does_not_charge_nothing_of_it_is_seen() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let next = Month::of(bench.now()).next().unwrap();
    bench.store.end_subscription(&connection, next, bench.now()).await.unwrap();
    let page = browser.get(&format!("/c/{connection}")).await.text;
    assert!(!page.contains("/plan") && !page.contains("bonnement"), "{page}");
    assert_eq!(browser.get(&format!("/c/{connection}/plan")).await.status, StatusCode::NOT_FOUND);
    // Nor is anybody led there who was stopped while it did.
    let code = sync::Code::SubscriptionEnded.as_str();
    bench.store.set_aside(&connection, code, "It has ended.").await.unwrap();
    let page = browser.get(&format!("/c/{connection}")).await.text;
    assert!(page.contains("De koppeling staat stil") && !page.contains("/plan"), "{page}");
    assert_eq!(bench.store.subscription_history(&connection).await.unwrap().events.len(), 2);
}

#[tokio::test]
async fn an_end_is_told_beforehand_and_after_and_all_stays_readable() {
    let bench = Bench::charging().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.refused(&connection, 11, "F-11").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let december = "2026-12".parse().unwrap();
    assert!(bench.store.end_subscription(&connection, december, bench.now()).await.unwrap());
    let base = format!("/c/{connection}");
    let pages = ["", "/orders", "/orders/11", "/people", "/close", "/plan", "/log"];
    let tell = async |browser: &mut Browser, nl: &str, en: &str| {
        for (language, said) in [("nl", nl), ("en", en)] {
            browser.post("/language", &format!("to={language}&here=/")).await;
            for page in pages {
                let answer = browser.get(&format!("{base}{page}")).await;
                assert_eq!(answer.status, StatusCode::OK, "{page}");
                assert!(answer.text.contains(said), "{page}: {}", answer.text);
            }
        }
    };
    let (nl, en) = (
        "Het abonnement eindigt: vanaf 1 december 2026 wordt er niets meer geboekt.",
        "The subscription ends: from 1 December 2026 on nothing is booked any more.",
    );
    tell(&mut browser, nl, en).await;

    let mut browser = later(&bench, 5).await;
    let code = sync::Code::SubscriptionEnded.as_str();
    assert!(bench.store.set_aside(&connection, code, "It has ended.").await.unwrap());
    let (nl, en) = (
        "Het abonnement is beëindigd: sinds 1 december 2026 wordt er niets meer geboekt.",
        "The subscription has ended: since 1 December 2026 nothing is booked any more.",
    );
    tell(&mut browser, nl, en).await;
    browser.post("/language", "to=nl&here=/").await;
    let page = browser.get(&base).await.text;
    assert!(page.contains("De koppeling staat stil"), "{page}");
    assert!(page.contains("vraag dat dan aan wie Sluitend voor u verzorgt"), "{page}");
    assert!(
        page.contains(&format!("<a class=\"button\" href=\"{base}/plan\">Abonnement")),
        "{page}"
    );

    bench.store.resume_subscription(&connection, code, bench.now()).await.unwrap();
    let page = browser.get(&base).await.text;
    assert!(!page.contains("beëindigd") && !page.contains("staat stil"), "{page}");
}
