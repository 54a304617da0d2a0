//! A browser, as far as it matters: cookies and redirects.

use std::collections::BTreeMap;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::extract::ConnectInfo;
use axum::http::{HeaderMap, Request, Response, StatusCode};
use remote::{Boxed, Clock, ManualClock, Reply, SendError, Transport};
use secrecy::SecretString;
use store::{
    AccountId, ConnectionId, Language, NewConnection, OsEntropy, Role, SealingKey, Secrets,
    SeenOrder, Store,
};
use sync::{Options, Service};
use tower::ServiceExt;

use crate::database;

/// Nobody is there to be asked.
struct Nobody;

impl Transport for Nobody {
    fn send<'a>(&'a self, _: &'a remote::Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(async { Err(SendError::NeverOpened("nobody is there".to_owned())) })
    }
}

/// The key that the App Store signs with.
pub(crate) const APP_SECRET: &str = "app-secret";

/// A site with a database of its own.
pub(crate) struct Bench {
    pub(crate) store: Store,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) app: web::App,
    router: Router,
}

impl Bench {
    pub(crate) async fn new(public: &str) -> Self {
        Self::behind(public, None).await
    }

    /// Behind a proxy that says in this header where a request comes from.
    pub(crate) async fn behind(public: &str, header: Option<&str>) -> Self {
        let clock = Arc::new(ManualClock::at("2026-11-28T13:30:00Z".parse().unwrap()));
        let key = SealingKey::random(&OsEntropy).unwrap();
        let store = database::fresh(key, Arc::new(OsEntropy)).await;
        let options = Options::of_address("here");
        let service = Service::new(store.clone(), Arc::new(Nobody), clock.clone(), options);
        let app_secret = Some(SecretString::from(APP_SECRET));
        let site = web::Site {
            public: public.parse().unwrap(),
            app_secret,
            proxy: header.map(|own| web::Proxy {
                header: own.to_owned(),
                trusted: vec!["192.0.2.1".parse().unwrap()],
            }),
        };
        let app = web::App::new(service, site);
        Self { store, clock, router: web::router(app.clone()), app }
    }

    /// Where a month costs € 6.00.
    pub(crate) async fn charging() -> Self {
        let bench = Self::local().await;
        let price = bookkeeping::Money::exact("6.00".parse().unwrap()).unwrap();
        let vat = billing::Vat::Excluded;
        let terms = billing::Terms { price, currency: "EUR".to_owned(), vat };
        let app = bench.app.charging(Some(terms));
        Self { router: web::router(app.clone()), app, ..bench }
    }

    /// The same, and letters are mailed.
    pub(crate) async fn charging_by_mail() -> Self {
        let bench = Self::charging().await;
        let app = bench.app.clone().mailing();
        Self { router: web::router(app.clone()), app, ..bench }
    }

    /// The same site, where this is whom one can ask for help.
    pub(crate) fn helped_by(self, url: &str, email: &str) -> Self {
        let contact = web::Contact { url: url.parse().ok(), email: Some(email.to_owned()) };
        let app = self.app.clone().helped_by(contact);
        Self { router: web::router(app.clone()), app, ..self }
    }

    pub(crate) async fn local() -> Self {
        Self::new("http://localhost:8080").await
    }

    /// A site where letters are mailed.
    pub(crate) async fn mailing() -> Self {
        let bench = Self::local().await;
        let app = bench.app.clone().mailing();
        Self { router: web::router(app.clone()), app, ..bench }
    }

    pub(crate) fn now(&self) -> jiff::Timestamp {
        self.clock.now()
    }

    /// A connection of a shop, with settings.
    pub(crate) async fn connection(&self, shop: i64, name: &str) -> ConnectionId {
        self.connection_as(shop, name, Some("[orders]\nstatuses = [7]\n")).await
    }

    pub(crate) async fn connection_as(
        &self,
        shop: i64,
        name: &str,
        settings: Option<&str>,
    ) -> ConnectionId {
        let secret = |text: &str| SecretString::from(text);
        let new = NewConnection {
            shop_id: shop,
            shop_name: name.to_owned(),
            shop_url: format!("https://shop-{shop}.example"),
            administration_id: format!("70{shop}"),
            administration_name: "Boeken".to_owned(),
            settings: settings.map(str::to_owned),
            secrets: Secrets {
                shop_key: secret("k"),
                shop_secret: secret("s"),
                moneybird_token: secret("t"),
            },
        };
        self.store.save_connection(&new, self.clock.now()).await.unwrap()
    }

    /// An account that is a member of a shop.
    pub(crate) async fn account(&self, name: &str, shop: i64, role: Role) -> AccountId {
        let now = self.clock.now();
        let account = self.store.new_shopkeeper(name, Language::Nl, now).await.unwrap();
        self.store.grant_shop(&account, shop, role, now).await.unwrap();
        account
    }

    /// The account that the App Store of a shop opens.
    pub(crate) async fn app_store(&self, name: &str, shop: i64) -> AccountId {
        self.store.app_store_owner(shop, name, Language::Nl, self.now()).await.unwrap()
    }

    /// A browser in which an account is in.
    pub(crate) async fn browser_of(&self, account: &AccountId) -> Browser {
        let hour = Duration::from_hours(1);
        let link = self.store.new_link(account, self.clock.now(), hour).await.unwrap();
        let mut browser = self.browser();
        let answer = browser.post(&format!("/in/{}", link.expose()), "").await;
        assert_eq!(answer.status, StatusCode::SEE_OTHER);
        browser
    }

    pub(crate) fn router(&self) -> Router {
        self.router.clone()
    }

    pub(crate) fn browser(&self) -> Browser {
        self.browser_at("192.0.2.1")
    }

    /// A browser somewhere.
    pub(crate) fn browser_at(&self, address: &str) -> Browser {
        let address = SocketAddr::new(address.parse().unwrap(), 4711);
        Browser { router: self.router.clone(), cookies: BTreeMap::new(), address, forwarded: None }
    }

    /// An order that a person must look at.
    pub(crate) async fn refused(&self, connection: &ConnectionId, order: i64, number: &str) {
        let refusal = r#"{"code":"currency","currency":"GBP"}"#;
        self.refused_as(connection, (order, number), ("currency", refusal)).await;
    }

    /// The same, for a reason: its code, and all of it.
    pub(crate) async fn refused_as(
        &self,
        connection: &ConnectionId,
        (order, number): (i64, &str),
        (code, refusal): (&str, &str),
    ) {
        let now = self.clock.now();
        let until = now + Duration::from_mins(2);
        let lease = self.store.claim(connection, "w", now, until).await.unwrap().unwrap();
        let mut write = self.store.write(&lease, now).await.unwrap();
        let seen = seen(order, number, now);
        write.see_order(&seen).await.unwrap();
        write.refuse(order, store::State::Ready, code, refusal).await.unwrap();
        write.commit().await.unwrap();
        self.store.release(&lease, now, now).await.unwrap();
    }

    /// An order that was booked, and edited in the shop since.
    pub(crate) async fn changed(&self, connection: &ConnectionId, order: i64, number: &str) {
        let now = self.clock.now();
        let until = now + Duration::from_mins(2);
        let lease = self.store.claim(connection, "w", now, until).await.unwrap().unwrap();
        let mut write = self.store.write(&lease, now).await.unwrap();
        let seen = seen(order, number, now);
        write.see_order(&seen).await.unwrap();
        write.plan(order, "{}", number, seen.placed_on).await.unwrap();
        write.invoice_made(order, "900", true).await.unwrap();
        write.booked(order, "{}").await.unwrap();
        write.change(order, "edited", "{}").await.unwrap();
        write.commit().await.unwrap();
        self.store.release(&lease, now, now).await.unwrap();
    }
}

/// An order that is ready to be booked.
fn seen(order: i64, number: &str, now: jiff::Timestamp) -> SeenOrder {
    SeenOrder {
        order_id: order,
        number: number.to_owned(),
        ready: true,
        snapshot: "{}".to_owned(),
        seen_at: now,
        placed_on: "2026-11-27".parse().unwrap(),
        total: "12.50".parse().unwrap(),
        currency: "EUR".to_owned(),
        shop_status: Some(7),
        paid: true,
        backfill: false,
        of_order: None,
    }
}

/// What came back.
pub(crate) struct Answer {
    pub(crate) status: StatusCode,
    pub(crate) headers: HeaderMap,
    /// What came, as text where it is one.
    pub(crate) text: String,
    pub(crate) bytes: Vec<u8>,
}

impl Answer {
    pub(crate) fn header(&self, name: &str) -> &str {
        self.headers.get(name).map_or("", |value| value.to_str().unwrap())
    }
}

pub(crate) struct Browser {
    router: Router,
    pub(crate) cookies: BTreeMap<String, String>,
    address: SocketAddr,
    /// What a proxy says of where the request comes from.
    pub(crate) forwarded: Option<&'static str>,
}

impl Browser {
    pub(crate) async fn get(&mut self, path: &str) -> Answer {
        self.ask(Request::get(path), "").await
    }

    /// A form of our own pages.
    pub(crate) async fn post(&mut self, path: &str, form: &str) -> Answer {
        self.ask(Request::post(path).header("sec-fetch-site", "same-origin"), form).await
    }

    /// A call that CCV Shop makes.
    pub(crate) async fn call(&mut self, path: &str, body: &str, hash: &str) -> Answer {
        self.ask(Request::post(path).header("x-hash", hash), body).await
    }

    /// A form of another site.
    pub(crate) async fn post_from_elsewhere(&mut self, path: &str, form: &str) -> Answer {
        self.ask(Request::post(path).header("sec-fetch-site", "cross-site"), form).await
    }

    async fn ask(&mut self, request: axum::http::request::Builder, form: &str) -> Answer {
        let cookies: Vec<String> =
            self.cookies.iter().map(|(name, value)| format!("{name}={value}")).collect();
        let request = match self.forwarded {
            Some(forwarded) => request.header("x-forwarded-for", forwarded),
            None => request,
        };
        let request = request
            .extension(ConnectInfo(self.address))
            .header("host", "localhost:8080")
            .header("cookie", cookies.join("; "))
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        let response = self.router.clone().oneshot(request).await.unwrap();
        self.keep(&response);
        let (parts, body) = response.into_parts();
        let body = axum::body::to_bytes(body, usize::MAX).await.unwrap();
        let text = String::from_utf8(body.to_vec()).unwrap_or_default();
        Answer { status: parts.status, headers: parts.headers, text, bytes: body.to_vec() }
    }

    fn keep(&mut self, response: &Response<Body>) {
        for line in response.headers().get_all("set-cookie") {
            let line = line.to_str().unwrap();
            let (name, value) = line.split(';').next().unwrap().split_once('=').unwrap();
            if line.contains("Max-Age=0") {
                self.cookies.remove(name);
            } else {
                self.cookies.insert(name.to_owned(), value.to_owned());
            }
        }
    }
}
