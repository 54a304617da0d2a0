//! Contacts.

use sandbox::books::{Switches, UnknownKeys};
use serde_json::{Value, json};

use crate::bench::Bench;

#[tokio::test]
async fn a_contact_is_made_changed_found_and_archived() {
    let bench = Bench::new();
    let body = json!({ "contact": {
        "company_name": "De Kade B.V.", "firstname": "Jet", "lastname": "Bos", "country": "BE",
        "city": "Gent", "customer_id": "ccv-1-77", "tax_number": "BE0123456789",
        "send_invoices_to_email": "jet@kade.example", "email_ubl": "true",
    } });
    let made = bench.post("contacts", body).await.is(201);
    assert_eq!(made.at("/email"), "jet@kade.example");
    assert_eq!(made.at("/address1"), "");
    assert_eq!(made.at("/delivery_method"), "Email");
    assert_eq!(made.body["email_ubl"], json!(true));
    assert_eq!(made.at("/contact_people/0/lastname"), "Bos");
    assert_eq!(made.body["tax_number_valid"], Value::Null);
    assert_eq!(made.at("/events/0/action"), "contact_created");
    let id = made.id();

    bench.pass(2_000);
    let found = bench.get("contacts/customer_id/ccv-1-77").await.is(200);
    assert_eq!(found.id(), id);
    assert_eq!(found.body["tax_number_valid"], json!(true));
    assert!(found.body["version"].as_i64() > made.body["version"].as_i64());

    let body = json!({ "contact": { "city": "Brugge" } });
    let changed = bench.patch(&format!("contacts/{id}"), body).await.is(200);
    assert_eq!(changed.at("/city"), "Brugge");
    assert_eq!(changed.at("/company_name"), "De Kade B.V.");

    bench.call("PATCH", &format!("contacts/{id}/archive"), None).await.is(204);
    let again = bench.call("PATCH", &format!("contacts/{id}/archive"), None).await.is(400);
    assert_eq!(again.at("/error"), "Contact can not be archived");
    bench.get(&format!("contacts/{id}")).await.is(404);
    bench.get("contacts/customer_id/ccv-1-77").await.is(404);
    let kept = bench.get(&format!("contacts/{id}?include_archived=true")).await.is(200);
    assert_eq!(kept.body["archived"], json!(true));
}

#[tokio::test]
async fn customer_ids_follow_a_sequence_and_are_unique() {
    let bench = Bench::new();
    let name = |id: &str| json!({ "contact": { "lastname": "Bos", "customer_id": id } });
    let taken: Vec<_> = bench.books.contacts().iter().map(|c| c["customer_id"].clone()).collect();
    assert_eq!(taken, ["1", "2", "3", "4", "5", "oud-17"]);
    bench.post("contacts", name("7")).await.is(201);
    for expected in ["6", "8"] {
        let made = bench.post("contacts", json!({ "contact": { "lastname": "Vis" } })).await;
        assert_eq!(made.is(201).at("/customer_id"), expected);
    }
    // Also taken by somebody archived.
    for id in ["7", "oud-17"] {
        let refused = bench.post("contacts", name(id)).await.is(422);
        assert_eq!(refused.body["error"], json!({ "customer_id": ["is already in use"] }));
    }
    let first = bench.books.contacts()[0]["id"].as_str().unwrap().to_owned();
    bench.patch(&format!("contacts/{first}"), name("7")).await.is(422);
}

#[tokio::test]
async fn refusals_are_worded_as_moneybird_words_them() {
    let bench = Bench::new();
    let nameless = json!({ "error": {
        "firstname": ["is required"], "lastname": ["is required"], "company_name": ["is required"],
    }, "details": {
        "firstname": [{ "error": "is required" }], "lastname": [{ "error": "is required" }],
        "company_name": [{ "error": "is required" }],
    } });
    let unreachable = json!({
        "error": { "send_invoices_to_email": ["includes a domain which cannot receive emails"] },
        "details": { "send_invoices_to_email": [{ "error": "email_domain_unreachable" }] },
    });
    let future = json!({ "error": { "sepa_mandate_date": ["cannot be in the future"] },
        "details": { "sepa_mandate_date": [{ "error": "not_in_future" }] } });
    for (body, status, expected) in [
        (
            json!({}),
            400,
            json!({ "error": "Contact is required",
            "symbolic": { "contact": "required" } }),
        ),
        (json!({ "contact": { "company_name": " " } }), 422, nameless),
        (
            json!({ "contact": { "lastname": "Bos",
            "send_invoices_to_email": "a@kade.example, b@gmial.INVALID" } }),
            422,
            unreachable,
        ),
        (
            json!({ "contact": { "lastname": "Bos", "sepa_mandate_date": "2026-08-22" } }),
            422,
            future,
        ),
        (
            json!({ "contact": { "lastname": "Bos", "custom_fields_attributes":
            { "0": { "id": 1234, "value": "x" } } } }),
            404,
            json!({ "error": "Custom field with id 1234 not found for administration",
                "symbolic": { "custom_fields_attributes": "not_found" } }),
        ),
        (
            json!({ "contact": { "lastname": "Bos", "is_trusted": true } }),
            400,
            json!({ "error":
                "An contact can only be trusted during the approval of a payment.",
                "symbolic": { "is_trusted": "permission" } }),
        ),
    ] {
        let refused = bench.post("contacts", body).await.is(status);
        assert_eq!(refused.body, expected);
    }
    for (body, status) in [
        (json!({ "contact": { "lastname": "Bos", "email": "a@b.example" } }), 400),
        (json!({ "contact": { "lastname": "Bos" }, "extra": 1 }), 400),
        (json!({ "contact": { "lastname": null } }), 400),
        (json!({ "contact": { "lastname": "Bos", "country": "Nederland" } }), 422),
        (json!({ "contact": { "lastname": "Bos", "send_invoices_to_email": "kees" } }), 422),
        (json!({ "contact": { "lastname": "B".repeat(256) } }), 422),
    ] {
        bench.post("contacts", body).await.is(status);
    }
    let missing = json!({ "error": "record not found", "symbolic": { "id": "not_found" } });
    assert_eq!(bench.get("contacts/12").await.is(404).body, missing);
    let body = json!({ "contact": { "lastname": "Bos" } });
    assert_eq!(bench.patch("contacts/12", body).await.is(404).body, missing);
    let missing = bench.get("contacts/customer_id/nobody").await.is(404);
    assert_eq!(missing.body["symbolic"], json!({ "customer_id": "not_found" }));
    assert_eq!(bench.books.contacts().len(), 6);
}

#[tokio::test]
async fn unknown_keys_may_be_ignored() {
    let loose = Switches { unknown_keys: UnknownKeys::Ignore, ..Switches::default() };
    let books = Bench::with(loose).books;
    let made = books.seed_contact(&json!({ "lastname": "Bos", "email": "a@b.example" }));
    assert!(made.is_ok());
    assert_eq!(books.contacts().last().unwrap()["email"], "");
}

#[tokio::test]
async fn free_search_finds_parts_of_words() {
    let bench = Bench::new();
    let search = async |query: &str| {
        bench.get(&format!("contacts?query={query}&per_page=100")).await.is(200).column("email")
    };
    assert_eq!(search("klant1%40voorbeeld.example").await, ["klant1@voorbeeld.example"]);
    let other =
        json!({ "lastname": "X", "send_invoices_to_email": "klant1@voorbeeld.example.org" });
    bench.books.seed_contact(&other).unwrap();
    assert_eq!(search("klant1%40voorbeeld.example").await.len(), 2);
    assert_eq!(search("SANNE+zwolle").await, ["klant1@voorbeeld.example"]);
    assert!(search("sanne+breda").await.is_empty());
    assert!(search("vertrokken").await.is_empty());
    let all = bench.get("contacts?query=vertrokken&include_archived=true").await;
    assert_eq!(all.column("customer_id"), ["oud-17"]);
}

#[tokio::test]
async fn filters_and_versions() {
    let bench = Bench::new();
    let firsts = async |path: &str| bench.get(path).await.is(200).column("firstname");
    assert_eq!(firsts("contacts/filter?filter=first_name:SANNE").await, ["Sanne"]);
    // People of a company count as well.
    assert_eq!(firsts("contacts/filter?filter=last_name:el%20amrani").await, ["Mo"]);
    assert_eq!(firsts("contacts/filter?filter=contact_type:private_individual").await, ["Sanne"]);
    let none = firsts("contacts/filter?filter=updated_after:2026-08-21%2012:00:00%20UTC").await;
    assert!(none.is_empty());
    bench.get("contacts/filter?filter=shoe_size:43").await.is(400);

    let all = bench.get("contacts/synchronization").await.is(200);
    assert_eq!(all.body.as_array().unwrap().len(), 5);
    let archived = bench.get("contacts/synchronization?include_archived=true").await.is(200);
    let ids = archived.column("id");
    assert_eq!(ids.len(), 6);
    let asked = json!({ "ids": [ids[0], ids[5], "12"] });
    let records = bench.post("contacts/synchronization", asked).await.is(200);
    assert_eq!(records.column("id"), [ids[5].as_str(), ids[0].as_str()]);
    let refused = bench.post("contacts/synchronization", json!({})).await.is(400);
    assert_eq!(
        refused.body,
        json!({ "error": "Ids is required", "symbolic": { "ids": "required" } })
    );
    let refused = bench.post("contacts/synchronization", json!({ "ids": "1" })).await.is(400);
    assert_eq!(refused.at("/error"), "Ids isn't an array");
}

#[tokio::test]
async fn a_contact_in_the_books_cannot_be_deleted() {
    let bench = Bench::new();
    let contact = bench.contact();
    let invoice = bench.book(&contact, "A-1", "10").await.id();
    bench.delete(&format!("contacts/{contact}")).await.is(422);
    assert!(bench.books.delete_invoice(&invoice));
    bench.delete(&format!("contacts/{contact}")).await.is(204);
    bench.delete(&format!("contacts/{contact}")).await.is(404);
}
