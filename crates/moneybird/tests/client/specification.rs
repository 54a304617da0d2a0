//! Moneybird's own description of its API as the referee, where it is at hand. It is not ours to
//! hand on, so without it these tests say that they were skipped.

use std::num::NonZeroU32;
use std::path::PathBuf;

use jiff::civil::date;
use moneybird::{Batch, Books, Error, InvoiceFilter, Month};
use serde_json::{Value, json};

use crate::requests::post_all;
use crate::samples::{full_contact, full_invoice, settled_payment, year};
use crate::scripted::{Scripted, once, reply};

fn specification() -> Option<Value> {
    let folder = std::env::var_os("SLUITEND_REFERENCE").map_or_else(
        || {
            let own = PathBuf::from(std::env::var_os("CARGO_MANIFEST_DIR").unwrap());
            own.join("../../../shared/reference")
        },
        PathBuf::from,
    );
    let Ok(text) = std::fs::read_to_string(folder.join("moneybird-openapi.json")) else {
        println!("skipped: no moneybird-openapi.json; SLUITEND_REFERENCE names its folder");
        return None;
    };
    Some(serde_json::from_str(&text).unwrap())
}

/// A schema of the document that can be used alone.
fn standing(specification: &Value, schema: &Value) -> jsonschema::Validator {
    let mut schema = schema.clone();
    schema["components"] = json!({"schemas": specification["components"]["schemas"]});
    // Lines given as an array are left open by the document, unlike lines given as an object.
    let lines = &mut schema["components"]["schemas"]["details_attributes"]["oneOf"];
    for form in lines.as_array_mut().unwrap() {
        if form["type"] == "array" {
            form["items"]["additionalProperties"] = false.into();
        }
    }
    jsonschema::options().build(&schema).unwrap()
}

#[tokio::test]
async fn each_body_is_as_documented() {
    let Some(specification) = specification() else {
        return;
    };
    let moneybird = Scripted::answering(vec![Ok(reply(404, "")); 8]);
    post_all(&moneybird).await;
    let requests = moneybird.requests();
    assert_eq!(requests.len(), 8);
    for request in requests {
        let target = request.target();
        let path = target
            .trim_start_matches("/api/v2/123")
            .trim_end_matches(".json")
            .replace("/77/", "/{external_sales_invoice_id}/");
        let path = format!("/{{administration_id}}{path}{{format}}");
        let operation = &specification["paths"][&path]["post"];
        let schema = &operation["requestBody"]["content"]["application/*"]["schema"];
        assert!(schema.is_object(), "{path}");
        let validator = standing(&specification, schema);
        let body: Value = serde_json::from_slice(&request.body.unwrap()).unwrap();
        let errors: Vec<String> = validator.iter_errors(&body).map(|e| e.to_string()).collect();
        assert!(errors.is_empty(), "{path}: {errors:?}");
        assert_closed(&validator, &body);
    }
}

/// The referee must be awake: a key too many, at any depth, is seen.
fn assert_closed(validator: &jsonschema::Validator, body: &Value) {
    let mut outer = body.clone();
    outer["surprise"] = "x".into();
    assert!(!validator.is_valid(&outer), "{outer}");
    if body.get("ids").is_some() {
        return;
    }
    let (wrapper, _) = body.as_object().unwrap().iter().next().unwrap();
    let mut inner = body.clone();
    inner[wrapper]["surprise"] = "x".into();
    assert!(!validator.is_valid(&inner), "{inner}");
    if body[wrapper].get("details_attributes").is_some() {
        let mut line = body.clone();
        line[wrapper]["details_attributes"][0]["surprise"] = "x".into();
        assert!(!validator.is_valid(&line), "{line}");
    }
}

/// Hands one example to the call that it is an answer to; tells what became of it.
async fn answer(operation: &str, status: u16, body: &Value) -> Option<Result<(), Error>> {
    let moneybird = once(status, body);
    let books: Books = moneybird.books();
    let first = NonZeroU32::MIN;
    let id = "77".parse().unwrap();
    let month = Month::of(date(2026, 8, 1)).unwrap();
    let contacts = Batch::new(vec!["42".parse().unwrap()]).unwrap();
    let invoices = Batch::new(vec!["77".parse().unwrap()]).unwrap();
    let filter = InvoiceFilter::all_of(year());
    // The example's own customer id is asked for, as the client compares them.
    let customer = body["customer_id"].as_str().unwrap_or("x").parse().unwrap();
    Some(match operation {
        "get /administrations" => moneybird.client().administrations().await.map(drop),
        "get contacts" => books.search_contacts("x", first).await.map(drop),
        "post contacts" => books.create_contact(&full_contact(), None).await.map(drop),
        "get contacts/customer_id/{customer_id}" => {
            books.contact_by_customer_id(&customer).await.map(drop)
        }
        "get contacts/synchronization" => books.contact_versions().await.map(drop),
        "post contacts/synchronization" => books.fetch_contacts(&contacts).await.map(drop),
        "get external_sales_invoices" => books.invoices(&filter, first).await.map(drop),
        "post external_sales_invoices" => {
            books.create_invoice(&full_invoice(), None).await.map(drop)
        }
        // The answers to these are invoices too.
        "get external_sales_invoices/{id}"
        | "patch external_sales_invoices/{id}"
        | "patch external_sales_invoices/{id}/mark_as_dubious"
        | "patch external_sales_invoices/{id}/mark_as_uncollectible" => {
            books.invoice(&id).await.map(drop)
        }
        "get external_sales_invoices/synchronization" => {
            books.invoice_versions(year()).await.map(drop)
        }
        "post external_sales_invoices/synchronization" => {
            books.fetch_invoices(&invoices).await.map(drop)
        }
        "post external_sales_invoices/{external_sales_invoice_id}/payments" => {
            books.create_payment(&id, &settled_payment(), None).await.map(drop)
        }
        "get tax_rates" => books.tax_rates().await.map(drop),
        "get ledger_accounts" => books.ledger_accounts().await.map(drop),
        "get sales_invoices" => books.sales_invoices(year(), first).await.map(drop),
        "get reports/tax" => books.tax_report(month).await.map(drop),
        "get reports/profit_loss" => books.profit_loss(month.into()).await.map(drop),
        "get reports/general_ledger" => books.general_ledger(month.into()).await.map(drop),
        _ => return None,
    })
}

/// All example answers of the document: operation, status, name and body.
fn examples(specification: &Value) -> Vec<(String, u16, String, Value)> {
    let mut found = Vec::new();
    for (path, operations) in specification["paths"].as_object().unwrap() {
        let resource =
            path.trim_start_matches("/{administration_id}/").trim_end_matches("{format}");
        for (method, operation) in operations.as_object().unwrap() {
            let Some(responses) = operation["responses"].as_object() else {
                continue;
            };
            for (status, response) in responses {
                let examples = &response["content"]["application/json"]["examples"];
                for (name, example) in examples.as_object().into_iter().flatten() {
                    let operation = format!("{method} {resource}");
                    let status = status.parse().unwrap();
                    found.push((operation, status, name.clone(), example["value"].clone()));
                }
            }
        }
    }
    found
}

#[tokio::test]
async fn each_example_answer_is_understood() {
    let Some(specification) = specification() else {
        return;
    };
    let mut operations = std::collections::BTreeSet::new();
    let (mut read, mut refused) = (0, 0);
    for (operation, status, name, body) in examples(&specification) {
        let Some(result) = answer(&operation, status, &body).await else {
            continue;
        };
        match (status, result) {
            (200..=299, Ok(())) => read += 1,
            (404, Ok(())) => assert_eq!(operation, "get contacts/customer_id/{customer_id}"),
            (429, Err(Error::Throttled { .. })) => refused += 1,
            (400 | 422, Err(Error::Rejected { messages, .. })) => {
                assert!(!messages.is_empty(), "{operation} {name}");
                refused += 1;
            }
            (401, Err(Error::ScopeMissing { message }))
            | (404, Err(Error::NotFound { message, .. })) => {
                assert!(!message.is_empty(), "{operation} {name}");
                refused += 1;
            }
            (status, result) => panic!("{operation} {status} {name}: {result:?}"),
        }
        operations.insert(operation);
    }
    println!("read {read}, refused {refused}, operations {}", operations.len());
    assert_eq!(operations.len(), 21, "{operations:#?}");
    assert!(read >= 50 && refused >= 30, "{read} {refused}");
}
