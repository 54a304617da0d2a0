//! What a person does in Moneybird, and what a retry makes of it.

use std::time::Duration;

use axum::http::Method;
use sandbox::books::{Fault, FaultKind};
use serde_json::{Value, json};
use store::State;
use tower::ServiceExt;

use crate::histories::Mishap;
use crate::world::World;

/// A person's own change in Moneybird, made through its API.
pub(crate) async fn by_hand(world: &World, method: &str, path: String, body: Value) {
    let uri = format!("/api/v2/{}/{path}.json", world.books.administration_id());
    let request = axum::http::Request::builder()
        .method(method)
        .uri(uri)
        .header("authorization", "Bearer token-of-the-books")
        .header("content-type", "application/json")
        .header("host", "localhost")
        .body(axum::body::Body::from(serde_json::to_vec(&body).unwrap()))
        .unwrap();
    let answer = world.books.router().oneshot(request).await.unwrap();
    assert!(answer.status().is_success(), "{}", answer.status());
}

/// A second invoice with the same address.
pub(crate) fn twin(made: &Value) -> Value {
    let line = &made["details"][0];
    json!({
        "contact_id": made["contact_id"], "reference": made["reference"], "date": made["date"],
        "source": made["source"], "source_url": made["source_url"], "prices_are_incl_tax": true,
        "details_attributes": [{
            "description": "x", "price": "10.00", "tax_rate_id": line["tax_rate_id"],
            "ledger_account_id": line["ledger_account_id"],
        }],
    })
}

fn the_only_invoice(world: &World) -> Value {
    let invoices = world.books.invoices();
    assert_eq!(invoices.len(), 1, "{invoices:#?}");
    invoices[0].clone()
}

fn id_of(invoice: &Value) -> &str {
    invoice["id"].as_str().unwrap()
}

async fn retry(world: &World) {
    let order = world.service.find_order(world.finished()[0], None).await.unwrap();
    assert_eq!(order.state, State::Refused);
    world.service.retry(&order).await.unwrap();
    world.pass().await.unwrap();
}

async fn after_losing_an_answer(path: &str, kind: FaultKind) -> World {
    let world = World::of_one_order().await;
    world.books.faults().push(Fault::once(Method::POST, path, kind));
    world.pass().await.unwrap();
    world
}

#[tokio::test]
async fn of_two_invoices_one_is_removed_and_the_other_adopted() {
    let world =
        after_losing_an_answer("external_sales_invoices.json", FaultKind::Html500AfterEffect).await;
    world.books.add_foreign_invoice(&twin(&the_only_invoice(&world))).unwrap();
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    assert_eq!(world.count(State::Refused).await, 1);
    let second = world.books.invoices().last().unwrap().clone();
    world.books.delete_invoice(id_of(&second));
    retry(&world).await;
    assert_eq!(world.count(State::Booked).await, 1);
    assert_eq!(the_only_invoice(&world)["state"], "paid");
}

#[tokio::test]
async fn of_two_invoices_found_at_the_start_one_is_removed_and_the_other_adopted() {
    let world = World::of_one_order().await;
    world.pass().await.unwrap();
    world.books.add_foreign_invoice(&twin(&the_only_invoice(&world))).unwrap();
    let again = world.reinstalled().await;
    again.settled().await;
    assert_eq!(again.count(State::Refused).await, 1);
    let second = world.books.invoices().last().unwrap().clone();
    world.books.delete_invoice(id_of(&second));
    retry(&again).await;
    assert_eq!(again.count(State::Booked).await, 1);
    assert_eq!(the_only_invoice(&world)["payments"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn a_removed_invoice_is_made_again_when_a_person_says_so() {
    let world = World::of_one_order().await;
    let path = "external_sales_invoices/synchronization";
    world.books.faults().push(Fault::once(Method::POST, path, FaultKind::Html500BeforeEffect));
    assert!(world.pass().await.is_err());
    world.books.delete_invoice(id_of(&the_only_invoice(&world)));
    world.pass().await.unwrap();
    assert_eq!(world.count(State::Refused).await, 1);
    retry(&world).await;
    assert_eq!(world.count(State::Booked).await, 1);
    assert_eq!(the_only_invoice(&world)["state"], "paid");
}

#[tokio::test]
async fn an_invoice_removed_while_its_payment_is_unknown_stops_that_order_only() {
    let world = after_losing_an_answer("payments", FaultKind::Html500BeforeEffect).await;
    world.books.delete_invoice(id_of(&the_only_invoice(&world)));
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    assert_eq!(world.count(State::Refused).await, 1);
}

#[tokio::test]
async fn an_invoice_that_was_moved_before_the_look_up_is_found() {
    for change in ["date", "contact"] {
        let world =
            after_losing_an_answer("external_sales_invoices.json", FaultKind::Html500AfterEffect)
                .await;
        let made = the_only_invoice(&world);
        let other = world.books.contacts().into_iter().find(|contact| {
            contact["id"] != made["contact_id"] && contact["archived"] == json!(false)
        });
        let changed = match change {
            "date" => json!({ "date": "2026-11-01" }),
            _ => json!({ "contact_id": other.unwrap()["id"] }),
        };
        let path = format!("external_sales_invoices/{}", id_of(&made));
        by_hand(&world, "PATCH", path, json!({ "external_sales_invoice": changed })).await;
        world.clock.advance(Duration::from_hours(10));
        world.pass().await.unwrap();
        assert_eq!(the_only_invoice(&world)["state"], "paid", "{change}");
        assert_eq!(world.count(State::Booked).await, 1, "{change}");
    }
}

#[tokio::test]
async fn what_a_person_paid_is_not_paid_again() {
    let world = after_losing_an_answer("payments", FaultKind::Html500BeforeEffect).await;
    world.books.lock_until("2026-12-31".parse().unwrap());
    world.clock.advance(Duration::from_mins(61));
    world.pass().await.unwrap();
    let refused = world.service.orders(None, Some(State::Refused)).await.unwrap();
    assert_eq!(refused[0].code.as_deref(), Some("period-locked"));
    world.books.unlock();
    let made = the_only_invoice(&world);
    let account = world.books.account("Tussenrekening bankoverschrijving").unwrap();
    let path = format!("external_sales_invoices/{}/payments", id_of(&made));
    let payment = json!({ "payment": {
        "payment_date": made["date"], "price": made["total_price_incl_tax"],
        "manual_payment_action": "balance_settlement", "ledger_account_id": account,
    }});
    by_hand(&world, "POST", path, payment).await;
    retry(&world).await;
    let invoice = the_only_invoice(&world);
    assert_eq!(invoice["payments"].as_array().unwrap().len(), 1);
    assert_eq!(invoice["total_unpaid"], "0.0");
    assert_eq!(world.count(State::Booked).await, 1);
}

#[tokio::test]
async fn a_refused_payment_is_retried_on_the_account_that_the_settings_have_now() {
    let world = World::of_one_order().await;
    let old = world.books.account("Tussenrekening CCV Pay").unwrap();
    world.books.deactivate_account(&old);
    world.pass().await.unwrap();
    assert_eq!(world.count(State::Refused).await, 1);
    let new = world.books.account("Tussenrekening bankoverschrijving").unwrap();
    let settings = crate::settings::toml(&world.books, "all").replace(&old, &new);
    world.service.import_settings(&world.connection, &settings).await.unwrap();
    retry(&world).await;
    assert_eq!(world.count(State::Booked).await, 1);
    assert_eq!(the_only_invoice(&world)["payments"][0]["ledger_account_id"], json!(new));
}

#[tokio::test]
async fn an_adopted_invoice_with_another_total_is_not_paid() {
    let world = World::of_one_order().await;
    let fault = FaultKind::Html500BeforeEffect;
    world.books.faults().push(Fault::once(Method::POST, "payments", fault));
    world.pass().await.unwrap();
    world.books.edit_invoice_line(id_of(&the_only_invoice(&world)), 0, 1.into());
    let again = world.reinstalled().await;
    again.settled().await;
    assert_eq!(again.count(State::Refused).await, 1);
    assert_eq!(the_only_invoice(&world)["payments"], json!([]));
}

/// The connection for the payment never opened, and the program was down for days.
#[tokio::test]
async fn what_somebody_paid_meanwhile_is_not_paid_again() {
    let mut tried = 0;
    for call in 0..20 {
        let world = World::of_one_order().await;
        world.transport.plan(call, Mishap::NeverOpens);
        let has_stopped = world.pass().await.is_err();
        let made = world.books.invoices();
        if !has_stopped || made.iter().all(|own| own["payments"] != json!([])) {
            continue;
        }
        tried += 1;
        world.clock.advance(Duration::from_hours(60));
        let made = the_only_invoice(&world);
        let account = world.books.account("Tussenrekening bankoverschrijving").unwrap();
        let path = format!("external_sales_invoices/{}/payments", id_of(&made));
        let payment = json!({ "payment": {
            "payment_date": made["date"], "price": made["total_price_incl_tax"],
            "manual_payment_action": "balance_settlement", "ledger_account_id": account,
        }});
        by_hand(&world, "POST", path, payment).await;
        world.settled().await;
        let invoice = the_only_invoice(&world);
        assert_eq!(invoice["payments"].as_array().unwrap().len(), 1, "{invoice:#}");
        assert_eq!(world.count(State::Booked).await, 1);
    }
    assert_eq!(tried, 1, "one call is the payment");
}

#[tokio::test]
async fn a_period_that_is_locked_after_planning_gets_no_invoice() {
    let world = after_losing_an_answer("contacts.json", FaultKind::Html500BeforeEffect).await;
    world.books.lock_until("2026-12-31".parse().unwrap());
    world.clock.advance(Duration::from_mins(61));
    world.pass().await.unwrap();
    assert_eq!(world.books.invoices().len(), 0);
    let refused = world.service.orders(None, Some(State::Refused)).await.unwrap();
    assert_eq!(refused[0].code.as_deref(), Some("period-locked"));
}

#[tokio::test]
async fn customers_whose_contacts_were_archived_get_new_ones() {
    let world = World::new(120, 7).await;
    world.pass().await.unwrap();
    let booked = world.count(State::Booked).await;
    for contact in world.books.contacts() {
        if contact["customer_id"].as_str().is_some_and(|id| id.starts_with("ccv-")) {
            world.books.archive_contact(id_of(&contact));
        }
    }
    let waiting = world.shop.orders().into_iter().filter(|order| order.is_completed);
    let waiting: Vec<i64> =
        waiting.filter(|order| order.status != Some(7)).map(|order| order.id).collect();
    for order in &waiting {
        world.shop.set_status(*order, 7);
        world.shop.set_paid(*order, true);
    }
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    let refused = world.service.orders(None, Some(State::Refused)).await.unwrap();
    assert!(refused.is_empty(), "{refused:#?}");
    assert_eq!(world.count(State::Booked).await, booked + waiting.len() as u64);
}

#[tokio::test]
async fn an_old_copy_of_the_database_books_nothing_again() {
    let world = World::new(60, 7).await;
    world.pass().await.unwrap();
    let copy = world.reinstalled().await;
    copy.settled().await;
    let waiting = world.shop.orders().into_iter().filter(|order| order.is_completed);
    for order in waiting.filter(|order| order.status != Some(7)).take(8) {
        world.shop.set_status(order.id, 7);
        world.shop.set_paid(order.id, true);
    }
    world.clock.advance(Duration::from_mins(31));
    world.pass().await.unwrap();
    let booked = world.books.invoices().len();
    world.clock.advance(Duration::from_hours(31));
    copy.pass().await.unwrap();
    assert_eq!(world.books.invoices().len(), booked);
    assert_eq!(copy.count(State::Booked).await, booked as u64);
}

#[tokio::test]
async fn a_history_that_is_widened_later_books_nothing_again() {
    let world = World::new(120, 7).await;
    world.pass().await.unwrap();
    let booked = world.books.invoices().len();
    let again = world.reinstalled_from("2026-06-01").await;
    again.settled().await;
    let settings = crate::settings::toml(&world.books, "all");
    again.service.import_settings(&again.connection, &settings).await.unwrap();
    again.pass().await.unwrap();
    assert_eq!(world.books.invoices().len(), booked);
    assert_eq!(again.count(State::Booked).await, booked as u64);
}

#[tokio::test]
async fn whoever_tries_again_is_answered_by_the_shop_as_it_is_then() {
    let kinds = sandbox::generate::Kinds::plain();
    let world = World::with(1, 1, kinds, sandbox::books::Switches::default(), "all").await;
    let now = "2026-11-20T10:00:00Z".parse().unwrap();
    let rows = vec![crate::edits::row("Theepot", "113", 13)];
    let order = world.shop.add_order(sandbox::shop::model::Order::of(rows, now));
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Refused);
    world.shop.edit_order(order, |own| own.charges.shipping = "4.95".parse().unwrap());
    world.shop.edit_order(order, |own| own.rows[0] = crate::edits::row("Theepot", "121", 21));
    let record = world.service.find_order(order, None).await.unwrap();
    world.service.retry(&record).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
}
