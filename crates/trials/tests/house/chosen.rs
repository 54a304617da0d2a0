//! What is chosen in the settings: what was filled in stays, what orders wait for is named, and what was
//! saved is said.

use sandbox::books::Switches;
use sandbox::generate::Kinds;
use store::State;

use crate::settings;
use crate::site::Site;
use crate::world::World;

fn form(world: &World) -> String {
    let account = |name: &str| world.books.account(name).unwrap();
    let rate = |name: &str| world.books.tax_rate(name).unwrap();
    format!(
        "status=7&paid_only=on&history=all&credit_invoices=new&reference=order-number&date=order\
         &mode=order&rounding=line&consumers=each&match=email&due_days=14&revenue={}\
         &vat%7Cdomestic%7C%7C21={}&vat%7Cdomestic%7C%7C9={}",
        account("Omzet"),
        rate("21% btw"),
        rate("9% btw"),
    )
}

#[tokio::test]
async fn a_form_that_cannot_be_so_stays_as_it_was_filled_in() {
    let world = World::with(3, 5, Kinds::plain(), Switches::default(), "all").await;
    let site = Site::without_settings(&world).await;
    let form = form(&world);
    for (since, radio, day, problem) in [
        ("history=from&history_from=", "from", "", "Vul de dag in"),
        ("history=all&history_from=2026-03-01", "all", "2026-03-01", "maar koos iets anders"),
        ("history=from&history_from=2999-01-01", "from", "2999-01-01", "nog niet aangebroken"),
    ] {
        let own = form.replace("history=all", since);
        for what in ["preview", "save"] {
            let page = site.post("/settings", &format!("{own}&do={what}")).await;
            assert!(page.contains(problem), "{problem}: {page}");
            assert!(page.contains(&format!("value=\"{radio}\" checked")), "{since}: {page}");
            assert!(page.contains(&format!("name=\"history_from\" value=\"{day}\"")), "{page}");
        }
    }
    assert_eq!(site.store.connection(&site.connection).await.unwrap().settings, None);
}

#[tokio::test]
async fn what_refused_orders_wait_for_is_named_and_leads_to_its_field() {
    let world = World::new(80, 5).await;
    let text = settings::toml(&world.books, "all");
    let mut few = bookkeeping::Settings::parse(&text).unwrap();
    few.ledger.deposits = None;
    few.vat.retain(|entry| entry.case != bookkeeping::VatCase::Deposit);
    world.service.save_settings(&world.connection, &few).await.unwrap();
    world.settled().await;
    assert!(world.count(State::Refused).await > 1);
    let site = Site::of(&world).await;
    let page = site.get("/settings").await;
    assert!(page.contains("Nog te kiezen:") && page.contains(" bestellingen)</a>"), "{page}");
    assert!(page.contains(" bestellingen wachten hierop</small>"), "{page}");
    let list = site.get("/orders?state=refused").await;
    let link = list.split("/settings#").nth(1).expect("a link to a field");
    let at = link.split('"').next().unwrap();
    assert!(page.contains(&format!("<a href=\"#{at}\">")), "{at}: {page}");
    assert!(page.contains(&format!("id=\"{at}\"")), "{at}: {page}");
    // What no order used is not asked for.
    assert!(!page.contains("<a href=\"#at-vat-exempt--\">"), "{page}");
}

#[tokio::test]
async fn a_cancelled_order_is_not_said_to_be_booked_later() {
    let world = World::with(3, 5, Kinds::plain(), Switches::default(), "all").await;
    let site = Site::without_settings(&world).await;
    for order in world.shop.orders() {
        world.shop.set_status(order.id, 8);
    }
    let page = site.post("/settings", &format!("{}&do=preview", form(&world))).await;
    let cancelled = "Geannuleerd in de winkel; zolang dat zo is, wordt zij niet geboekt.";
    assert_eq!(page.matches(cancelled).count(), world.shop.orders().len().min(10), "{page}");
    assert!(!page.contains("Daarna wordt zij zo geboekt"), "{page}");
}
