//! What the newest orders would lack is said before settings are saved: it is what comes of them, and is
//! measured once.

use std::time::Duration;

use bookkeeping::{Refusal, Settings, VatCase};
use sandbox::shop::{Fault, Misfortune};
use store::State;
use sync::{Forecast, Sample};

use crate::settings;
use crate::site::Site;
use crate::world::World;

/// Long enough, since the clock stands still.
const LONG: Duration = Duration::from_secs(1);

/// Settings without an account and a rate for deposits, and without a rate for exports.
fn few(world: &World) -> Settings {
    let mut settings = Settings::parse(&settings::toml(&world.books, "all")).unwrap();
    settings.ledger.deposits = None;
    settings.vat.retain(|entry| ![VatCase::Deposit, VatCase::Export].contains(&entry.case));
    settings
}

async fn read(world: &World, own: &Settings, sample: &mut Sample, time: Duration) -> u64 {
    let before = world.service.calls();
    world.service.sample(&world.connection, &own.orders, sample, time).await.unwrap();
    let after = world.service.calls();
    assert_eq!(before.0, after.0, "Moneybird is not asked");
    after.1 - before.1
}

async fn told(world: &World, own: &Settings, sample: &Sample) -> Forecast {
    let administration = world.service.choices(&world.connection).await.unwrap().administration;
    sample.forecast(own, &administration, None)
}

#[tokio::test]
async fn what_is_foreseen_is_what_comes_of_it() {
    let world = World::new(80, 5).await;
    let (few, mut sample) = (few(&world), Sample::default());
    let finished = world.finished().len();
    assert_eq!(read(&world, &few, &mut sample, LONG).await, 1 + finished as u64);
    let foreseen = told(&world, &few, &sample).await;
    assert_eq!(foreseen.orders, finished);
    let deposits = |found: &&Vec<Refusal>| {
        let is_rate = |own: &Refusal| own.unmapped().is_some_and(|own| own.0 == VatCase::Deposit);
        found.iter().any(is_rate)
    };
    let of_deposits: Vec<&Vec<Refusal>> = foreseen.refused.iter().filter(deposits).collect();
    assert!(of_deposits.len() > 2, "{foreseen:?}");
    for found in of_deposits {
        let no_account = |own: &&Refusal| matches!(own, Refusal::AccountUnusable { .. });
        assert_eq!(found.iter().filter(no_account).count(), 1, "{found:?}");
    }
    world.service.save_settings(&world.connection, &few).await.unwrap();
    world.settled().await;
    assert_eq!(world.count(State::Refused).await, foreseen.refused.len() as u64);
}

#[tokio::test]
async fn orders_are_read_once_whatever_settings_they_are_held_against() {
    let world = World::new(300, 5).await;
    let (few, mut sample) = (few(&world), Sample::default());
    assert!(world.finished().len() > 100);
    // No time: which there are is asked, and none of them is read.
    assert_eq!(read(&world, &few, &mut sample, Duration::ZERO).await, 1);
    assert_eq!(told(&world, &few, &sample).await, Forecast::default());
    assert_eq!(read(&world, &few, &mut sample, LONG).await, 100);
    assert_eq!(read(&world, &few, &mut sample, LONG).await, 0);
    let foreseen = told(&world, &few, &sample).await;
    assert!(foreseen.orders == 100 && !foreseen.refused.is_empty(), "{foreseen:?}");
    let full = Settings::parse(&settings::toml(&world.books, "all")).unwrap();
    assert_eq!(read(&world, &full, &mut sample, LONG).await, 0);
    let better = told(&world, &full, &sample).await;
    assert!(better.refused.len() < foreseen.refused.len(), "{better:?}");
    // Other orders, of which the shop lets only so many be read in a minute: those that were count.
    let mut sent = few.clone();
    sent.orders.statuses = vec![5, 7];
    sent.orders.paid_only = false;
    assert!((2..=52).contains(&read(&world, &sent, &mut sample, LONG).await));
    assert!(told(&world, &sent, &sample).await.orders <= 100);
}

/// The number before a word of a page.
fn number_before(page: &str, text: &str) -> usize {
    let before = page.split(text).next().unwrap();
    let digits = before.rsplit(|sign: char| !sign.is_ascii_digit()).next().unwrap();
    digits.parse().unwrap_or_else(|_| panic!("no number before '{text}' in {page}"))
}

#[tokio::test]
async fn form_and_preview_say_what_would_wait_and_lead_to_the_fields() {
    let world = World::new(80, 5).await;
    let site = Site::without_settings(&world).await;
    let page = site.get("/settings").await;
    assert!(page.contains("Van de laatste ") && page.contains(" op u wachten:"), "{page}");
    assert!(page.contains("href=\"#at-vat-deposit--\""), "{page}");
    assert!(page.contains("id=\"at-vat-deposit--\""), "{page}");
    // The account called 'Omzet' is only called so.
    assert!(page.contains("<small>op naam voorgesteld: kijk het na</small>"), "{page}");
    let waiting = number_before(&page, " × Statiegeld: kies een btw-tarief");
    assert!(page.contains(&format!("<small>{waiting} bestellingen gebruiken dit</small>")));
    // What a page costs the shop is the listings that are counted, and not the orders once more.
    let rows = world.shop.requests_of("GET", "orderrows");
    site.get("/settings").await;
    assert_eq!(world.shop.requests_of("GET", "orderrows"), rows);
    let account = |name: &str| world.books.account(name).unwrap();
    let rate = |name: &str| world.books.tax_rate(name).unwrap();
    let form = format!(
        "status=7&paid_only=on&history=all&credit_invoices=new&reference=order-number&date=order\
         &mode=order&rounding=line&consumers=each&match=email&due_days=14&revenue={}&deposits={}\
         &vat%7Cdomestic%7C%7C21={}&vat%7Cdomestic%7C%7C9={}&vat%7Cdeposit%7C%7C={}",
        account("Omzet"),
        account("Statiegeld"),
        rate("21% btw"),
        rate("9% btw"),
        rate("Geen btw"),
    );
    let preview = site.post("/settings", &format!("{form}&do=preview")).await;
    assert!(!preview.contains("× Statiegeld"), "{preview}");
    let to = format!("formaction=\"{}/settings#at-vat-oss-", site.base);
    assert!(preview.contains(&to) && preview.contains("kies een btw-tarief</button>"), "{preview}");
    let changed = site.post("/settings", &format!("{form}&do=change")).await;
    assert!(changed.contains("id=\"at-vat-oss-DE-"), "{changed}");
    // Where it cannot be measured under a choice, nothing is said.
    let numbered = form.replace("reference=order-number", "reference=invoice-number");
    let changed = site.post("/settings", &format!("{numbered}&do=change")).await;
    assert!(!changed.contains("op u wachten") && !changed.contains("zo allemaal"), "{changed}");
}

#[tokio::test]
async fn of_a_shop_that_cannot_be_asked_nothing_is_said() {
    let world = World::new(40, 5).await;
    let site = Site::without_settings(&world).await;
    let (method, path) = ("GET".to_owned(), "/orderrows/".to_owned());
    let kind = Misfortune::Html502;
    world.shop.faults().push(Fault { method, path, after: 0, times: 9_999, kind });
    let page = site.get("/settings").await;
    assert!(page.contains("name=\"revenue\""), "{page}");
    assert!(!page.contains("op u wachten") && !page.contains("zo allemaal"), "{page}");
    // In ten minutes it is no different, and then it is.
    world.clock.advance(Duration::from_mins(10));
    world.shop.faults().clear();
    assert!(site.get("/settings").await.contains(" op u wachten:"));
}

#[tokio::test]
async fn a_shop_that_does_not_answer_keeps_no_page_waiting() {
    let world = World::new(40, 5).await;
    let site = Site::without_settings(&world).await;
    world.transport.inner().silence("/orderrows/");
    let page = site.get("/settings").await;
    assert!(page.contains("name=\"revenue\""), "{page}");
    assert!(!page.contains("op u wachten") && !page.contains("zo allemaal"), "{page}");
}
