//! `GET /healthz`: whether the service works, for whoever watches over it.

use std::time::Duration;

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use serde::Serialize;
use store::Store;
use tokio::time::timeout;

use crate::app::App;

/// How long the database may take for an answer to whoever watches over the service: that the database is away is to
/// be said before they give up.
pub const HEALTH_WITHIN: Duration = Duration::from_secs(3);

/// The answer. It tells nothing that a stranger may not know.
#[derive(Debug, Serialize)]
pub(crate) struct Health {
    status: &'static str,
    version: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    connections: Option<u64>,
}

pub(crate) async fn health(State(app): State<App>) -> (StatusCode, Json<Health>) {
    told(app.store(), HEALTH_WITHIN).await
}

async fn told(store: &Store, within: Duration) -> (StatusCode, Json<Health>) {
    let version = env!("CARGO_PKG_VERSION");
    let asked = async {
        store.still_here().await?;
        store.number_of_connections().await
    };
    match timeout(within, asked).await {
        Ok(Ok(number)) => {
            let connections = Some(number);
            return (StatusCode::OK, Json(Health { status: "ok", version, connections }));
        }
        Ok(Err(error)) => tracing::error!(%error, "the database cannot be read"),
        Err(_) => tracing::error!(?within, "the database does not answer"),
    }
    let health = Health { status: "database", version, connections: None };
    (StatusCode::SERVICE_UNAVAILABLE, Json(health))
}

#[cfg(test)]
mod tests {
    use std::pin::Pin;
    use std::sync::Arc;

    use store::{Moment, OsEntropy, SealingKey, Watch};

    use super::*;

    /// A database that never answers.
    struct Hangs;

    impl Watch for Hangs {
        fn at(&self, _: Moment) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
            Box::pin(std::future::pending())
        }
    }

    #[tokio::test]
    async fn a_database_that_hangs_keeps_nobody_waiting() {
        let key = SealingKey::random(&OsEntropy).unwrap();
        let store = Store::in_memory(key, Arc::new(OsEntropy)).await.unwrap();
        assert_eq!(told(&store, HEALTH_WITHIN).await.0, StatusCode::OK);
        let (status, Json(health)) =
            told(&store.watched(Arc::new(Hangs)), Duration::from_millis(1)).await;
        assert_eq!((status, health.status), (StatusCode::SERVICE_UNAVAILABLE, "database"));
    }
}
