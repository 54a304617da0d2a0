//! What a newcomer reads is so.

use std::time::Duration;

use bookkeeping::{Refusal, VatCase};
use store::Role;

use crate::browser::{Bench, Browser};

/// A path in both languages: every one of the texts that belong to a language is there.
async fn reads(browser: &mut Browser, path: &str, nl: &[&str], en: &[&str]) {
    for (language, texts) in [("nl", nl), ("en", en)] {
        browser.post("/language", &format!("to={language}&here=/")).await;
        let page = browser.get(path).await.text;
        for text in texts {
            assert!(page.contains(text), "{text}: {page}");
        }
    }
}

#[tokio::test]
async fn the_button_opens_the_orders_that_are_counted() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    // The older ones were changed: the newest come first, of whatever state.
    for order in 1..=30 {
        bench.changed(&connection, order, &format!("F-{order:03}")).await;
        bench.refused(&connection, order + 30, &format!("F-{:03}", order + 30)).await;
    }
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let page = browser.get(&format!("/c/{connection}")).await.text;
    assert!(page.contains("60 bestellingen hebben u nodig"), "{page}");
    let list = format!("/c/{connection}/orders?state=attention");
    assert_eq!(page.matches(&format!("href=\"{list}\"")).count(), 2, "{page}");
    let first = browser.get(&list).await.text;
    assert!(first.contains("F-060") && first.contains("F-011") && !first.contains("F-010"));
    let chosen = format!("href=\"{list}\" aria-current=\"true\">alles wat u nodig heeft");
    assert!(first.replace("&#38;", "&").contains(&chosen), "{first}");
    let link = first.split("href=\"").find(|part| part.contains("rel=\"next\"")).unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    let second = browser.get(&link).await.text;
    assert!(second.contains("F-010") && second.contains("F-001") && !second.contains("F-011"));
}

#[tokio::test]
async fn what_is_set_aside_is_told_as_it_is() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.changed(&connection, 11, "F-11").await;
    bench.refused(&connection, 12, "F-12").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let path = |order| format!("/c/{connection}/orders/{order}");
    let (nl, en) = ("wat in Moneybird staat, blijft staan.", "what is in Moneybird stays.");
    reads(&mut browser, &path(11), &[nl], &[en]).await;
    let (nl, en) = (
        ["Wordt niet geboekt; dat kunt u", "Nog niet geboekt."],
        ["It is not booked; you", "Not booked yet."],
    );
    reads(&mut browser, &path(12), &nl, &en).await;
    browser.post(&format!("{}/ignore", path(12)), "why=dubbel").await;
    let (nl, en) = ("Wordt niet geboekt (terzijde gelegd).", "Will not be booked (set aside).");
    reads(&mut browser, &path(12), &[nl], &[en]).await;
}

#[tokio::test]
async fn nothing_goes_by_itself_before_there_are_settings() {
    let bench = Bench::local().await;
    let bare = bench.connection_as(1, "Fietsen", None).await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let page = browser.get(&format!("/c/{bare}")).await.text;
    assert!(!page.contains("Alles gaat vanzelf") && !page.contains("nu bezig"), "{page}");
    let (nl, en) = ("verzoeken gebruikt (per 5 minuten)", "requests used (per 5 minutes)");
    reads(&mut browser, &format!("/c/{bare}"), &[nl], &[en]).await;
}

#[tokio::test]
async fn who_only_looks_is_told_who_is_waited_for() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    for order in 11..15 {
        bench.refused(&connection, order, &format!("F-{order}")).await;
    }
    let account = bench.account("Bea", 1, Role::Reader).await;
    let mut browser = bench.browser_of(&account).await;
    let path = format!("/c/{connection}");
    let (nl, en) = ("4 bestellingen wachten op de winkelier", "4 orders wait for the shopkeeper");
    reads(&mut browser, &path, &[nl], &[en]).await;
    assert!(!browser.get(&path).await.text.contains("what you can do"));
}

#[tokio::test]
async fn a_service_that_sees_nothing_says_so() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    // A round that ended well; what it found is set aside.
    bench.refused(&connection, 11, "F-11").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let path = format!("/c/{connection}");
    browser.post(&format!("{path}/orders/11/ignore"), "why=dubbel").await;
    bench.clock.advance(Duration::from_hours(2));
    let page = browser.get(&path).await.text;
    assert!(!page.contains("lukt het niet om te kijken"), "{page}");
    bench.clock.advance(Duration::from_secs(1));
    let nl = ["Sinds vandaag 14:30 lukt het niet om te kijken", "deze dienst stond stil"];
    let en = ["Nothing could be looked at since today 14:30", "this service stood still"];
    reads(&mut browser, &path, &nl, &en).await;
}

#[tokio::test]
async fn nothing_is_asked_of_who_only_looks() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let (country, percentage) = ("DE".parse().unwrap(), "19".parse().unwrap());
    let refusal = Refusal::VatUnmapped { case: VatCase::Oss, country, percentage };
    let text = serde_json::to_string(&refusal).unwrap();
    for order in 11..19 {
        let number = format!("F-{order}");
        bench.refused_as(&connection, (order, &number), ("vat-unmapped", &text)).await;
    }
    bench.changed(&connection, 21, "F-21").await;
    let account = bench.account("Bea", 1, Role::Reader).await;
    let mut browser = bench.browser_of(&account).await;
    let base = format!("/c/{connection}");
    reads(
        &mut browser,
        &base,
        &["<h2>Wacht op de winkelier</h2>"],
        &["<h2>Waits for the shopkeeper</h2>"],
    )
    .await;
    let list = format!("{base}/orders?state=attention");
    let (nl, en) = ("alles wat op de winkelier wacht", "all that wait for the shopkeeper");
    reads(&mut browser, &list, &[nl], &[en]).await;
    let order = format!("{base}/orders/11");
    let (nl, en) = ("Hier beslist de winkelier over.", "The shopkeeper decides about this.");
    reads(&mut browser, &order, &[nl], &[en]).await;
    browser.post("/language", "to=nl&here=/").await;
    for path in [base.clone(), list, order, format!("{base}/orders/21"), format!("{base}/orders")] {
        let page = browser.get(&path).await.text;
        for asked in ["eeft u nodig", "Wat u kunt doen", "Kies bij", "Naar Instellingen", "opnieuw"]
        {
            assert!(!page.contains(asked), "{asked} on {path}: {page}");
        }
    }
}
