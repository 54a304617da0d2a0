//! What comes after another program's invoices were adopted, or beside it.

use std::time::Duration;

use bookkeeping::Subject;
use jiff::Timestamp;
use remote::Clock as _;
use sandbox::book_elsewhere;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::{InvoiceStatus, Order};
use serde_json::Value;
use store::{ForeignInvoice, NewConnection, OrderRecord, Secrets, SeenOrder, State};
use sync::{Applied, ApplyStep, What};

use crate::edits::{a_day_later, dec, row};
use crate::site::Site;
use crate::switched::{REFERENCE, adopt, applied, asked, looked, preview, sides};
use crate::world::World;

const EVERYTHING: &str = "all\"\ncredit_invoices = \"all";

fn at(text: &str) -> Timestamp {
    text.parse().unwrap()
}

async fn world(history: &str) -> World {
    World::with(1, 1, Kinds::plain(), Switches::default(), history).await
}

/// A sold order of 121.00.
fn add(world: &World, placed: &str) -> Order {
    let order = Order::of(vec![row("Theepot", "121", 21)], at(placed));
    let id = world.shop.add_order(order);
    world.shop.order(id).unwrap()
}

/// What the other program makes of one order.
fn book(world: &World, order: &Order) -> String {
    let all = book_elsewhere(&world.shop, &world.books, order.id, REFERENCE).unwrap();
    let (own, others): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, id)| *id == order.id);
    for (invoice, _) in others {
        assert!(world.books.delete_invoice(&invoice));
    }
    own.into_iter().next().unwrap().0
}

/// Something that is ready and never was shown.
fn seen(world: &World, id: i64, of_order: Option<i64>) -> SeenOrder {
    SeenOrder {
        order_id: id,
        number: "1".to_owned(),
        ready: true,
        snapshot: "null".to_owned(),
        seen_at: world.clock.now(),
        placed_on: "2026-11-23".parse().unwrap(),
        total: dec("121"),
        currency: "EUR".to_owned(),
        shop_status: None,
        paid: true,
        backfill: false,
        of_order,
    }
}

async fn record(world: &World, order: i64) -> OrderRecord {
    world.service.find_order(order, Some(&world.connection)).await.unwrap()
}

#[tokio::test]
async fn invoices_of_ours_of_another_shop_are_no_other_programs() {
    let world = world("all").await;
    let order = add(&world, "2026-11-20T10:00:00Z");
    world.settled().await;
    let ours = world.books.invoices();
    let is_of = |own: &&Value| {
        own["source_url"]
            .as_str()
            .is_some_and(|url| url.contains(&format!("/orders/{}/", order.id)))
    };
    let own = ours.iter().find(is_of).unwrap();
    // Another shop books a like order, under the same number.
    let url = own["source_url"].as_str().unwrap();
    let (path, shop) = url.split_once("webshop=").unwrap();
    let line = &own["details"][0];
    let beside = serde_json::json!({
        "contact_id": own["contact_id"], "reference": "Order 1", "date": "2026-11-20",
        "source": own["source"], "source_url": format!("{path}webshop={shop}1"),
        "prices_are_incl_tax": true,
        "details_attributes": [{
            "description": "x", "price": "121.00", "tax_rate_id": line["tax_rate_id"],
            "ledger_account_id": line["ledger_account_id"],
        }],
    });
    let next = add(&world, "2026-11-21T10:00:00Z");
    let mut beside = beside;
    beside["reference"] = REFERENCE.replace("{number}", next.number_full()).into();
    world.books.add_foreign_invoice(&beside).unwrap();
    let seen = preview(&world, asked(&next, Some(REFERENCE))).await;
    let [adopts, asks] = sides(&seen);
    assert!(!adopts.contains(&next.id) && asks.contains(&next.id), "{seen:#?}");
}

#[tokio::test]
async fn what_one_connection_adopted_another_one_does_not() {
    let world = world("all").await;
    let order = add(&world, "2026-11-20T10:00:00Z");
    let invoice = book(&world, &order);
    let own = world.service.connection(&world.connection).await.unwrap();
    let secret = || "x".to_owned().into();
    let other = NewConnection {
        shop_id: own.shop_id + 1,
        shop_name: "Other".to_owned(),
        shop_url: "http://localhost:3".to_owned(),
        administration_id: own.administration_id,
        administration_name: own.administration_name,
        settings: None,
        secrets: Secrets { shop_key: secret(), shop_secret: secret(), moneybird_token: secret() },
    };
    // One is looked at before, and done after.
    let mut before = world.service.adoption(&world.connection, asked(&order, Some(REFERENCE)));
    let shown = looked(&world, &mut before).await;
    assert!(sides(&shown)[0].contains(&order.id), "{shown:#?}");
    let (store, now) = (world.service.store(), world.clock.now());
    let other = store.save_connection(&other, now).await.unwrap();
    let lease = store.claim(&other, "tester", now, now + Duration::from_mins(1)).await;
    let lease = lease.unwrap().unwrap();
    let mut write = store.write(&lease, now).await.unwrap();
    write.see_order(&seen(&world, 1, None)).await.unwrap();
    let theirs = ForeignInvoice {
        id: &invoice,
        plan: "{}",
        reference: "Order 1",
        booked_on: "2026-11-20".parse().unwrap(),
        booked: "{}",
    };
    write.adopt(1, theirs).await.unwrap();
    write.commit().await.unwrap();
    let seen = preview(&world, asked(&order, Some(REFERENCE))).await;
    let [adopts, asks] = sides(&seen);
    assert!(!adopts.contains(&order.id) && asks.contains(&order.id), "{seen:#?}");
    let [adopted, asked] = sides(&shown).map(|own| own.len() as u64);
    let applied = applied(&before, &shown).await;
    let expected = Applied { adopted: adopted - 1, asked: asked + 1, ..Applied::default() };
    assert_eq!(applied, expected);
    let own = record(&world, order.id).await;
    assert_eq!((own.state, own.code.as_deref()), (State::Refused, Some("elsewhere")));
    assert!(own.refusal.unwrap().contains(&invoice), "it says which one");
}

#[tokio::test]
async fn an_adopted_order_of_before_the_first_day_is_compared_all_the_same() {
    let world = world("none").await;
    let order = add(&world, "2026-11-20T10:00:00Z");
    book(&world, &order);
    adopt(&world, asked(&order, Some(REFERENCE))).await;
    a_day_later(&world).await;
    assert_eq!(record(&world, order.id).await.state, State::Booked);
    world.shop.edit_order(order.id, |own| own.rows[0].price = dec("133.10"));
    a_day_later(&world).await;
    let own = record(&world, order.id).await;
    assert_eq!((own.state, own.code.as_deref()), (State::Changed, Some("edited")));
    world.shop.edit_order(order.id, |own| own.rows[0].price = dec("121"));
    a_day_later(&world).await;
    assert_eq!(record(&world, order.id).await.state, State::Booked);
    assert_eq!(world.count(State::Waiting).await, 0, "what was never decided stays out");
}

#[tokio::test]
async fn an_order_of_before_the_first_day_is_not_tried_again() {
    let world = world("none").await;
    let order = add(&world, "2026-11-20T10:00:00Z");
    let (seen, _) = adopt(&world, asked(&order, Some(REFERENCE))).await;
    assert!(sides(&seen)[1].contains(&order.id), "{seen:#?}");
    let own = record(&world, order.id).await;
    let fault = world.service.retry(&own).await.unwrap_err();
    assert_eq!(fault.code, sync::Code::Usage);
    assert!(fault.message.contains("23 November 2026") && fault.hint.contains("earlier day"));
    assert_eq!(record(&world, order.id).await, own, "it is still asked about");
    let site = Site::of(&world).await;
    let page = site.get(&format!("/orders/{}", order.id)).await;
    assert!(page.contains("de eerste dag die u overneemt") && !page.contains("/retry\""), "{page}");
    // Set aside, it is not taken back to where it would only wait either.
    world.service.ignore(&own, "booked by hand").await.unwrap();
    let aside = record(&world, order.id).await;
    let fault = world.service.take_back(&aside).await.unwrap_err();
    assert!(fault.message.contains("23 November 2026"), "{fault:?}");
    assert_eq!(record(&world, order.id).await, aside, "it stays set aside");
    let page = site.get(&format!("/orders/{}", order.id)).await;
    assert!(
        page.contains("de eerste dag die u overneemt") && !page.contains("Toch boeken"),
        "{page}"
    );
}

/// A credit invoice that is about to be booked, as one of an order that is not taken over is.
async fn make_ready(world: &World, order: i64, invoice: i64) -> i64 {
    let credit = Subject::Credit(invoice).id().unwrap();
    let (store, now) = (world.service.store(), world.clock.now());
    let until = now + Duration::from_mins(1);
    let lease = store.claim(&world.connection, "tester", now, until).await.unwrap().unwrap();
    let mut write = store.write(&lease, now).await.unwrap();
    write.see_order(&seen(world, credit, Some(order))).await.unwrap();
    write.commit().await.unwrap();
    store.hand_back(&lease).await.unwrap();
    credit
}

#[tokio::test]
async fn a_credit_invoice_that_is_ready_asks_as_well() {
    let world = world(EVERYTHING).await;
    let order = add(&world, "2026-11-20T10:00:00Z");
    book(&world, &order);
    world.clock.advance(Duration::from_hours(1));
    let invoice = world.shop.credit_row(order.id, 0, false, InvoiceStatus::Reimbursed).unwrap();
    let credit = make_ready(&world, order.id, invoice).await;
    let (seen, _) = adopt(&world, asked(&order, Some(REFERENCE))).await;
    assert!(sides(&seen)[0].contains(&order.id), "{seen:#?}");
    assert_eq!(record(&world, credit).await.state, State::Waiting);
    world.settled().await;
    let own = record(&world, credit).await;
    assert_eq!((own.state, own.code.as_deref()), (State::Refused, Some("elsewhere")));
    // Ready in another way than by a person's retry, it is asked about once more.
    let now = world.clock.now();
    let number = world.books.invoices().len();
    world.service.ignore(&own, "later").await.unwrap();
    let store = world.service.store();
    store.take_back(&world.connection, credit, State::Ready, now).await.unwrap();
    world.settled().await;
    let own = record(&world, credit).await;
    assert_eq!((own.state, own.code.as_deref()), (State::Refused, Some("elsewhere")));
    assert_eq!(world.books.invoices().len(), number);
    world.service.retry(&own).await.unwrap();
    world.settled().await;
    assert_eq!(record(&world, credit).await.state, State::Booked);
    assert_eq!(world.books.invoices().len(), number + 1);
}

#[tokio::test]
async fn what_was_booked_meanwhile_is_left_alone() {
    let world = world("all").await;
    let order = add(&world, "2026-11-20T10:00:00Z");
    let mut adoption = world.service.adoption(&world.connection, asked(&order, Some(REFERENCE)));
    let seen = looked(&world, &mut adoption).await;
    assert!(sides(&seen)[1].contains(&order.id), "{seen:#?}");
    world.settled().await;
    let booked = record(&world, order.id).await;
    assert_eq!(booked.state, State::Booked);
    let step = adoption.apply(&seen, "tester").await.unwrap();
    let ApplyStep::Done(done) = step else { panic!("{step:?}") };
    assert_eq!((done.adopted, done.asked, done.left_alone), (0, 0, seen.orders.len() as u64));
    assert_eq!(record(&world, order.id).await.state, State::Booked);
}

#[tokio::test]
async fn an_invoice_of_another_time_asks() {
    let world = world("all").await;
    let order = add(&world, "2026-07-20T10:00:00Z");
    let invoice = book(&world, &order);
    let mut late = world.books.invoices().into_iter().find(|own| own["id"] == *invoice).unwrap();
    assert!(world.books.delete_invoice(&invoice));
    let line = late["details"][0].take();
    let late = serde_json::json!({
        "reference": late["reference"], "date": "2026-11-20", "currency": "EUR",
        "source": "Another program", "prices_are_incl_tax": true,
        "details_attributes": [{
            "description": "x", "price": "121.00", "tax_rate_id": line["tax_rate_id"],
            "ledger_account_id": line["ledger_account_id"],
        }],
    });
    world.books.add_foreign_invoice(&late).unwrap();
    let seen = preview(&world, asked(&order, Some(REFERENCE))).await;
    let own = seen.orders.iter().find(|own| own.id == order.id).unwrap();
    let What::Ask(why) = &own.what else { panic!("{own:?}") };
    assert!(why.message(bookkeeping::Language::En).contains("20 July 2026"), "{why:?}");
}

#[tokio::test]
async fn who_was_forgotten_does_not_come_back() {
    let world = world("all").await;
    let order = add(&world, "2026-11-20T10:00:00Z");
    let (_, Applied { asked: number, .. }) = adopt(&world, asked(&order, Some(REFERENCE))).await;
    assert!(number > 0);
    let connection = world.service.connection(&world.connection).await.unwrap();
    let whom = sync::Whom::Order(Box::new(record(&world, order.id).await));
    let erase = sync::Erase { whom, by: None, is_trial: false };
    world.service.erase(&[connection], &erase).await.unwrap();
    let forgotten = |own: &OrderRecord| {
        let order: bookkeeping::Order = serde_json::from_str(&own.snapshot).unwrap();
        order.customer.forgotten
    };
    assert!(forgotten(&record(&world, order.id).await));
    book(&world, &order);
    adopt(&world, asked(&order, Some(REFERENCE))).await;
    let own = record(&world, order.id).await;
    assert_eq!(own.state, State::Booked);
    assert!(forgotten(&own), "{own:?}");
    let last = &world.shop.order(order.id).unwrap().customer.billing.last_name;
    assert!(!own.booking.unwrap().plan.contains(last.as_str()), "{last}");
}
