//! Both sides call when something happens: asked to before anything is booked, watched over, heard
//! within seconds, and never believed.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::{Request, StatusCode};
use remote::{Boxed, Clock as _, Reply, SendError, Transport};
use sandbox::books::Notice;
use sandbox::shop::{OrderEvent, Webhook};
use store::{ConnectionId, Health, State};
use sync::{Code, Service};
use tower::ServiceExt;

use crate::histories::{Mishap, Unlucky};
use crate::world::World;

const BASE: &str = "http://localhost:8080";
const DAY: Duration = Duration::from_hours(25);

/// A world in which both sides can call.
struct Reached {
    world: World,
    router: Router,
}

/// The shop's webhooks that are on, by event.
fn events(world: &World) -> Vec<String> {
    let on = world.shop.webhooks().into_iter().filter(|hook| hook.is_active);
    let mut events: Vec<String> = on.map(|hook| hook.event).collect();
    events.sort();
    events
}

/// One more is asked for, which this shop does not know.
const EVENTS: [&str; 5] = [
    "invoices.updated.status",
    "orders.created",
    "orders.deleted",
    "orders.updated.ispaid",
    "orders.updated.status",
];

impl Reached {
    fn new(mut world: World) -> Self {
        let public = BASE.parse().unwrap();
        let site = web::Site { public, app_secret: None, proxy: None };
        let service = world.service.called_at(site.hooks().unwrap());
        let router = web::router(web::App::new(service.clone(), site));
        world.service = service;
        Self { world, router }
    }

    async fn of_one_order() -> Self {
        Self::new(World::of_one_order().await)
    }

    async fn post(&self, address: &str, headers: &[(&str, &str)], body: &str) -> StatusCode {
        let mut request = Request::post(address.strip_prefix(BASE).unwrap());
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        self.router.clone().oneshot(request).await.unwrap().status()
    }

    async fn bring(&self, notice: &Notice) -> StatusCode {
        let key = ("idempotency-key", notice.idempotency_key.as_str());
        let signature = ("moneybird-signature", notice.signature.as_str());
        self.post(&notice.address, &[key, signature], &notice.body).await
    }

    /// Brings all that Moneybird has to say.
    async fn collect(&self) -> Vec<Notice> {
        let notices = self.world.books.take_notices();
        for notice in &notices {
            let status = self.bring(notice).await;
            self.world.books.answered(notice, Some(status.as_u16()), "");
            assert_eq!(status, StatusCode::OK, "{}", notice.body);
        }
        notices
    }

    async fn due_in(&self) -> i64 {
        let connection = self.world.service.connection(&self.world.connection).await.unwrap();
        connection.next_sync_at.duration_since(self.world.clock.now()).as_secs()
    }

    /// Requests about webhooks that Moneybird has got so far, by method.
    fn asked(&self, method: &str) -> usize {
        let said = self.world.transport.inner().said();
        let about = said.iter().filter(|one| one.target.contains("/webhooks"));
        about.filter(|one| one.method == method).count()
    }
}

#[tokio::test]
async fn both_sides_are_asked_to_call_before_anything_is_booked() {
    let own = Reached::of_one_order().await;
    own.world.pass().await.unwrap();
    assert_eq!(events(&own.world), EVENTS);
    let hooks = own.world.books.webhooks();
    assert!(matches!(hooks.as_slice(), [(url, true)] if url.starts_with(BASE)), "{hooks:?}");
    let said = own.world.transport.inner().said();
    let place = |what: &str| {
        said.iter().position(|one| one.method == "POST" && one.target.contains(what)).unwrap()
    };
    assert!(place("webhooks") < place("external_sales_invoices"));
    // Moneybird tries the address at once, and wants to hear 200.
    own.collect().await;
    // Nothing is asked again before a day has gone by, and then each side once.
    let shop = own.world.shop.requests_of("GET", "webhooks");
    own.world.clock.advance(Duration::from_hours(23));
    own.world.pass().await.unwrap();
    assert_eq!(own.world.shop.requests_of("GET", "webhooks"), shop);
    own.world.clock.advance(Duration::from_hours(2));
    own.world.pass().await.unwrap();
    assert_eq!(own.world.shop.requests_of("GET", "webhooks"), shop + 1);
    assert_eq!((own.asked("GET"), own.asked("POST")), (2, 1));
    // What the shop does not know is asked for once more.
    assert_eq!(own.world.shop.requests_of("POST", "webhooks"), EVENTS.len() as u64 + 2);
}

#[tokio::test]
async fn who_cannot_be_called_asks_nobody() {
    let world = World::of_one_order().await;
    world.pass().await.unwrap();
    assert_eq!((events(&world).len(), world.books.webhooks().len()), (0, 0));
}

/// Something that happens to webhooks.
type Trouble<'a> = &'a dyn Fn();

#[tokio::test]
async fn what_was_lost_or_switched_off_is_put_in_order_within_a_day() {
    let own = Reached::of_one_order().await;
    own.world.pass().await.unwrap();
    let (shop, books) = (&own.world.shop, &own.world.books);
    let troubles: [(&str, Trouble<'_>); 4] = [
        ("lost", &|| shop.change_webhooks(|_| false)),
        ("off", &|| shop.change_webhooks(|hook| std::mem::replace(&mut hook.is_active, false))),
        ("lost in the books", &|| books.lose_webhooks()),
        ("off in the books", &|| books.switch_off_webhooks()),
    ];
    for (name, trouble) in troubles {
        trouble();
        own.world.clock.advance(DAY);
        own.world.pass().await.unwrap();
        assert_eq!(events(&own.world), EVENTS, "{name}");
        let hooks = own.world.books.webhooks();
        assert!(matches!(hooks.as_slice(), [(_, true)]), "{name}: {hooks:?}");
        own.collect().await;
    }
    // And they work: what the shop was told to call is an address of ours.
    let hook = own.world.shop.webhooks().remove(0);
    assert_eq!(own.post(&hook.address, &[], "{}").await, StatusCode::OK);
}

#[tokio::test]
async fn another_installation_takes_the_addresses_of_the_one_before_out() {
    let own = Reached::of_one_order().await;
    own.world.pass().await.unwrap();
    let old: Vec<String> = own.world.shop.webhooks().into_iter().map(|hook| hook.address).collect();
    let next = Reached::new(own.world.reinstalled().await);
    next.world.pass().await.unwrap();
    assert_eq!(events(&next.world), EVENTS);
    assert!(next.world.shop.webhooks().iter().all(|hook| !old.contains(&hook.address)));
    assert_eq!(next.world.books.webhooks().len(), 1);
    assert_eq!(next.post(&old[0], &[], "{}").await, StatusCode::GONE);
}

#[tokio::test]
async fn whatever_goes_wrong_while_they_are_made_they_end_up_right() {
    let mishaps = [
        Mishap::RequestLost,
        Mishap::AnswerLost,
        Mishap::CutOff,
        Mishap::DiesBefore,
        Mishap::DiesAfter,
    ];
    let mut struck = 0;
    for mishap in mishaps {
        // The requests about them come after the looks at the shop.
        for at in 2..16 {
            let own = Reached::of_one_order().await;
            own.world.transport.plan(at, mishap);
            let _ = own.world.pass().await;
            assert!(own.world.transport.struck());
            struck += 1;
            for _ in 0..2 {
                own.world.clock.advance(DAY);
                let passed = own.world.pass().await;
                passed.unwrap_or_else(|fault| panic!("{mishap:?} at {at}: {fault:?}"));
            }
            assert_eq!(events(&own.world), EVENTS, "{mishap:?} at {at}");
            let hooks = own.world.books.webhooks();
            assert!(matches!(hooks.as_slice(), [(_, true)]), "{mishap:?} at {at}: {hooks:?}");
            assert_eq!(own.world.count(State::Booked).await, 1, "{mishap:?} at {at}");
        }
    }
    assert_eq!(struck, 70);
}

#[tokio::test]
async fn a_token_that_may_not_make_them_books_all_the_same() {
    let own = Reached::of_one_order().await;
    let scopes = ["sales_invoices", "documents"].map(str::to_owned).to_vec();
    own.world.books.set_switches(sandbox::books::Switches { scopes, ..Default::default() });
    own.world.pass().await.unwrap();
    assert_eq!(own.world.count(State::Booked).await, 1);
    assert_eq!(events(&own.world), EVENTS);
    assert_eq!(own.world.books.webhooks(), []);
    // It is tried again, but not at every round.
    let asked = own.asked("GET");
    own.world.clock.advance(Duration::from_mins(31));
    own.world.pass().await.unwrap();
    assert_eq!(own.asked("GET"), asked);
    own.world.clock.advance(Duration::from_mins(31));
    own.world.pass().await.unwrap();
    assert_eq!(own.asked("GET"), asked + 1);
}

/// A shop whose key may do everything but webhooks.
struct WithoutHooks(Arc<Unlucky>);

impl Transport for WithoutHooks {
    fn send<'a>(&'a self, request: &'a remote::Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(async move {
            let mut reply = self.0.send(request).await?;
            let path = request.url.path();
            if path.starts_with("/api/rest/") && path.contains("webhooks") {
                reply.status = 403;
            }
            Ok(reply)
        })
    }
}

#[tokio::test]
async fn a_key_of_the_shop_that_may_not_make_them_books_all_the_same() {
    let mut own = Reached::of_one_order().await;
    let (store, options) = (own.world.service.store().clone(), own.world.service.options().clone());
    let transport = Arc::new(WithoutHooks(Arc::clone(&own.world.transport)));
    own.world.service = Service::new(store, transport, own.world.clock.clone(), options);
    own.world.pass().await.unwrap();
    assert_eq!(own.world.count(State::Booked).await, 1);
    assert_eq!((events(&own.world).len(), own.world.books.webhooks().len()), (0, 1));
    let connection = own.world.service.connection(&own.world.connection).await.unwrap();
    assert_eq!(connection.health, Health::Active);
}

/// An order turns completed and paid after all was booked; the shop tells of it.
fn ripe(own: &Reached) -> (i64, Vec<sandbox::shop::Notice>) {
    let orders = own.world.shop.orders();
    let order = orders.iter().find(|order| order.is_completed && order.status != Some(7));
    let mut order = order.unwrap().clone();
    let previous = order.status.unwrap_or_default();
    own.world.shop.set_status(order.id, 7);
    own.world.shop.set_paid(order.id, true);
    order = own.world.shop.order(order.id).unwrap();
    let mut told = own.world.shop.deliveries(OrderEvent::Status { previous }, &order);
    told.extend(own.world.shop.deliveries(OrderEvent::Paid, &order));
    (order.id, told)
}

#[tokio::test]
async fn an_order_is_booked_within_a_minute_after_it_is_completed_and_paid() {
    let own = Reached::new(World::new(20, 3).await);
    own.world.pass().await.unwrap();
    let (order, told) = ripe(&own);
    assert_eq!(told.len(), 2);
    assert!(own.due_in().await > 1_000);
    for notice in told.iter().chain(&told) {
        let hash = ("x-hash", notice.hash.as_str());
        assert_eq!(own.post(&notice.address, &[hash], &notice.body).await, StatusCode::OK);
    }
    let soon = own.due_in().await;
    assert!((1..10).contains(&soon), "{soon}");
    own.world.clock.advance(Duration::from_secs(soon.unsigned_abs()));
    own.world.pass().await.unwrap();
    assert_eq!(own.world.state(order).await, State::Booked);
}

/// The webhook notices of an invoice that somebody removes in Moneybird.
async fn removed(own: &Reached) -> (i64, Vec<Notice>) {
    own.collect().await;
    let store = own.world.service.store();
    let booked = store.orders(Some(&own.world.connection), Some(State::Booked)).await.unwrap();
    let newest = booked.into_iter().max_by_key(|order| order.placed_on).unwrap().order_id;
    let record = store.order(&own.world.connection, newest).await.unwrap().unwrap();
    let invoice = record.booking.unwrap().invoice_id.unwrap();
    assert!(own.world.books.delete_invoice(&invoice));
    (newest, own.world.books.take_notices())
}

#[tokio::test]
async fn what_is_removed_in_moneybird_is_seen_within_the_hour() {
    for is_told in [true, false] {
        let own = Reached::new(World::new(20, 3).await);
        own.world.pass().await.unwrap();
        let (order, notices) = removed(&own).await;
        assert!(!notices.is_empty());
        for notice in notices.iter().filter(|_| is_told) {
            assert_eq!(own.bring(notice).await, StatusCode::OK);
        }
        own.world.clock.advance(Duration::from_mins(61));
        own.world.pass().await.unwrap();
        let expected = if is_told { State::Refused } else { State::Booked };
        assert_eq!(own.world.state(order).await, expected, "{is_told}");
    }
}

#[tokio::test]
async fn what_others_say_in_moneybirds_name_is_refused() {
    let own = Reached::of_one_order().await;
    own.world.pass().await.unwrap();
    let (_, notices) = removed(&own).await;
    let notice = &notices[0];
    let before = own.due_in().await;
    let changed = Notice { body: notice.body.replace("destroyed", "updated"), ..notice.clone() };
    let unsigned = Notice { signature: String::new(), ..notice.clone() };
    let (second, _) = notice.signature.split_once(',').unwrap();
    let forged = Notice { signature: format!("{second},v1={}", "0".repeat(64)), ..notice.clone() };
    for forged in [changed, unsigned, forged] {
        assert_eq!(own.bring(&forged).await, StatusCode::FORBIDDEN, "{forged:?}");
    }
    own.world.clock.advance(Duration::from_secs(301));
    assert_eq!(own.bring(notice).await, StatusCode::FORBIDDEN, "it is stale");
    assert_eq!(own.due_in().await, before - 301);
}

#[tokio::test]
async fn the_same_call_again_is_nothing_new() {
    let own = Reached::of_one_order().await;
    own.world.pass().await.unwrap();
    let (_, notices) = removed(&own).await;
    assert_eq!(own.bring(&notices[0]).await, StatusCode::OK);
    assert_eq!(own.due_in().await, 10);
    own.world.clock.advance(Duration::from_mins(1));
    own.world.pass().await.unwrap();
    assert!(own.due_in().await > 1_000);
    assert_eq!(own.bring(&notices[0]).await, StatusCode::OK);
    assert!(own.due_in().await > 1_000);
}

#[tokio::test]
async fn a_token_that_is_withdrawn_is_noticed_as_soon_as_moneybird_says_so() {
    let own = Reached::of_one_order().await;
    own.world.pass().await.unwrap();
    own.collect().await;
    own.world.books.revoke_token();
    assert_eq!(own.collect().await.len(), 1);
    own.world.clock.advance(Duration::from_secs(10));
    assert_eq!(own.due_in().await, 0);
    assert_eq!(own.world.pass().await.unwrap_err().code, Code::CredentialsMoneybird);
    let id: &ConnectionId = &own.world.connection;
    let health = own.world.service.connection(id).await.unwrap().health;
    assert!(matches!(health, Health::Broken { code, .. } if code == "credentials-moneybird"));
}

#[tokio::test]
async fn two_administrations_of_a_shop_have_addresses_of_their_own() {
    let own = Reached::of_one_order().await;
    own.world.pass().await.unwrap();
    let first: Vec<Webhook> = own.world.shop.webhooks();
    let store = own.world.service.store();
    let secrets = store.secrets(&own.world.connection).await.unwrap();
    let known = store.connection(&own.world.connection).await.unwrap();
    let other = store::NewConnection {
        shop_id: known.shop_id,
        shop_name: known.shop_name,
        shop_url: known.shop_url,
        administration_id: "999".to_owned(),
        administration_name: "Andere".to_owned(),
        settings: known.settings,
        secrets,
    };
    let other = store.save_connection(&other, own.world.clock.now()).await.unwrap();
    let mut round = own.world.service.round(&other, "tester");
    // Its books are not there, which is no reason to stop before the shop's side is done.
    let _ = round.hook_up().await;
    let all = own.world.shop.webhooks();
    assert_eq!(all.len(), 2 * EVENTS.len());
    assert!(first.iter().all(|hook| all.iter().any(|own| own.address == hook.address)));
}
