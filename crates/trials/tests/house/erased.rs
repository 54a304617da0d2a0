//! A customer is erased: no word of them is left in the database, in a backup or in the log, and the closing
//! statement is what it was.

use std::path::Path;

use axum::http::StatusCode;
use remote::Clock as _;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::{Customer, Order};
use store::{AuditEntry, Role, Scrubbed, State};
use sync::{Erase, Erased, Whom};

use crate::corrected::Site;
use crate::edits::{a_day_later, row};
use crate::journal::Journal;
use crate::world::World;

/// Orders of theirs: booked, refused, set aside and waiting.
async fn world() -> (World, [i64; 4]) {
    let world = World::with(3, 1, Kinds::plain(), Switches::default(), "all").await;
    let placed = "2026-11-20T10:00:00Z".parse().unwrap();
    let order = |name: &str, price: &str, tax| {
        let mut own = Order::of(vec![row(name, price, tax)], placed);
        own.customer = Customer::rare();
        own
    };
    let booked = world.shop.add_order(order("Kaart voor Quirinus Zandloper", "121", 21));
    let refused = world.shop.add_order(order("Theepot", "113", 13));
    let aside = world.shop.add_order(order("Theekop", "113", 13));
    let mut waiting = order("Thee", "109", 9);
    waiting.paid = false;
    let waiting = world.shop.add_order(waiting);
    world.pass().await.unwrap();
    let record = world.service.find_order(aside, None).await.unwrap();
    world.service.ignore(&record, "Zandloper belde").await.unwrap();
    let states = [State::Booked, State::Refused, State::Ignored, State::Waiting];
    for (order, state) in [booked, refused, aside, waiting].into_iter().zip(states) {
        assert_eq!(world.state(order).await, state);
    }
    let entry = AuditEntry {
        at: world.clock.now(),
        account: None,
        shop_id: Some(world.service.connection(&world.connection).await.unwrap().shop_id),
        connection: None,
        what: "order set aside".to_owned(),
        detail: "Zandloper@voorbeeld.example".to_owned(),
    };
    world.service.store().note(&entry).await.unwrap();
    (world, [booked, refused, aside, waiting])
}

async fn erase(world: &World, whom: Whom, is_trial: bool) -> Erased {
    let connection = world.service.connection(&world.connection).await.unwrap();
    let asked = Erase { whom, by: None, is_trial };
    world.service.erase(&[connection], &asked).await.unwrap()
}

/// The words that stand in the files of a folder.
fn found(folder: &Path) -> Vec<&'static str> {
    let files = std::fs::read_dir(folder).unwrap();
    let all: Vec<Vec<u8>> = files.map(|own| std::fs::read(own.unwrap().path()).unwrap()).collect();
    Customer::traces(all.iter().map(Vec::as_slice))
}

#[tokio::test]
async fn no_trace_is_left_and_the_books_close_as_before() {
    let journal = Journal::default();
    let guard = journal.listen_to("debug");
    let (world, orders) = world().await;
    let folders = [(); 3].map(|()| tempfile::tempdir().unwrap());
    let [before, live, after] = folders.each_ref().map(tempfile::TempDir::path);
    let backup = before.join("backup");
    world.service.store().backup(&backup, world.clock.now(), None).await.unwrap();
    assert_eq!(found(before), Customer::RARE, "they are looked for");
    // In a file, since what is left in one is looked for.
    let world = world.restored_to_file(&live.join("live.db"), &backup).await;
    let mut statement = world.close("2026-11").await;
    // What a person typed is all that changes.
    for note in &mut statement.notes {
        *note = note.replace("Zandloper", "…");
    }

    let email = || Whom::Email(" zandloper@VOORBEELD.example ".to_owned());
    let told = erase(&world, email(), true).await;
    assert_eq!((told.places[0].erased.len(), told.scrubbed), (4, None));
    assert_eq!(found(live), Customer::RARE, "a trial changes nothing");
    let done = erase(&world, email(), false).await;
    let ids: Vec<i64> = done.places[0].erased.iter().map(|own| own.id).collect();
    assert_eq!((ids.as_slice(), done.scrubbed), (orders.as_slice(), Some(Scrubbed::Gone)));
    assert_eq!((done.places[0].contacts.len(), done.places[0].left.len()), (1, 0));
    assert_eq!(found(live), [""; 0]);
    let store = world.service.store();
    store.backup(&after.join("backup"), world.clock.now(), None).await.unwrap();
    assert_eq!(found(after), [""; 0]);
    assert_eq!(world.close("2026-11").await, statement);
    assert!(erase(&world, email(), false).await.places.is_empty(), "nobody of that name");
    drop(guard);
    let text = journal.take();
    assert!(text.contains("external_sales_invoices"), "{text}");
    assert_eq!(Customer::traces([text.as_bytes()]), [""; 0]);
}

#[tokio::test]
async fn what_is_booked_is_not_read_again_and_what_is_open_is() {
    let (world, [booked, refused, aside, waiting]) = world().await;
    let record = world.service.find_order(refused, None).await.unwrap();
    let done = erase(&world, Whom::Order(Box::new(record)), false).await;
    assert_eq!(done.places[0].erased.len(), 4, "all of the same address");
    let person = async |order: i64| {
        let record = world.service.find_order(order, None).await.unwrap();
        record.snapshot.contains("Zandloper")
    };
    a_day_later(&world).await;
    for order in [booked, refused, aside] {
        assert!(!person(order).await);
    }
    assert!(person(waiting).await, "it is still to be booked");
    // Tried again, it is read from the shop as it is now.
    world.shop.edit_order(refused, |own| own.rows[0] = row("Theepot", "121", 21));
    let record = world.service.find_order(refused, None).await.unwrap();
    world.service.retry(&record).await.unwrap();
    world.pass().await.unwrap();
    assert_eq!(world.state(refused).await, State::Booked);
    assert!(person(refused).await);
    let contacts = world.books.contacts();
    let theirs = |own: &&serde_json::Value| own["lastname"] == "Zandloper";
    assert_eq!(contacts.iter().filter(theirs).count(), 1, "one contact in Moneybird");
}

#[tokio::test]
async fn what_is_being_booked_is_named_and_left() {
    let (world, orders) = world().await;
    let fault = sandbox::books::FaultKind::Html500BeforeEffect;
    let once = sandbox::books::Fault::once(
        axum::http::Method::POST,
        "external_sales_invoices.json",
        fault,
    );
    world.books.faults().push(once);
    world.shop.set_paid(orders[3], true);
    a_day_later(&world).await;
    assert_eq!(world.state(orders[3]).await, State::Booking);
    let email = Whom::Email("zandloper@voorbeeld.example".to_owned());
    let done = erase(&world, email.clone(), false).await;
    let left: Vec<i64> = done.places[0].left.iter().map(|own| own.id).collect();
    assert_eq!((left.as_slice(), done.places[0].erased.len()), (&orders[3..], 3));
    world.settled().await;
    let done = erase(&world, email, false).await;
    assert_eq!((done.places[0].erased.len(), done.places[0].left.len()), (1, 0));
}

#[tokio::test]
async fn an_erased_connection_is_taken_over_anew_and_books_nothing_twice() {
    let world = World::with(12, 1, Kinds::everyday(), Switches::default(), "all").await;
    world.settled().await;
    let (booked, invoices) = (world.count(State::Booked).await, world.books.invoices().len());
    let connection = world.service.connection(&world.connection).await.unwrap();
    let mut out = Vec::new();
    let orders = world.service.export(&connection.id, &mut out).await.unwrap();
    let export: serde_json::Value = serde_json::from_slice(&out).unwrap();
    let own = export["orders"].as_array().unwrap();
    assert_eq!((own.len() as u64, booked > 0), (orders, true));
    let is_one =
        |own: &&serde_json::Value| own["state"] == "booked" && own["id"].as_i64() > Some(0);
    let one = own.iter().find(is_one).unwrap();
    assert!(
        one["order"]["customer"]["email"].is_string()
            && one["booking"]["invoice"]["lines"].is_array()
    );
    assert_eq!(one["steps"][0]["what"], "seen");
    let text = String::from_utf8(out).unwrap();
    assert!(!text.contains("token-of-the-books") && !text.contains("\"demo\""));

    world.service.erase_connection(&connection).await.unwrap();
    assert!(world.service.store().connections().await.unwrap().is_empty());
    let again = world.reconnected().await;
    again.settled().await;
    assert_eq!(world.books.invoices().len(), invoices);
    assert_eq!(again.count(State::Booked).await, booked);
}

#[tokio::test]
async fn what_was_uninstalled_long_ago_is_erased() {
    let world = World::with(2, 1, Kinds::plain(), Switches::default(), "all").await;
    let store = world.service.store();
    let connection = world.service.connection(&world.connection).await.unwrap();
    let (key, now) = (secrecy::SecretString::from("key"), world.clock.now());
    let install = store.save_install(&key, &key, "https://a", "https://b", now).await.unwrap();
    store.open_install(&install, connection.shop_id, 5, now).await.unwrap();
    store.forget_shop_keys(&connection.id, ("credentials-shop", "x"), now).await.unwrap();
    store.end_install(&install, now).await.unwrap();
    world.clock.advance(std::time::Duration::from_hours(90 * 24));
    assert_eq!(world.service.erase_uninstalled().await.unwrap(), []);
    world.clock.advance(std::time::Duration::from_secs(1));
    assert_eq!(
        world.service.erase_uninstalled().await.unwrap(),
        std::slice::from_ref(&connection.id)
    );
    assert_eq!(world.service.erase_uninstalled().await.unwrap(), []);
}

#[tokio::test]
async fn an_owner_forgets_a_customer_from_the_page_of_an_order() {
    let (world, [booked, ..]) = world().await;
    let path = format!("/orders/{booked}");
    let reader = Site::of(&world, Role::Reader).await;
    assert!(!reader.get(&path).await.contains("/erase"));
    let answer = reader.post(&format!("{path}/erase"), &[]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    let owner = Site::of(&world, Role::Owner).await;
    assert!(owner.get(&path).await.contains("Vergeet deze klant"));
    let page = owner.post(&format!("{path}/erase"), &[]).await.page;
    for part in ["art. 52 AWR", "CCV Shop: maak", "Reservekopie", "Contact in Moneybird"] {
        assert!(page.contains(part), "{part} in {page}");
    }
    let page = owner.get(&path).await;
    assert!(page.contains("vergeten") && !page.contains("Zandloper"), "{page}");
    assert!(!page.contains("/erase"), "{page}");
    let log = owner.get("/log").await;
    assert!(log.contains("klant vergeten (aantal bestellingen: 4)"), "{log}");
}
