//! Hosts that rather do the telling themselves.

use std::sync::Mutex;

use post::Hook;
use remote::{Boxed, Clock as _, Reply, Request, SendError, Transport};
use serde_json::Value;
use tokio::sync::Notify;

use super::super::look_out::LookOut;
use super::super::{Mailing, caller};
use super::world::World;
use crate::stop::Stop;

const SECRET: &str = "0123456789abcdef0123456789abcdef";

/// What a host does with a call.
#[derive(Default)]
struct Host {
    /// What it answers, the next first; then 200. 0 is nothing at all.
    answers: Mutex<Vec<u16>>,
    heard: Mutex<Vec<Request>>,
    waits: Notify,
}

impl Transport for Host {
    fn send<'a>(&'a self, request: &'a Request) -> Boxed<'a, Result<Reply, SendError>> {
        self.heard.lock().unwrap().push(request.clone());
        let status = self.answers.lock().unwrap().pop().unwrap_or(200);
        Box::pin(async move {
            if status == 0 {
                self.waits.notify_one();
                std::future::pending::<()>().await;
            }
            Ok(Reply { status, headers: Vec::new(), body: Vec::new() })
        })
    }
}

impl Host {
    fn headers(&self, name: &str) -> Vec<String> {
        let all = self.heard.lock().unwrap();
        let found = all.iter().flat_map(|own| own.headers.iter().filter(|own| own.0 == name));
        found.map(|own| own.1.clone()).collect()
    }
}

async fn minute(world: &World, host: &Host) {
    let (_, stop) = Stop::pair();
    let url = "https://host.example/in".parse().unwrap();
    let hook = Hook::new(url, &SECRET.into()).unwrap();
    let mailing = Mailing { server: None, hook: Some(&hook), public: &world.public, terms: None };
    LookOut::default().look(&world.service, mailing).await.unwrap();
    caller::deliver(&world.service, (&hook, host), &stop).await.unwrap();
}

#[tokio::test]
async fn a_host_is_told_by_a_signed_call() {
    let (world, host) = (World::new(Vec::new()).await, Host::default());
    world.breaks().await;
    minute(&world, &host).await;
    minute(&world, &host).await;
    assert_eq!(world.states().await, ["sent"], "and nobody is mailed");
    let all = host.heard.lock().unwrap().clone();
    let [request] = all.as_slice() else { panic!("{}", all.len()) };
    let body = String::from_utf8(request.body.clone().unwrap()).unwrap();
    let json: Value = serde_json::from_str(&body).unwrap();
    assert_eq!((json["event"].as_str(), json["shop"]["id"].as_i64()), (Some("broken"), Some(7)));
    assert_eq!(json["connection"], world.connection.to_string());
    assert!(json["data"]["message"].as_str().unwrap().contains("Moneybird"), "{json}");
    let signed = post::signature(&SECRET.into(), world.clock.now(), &body);
    assert_eq!(host.headers("sluitend-signature"), [signed]);
}

#[tokio::test]
async fn a_call_is_made_until_it_is_heard_and_bears_one_name() {
    let (world, host) = (World::new(Vec::new()).await, Host::default());
    host.answers.lock().unwrap().extend([500, 0]);
    world.breaks().await;
    tokio::select! {
        () = minute(&world, &host) => panic!("it answered"),
        () = host.waits.notified() => {}
    }
    assert_eq!(world.states().await, ["sending"]);
    for _ in 0..8 {
        world.passes(3);
        minute(&world, &host).await;
    }
    assert_eq!(world.states().await, ["sent"]);
    let names = host.headers("idempotency-key");
    assert_eq!(names.len(), 3, "nothing, 500 and 200");
    assert!(names.iter().all(|own| *own == names[0]), "{names:?}");
}
