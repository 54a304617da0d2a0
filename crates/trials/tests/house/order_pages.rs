//! What the page of an order tells, to whoever looks.

use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::Order;
use store::{Role, State};

use crate::corrected::Site;
use crate::edits::row;
use crate::world::World;

#[tokio::test]
async fn what_is_booked_is_told_by_names() {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let rows = vec![row("Theepot", "121", 21), row("Thee", "109", 9)];
    let mut order = Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap());
    order.customer.billing.company = String::new();
    order.customer.billing.first_name = "Bé".to_owned();
    order.customer.billing.last_name = "van <Dijk>".to_owned();
    let order = world.shop.add_order(order);
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    let page = Site::of(&world, Role::Reader).await.get(&format!("/orders/{order}")).await;
    let record = world.service.find_order(order, None).await.unwrap();
    let own = record.booking.unwrap();
    let (invoice, payment) = (own.invoice_id.unwrap(), own.payment_id.unwrap());
    let contact = own.contact_id.unwrap();
    for text in [
        "<dt>Klant</dt><dd>Bé van &#60;Dijk&#62;</dd>",
        "<th scope=\"row\">Waarvan btw: Nederland, 21%, over 100,00</th>",
        "<th scope=\"row\">Waarvan btw: Nederland, 9%, over 100,00</th>",
        &format!("<span>contact {contact}</span>"),
        &format!("<span>factuur {invoice}</span>"),
        &format!("<span>betaling {payment}</span>"),
    ] {
        assert!(page.contains(text), "{text}: {page}");
    }
    for text in ["attempt", "poging", &format!("<span>{invoice}")] {
        assert!(!page.contains(text), "{text}: {page}");
    }
}

#[tokio::test]
async fn a_cancelled_order_is_not_waited_for() {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let rows = vec![row("Theepot", "121", 21)];
    let order = world.shop.add_order(Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap()));
    world.shop.set_status(order, 8);
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Waiting);
    let site = Site::of(&world, Role::Owner).await;
    let page = site.get(&format!("/orders/{order}")).await;
    assert!(
        page.contains("<span class=\"state waiting\">geannuleerd in de winkel</span>"),
        "{page}"
    );
    assert!(page.contains("wordt zij niet geboekt") && page.contains("Wordt niet geboekt."));
    let list = site.get("/orders?state=waiting").await;
    assert!(list.contains("<span class=\"state waiting\">geannuleerd in de winkel</span>"));
    assert!(list.contains("Geannuleerd in de winkel; zolang dat zo is"), "{list}");
    // One that waits for something else still says what.
    world.shop.set_status(order, 3);
    world.clock.advance(std::time::Duration::from_hours(25));
    world.pass().await.unwrap();
    let page = site.get(&format!("/orders/{order}")).await;
    assert!(
        page.contains("wacht op de winkel</span>") && page.contains("geboekt wordt bij"),
        "{page}"
    );
}
