//! Addresses and tokens that are taken, and those that are not.

use moneybird::{Access, Client, Pace};
use remote::{Caller, ManualClock, MemoryGate};
use std::sync::Arc;
use std::time::Duration;

use crate::scripted::{Scripted, TOKEN, reply};

#[test]
fn only_https_or_loopback() {
    let good = [
        "https://moneybird.com/api/v2",
        "https://elsewhere.example",
        "http://localhost:8081/api/v2",
        "http://127.0.0.1:1/",
        "http://127.8.8.8",
        "http://[::1]:80/",
    ];
    let bad = [
        "",
        "moneybird.com/api/v2",
        "http://moneybird.com/api/v2",
        "http://localhost.example/",
        "http://128.0.0.1/",
        "ftp://localhost/",
        "mailto:x@y.nl",
        "https://u@moneybird.com/",
        "https://u:p@moneybird.com/",
        "https://moneybird.com/?a",
        "https://moneybird.com/#a",
    ];
    for url in good {
        assert!(Access::new(url, TOKEN.into()).is_ok(), "{url}");
    }
    for url in bad {
        assert!(Access::new(url, TOKEN.into()).is_err(), "{url}");
    }
}

#[test]
fn a_token_must_fit_in_a_header() {
    for token in ["", " ", "a b", "a\nb", "a\r\nx: y", "a\0", "é", "\"x\""] {
        let error = Access::new(moneybird::API_URL, token.into()).unwrap_err();
        assert_eq!(error.what, "token");
    }
    assert!(Access::new(moneybird::API_URL, "aZ0-._~+/=".into()).is_ok());
}

#[tokio::test]
async fn the_path_and_pace_are_those_of_the_settings() {
    let moneybird = Scripted::answering(vec![Ok(reply(200, "[]")), Ok(reply(500, ""))]);
    let clock = Arc::new(ManualClock::at(jiff::Timestamp::UNIX_EPOCH));
    let gate = Arc::new(MemoryGate::new(Duration::from_secs(30)));
    let caller = Caller::new(moneybird.clone(), gate, clock);
    let access = Access::new("http://127.0.0.1:9/base/", TOKEN.into()).unwrap();
    let pace = Pace {
        address: "there".to_owned(),
        per_window: 7,
        reports_per_window: 1,
        window: Duration::from_secs(9),
    };
    let client = Client::new(caller, access, pace);
    assert!(client.administrations().await.unwrap().is_empty());
    let books = client.administration("5".parse().unwrap());
    assert_eq!(books.id().as_str(), "5");
    let month = moneybird::Month::of(jiff::civil::date(2026, 1, 31)).unwrap();
    assert!(books.tax_report(month).await.is_err());
    // A report draws on its own allowance, which is used up now; the other one is not.
    assert!(matches!(books.tax_report(month).await, Err(moneybird::Error::Paced { .. })));
    let requests = moneybird.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].url.as_str(), "http://127.0.0.1:9/base/administrations.json");
    assert_eq!(
        requests[1].url.as_str(),
        "http://127.0.0.1:9/base/5/reports/tax.json?period=202601"
    );
    let budgets: Vec<_> =
        requests.iter().map(|r| (r.budget.name.as_str(), r.budget.limit)).collect();
    assert_eq!(budgets, [("moneybird/there", 7), ("moneybird/there/reports", 1)]);
}
