//! What is said where something was chosen, typed, looked for or done.

use axum::http::StatusCode;
use bookkeeping::Refusal;
use store::Role;

use crate::browser::Bench;

#[tokio::test]
async fn a_reason_that_was_typed_stays_where_no_order_was_chosen() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    bench.refused(&connection, 1, "F-1").await;
    let mut browser = bench.browser_of(&bench.account("Fietsen", 1, Role::Owner).await).await;
    let base = format!("/c/{connection}/orders");
    let answer = browser.post(&base, "do=ignore&why=al+geboekt+%26+betaald").await;
    let to = answer.header("location").to_owned();
    assert_eq!(to, format!("{base}?said=choose&reason=al+geboekt+%26+betaald"));
    let page = browser.get(&to).await.text;
    assert!(page.contains("class=\"wrong\" role=\"alert\">Kies eerst"), "{page}");
    assert!(page.contains("value=\"al geboekt &#38; betaald\""), "{page}");
}

#[tokio::test]
async fn a_search_without_a_hit_says_from_when_orders_are_listed() {
    let bench = Bench::local().await;
    let mut browser = bench.browser_of(&bench.account("Fietsen", 1, Role::Owner).await).await;
    let orders = |history: &str| format!("[orders]\nstatuses = [7]\nhistory = \"{history}\"\n");
    for (history, day) in
        [("book-year", Some("1 januari 2026")), ("2025-07-01", Some("1 juli 2025")), ("all", None)]
    {
        let connection = bench.connection_as(1, "Fietsen", Some(&orders(history))).await;
        bench.store.save_settings(&connection, &orders(history)).await.unwrap();
        let page = browser.get(&format!("/c/{connection}/orders?number=nergens")).await.text;
        assert!(page.contains("Geen bestelling heeft dit in haar nummer"), "{page}");
        let said = day.map(|day| format!("Bestellingen van vóór {day} staan hier niet."));
        assert!(said.as_ref().is_none_or(|said| page.contains(said)), "{history}: {page}");
        assert_eq!(page.contains("staan hier niet"), said.is_some(), "{history}");
    }
}

#[tokio::test]
async fn what_was_done_is_said_on_the_overview() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let mut browser = bench.browser_of(&bench.account("Fietsen", 1, Role::Owner).await).await;
    let overview = format!("/c/{connection}");
    for (done, said) in [
        ("?done=saved", Some("role=\"status\">Opgeslagen.")),
        ("?done=connected", Some("role=\"status\">Moneybird is weer verbonden.")),
        ("?done=%3Cb%3E", None),
        ("", None),
    ] {
        let page = browser.get(&format!("{overview}{done}")).await;
        assert_eq!(page.status, StatusCode::OK);
        assert!(said.is_none_or(|said| page.text.contains(said)), "{done}: {}", page.text);
        assert_eq!(page.text.contains("role=\"status\""), said.is_some(), "{done}: {}", page.text);
    }
}

#[tokio::test]
async fn what_is_refused_for_a_choice_leads_to_its_field() {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    let setting = "[ledger] deposits".to_owned();
    let why = Refusal::AccountUnusable { setting, ledger: None };
    let text = serde_json::to_string(&why).unwrap();
    for order in 1..3 {
        bench.refused_as(&connection, (order, &format!("F-{order}")), (why.code(), &text)).await;
    }
    let mut browser = bench.browser_of(&bench.account("Fietsen", 1, Role::Owner).await).await;
    let link = format!("href=\"/c/{connection}/settings#at-deposits\"");
    for page in ["orders?state=refused", "orders/1"] {
        let page = browser.get(&format!("/c/{connection}/{page}")).await.text;
        assert!(page.contains(&link), "{page}");
    }
}
