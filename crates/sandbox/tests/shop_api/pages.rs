//! Envelopes, pages and order.

use serde_json::Value;

use crate::client::Client;

fn ids(items: &[Value]) -> Vec<i64> {
    items.iter().map(|item| item["id"].as_i64().unwrap()).collect()
}

#[tokio::test]
async fn following_next_gives_every_order_once() {
    let client = Client::lively();
    let mut path = "/orders/?size=40&orderby=id".to_owned();
    let (mut seen, mut pages) = (Vec::new(), 0);
    loop {
        let page = client.get(&path).await.json();
        seen.extend(ids(page["items"].as_array().unwrap()));
        pages += 1;
        let Some(next) = page["next"].as_str() else { break };
        path = next.strip_prefix("http://shop.example/api/rest/v1").unwrap().to_owned();
    }
    assert_eq!(pages, 7);
    let mut expected: Vec<i64> = client.shop.orders().iter().map(|order| order.id).collect();
    let baskets: Vec<i64> = client
        .shop
        .orders()
        .iter()
        .filter(|order| !order.is_completed)
        .map(|order| order.id)
        .collect();
    assert_eq!(baskets.len(), 6);
    expected.retain(|id| !baskets.contains(id));
    assert_eq!(seen, expected);
}

#[tokio::test]
async fn an_envelope_tells_where_it_is() {
    let client = Client::lively();
    let page = client.get("/orders/?status=7&start=20&size=10").await.json();
    let link =
        |query: &str| Value::from(format!("http://shop.example/api/rest/v1/orders/?{query}"));
    assert_eq!(page["start"], 20);
    assert_eq!(page["size"], 10);
    assert_eq!(page["href"], link("status=7&start=20&size=10"));
    assert_eq!(page["first"], link("start=0&size=10&status=7"));
    assert_eq!(page["previous"], link("start=10&size=10&status=7"));
    assert_eq!(page["next"], link("start=30&size=10&status=7"));
}

#[tokio::test]
async fn sizes_are_clamped() {
    let client = Client::with(300, |options| options.largest_page = 120);
    for (query, size, items) in
        [("", 100, 100), ("?size=500", 120, 120), ("?size=0", 1, 1), ("?start=290", 100, 10)]
    {
        let page = client.get(&format!("/orders/{query}")).await.json();
        assert_eq!(page["size"], size, "{query}");
        assert_eq!(page["items"].as_array().unwrap().len(), items, "{query}");
    }
    assert_eq!(client.get("/orders/?size=many").await.status, 400);
}

#[tokio::test]
async fn the_last_page_has_no_next() {
    let noisy = Client::lively().get("/orders/?start=200&size=100").await.json();
    assert!(noisy.as_object().unwrap().get("next").is_none());
    let quiet = Client::with(10, |options| options.switches.replies.noise = false);
    let page = quiet.get("/orders/?size=10").await.json();
    assert!(page.as_object().unwrap().get("next").unwrap().is_null());
    assert!(page["previous"].is_null());
}

#[tokio::test]
async fn orders_sort_both_ways() {
    let client = Client::lively();
    for field in ["id", "create_date", "ordernumber"] {
        let path = |suffix: &str| format!("/orders/?size=250&orderby={field}{suffix}");
        let up = client.items(&path("")).await;
        let mut down = client.items(&path("_desc")).await;
        let key = |item: &Value| match &item[field] {
            Value::String(text) => (0, text.clone()),
            other => (other.as_i64().unwrap(), String::new()),
        };
        assert!(up.is_sorted_by_key(key), "{field}");
        down.reverse();
        assert_eq!(ids(&up).len(), 250);
        assert!(down.is_sorted_by_key(key), "{field}");
    }
    assert_eq!(client.get("/orders/?orderby=colour").await.status, 400);
}
