//! The listener for whoever watches: `/healthz`, `/readyz` and `/metrics`.

use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use sync::Service;
use tokio::net::TcpListener;

use super::Figures;
use super::counting::Counting;
use super::seen::{Asked, Seen};
use crate::stop::Stop;

/// The background sync turns every second, except while the database keeps it waiting. When nothing was seen
/// of it for this long, it hangs.
const SILENT: Duration = Duration::from_mins(5);

/// The form of `/metrics`.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Clone)]
struct Monitor {
    service: Service,
    figures: Figures,
    counting: Counting,
}

/// Tells whoever asks, until the program is asked to stop. Does nothing where there is no listener.
///
/// # Errors
/// If the listener fails.
pub(crate) async fn monitor(
    listener: Option<TcpListener>,
    service: &Service,
    figures: &Figures,
    stop: &Stop,
) -> std::io::Result<()> {
    let Some(listener) = listener else { return Ok(()) };
    if let Ok(at) = listener.local_addr() {
        tracing::info!(%at, "telling whoever watches");
    }
    let stop = stop.clone();
    let asked = async move { stop.asked().await };
    web::serve(listener, router(service.clone(), figures.clone()), asked).await
}

fn router(service: Service, figures: Figures) -> Router {
    let counting = Counting::new(service.clone());
    routed(Monitor { service, figures, counting })
}

fn routed(monitor: Monitor) -> Router {
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .with_state(monitor)
}

/// Whether the program is to be left alone: if not, starting it again may help.
async fn healthz(State(own): State<Monitor>) -> (StatusCode, &'static str) {
    if own.figures.silent(own.service.clock().monotonic()) < SILENT {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the background sync hangs\n")
    }
}

/// Whether the program can work: if not, starting it again does not help. Whoever asks may wait for a second
/// only (Kubernetes does), so nothing is counted for it.
async fn readyz(State(own): State<Monitor>) -> (StatusCode, &'static str) {
    if own.counting.is_up().await {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read\n")
    }
}

/// What the process tells of itself is told always, and most of all when the database is down.
async fn metrics(State(own): State<Monitor>) -> Response {
    let is_up = own.counting.is_up().await;
    let told = if is_up { own.counting.told().await } else { None };
    let address = own.service.options().address.as_str();
    let seen = Seen { address, remotes: Asked::by(&own.service), is_up, told };
    match own.figures.text(&seen) {
        Ok(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::Arc;

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
        let figures = Figures::new();
        figures.alive(clock.monotonic());
        let router = router(service, figures.clone());
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
        let service = Service::new(store, Arc::new(Nobody), clock, options.clone());
        let counting = Counting::new(service.clone()).at_most(Duration::from_millis(1));
        let router = routed(Monitor { service, figures: Figures::new(), counting });
        tells_of_itself(&router).await;
    }

    #[tokio::test]
    async fn orders_on_which_nobody_has_to_work_are_counted_once_an_hour() {
        let (service, clock) = service().await;
        let store = service.store().clone();
        let router = router(service, Figures::new());
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
