//! The listener for whoever watches: `/healthz`, `/readyz` and `/metrics`.

use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::extract::State;
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use jiff::Timestamp;
use store::Census;
use sync::{Differing, Service};
use tokio::net::TcpListener;
use tokio::sync::Mutex;

use super::Figures;
use super::figures::Seen;
use crate::stop::Stop;

/// The background sync turns every second, except while the database keeps it waiting. When nothing was seen
/// of it for this long, it hangs.
const SILENT: Duration = Duration::from_mins(5);

/// How long the counts of the database are good for: several may ask, and with thousands of connections
/// counting is work.
const GOOD_FOR: Duration = Duration::from_secs(15);

/// The form of `/metrics`.
const OPEN_METRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

/// Counts, and when they were made.
#[derive(Clone)]
struct Counted {
    steady: Duration,
    at: Timestamp,
    census: Arc<Census>,
    differing: Differing,
}

#[derive(Clone)]
struct Monitor {
    service: Service,
    figures: Figures,
    /// What was counted last.
    counted: Arc<Mutex<Option<Counted>>>,
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
    let monitor = Monitor { service, figures, counted: Arc::default() };
    Router::new()
        .route("/healthz", get(healthz))
        .route("/readyz", get(readyz))
        .route("/metrics", get(metrics))
        .with_state(monitor)
}

impl Monitor {
    /// The counts, not older than they may be.
    async fn census(&self) -> Result<Counted, store::Error> {
        let mut counted = self.counted.lock().await;
        let (clock, store) = (self.service.clock(), self.service.store());
        let steady = clock.monotonic();
        if let Some(own) = counted.as_ref()
            && steady.saturating_sub(own.steady) < GOOD_FOR
        {
            return Ok(own.clone());
        }
        let at = clock.now();
        let census = Arc::new(store.census(at).await?);
        let differing = self.service.differing().await?;
        Ok(counted.insert(Counted { steady, at, census, differing }).clone())
    }
}

/// Whether the program is to be left alone: if not, starting it again may help.
async fn healthz(State(own): State<Monitor>) -> (StatusCode, &'static str) {
    if own.figures.silent(own.service.clock().monotonic()) < SILENT {
        (StatusCode::OK, "ok\n")
    } else {
        (StatusCode::SERVICE_UNAVAILABLE, "the background sync hangs\n")
    }
}

/// Whether the program can work: if not, starting it again does not help.
async fn readyz(State(own): State<Monitor>) -> (StatusCode, &'static str) {
    match own.census().await {
        Ok(_) => (StatusCode::OK, "ok\n"),
        Err(error) => {
            tracing::error!(%error, "the database cannot be read");
            (StatusCode::SERVICE_UNAVAILABLE, "the database cannot be read\n")
        }
    }
}

async fn metrics(State(own): State<Monitor>) -> Response {
    match figures(&own).await {
        Some(text) => ([(header::CONTENT_TYPE, OPEN_METRICS)], text).into_response(),
        None => StatusCode::SERVICE_UNAVAILABLE.into_response(),
    }
}

async fn figures(own: &Monitor) -> Option<String> {
    let counted = own.census().await;
    let counted = counted.inspect_err(|error| tracing::error!(%error, "cannot count")).ok()?;
    let allowance = own.service.allowance().await;
    let (used, whole) =
        allowance.inspect_err(|fault| tracing::error!("cannot count: {}", fault.message)).ok()?;
    let address = own.service.options().address.as_str();
    let (census, differing) = (&*counted.census, counted.differing);
    let seen = Seen { census, differing, allowance: (address, used, whole) };
    own.figures.text(counted.at, &seen).ok()
}

#[cfg(test)]
mod tests {
    use axum::body::{Body, to_bytes};
    use axum::http::Request;
    use remote::Clock as _;
    use tower::ServiceExt;

    use super::*;
    use crate::pretend::service;

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
        assert!(text.contains("sluitend_moneybird_allowance_left{address=\"here\"} 150"), "{text}");
        clock.advance(SILENT);
        assert_eq!(ask(&router, "/healthz").await.0, StatusCode::SERVICE_UNAVAILABLE);
        figures.alive(clock.monotonic());
        assert_eq!(ask(&router, "/healthz").await.0, StatusCode::OK);
        store.close().await;
        assert_eq!(ask(&router, "/readyz").await.0, StatusCode::SERVICE_UNAVAILABLE);
        assert_eq!(ask(&router, "/metrics").await.0, StatusCode::SERVICE_UNAVAILABLE);
    }
}
