//! What the pages say and offer where Moneybird or the shop lets nobody in.

use std::time::Duration;

use remote::Clock as _;
use sandbox::shop::{Fault, Misfortune};
use secrecy::SecretString;

use crate::settings;
use crate::site::Site;
use crate::world::World;

/// The token is good no longer, and what was read with it is from before.
async fn withdrawn(world: &World, site: &Site) {
    world.clock.advance(Duration::from_mins(11));
    let other = SecretString::from("another-token");
    site.store.renew_token(&site.connection, &other, world.clock.now()).await.unwrap();
}

#[tokio::test]
async fn a_token_that_moneybird_does_not_know_is_asked_for_again() {
    let world = World::new(3, 5).await;
    let site = Site::of(&world).await;
    for (language, said) in [
        ("nl", "Moneybird kent dit token niet. Plak het opnieuw, helemaal."),
        ("en", "Moneybird does not know this token. Paste it again, all of it."),
    ] {
        site.speak(language).await;
        for token in ["half-a-token", "met+een+spatie", "%E2%82%AC"] {
            let page = site.post("/token", &format!("token={token}")).await;
            assert!(page.contains("role=\"alert\"") && page.contains(said), "{page}");
            let field = page.split("name=\"token\"").nth(1).unwrap().split('>').next().unwrap();
            assert!(!field.contains("value="), "{field}");
        }
    }
    site.send("/token", "token=token-of-the-books").await;
}

#[tokio::test]
async fn settings_are_shown_while_moneybird_lets_nobody_in() {
    let world = World::new(3, 5).await;
    let site = Site::of(&world).await;
    assert!(site.get("/settings").await.contains("value=\"save\""));
    withdrawn(&world, &site).await;
    let revenue = world.books.account("Omzet").unwrap();
    let chosen = format!("<option value=\"{revenue}\" selected>Omzet</option>");
    let again = format!("href=\"{}/moneybird\"", site.base);
    let page = site.get("/settings").await;
    assert!(page.contains("Moneybird geeft geen toegang") && page.contains(&again), "{page}");
    assert!(page.contains("Hieronder staat wat is opgeslagen") && page.contains(&chosen), "{page}");
    assert!(page.contains("iDEAL") && !page.contains("value=\"save\""), "{page}");
    assert_eq!(page.matches("<fieldset").count(), page.matches("<fieldset disabled").count());
    // Whoever had the form open does not lose what they filled in.
    let before = site.store.connection(&site.connection).await.unwrap().settings;
    let rate = world.books.tax_rate("21% btw").unwrap();
    let form = format!(
        "status=7&paid_only=on&history=all&credit_invoices=new&reference=order-number&date=order\
         &mode=order&rounding=line&consumers=each&match=email&due_days=33&revenue={revenue}\
         &vat%7Cdomestic%7C%7C21={rate}"
    );
    for wanted in ["save", "preview", "change"] {
        let page = site.post("/settings", &format!("{form}&do={wanted}")).await;
        assert!(page.contains("Er is niets opgeslagen.") && page.contains(&again), "{page}");
        assert!(page.contains("value=\"33\"") && page.contains("value=\"save\""), "{page}");
    }
    assert_eq!(site.store.connection(&site.connection).await.unwrap().settings, before);
    site.send("/token", "token=token-of-the-books").await;
    assert!(site.get("/settings").await.contains("value=\"save\""));
}

#[tokio::test]
async fn settings_are_shown_while_the_shop_cannot_be_asked() {
    let world = World::new(3, 5).await;
    let methods = format!(
        "{}\n[payment.methods]\n\"777\" = \"{}\"\n",
        settings::toml(&world.books, "all")
            .replace("[[vat]]", "#[[vat]]")
            .split('#')
            .next()
            .unwrap(),
        world.books.account("Tussenrekening CCV Pay").unwrap(),
    );
    let vat = settings::toml(&world.books, "all");
    let vat = &vat[vat.find("[[vat]]").unwrap()..];
    world.service.import_settings(&world.connection, &format!("{methods}{vat}")).await.unwrap();
    let site = Site::of(&world).await;
    site.get("/settings").await;
    let (method, path, kind) = ("*".to_owned(), String::new(), Misfortune::Html502);
    world.shop.faults().push(Fault { method, path, after: 0, times: 9_999, kind });
    for (language, saved, method) in [
        ("nl", "Hieronder staat wat is opgeslagen.", "Betaalmethode 777"),
        ("en", "Below is what is saved.", "Payment method 777"),
    ] {
        site.speak(language).await;
        let page = site.get("/settings").await;
        assert!(page.contains(saved) && page.contains(method), "{page}");
        assert!(!page.contains("value=\"save\"") && !page.contains("/moneybird\""), "{page}");
    }
}

#[tokio::test]
async fn a_first_look_at_the_settings_leads_to_moneybird_too() {
    let world = World::new(3, 5).await;
    let site = Site::without_settings(&world).await;
    withdrawn(&world, &site).await;
    let page = site.get("/settings").await;
    assert!(page.contains(&format!("href=\"{}/moneybird\"", site.base)), "{page}");
    assert!(!page.contains("<fieldset"), "{page}");
}

#[tokio::test]
async fn the_log_says_that_access_was_withdrawn() {
    let world = World::new(3, 5).await;
    let site = Site::of(&world).await;
    let (nl, en) = ("geen toegang meer tot Moneybird", "no access to Moneybird any more");
    assert!(!site.get("/log").await.contains(nl));
    withdrawn(&world, &site).await;
    assert!(world.pass().await.is_err());
    let page = site.get("/log").await;
    assert!(page.contains(nl) && page.contains(">na "), "{page}");
    site.speak("en").await;
    let page = site.get("/log").await;
    assert!(page.contains(en) && page.contains(">after "), "{page}");
    // It is known of the connection, so that neither side is asked for the settings' sake.
    let before = world.service.calls().0;
    assert!(site.get("/settings").await.contains("Below is what is saved."));
    assert_eq!(world.service.calls().0, before);
    site.send("/token", "token=token-of-the-books").await;
    let page = site.get("/log").await;
    assert!(!page.contains(en) && page.contains("connected again, after the access was"), "{page}");
    site.send("/token", "token=token-of-the-books").await;
    assert!(site.get("/log").await.contains("Moneybird connected again</span>"));
}
