//! The shop's own invoices.

use rust_decimal::Decimal;
use sandbox::shop::model::InvoiceKind;
use sandbox::shop::{CreditSigns, Switches};
use serde_json::Value;

use crate::client::Client;

fn decimal(value: &Value) -> Decimal {
    value.to_string().parse().unwrap()
}

async fn credit(credit_signs: CreditSigns) -> (Value, Value) {
    let client = Client::with(250, |options| {
        options.switches = Switches { credit_signs, ..Switches::default() };
    });
    let invoices = client.shop.invoices();
    let credit = invoices.iter().find(|invoice| invoice.kind == InvoiceKind::Credit).unwrap();
    let invoice = client.get(&format!("/invoices/{}/", credit.id)).await.json();
    let rows = client.items(&format!("/invoices/{}/invoicerows/", credit.id)).await;
    assert_eq!(rows.len(), 1);
    (invoice, rows[0].clone())
}

#[tokio::test]
async fn credits_have_the_chosen_signs() {
    for (signs, total, count, price) in [
        (CreditSigns::NegativeCounts, -1, -1, 1),
        (CreditSigns::NegativePrices, -1, 1, -1),
        (CreditSigns::Positive, 1, 1, 1),
    ] {
        let (invoice, row) = credit(signs).await;
        assert_eq!(invoice["type"], "credit");
        let sign = |value: &Value| if decimal(value).is_sign_negative() { -1 } else { 1 };
        assert_eq!(sign(&invoice["total_price"]), total, "{signs:?}");
        assert_eq!(sign(&row["count"]), count, "{signs:?}");
        assert_eq!(sign(&row["price"]), price, "{signs:?}");
        assert_eq!(decimal(&row["total_price_with_attributes"]), decimal(&invoice["total_price"]));
        let (with, without) = (&invoice["total_price_inc_tax"], &invoice["total_price_exc_tax"]);
        assert_eq!(decimal(with) - decimal(without), decimal(&invoice["total_tax"]), "{signs:?}");
        assert!(row["invoice_id"].is_string());
        assert!(row.get("uploads").is_none() && row.get("order_id").is_none());
    }
}

#[tokio::test]
async fn invoices_of_an_order_are_found_and_follow_it() {
    let client = Client::lively();
    let invoices = client.shop.invoices();
    let credit = invoices.iter().find(|invoice| invoice.kind == InvoiceKind::Credit).unwrap();
    let number = credit.order.number_full();
    let found = client.items(&format!("/invoices/?ordernumber_full={number}")).await;
    assert_eq!(found.len(), 2);
    let order = client.get(&format!("/orders/{}/", credit.order.id)).await.json();
    let sum: Decimal = found.iter().map(|invoice| decimal(&invoice["total_price"])).sum();
    assert_eq!(sum, decimal(&order["total_price"]));
    let full = &credit.number.full;
    assert_eq!(client.items(&format!("/invoices/?invoicenumber_full={full}")).await.len(), 1);
    let unpaid = client.items("/invoices/?status=unpaid&size=250").await;
    assert!(!unpaid.is_empty() && unpaid.iter().all(|invoice| invoice["status"] == "unpaid"));
    let sorted = client.items("/invoices/?orderby=total_price_desc&size=250").await;
    assert!(sorted.len() > 100);
}

#[tokio::test]
async fn the_external_reference_can_be_written() {
    let client = Client::lively();
    let id = client.shop.invoices()[0].id;
    let path = format!("/invoices/{id}/");
    let body = r#"{"external_reference":"2026-0017","status":"reimbursed"}"#;
    assert_eq!(client.send("PATCH", &path, body).await.status, 204);
    let invoice = client.get(&path).await.json();
    assert_eq!(invoice["external_reference"], "2026-0017");
    assert_eq!(invoice["status"], "reimbursed");
    assert_eq!(client.send("PATCH", &path, r#"{"status":"lost"}"#).await.status, 400);
}
