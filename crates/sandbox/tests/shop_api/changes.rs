//! Changes to orders, by the API and by the merchant.

use rust_decimal::Decimal;
use sandbox::shop::Switches;

use crate::client::{Client, simple};

#[tokio::test]
async fn patch_changes_progress_amounts_and_rows() {
    let client = Client::empty();
    let id = client.shop.add_order(simple());
    let path = format!("/orders/{id}/");
    let body = r#"{"status":8,"paid":false,"extra_costs":-2.5,"extra_costs_description":"Tegoed",
        "total_shipping":5.95,"orderrows":[{"product_name":"Thee","count":0.75,"price":12.1,"tax":9}]}"#;
    let reply = client.send("PATCH", &path, body).await;
    assert_eq!((reply.status, reply.text.as_str()), (204, ""));
    let order = client.get(&path).await.json();
    assert_eq!(order["status"], 8);
    assert_eq!(order["paid"], false);
    assert_eq!(order["extra_costs"].to_string(), "-2.5");
    // 9.08 + 5.95 - 2.50; VAT 9 % of 9.08 and 21 % of 3.45, both included.
    assert_eq!(order["total_price"].to_string(), "12.53");
    assert_eq!(order["total_tax"].to_string(), "1.35");
    let rows = client.items(&format!("/orders/{id}/orderrows/")).await;
    assert_eq!(rows.len(), 1);
    assert_eq!(rows[0]["total_price_with_attributes"].to_string(), "9.08");
    let row = client.get(&format!("/orderrows/{}/", rows[0]["id"])).await.json();
    assert_eq!(row, rows[0]);
}

#[tokio::test]
async fn a_bad_patch_changes_nothing() {
    let client = Client::empty();
    let id = client.shop.add_order(simple());
    let before = client.shop.order(id);
    for body in [
        "{",
        r#"{"paid":false,"colour":1}"#,
        r#"{"paid":false,"status":15}"#,
        r#"{"paid":false,"extra_costs":"much"}"#,
        r#"{"paid":false,"orderrows":[{"price":1}]}"#,
        r#"{"paid":false,"orderrows":[{"count":1,"product_type":"thing"}]}"#,
    ] {
        let reply = client.send("PATCH", &format!("/orders/{id}/"), body).await;
        assert_eq!((reply.status, reply.code().as_str()), (400, "400.10"), "{body}");
        assert_eq!(client.shop.order(id), before, "{body}");
    }
}

#[tokio::test]
async fn the_merchant_adds_edits_and_deletes() {
    let client = Client::lively();
    let last = client.shop.orders().iter().map(|order| order.id).max().unwrap();
    let first = client.shop.add_order(simple());
    let second = client.shop.add_order(simple());
    assert!(last < first && first < second);
    let numbers = [first, second].map(|id| client.shop.order(id).unwrap().number.unwrap().running);
    assert_eq!(numbers[0] + 1, numbers[1]);
    assert!(client.shop.set_status(first, 5) && client.shop.set_paid(first, false));
    let doubled = client.shop.edit_order(first, |order| order.rows[0].count = Decimal::TWO);
    assert!(doubled);
    let order = client.get(&format!("/orders/{first}/")).await.json();
    assert_eq!(
        (&order["status"], &order["paid"], &order["total_price"]),
        (&5.into(), &false.into(), &20.into())
    );
    assert!(client.shop.delete_order(first));
    assert!(!client.shop.delete_order(first) && !client.shop.set_paid(first, true));
    assert_eq!(client.get(&format!("/orders/{first}/")).await.status, 404);
}

#[test]
fn a_misprint_shows() {
    let mut order = simple();
    let honest = order.totals(&Switches::default()).price;
    order.misprint = Decimal::ONE;
    assert_eq!(order.totals(&Switches::default()).price, honest + Decimal::ONE);
}
