//! The closing page: what it says of a period, whom it obeys, and what it hands out.

use axum::http::StatusCode;
use bookkeeping::closing::Statement;
use jiff::Timestamp;
use remote::Clock as _;
use store::{ConnectionId, Role};

use crate::browser::{Bench, Browser};
use crate::sample::{closed, open};

async fn keep(bench: &Bench, connection: &ConnectionId, language: &str, own: &Statement) {
    let body = serde_json::json!({"language": language, "statement": own}).to_string();
    let name = format!("closing {}", own.period);
    let at: Timestamp = "2026-11-28T08:05:00Z".parse().unwrap();
    bench.store.put_fact(connection, &name, &body, at).await.unwrap();
}

async fn fietsen(role: Role) -> (Bench, ConnectionId, Browser) {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let account = bench.account("Fietsen", 1, role).await;
    let browser = bench.browser_of(&account).await;
    (bench, connection, browser)
}

/// Makes what was asked for, until the page stops moving.
async fn made(bench: &Bench, browser: &mut Browser, path: &str) -> String {
    let rest = |_| std::future::ready(true);
    let work = web::make_statements(bench.app.clone(), rest, std::future::pending());
    let look = async {
        loop {
            let page = browser.get(path).await.text;
            if !page.contains("data-refresh") {
                return page;
            }
            tokio::task::yield_now().await;
        }
    };
    tokio::select! {
        () = work => panic!("it goes on until it is told to stop"),
        page = look => page,
    }
}

#[tokio::test]
async fn the_last_month_with_sales_is_shown_first() {
    let (bench, connection, mut browser) = fietsen(Role::Owner).await;
    let path = format!("/c/{connection}/close");
    let page = browser.get(&path).await.text;
    assert!(
        page.contains("Er is nog niets af te sluiten")
            && !page.contains("<form method=\"post\" action=\"/c/")
    );
    bench.refused(&connection, 11, "F-11").await;
    let page = browser.get(&path).await.text;
    assert!(page.contains("November 2026 is nog niet vergeleken"), "{page}");
    assert!(page.contains(&format!("{path}?period=2026-Q4")), "{page}");
    assert!(page.contains("Nu vergelijken") && !page.contains("data-refresh"), "{page}");
}

#[tokio::test]
async fn a_statement_that_is_kept_is_shown_at_once() {
    let (bench, connection, mut browser) = fietsen(Role::Owner).await;
    let path = format!("/c/{connection}/close?period=2026-03");
    keep(&bench, &connection, "nl", &closed()).await;
    let page = browser.get(&path).await.text;
    assert!(page.contains("Maart 2026 sluit: verschil €\u{a0}0,00"), "{page}");
    assert!(page.contains("Stand van vandaag 09:05."), "{page}");
    assert!(page.contains("Binnenland 21%") && page.contains("number even closed"), "{page}");
    assert!(page.contains("hoog tarief") && page.contains("Opnieuw vergelijken"), "{page}");
    assert!(!page.contains("Btw-rapport van Moneybird"), "the boxes say it all: {page}");

    keep(&bench, &connection, "nl", &open()).await;
    let page = browser.get(&path).await.text;
    assert!(page.contains("Maart 2026 sluit niet: verschil €\u{a0}5,90"), "{page}");
    assert!(page.contains(&format!("href=\"/c/{connection}/orders/412000171\"")), "{page}");
    assert!(page.contains("Other amounts, &#34;by hand&#34;."), "{page}");
    assert!(page.contains("Btw-rapport van Moneybird") && page.contains("F-1, b"), "{page}");
    assert!(page.contains("number off") && !page.contains("closed"), "{page}");

    // Its sentences stay as they were written, and that is said.
    browser.post("/language", "to=en&here=/").await;
    let page = browser.get(&path).await.text;
    assert!(page.contains("March 2026 does not close: a difference of €5.90"), "{page}");
    assert!(page.contains("made in Dutch") && page.contains("<p lang=\"nl\">"), "{page}");
}

#[tokio::test]
async fn its_papers_are_those_of_the_command_line() {
    let (bench, connection, mut browser) = fietsen(Role::Reader).await;
    let base = format!("/c/{connection}/close");
    for ending in ["csv", "xlsx"] {
        let answer = browser.get(&format!("{base}/2026-03.{ending}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "nothing was made yet");
    }
    keep(&bench, &connection, "nl", &open()).await;
    let answer = browser.get(&format!("{base}/2026-03.csv")).await;
    assert_eq!(answer.text, papers::csv(&open()));
    let name = "attachment; filename=\"sluitend-2026-03.csv\"";
    assert_eq!(answer.header("content-disposition"), name);
    let answer = browser.get(&format!("{base}/2026-03.xlsx")).await;
    let at = "2026-11-28T08:05:00Z".parse().unwrap();
    let expected = papers::xlsx(&open(), at, bookkeeping::Language::Nl).unwrap();
    assert_eq!((answer.status, answer.bytes), (StatusCode::OK, expected));
    for file in ["2026-03.pdf", "2026-03", "2026-04.csv", "x.csv"] {
        let answer = browser.get(&format!("{base}/{file}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{file}");
    }
}

#[tokio::test]
async fn whoever_may_look_may_ask_and_is_told_what_came_of_it() {
    let (bench, connection, mut browser) = fietsen(Role::Reader).await;
    let base = format!("/c/{connection}/close");
    let path = format!("{base}?period=2026-03");
    keep(&bench, &connection, "nl", &closed()).await;
    let answer = browser.post(&base, "period=2026-03").await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, path.as_str()));
    let page = browser.get(&path).await.text;
    assert!(
        page.contains("Maart 2026 wordt vergeleken") && page.contains("data-refresh"),
        "{page}"
    );
    assert!(!page.contains("Opnieuw vergelijken"), "it is being made: {page}");
    assert!(page.contains("Binnenland 21%"), "the one before stays until then: {page}");
    assert!(page.contains(">2 / 1<") && page.contains("het eerste van de winkel"), "{page}");

    // Nothing was taken over from this shop.
    let page = made(&bench, &mut browser, &path).await;
    assert!(page.contains("Maart 2026 kon niet worden vergeleken"), "{page}");
    assert!(page.contains("Van deze winkel is nog niets overgenomen."), "{page}");
    assert!(
        page.contains("Dat was vandaag 14:30.") && page.contains("Opnieuw vergelijken"),
        "{page}"
    );
    let log = bench.store.audit_of(1, 10).await.unwrap();
    assert_eq!(log, [], "nothing was changed");
}

#[tokio::test]
async fn only_what_can_be_closed_is_asked_for() {
    let (bench, connection, mut browser) = fietsen(Role::Owner).await;
    let base = format!("/c/{connection}/close");
    for period in ["2026-12", "2027", "1999", "2026-13", "x", ""] {
        let answer = browser.get(&format!("{base}?period={period}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{period}");
        let answer = browser.post(&base, &format!("period={period}")).await;
        assert_eq!(answer.status, StatusCode::BAD_REQUEST, "{period}");
    }
    assert_eq!(bench.clock.now(), "2026-11-28T13:30:00Z".parse().unwrap());
}

#[tokio::test]
async fn another_shops_statements_are_as_good_as_none() {
    let (bench, _, mut browser) = fietsen(Role::Owner).await;
    let other = bench.connection(2, "Thee").await;
    keep(&bench, &other, "nl", &closed()).await;
    let base = format!("/c/{other}/close");
    for path in ["", "?period=2026-03", "/2026-03.csv", "/2026-03.xlsx"] {
        let answer = browser.get(&format!("{base}{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text.contains("Thee"), "{}", answer.text);
    }
    assert_eq!(browser.post(&base, "period=2026-03").await.status, StatusCode::NOT_FOUND);
    let mut stranger = bench.browser();
    let answer = stranger.get(&format!("{base}/2026-03.csv")).await;
    assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/in"));
}
