//! What the log says of an order bears its id.

use std::collections::BTreeSet;

use sandbox::books::Switches;
use sandbox::generate::Kinds;
use store::State;

use crate::histories::Mishap;
use crate::journal::Journal;
use crate::world::World;

#[tokio::test]
async fn every_request_that_books_an_order_is_logged_with_its_id() {
    let world = World::new(30, 5).await;
    let journal = Journal::default();
    let guard = journal.listen();
    world.settled().await;
    drop(guard);
    let text = journal.take();
    let books = |line: &&str| {
        line.contains("POST")
            && (line.contains("/external_sales_invoices.json") || line.contains("/payments.json"))
    };
    let sent: Vec<&str> = text.lines().filter(books).collect();
    let finished = world.finished();
    let told = |line: &&&str| {
        finished.iter().any(|order| line.contains(&format!("booking{{order={order}}}")))
    };
    assert!(sent.len() > 10, "{sent:?}");
    assert_eq!(sent.iter().filter(told).count(), sent.len(), "some without their order: {sent:#?}");
}

#[tokio::test]
async fn what_becomes_of_an_order_is_logged_once_with_its_id_and_without_its_customer() {
    let world = World::with(200, 4, Kinds::all(), Switches::default(), "all").await;
    let journal = Journal::default();
    let guard = journal.listen_to("sync=info");
    world.settled().await;
    drop(guard);
    let text = journal.take();
    let of = |order: i64, what: &str| {
        let about = format!("booking{{order={order}}}: ");
        text.lines().filter(|line| line.contains(&about) && line.contains(what)).count()
    };
    for (state, least) in [(State::Booked, 50), (State::Refused, 0)] {
        let orders = world.service.orders(None, Some(state)).await.unwrap();
        let orders: Vec<_> = orders.iter().filter(|own| own.id > 0).collect();
        assert!(orders.len() > least, "{state:?}: {}", orders.len());
        for own in orders {
            let told = match state {
                State::Booked => format!(" booked invoice={:?} ", own.invoice_id.as_ref().unwrap()),
                _ => format!(" refused code={:?}", own.code.as_ref().unwrap()),
            };
            assert_eq!(of(own.id, &told), 1, "{told} of {}:\n{text}", own.id);
        }
    }
    let contacts = world.books.contacts();
    let names = ["email", "lastname", "company_name", "address1", "zipcode"];
    let values = contacts.iter().flat_map(|own| names.map(|name| own[name].as_str()));
    // A postcode of figures alone may stand in any number.
    let is_telling = |own: &&str| own.len() > 3 && own.contains(char::is_alphabetic);
    let persons: BTreeSet<&str> = values.flatten().filter(is_telling).collect();
    assert!(persons.len() > 100, "{persons:?}");
    for own in persons {
        assert!(!text.contains(own), "{own}:\n{text}");
    }
}

#[tokio::test]
async fn an_outcome_that_is_not_known_is_a_warning_with_the_orders_id() {
    let mut documents = BTreeSet::new();
    for at in 0.. {
        let world = World::of_one_order().await;
        world.transport.plan(at, Mishap::RequestLost);
        let journal = Journal::default();
        let guard = journal.listen_to("sync=warn");
        // What is lost may end it.
        let _ = world.pass().await;
        drop(guard);
        if !world.transport.struck() {
            break;
        }
        let order = world.finished()[0];
        let text = journal.take();
        let mut unknown = text.lines().filter(|line| line.contains("the outcome is not known"));
        if let Some(line) = unknown.next() {
            assert!(line.contains(&format!("WARN booking{{order={order}}}: ")), "{line}");
            let (_, what) = line.split_once("what=").unwrap();
            let (document, settles) = what.split_once(" settle_at=2026-11-23T15:").unwrap();
            assert!(settles.starts_with("15:") || settles.starts_with("16:"), "{line}");
            documents.insert(document.to_owned());
        }
        assert_eq!(unknown.next(), None, "{text}");
    }
    let documents: Vec<&str> = documents.iter().map(String::as_str).collect();
    assert_eq!(documents, ["Contact", "Invoice", "Payment"]);
}
