//! A shop that booked with another program before: nothing is booked twice, and nothing is lost.

use std::collections::BTreeMap;
use std::time::Duration;

use bookkeeping::switching::Template;
use remote::Clock;
use rust_decimal::Decimal;
use sandbox::book_elsewhere;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::{InvoiceStatus, Order, Row};
use serde_json::Value;
use store::State;
use sync::{AdoptRequest, Adoption, AdoptionPreview, AdoptionStep, Applied, ApplyStep, What};

use crate::edits::{a_day_later, correct, dec, row};
use crate::site::Site;
use crate::world::World;

/// How the other program writes its references.
pub(crate) const REFERENCE: &str = "Order {number}";

/// A shop of everyday orders that another program booked up to one of them, and the invoices of that.
struct Switched {
    world: World,
    up_to: Order,
    theirs: BTreeMap<String, i64>,
}

async fn switched(orders: usize) -> Switched {
    let kinds = Kinds::everyday();
    let world = World::with(orders, 7, kinds, Switches::default(), "all").await;
    let all = world.shop.orders();
    let done = all.iter().filter(|own| own.is_completed).nth(orders / 2).unwrap().clone();
    let theirs = book_elsewhere(&world.shop, &world.books, done.id, REFERENCE).unwrap();
    assert!(theirs.len() > orders / 8, "{} of {orders}", theirs.len());
    Switched { world, up_to: done, theirs }
}

pub(crate) fn asked(up_to: &Order, reference: Option<&str>) -> AdoptRequest {
    AdoptRequest {
        up_to: up_to.number_full().to_owned(),
        templates: reference.iter().map(|text| text.parse::<Template>().unwrap()).collect(),
        ..AdoptRequest::default()
    }
}

pub(crate) async fn looked(world: &World, adoption: &mut Adoption) -> AdoptionPreview {
    loop {
        match adoption.advance().await.unwrap() {
            AdoptionStep::Done(preview) => return *preview,
            AdoptionStep::Wait(until) => world.clock.advance_to(until),
        }
    }
}

/// What would be adopted, as seen anew.
pub(crate) async fn preview(world: &World, request: AdoptRequest) -> AdoptionPreview {
    looked(world, &mut world.service.adoption(&world.connection, request)).await
}

/// Looks and does all of it.
pub(crate) async fn adopt(world: &World, request: AdoptRequest) -> (AdoptionPreview, Applied) {
    let mut adoption = world.service.adoption(&world.connection, request);
    let preview = looked(world, &mut adoption).await;
    let applied = applied(&adoption, &preview).await;
    (preview, applied)
}

pub(crate) async fn applied(adoption: &Adoption, preview: &AdoptionPreview) -> Applied {
    match adoption.apply(preview, "tester").await.unwrap() {
        ApplyStep::Done(applied) => applied,
        ApplyStep::Wait(until) => panic!("somebody is at work until {until}"),
    }
}

/// The orders of a preview that are adopted, and those that ask.
pub(crate) fn sides(preview: &AdoptionPreview) -> [Vec<i64>; 2] {
    let of = |adopts: bool| {
        let own = preview.orders.iter();
        let own = own.filter(|own| matches!(own.what, What::Adopt { .. }) == adopts);
        own.map(|own| own.id).collect()
    };
    [of(true), of(false)]
}

/// The ids of the invoices of an order: those of the other program, and ours.
fn invoices(switched: &Switched, order: i64) -> Vec<String> {
    let part = format!("/orders/{order}/?");
    let is_of = |own: &Value| {
        let theirs = switched.theirs.get(own["id"].as_str().unwrap()) == Some(&order);
        theirs || own["source_url"].as_str().unwrap_or_default().contains(&part)
    };
    let all = switched.world.books.invoices();
    all.iter().filter(|own| is_of(own)).map(|own| own["id"].as_str().unwrap().to_owned()).collect()
}

fn theirs_of(switched: &Switched, order: i64) -> String {
    switched.theirs.iter().find(|(_, own)| **own == order).unwrap().0.clone()
}

/// One invoice is missing, one comes to something else, and one is there twice; their orders.
fn spoil(switched: &mut Switched) -> [i64; 3] {
    let ids: Vec<i64> = switched.theirs.values().copied().collect();
    let [gone, wrong, twice] = [ids[0], ids[2], ids[4]];
    let own = theirs_of(switched, gone);
    assert!(switched.world.books.delete_invoice(&own));
    switched.theirs.remove(&own);
    let own = theirs_of(switched, wrong);
    assert!(switched.world.books.edit_invoice_line(&own, 0, dec("1.23")));
    let (shop, books) = (&switched.world.shop, &switched.world.books);
    for (invoice, order) in book_elsewhere(shop, books, switched.up_to.id, REFERENCE).unwrap() {
        if order == twice {
            switched.theirs.insert(invoice, order);
        } else {
            assert!(switched.world.books.delete_invoice(&invoice));
        }
    }
    [gone, wrong, twice]
}

/// A person decides: orders without an invoice are booked, the others left out.
async fn decide(world: &World, asks: &[i64], left_out: [i64; 2]) {
    for order in asks {
        let own = world.service.find_order(*order, None).await.unwrap();
        assert_eq!((own.state, own.code.as_deref()), (State::Refused, Some("elsewhere")));
        if left_out.contains(order) {
            world.service.ignore(&own, "booked by the other program").await.unwrap();
        } else {
            world.service.retry(&own).await.unwrap();
        }
    }
    world.settled().await;
}

#[tokio::test]
async fn no_order_is_booked_twice_and_none_is_lost() {
    let mut switched = switched(120).await;
    let ids: Vec<i64> = switched.theirs.values().copied().collect();
    let [gone, wrong, twice] = spoil(&mut switched);
    let world = &switched.world;
    let before = world.books.invoices();

    let seen = preview(world, asked(&switched.up_to, None)).await;
    assert!(seen.is_proposed, "{seen:#?}");
    assert_eq!(seen.templates[0].to_string(), REFERENCE, "{:?}", seen.proposals);
    assert_eq!(
        world.service.store().orders(None, None).await.unwrap(),
        [],
        "looking changes nothing"
    );
    let [adopts, asks] = sides(&seen);
    let expected: Vec<i64> =
        ids.iter().copied().filter(|own| ![gone, wrong, twice].contains(own)).collect();
    assert_eq!(adopts, expected);
    for own in [gone, wrong, twice] {
        assert!(asks.contains(&own), "{own}");
    }
    let orders: u64 = seen.months.iter().map(|own| own.adopt.orders + own.ask.orders).sum();
    assert_eq!(orders, seen.orders.len() as u64);

    let (again, applied) = adopt(world, asked(&switched.up_to, Some(REFERENCE))).await;
    assert_eq!(again.digest, seen.digest, "what was proposed and what was agreed to is the same");
    assert_eq!((applied.adopted, applied.asked), (adopts.len() as u64, asks.len() as u64));
    assert_eq!(world.books.invoices(), before, "nothing is written to Moneybird");
    world.settled().await;

    for order in world.finished() {
        let number = invoices(&switched, order).len();
        let expected = match order {
            own if own == gone => 0,
            own if own == twice => 2,
            own if asks.contains(&own) && own != wrong => 0,
            _ if world.state(order).await == State::Refused && order > switched.up_to.id => 0,
            _ => 1,
        };
        assert_eq!(number, expected, "invoices of {order}");
    }
    decide(world, &asks, [wrong, twice]).await;
    assert_eq!(invoices(&switched, gone).len(), 1);
    for year in ["2025", "2026"] {
        let statement = world.close(year).await;
        assert!(statement.closes, "{:#?}", statement.explanations);
        let outside: Vec<&str> =
            statement.outside.iter().map(|own| own.invoice_id.as_str()).collect();
        for (invoice, order) in &switched.theirs {
            let is_left_out = *order == wrong || *order == twice;
            let is_outside = outside.contains(&invoice.as_str());
            assert!(!is_outside || is_left_out, "{invoice} of {order}");
        }
    }
    // Nor is anything found wanting when all is compared a day later.
    a_day_later(world).await;
    a_day_later(world).await;
    for order in &adopts {
        assert_eq!(world.state(*order).await, State::Booked, "{order}");
        assert_eq!(invoices(&switched, *order).len(), 1);
    }
}

#[tokio::test]
async fn what_broke_off_is_gone_on_with_and_doing_it_twice_changes_nothing() {
    let switched = switched(60).await;
    let world = &switched.world;
    let request = || asked(&switched.up_to, Some(REFERENCE));
    let mut adoption = world.service.adoption(&world.connection, request());
    let seen = looked(world, &mut adoption).await;
    // It dies after the first three.
    let some = AdoptionPreview { orders: seen.orders[..3].to_vec(), ..seen.clone() };
    let first = applied(&adoption, &some).await;
    assert_eq!(first.adopted + first.asked, 3);
    let (again, rest) = adopt(world, request()).await;
    assert_eq!(again.digest, seen.digest, "what is done already is agreed to all the same");
    assert_eq!(rest.done_before, 3);
    assert_eq!(rest.adopted + rest.asked + 3, seen.orders.len() as u64);
    let known = world.service.store().orders(None, None).await.unwrap();
    let (last, nothing) = adopt(world, request()).await;
    assert!(last.is_done() && last.digest == seen.digest);
    let done_before = seen.orders.len() as u64;
    assert_eq!(nothing, Applied { done_before, ..Applied::default() });
    assert_eq!(world.service.store().orders(None, None).await.unwrap(), known);
}

#[tokio::test]
async fn what_has_changed_since_has_another_name() {
    let switched = switched(60).await;
    let world = &switched.world;
    let request = || asked(&switched.up_to, Some(REFERENCE));
    let seen = preview(world, request()).await;
    let (invoice, _) = switched.theirs.iter().next().unwrap();
    assert!(world.books.delete_invoice(invoice));
    assert_ne!(preview(world, request()).await.digest, seen.digest);
    let plain = preview(world, asked(&switched.up_to, Some("{number}"))).await;
    assert!(sides(&plain)[0].is_empty(), "no invoice is called so");
    // The books are filled farther than was said.
    assert_eq!(seen.beyond, None);
    let (_, first) = switched.theirs.iter().nth(1).unwrap();
    let early = preview(world, asked(&world.shop.order(*first).unwrap(), Some(REFERENCE))).await;
    let beyond = early.beyond.unwrap();
    let last = world.shop.order(*switched.theirs.values().last().unwrap()).unwrap();
    assert_eq!(beyond.last, last.number_full());
    assert_eq!(beyond.orders, switched.theirs.len() as u64 - 2);
    assert_ne!(plain.digest, seen.digest);
}

#[tokio::test]
async fn what_is_booked_here_or_on_its_way_is_left_alone() {
    let switched = switched(60).await;
    let world = &switched.world;
    // The person was late: everything was booked here as well.
    world.settled().await;
    let booked = world.count(State::Booked).await;
    let (seen, applied) = adopt(world, asked(&switched.up_to, Some(REFERENCE))).await;
    assert!(sides(&seen)[0].is_empty(), "{seen:#?}");
    assert!(seen.left_alone >= switched.theirs.len() as u64, "{seen:#?}");
    assert_eq!((applied.adopted, world.count(State::Booked).await), (0, booked));
    // A worker that is at it is waited for.
    let now = world.clock.now();
    let until = now.checked_add(Duration::from_mins(1)).unwrap();
    let claimed = world.service.store().claim(&world.connection, "other", now, until).await;
    assert!(claimed.unwrap().is_some());
    let adoption = world.service.adoption(&world.connection, asked(&switched.up_to, None));
    let step = adoption.apply(&seen, "tester").await.unwrap();
    assert!(matches!(step, ApplyStep::Wait(_)), "{step:?}");
}

/// A world with an order of 121.00 at 21 % and one of 109.00 at 9 %, adopted; the order and its invoice.
async fn adopted() -> (World, i64, String) {
    let history = "all\"\ncredit_invoices = \"new";
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), history).await;
    let rows: Vec<Row> = vec![row("Theepot", "121", 21), row("Thee", "109", 9)];
    let order = world.shop.add_order(Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap()));
    let theirs = book_elsewhere(&world.shop, &world.books, order, REFERENCE).unwrap();
    let invoice = theirs.into_iter().find(|(_, own)| *own == order).unwrap().0;
    let own = world.shop.order(order).unwrap();
    let (seen, _) = adopt(&world, asked(&own, Some(REFERENCE))).await;
    assert!(sides(&seen)[0].contains(&order), "{seen:#?}");
    assert!(seen.unpaid().orders > 0, "{seen:#?}");
    world.settled().await;
    assert_eq!(world.state(order).await, State::Booked);
    (world, order, invoice)
}

fn of(world: &World, invoice: &str) -> Value {
    let all = world.books.invoices();
    all.into_iter().find(|own| own["id"] == invoice).unwrap()
}

fn total(invoice: &Value) -> Decimal {
    dec(invoice["total_price_incl_tax"].as_str().unwrap())
}

#[tokio::test]
async fn an_edit_is_corrected_beside_it_if_a_person_agrees() {
    let (world, order, invoice) = adopted().await;
    let before = of(&world, &invoice);
    world.shop.edit_order(order, |own| own.rows[0].price = dec("133.10"));
    a_day_later(&world).await;
    let record = world.service.find_order(order, None).await.unwrap();
    assert_eq!((record.state, record.code.as_deref()), (State::Changed, Some("edited")));
    let number = world.books.invoices().len();
    a_day_later(&world).await;
    assert_eq!(world.books.invoices().len(), number, "nothing is booked without a person");
    correct(&world, order).await;
    let all = world.books.invoices();
    assert_eq!(all.len(), number + 1);
    let correction = all.iter().max_by_key(|own| own["id"].as_str().unwrap().to_owned()).unwrap();
    assert_eq!(total(correction), dec("12.10"));
    assert_eq!(correction["payments"].as_array().unwrap().len(), 0, "their payment is not ours");
    assert_eq!(of(&world, &invoice), before, "their invoice is as it was");
    let statement = world.close("2026-11").await;
    assert!(statement.closes, "{statement:#?}");
}

#[tokio::test]
async fn a_cancellation_asks_a_person_and_a_payment_is_never_added() {
    let (world, order, invoice) = adopted().await;
    let before = of(&world, &invoice);
    assert_eq!(before["payments"].as_array().unwrap().len(), 0);
    // Unpaid and paid again: a booking of ours might get its payment now.
    for paid in [false, true] {
        world.shop.set_paid(order, paid);
        a_day_later(&world).await;
    }
    assert_eq!(world.state(order).await, State::Booked);
    assert_eq!(of(&world, &invoice), before);
    world.shop.set_status(order, 8);
    a_day_later(&world).await;
    let record = world.service.find_order(order, None).await.unwrap();
    assert_eq!((record.state, record.code.as_deref()), (State::Changed, Some("cancelled")));
    assert_eq!(of(&world, &invoice), before);
}

#[tokio::test]
async fn a_credit_invoice_asks_a_person_before_it_is_booked_beside_it() {
    let (world, order, invoice) = adopted().await;
    let before = of(&world, &invoice);
    world.clock.advance(Duration::from_hours(1));
    world.shop.credit_row(order, 0, false, InvoiceStatus::Reimbursed).unwrap();
    let number = world.books.invoices().len();
    a_day_later(&world).await;
    a_day_later(&world).await;
    let refused = world.service.store().orders(None, Some(State::Refused)).await.unwrap();
    let credit = refused.iter().find(|own| own.order_id < 0).expect("the credit invoice");
    assert_eq!(credit.code.as_deref(), Some("elsewhere"));
    assert_eq!(world.books.invoices().len(), number, "nothing is booked without a person");
    let own = world.service.find_order(credit.order_id, None).await.unwrap();
    world.service.retry(&own).await.unwrap();
    world.settled().await;
    let all = world.books.invoices();
    assert_eq!(all.len(), number + 1);
    let made = all.iter().max_by_key(|own| own["id"].as_str().unwrap().to_owned()).unwrap();
    assert_eq!(total(made), dec("-121.00"));
    assert_eq!(of(&world, &invoice), before, "it is set off against nothing of theirs");
    let statement = world.close("2026-11").await;
    assert!(statement.closes, "{statement:#?}");
}

#[tokio::test]
async fn invoices_that_moneybird_wrote_count_as_well() {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let rows = vec![row("Theepot", "121", 21)];
    let order = world.shop.add_order(Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap()));
    let own = world.shop.order(order).unwrap();
    let rate = world.books.tax_rate("21% btw").unwrap();
    world.books.add_sales_invoice(serde_json::json!({
        "id": "900000000000000481", "invoice_id": "2026-0042", "reference": own.number_full(),
        "invoice_date": "2026-11-21", "state": "paid", "currency": "EUR",
        "total_price_excl_tax": "100.0", "total_price_incl_tax": "121.0",
        "details": [{
            "id": "1", "description": "", "price": "100.0", "amount_decimal": "1.0",
            "tax_rate_id": rate, "ledger_account_id": "1",
            "total_price_excl_tax_with_discount": "100.0",
        }],
        "tax_totals": [{ "tax_rate_id": rate, "taxable_amount": "100.0", "tax_amount": "21.0" }],
    }));
    let (seen, _) = adopt(&world, asked(&own, Some("{number}"))).await;
    assert!(sides(&seen)[0].contains(&order), "{seen:#?}");
    world.settled().await;
    a_day_later(&world).await;
    a_day_later(&world).await;
    let record = world.service.find_order(order, None).await.unwrap();
    assert_eq!(record.state, State::Booked, "{record:?}");
    let booking = record.booking.unwrap();
    assert_eq!(
        (booking.reference.as_str(), booking.booked_on.to_string().as_str()),
        ("2026-0042", "2026-11-21")
    );
    // A second invoice of it is told; once that is gone, the order is as it was.
    let rows = vec![row("Thee", "109", 9)];
    world.shop.add_order(Order::of(rows, "2026-11-22T10:00:00Z".parse().unwrap()));
    a_day_later(&world).await;
    let ours =
        world.books.invoices().into_iter().find(|own| own["source_url"].is_string()).unwrap();
    let url = ours["source_url"].as_str().unwrap();
    let (_, id) = url.split_once("/orders/").unwrap();
    let url = url.replace(id.split('/').next().unwrap(), &order.to_string());
    let line = &ours["details"][0];
    let twin = serde_json::json!({
        "contact_id": ours["contact_id"], "reference": "twin", "date": "2026-11-21",
        "source": ours["source"], "source_url": url, "prices_are_incl_tax": true,
        "details_attributes": [{
            "description": "x", "price": "10.00", "tax_rate_id": line["tax_rate_id"],
            "ledger_account_id": line["ledger_account_id"],
        }],
    });
    let twin = world.books.add_foreign_invoice(&twin).unwrap();
    a_day_later(&world).await;
    let record = world.service.find_order(order, None).await.unwrap();
    assert_eq!(record.state, State::Refused, "{record:?}");
    assert!(world.books.delete_invoice(&twin));
    world.service.retry(&record).await.unwrap();
    let before = world.books.invoices();
    world.settled().await;
    let record = world.service.find_order(order, None).await.unwrap();
    assert_eq!(record.state, State::Booked, "{record:?}");
    assert_eq!(record.booking.unwrap().reference, "2026-0042");
    assert_eq!(world.books.invoices(), before, "nothing is booked beside it");
}

#[tokio::test]
async fn the_page_shows_it_and_the_owner_agrees() {
    let switched = switched(60).await;
    let world = &switched.world;
    let site = Site::of(world).await;
    let empty = site.get("/adopt").await;
    assert!(empty.contains("name=\"up_to\"") && !empty.contains("name=\"digest\""), "{empty}");
    let wrong = site.get("/adopt?up_to=nergens").await;
    assert!(wrong.contains("De winkel heeft geen bestelling"), "{wrong}");
    assert!(site.get("/adopt?up_to=1&reference=Order").await.contains("{number} staan"));
    assert!(site.get("/adopt?up_to=1&from=gisteren").await.contains("Die dag bestaat niet"));

    let number = switched.up_to.number_full();
    let look = async |rest: &str| loop {
        let page = site.get(&format!("/adopt?up_to={number}{rest}")).await;
        if !page.contains("data-refresh") {
            return page;
        }
        world.clock.advance(Duration::from_mins(1));
    };
    let page = look("").await;
    assert!(page.contains("<strong>Order {number}</strong>"), "{page}");
    assert!(page.contains("Hierover beslist u"), "{page}");
    assert_eq!(world.service.store().orders(None, None).await.unwrap(), [], "nothing is changed");
    let digest = |page: &str| {
        let own = page.split_once("name=\"digest\" value=\"").unwrap().1;
        own.split_once('"').unwrap().0.to_owned()
    };
    let form =
        |digest: &str| format!("up_to={number}&from=&reference=Order+%7Bnumber%7D&digest={digest}");
    let own = "&reference=Order+%7Bnumber%7D";
    // What was shown is not what would be done any more.
    let shown = digest(&page);
    let (invoice, _) = switched.theirs.iter().next().unwrap();
    assert!(world.books.delete_invoice(invoice));
    site.send("/adopt", &form(&shown)).await;
    let changed = look(own).await;
    assert!(changed.contains("anders dan waar u akkoord mee ging"), "{changed}");
    assert_eq!(world.service.store().orders(None, None).await.unwrap(), []);
    let again = look(own).await;
    assert!(!again.contains("anders dan waar u akkoord mee ging"), "{again}");

    site.send("/adopt", &form(&digest(&changed))).await;
    let done = look(own).await;
    assert!(done.contains("zijn geboekt door het andere programma"), "{done}");
    assert!(!done.contains("name=\"digest\"") && !done.contains("nog niets gewijzigd"), "{done}");
    let adopted = world.count(State::Booked).await;
    assert_eq!(adopted, switched.theirs.len() as u64 - 1);
    let after = look(own).await;
    assert!(!after.contains("name=\"digest\""), "there is nothing left to agree to: {after}");
    let log = site.get("/log").await;
    assert!(log.contains("wat een ander programma boekte overgenomen"), "{log}");
    let refused = site.get("/orders?state=refused").await;
    assert!(refused.contains("zou al geboekt zijn"), "{refused}");
    site.speak("en").await;
    assert!(look(own).await.contains("You decide about these"));
}
