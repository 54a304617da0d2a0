//! A remote that answers from a list.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use remote::{
    Boxed, Budget, Caller, ManualClock, MemoryGate, Method, Reply, Request, SendError, Transport,
};

pub(crate) struct Fake {
    replies: Mutex<VecDeque<Result<Reply, SendError>>>,
    seen: Mutex<Vec<Request>>,
}

impl Fake {
    pub(crate) fn new(replies: impl IntoIterator<Item = Result<Reply, SendError>>) -> Arc<Self> {
        Arc::new(Self {
            replies: Mutex::new(replies.into_iter().collect()),
            seen: Mutex::default(),
        })
    }

    pub(crate) fn requests(&self) -> usize {
        self.seen.lock().unwrap().len()
    }
}

impl Transport for Fake {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        self.seen.lock().unwrap().push(request.clone());
        let reply = self.replies.lock().unwrap().pop_front();
        Box::pin(async move { reply.expect("more requests than expected") })
    }
}

pub(crate) const START: &str = "2026-03-01T12:00:00Z";

pub(crate) fn start() -> Timestamp {
    START.parse().unwrap()
}

pub(crate) fn budget() -> Budget {
    Budget { name: "fake".to_owned(), limit: 2, window: Duration::from_mins(1) }
}

pub(crate) fn request() -> Request {
    let url = "https://remote.test/things?a=b".parse().unwrap();
    Request::new(Method::Post, url, budget())
}

pub(crate) fn reply(status: u16, headers: &[(&str, &str)], body: &str) -> Reply {
    Reply {
        status,
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: body.as_bytes().to_vec(),
    }
}

/// A caller over `fake` with a clock and a gate of its own.
pub(crate) fn caller(fake: &Arc<Fake>) -> (Caller, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(start()));
    let gate = Arc::new(MemoryGate::new(Duration::from_secs(30)));
    (Caller::new(fake.clone(), gate, clock.clone()), clock)
}
