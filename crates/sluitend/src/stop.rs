//! Stopping: somebody presses Ctrl-C, or the machine ends the service.

use remote::{Boxed, Reply, Request, SendError, Transport};
use std::sync::Arc;
use tokio::sync::watch;

/// Knows whether the program was asked to stop. Cheap to clone.
#[derive(Debug, Clone)]
pub(crate) struct Stop(watch::Receiver<bool>);

/// Asks the program to stop.
#[derive(Debug)]
pub(crate) struct Stopper(watch::Sender<bool>);

impl Stop {
    /// Both ends.
    pub(crate) fn pair() -> (Stopper, Stop) {
        let (sender, receiver) = watch::channel(false);
        (Stopper(sender), Self(receiver))
    }

    /// Whether it was asked.
    pub(crate) fn is_asked(&self) -> bool {
        *self.0.borrow()
    }

    /// Waits until it is asked.
    pub(crate) async fn asked(&self) {
        let mut said = self.0.clone();
        if said.wait_for(|asked| *asked).await.is_err() {
            // Nobody is left who could ask.
            std::future::pending::<()>().await;
        }
    }
}

impl Stopper {
    /// Asks.
    pub(crate) fn ask(&self) {
        self.0.send_replace(true);
    }
}

/// A transport that lets the request under way finish and starts no other once the program was
/// asked to stop. To everybody behind it that is a connection which never opened: nothing was made,
/// nothing is in doubt.
pub(crate) struct Door {
    transport: Arc<dyn Transport>,
    stop: Stop,
}

impl Door {
    /// Puts a door before a transport.
    pub(crate) fn new(transport: Arc<dyn Transport>, stop: Stop) -> Self {
        Self { transport, stop }
    }
}

impl Transport for Door {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        if self.stop.is_asked() {
            let reason = "the program is stopping".to_owned();
            return Box::pin(async { Err(SendError::NeverOpened(reason)) });
        }
        self.transport.send(request)
    }
}

/// Waits for SIGINT or SIGTERM.
pub(crate) async fn signal() {
    let interrupted = async {
        if tokio::signal::ctrl_c().await.is_err() {
            std::future::pending::<()>().await;
        }
    };
    tokio::select! {
        () = interrupted => {}
        () = terminated() => {}
    }
}

#[cfg(unix)]
async fn terminated() {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut signals) => {
            signals.recv().await;
        }
        // Then the system ends the program as it does any other: nothing is lost by that.
        Err(_) => std::future::pending().await,
    }
}

#[cfg(not(unix))]
async fn terminated() {
    std::future::pending().await
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU64, Ordering};
    use std::time::Duration;

    use remote::{Budget, Method};

    use super::*;

    /// Counts what passes.
    #[derive(Default)]
    struct Counting(AtomicU64);

    impl Transport for Counting {
        fn send<'a>(&'a self, _: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
            self.0.fetch_add(1, Ordering::Relaxed);
            Box::pin(async { Ok(Reply { status: 200, headers: Vec::new(), body: Vec::new() }) })
        }
    }

    #[tokio::test]
    async fn after_a_stop_no_request_leaves_and_none_is_in_doubt() {
        let (stopper, stop) = Stop::pair();
        let behind = Arc::new(Counting::default());
        let door = Door::new(Arc::clone(&behind) as Arc<dyn Transport>, stop.clone());
        let window = Duration::from_mins(5);
        let budget = Budget { name: "books".to_owned(), limit: 150, window };
        let url = "https://moneybird.example/".parse().unwrap();
        let request = Request::new(Method::Post, url, budget);
        assert!(door.send(&request).await.is_ok());
        stopper.ask();
        stop.asked().await;
        assert!(matches!(door.send(&request).await, Err(SendError::NeverOpened(_))));
        assert_eq!(behind.0.load(Ordering::Relaxed), 1);
    }
}
