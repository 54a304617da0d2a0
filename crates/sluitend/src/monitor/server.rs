//! The listener for whoever watches: `/healthz`, `/readyz` and `/metrics`.

use std::sync::{Arc, OnceLock};
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use remote::Clock;
use sync::Service;
use tokio::net::TcpListener;

use super::Figures;
use super::counting::Counting;
use super::seen::{Asked, Seen};

/// The background sync turns every second, except while the database keeps it waiting. When nothing was seen
/// of it for this long, it hangs.
const SILENT: Duration = Duration::from_mins(5);

/// The form of `/metrics`.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// What whoever watches is told, and from where. Clones tell the same.
#[derive(Clone)]
pub(crate) struct Monitor {
    clock: Arc<dyn Clock>,
    /// The name of the outgoing address.
    address: Arc<str>,
    figures: Figures,
    open: Arc<OnceLock<Open>>,
}

/// What is had once the database is open.
struct Open {
    service: Service,
    counting: Counting,
}

impl Monitor {
    /// Of a program whose database is not open yet.
    pub(crate) fn new(clock: Arc<dyn Clock>, address: &str) -> Self {
        Self { clock, address: address.into(), figures: Figures::new(), open: Arc::default() }
    }

    /// What the program counts while it works.
    pub(crate) fn figures(&self) -> &Figures {
        &self.figures
    }

    /// The database is open, and the work begins.
    pub(crate) fn opened(&self, service: &Service) {
        self.counts(service, Counting::new(service.clone()));
    }

    fn counts(&self, service: &Service, counting: Counting) {
        // However long it was waited for.
        self.figures.alive(self.clock.monotonic());
        self.open.get_or_init(|| Open { service: service.clone(), counting });
    }

    /// Tells whoever asks, until `end`. Does nothing where there is no listener.
    ///
    /// # Errors
    /// If the listener fails.
    pub(crate) async fn tell(
        &self,
        listener: Option<TcpListener>,
        end: impl Future<Output = ()> + Send + 'static,
    ) -> std::io::Result<()> {
        let Some(listener) = listener else { return Ok(()) };
        if let Ok(at) = listener.local_addr() {
            tracing::info!(%at, "telling whoever watches");
        }
        web::serve(listener, self.router(), end).await
    }

    fn router(&self) -> Router {
        Router::new()
            .route("/healthz", get(healthz))
            .route("/readyz", get(readyz))
            .route("/metrics", get(metrics))
            .with_state(self.clone())
    }
}

/// Whether the program is to be left alone: if not, starting it again may help. It is while its database is waited for
/// or brought up to date, which would only begin anew; it ends by itself when the wait was too long.
async fn healthz(State(own): State<Monitor>) -> (StatusCode, &'static str) {
    let is_opening = own.open.get().is_none();
    if is_opening || own.figures.silent(own.clock.monotonic()) < SILENT {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the background sync hangs\n")
    }
}

/// Whether the program can work: if not, starting it again does not help. Whoever asks may not wait
/// for long, so nothing is counted for it.
async fn readyz(State(own): State<Monitor>) -> (StatusCode, &'static str) {
    match own.open.get() {
        None => (StatusCode::SERVICE_UNAVAILABLE, "the database is not open yet\n"),
        Some(open) if open.counting.is_up().await => (StatusCode::OK, "ok\n"),
        Some(_) => (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be worked on\n"),
    }
}

/// What the process tells of itself is told always, and most of all when the database is down.
async fn metrics(State(own): State<Monitor>) -> Response {
    let open = own.open.get();
    let (mut is_up, mut told) = (false, None);
    if let Some(open) = open {
        is_up = open.counting.is_up().await;
        told = if is_up { open.counting.told().await } else { None };
    }
    let remotes = open.map_or(Asked::NOTHING, |open| Asked::by(&open.service));
    let seen = Seen { address: &own.address, remotes, is_up, told };
    match own.figures.text(&seen) {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;

    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use remote::Clock as _;
    use store::{Moment, SeenOrder, Watch};
    use tower::ServiceExt;

    use super::*;
    use crate::pretend::{Nobody, service};

    async fn ask(router: &Router, path: &str) -> (StatusCode, String) {
        let request = Request::get(path).body(Body::empty()).unwrap();
        let (parts, body) = router.clone().oneshot(request).await.unwrap().into_parts();
        let body = to_bytes(body, usize::MAX).await.unwrap();
        (parts.status, String::from_utf8(body.to_vec()).unwrap())
    }

    #[tokio::test]
    async fn it_tells_how_the_program_is() {
        let (service, clock) = service().await;
        let store = service.store().clone();
        let monitor = Monitor::new(clock.clone(), "here");
        let (router, figures) = (monitor.router(), monitor.figures());
        tells_of_itself(&router).await;
        clock.advance(SILENT);
        assert_eq!(ask(&router, "/healthz").await.0, StatusCode::OK, "it waits for its database");
        monitor.opened(&service);
        assert_eq!(ask(&router, "/healthz").await.0, StatusCode::OK);
        assert_eq!(ask(&router, "/readyz").await.0, StatusCode::OK);
        let (status, text) = ask(&router, "/metrics").await;
        assert_eq!(status, StatusCode::OK);
        for line in [
            "sluitend_moneybird_allowance{address=\"here\"} 150",
            "sluitend_moneybird_allowance_left{address=\"here\"} 150",
            "sluitend_moneybird_reports_left{address=\"here\"} 50",
            "sluitend_database_up 1",
        ] {
            assert!(text.lines().any(|own| own == line), "{line}:\n{text}");
        }
        clock.advance(SILENT);
        assert_eq!(ask(&router, "/healthz").await.0, StatusCode::SERVICE_UNAVAILABLE);
        figures.alive(clock.monotonic());
        assert_eq!(ask(&router, "/healthz").await.0, StatusCode::OK);
        store.close().await;
        tells_of_itself(&router).await;
    }

    /// What is told of the process itself is told all the same.
    async fn tells_of_itself(router: &Router) {
        assert_eq!(ask(router, "/readyz").await.0, StatusCode::SERVICE_UNAVAILABLE);
        let (status, text) = ask(router, "/metrics").await;
        assert_eq!(status, StatusCode::OK);
        for line in [
            "sluitend_database_up 0",
            "sluitend_rounds_at_work 0",
            "sluitend_turns_total{ended=\"database\"} 0",
            "sluitend_calls_total{address=\"here\",remote=\"moneybird\"} 0",
        ] {
            assert!(text.lines().any(|own| own == line), "{line}:\n{text}");
        }
        assert!(!text.contains("sluitend_connections"), "{text}");
    }

    /// A database that never answers.
    struct Hangs;

    impl Watch for Hangs {
        fn at(&self, _: Moment) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            Box::pin(std::future::pending())
        }
    }

    #[tokio::test]
    async fn a_database_that_hangs_keeps_nobody_waiting() {
        let (service, clock) = service().await;
        let (store, options) = (service.store().watched(Arc::new(Hangs)), service.options());
        let service = Service::new(store, Arc::new(Nobody), clock.clone(), options.clone());
        let counting = Counting::new(service.clone()).at_most(Duration::from_millis(1));
        let monitor = Monitor::new(clock, "here");
        monitor.counts(&service, counting);
        let router = monitor.router();
        tells_of_itself(&router).await;
    }

    #[tokio::test]
    async fn orders_on_which_nobody_has_to_work_are_counted_once_an_hour() {
        let (service, clock) = service().await;
        let store = service.store().clone();
        let monitor = Monitor::new(clock.clone(), "here");
        monitor.opened(&service);
        let router = monitor.router();
        let tells = async |state: &str, number: u64| {
            let line = format!("sluitend_resting_orders{{state=\"{state}\"}} {number}\n");
            ask(&router, "/metrics").await.1.contains(&line)
        };
        for state in ["booked", "ignored", "waiting"] {
            assert!(tells(state, 0).await, "{state}");
        }
        let id = store.save_connection(&crate::pretend::connection(1), clock.now()).await.unwrap();
        let (now, until) = (clock.now(), clock.now() + Duration::from_mins(1));
        let lease = store.claim(&id, "w", now, until).await.unwrap().unwrap();
        let mut write = store.write(&lease, now).await.unwrap();
        write.see_order(&waiting(now)).await.unwrap();
        write.commit().await.unwrap();
        clock.advance(Duration::from_mins(59));
        assert!(tells("waiting", 0).await, "that was counted just now");
        clock.advance(Duration::from_mins(1));
        assert!(tells("waiting", 1).await);
    }

    /// An order that is not paid.
    fn waiting(seen_at: jiff::Timestamp) -> SeenOrder {
        SeenOrder {
            order_id: 1,
            number: "1".to_owned(),
            ready: false,
            snapshot: "{}".to_owned(),
            seen_at,
            placed_on: "2026-11-20".parse().unwrap(),
            total: "12.50".parse().unwrap(),
            currency: "EUR".to_owned(),
            shop_status: None,
            paid: false,
            backfill: false,
            of_order: None,
        }
    }
}
