//! A shop that answers from a list, and checks that each request is the one expected.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ccvshop::signature::{self, Message};
use ccvshop::{Access, Client, Pace};
use jiff::Timestamp;
use remote::{Boxed, Caller, ManualClock, MemoryGate, Reply, Request, SendError, Transport};
use secrecy::SecretString;

pub(crate) const KEY: &str = "k_27^key";
pub(crate) const SECRET: &str = "s3cr3t/value";
/// What the fake's clock says, with a fraction that must not be sent.
pub(crate) const NOW: &str = "2026-03-01T12:00:00.987Z";

/// One line of the script: what is expected, and what is answered.
type Line = (String, Result<Reply, SendError>);

pub(crate) struct Fake {
    script: Mutex<VecDeque<Line>>,
    seen: Mutex<Vec<Request>>,
}

impl Fake {
    /// Each line is method and target below the API, such as `GET orders/1/`, and the answer.
    pub(crate) fn new<'a>(
        script: impl IntoIterator<Item = (&'a str, Result<Reply, SendError>)>,
    ) -> Arc<Self> {
        let line = |(expected, reply): (&str, _)| {
            let (method, target) = expected.split_once(' ').unwrap();
            (format!("{method} /api/rest/v1/{target}"), reply)
        };
        Arc::new(Self {
            script: Mutex::new(script.into_iter().map(line).collect()),
            seen: Mutex::default(),
        })
    }

    /// The bodies that were sent.
    pub(crate) fn bodies(&self) -> Vec<String> {
        let text = |request: &Request| {
            String::from_utf8(request.body.clone().unwrap_or_default()).unwrap()
        };
        self.seen.lock().unwrap().iter().map(text).collect()
    }

    pub(crate) fn requests(&self) -> Vec<Request> {
        self.seen.lock().unwrap().clone()
    }

    /// That the whole script was played.
    pub(crate) fn finish(&self) {
        assert_eq!(self.script.lock().unwrap().len(), 0, "requests that were never made");
    }
}

impl Transport for Fake {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        let line = format!("{} {}", request.method, request.target());
        let (expected, reply) = self.script.lock().unwrap().pop_front().expect(&line);
        assert_eq!(line, expected);
        check_headers(request);
        self.seen.lock().unwrap().push(request.clone());
        Box::pin(async { reply })
    }
}

fn check_headers(request: &Request) {
    let header = |name: &str| {
        let mut found = request.headers.iter().filter(|(key, _)| *key == name);
        let value = found.next().map(|(_, value)| value.as_str());
        assert!(found.next().is_none(), "{name} twice");
        value
    };
    assert_eq!(header("accept"), Some("application/json"));
    assert_eq!(header("x-public"), Some(KEY));
    assert_eq!(header("content-type").is_some(), request.body.is_some());
    let message = Message {
        key: KEY,
        method: request.method.as_str(),
        target: &request.target(),
        body: request.body.as_deref().unwrap_or_default(),
        date: header("x-date").unwrap(),
    };
    assert_eq!(header("x-hash"), Some(signature::sign(message, &SECRET.into()).as_str()));
}

pub(crate) fn now() -> Timestamp {
    NOW.parse().unwrap()
}

pub(crate) fn reply(status: u16, body: &str) -> Reply {
    Reply { status, headers: Vec::new(), body: body.as_bytes().to_vec() }
}

#[expect(clippy::unnecessary_wraps, reason = "an answer of the script may be an error")]
pub(crate) fn ok(body: &str) -> Result<Reply, SendError> {
    Ok(reply(200, body))
}

/// An error as CCV Shop writes it.
#[expect(clippy::unnecessary_wraps, reason = "an answer of the script may be an error")]
pub(crate) fn refusal(code: &str) -> Result<Reply, SendError> {
    let status = code.split('.').next().unwrap().parse().unwrap();
    let body = format!(r#"{{"status": {status}, "code": "{code}", "developermessage": "why"}}"#);
    Ok(reply(status, &body))
}

pub(crate) fn access() -> Access {
    access_to("https://winkel.test").unwrap()
}

pub(crate) fn access_to(root: &str) -> Result<Access, ccvshop::Invalid> {
    Access::new(root.parse().unwrap(), SecretString::from(KEY), SecretString::from(SECRET))
}

pub(crate) fn client(fake: &Arc<Fake>) -> Client {
    client_at(fake, Pace::default()).0
}

pub(crate) fn client_at(fake: &Arc<Fake>, pace: Pace) -> (Client, Arc<ManualClock>) {
    let clock = Arc::new(ManualClock::at(now()));
    let gate = Arc::new(MemoryGate::new(Duration::from_secs(30)));
    let caller = Caller::new(fake.clone(), gate, clock.clone());
    (Client::new(caller, access(), pace), clock)
}

/// An order of the fixture's shape with this id.
pub(crate) fn order(id: i64) -> String {
    include_str!("fixtures/order.json").replace(r#""id": 4711"#, &format!(r#""id": {id}"#))
}

/// A row of the fixture's shape with this id.
pub(crate) fn row(id: i64) -> String {
    include_str!("fixtures/row.json").replace(r#""id": 9001"#, &format!(r#""id": {id}"#))
}

/// A page from `start` on; `next` is the offset that its link asks for.
pub(crate) fn page(start: usize, items: &[String], next: Option<usize>) -> String {
    let size = items.len();
    let next = next.map_or("null".to_owned(), |next| {
        format!(r#""https:\/\/winkel.test\/api\/rest\/v1\/x\/?size=9&start={next}""#)
    });
    let items = items.join(",");
    format!(
        r#"{{"start": {start}, "size": {size}, "href": "x", "next": {next}, "items": [{items}]}}"#
    )
}
