//! What lies between a worker and the remotes: everything can get lost in it, or come late.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use axum::Router;
use jiff::{SignedDuration, Timestamp};
use remote::{Clock, ManualClock, Method, Reply, Request, SendError};

use crate::ask::ask;
use crate::mishap::Mishap;

/// How long an ordinary request takes.
const USUAL: Duration = Duration::from_millis(200);

/// A request that was given up and still arrives.
struct Late {
    due: Timestamp,
    request: Request,
}

/// The network and the remotes behind it.
pub(crate) struct Net {
    clock: Arc<ManualClock>,
    /// The shops, by port.
    shops: BTreeMap<u16, Router>,
    /// The administrations, by token.
    books: BTreeMap<String, Router>,
    late: Mutex<Vec<Late>>,
    /// Of each request, what it asked for.
    asked: Mutex<Vec<Method>>,
    /// When each request to Moneybird left.
    left: Mutex<Vec<Timestamp>>,
    /// What happened, in the order of time.
    story: Mutex<Vec<String>>,
    /// Whether a request that writes arrived there since somebody asked.
    is_written: AtomicBool,
}

impl Net {
    pub(crate) fn new(
        clock: Arc<ManualClock>,
        shops: BTreeMap<u16, Router>,
        books: BTreeMap<String, Router>,
    ) -> Self {
        Self {
            clock,
            shops,
            books,
            late: Mutex::default(),
            asked: Mutex::default(),
            left: Mutex::default(),
            story: Mutex::default(),
            is_written: AtomicBool::new(false),
        }
    }

    /// Carries a worker's request, as far as its mishap lets it come.
    pub(crate) async fn carry(
        &self,
        name: &str,
        request: &Request,
        mishap: Option<Mishap>,
    ) -> Result<Reply, SendError> {
        self.deliver_late().await;
        self.asked.lock().unwrap().push(request.method);
        let answer = self.carried(request, mishap).await;
        let (method, target) = (request.method, request.target());
        let became = match (&answer, mishap) {
            (Ok(reply), None) => reply.status.to_string(),
            (_, mishap) => format!("{mishap:?}"),
        };
        self.tell(&format!("{name}: {method} {target}: {became}"));
        answer
    }

    async fn carried(&self, request: &Request, mishap: Option<Mishap>) -> Result<Reply, SendError> {
        if !is_shop(request) {
            self.left.lock().unwrap().push(self.clock.now());
        }
        let lost = || Err(SendError::BrokenOff("lost".to_owned()));
        match mishap {
            Some(Mishap::RequestLost | Mishap::AnswerLost | Mishap::Late(_)) => {
                self.clock.advance(remote::CALL_TIMEOUT);
            }
            _ => self.clock.advance(USUAL),
        }
        match mishap {
            None => Ok(self.deliver(request).await),
            Some(Mishap::NeverOpens) => Err(SendError::NeverOpened("refused".to_owned())),
            Some(Mishap::RequestLost) => lost(),
            Some(Mishap::Late(by)) => {
                let due = self.clock.now().saturating_add(by).unwrap();
                self.late.lock().unwrap().push(Late { due, request: request.clone() });
                lost()
            }
            Some(Mishap::Refused) => Ok(self.plain(422, r#"{"error":{"base":["is not wanted"]}}"#)),
            Some(Mishap::Throttled) => Ok(self.plain(429, r#"{"error":"Retry later"}"#)),
            Some(Mishap::Revoked) => Ok(self.plain(401, r#"{"error":"invalid_token"}"#)),
            Some(Mishap::PageBefore) => Ok(self.plain(500, "<html>Oops</html>")),
            Some(
                mishap @ (Mishap::AnswerLost | Mishap::PageAfter | Mishap::CutOff | Mishap::Empty),
            ) => {
                let mut reply = self.deliver(request).await;
                match mishap {
                    Mishap::AnswerLost => return lost(),
                    Mishap::PageAfter => reply = self.plain(500, "<html>Oops</html>"),
                    Mishap::Empty => reply.body.clear(),
                    _ => reply.body.truncate(reply.body.len() / 2),
                }
                Ok(reply)
            }
        }
    }

    /// The true time.
    pub(crate) fn now(&self) -> Timestamp {
        self.clock.now()
    }

    /// Lets in what was held up until now.
    pub(crate) async fn deliver_late(&self) {
        loop {
            let now = self.clock.now();
            let due = {
                let mut late = self.late.lock().unwrap();
                let first = late.iter().position(|own| own.due <= now);
                first.map(|index| late.remove(index))
            };
            let Some(due) = due else { return };
            // Nobody is left to hear the answer.
            let reply = self.deliver(&due.request).await;
            let (method, target) = (due.request.method, due.request.target());
            self.tell(&format!("late: {method} {target}: {}", reply.status));
        }
    }

    /// Notes what happened.
    pub(crate) fn tell(&self, what: &str) {
        self.story.lock().unwrap().push(format!("{} {what}", self.clock.now()));
    }

    /// All that happened, a line each.
    pub(crate) fn story(&self) -> String {
        self.story.lock().unwrap().join("\n")
    }

    /// What each request asked for, from the first one on.
    pub(crate) fn asked(&self) -> Vec<Method> {
        self.asked.lock().unwrap().clone()
    }

    /// When the next late request arrives.
    pub(crate) fn next_late(&self) -> Option<Timestamp> {
        self.late.lock().unwrap().iter().map(|own| own.due).min()
    }

    /// How many requests to Moneybird left.
    pub(crate) fn sent(&self) -> usize {
        self.left.lock().unwrap().len()
    }

    /// Whether Moneybird may hold something else than when this was last asked.
    pub(crate) fn has_changed(&self) -> bool {
        self.is_written.swap(false, Ordering::Relaxed)
    }

    /// The most requests to Moneybird that left within any `length` of time.
    pub(crate) fn worst_window(&self, length: Duration) -> usize {
        let length = SignedDuration::try_from(length).unwrap();
        let left = self.left.lock().unwrap();
        let (mut first, mut worst) = (0, 0);
        for (index, at) in left.iter().enumerate() {
            while at.duration_since(left[first]) >= length {
                first += 1;
            }
            worst = worst.max(index + 1 - first);
        }
        worst
    }

    async fn deliver(&self, request: &Request) -> Reply {
        let router = if is_shop(request) {
            &self.shops[&request.url.port().unwrap()]
        } else {
            let is_token = |(name, _): &&(&str, String)| name.eq_ignore_ascii_case("authorization");
            if request.method != Method::Get {
                self.is_written.store(true, Ordering::Relaxed);
            }
            let header = request.headers.iter().find(is_token);
            &self.books[header.unwrap().1.trim_start_matches("Bearer ")]
        };
        let mut reply = ask(router, request).await;
        reply.headers.push(("date".to_owned(), self.date()));
        reply
    }

    fn plain(&self, status: u16, body: &str) -> Reply {
        let headers = vec![("date".to_owned(), self.date())];
        Reply { status, headers, body: body.as_bytes().to_vec() }
    }

    /// The true time, as every server says it.
    fn date(&self) -> String {
        self.clock.now().strftime("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }
}

fn is_shop(request: &Request) -> bool {
    request.url.path().starts_with("/api/rest/")
}
