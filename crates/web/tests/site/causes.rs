//! The list of orders: by what they have in common, by what is looked for, and what a form lacked.

use axum::http::StatusCode;
use bookkeeping::{Refusal, VatCase};
use store::{ConnectionId, Role, State};

use crate::browser::Bench;

/// So many orders from an id on that are refused for one reason.
async fn refused(bench: &Bench, connection: &ConnectionId, from: i64, many: i64, own: &Refusal) {
    let text = serde_json::to_string(own).unwrap();
    for order in from..from + many {
        let number = format!("F-{order:03}");
        bench.refused_as(connection, (order, &number), (own.code(), &text)).await;
    }
}

fn deposits() -> Refusal {
    Refusal::AccountUnusable { setting: "[ledger] deposits".to_owned(), ledger: None }
}

fn unmapped() -> Refusal {
    let (country, percentage) = ("DE".parse().unwrap(), "19".parse().unwrap());
    Refusal::VatUnmapped { case: VatCase::Oss, country, percentage }
}

fn locked() -> Refusal {
    let (date, until) = ("2026-11-20".parse().unwrap(), "2026-11-30".parse().unwrap());
    Refusal::PeriodLocked { date, until }
}

/// A shop with sixty orders that lack an account, three that lack a rate, and one that was edited.
async fn scene() -> (Bench, ConnectionId) {
    let bench = Bench::local().await;
    let connection = bench.connection(1, "Fietsen").await;
    refused(&bench, &connection, 1, 60, &deposits()).await;
    refused(&bench, &connection, 101, 3, &unmapped()).await;
    bench.changed(&connection, 201, "F-201").await;
    (bench, connection)
}

#[tokio::test]
async fn what_orders_have_in_common_is_told_once_and_leads_to_them() {
    let (bench, connection) = scene().await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let base = format!("/c/{connection}/orders");
    let overview = browser.get(&format!("/c/{connection}")).await.text;
    for text in
        ["60\u{a0}×", "‘Statiegeld’: geen bruikbare rekening gekozen", "3\u{a0}×", "1\u{a0}×"]
    {
        assert!(overview.contains(text), "{text}: {overview}");
    }
    assert!(!overview.contains("F-060") && overview.contains("Alle 64 bekijken"), "{overview}");
    let list = browser.get(&format!("{base}?state=attention")).await.text.replace("&#38;", "&");
    let account = format!("{base}?state=refused&why=account.ledgerdeposits");
    let rate = format!("{base}?state=refused&why=unmapped.oss.DE.19");
    for text in [account.as_str(), &rate, &format!("{base}?state=changed&why=edited")] {
        assert!(list.contains(&format!("href=\"{text}\"")), "{text}: {list}");
    }
    assert_eq!(list.matches("Naar Instellingen").count(), 2, "{list}");
    // What goes by itself once the settings were saved needs no button.
    assert!(list.contains("Alle 60 opnieuw proberen") && !list.contains("Alle 3 opnieuw"));
    let found = browser.get(&rate).await.text;
    assert!(found.contains("F-103") && !found.contains("F-060") && !found.contains("F-201"));
    assert!(found.contains("aria-current=\"true\"><span class=\"number\">3&#160;×"), "{found}");
    // A page at a time, as any list.
    let first = browser.get(&account).await.text;
    assert!(first.contains("F-060") && first.contains("F-011") && !first.contains("F-010"));
    let link = first.split("href=\"").find(|part| part.contains("rel=\"next\"")).unwrap();
    let link = link.split('"').next().unwrap().replace("&#38;", "&");
    let second = browser.get(&link).await.text;
    assert!(
        second.contains("F-010") && !second.contains("F-103") && !second.contains("rel=\"next\"")
    );
    assert_eq!(browser.get(&format!("{base}?why=x")).await.status, StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn all_of_one_cause_are_tried_again_at_once() {
    let (bench, connection) = scene().await;
    refused(&bench, &connection, 301, 7, &locked()).await;
    let base = format!("/c/{connection}/orders");
    let state = async |order| bench.store.order(&connection, order).await.unwrap().unwrap().state;
    let reader = bench.account("Bea", 1, Role::Reader).await;
    let mut browser = bench.browser_of(&reader).await;
    let list = browser.get(&format!("{base}?state=refused")).await.text;
    assert!(list.contains("7&#160;×") && !list.contains("opnieuw proberen"), "{list}");
    assert!(!list.contains("Naar Instellingen"), "{list}");
    let answer = browser.post(&base, "cause=period-locked&do=retry").await;
    assert_eq!((answer.status, state(301).await), (StatusCode::FORBIDDEN, State::Refused));
    let owner = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&owner).await;
    let answer = browser.post(&base, "cause=period-locked&do=retry").await;
    assert_eq!(answer.header("location"), format!("{base}?done=7&not_done=0"));
    for order in 301..308 {
        assert_eq!(state(order).await, State::Ready, "{order}");
    }
    assert_eq!((state(1).await, state(101).await), (State::Refused, State::Refused));
    let log = browser.get(&format!("/c/{connection}/log")).await.text;
    assert!(log.contains("7 bestellingen opnieuw geprobeerd"), "{log}");
    let answer = browser.post(&base, "cause=period-locked&do=ignore&why=x").await;
    assert_eq!(answer.status, StatusCode::BAD_REQUEST);
}

#[tokio::test]
async fn an_order_is_found_by_its_number() {
    let (bench, connection) = scene().await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let base = format!("/c/{connection}/orders");
    let page = browser.get(&format!("{base}?number=+f-20+")).await.text;
    assert!(page.contains("F-201") && !page.contains("F-060"), "{page}");
    assert!(page.contains("value=\"f-20\""), "{page}");
    let none = browser.get(&format!("{base}?number=%3Cnergens%3E&state=refused")).await.text;
    assert!(none.contains("Geen bestelling heeft dit in haar nummer"), "{none}");
    assert!(!none.contains("<nergens>"), "{none}");
    let odd = browser.get(&format!("{base}?number=F%00-201")).await.text;
    assert!(odd.contains("Geen bestelling heeft dit in haar nummer"), "{odd}");
    let all = browser.get(&format!("{base}?number=")).await.text;
    assert!(all.contains("F-201") && all.contains("F-060"), "{all}");
}

#[tokio::test]
async fn what_a_form_lacks_is_said_on_the_list() {
    let (bench, connection) = scene().await;
    let account = bench.account("Fietsen", 1, Role::Owner).await;
    let mut browser = bench.browser_of(&account).await;
    let base = format!("/c/{connection}/orders");
    let back = format!("back={}", base.replace('/', "%2F") + "%3Fstate%3Drefused");
    for what in ["retry", "ignore"] {
        let answer = browser.post(&base, &format!("{back}&do={what}&why=")).await;
        assert_eq!(answer.header("location"), format!("{base}?state=refused&said=choose"));
    }
    let page = browser.get(&format!("{base}?state=refused&said=choose")).await.text;
    assert!(page.contains("role=\"alert\">Kies eerst een of meer bestellingen."), "{page}");
    let answer = browser.post(&base, &format!("{back}&order=103&order=102&do=ignore&why=+")).await;
    let to = answer.header("location").to_owned();
    assert_eq!(to, format!("{base}?state=refused&said=reason&kept=103,102"));
    let page = browser.get(&to).await.text;
    assert!(page.contains("role=\"alert\">Er is niets terzijde gelegd"), "{page}");
    assert_eq!(page.matches(" checked ").count(), 2, "what was chosen stays chosen: {page}");
    for elsewhere in ["https://example.com", "//example.com", "/c/other/orders", "/in"] {
        let form = format!("back={}&do=retry", elsewhere.replace('/', "%2F"));
        let answer = browser.post(&base, &form).await;
        assert_eq!(answer.header("location"), format!("{base}?said=choose"), "{elsewhere}");
    }
}
