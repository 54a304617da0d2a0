//! One order, and every way in which one request to the books or the shop can go wrong, at every
//! request: in the end it is booked once and paid once.

use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use remote::{Boxed, Reply, Request, SendError, Transport};
use store::State;

use crate::transport::InProcess;
use crate::world::World;

/// What goes wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// The connection never opens.
    NeverOpens,
    /// The request is lost on its way.
    RequestLost,
    /// The work is done, the answer is lost.
    AnswerLost,
    /// The work is done, the answer is a web page with status 500.
    Page500,
    /// The work is done, the body breaks off in the middle.
    CutOff,
    /// Nothing is done: 429.
    Throttled,
    /// Nothing is done: a 503 from something in between.
    Unavailable,
    /// We die before the request leaves.
    DiesBefore,
    /// The work is done, and we die before the answer comes in.
    DiesAfter,
}

pub(crate) const ALL: [Mishap; 9] = [
    Mishap::NeverOpens,
    Mishap::RequestLost,
    Mishap::AnswerLost,
    Mishap::Page500,
    Mishap::CutOff,
    Mishap::Throttled,
    Mishap::Unavailable,
    Mishap::DiesBefore,
    Mishap::DiesAfter,
];

/// Carries requests, but one of them goes wrong.
pub(crate) struct Unlucky {
    inner: InProcess,
    plan: Mutex<Option<(usize, Mishap)>>,
    count: AtomicUsize,
    death: tokio::sync::Notify,
}

impl Unlucky {
    pub(crate) fn new(inner: InProcess) -> Self {
        Self {
            inner,
            plan: Mutex::default(),
            count: AtomicUsize::new(0),
            death: tokio::sync::Notify::new(),
        }
    }

    pub(crate) fn inner(&self) -> &InProcess {
        &self.inner
    }

    pub(crate) fn plan(&self, at: usize, mishap: Mishap) {
        self.count.store(0, Ordering::SeqCst);
        *self.plan.lock().unwrap() = Some((at, mishap));
    }

    /// Ends when we die.
    pub(crate) async fn death(&self) {
        self.death.notified().await;
    }

    /// We are dead: nothing comes back, ever.
    async fn die(&self) -> Result<Reply, SendError> {
        self.death.notify_one();
        std::future::pending().await
    }

    /// Whether the mishap has happened.
    pub(crate) fn struck(&self) -> bool {
        self.plan.lock().unwrap().is_none()
    }

    fn due(&self) -> Option<Mishap> {
        let number = self.count.fetch_add(1, Ordering::SeqCst);
        let mut plan = self.plan.lock().unwrap();
        let (_, mishap) = plan.filter(|(at, _)| *at == number)?;
        *plan = None;
        Some(mishap)
    }

    async fn carry(&self, request: &Request) -> Result<Reply, SendError> {
        let lost = || SendError::BrokenOff("lost".to_owned());
        let plain = |status: u16, body: &str| Reply {
            status,
            headers: Vec::new(),
            body: body.as_bytes().to_vec(),
        };
        match self.due() {
            None => self.inner.send(request).await,
            Some(Mishap::NeverOpens) => Err(SendError::NeverOpened("refused".to_owned())),
            Some(Mishap::RequestLost) => Err(lost()),
            Some(Mishap::Throttled) => Ok(plain(429, "\"Retry later\"")),
            Some(Mishap::Unavailable) => Ok(plain(503, "<html>Unavailable</html>")),
            Some(Mishap::DiesBefore) => self.die().await,
            Some(mishap) => {
                let mut reply = self.inner.send(request).await?;
                match mishap {
                    Mishap::AnswerLost => return Err(lost()),
                    Mishap::DiesAfter => return self.die().await,
                    Mishap::Page500 => reply = plain(500, "<html>Oops</html>"),
                    _ => reply.body.truncate(reply.body.len() / 2),
                }
                Ok(reply)
            }
        }
    }
}

impl Transport for Unlucky {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        Box::pin(self.carry(request))
    }
}

/// Passes until nothing is pending, with time to settle in between.
pub(crate) async fn until_done(world: &World) -> usize {
    for pass in 1..8 {
        let passed = world.pass().await;
        if matches!(&passed, Ok(passed) if passed.again_at.is_none()) {
            return pass;
        }
        world.clock.advance(Duration::from_mins(16));
    }
    panic!("never done");
}

#[tokio::test]
async fn whatever_goes_wrong_once_the_order_is_booked_once() {
    let mut histories = 0;
    for mishap in ALL {
        for at in 0.. {
            let world = World::of_one_order().await;
            world.transport.plan(at, mishap);
            until_done(&world).await;
            if !world.transport.struck() {
                break;
            }
            histories += 1;
            let order = world.finished()[0];
            let told = format!("{mishap:?} at request {at}");
            assert_eq!(world.state(order).await, State::Booked, "{told}");
            let invoices = world.books.invoices();
            assert_eq!(invoices.len(), 1, "{told}");
            assert_eq!(invoices[0]["state"], "paid", "{told}");
            assert_eq!(invoices[0]["payments"].as_array().unwrap().len(), 1, "{told}");
            assert_eq!(world.ours(), 1, "{told}: contacts");
        }
    }
    println!("{histories} histories");
    assert!(histories >= 100, "{histories}");
}
