//! Webhooks (moneybird-api.md §5).

use hmac::{Hmac, KeyInit, Mac};
use sandbox::books::{Notice, Switches, Verdict};
use serde_json::{Value, json};
use sha2::Sha256;

use crate::bench::{Answer, Bench};

const URL: &str = "https://user:pass@app.example/hook";

async fn hook(bench: &Bench, events: &[&str]) -> Answer {
    // Else the first to be heard of is a contact of before, whose VAT number was just checked.
    bench.pass(1000);
    let body = json!({ "url": URL, "enabled_events": events });
    let made = bench.post("webhooks", body).await.is(201);
    bench.books.take_notices();
    made
}

/// The actions of what is to be sent.
fn actions(notices: &[Notice]) -> Vec<String> {
    notices.iter().map(|notice| body(notice)["action"].as_str().unwrap().to_owned()).collect()
}

fn body(notice: &Notice) -> Value {
    serde_json::from_str(&notice.body).unwrap()
}

fn hmac(secret: &str, message: &str) -> String {
    let mut mac = Hmac::<Sha256>::new_from_slice(secret.as_bytes()).unwrap();
    mac.update(message.as_bytes());
    hex::encode(mac.finalize().into_bytes())
}

#[tokio::test]
async fn a_webhook_is_made_shown_switched_and_deleted() {
    let bench = Bench::new();
    let made = hook(&bench, &["contact", "external_sales_invoice_created"]).await;
    assert_eq!((made.at("/token").len(), made.at("/secret").len()), (24, 64));
    assert_eq!(made.body["enabled_events"], json!(["contact", "external_sales_invoice_created"]));
    let id = made.id();
    let list = bench.get("webhooks").await.is(200);
    assert_eq!(list.column("id"), [id.as_str()]);
    assert!(list.body[0].get("secret").is_none(), "the secret is told once");
    let off = bench.patch(&format!("webhooks/{id}/deactivate"), json!({})).await.is(200);
    assert_eq!(off.at("/deactivated_at"), "2026-08-21T12:00:01.000Z");
    bench.contact();
    assert!(bench.books.take_notices().is_empty(), "it is off");
    let on = bench.patch(&format!("webhooks/{id}/activate"), json!({})).await.is(200);
    assert!(on.body["deactivated_at"].is_null());
    bench.contact();
    assert_eq!(actions(&bench.books.take_notices()), ["contact_created"]);
    bench.delete(&format!("webhooks/{id}")).await.is(204);
    bench.contact();
    assert!(bench.books.take_notices().is_empty(), "it is gone");
    for (method, path) in [
        ("DELETE", format!("webhooks/{id}")),
        ("PATCH", format!("webhooks/{id}/activate")),
        ("PATCH", format!("webhooks/{id}/deactivate")),
    ] {
        let answer = bench.call(method, &path, None).await.is(404);
        assert_eq!(answer.at("/error"), "Record not found for model name: Webhook");
    }
}

#[tokio::test]
async fn what_is_no_webhook_is_refused() {
    let bench = Bench::new();
    for (body, status) in [
        (json!({}), 400),
        (json!({ "url": "" }), 400),
        (json!({ "url": URL, "events": ["contact"] }), 400),
        (json!({ "url": URL, "enabled_events": ["orders.created"] }), 400),
        (json!({ "url": URL, "enabled_events": "contact" }), 400),
        (json!({ "url": URL, "colour": "red" }), 400),
        (json!({ "url": "app.example/hook" }), 422),
    ] {
        bench.post("webhooks", body).await.is(status);
    }
    let answer = bench.post("webhooks", json!({})).await;
    assert_eq!(
        answer.body,
        json!({ "error": "Url is required", "symbolic": { "url": "required" } })
    );
    assert!(bench.get("webhooks").await.body.as_array().unwrap().is_empty());
    let scopes = vec!["sales_invoices".to_owned()];
    let narrow = Bench::with(Switches { scopes, ..Switches::default() });
    let answer = narrow.get("webhooks").await.is(401);
    assert_eq!(answer.at("/error"), "No access to settings");
}

#[tokio::test]
async fn making_one_calls_its_address_once() {
    let bench = Bench::new();
    let made = bench.post("webhooks", json!({ "url": URL })).await.is(201);
    let notices = bench.books.take_notices();
    assert_eq!(notices.len(), 1);
    assert_eq!((notices[0].address.as_str(), &notices[0].webhook_id), (URL, &made.id()));
    assert_eq!(body(&notices[0])["webhook_token"], made.at("/token"));
    bench.books.answered(&notices[0], Some(500), "oops");
    bench.pass(24 * 3600 * 1000);
    assert!(bench.books.take_notices().is_empty());
    let strict = Bench::with(Switches { webhook_ping: Verdict::Refuse, ..Switches::default() });
    let answer = strict.post("webhooks", json!({ "url": URL })).await.is(422);
    assert!(answer.body["error"]["url"].is_array());
    assert_eq!(strict.books.take_notices().len(), 1, "it was called all the same");
    assert!(strict.get("webhooks").await.body.as_array().unwrap().is_empty());
}

#[tokio::test]
async fn events_of_invoices_and_payments_are_told() {
    let bench = Bench::new();
    hook(&bench, &["external_sales_invoice", "payment"]).await;
    let contact = bench.contact();
    let invoice = bench.book(&contact, "2026-0001", "121").await;
    let notices = bench.books.take_notices();
    assert_eq!(actions(&notices), ["external_sales_invoice_created"]);
    let told = body(&notices[0]);
    assert_eq!(told["entity"], invoice.body);
    assert_eq!(told["entity_type"], "ExternalSalesInvoice");
    assert_eq!(told["entity_id"], invoice.at("/id"));
    assert_eq!(told["state"], "open");
    assert_eq!(told["administration_id"], bench.books.administration_id());
    let payment = bench.pay(&invoice.id(), "121").await.is(201);
    let notices = bench.books.take_notices();
    let paid = "external_sales_invoice_state_changed_to_paid";
    assert_eq!(actions(&notices), ["payment_registered", paid]);
    let told = body(&notices[0]);
    assert_eq!((&told["entity_type"], &told["state"]), (&json!("Payment"), &Value::Null));
    assert_eq!(told["entity"], payment.body);
    assert_eq!(body(&notices[1])["state"], "paid");
    let path = format!("external_sales_invoices/{}", invoice.id());
    bench.delete(&format!("{path}/payments/{}", payment.id())).await.is(204);
    let notices = bench.books.take_notices();
    let open = "external_sales_invoice_state_changed_to_open";
    assert_eq!(actions(&notices), ["payment_destroyed", open]);
    assert!(body(&notices[0])["entity"].is_null());
    bench.patch(&path, json!({ "external_sales_invoice": { "source": "x" } })).await.is(200);
    assert!(bench.books.edit_invoice_line(&invoice.id(), 0, 100.into()));
    let updated = "external_sales_invoice_updated";
    assert_eq!(actions(&bench.books.take_notices()), [updated, updated]);
    bench.delete(&path).await.is(204);
    let notices = bench.books.take_notices();
    assert_eq!(actions(&notices), ["external_sales_invoice_destroyed"]);
    assert!(body(&notices[0])["entity"].is_null());
    assert_eq!(body(&notices[0])["entity_id"], invoice.at("/id"));
    let other = bench.book(&contact, "2026-0002", "10").await;
    assert!(bench.books.delete_invoice(&other.id()));
    let destroyed = "external_sales_invoice_destroyed";
    assert_eq!(actions(&bench.books.take_notices()), ["external_sales_invoice_created", destroyed]);
}

#[tokio::test]
async fn lateness_is_told() {
    let bench = Bench::new();
    hook(&bench, &["external_sales_invoice_state_changed"]).await;
    let contact = bench.contact();
    let mut asked = Bench::invoice(&contact, "1", true, &[bench.line("121", "21% btw")]);
    asked["external_sales_invoice"]["due_date"] = json!("2026-08-22");
    bench.post("external_sales_invoices", asked).await.is(201);
    bench.pass(24 * 3600 * 1000);
    assert!(bench.books.take_notices().is_empty());
    bench.pass(24 * 3600 * 1000);
    let notices = bench.books.take_notices();
    assert_eq!(actions(&notices), ["external_sales_invoice_state_changed_to_late"]);
    assert_eq!(body(&notices[0])["entity"]["state"], "late");
}

#[tokio::test]
async fn events_of_contacts_and_of_consent_are_told() {
    let bench = Bench::new();
    hook(&bench, &["contact", "access_token_revoked"]).await;
    let kept = bench.contact();
    let number = json!({ "contact": { "tax_number": "NL123456789B01" } });
    bench.patch(&format!("contacts/{kept}"), number).await.is(200);
    bench.pass(1000);
    let other = bench.contact();
    bench.patch(&format!("contacts/{other}/archive"), json!({})).await.is(204);
    assert!(bench.books.merge_contact(&other, &kept));
    bench.delete(&format!("contacts/{kept}")).await.is(204);
    let third = bench.contact();
    assert!(bench.books.archive_contact(&third));
    let notices = bench.books.take_notices();
    assert_eq!(
        actions(&notices),
        [
            "contact_created",
            "contact_changed",
            "contact_tax_number_validated",
            "contact_created",
            "contact_archived",
            "contact_merged",
            "contact_destroyed",
            "contact_created",
            "contact_archived",
        ]
    );
    assert!(notices.iter().all(|notice| body(notice)["entity_type"] == "Contact"));
    assert_eq!(body(&notices[2])["entity"]["tax_number_valid"], true);
}

#[tokio::test]
async fn one_that_asked_for_nothing_hears_nothing_of_ours() {
    let bench = Bench::new();
    hook(&bench, &[]).await;
    hook(&bench, &["sales_invoice"]).await;
    let contact = bench.contact();
    bench.book(&contact, "1", "10").await;
    assert!(bench.books.take_notices().is_empty());
}

#[tokio::test]
async fn what_is_not_taken_comes_again_under_the_same_key() {
    let bench = Bench::new();
    let made = hook(&bench, &["contact"]).await;
    bench.contact();
    let first = bench.books.take_notices().remove(0);
    assert!(bench.books.take_notices().is_empty(), "taken is taken");
    let sent = |second: i64, notice: &Notice| {
        let signed = format!("{second}.{}", notice.body);
        format!("t={second},v1={}", hmac(made.at("/secret"), &signed))
    };
    assert_eq!(first.signature, sent(1_787_313_601, &first));
    let mut now = 1_787_313_601;
    let mut tries = 0;
    let mut latest = first.clone();
    loop {
        bench.books.answered(&latest, [None, Some(500), Some(204)][tries % 3], "nee");
        let wait = 60 << tries;
        bench.pass(wait * 1000 - 1);
        assert!(bench.books.take_notices().is_empty(), "too early after {tries}");
        bench.pass(1);
        now += wait;
        let Some(again) = bench.books.take_notices().pop() else { break };
        tries += 1;
        assert_eq!(again.idempotency_key, first.idempotency_key);
        assert_eq!(again.body, first.body);
        assert_eq!(again.signature, sent(now, &again));
        latest = again;
    }
    assert_eq!(tries, 10);
    let shown = bench.get("webhooks").await;
    assert_eq!(shown.body[0]["last_http_status"], 500);
    assert_eq!(shown.body[0]["last_http_body"], "nee");
}

#[tokio::test]
async fn a_webhook_that_is_off_still_gets_what_was_under_way() {
    let bench = Bench::new();
    let made = hook(&bench, &["contact"]).await;
    bench.contact();
    bench.contact();
    let notices = bench.books.take_notices();
    assert_ne!(notices[0].idempotency_key, notices[1].idempotency_key);
    bench.books.answered(&notices[0], Some(200), "");
    bench.books.answered(&notices[1], None, "");
    bench.patch(&format!("webhooks/{}/deactivate", made.id()), json!({})).await.is(200);
    bench.contact();
    bench.pass(60_000);
    let again = bench.books.take_notices();
    assert_eq!(again.len(), 1);
    assert_eq!(again[0].idempotency_key, notices[1].idempotency_key);
}
