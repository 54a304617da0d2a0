//! What the pages say, and what they do.

use axum::http::StatusCode;
use store::{Role, State};

use crate::browser::Bench;

#[tokio::test]
async fn the_overview_says_what_needs_a_person_in_both_languages() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen <&>").await;
    bench.refused(&connection, 11, "F-11").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let path = format!("/c/{connection}");
    let page = browser.get(&path).await.text;
    assert!(page.contains("1 bestelling heeft u nodig"), "{page}");
    assert!(page.contains("Fietsen &#60;&#38;&#62;") && !page.contains("Fietsen <&>"), "{page}");
    assert!(page.contains("€\u{a0}12,50"), "{page}");
    let answer = browser.post("/language", &format!("to=en&here={path}")).await;
    assert_eq!(answer.header("location"), path);
    let page = browser.get(&path).await.text;
    assert!(page.contains("1 order needs you") && page.contains("<html lang=\"en\">"), "{page}");
    // It is kept with the account, for the next browser.
    let mut other = bench.browser_of(&account).await;
    assert!(other.get(&path).await.text.contains("1 order needs you"));
}

#[tokio::test]
async fn orders_are_decided_about_one_by_one_and_together() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    for order in 11..15 {
        bench.refused(&connection, order, &format!("F-{order}")).await;
    }
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let state = async |order| bench.store.order(&connection, order).await.unwrap().unwrap().state;
    let base = format!("/c/{connection}/orders");

    let answer = browser.post(&format!("{base}/11/ignore"), "why=%20").await;
    assert!(answer.header("location").ends_with("/11?said=reason"));
    assert_eq!(state(11).await, State::Refused);
    assert!(browser.get(answer.header("location")).await.text.contains("geef eerst een reden"));
    browser.post(&format!("{base}/11/ignore"), "why=met+de+hand+geboekt").await;
    assert_eq!(state(11).await, State::Ignored);
    let page = browser.get(&format!("{base}/11")).await.text;
    assert!(page.contains("met de hand geboekt"), "{page}");

    // One of them is set aside already: it does not stop the others.
    let answer = browser.post(&base, "order=11&order=12&order=13&do=retry&why=").await;
    assert!(answer.header("location").ends_with("?done=2&not_done=1"));
    assert_eq!((state(12).await, state(13).await), (State::Ready, State::Ready));
    let back = "back=%2Fc%2Felsewhere";
    let answer = browser.post(&base, &format!("{back}&order=14&do=ignore&why=")).await;
    assert_eq!(answer.header("location"), format!("{base}?said=reason&kept=14"));
    assert_eq!(state(14).await, State::Refused);
    browser.post(&base, "order=14&do=ignore&why=dubbel").await;
    assert_eq!(state(14).await, State::Ignored);

    let log = browser.get(&format!("/c/{connection}/log")).await.text;
    assert!(log.contains("bestelling F-12 opnieuw geprobeerd"), "{log}");
    assert!(log.contains("bestelling F-14 terzijde gelegd"), "{log}");
}

#[tokio::test]
async fn what_happened_is_told_in_the_readers_language() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.refused(&connection, 11, "F-11").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let path = format!("/c/{connection}/orders/11");
    for (language, seen) in [
        ("nl", "<strong>gezien</strong> <span>klaar om te boeken</span>"),
        ("en", "<strong>seen</strong> <span>ready to be booked</span>"),
    ] {
        browser.post("/language", &format!("to={language}&here=/")).await;
        let page = browser.get(&path).await.text;
        assert!(page.contains(seen), "{page}");
    }
}

#[tokio::test]
async fn a_list_goes_on_at_its_end() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    for order in 1..=60 {
        bench.refused(&connection, order, &format!("F-{order:03}")).await;
    }
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let base = format!("/c/{connection}/orders");
    let first = browser.get(&format!("{base}?state=refused")).await.text;
    assert!(first.contains("F-060") && first.contains("F-011") && !first.contains("F-010"));
    let link = first.split("href=\"").find(|part| part.contains("rel=\"next\"")).unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    let second = browser.get(&link).await.text;
    assert!(second.contains("F-010") && second.contains("F-001") && !second.contains("F-011"));
    assert!(!second.contains("rel=\"next\""), "it is the last page");
    for wrong in ["?state=none", "?before=x"] {
        let answer = browser.get(&format!("{base}{wrong}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{wrong}");
    }
}

#[tokio::test]
async fn the_first_page_is_small() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    for order in 1..=20 {
        bench.refused(&connection, order, &format!("F-{order:03}")).await;
    }
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let page = browser.get(&format!("/c/{connection}")).await.text;
    let mut all = page.len();
    for part in page.split(['"']).filter(|part| part.starts_with("/assets/")) {
        let asset = browser.get(part).await;
        assert_eq!(asset.status, StatusCode::OK);
        assert!(asset.header("cache-control").contains("immutable"));
        all += asset.text.len();
    }
    println!("{all} bytes");
    assert!(all < 100_000, "{all}");
}
