//! Who comes in, and who does not.

use std::time::Duration;

use axum::http::StatusCode;
use remote::Clock as _;
use store::Role;

use crate::browser::Bench;

#[tokio::test]
async fn a_stranger_is_led_to_the_door() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let mut browser = bench.browser();
    for path in ["/".to_owned(), format!("/c/{connection}"), format!("/c/{connection}/orders")] {
        let answer = browser.get(&path).await;
        assert_eq!((answer.status, answer.header("location")), (StatusCode::SEE_OTHER, "/in"));
    }
    let door = browser.get("/in").await;
    assert_eq!(door.status, StatusCode::OK);
    assert!(door.text.contains("Aanmelden"), "{}", door.text);
    assert!(!door.text.contains("Fietsen"));
}

#[tokio::test]
async fn a_link_lets_its_account_in_once() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let hour = Duration::from_hours(1);
    let link = bench.store.new_link(&account, bench.clock.now(), hour).await.unwrap();
    let path = format!("/in/{}", link.expose());
    let mut browser = bench.browser();
    // Programs that look at links in mail do not use them up.
    for _ in 0..2 {
        assert!(browser.get(&path).await.text.contains("Binnengaan"));
    }
    assert!(browser.cookies.is_empty());
    assert_eq!(browser.post(&path, "").await.header("location"), "/");
    let to = browser.get("/").await.header("location").to_owned();
    assert_eq!(to, format!("/c/{connection}"));
    assert!(browser.get(&to).await.text.contains("Fietsen"));

    let mut other = bench.browser();
    let again = other.post(&path, "").await;
    assert!(again.text.contains("werkt niet meer") && other.cookies.is_empty());

    browser.post("/out?sure=yes", "").await;
    assert_eq!(browser.get("/").await.header("location"), "/in");
}

#[tokio::test]
async fn links_and_sessions_run_out() {
    let bench = Bench::local().await;
    bench.connection(1, "Fietsen").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let hour = Duration::from_hours(1);
    let link = bench.store.new_link(&account, bench.clock.now(), hour).await.unwrap();
    let mut browser = bench.browser_of(&account).await;
    bench.clock.advance(hour + Duration::from_secs(1));
    let mut late = bench.browser();
    late.post(&format!("/in/{}", link.expose()), "").await;
    assert!(late.cookies.is_empty());
    assert_ne!(browser.get("/").await.header("location"), "/in");
    bench.clock.advance(Duration::from_hours(24 * 15));
    assert_eq!(browser.get("/").await.header("location"), "/in");
}

#[tokio::test]
async fn two_shopkeepers_cannot_see_each_others_anything() {
    let bench = Bench::local().await;
    let (one, two) = (bench.connection(1, "Fietsen").await, bench.connection(2, "Thee").await);
    bench.refused(&two, 21, "T-21").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    assert_eq!(browser.get(&format!("/c/{one}")).await.status, StatusCode::OK);
    for path in ["", "/orders", "/orders/21", "/plan", "/log"] {
        let answer = browser.get(&format!("/c/{two}{path}")).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
        assert!(!answer.text.contains("Thee") && !answer.text.contains("T-21"), "{path}");
    }
    // Nor another's order by the address of one's own connection.
    let answer = browser.get(&format!("/c/{one}/orders/21")).await;
    assert_eq!(answer.status, StatusCode::NOT_FOUND);
    for (path, form) in [
        ("/look", ""),
        ("/orders", "do=retry&order=21"),
        ("/orders/21/retry", ""),
        ("/orders/21/ignore", "why=x"),
    ] {
        let answer = browser.post(&format!("/c/{two}{path}"), form).await;
        assert_eq!(answer.status, StatusCode::NOT_FOUND, "{path}");
    }
    let order = bench.store.order(&two, 21).await.unwrap().unwrap();
    assert_eq!(order.state, store::State::Refused);
}

#[tokio::test]
async fn a_reader_changes_nothing() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.refused(&connection, 11, "F-11").await;
    let account = bench.account("Boekhouder", 1, Role::Reader).await;
    let mut browser = bench.browser_of(&account).await;
    let page = browser.get(&format!("/c/{connection}/orders/11")).await;
    assert!(page.text.contains("F-11") && !page.text.contains("/retry"));
    for (path, form) in
        [("/orders", "do=retry&order=11"), ("/orders/11/retry", ""), ("/orders/11/ignore", "why=x")]
    {
        let answer = browser.post(&format!("/c/{connection}{path}"), form).await;
        assert_eq!(answer.status, StatusCode::FORBIDDEN, "{path}");
        assert!(answer.text.contains("alleen kijken"), "{}", answer.text);
    }
    let order = bench.store.order(&connection, 11).await.unwrap().unwrap();
    assert_eq!(order.state, store::State::Refused);
}

#[tokio::test]
async fn another_site_makes_nobody_do_anything() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.refused(&connection, 11, "F-11").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let path = format!("/c/{connection}/orders/11/ignore");
    let answer = browser.post_from_elsewhere(&path, "why=x").await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let order = bench.store.order(&connection, 11).await.unwrap().unwrap();
    assert_eq!(order.state, store::State::Refused);
    assert_eq!(browser.post(&path, "why=x").await.status, StatusCode::SEE_OTHER);
    let order = bench.store.order(&connection, 11).await.unwrap().unwrap();
    assert_eq!(order.state, store::State::Ignored);
}

#[tokio::test]
async fn every_answer_says_what_a_browser_may_do() {
    let bench = Bench::new("https://sluitend.example").await;
    let connection = bench.connection(1, "Fietsen").await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let names: Vec<&String> = browser.cookies.keys().collect();
    assert_eq!(names, ["__Host-sluitend"]);
    for path in [format!("/c/{connection}"), "/in".to_owned(), "/nowhere".to_owned()] {
        let answer = browser.get(&path).await;
        let policy = answer.header("content-security-policy");
        assert!(policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("cache-control"), "no-store");
        assert!(answer.header("strict-transport-security").contains("max-age="));
        // Nothing that the policy forbids stands on the page either.
        assert!(!answer.text.contains(" style=\"") && !answer.text.contains("onclick"), "{path}");
    }
}
