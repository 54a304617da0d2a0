//! The closing statement tells what is there, and names what does not fit.

use std::sync::Arc;
use std::time::Duration;

use bookkeeping::closing::Statement;
use remote::{Boxed, Reply, Request, SendError, Transport};
use rust_decimal::Decimal;
use sandbox::books::{Rounding, Switches};
use sandbox::generate::Kinds;
use serde_json::{Value, json};
use store::State;
use sync::{ClosingStep, Service};

use crate::world::World;

/// Is told of which month a report is, and given its rates.
type Twist = Box<dyn Fn(&str, &mut Vec<Value>) + Send + Sync>;

/// Carries requests, and changes what the tax report says.
struct Twisted {
    inner: Arc<dyn Transport>,
    twist: Twist,
}

impl Transport for Twisted {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(async move {
            let mut reply = self.inner.send(request).await?;
            if request.url.path().ends_with("reports/tax.json") {
                let is_period = |pair: &(_, _)| pair.0 == "period";
                let (_, month) = request.url.query_pairs().find(is_period).unwrap();
                let mut report: Value = serde_json::from_slice(&reply.body).unwrap();
                (self.twist)(&month, report["tax_rates"].as_array_mut().unwrap());
                reply.body = serde_json::to_vec(&report).unwrap();
            }
            Ok(reply)
        })
    }
}

/// The same world, with another service before the same database.
fn with(mut world: World, allowed: u32, twist: Twist) -> World {
    let mut options = world.service.options().clone();
    options.requests_per_window = allowed;
    options.reports_per_window = allowed;
    let inner: Arc<dyn Transport> = Arc::clone(&world.transport) as _;
    let transport = Arc::new(Twisted { inner, twist });
    let store = world.service.store().clone();
    world.service = Service::new(store, transport, world.clock.clone(), options);
    world
}

/// Code and order of every explanation, in order.
fn explained(statement: &Statement) -> Vec<(&str, i64)> {
    let all = statement.explanations.iter();
    let mut codes: Vec<(&str, i64)> = all.map(|own| (own.code.as_str(), own.id)).collect();
    codes.sort_unstable();
    codes
}

fn unexplained(statement: &Statement) -> Vec<(&str, String)> {
    let rows = statement.rows.iter().filter(|row| row.case == "unexplained");
    rows.map(|row| (row.tax_rate.as_deref().unwrap(), row.difference.net.to_string())).collect()
}

#[tokio::test]
async fn the_books_close_when_vat_is_rounded_per_line() {
    let switches = Switches { rounding: Rounding::PerLine, ..Switches::default() };
    let world = World::with(250, 9, Kinds::everyday(), switches, "all").await;
    world.pass().await.unwrap();
    assert_eq!(world.count(State::Refused).await, 0);
    for year in ["2025", "2026"] {
        let statement = world.close(year).await;
        assert!(statement.closes, "{statement:#?}");
    }
}

#[tokio::test]
async fn orders_that_are_refused_explain_the_whole_difference() {
    let world = World::with(400, 4, Kinds::all(), Switches::default(), "all").await;
    world.pass().await.unwrap();
    assert!(world.count(State::Refused).await > 0);
    let statement = world.close("2026").await;
    assert!(!statement.closes);
    let explained: Decimal = statement
        .explanations
        .iter()
        .map(|explanation| (explanation.net + explanation.vat).decimal())
        .sum();
    let missing: Decimal =
        statement.rows.iter().map(|row| (row.difference.net + row.difference.vat).decimal()).sum();
    assert_eq!(explained, missing);
    for explanation in &statement.explanations {
        assert!(!explanation.message.is_empty(), "{explanation:#?}");
    }
}

#[tokio::test]
async fn what_was_removed_altered_or_added_in_moneybird_is_named() {
    let world = World::new(120, 2).await;
    world.pass().await.unwrap();
    let of_year =
        |invoice: &&serde_json::Value| invoice["date"].as_str().unwrap().starts_with("2026");
    let invoices = world.books.invoices();
    let mut invoices = invoices.iter().filter(of_year);
    let mut next = || invoices.next().unwrap()["id"].as_str().unwrap().to_owned();
    let (removed, altered) = (next(), next());
    world.books.delete_invoice(&removed);
    world.books.edit_invoice_line(&altered, 0, Decimal::new(100_000, 2));
    let statement = world.close("2026").await;
    let mut codes: Vec<(&str, &str)> = statement
        .explanations
        .iter()
        .map(|one| (one.code.as_str(), one.invoice_id.as_deref().unwrap()))
        .collect();
    codes.sort_unstable();
    assert_eq!(codes, vec![("altered", altered.as_str()), ("gone", removed.as_str())]);
    assert!(!statement.closes);
}

#[tokio::test]
async fn an_invoice_whose_payment_was_refused_is_not_somebody_elses() {
    let world = World::of_one_order().await;
    let account = world.books.account("Tussenrekening CCV Pay").unwrap();
    world.books.deactivate_account(&account);
    world.pass().await.unwrap();
    assert_eq!(world.count(State::Refused).await, 1);
    let invoices = world.books.invoices();
    let year = &invoices[0]["date"].as_str().unwrap()[..4];
    let statement = world.close(year).await;
    assert!(statement.closes, "{statement:#?}");
    assert_eq!(statement.outside, vec![]);
    assert_eq!(explained(&statement), [("payment-refused", world.finished()[0])]);
    assert_eq!(statement.explanations[0].invoice_id.as_deref(), invoices[0]["id"].as_str());
    assert!(statement.rows.iter().all(|row| row.booked == row.shop && row.shop.count > 0));
}

#[tokio::test]
async fn drafts_do_not_count() {
    let world = World::new(60, 7).await;
    world.pass().await.unwrap();
    let rate = world.books.tax_rate("21% btw").unwrap();
    for (id, state) in [("123456789", "draft"), ("123456790", "scheduled")] {
        world.books.add_sales_invoice(json!({
            "id": id, "invoice_id": null, "reference": null, "invoice_date": "2026-11-20",
            "state": state, "currency": "EUR",
            "total_price_excl_tax": "100.0", "total_price_incl_tax": "121.0",
            "details": [{
                "id": "1", "description": "x", "price": "100.0", "amount_decimal": "1.0",
                "tax_rate_id": rate, "ledger_account_id": "1",
                "total_price_excl_tax_with_discount": "100.0",
            }],
            "tax_totals": [{
                "tax_rate_id": rate, "taxable_amount": "100.0", "tax_amount": "21.0",
            }],
        }));
    }
    let statement = world.close("2026").await;
    assert!(statement.closes, "{statement:#?}");
    assert_eq!(statement.outside, vec![]);
}

#[tokio::test]
async fn what_the_report_has_at_a_rate_of_no_order_shows() {
    let world = World::with(60, 7, Kinds::plain(), Switches::default(), "all").await;
    world.pass().await.unwrap();
    let rate = world.books.tax_rate("OSS Frankrijk 5,5%").unwrap();
    let world = with(
        world,
        150,
        Box::new(move |month, rates| {
            if month == "202610" {
                rates.push(json!({
                    "tax_rate_id": rate, "name": "Frans", "percentage": "5.5",
                    "report_reference": "", "amount": "1000.0", "type": "sales_invoice",
                    "tax": "55.0",
                }));
            }
        }),
    );
    let statement = world.close("2026").await;
    assert!(!statement.closes);
    assert_eq!(unexplained(&statement), [("Frans", "-1000.00".to_owned())]);
    assert_eq!(statement.difference.to_string(), "1055.00");
}

#[tokio::test]
async fn an_invoice_of_others_without_vat_may_be_missing_in_the_report() {
    let world = World::with(60, 7, Kinds::plain(), Switches::default(), "all").await;
    world.pass().await.unwrap();
    let zero = world.books.tax_rate("Geen btw").unwrap();
    let account = world.books.account("Omzet").unwrap();
    let line = json!({
        "description": "x", "price": "50.00", "tax_rate_id": zero, "ledger_account_id": account,
    });
    let invoice = json!({
        "reference": "hand", "date": "2026-10-10", "prices_are_incl_tax": true,
        "details_attributes": [line],
    });
    world.books.add_foreign_invoice(&invoice).unwrap();
    let leave_out =
        move |_: &str, rates: &mut Vec<Value>| rates.retain(|own| own["tax_rate_id"] != zero);
    let world = with(world, 150, Box::new(leave_out));
    let statement = world.close("2026").await;
    assert!(statement.closes, "{statement:#?}");
    assert_eq!(statement.outside.len(), 1);
}

#[tokio::test]
async fn what_was_edited_or_cancelled_after_booking_is_named() {
    let world = World::new(60, 7).await;
    world.pass().await.unwrap();
    let finished = world.finished();
    let of_year = |id: &&i64| {
        let order = world.shop.order(**id).unwrap();
        bookkeeping::amsterdam_day(order.create_date).year() == 2026
    };
    let mut orders = finished.iter().filter(of_year).copied();
    let (cancelled, refunded, edited) =
        (orders.next().unwrap(), orders.next().unwrap(), orders.next().unwrap());
    world.shop.edit_order(cancelled, |order| order.status = Some(8));
    world.shop.set_paid(refunded, false);
    world.shop.edit_order(edited, |order| order.rows[0].price += Decimal::from(100));
    world.clock.advance(Duration::from_hours(25));
    world.pass().await.unwrap();
    let statement = world.close("2026").await;
    assert!(!statement.closes);
    let mut expected = [("cancelled", cancelled), ("cancelled", refunded), ("edited", edited)];
    expected.sort_unstable();
    assert_eq!(explained(&statement), expected);
    assert!(statement.rows.iter().all(|row| row.case != "unassigned"), "{statement:#?}");
    let own = statement.explanations.iter().find(|own| own.code == "edited").unwrap();
    assert!(!own.vat.is_zero() && (own.net + own.vat).decimal() >= Decimal::from(100), "{own:?}");
    let explained: Decimal =
        statement.explanations.iter().map(|own| (own.net + own.vat).decimal()).sum();
    let missing: Decimal =
        statement.rows.iter().map(|row| (row.difference.net + row.difference.vat).decimal()).sum();
    assert_eq!(explained, missing);
}

#[tokio::test]
async fn orders_in_dollars_are_told_and_not_counted() {
    let world = World::new(60, 7).await;
    for order in world.finished() {
        world.shop.edit_order(order, |order| order.currency = "USD".into());
    }
    world.pass().await.unwrap();
    let refused = world.count(State::Refused).await;
    assert!(refused > 20, "{refused}");
    let mut told = 0;
    for year in ["2025", "2026"] {
        let statement = world.close(year).await;
        assert_eq!(statement.rows, vec![]);
        for own in &statement.explanations {
            assert_eq!(own.code, "currency");
            assert!(own.net.is_zero() && own.vat.is_zero());
            assert!(own.message.contains(" USD"), "{}", own.message);
            told += 1;
        }
    }
    assert_eq!(told, refused);
}

#[tokio::test]
async fn many_pauses_cost_no_more_calls() {
    let world = World::new(400, 7).await;
    world.pass().await.unwrap();
    let in_2026 = |own: &&Value| own["date"].as_str().unwrap().starts_with("2026");
    let booked = world.books.invoices().iter().filter(in_2026).count() as u64;
    assert!(booked > 100, "{booked}");
    let world = with(world, 2, Box::new(|_, _| {}));
    world.clock.advance(Duration::from_mins(11));
    let mut closing = world.service.closing(&world.connection, "2026".parse().unwrap());
    let mut pauses = 0;
    let statement = loop {
        match closing.advance().await.unwrap() {
            ClosingStep::Done(statement) => break statement,
            ClosingStep::Wait(until) => world.clock.advance_to(until),
        }
        pauses += 1;
        assert!(pauses < 100);
    };
    assert!(statement.closes, "{statement:#?}");
    assert!(pauses >= 5, "{pauses}");
    // The administration, the list of ids twice, our invoices by the hundred, a page of
    // Moneybird's own, twelve months of the report, the names of ledger accounts, and the general
    // ledger.
    assert_eq!(world.service.calls().0, 1 + 2 + booked.div_ceil(100) + 1 + 12 + 2);
}

#[tokio::test]
async fn what_changes_during_a_pause_is_read_again() {
    let world = World::new(120, 2).await;
    world.pass().await.unwrap();
    let rate = world.books.tax_rate("21% btw").unwrap();
    let account = world.books.account("Omzet").unwrap();
    let invoices = world.books.invoices();
    let of_2026 = |own: &&Value| own["date"].as_str().unwrap().starts_with("2026");
    let removed = invoices.iter().find(of_2026).unwrap()["id"].as_str().unwrap().to_owned();
    let world = with(world, 2, Box::new(|_, _| {}));
    world.clock.advance(Duration::from_mins(11));
    let mut closing = world.service.closing(&world.connection, "2026".parse().unwrap());
    let mut pauses = 0;
    let statement = loop {
        match closing.advance().await.unwrap() {
            ClosingStep::Done(statement) => break statement,
            ClosingStep::Wait(until) => world.clock.advance_to(until),
        }
        pauses += 1;
        // By now all invoices were read, and some months of the report.
        if pauses == 4 {
            let line = json!({
                "description": "x", "price": "121.00", "tax_rate_id": rate,
                "ledger_account_id": account,
            });
            let invoice = json!({
                "reference": "hand", "date": "2026-01-10", "prices_are_incl_tax": true,
                "details_attributes": [line],
            });
            world.books.add_foreign_invoice(&invoice).unwrap();
            assert!(world.books.delete_invoice(&removed));
        }
    };
    let explained: Vec<(&str, Option<&str>)> = statement
        .explanations
        .iter()
        .map(|own| (own.code.as_str(), own.invoice_id.as_deref()))
        .collect();
    assert_eq!(explained, [("gone", Some(removed.as_str()))]);
    assert_eq!(statement.outside.len(), 1);
    let gone = &statement.explanations[0];
    let missing: Decimal =
        statement.rows.iter().map(|row| (row.difference.net + row.difference.vat).decimal()).sum();
    assert_eq!(missing, (gone.net + gone.vat).decimal());
}

#[tokio::test]
async fn an_order_set_aside_counts_while_its_invoice_is_there() {
    let world = World::of_one_order().await;
    let account = world.books.account("Tussenrekening CCV Pay").unwrap();
    world.books.deactivate_account(&account);
    world.pass().await.unwrap();
    let record = world.service.find_order(world.finished()[0], None).await.unwrap();
    world.service.ignore(&record, "paid by hand").await.unwrap();
    let invoices = world.books.invoices();
    let year = &invoices[0]["date"].as_str().unwrap()[..4];
    let statement = world.close(year).await;
    assert!(statement.closes && statement.outside.is_empty(), "{statement:#?}");
    assert_eq!(explained(&statement), [("ignored", record.order_id)]);
    assert_eq!(statement.explanations[0].message, "paid by hand");
    world.books.delete_invoice(invoices[0]["id"].as_str().unwrap());
    let statement = world.close(year).await;
    assert!(statement.closes, "{statement:#?}");
    assert_eq!((statement.rows.len(), statement.explanations.len()), (0, 0));
}
