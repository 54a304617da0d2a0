//! The server.

use std::future::Future;

use axum::Router;
use tokio::net::TcpListener;

/// Serves until `stop` ends, and then until the requests under way are answered.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    axum::serve(listener, router).with_graceful_shutdown(stop).await
}
