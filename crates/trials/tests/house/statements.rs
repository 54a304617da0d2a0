//! Closing statements as the pages have them: asked for by a form, made in the background with all the
//! pauses that Moneybird asks for, and kept.

use std::sync::Arc;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::{Body, to_bytes};
use axum::http::{Request, StatusCode};
use remote::{Clock as _, Transport};
use store::{Language, Role};
use sync::Service;
use tower::ServiceExt;

use crate::world::World;

/// The pages before a world, with somebody in.
struct Site {
    app: web::App,
    router: Router,
    cookie: String,
    base: String,
}

impl Site {
    /// With so many requests to Moneybird allowed in a window.
    async fn of(world: &World, allowed: u32) -> Self {
        let mut options = world.service.options().clone();
        options.requests_per_window = allowed;
        let transport = Arc::clone(&world.transport) as Arc<dyn Transport>;
        let store = world.service.store().clone();
        let service = Service::new(store.clone(), transport, world.clock.clone(), options);
        let public = "http://localhost:8080".parse().unwrap();
        let app = web::App::new(service, web::Site { public, app_secret: None, proxy: None });
        let now = world.clock.now();
        let shop = store.connection(&world.connection).await.unwrap().shop_id;
        let account = store.new_shopkeeper("Voorbeeld", Language::En, now).await.unwrap();
        store.grant_shop(&account, shop, Role::Reader, now).await.unwrap();
        let session = store.open_session(&account, now, Duration::from_hours(24 * 7)).await;
        let cookie = format!("sluitend={}", session.unwrap().expose());
        let base = format!("/c/{}/close", world.connection);
        Self { router: web::router(app.clone()), app, cookie, base }
    }

    async fn answer(
        &self,
        request: axum::http::request::Builder,
        form: &str,
    ) -> (StatusCode, String) {
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

    async fn get(&self, rest: &str) -> String {
        self.answer(Request::get(format!("{}{rest}", self.base)), "").await.1
    }

    async fn ask(&self, period: &str) {
        let form = format!("period={period}");
        let (status, page) = self.answer(Request::post(&self.base), &form).await;
        assert_eq!(status, StatusCode::SEE_OTHER, "{page}");
    }

    /// The page of a period, once it no longer moves.
    async fn still(&self, period: &str) -> String {
        loop {
            let page = self.get(&format!("?period={period}")).await;
            if !page.contains("data-refresh") {
                return page;
            }
            tokio::task::yield_now().await;
        }
    }
}

#[tokio::test]
async fn a_statement_is_made_through_all_pauses_and_kept() {
    let world = World::new(120, 7).await;
    world.pass().await.unwrap();
    let expected = world.close("2026").await;
    assert!(expected.closes, "{expected:#?}");
    world.clock.advance(Duration::from_mins(10));
    let site = Site::of(&world, 4).await;
    let (pauses, clock) = (Arc::new(AtomicU32::new(0)), Arc::clone(&world.clock));
    let counted = Arc::clone(&pauses);
    let rest = move |until| {
        counted.fetch_add(1, Ordering::Relaxed);
        clock.advance_to(until);
        std::future::ready(true)
    };
    site.ask("2026").await;
    let page = tokio::select! {
        () = web::make_statements(site.app.clone(), rest, std::future::pending()) => unreachable!(),
        page = site.still("2026") => page,
    };
    assert!(page.contains("2026 closes: difference €0.00"), "{page}");
    assert!(pauses.load(Ordering::Relaxed) > 0, "four requests are not enough");
    assert!(site.get("/2026.csv").await == papers::csv(&expected), "it is the same statement");

    // Who starts the program anew finds it again, though nobody works there.
    let other = Site::of(&world, 4).await;
    assert!(other.get("?period=2026").await.contains("2026 closes"));
}

#[tokio::test]
async fn a_stop_does_not_wait_for_an_allowance() {
    let world = World::new(60, 7).await;
    world.pass().await.unwrap();
    world.clock.advance(Duration::from_mins(10));
    let site = Site::of(&world, 2).await;
    site.ask("2026").await;
    site.ask("2026-10").await;
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let mut told = Some(stop);
    // It rests until the program is to stop, as the program does.
    let (said, saying) = tokio::sync::watch::channel(false);
    let rest = move |_| {
        let mut saying = saying.clone();
        async move { saying.wait_for(|stops| *stops).await.is_err() }
    };
    let work = web::make_statements(site.app.clone(), rest, async { drop(stopped.await) });
    let watch = async {
        loop {
            let page = site.get("?period=2026").await;
            if page.contains("It goes on by itself at") {
                break;
            }
            tokio::task::yield_now().await;
        }
        let other = site.get("?period=2026-10").await;
        assert!(other.contains("Another period is completed first"), "{other}");
        said.send_replace(true);
        told.take().unwrap().send(()).unwrap();
    };
    tokio::join!(work, watch);
    let page = site.get("?period=2026").await;
    assert!(page.contains("2026 was not compared yet"), "{page}");
}
