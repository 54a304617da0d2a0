//! Pacing, and what never leaves.

use std::time::Duration;

use ccvshop::{Error, Pace};

use crate::fake::{Fake, client, client_at, now, ok, order, page, refusal, reply};

#[tokio::test]
async fn the_budget_is_that_of_shop_method_and_resource() {
    let empty = page(0, &[], None);
    let fake = Fake::new([
        ("GET orders/1/", ok(&order(1))),
        ("GET orders/1/orderrows/?start=0&size=100", ok(&empty)),
        ("GET webshops/12/settings/", ok("{}")),
        ("GET ", ok(r#"{"items": []}"#)),
        ("PATCH apps/5/", Ok(reply(204, ""))),
        ("DELETE webhooks/5/", Ok(reply(204, ""))),
    ]);
    let client = client(&fake);
    client.order(1).await.unwrap();
    client.order_rows(1).await.unwrap();
    client.settings(12).await.unwrap();
    client.resources().await.unwrap();
    client.set_installed(5, true).await.unwrap();
    client.delete_webhook(5).await.unwrap();
    let budgets: Vec<_> = fake
        .requests()
        .into_iter()
        .map(|request| (request.budget.name, request.budget.limit, request.budget.window))
        .collect();
    let minute = Duration::from_mins(1);
    let expected = [
        ("GET/orders", 150),
        ("GET/orderrows", 150),
        ("GET/settings", 150),
        ("GET/root", 150),
        ("PATCH/apps", 100),
        ("DELETE/webhooks", 100),
    ]
    .map(|(name, limit)| (format!("ccvshop/winkel.test/{name}"), limit, minute));
    assert_eq!(budgets, expected);
}

#[tokio::test]
async fn what_is_over_the_allowance_waits() {
    let fake = Fake::new([
        ("GET orders/1/", ok(&order(1))),
        ("GET orders/2/", ok(&order(2))),
        ("PATCH apps/5/", Ok(reply(204, ""))),
        ("GET orders/3/", ok(&order(3))),
    ]);
    let pace = Pace { reads: 2, writes: 1, window: Duration::from_secs(6) };
    let (client, clock) = client_at(&fake, pace);
    client.order(1).await.unwrap();
    client.order(2).await.unwrap();
    let error = client.order(3).await.unwrap_err();
    let until = now() + Duration::from_secs(6);
    assert_eq!(error, Error::Paced { until });
    client.set_installed(5, true).await.expect("an allowance of its own");
    let error = client.set_installed(5, true).await.unwrap_err();
    assert_eq!(error, Error::Paced { until });
    clock.advance_to(until);
    client.order(3).await.unwrap();
    fake.finish();
}

#[tokio::test]
async fn a_request_is_dated_in_whole_seconds() {
    let fake = Fake::new([("GET orders/1/", ok(&order(1)))]);
    client(&fake).order(1).await.unwrap();
    let requests = fake.requests();
    let date = requests[0].headers.iter().find(|(name, _)| *name == "x-date").unwrap();
    assert_eq!(date.1, "2026-03-01T12:00:00Z");
}

#[tokio::test]
async fn after_a_limit_nothing_of_that_kind_leaves_for_a_window() {
    let fake =
        Fake::new([("GET orders/1/", refusal("429.10")), ("GET webshops/12/settings/", ok("{}"))]);
    let client = client(&fake);
    let until = now() + Duration::from_mins(1);
    assert_eq!(client.order(1).await.unwrap_err(), Error::Throttled { until });
    assert_eq!(client.order(1).await.unwrap_err(), Error::Paced { until });
    client.settings(12).await.expect("another resource");
    fake.finish();
}

#[tokio::test]
async fn no_call_is_repeated() {
    for answer in [reply(500, ""), reply(502, "<html>"), reply(200, "{"), reply(409, "")] {
        let fake = Fake::new([("POST webhooks/", Ok(answer))]);
        let new = ccvshop::NewWebhook {
            event: "e".to_owned(),
            address: "https://app.test/".to_owned(),
            is_active: true,
        };
        assert!(client(&fake).create_webhook(&new).await.is_err());
        assert_eq!(fake.requests().len(), 1);
    }
}
