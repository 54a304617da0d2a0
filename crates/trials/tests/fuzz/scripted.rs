//! A remote that gives the same answer to everything.

use std::sync::Arc;
use std::time::Duration;

use remote::{Boxed, Caller, ManualClock, MemoryGate, Reply, Request, SendError, Transport};

pub(crate) const NOW: &str = "2026-11-23T15:00:00Z";

pub(crate) struct Always(pub(crate) Reply);

impl Transport for Always {
    fn send<'a>(&'a self, _: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        let reply = self.0.clone();
        Box::pin(async { Ok(reply) })
    }
}

/// A caller of a remote that always answers so.
pub(crate) fn caller(reply: Reply) -> Caller {
    let gate = Arc::new(MemoryGate::new(Duration::from_secs(30)));
    Caller::new(Arc::new(Always(reply)), gate, Arc::new(ManualClock::at(NOW.parse().unwrap())))
}

/// Runs what never waits for anything.
pub(crate) fn run<T>(work: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread().build().unwrap().block_on(work)
}

/// That a text can be shown and stored, and tells none of these.
pub(crate) fn assert_safe(text: &str, secrets: &[&str]) {
    assert!(!text.contains(char::is_control), "steers a terminal: {text:?}");
    for secret in secrets {
        assert!(!text.contains(*secret), "tells a secret: {text}");
    }
    assert!(text.len() < 20_000, "{} bytes of an error", text.len());
}
