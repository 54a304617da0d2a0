//! `GET /healthz`: whether the service works, for whoever watches over it.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;

use crate::app::App;

/// The answer. It tells nothing that a stranger may not know.
#[derive(Debug, Serialize)]
pub(crate) struct Health {
    status: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    connections: Option<u64>,
}

pub(crate) async fn health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    let version = env!("CARGO_PKG_VERSION");
    let store = app.store();
    let asked = async {
        store.still_here().await?;
        store.number_of_connections().await
    };
    match asked.await {
        Ok(number) => {
            let connections = Some(number);
            (StatusCode::OK, Json(Health { status: "ok", version, connections }))
        }
        Err(error) => {
            tracing::error!(%error, "the database cannot be read");
            let health = Health { status: "database", version, connections: None };
            (StatusCode::SERVICE_UNAVAILABLE, Json(health))
        }
    }
}
