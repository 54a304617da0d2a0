//! Lists: filters, pages, synchronisation, and the reference data.

use serde_json::json;

use crate::bench::Bench;

/// Books invoices with these dates; the reference is the date.
async fn dated(bench: &Bench, dates: &[&str]) {
    let contact = bench.contact();
    for date in dates {
        let mut body = Bench::invoice(&contact, date, true, &[bench.line("10", "21% btw")]);
        body["external_sales_invoice"]["date"] = json!(date);
        bench.post("external_sales_invoices", body).await.is(201);
    }
}

#[tokio::test]
async fn any_filter_replaces_the_default_of_this_year() {
    let bench = Bench::new();
    dated(&bench, &["2025-12-31", "2026-01-01", "2026-08-20"]).await;
    let paid = bench.books.invoices()[0]["id"].as_str().unwrap().to_owned();
    bench.pay(&paid, "10").await.is(201);
    for (query, expected) in [
        ("", &["2026-08-20", "2026-01-01"][..]),
        ("?filter=", &["2026-08-20", "2026-01-01"]),
        ("?filter=state:all", &["2026-08-20", "2026-01-01", "2025-12-31"]),
        ("?filter=state:paid", &["2025-12-31"]),
        ("?filter=state:open|late", &["2026-08-20", "2026-01-01"]),
        ("?filter=period:prev_year", &["2025-12-31"]),
        ("?filter=period:202512..202601", &["2026-01-01", "2025-12-31"]),
        ("?filter=period:20260101..20260101,state:open", &["2026-01-01"]),
        ("?filter=period:prev_year,state:open", &[]),
        ("?filter=period:this_week", &["2026-08-20"]),
    ] {
        let listed = bench.get(&format!("external_sales_invoices{query}")).await.is(200);
        assert_eq!(listed.column("reference"), expected, "{query}");
        let path = format!("external_sales_invoices/synchronization{query}");
        let versions = bench.get(&path).await.is(200);
        assert_eq!(versions.column("id").len(), expected.len(), "{query}");
    }
}

#[tokio::test]
async fn filters_that_make_no_sense_are_refused() {
    let bench = Bench::new();
    for (filter, status, error) in [
        ("state:lost", 400, "Status is not included in the list"),
        ("period:20260101..", 400, "Period must have both a start and end date"),
        ("period:202601", 400, "Period is invalid"),
        ("reference:A-1", 400, "Filter reference is not supported"),
        ("open", 400, "Filter is invalid"),
        ("contact_id:12,state:all", 404, "record not found"),
    ] {
        let path = format!("external_sales_invoices?filter={filter}");
        assert_eq!(bench.get(&path).await.is(status).at("/error"), error, "{filter}");
    }
    let path = "external_sales_invoices?filter=contact_id:12";
    assert_eq!(bench.get(path).await.body["symbolic"], json!({ "contact_id": "not_found" }));
    let contact = bench.contact();
    let path = format!("external_sales_invoices?filter=contact_id:{contact},state:all");
    assert_eq!(bench.get(&path).await.is(200).body, json!([]));
}

#[tokio::test]
async fn pages_know_their_neighbours() {
    let bench = Bench::new();
    dated(&bench, &["2026-01-01", "2026-01-02", "2026-01-03", "2026-01-04", "2026-01-05"]).await;
    let path = "external_sales_invoices";
    let base = format!(
        "<http://books.localhost:8080/api/v2/{}/{path}.json?filter=state%3Aall&per_page=2",
        bench.books.administration_id()
    );
    for (page, first, link) in [
        (1, "2026-01-05", format!("{base}&page=2>; rel=\"next\"")),
        (2, "2026-01-03", format!("{base}&page=3>; rel=\"next\", {base}&page=1>; rel=\"prev\"")),
        (3, "2026-01-01", format!("{base}&page=2>; rel=\"prev\"")),
    ] {
        let query = format!("{path}?page={page}&filter=state%3Aall&per_page=2");
        let listed = bench.get(&query).await.is(200);
        assert_eq!(listed.column("reference")[0], first);
        assert_eq!(listed.header("link"), link);
    }
    assert_eq!(bench.get(&format!("{path}?per_page=5")).await.header("link"), "");
    for (query, error) in [
        ("per_page=101", "per_page does not have a valid value"),
        ("per_page=0", "per_page does not have a valid value"),
        ("per_page=many", "per_page does not have a valid value"),
        ("page=0", "page does not have a valid value"),
    ] {
        let refused = bench.get(&format!("{path}?{query}")).await.is(400);
        assert_eq!(refused.at("/error"), error, "{query}");
    }
}

#[tokio::test]
async fn lists_have_page_sizes_of_their_own() {
    let bench = Bench::new();
    let contact = bench.contact();
    for number in 0..105 {
        let attributes = json!({ "reference": format!("R-{number}"), "contact_id": contact,
            "details_attributes": [{ "price": "1" }] });
        bench.books.add_foreign_invoice(&attributes).unwrap();
        bench.books.seed_contact(&json!({ "lastname": format!("Nr {number}") })).unwrap();
    }
    let length = async |path: &str| bench.get(path).await.is(200).body.as_array().unwrap().len();
    assert_eq!(length("external_sales_invoices").await, 50);
    assert_eq!(length("external_sales_invoices?per_page=100&page=2").await, 5);
    assert_eq!(length("contacts").await, 100);
    let all = bench.get("external_sales_invoices/synchronization").await.column("id");
    assert_eq!(all.len(), 105);
    let fetched =
        bench.post("external_sales_invoices/synchronization", json!({ "ids": all })).await;
    assert_eq!(fetched.is(200).column("id").len(), 100);
    let refused = bench.post("external_sales_invoices/synchronization", json!({})).await.is(400);
    assert_eq!(refused.at("/error"), "Ids is required");
}

#[tokio::test]
async fn reference_data_is_that_of_a_dutch_shop() {
    let bench = Bench::new();
    let names = async |filter: &str| {
        bench.get(&format!("tax_rates?per_page=100&filter={filter}")).await.is(200).column("name")
    };
    let sales = names("tax_rate_type:sales_invoice,active:true").await;
    for name in ["21% btw", "9% btw", "0% btw", "Btw verlegd", "Geen btw", "Export buiten EU 0%"] {
        assert!(sales.iter().any(|other| other == name), "{name}");
    }
    assert_eq!(names("tax_rate_type:purchase_invoice").await, ["21% btw", "9% btw"]);
    assert_eq!(names("country:DE,active:true").await, ["OSS Duitsland 19%", "OSS Duitsland 7%"]);
    assert_eq!(names("active:false").await, ["19% btw", "6% btw"]);
    assert_eq!(names("percentage:5.5").await, ["OSS Frankrijk 5,5%"]);
    assert_eq!(names("partial_name:verlegd").await, ["Btw verlegd"]);
    assert!(names("show_tax:false").await.contains(&"Geen btw".to_owned()));
    bench.get("tax_rates?filter=active:maybe").await.is(400);
    assert_eq!(bench.get("tax_rates?per_page=1").await.column("name"), ["21% btw"]);

    let accounts = bench.get("ledger_accounts").await.is(200);
    assert_eq!(accounts.body, json!(bench.books.accounts()));
    for (name, kind, allowed) in [
        ("Omzet", "revenue", "sales_invoice"),
        ("Statiegeld", "current_liabilities", "sales_invoice"),
        ("Tussenrekening CCV Pay", "current_assets", "payment"),
        ("Tussenrekening bankoverschrijving", "current_assets", "payment"),
    ] {
        let one = bench.get(&format!("ledger_accounts/{}", bench.account(name))).await.is(200);
        assert_eq!((one.at("/name"), one.at("/account_type")), (name, kind));
        assert!(one.body["allowed_document_types"].as_array().unwrap().contains(&json!(allowed)));
    }
    let missing = bench.get("ledger_accounts/12").await.is(404);
    assert_eq!(missing.at("/error"), "Record not found for model name: Category");
}

#[tokio::test]
async fn own_invoices_are_listed_when_there_are_any() {
    let bench = Bench::new();
    assert_eq!(bench.get("sales_invoices?filter=contact_id:12").await.is(200).body, json!([]));
    for (date, reference) in [("2025-03-01", "old"), ("2026-03-01", "new")] {
        bench.books.add_sales_invoice(json!({ "id": "1", "invoice_date": date, "state": "open",
            "reference": reference, "contact_id": "12" }));
    }
    let path = format!("/api/v2/{}/sales_invoices.json", bench.books.administration_id());
    let list = async |query: &str| {
        let request = axum::http::Request::get(format!("{path}{query}"))
            .header("authorization", "Bearer open-sesame")
            .body(axum::body::Body::empty());
        bench.send(request.unwrap()).await.is(200).column("reference")
    };
    assert_eq!(list("").await, ["new"]);
    assert_eq!(list("?filter=state:all").await, ["old", "new"]);
    assert_eq!(list("?filter=reference:old").await, ["old"]);
    assert_eq!(list("?filter=state:paid").await, [""; 0]);
}
