//! Filters of the list of orders.

use sandbox::shop::model::Order;
use sandbox::shop::{DateFilter, Switches};
use serde_json::Value;

use crate::client::{Client, simple, start};

async fn ids(client: &Client, query: &str) -> Vec<i64> {
    let items: Vec<Value> = client.items(&format!("/orders/?size=250&{query}")).await;
    items.iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

/// Checks that the query gives exactly the orders that fit, and some but not all of them.
async fn check(client: &Client, query: &str, fits: impl Fn(&Order) -> bool) {
    let orders = client.shop.orders();
    let expected: Vec<i64> =
        orders.iter().filter(|order| fits(order)).map(|order| order.id).collect();
    assert!(!expected.is_empty() && expected.len() < orders.len(), "{query} decides nothing");
    assert_eq!(ids(client, query).await, expected, "{query}");
}

#[tokio::test]
async fn every_filter_filters() {
    let client = Client::lively();
    for status in 1..=14 {
        check(&client, &format!("status={status}"), |order| order.status == Some(status)).await;
    }
    check(&client, "is_paid=true", |order| order.is_completed && order.paid).await;
    check(&client, "is_paid=false", |order| order.is_completed && !order.paid).await;
    check(&client, "is_completed=false", |order| !order.is_completed).await;
    check(&client, "is_completed=true", |order| order.is_completed).await;
    check(&client, "", |order| order.is_completed).await;
    check(&client, "paymethod_id=3", |order| order.is_completed && order.payment.id == 3).await;
    let sample = client.shop.orders().into_iter().rfind(|order| order.is_completed).unwrap();
    let running = sample.number.as_ref().unwrap().running;
    check(&client, &format!("ordernumber={running}"), |order| {
        order.number.as_ref().is_some_and(|number| number.running == running)
    })
    .await;
    let from: jiff::Timestamp = "2026-03-01T00:00:00Z".parse().unwrap();
    check(&client, "min_create_date=2026-03-01", |order| {
        order.is_completed && order.create_date >= from
    })
    .await;
    check(&client, "max_create_date=2026-03-01", |order| {
        order.is_completed && order.create_date <= from
    })
    .await;
    let to: jiff::Timestamp = "2026-04-01T10:00:00Z".parse().unwrap();
    let query = "status=7&min_create_date=2026-03-01&max_create_date=2026-04-01T10%3A00%3A00Z";
    check(&client, query, |order| {
        order.status == Some(7) && order.create_date >= from && order.create_date <= to
    })
    .await;
}

#[tokio::test]
async fn a_date_means_midnight_or_the_day() {
    for (date_filter, found) in [(DateFilter::Midnight, 0), (DateFilter::WholeDay, 1)] {
        let client = Client::with(0, |options| {
            options.switches = Switches { date_filter, ..Switches::default() };
        });
        client.shop.add_order(simple());
        let day = start().strftime("%Y-%m-%d").to_string();
        let query = format!("min_create_date={day}&max_create_date={day}");
        assert_eq!(ids(&client, &query).await.len(), found, "{date_filter:?}");
    }
}

#[tokio::test]
async fn transactions_are_found_and_nonsense_is_refused() {
    let client = Client::lively();
    let order = client.shop.orders().into_iter().find(|order| order.payment.transaction.is_some());
    let order = order.unwrap();
    let transaction = order.payment.transaction.unwrap();
    assert_eq!(ids(&client, &format!("transaction_id={transaction}")).await, [order.id]);
    assert_eq!(ids(&client, "is_paid=&unknown=1").await.len(), 250);
    for query in ["is_paid=perhaps", "status=seven", "min_create_date=yesterday"] {
        let reply = client.get(&format!("/orders/?{query}")).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "400.10"), "{query}");
    }
}
