//! The server.

use std::future::{Future, pending};
use std::net::SocketAddr;
use std::time::Duration;

use axum::Router;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

/// How long requests under way may take to end, for clients that never send all of one, or never hang up.
const LAST_ANSWERS: Duration = Duration::from_secs(5);

/// Serves until `stop` ends, and then until the requests under way are answered, or five seconds.
///
/// # Errors
/// If the listener fails.
pub async fn serve(
    listener: TcpListener,
    router: Router,
    stop: impl Future<Output = ()> + Send + 'static,
) -> std::io::Result<()> {
    let router = router.into_make_service_with_connect_info::<SocketAddr>();
    let (stopped, is_stopped) = oneshot::channel();
    let stop = async move {
        stop.await;
        // Nobody hears it where the server has ended before.
        let _ = stopped.send(());
    };
    let late = async {
        match is_stopped.await {
            // Only the time-out matters: nothing else ends this.
            Ok(()) => drop(tokio::time::timeout(LAST_ANSWERS, pending::<()>()).await),
            // The server has failed, and says so itself.
            Err(_) => pending().await,
        }
    };
    tokio::select! {
        ended = axum::serve(listener, router).with_graceful_shutdown(stop) => ended,
        () = late => Ok(()),
    }
}
