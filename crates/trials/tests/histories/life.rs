//! A worker's life: it stops at each call, until it is told to go on, or never.

use std::pin::Pin;
use std::sync::{Arc, Mutex};
use std::task::Poll;

use jiff::{SignedDuration, Timestamp};
use remote::{Boxed, CALL_TIMEOUT, Reply, Request, SendError, Transport};
use store::{Moment, Watch};

use crate::mishap::Mishap;
use crate::net::Net;

/// Where a worker stands still.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Call {
    /// At the database.
    Store(Moment),
    /// A request is about to leave.
    Sending,
    /// Its answer, or its end, is there.
    Answered,
}

/// What the next step is.
#[derive(Debug, Default)]
struct Standing {
    at: Option<Call>,
    /// Whether it may go on from there.
    goes_on: bool,
    /// What becomes of the request that it goes on with.
    mishap: Option<Mishap>,
}

/// A worker's connection with the world outside.
pub(crate) struct Life {
    name: String,
    net: Arc<Net>,
    standing: Mutex<Standing>,
}

impl Life {
    pub(crate) fn new(name: String, net: Arc<Net>) -> Self {
        Self { name, net, standing: Mutex::default() }
    }

    /// Where it stands still, if it does.
    pub(crate) fn at(&self) -> Option<Call> {
        self.standing.lock().unwrap().at
    }

    /// Goes on from where it stands; a request has this mishap.
    pub(crate) fn go(&self, mishap: Option<Mishap>) {
        let mut standing = self.standing.lock().unwrap();
        if standing.at.is_some() {
            standing.goes_on = true;
            standing.mishap = mishap;
        }
    }

    async fn reach(&self, call: Call) -> Option<Mishap> {
        std::future::poll_fn(|_| {
            let mut standing = self.standing.lock().unwrap();
            if std::mem::take(&mut standing.goes_on) {
                standing.at = None;
                return Poll::Ready(standing.mishap.take());
            }
            // Whoever drives this polls again; nothing else wakes it.
            standing.at = Some(call);
            Poll::Pending
        })
        .await
    }
}

/// Whether a request that was handed over then is not written any more. `remote::Http` holds its body back
/// until the moment at which it is written, and that must not be later than a call may last.
fn is_too_late(request: &Request, handed_over: Timestamp, now: Timestamp) -> bool {
    let longest = SignedDuration::try_from(CALL_TIMEOUT).unwrap();
    request.body.is_some() && now.duration_since(handed_over) >= longest
}

impl Watch for Life {
    fn at(&self, moment: Moment) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async move {
            self.reach(Call::Store(moment)).await;
        })
    }
}

impl Transport for Life {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(async move {
            let handed_over = self.net.now();
            let mishap = self.reach(Call::Sending).await;
            let answer = if is_too_late(request, handed_over, self.net.now()) {
                self.net
                    .tell(&format!("{}: {} is not written any more", self.name, request.method));
                Err(SendError::BrokenOff("too late to be sent".to_owned()))
            } else {
                self.net.carry(&self.name, request, mishap).await
            };
            self.reach(Call::Answered).await;
            answer
        })
    }
}
