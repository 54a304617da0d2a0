//! Payments and the states they lead to.

use sandbox::books::{Overpayment, Switches};
use serde_json::{Value, json};

use crate::bench::Bench;

#[tokio::test]
async fn parts_add_up_to_paid_and_removal_reopens() {
    let bench = Bench::new();
    let invoice = bench.book(&bench.contact(), "A", "100").await;
    let path = format!("external_sales_invoices/{}", invoice.id());
    let part = bench.pay(&invoice.id(), "60.00").await.is(201);
    assert_eq!(part.at("/price"), "60.0");
    assert_eq!(part.at("/invoice_type"), "ExternalSalesInvoice");
    assert_eq!(part.at("/ledger_account_id"), bench.account("Tussenrekening CCV Pay"));
    let open = bench.get(&path).await;
    assert_eq!((open.at("/state"), open.at("/total_unpaid")), ("open", "40.0"));
    bench.pass(1_000);
    let rest = bench.pay(&invoice.id(), "40").await.is(201);
    let paid = bench.get(&path).await;
    assert_eq!((paid.at("/state"), paid.at("/total_unpaid")), ("paid", "0.0"));
    assert_eq!(paid.at("/paid_at"), "2026-08-21");
    assert_eq!(paid.at("/events/3/action"), "external_sales_invoice_state_changed_to_paid");
    assert!(paid.body["version"].as_i64() > open.body["version"].as_i64());
    let one = bench.get(&format!("payments/{}", rest.id())).await.is(200);
    assert_eq!(one.body, rest.body);

    bench.delete(&format!("{path}/payments/{}", rest.id())).await.is(204);
    bench.delete(&format!("{path}/payments/{}", rest.id())).await.is(404);
    bench.get(&format!("payments/{}", rest.id())).await.is(404);
    let reopened = bench.get(&path).await;
    assert_eq!((reopened.at("/state"), reopened.at("/total_paid")), ("open", "60.0"));
    assert_eq!(reopened.body["paid_at"], Value::Null);
    let refused = bench.delete(&path).await.is(400);
    assert_eq!(refused.body["symbolic"], json!({ "id": "can_not_be_destroyed" }));
}

#[tokio::test]
async fn nothing_is_paid_by_itself_and_credit_is_paid_back() {
    let bench = Bench::new();
    let contact = bench.contact();
    let nothing = bench.book(&contact, "N", "0").await;
    assert_eq!(nothing.at("/state"), "open");
    let credit = bench.book(&contact, "C", "-25").await;
    assert_eq!(credit.at("/total_unpaid"), "-25.0");
    bench.pay(&credit.id(), "-25").await.is(201);
    let seen = bench.get(&format!("external_sales_invoices/{}", credit.id())).await;
    assert_eq!((seen.at("/state"), seen.at("/total_paid")), ("paid", "-25.0"));
}

#[tokio::test]
async fn paying_too_much_is_accepted_or_refused() {
    let loose = Bench::new();
    let invoice = loose.book(&loose.contact(), "A", "10").await.id();
    loose.pay(&invoice, "15").await.is(201);
    let seen = loose.get(&format!("external_sales_invoices/{invoice}")).await;
    assert_eq!((seen.at("/state"), seen.at("/total_unpaid")), ("paid", "-5.0"));
    // A second identical payment is not refused.
    loose.pay(&invoice, "15").await.is(201);

    let strict = Bench::with(Switches { overpayment: Overpayment::Refuse, ..Switches::default() });
    let invoice = strict.book(&strict.contact(), "A", "10").await.id();
    for price in ["10.01", "-1"] {
        strict.pay(&invoice, price).await.is(422);
    }
    strict.pay(&invoice, "10").await.is(201);
    strict.pay(&invoice, "0.01").await.is(422);
    let credit = strict.book(&strict.contact(), "C", "-10").await.id();
    strict.pay(&credit, "10").await.is(422);
    strict.pay(&credit, "-10").await.is(201);
}

#[tokio::test]
async fn payments_are_refused_in_moneybirds_words() {
    let bench = Bench::new();
    let invoice = bench.book(&bench.contact(), "A", "10").await.id();
    let path = format!("external_sales_invoices/{invoice}/payments");
    let refused = bench.post(&path, json!({ "payment": {} })).await.is(422);
    assert_eq!(
        refused.body,
        json!({
            "error": { "payment_date": ["can't be blank", "is not a valid date"],
                       "price": ["can't be blank", "is not a number"] },
            "details": { "payment_date": [{ "error": "blank" }, { "error": "is not a valid date" }],
                         "price": [{ "error": "blank" }, { "error": "not_a_number", "value": null }] },
        })
    );
    bench.post(&path, json!({})).await.is(400);
    let missing = bench.pay("12", "10").await.is(404);
    assert_eq!(missing.body["symbolic"], json!({ "invoice_id": "not_found" }));
    for (extra, field) in [
        (json!({ "manual_payment_action": "balance_settlement" }), "ledger_account_id"),
        (
            json!({ "manual_payment_action": "balance_settlement",
                 "ledger_account_id": bench.account("Omzet") }),
            "ledger_account_id",
        ),
        (
            json!({ "manual_payment_action": "balance_settlement",
                 "ledger_account_id": bench.account("Debiteuren") }),
            "ledger_account_id",
        ),
        (json!({ "manual_payment_action": "cash_payment" }), "financial_account_id"),
        (
            json!({ "manual_payment_action": "bank_transfer",
                 "financial_mutation_id": "12" }),
            "financial_mutation_id",
        ),
        (
            json!({ "manual_payment_action": "invoices_settlement",
                 "invoice_id": "12" }),
            "invoice_id",
        ),
        (json!({ "manual_payment_action": "barter" }), "manual_payment_action"),
    ] {
        let mut payment = json!({ "payment_date": "2026-08-21", "price": "10" });
        payment.as_object_mut().unwrap().extend(extra.as_object().unwrap().clone());
        let refused = bench.post(&path, json!({ "payment": payment })).await.is(422);
        assert!(refused.body["error"][field].is_array(), "{field}: {}", refused.text);
    }
    assert_eq!(bench.books.invoices()[0]["payments"], json!([]));
}

#[tokio::test]
async fn every_kind_of_payment_is_booked_somewhere() {
    let bench = Bench::new();
    let contact = bench.contact();
    let invoice = bench.book(&contact, "A", "10").await.id();
    let path = format!("external_sales_invoices/{invoice}/payments");
    for (action, account) in [
        (None, "Te rubriceren ontvangen betalingen"),
        (Some("payment_without_proof"), "Te rubriceren ontvangen betalingen"),
        (Some("rounding_error"), "Afrondingsverschillen"),
    ] {
        let mut payment = json!({ "payment_date": "2026-08-21T13:49:21.293Z", "price": 0.01 });
        if let Some(action) = action {
            payment["manual_payment_action"] = json!(action);
        }
        let made = bench.post(&path, json!({ "payment": payment })).await.is(201);
        assert_eq!(made.at("/ledger_account_id"), bench.account(account), "{action:?}");
        assert_eq!(made.at("/payment_date"), "2026-08-21");
    }
}

#[tokio::test]
async fn two_documents_settle_each_other() {
    let bench = Bench::new();
    let contact = bench.contact();
    let invoice = bench.book(&contact, "A", "10").await.id();
    let credit = bench.book(&contact, "C", "-10").await.id();
    let path = format!("external_sales_invoices/{invoice}/payments");
    let body = json!({ "payment": { "payment_date": "2026-08-21", "price": "10",
        "manual_payment_action": "invoices_settlement", "invoice_id": credit } });
    let made = bench.post(&path, body).await.is(201);
    let states = || bench.books.invoices().iter().map(|i| i["state"].clone()).collect::<Vec<_>>();
    assert_eq!(states(), ["paid", "paid"]);
    let half = &bench.books.invoices()[1]["payments"][0];
    assert_eq!(half["linked_payment_id"], made.body["id"]);
    assert_eq!(half["price"], "-10.0");
    bench.delete(&format!("{path}/{}", made.id())).await.is(204);
    assert_eq!(states(), ["open", "open"]);
}
