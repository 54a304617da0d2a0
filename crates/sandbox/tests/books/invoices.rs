//! Making, changing and removing external sales invoices.

use jiff::civil::date;
use sandbox::books::{LockedPeriod, Switches};
use serde_json::{Value, json};

use crate::bench::Bench;

#[tokio::test]
async fn an_invoice_holds_what_was_sent() {
    let bench = Bench::new();
    let contact = bench.contact();
    let made = bench.book(&contact, "CCV-2026-1", "12.10").await;
    assert_eq!(made.at("/origin"), "api");
    assert_eq!(made.body["entry_number"], json!(1));
    assert_eq!(made.at("/reference"), "CCV-2026-1");
    assert_eq!(made.at("/source"), "CCV Shop");
    assert_eq!(made.at("/contact/company_name"), "Proef B.V.");
    assert_eq!(made.at("/events/0/action"), "external_sales_invoice_created");
    assert!(made.body["contact"]["events"].is_null());
    let seen = bench.get(&format!("external_sales_invoices/{}", made.id())).await.is(200);
    assert_eq!(seen.body, made.body);
    assert_eq!(bench.books.invoices(), [seen.body]);
    let second = bench.book(&contact, "CCV-2026-1", "12.10").await;
    assert_eq!(second.body["entry_number"], json!(2));
    assert!(second.id() > made.id());
}

#[tokio::test]
async fn lines_are_added_changed_and_removed() {
    let bench = Bench::new();
    let made = bench.book(&bench.contact(), "A", "12.10").await;
    let path = format!("external_sales_invoices/{}", made.id());
    let line = made.at("/details/0/id").to_owned();
    let change =
        |details: Value| json!({ "external_sales_invoice": { "details_attributes": details } });
    // Without an id a line is always added.
    let body = change(json!([bench.line("1.21", "21% btw")]));
    let added = bench.patch(&path, body).await.is(200);
    assert_eq!(added.at("/total_price_incl_tax"), "13.31");
    assert_eq!(added.body["details"][1]["row_order"], json!(1));
    // A hash works as well as an array, and numbers are sorted as numbers.
    let body = change(json!({ "10": { "id": line, "_destroy": "true" },
                              "2": { "id": line, "price": "24,20" } }));
    let changed = bench.patch(&path, body).await.is(200);
    assert_eq!(changed.at("/total_price_incl_tax"), "1.21");
    let body = change(json!([{ "id": "12", "price": "1" }]));
    bench.patch(&path, body).await.is(404);
    let body = json!({ "external_sales_invoice": { "due_date": "", "reference": "B" } });
    let renamed = bench.patch(&path, body).await.is(200);
    assert_eq!(renamed.at("/reference"), "B");
    assert_eq!(renamed.at("/events/3/action"), "external_sales_invoice_updated");
    let body = json!({ "external_sales_invoice": { "reference": "" } });
    let refused = bench.patch(&path, body).await.is(422);
    assert_eq!(
        refused.body,
        json!({ "error": { "reference": ["can't be blank"] },
        "details": { "reference": [{ "error": "blank" }] } })
    );
    let body = json!({ "external_sales_invoice": { "reference": "C" } });
    let missing = bench.patch("external_sales_invoices/12", body).await.is(404);
    assert_eq!(missing.body["symbolic"], json!({ "id": "not_found" }));
    let missing = bench.get("external_sales_invoices/12").await.is(404);
    assert_eq!(
        missing.body,
        json!({ "error": "Record not found for model name: External invoice" })
    );
}

#[tokio::test]
async fn what_cannot_be_booked_is_refused() {
    let bench = Bench::new();
    let contact = bench.contact();
    let archived = bench.contact();
    assert!(bench.books.archive_contact(&archived));
    let purchase = bench
        .books
        .rates()
        .iter()
        .find(|r| r["tax_rate_type"] == "purchase_invoice")
        .unwrap()["id"]
        .clone();
    let good = Bench::invoice(&contact, "A", true, &[bench.line("10", "21% btw")]);
    let with = |key: &str, value: Value| {
        let mut body = good.clone();
        body["external_sales_invoice"][key] = value;
        body
    };
    let line = |key: &str, value: Value| {
        let mut body = good.clone();
        body["external_sales_invoice"]["details_attributes"][0][key] = value;
        body
    };
    let mut without = good.clone();
    without["external_sales_invoice"].as_object_mut().unwrap().remove("contact_id");
    for (body, status, field) in [
        (json!({}), 400, ""),
        (without, 400, ""),
        (with("contact_id", json!("12")), 400, ""),
        (with("contact_id", json!(archived)), 422, "contact"),
        (with("reference", json!("")), 422, "reference"),
        (with("reference", json!("R".repeat(256))), 422, "reference"),
        (with("date", json!("31-12-2026")), 422, "date"),
        (with("currency", json!("USD")), 422, "currency"),
        (with("discount", json!("10")), 400, ""),
        (with("prices_are_incl_tax", json!("yes")), 400, ""),
        (line("tax_rate_id", json!("12")), 422, "details.tax_rate_id"),
        (line("tax_rate_id", purchase), 422, "details.tax_rate_id"),
        (line("tax_rate_id", json!(bench.rate("6% btw"))), 422, "details.tax_rate_id"),
        (line("ledger_account_id", json!("12")), 422, "details.ledger_account_id"),
        (
            line("ledger_account_id", json!(bench.account("Debiteuren"))),
            422,
            "details.ledger_account_id",
        ),
        (
            line("ledger_account_id", json!(bench.account("Omzet oude winkel"))),
            422,
            "details.ledger_account_id",
        ),
        (line("project_id", json!("12")), 422, "details.project_id"),
        (line("price", Value::Null), 422, "details.price"),
        (line("price", json!("12,-")), 400, ""),
        (line("price", json!("1e2")), 400, ""),
        (line("colour", json!("red")), 400, ""),
        (line("description", json!("x".repeat(4097))), 422, "details.description"),
    ] {
        let refused = bench.post("external_sales_invoices", body.clone()).await;
        assert_eq!(refused.status, status, "{body:#}\n{}", refused.text);
        if !field.is_empty() {
            assert!(refused.body["error"][field].is_array(), "{field}: {}", refused.text);
            assert!(refused.body["details"][field].is_array(), "{field}: {}", refused.text);
        }
    }
    assert!(bench.books.invoices().is_empty());
}

#[tokio::test]
async fn refusals_are_worded_as_moneybird_words_them() {
    let bench = Bench::new();
    let contact = bench.contact();
    for (invoice, status, expected) in [
        (
            json!({ "contact_id": "12", "reference": "A" }),
            400,
            json!({ "error": "Contact ID is invalid",
                "symbolic": { "external_sales_invoice": { "contact_id": "contact_invalid" } } }),
        ),
        (
            json!({ "contact_id": contact, "reference": "", "date": "gisteren" }),
            422,
            json!({ "error":
                { "date": ["is not a valid date"], "reference": ["can't be blank"] },
                "details": { "date": [{ "error": "is not a valid date" }],
                             "reference": [{ "error": "blank" }] } }),
        ),
        (
            json!({ "contact_id": contact, "reference": "A",
                    "details_attributes": [{ "price": "1", "project_id": "12" }] }),
            422,
            json!({ "error": { "details.project_id": ["is not found"] },
                "details": { "details.project_id": [{ "error": "invalid" }] } }),
        ),
    ] {
        let body = json!({ "external_sales_invoice": invoice });
        let refused = bench.post("external_sales_invoices", body).await.is(status);
        assert_eq!(refused.body, expected);
    }
}

#[tokio::test]
async fn ids_may_be_numbers_and_booleans_texts() {
    let bench = Bench::new();
    let contact: u64 = bench.contact().parse().unwrap();
    let body = json!({ "external_sales_invoice": { "contact_id": contact, "reference": "N",
        "prices_are_incl_tax": "true",
        "details_attributes": { "0": { "price": 12, "row_order": "3" } } } });
    let made = bench.post("external_sales_invoices", body).await.is(201);
    assert_eq!(made.body["prices_are_incl_tax"], json!(true));
    assert_eq!(made.body["details"][0]["row_order"], json!(3));
    let body = json!({ "external_sales_invoice": { "contact_id": contact, "reference": "E" } });
    let empty = bench.post("external_sales_invoices", body).await.is(201);
    assert_eq!(empty.at("/state"), "new");
    assert_eq!(empty.at("/total_price_incl_tax"), "0.0");
}

#[tokio::test]
async fn references_may_repeat_unless_switched() {
    let bench = Bench::with(Switches { unique_reference: true, ..Switches::default() });
    let contact = bench.contact();
    bench.book(&contact, "A-1", "10").await;
    let body = Bench::invoice(&contact, "A-1", true, &[bench.line("10", "21% btw")]);
    let refused = bench.post("external_sales_invoices", body).await.is(422);
    assert_eq!(refused.body["error"], json!({ "reference": ["has already been taken"] }));
    assert_eq!(bench.books.invoices().len(), 1);
}

#[tokio::test]
async fn a_locked_period_takes_nothing() {
    for (locked_period, status) in
        [(LockedPeriod::Unprocessable, 422), (LockedPeriod::BadRequest, 400)]
    {
        let bench = Bench::with(Switches { locked_period, ..Switches::default() });
        let contact = bench.contact();
        let open = bench.book(&contact, "A-1", "10").await.id();
        bench.books.lock_until(date(2026, 8, 21));
        let path = format!("external_sales_invoices/{open}");
        let body = Bench::invoice(&contact, "A-2", true, &[bench.line("10", "21% btw")]);
        let refused = bench.post("external_sales_invoices", body.clone()).await.is(status);
        assert!(refused.text.contains("locked period"));
        bench.pay(&open, "10").await.is(status);
        bench.delete(&path).await.is(status);
        let rename = json!({ "external_sales_invoice": { "reference": "B" } });
        bench.patch(&path, rename).await.is(status);
        bench.books.lock_until(date(2026, 8, 20));
        bench.post("external_sales_invoices", body).await.is(201);
        let back = json!({ "external_sales_invoice": { "date": "2026-08-20" } });
        bench.patch(&path, back).await.is(status);
        bench.books.unlock();
        bench.delete(&path).await.is(204);
        bench.delete(&path).await.is(404);
    }
}

#[tokio::test]
async fn lateness_is_found_once_a_day() {
    let bench = Bench::new();
    let body = |due: Option<&str>| {
        let mut body = Bench::invoice(&bench.contact(), "L", true, &[bench.line("10", "21% btw")]);
        if let Some(due) = due {
            body["external_sales_invoice"]["due_date"] = json!(due);
        }
        body
    };
    let due = bench.post("external_sales_invoices", body(Some("2026-08-21"))).await.is(201);
    let never = bench.post("external_sales_invoices", body(None)).await.is(201);
    // Ten hours later it is past midnight in Amsterdam, and the 22nd.
    bench.pass(9 * 3_600_000);
    let path = format!("external_sales_invoices/{}", due.id());
    assert_eq!(bench.get(&path).await.at("/state"), "open");
    bench.pass(3_600_000);
    let late = bench.get(&path).await;
    assert_eq!(late.at("/state"), "late");
    assert_eq!(late.at("/events/1/action"), "external_sales_invoice_state_changed_to_late");
    assert!(late.body["version"].as_i64() > due.body["version"].as_i64());
    let other = bench.get(&format!("external_sales_invoices/{}", never.id())).await;
    assert_eq!(other.at("/state"), "open");
    let body = json!({ "external_sales_invoice": { "due_date": "2026-09-30" } });
    assert_eq!(bench.patch(&path, body).await.is(200).at("/state"), "open");
}

#[tokio::test]
async fn the_bookkeeper_may_interfere() {
    let bench = Bench::new();
    let foreign = bench
        .books
        .add_foreign_invoice(&json!({ "reference": "X-9",
        "details_attributes": [{ "price": "5" }] }))
        .unwrap();
    let seen = bench.get(&format!("external_sales_invoices/{foreign}")).await.is(200);
    assert_eq!(seen.body["origin"], Value::Null);
    assert_eq!(seen.body["contact"], Value::Null);
    assert!(bench.books.add_foreign_invoice(&json!({ "reference": "" })).is_err());

    let ours = bench.book(&bench.contact(), "A", "12.10").await;
    bench.pass(1_000);
    assert!(bench.books.edit_invoice_line(&ours.id(), 0, "6.05".parse().unwrap()));
    assert!(!bench.books.edit_invoice_line(&ours.id(), 1, "6.05".parse().unwrap()));
    let seen = bench.get(&format!("external_sales_invoices/{}", ours.id())).await;
    assert_eq!(seen.at("/total_price_incl_tax"), "6.05");
    assert!(seen.body["version"].as_i64() > ours.body["version"].as_i64());
    assert!(bench.books.delete_invoice(&ours.id()));
    assert!(!bench.books.delete_invoice(&ours.id()));
}

#[tokio::test]
async fn what_was_switched_off_or_merged_is_refused() {
    let bench = Bench::new();
    let (one, other) = (bench.contact(), bench.contact());
    let invoice = bench.book(&one, "A", "10").await.id();
    assert!(bench.books.merge_contact(&one, &other));
    assert!(!bench.books.merge_contact(&one, &other));
    bench.get(&format!("contacts/{one}?include_archived=true")).await.is(404);
    let moved = bench.get(&format!("external_sales_invoices/{invoice}")).await.is(200);
    assert_eq!(moved.at("/contact_id"), other);

    let body = Bench::invoice(&other, "B", true, &[bench.line("10", "9% btw")]);
    assert!(bench.books.deactivate_rate(&bench.rate("9% btw")));
    assert!(bench.books.deactivate_account(&bench.account("Omzet")));
    let refused = bench.post("external_sales_invoices", body).await.is(422);
    assert_eq!(
        refused.body["error"],
        json!({
            "details.tax_rate_id": ["is not active"], "details.ledger_account_id": ["is not active"],
        })
    );
}
