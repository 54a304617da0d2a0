//! `GET /healthz`: whether the service works, for whoever watches over it.

use axum::extract::State;
use axum::http::StatusCode;
use axum::routing::get;
use axum::{Json, Router};
use serde::Serialize;
use store::Store;

/// The answer. It tells nothing that a stranger may not know.
#[derive(Debug, Serialize)]
struct Health {
    status: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    connections: Option<usize>,
}

/// Everything that is served.
pub fn router(store: Store) -> Router {
    Router::new().route("/healthz", get(health)).with_state(store)
}

async fn health(State(store): State<Store>) -> (StatusCode, Json<Health>) {
    let version = env!("CARGO_PKG_VERSION");
    match store.connections().await {
        Ok(all) => {
            let connections = Some(all.len());
            (StatusCode::OK, Json(Health { status: "ok", version, connections }))
        }
        Err(error) => {
            tracing::error!(%error, "the database cannot be read");
            let health = Health { status: "database", version, connections: None };
            (StatusCode::SERVICE_UNAVAILABLE, Json(health))
        }
    }
}
