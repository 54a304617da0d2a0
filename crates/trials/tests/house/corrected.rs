//! A changed order as its page has it: what would be booked is shown, and only that is agreed to.

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use remote::Clock as _;
use rust_decimal::Decimal;
use sandbox::books::Switches;
use sandbox::generate::Kinds;
use sandbox::shop::model::Order;
use store::{Language, Role, State};
use tower::ServiceExt;

use crate::edits::{a_day_later, closes, dec, row};
use crate::world::World;

/// The pages before a world, with somebody in.
pub(crate) struct Site {
    router: Router,
    cookie: String,
    base: String,
}

/// What came back: the status, where it leads, and the page.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) to: String,
    pub(crate) page: String,
}

impl Site {
    pub(crate) async fn of(world: &World, role: Role) -> Self {
        let public = "http://localhost:8080".parse().unwrap();
        let site = web::Site { public, app_secret: None, proxy: None };
        let router = web::router(web::App::new(world.service.clone(), site));
        let (store, now) = (world.service.store(), world.clock.now());
        let shop = store.connection(&world.connection).await.unwrap().shop_id;
        let account = store.new_shopkeeper("Voorbeeld", Language::Nl, now).await.unwrap();
        store.grant_shop(&account, shop, role, now).await.unwrap();
        let week = std::time::Duration::from_hours(24 * 7);
        let session = store.open_session(&account, now, week).await.unwrap();
        let cookie = format!("sluitend={}", session.expose());
        Self { router, cookie, base: format!("/c/{}", world.connection) }
    }

    async fn answer(&self, request: axum::http::request::Builder, form: String) -> Answer {
        let request = request
            .header("cookie", &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let (parts, body) = self.router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        let to = parts.headers.get("location").map_or("", |own| own.to_str().unwrap()).to_owned();
        Answer { status: parts.status, to, page: String::from_utf8(body.to_vec()).unwrap() }
    }

    /// A page below that of the connection.
    pub(crate) async fn get(&self, rest: &str) -> String {
        self.answer(Request::get(format!("{}{rest}", self.base)), String::new()).await.page
    }

    /// A form of such a page.
    pub(crate) async fn post(&self, rest: &str, fields: &[(&str, &str)]) -> Answer {
        let form =
            url::form_urlencoded::Serializer::new(String::new()).extend_pairs(fields).finish();
        self.answer(Request::post(format!("{}{rest}", self.base)), form).await
    }
}

/// An order of 121.00 at 21 % and 109.00 at 9 % that was booked.
async fn booked() -> (World, i64) {
    let world = World::with(1, 1, Kinds::plain(), Switches::default(), "all").await;
    let rows = vec![row("Theepot", "121", 21), row("Thee", "109", 9)];
    let order = world.shop.add_order(Order::of(rows, "2026-11-20T10:00:00Z".parse().unwrap()));
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    (world, order)
}

/// The same, which costs 24.20 less since.
async fn changed() -> (World, i64) {
    let (world, order) = booked().await;
    world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
    a_day_later(&world).await;
    assert_eq!(world.state(order).await, State::Changed);
    (world, order)
}

/// What the form on a page repeats of what is shown.
fn shown(page: &str) -> String {
    let field = page.split("name=\"shown\" value=\"").nth(1).unwrap();
    field.split('"').next().unwrap().to_owned()
}

/// What Moneybird holds of an order, corrections in, and in how many invoices.
fn held(world: &World, order: i64) -> (usize, Decimal) {
    let part = format!("/orders/{order}/?");
    let mut all = world.books.invoices();
    all.retain(|own| own["source_url"].as_str().unwrap().contains(&part));
    let sum = all.iter().map(|own| dec(own["total_price_incl_tax"].as_str().unwrap())).sum();
    (all.len(), sum)
}

#[tokio::test]
async fn the_difference_is_shown_agreed_to_and_booked_once() {
    let (world, order) = changed().await;
    let site = Site::of(&world, Role::Owner).await;
    let path = format!("/orders/{order}");
    let page = site.get(&path).await;
    let cell = |class: &str, label: &str, amount: &str| {
        format!("<td class=\"{class}\" data-label=\"{label}\">{amount}</td>")
    };
    let row = [
        cell("number", "Geboekt", "121,00"),
        cell("number", "Nu", "96,80"),
        cell("number", "Verschil", "\u{2212}24,20"),
        cell("number", "waarvan btw", "\u{2212}4,20"),
    ];
    let total = [
        cell("number", "Geboekt", "230,00"),
        cell("number", "Nu", "205,80"),
        cell("number closed", "Verschil", "\u{2212}24,20"),
    ];
    let (row, total) = (row.concat(), total.concat());
    for part in [row.as_str(), &total, "Gewijzigd in de winkel", "Verschil boeken", "correctie 1’"]
    {
        assert!(page.contains(part), "{part}: {page}");
    }
    assert!(!page.contains("sluitend correct"), "{page}");
    let agreed = shown(&page);
    let answer = site.post(&format!("{path}/correct"), &[("shown", &agreed)]).await;
    assert_eq!(answer.status, StatusCode::SEE_OTHER);
    assert!(answer.to.ends_with(&path), "{}", answer.to);
    let page = site.get(&path).await;
    assert!(page.contains("Afgesproken.") && !page.contains("name=\"shown\""), "{page}");
    // Whoever presses the button once more has agreed once.
    let answer = site.post(&format!("{path}/correct"), &[("shown", &agreed)]).await;
    assert!(answer.to.ends_with(&path), "{}", answer.to);
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    assert_eq!(held(&world, order), (2, dec("205.80")));
    let number = world.shop.order(order).unwrap().number_full().to_owned();
    let log = site.get("/log").await;
    assert_eq!(log.matches(&format!("correctie van bestelling {number} afgesproken")).count(), 1);
    closes(&world).await;
}

#[tokio::test]
async fn what_is_another_by_now_is_not_agreed_to() {
    let (world, order) = changed().await;
    let site = Site::of(&world, Role::Owner).await;
    let path = format!("/orders/{order}");
    let before = shown(&site.get(&path).await);
    // Other VAT, and the same total.
    world.shop.edit_order(order, |own| {
        own.rows[0].price = dec("121");
        own.rows[1].price = dec("84.80");
    });
    a_day_later(&world).await;
    for wrong in [before.as_str(), "", "x"] {
        let answer = site.post(&format!("{path}/correct"), &[("shown", wrong)]).await;
        assert!(answer.to.ends_with(&format!("{path}?said=moved")), "{}", answer.to);
    }
    let page = site.get(&format!("{path}?said=moved")).await;
    assert!(page.contains("Er is niets afgesproken") && shown(&page) != before, "{page}");
    world.pass().await.unwrap();
    assert_eq!((world.state(order).await, held(&world, order).0), (State::Changed, 1));
    assert!(!site.get("/log").await.contains("afgesproken"));
}

#[tokio::test]
async fn who_only_looks_sees_the_difference_and_agrees_to_nothing() {
    let (world, order) = changed().await;
    let site = Site::of(&world, Role::Reader).await;
    let path = format!("/orders/{order}");
    let page = site.get(&path).await;
    assert!(page.contains("\u{2212}24,20") && !page.contains("name=\"shown\""), "{page}");
    let owner = shown(&Site::of(&world, Role::Owner).await.get(&path).await);
    let answer = site.post(&format!("{path}/correct"), &[("shown", &owner)]).await;
    assert_eq!(answer.status, StatusCode::FORBIDDEN);
    world.pass().await.unwrap();
    assert_eq!(held(&world, order).0, 1);
}

#[tokio::test]
async fn a_removed_order_is_taken_back_and_what_cannot_be_corrected_says_why() {
    let (world, order) = changed().await;
    let site = Site::of(&world, Role::Owner).await;
    let path = format!("/orders/{order}");
    world.shop.edit_order(order, |own| own.rows[0].tax = Decimal::from(13));
    a_day_later(&world).await;
    let page = site.get(&path).await;
    assert!(page.contains("nog geen btw-tarief van Moneybird gekozen"), "{page}");
    assert!(!page.contains("name=\"shown\"") && !page.contains("sluitend "), "{page}");
    let answer = site.post(&format!("{path}/correct"), &[("shown", "")]).await;
    assert!(answer.to.ends_with("?said=moved"), "{}", answer.to);
    world.shop.delete_order(order);
    a_day_later(&world).await;
    let page = site.get(&path).await;
    assert!(page.contains("\u{2212}230,00") && page.contains("blijft in Moneybird open staan"));
    site.post(&format!("{path}/correct"), &[("shown", &shown(&page))]).await;
    world.pass().await.unwrap();
    assert_eq!((world.state(order).await, held(&world, order)), (State::Booked, (2, dec("0"))));
}

#[tokio::test]
async fn who_asks_is_told_of_an_edit_at_once_and_what_was_booked_of_it_since() {
    let (world, order) = booked().await;
    let site = Site::of(&world, Role::Owner).await;
    let path = format!("/orders/{order}");
    world.clock.advance(std::time::Duration::from_mins(2));
    world.shop.edit_order(order, |own| own.rows[0].price = dec("96.80"));
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Booked);
    assert!(site.get(&path).await.contains("binnen een dag"));
    let reader = Site::of(&world, Role::Reader).await;
    assert_eq!(
        reader.post(&format!("{path}/look-through"), &[]).await.status,
        StatusCode::FORBIDDEN
    );
    let answer = site.post(&format!("{path}/look-through"), &[]).await;
    assert!(answer.to.ends_with("?said=looking"), "{}", answer.to);
    world.pass().await.unwrap();
    assert_eq!(world.state(order).await, State::Changed);
    // It is asked for once: the next round has read enough.
    let read = world.service.read_through_at(&world.connection).await.unwrap();
    world.clock.advance(std::time::Duration::from_mins(2));
    world.pass().await.unwrap();
    assert_eq!(world.service.read_through_at(&world.connection).await.unwrap(), read);
    let page = site.get(&path).await;
    site.post(&format!("{path}/correct"), &[("shown", &shown(&page))]).await;
    world.pass().await.unwrap();
    let page = site.get(&path).await;
    assert!(page.contains("Hoort hierbij") && page.contains("correctie 1"), "{page}");
    let id = bookkeeping::Subject::Correction { order, number: 1 }.id().unwrap();
    let page = site.get(&format!("/orders/{id}")).await;
    assert!(page.contains(&format!("/orders/{order}\"")), "{page}");
    assert!(!page.contains("/onderhoud/orders/"), "{page}");
}
