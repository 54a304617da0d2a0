//! A Moneybird that gives prepared answers and remembers what it was asked.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use moneybird::{API_URL, Access, Books, Client, Pace};
use remote::{Boxed, Caller, ManualClock, MemoryGate, Reply, Request, SendError, Transport};
use serde_json::Value;

pub(crate) const TOKEN: &str = "s3cr3t-t0ken";

#[derive(Default)]
pub(crate) struct Scripted {
    answers: Mutex<VecDeque<Result<Reply, SendError>>>,
    requests: Mutex<Vec<Request>>,
}

impl Scripted {
    pub(crate) fn answering(answers: Vec<Result<Reply, SendError>>) -> Arc<Self> {
        Arc::new(Self { answers: Mutex::new(answers.into()), requests: Mutex::default() })
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.requests.lock().unwrap().clone()
    }

    pub(crate) fn client(self: &Arc<Self>) -> Client {
        let clock = Arc::new(ManualClock::at("2026-08-21T12:00:00Z".parse().unwrap()));
        let gate = Arc::new(MemoryGate::new(Duration::from_secs(30)));
        let caller = Caller::new(self.clone(), gate, clock);
        let access = Access::new(API_URL, TOKEN.into()).unwrap();
        Client::new(caller, access, Pace::of_address("here"))
    }

    pub(crate) fn books(self: &Arc<Self>) -> Books {
        self.client().administration("123".parse().unwrap())
    }
}

impl Transport for Scripted {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        self.requests.lock().unwrap().push(request.clone());
        let answer = self.answers.lock().unwrap().pop_front();
        Box::pin(async move { answer.expect("an answer for each request") })
    }
}

/// The bytes of an answer.
pub(crate) struct Body(Vec<u8>);

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self(text.as_bytes().to_vec())
    }
}

impl From<&String> for Body {
    fn from(text: &String) -> Self {
        text.as_str().into()
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self(text.into_bytes())
    }
}

impl From<&Value> for Body {
    fn from(json: &Value) -> Self {
        json.to_string().into()
    }
}

impl From<Value> for Body {
    fn from(json: Value) -> Self {
        (&json).into()
    }
}

pub(crate) fn reply(status: u16, body: impl Into<Body>) -> Reply {
    Reply { status, headers: Vec::new(), body: body.into().0 }
}

pub(crate) fn with_header(mut reply: Reply, name: &str, value: &str) -> Reply {
    reply.headers.push((name.to_owned(), value.to_owned()));
    reply
}

/// A Moneybird that gives this one answer.
pub(crate) fn once(status: u16, body: impl Into<Body>) -> Arc<Scripted> {
    Scripted::answering(vec![Ok(reply(status, body))])
}
