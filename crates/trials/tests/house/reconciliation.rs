//! Once a day the open months are compared with Moneybird, and a person is shown what is wrong there.

use std::time::Duration;

use rust_decimal::Decimal;
use serde_json::{Value, json};
use store::State;
use sync::Differing;

use crate::world::World;

/// The invoices of this month.
fn of_november(world: &World) -> Vec<Value> {
    let mut all = world.books.invoices();
    all.retain(|own| own["date"].as_str().unwrap().starts_with("2026-11"));
    all
}

async fn refused(world: &World) -> Vec<(String, String)> {
    let all = world.service.orders(None, Some(State::Refused)).await.unwrap();
    let mut found: Vec<(String, String)> =
        all.into_iter().map(|own| (own.invoice_id.unwrap(), own.message.unwrap())).collect();
    found.sort();
    found
}

fn text(value: &Value) -> String {
    value.as_str().unwrap().to_owned()
}

#[tokio::test]
async fn exactly_what_was_deleted_altered_or_doubled_is_named() {
    let world = World::new(120, 2).await;
    world.pass().await.unwrap();
    let invoices = of_november(&world);
    let [gone, altered, doubled] = [0, 1, 2].map(|at| text(&invoices[at]["id"]));
    world.books.delete_invoice(&gone);
    world.books.edit_invoice_line(&altered, 0, Decimal::new(100_000, 2));
    let (made, line) = (&invoices[2], &invoices[2]["details"][0]);
    let twin = json!({
        "contact_id": made["contact_id"], "reference": made["reference"], "date": made["date"],
        "source": made["source"], "source_url": made["source_url"], "prices_are_incl_tax": true,
        "details_attributes": [{
            "description": "x", "price": "10.00", "tax_rate_id": line["tax_rate_id"],
            "ledger_account_id": line["ledger_account_id"],
        }],
    });
    let twin = world.books.add_foreign_invoice(&twin).unwrap();
    world.clock.advance(Duration::from_hours(23));
    world.pass().await.unwrap();
    assert_eq!(refused(&world).await, []);
    assert_eq!(world.service.differing().await.unwrap(), Differing::default());
    world.clock.advance(Duration::from_hours(2));
    let before = world.books.invoices();
    world.pass().await.unwrap();
    assert_eq!(world.books.invoices(), before, "it repairs nothing");
    let differing = Differing { connections: 1, months: 1 };
    assert_eq!(world.service.differing().await.unwrap(), differing);
    let found = refused(&world).await;
    let mut wanted = vec![
        (gone.clone(), format!("Invoice {gone} is no longer in Moneybird.")),
        (altered.clone(), "Sent was".to_owned()),
        (doubled.clone(), format!("2 invoices for this order: {doubled}, {twin}")),
    ];
    wanted.sort();
    assert_eq!(found.len(), wanted.len(), "{found:#?}");
    for ((id, message), (wanted, part)) in found.iter().zip(&wanted) {
        assert!(id == wanted && message.contains(part), "{id}: {message}");
    }
    // A person mends two of them, and lets them be tried again.
    world.books.delete_invoice(&twin);
    for own in world.service.orders(None, Some(State::Refused)).await.unwrap() {
        if own.invoice_id.as_ref() != Some(&altered) {
            let record = world.service.find_order(own.id, None).await.unwrap();
            world.service.retry(&record).await.unwrap();
        }
    }
    world.pass().await.unwrap();
    let left = refused(&world).await;
    assert_eq!(left.iter().map(|own| own.0.clone()).collect::<Vec<_>>(), [altered]);
}

#[tokio::test]
async fn it_runs_once_a_day_and_survives_pauses() {
    let world = World::new(120, 2).await;
    let first = world.pass().await.unwrap();
    assert!(first.tally.moneybird > 0);
    let fact = async || world.service.store().fact(&world.connection, "reconciled").await.unwrap();
    let at = fact().await.unwrap().at;
    world.clock.advance(Duration::from_hours(1));
    assert_eq!(world.pass().await.unwrap().tally.moneybird, 0);
    assert_eq!(fact().await.unwrap().at, at);
    world.clock.advance(Duration::from_hours(24));
    // Others have used up the allowance, but for a few calls.
    let busy = world.books.router();
    for _ in 0..147 {
        let uri = format!("/api/v2/{}/tax_rates.json", world.books.administration_id());
        let request = axum::http::Request::builder()
            .uri(uri)
            .header("authorization", "Bearer token-of-the-books")
            .header("host", "localhost")
            .body(axum::body::Body::empty())
            .unwrap();
        tower::ServiceExt::oneshot(busy.clone(), request).await.unwrap();
    }
    let passed = world.pass().await.unwrap();
    assert!((5..=20).contains(&passed.tally.moneybird), "{}", passed.tally.moneybird);
    let found: Value = serde_json::from_str(&fact().await.unwrap().body).unwrap();
    let months: Vec<&str> =
        found.as_array().unwrap().iter().map(|own| own["period"].as_str().unwrap()).collect();
    assert_eq!(months, ["2026-11", "2026-10"]);
    assert!(found.as_array().unwrap().iter().all(|own| own["closes"] == true), "{found:#}");
    assert_eq!(refused(&world).await, []);
    world.clock.advance(Duration::from_mins(31));
    assert_eq!(world.pass().await.unwrap().tally.moneybird, 0);
}

#[tokio::test]
async fn a_locked_month_is_left_alone() {
    let world = World::new(60, 2).await;
    world.pass().await.unwrap();
    world.books.lock_until("2026-10-31".parse().unwrap());
    world.clock.advance(Duration::from_hours(25));
    world.pass().await.unwrap();
    let fact = world.service.store().fact(&world.connection, "reconciled").await.unwrap();
    let found: Value = serde_json::from_str(&fact.unwrap().body).unwrap();
    assert_eq!(found.as_array().unwrap().len(), 1);
    assert_eq!(found[0]["period"], "2026-11");
}
