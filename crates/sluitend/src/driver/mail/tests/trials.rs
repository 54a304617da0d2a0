//! The end of a free month is told beforehand, where the host charges.

use billing::{Month, Terms, Vat};
use bookkeeping::Money;
use remote::Clock as _;
use store::{ConnectionId, Language, LetterKind, NewConnection, Role};

use super::world::World;
use crate::pretend::connection;

/// The first of December, at half past two in the afternoon.
async fn december() -> World {
    let mut world = World::new(Vec::new()).await;
    let price = Money::exact("6.00".parse().unwrap()).unwrap();
    world.terms = Some(Terms { price, currency: "EUR".to_owned(), vat: Vat::Excluded });
    days(&world, 3);
    world
}

fn days(world: &World, number: u64) {
    world.passes(number * 24 * 60);
}

/// The letters about free months.
fn told(world: &World) -> Vec<String> {
    let mut all = world.letters();
    all.retain(|own| own.contains("gratis maand loopt"));
    all
}

/// Another shop, with an owner who has an address.
async fn installed(world: &World, shop: i64) -> ConnectionId {
    let (store, now) = (world.service.store(), world.clock.now());
    let new = NewConnection { shop_name: format!("Shop {shop}"), ..connection(shop) };
    let id = store.save_connection(&new, now).await.unwrap();
    let owner = store.new_shopkeeper("Cor", Language::Nl, now).await.unwrap();
    store.grant_shop(&owner, shop, Role::Owner, now).await.unwrap();
    store.set_email(&owner, &format!("cor{shop}@shop.example")).await.unwrap();
    id
}

#[tokio::test]
async fn a_free_month_that_ends_is_told_once_a_week_before_and_not_at_night() {
    let world = december().await;
    let id = installed(&world, 8).await;
    world.minute().await;
    // To the 23rd, and then to half past six in the morning of the 24th.
    days(&world, 22);
    world.minute().await;
    world.passes(16 * 60);
    world.minute().await;
    assert_eq!(told(&world), [""; 0]);
    world.passes(30);
    for _ in 0..3 {
        world.minute().await;
        days(&world, 1);
    }
    let [letter] = told(&world).try_into().unwrap();
    for part in [
        "To: cor8@shop.example\n",
        "Subject: Shop 8: de gratis maand loopt tot en met 31 december 2026\n",
        "Daarna kost het €\u{a0}6,00 per maand, exclusief btw.",
        "/trial/",
    ] {
        assert!(letter.contains(part), "'{part}' in '{letter}'");
    }
    let topics = world.service.store().topics_told(&id, LetterKind::Trial).await.unwrap();
    assert_eq!(topics, ["2026-12"]);
    days(&world, 30);
    world.minute().await;
    assert_eq!(told(&world).len(), 1, "January costs something");
}

#[tokio::test]
async fn who_comes_in_the_last_days_is_told_at_once() {
    let world = december().await;
    days(&world, 29);
    installed(&world, 8).await;
    world.minute().await;
    assert_eq!(told(&world).len(), 1);
}

#[tokio::test]
async fn who_has_gone_or_ends_is_told_nothing() {
    let world = december().await;
    let store = world.service.store();
    let (gone, ends, later) =
        (installed(&world, 8).await, installed(&world, 9).await, installed(&world, 10).await);
    let now = world.clock.now();
    store.forget_shop_keys(&gone, ("credentials-shop", "x"), now).await.unwrap();
    let month = |text: &str| text.parse::<Month>().unwrap();
    assert!(store.end_subscription(&ends, month("2027-01"), now).await.unwrap());
    assert!(store.end_subscription(&later, month("2027-02"), now).await.unwrap());
    days(&world, 28);
    world.minute().await;
    let [letter] = told(&world).try_into().unwrap();
    assert!(letter.contains("Shop 10"), "January is charged: {letter}");
    // It goes on after all.
    store.resume_subscription(&ends, "subscription-ended", world.clock.now()).await.unwrap();
    world.minute().await;
    assert_eq!(told(&world).len(), 2);
}

#[tokio::test]
async fn where_nobody_charges_nothing_ends() {
    let mut world = december().await;
    world.terms = None;
    installed(&world, 8).await;
    days(&world, 28);
    world.minute().await;
    assert_eq!(told(&world), [""; 0]);
}
