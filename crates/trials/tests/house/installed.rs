//! A shop comes from the App Store, Moneybird gives leave, and the leave is kept fresh.

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use axum::body::Body;
use axum::http::{Request, StatusCode};
use bookkeeping::{Refusal, Subject};
use remote::{Clock as _, ManualClock};
use sandbox::books::{Application, Books, BooksOptions, Limits, Oauth, Rotation, Switches};
use sandbox::generate::{Kinds, Plan};
use sandbox::shop::{Fault, Misfortune, Shop, ShopOptions};
use secrecy::SecretString;
use store::{ConnectionId, InstallId, OsEntropy, SealingKey, SeenOrder, State};
use sync::{Options, Service, Step};
use tower::ServiceExt;

use crate::database;
use crate::transport::InProcess;

const BACK: &str = "http://localhost:3/moneybird/return";

struct Scene {
    clock: Arc<ManualClock>,
    shop: Shop,
    books: Books,
    service: Service,
    install: InstallId,
}

/// Handed over, and who it is was asked.
async fn scene(oauth: Oauth) -> Scene {
    let clock = Arc::new(ManualClock::at("2026-11-23T15:00:00Z".parse().unwrap()));
    let told = Arc::clone(&clock);
    let theirs: Arc<dyn sandbox::Clock> = Arc::new(move || told.now());
    let plan = Plan { orders: 6, seed: 3, now: clock.now(), kinds: Kinds::plain() };
    let options = ShopOptions::demo(Arc::clone(&theirs), "http://localhost:1");
    let (key, secret) = (options.api_public.clone(), options.api_secret.clone());
    let shop = Shop::new(options, sandbox::generate::shop(&plan));
    let books = Books::new(BooksOptions {
        clock: theirs,
        token: "a-personal-token".to_owned(),
        administration_name: "Voorbeeld".to_owned(),
        switches: Switches { oauth, ..Switches::default() },
        limits: Limits::default(),
        seed: 3,
    });
    books.register(Application {
        name: "Sluitend".to_owned(),
        client_id: "us".to_owned(),
        client_secret: "ours".to_owned(),
        redirect_uris: vec![BACK.to_owned()],
    });
    let sealing = SealingKey::random(&OsEntropy).unwrap();
    let store = database::fresh(sealing, Arc::new(OsEntropy)).await;
    let mut options = Options::of_address("here");
    options.moneybird_api = "http://localhost:2/api/v2".to_owned();
    let ours = SecretString::from("ours");
    let oauth = sync::Application::new("http://localhost:2/oauth", "us", ours, BACK);
    options.oauth = Some(oauth.unwrap());
    let transport = Arc::new(InProcess::new(shop.router(), books.router()));
    let service = Service::new(store, transport, clock.clone(), options);
    let (key, secret) = (SecretString::from(key), SecretString::from(secret));
    let (root, back) = ("http://localhost:1", "http://localhost:1/onderhoud/apps");
    let install = service.store().save_install(&key, &secret, root, back, clock.now()).await;
    let install = install.unwrap();
    service.arrive(&install).await.unwrap();
    Scene { clock, shop, books, service, install }
}

impl Scene {
    /// A person says yes on Moneybird's page; the code that it leads back with.
    async fn consents(&self) -> SecretString {
        let application = self.service.options().oauth.as_ref().unwrap();
        let url = application.consent("a-state", "a-challenge");
        let uri = format!("{}?{}", url.path(), url.query().unwrap());
        let router = self.books.router();
        let page = router.clone().oneshot(Request::get(&uri).body(Body::empty()).unwrap());
        let page = page.await.unwrap();
        assert_eq!(page.status(), StatusCode::OK);
        let body = axum::body::to_bytes(page.into_body(), 100_000).await.unwrap();
        let fields = fields(std::str::from_utf8(&body).unwrap());
        let form = url::form_urlencoded::Serializer::new(String::new())
            .extend_pairs(fields)
            .append_pair("besluit", "toestaan")
            .finish();
        let request = Request::post("/oauth/authorize")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form))
            .unwrap();
        let answer = router.oneshot(request).await.unwrap();
        assert_eq!(answer.status(), StatusCode::SEE_OTHER);
        let to = url::Url::parse(answer.headers()["location"].to_str().unwrap()).unwrap();
        let pairs: HashMap<String, String> = to.query_pairs().into_owned().collect();
        assert_eq!(pairs["state"], "a-state");
        SecretString::from(pairs["code"].clone())
    }

    async fn connected(&self) -> ConnectionId {
        let verifier = SecretString::from("a-verifier");
        let code = self.consents().await;
        let connected = self.service.connect_by_code(&self.install, &code, &verifier).await;
        let id: ConnectionId = connected.unwrap().connection.parse().unwrap();
        let settings = crate::settings::toml(&self.books, "all");
        self.service.import_settings(&id, &settings).await.unwrap();
        self.service.complete(&self.install).await.unwrap();
        id
    }

    async fn pass(&self, id: &ConnectionId) -> Result<Step, sync::Fault> {
        self.service.round(id, "tester").advance(&|_| {}).await
    }
}

/// The fields of a form that were filled in already.
fn fields(page: &str) -> Vec<(String, String)> {
    let attribute = |tag: &str, name: &str| {
        let rest = tag.split(&format!("{name}=\"")).nth(1)?;
        Some(rest.split('"').next()?.replace("&amp;", "&"))
    };
    let inputs = page.split("<input").skip(1).map(|rest| rest.split('>').next().unwrap());
    inputs.filter_map(|tag| Some((attribute(tag, "name")?, attribute(tag, "value")?))).collect()
}

#[tokio::test]
async fn a_shop_from_the_app_store_is_booked_by_the_leave_that_was_given() {
    let scene = scene(Oauth::default()).await;
    let id = scene.connected().await;
    assert!(matches!(scene.pass(&id).await, Ok(Step::Done { .. })));
    assert!(!scene.books.invoices().is_empty());
    assert_eq!(scene.books.grants().len(), 1);
    let connection = scene.service.store().connection(&id).await.unwrap();
    assert_eq!(connection.shop_id, scene.shop.options().shop_id);
    // The same code again is worth nothing.
    let code = SecretString::from("used");
    let again = scene.service.connect_by_code(&scene.install, &code, &code).await;
    assert_eq!(again.unwrap_err().code, sync::Code::CredentialsMoneybird);
}

#[tokio::test]
async fn a_token_that_ends_is_made_fresh_in_time() {
    for rotation in [Rotation::Silent, Rotation::Same, Rotation::New] {
        let hours = Some(Duration::from_hours(2));
        let scene = scene(Oauth { expires_in: hours, rotation, ..Oauth::default() }).await;
        let id = scene.connected().await;
        for _ in 0..4 {
            scene.pass(&id).await.unwrap_or_else(|fault| panic!("{rotation:?}: {fault:?}"));
            scene.clock.advance(Duration::from_mins(117));
        }
        let refreshed: u32 = scene.books.grants().iter().map(|grant| grant.refreshes).sum();
        assert!((2..=4).contains(&refreshed), "{rotation:?}: {refreshed}");
    }
}

#[tokio::test]
async fn leave_that_is_withdrawn_becomes_a_call_to_act_and_nothing_is_lost() {
    let scene = scene(Oauth::default()).await;
    let id = scene.connected().await;
    assert_eq!(scene.books.revoke_grants(), 1);
    let fault = scene.pass(&id).await.unwrap_err();
    assert_eq!(fault.code, sync::Code::CredentialsMoneybird);
    let connection = scene.service.store().connection(&id).await.unwrap();
    assert_ne!(connection.health, store::Health::Active);
    // Given once more, it goes on.
    let again = scene.connected().await;
    assert_eq!(again, id);
    scene.pass(&id).await.unwrap();
    assert!(!scene.books.invoices().is_empty());
}

#[tokio::test]
async fn moneybird_is_connected_again_with_the_same_administration_only() {
    let scene = scene(Oauth::default()).await;
    let id = scene.connected().await;
    let store = scene.service.store();
    let shop = scene.shop.options().shop_id;
    let known = store.connection(&id).await.unwrap();
    let other = store::NewConnection {
        shop_id: shop,
        shop_name: known.shop_name.clone(),
        shop_url: known.shop_url.clone(),
        administration_id: "999".to_owned(),
        administration_name: "Andere boeken".to_owned(),
        settings: known.settings.clone(),
        secrets: store.secrets(&id).await.unwrap(),
    };
    let other = store.save_connection(&other, scene.clock.now()).await.unwrap();
    store.mark_broken(&other, "credentials-moneybird", "x").await.unwrap();
    scene.books.revoke_grants();
    assert!(scene.pass(&id).await.is_err());
    // It opens the administration of the one, not of the other.
    let token = SecretString::from("a-personal-token");
    let fault = scene.service.reconnect(&other, token.clone()).await.unwrap_err();
    assert_eq!(fault.code, sync::Code::Usage);
    assert!(fault.message.contains("Andere boeken"), "{}", fault.message);
    let (code, verifier) = (scene.consents().await, SecretString::from("a-verifier"));
    let meant = scene.service.reconnect_by_code(shop, &code, &verifier).await.unwrap();
    assert_eq!(meant, id);
    let health = async |id| store.connection(id).await.unwrap().health;
    assert_eq!(health(&id).await, store::Health::Active);
    assert_ne!(health(&other).await, store::Health::Active);
    assert_eq!(store.connections().await.unwrap().len(), 2);
    assert_eq!(store.connection(&id).await.unwrap().settings, known.settings);
    scene.pass(&id).await.unwrap();
    // A token of one's own does as well.
    scene.books.revoke_grants();
    scene.service.reconnect(&id, token).await.unwrap();
    scene.pass(&id).await.unwrap();
}

#[tokio::test]
async fn leave_that_cannot_be_made_fresh_becomes_a_call_to_act() {
    let hours = Some(Duration::from_hours(2));
    let scene = scene(Oauth { expires_in: hours, ..Oauth::default() }).await;
    let id = scene.connected().await;
    scene.pass(&id).await.unwrap();
    scene.books.revoke_grants();
    scene.clock.advance(Duration::from_mins(119));
    let fault = scene.pass(&id).await.unwrap_err();
    assert_eq!(fault.code, sync::Code::CredentialsMoneybird);
    let health = scene.service.store().connection(&id).await.unwrap().health;
    assert!(
        matches!(health, store::Health::Broken { code, .. } if code == "credentials-moneybird")
    );
    // A token of one's own is not made fresh with what was before.
    scene.service.reconnect(&id, SecretString::from("a-personal-token")).await.unwrap();
    for _ in 0..3 {
        scene.pass(&id).await.unwrap();
        scene.clock.advance(Duration::from_mins(119));
    }
}

#[tokio::test]
async fn a_shop_that_was_taken_out_is_not_brought_back_by_moneybird() {
    let scene = scene(Oauth::default()).await;
    let id = scene.connected().await;
    let store = scene.service.store();
    store.forget_shop_keys(&id, ("credentials-shop", "x"), scene.clock.now()).await.unwrap();
    let again = scene.service.reconnect(&id, SecretString::from("a-personal-token")).await;
    assert_eq!(again.unwrap_err().code, sync::Code::CredentialsShop);
    assert_ne!(store.connection(&id).await.unwrap().health, store::Health::Active);
}

/// The shop hands other keys over: it was installed again.
async fn installed_again(scene: &Scene) -> InstallId {
    let notice = scene.shop.handshake("app", "http://localhost:3/app/handshake");
    let body: HashMap<String, String> = serde_json::from_str(&notice.body).unwrap();
    let text = |name: &str| SecretString::from(body[name].clone());
    let (key, secret) = (text("api_public"), text("api_secret"));
    let (root, back) = ("http://localhost:1", "http://localhost:1/onderhoud/apps");
    let saved = scene.service.store().save_install(&key, &secret, root, back, scene.clock.now());
    let install = saved.await.unwrap();
    scene.service.arrive(&install).await.unwrap();
    install
}

#[tokio::test]
async fn a_shop_that_is_installed_again_calls_again() {
    let mut scene = scene(Oauth::default()).await;
    scene.service = scene.service.called_at("http://localhost:3/hook/".parse().unwrap());
    let id = scene.connected().await;
    scene.pass(&id).await.unwrap();
    let before = scene.shop.webhooks().len();
    scene.shop.uninstall("app", "http://localhost:3/app/uninstall");
    assert_eq!((before > 0, scene.shop.webhooks().len()), (true, 0));
    scene.clock.advance(Duration::from_mins(5));
    // The first handshake hands the first key out, which is no longer good.
    scene.shop.handshake("app", "http://localhost:3/app/handshake");
    let install = installed_again(&scene).await;
    scene.service.complete(&install).await.unwrap();
    scene.pass(&id).await.unwrap();
    assert_eq!(scene.shop.webhooks().len(), before);
}

/// The settings' form with the least that is needed, to be saved, and the tax rate that it chooses.
fn filled_in(scene: &Scene) -> (String, String) {
    let revenue = scene.books.account("Omzet").unwrap();
    let rate = scene.books.tax_rate("21% btw").unwrap();
    let form = format!(
        "status=7&paid_only=on&history=all&credit_invoices=new&reference=order-number&date=order\
         &mode=order&rounding=line&consumers=each&match=email&revenue={revenue}&due_days=14\
         &vat%7Cdomestic%7C%7C21={rate}&do=save"
    );
    (form, rate)
}

/// The pages, as the owner of the shop asks for them.
struct Pages {
    router: axum::Router,
    cookie: String,
}

impl Pages {
    async fn of(scene: &Scene) -> Self {
        let public = "http://localhost:3".parse().unwrap();
        let site = web::Site { public, app_secret: None, proxy: None };
        let router = web::router(web::App::new(scene.service.clone(), site));
        let (store, now) = (scene.service.store(), scene.clock.now());
        let account = store.new_shopkeeper("Winkel", store::Language::Nl, now).await.unwrap();
        let shop = scene.shop.options().shop_id;
        store.grant_shop(&account, shop, store::Role::Owner, now).await.unwrap();
        let session = store.open_session(&account, now, Duration::from_hours(1)).await.unwrap();
        Self { router, cookie: format!("sluitend={}", session.expose()) }
    }

    /// What comes back, and where it leads.
    async fn ask(&self, request: axum::http::request::Builder, form: &str) -> (StatusCode, String) {
        let request = request
            .header("cookie", &self.cookie)
            .header("host", "localhost:3")
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()));
        let answer = self.router.clone().oneshot(request.unwrap()).await.unwrap();
        let to = answer.headers().get("location").map_or("", |to| to.to_str().unwrap());
        (answer.status(), to.to_owned())
    }
}

#[tokio::test]
async fn settings_are_saved_though_the_shop_cannot_be_told_that_it_is_complete() {
    let scene = scene(Oauth::default()).await;
    let (code, verifier) = (scene.consents().await, SecretString::from("a-verifier"));
    let connected = scene.service.connect_by_code(&scene.install, &code, &verifier).await;
    let id: ConnectionId = connected.unwrap().connection.parse().unwrap();
    let (store, pages) = (scene.service.store(), Pages::of(&scene).await);
    let state = async || store.install(&scene.install).await.unwrap().state;
    let kind = Misfortune::Html502;
    let (method, path) = ("PATCH".to_owned(), "/apps/".to_owned());
    scene.shop.faults().push(Fault { method, path, after: 0, times: 99, kind });

    let (form, _) = filled_in(&scene);
    let (overview, settings) = (format!("/c/{id}"), format!("/c/{id}/settings"));
    let saved = pages.ask(Request::post(&settings), &form).await;
    assert_eq!(saved, (StatusCode::SEE_OTHER, format!("{overview}?done=saved")));
    assert!(store.connection(&id).await.unwrap().settings.is_some());
    let told = store.audit_of(scene.shop.options().shop_id, 9).await.unwrap();
    assert!(told.iter().any(|own| own.what == "settings saved"), "{told:?}");
    assert_eq!(state().await, store::InstallState::Open);
    // Whoever comes by the App Store once more is let through too.
    let setup = format!("/setup/{}", scene.install);
    assert_eq!(pages.ask(Request::get(&setup), "").await, (StatusCode::SEE_OTHER, overview));
    assert_eq!(state().await, store::InstallState::Open);

    scene.shop.faults().clear();
    assert_eq!(pages.ask(Request::get(&settings), "").await.0, StatusCode::OK);
    assert_eq!(state().await, store::InstallState::Installed);
    let installed = async || {
        let told = store.audit_of(scene.shop.options().shop_id, 99).await.unwrap();
        let told = told.into_iter().map(|own| own.what);
        told.filter(|what| what.starts_with("installed")).collect::<Vec<_>>()
    };
    assert_eq!(installed().await, ["installed"]);
    // "Edit" in the App Store is no second installation; another pair of keys is.
    pages.ask(Request::get(&setup), "").await;
    assert_eq!(installed().await, ["installed"]);
    scene.shop.uninstall("app", "http://localhost:3/app/uninstall");
    scene.shop.handshake("app", "http://localhost:3/app/handshake");
    scene.clock.advance(Duration::from_mins(5));
    let again = format!("/setup/{}", installed_again(&scene).await);
    for _ in 0..2 {
        pages.ask(Request::get(&again), "").await;
        assert_eq!(installed().await, ["installed again", "installed"]);
    }
}

#[tokio::test]
async fn settings_are_saved_though_an_order_cannot_be_tried_again() {
    let scene = scene(Oauth::default()).await;
    let id = scene.connected().await;
    let (store, now, pages) = (scene.service.store(), scene.clock.now(), Pages::of(&scene).await);
    // A correction of an order that is not there, and behind it an order that waits for settings.
    let correction = Subject::Correction { order: 5, number: 1 }.id().unwrap();
    let lease = store.claim(&id, "w", now, now + Duration::from_mins(2)).await.unwrap().unwrap();
    let mut write = store.write(&lease, now).await.unwrap();
    let why = serde_json::to_string(&Refusal::NoInvoiceNumber).unwrap();
    for (order, of_order) in [(correction, Some(5)), (99, None)] {
        let seen = SeenOrder {
            order_id: order,
            number: order.to_string(),
            ready: true,
            snapshot: "{}".to_owned(),
            seen_at: now,
            placed_on: "2026-11-20".parse().unwrap(),
            total: "1".parse().unwrap(),
            currency: "EUR".to_owned(),
            shop_status: None,
            paid: true,
            backfill: false,
            of_order,
        };
        write.see_order(&seen).await.unwrap();
        let code = Refusal::NoInvoiceNumber.code();
        write.refuse(order, State::Ready, code, &why).await.unwrap();
    }
    write.commit().await.unwrap();
    store.release(&lease, now, now).await.unwrap();
    let (form, rate) = filled_in(&scene);
    let saved = pages.ask(Request::post(format!("/c/{id}/settings")), &form).await;
    assert_eq!(saved, (StatusCode::SEE_OTHER, format!("/c/{id}?done=saved")));
    let settings = store.connection(&id).await.unwrap().settings.unwrap();
    assert!(settings.contains(&rate) && !settings.contains("oss"), "{settings}");
    let state = async |order| store.order(&id, order).await.unwrap().unwrap().state;
    assert_eq!((state(correction).await, state(99).await), (State::Refused, State::Ready));
}
