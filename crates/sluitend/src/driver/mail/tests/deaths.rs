//! The process dies between any two steps, and nothing is sent twice.

use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use store::{Moment, Store, Watch};
use sync::{Options, Service};
use tokio::sync::Notify;

use super::server::Says;
use super::world::World;
use crate::pretend::Nobody;

/// Dies at a moment of the store.
struct Dies {
    left: AtomicU64,
    dead: Notify,
}

impl Watch for Dies {
    fn at(&self, _: Moment) -> Pin<Box<dyn Future<Output = ()> + Send + '_>> {
        Box::pin(async {
            if self.left.fetch_sub(1, Ordering::Relaxed) == 1 {
                self.dead.notify_one();
                std::future::pending::<()>().await;
            }
        })
    }
}

fn service_on(store: Store, world: &World) -> Service {
    Service::new(store, Arc::new(Nobody), world.clock.clone(), Options::of_address("there"))
}

/// Other workers come, for half an hour and more.
async fn others_come(world: &World) {
    for _ in 0..4 {
        world.passes(16);
        world.minute().await;
    }
}

#[tokio::test]
async fn nothing_is_sent_twice_at_whatever_moment_a_worker_dies() {
    let (mut sent, mut unknown) = (0, 0);
    for moment in 1..500 {
        let world = World::new(Vec::new()).await;
        world.breaks().await;
        let dies = Arc::new(Dies { left: AtomicU64::new(moment), dead: Notify::new() });
        let mortal = service_on(world.service.store().watched(dies.clone()), &world);
        let is_dead = tokio::select! {
            () = world.minute_of(&mortal) => false,
            () = dies.dead.notified() => true,
        };
        others_come(&world).await;
        let letters = world.kept().letters.len();
        match world.states().await.as_slice() {
            ["sent"] => {
                sent += 1;
                assert_eq!(letters, 1, "moment {moment}");
            }
            ["unknown"] => {
                unknown += 1;
                assert!(letters <= 1, "moment {moment}");
            }
            other => panic!("moment {moment}: {other:?}"),
        }
        if !is_dead {
            assert!(moment > 20 && sent > 10 && unknown >= 2, "{moment} {sent} {unknown}");
            return;
        }
    }
    panic!("it never lived to the end");
}

#[tokio::test]
async fn nothing_is_sent_twice_wherever_the_server_falls_silent() {
    for (step, expected) in
        [("hello", 0), ("EHLO", 0), ("AUTH", 0), ("MAIL", 0), ("RCPT", 0), ("DATA", 0), (".", 1)]
    {
        let world = World::new(vec![vec![(step, Says::Waits)], Vec::new()]).await;
        world.breaks().await;
        tokio::select! {
            () = world.minute() => panic!("{step}"),
            () = world.scripted.waits() => {}
        }
        assert_eq!(world.states().await, ["sending"], "{step}");
        others_come(&world).await;
        assert_eq!(world.states().await, ["unknown"], "{step}");
        assert_eq!(world.kept().letters.len(), expected, "{step}");
    }
}

#[tokio::test]
async fn of_two_workers_one_tells_it() {
    let world = World::new(Vec::new()).await;
    world.breaks().await;
    let other = service_on(world.service.store().clone(), &world);
    tokio::join!(world.minute(), world.minute_of(&other), world.minute_of(&other));
    assert_eq!(world.states().await, ["sent"]);
    assert_eq!(world.letters().len(), 1);
}
