//! The pages before a world, as the owner of its shop sees them.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use remote::Clock as _;
use secrecy::SecretString;
use store::{ConnectionId, Language, OsEntropy, Role, SealingKey, Store};
use sync::{ConnectRequest, Service};
use tower::ServiceExt;

use crate::database;
use crate::world::World;

pub(crate) struct Site {
    pub(crate) store: Store,
    pub(crate) connection: ConnectionId,
    router: Router,
    cookie: String,
    /// Where the pages of the connection are.
    pub(crate) base: String,
}

impl Site {
    /// The pages of the connection that the world has.
    pub(crate) async fn of(world: &World) -> Self {
        let connection = world.service.connection(&world.connection).await.unwrap();
        Self::before(world, world.service.clone(), connection.shop_id, connection.id).await
    }

    /// Another installation, in which the same shop and administration are connected and no more.
    pub(crate) async fn without_settings(world: &World) -> Self {
        let key = SealingKey::random(&OsEntropy).unwrap();
        let store = database::fresh(key, Arc::new(OsEntropy)).await;
        let (transport, clock) = (world.transport.clone(), world.clock.clone());
        let service = Service::new(store, transport, clock, world.service.options().clone());
        let request = ConnectRequest {
            shop_url: "http://localhost:1".to_owned(),
            administration: None,
            settings: None,
            shop_key: SecretString::from("demo"),
            shop_secret: SecretString::from("demo"),
            moneybird_token: SecretString::from("token-of-the-books"),
        };
        let connected = service.connect(request).await.unwrap();
        let connection = connected.connection.parse().unwrap();
        Self::before(world, service, connected.shop.id, connection).await
    }

    async fn before(world: &World, service: Service, shop: i64, connection: ConnectionId) -> Self {
        let (store, now) = (service.store().clone(), world.clock.now());
        let account = store.new_shopkeeper("Voorbeeld", Language::Nl, now).await.unwrap();
        store.grant_shop(&account, shop, Role::Owner, now).await.unwrap();
        let session = store.open_session(&account, now, Duration::from_hours(24)).await.unwrap();
        let public = "http://localhost:8080".parse().unwrap();
        let site = web::Site { public, app_secret: None, proxy: None };
        Self {
            store,
            router: web::router(web::App::new(service, site)),
            cookie: format!("sluitend={}", session.expose()),
            base: format!("/c/{connection}"),
            connection,
        }
    }

    async fn ask(&self, request: axum::http::request::Builder, form: &str) -> (StatusCode, String) {
        let request = request
            .header("cookie", &self.cookie)
            .header("sec-fetch-site", "same-origin")
            .header("content-type", "application/x-www-form-urlencoded")
            .body(Body::from(form.to_owned()))
            .unwrap();
        let answer = self.router.clone().oneshot(request).await.unwrap();
        let (parts, body) = answer.into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, String::from_utf8(body.to_vec()).unwrap())
    }

    /// A page of the connection.
    pub(crate) async fn get(&self, rest: &str) -> String {
        let (status, page) = self.ask(Request::get(format!("{}{rest}", self.base)), "").await;
        assert_eq!(status, StatusCode::OK, "{page}");
        page
    }

    /// A form that leads to a page.
    pub(crate) async fn post(&self, rest: &str, form: &str) -> String {
        let (status, page) = self.ask(Request::post(format!("{}{rest}", self.base)), form).await;
        assert_eq!(status, StatusCode::OK, "{page}");
        page
    }

    /// A form that leads elsewhere.
    pub(crate) async fn send(&self, rest: &str, form: &str) {
        let (status, page) = self.ask(Request::post(format!("{}{rest}", self.base)), form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    }

    /// The pages in another language.
    pub(crate) async fn speak(&self, language: &str) {
        let form = format!("to={language}&here=/");
        let (status, _) = self.ask(Request::post("/language"), &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER);
    }
}
