//! Allowances against the plainest model: keep every request for ever and count.

use std::sync::Arc;

use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use super::bench::{Counting, at, seconds};
use crate::{SealingKey, Store};

#[derive(Debug, Clone)]
enum Event {
    Take { limit: u32, given_up_after: i64 },
    Landed { number: u64 },
    Block { seconds: i64 },
    Pass { seconds: i64 },
}

const WINDOW: i64 = 10;

/// Counted so long ago that no answer brings it back.
const FORGOTTEN: i64 = i64::MIN / 2;

/// All requests ever made, by number, and the end of the last pause.
#[derive(Default)]
struct Model {
    counted_by: Vec<i64>,
    blocked_until: i64,
}

impl Model {
    fn in_window(&self, now: i64) -> usize {
        self.counted_by.iter().filter(|counted| **counted + WINDOW > now).count()
    }

    fn take(&mut self, limit: u32, now: i64, latest: i64) -> Result<u64, i64> {
        let limit = usize::try_from(limit).unwrap();
        for counted in &mut self.counted_by {
            *counted = latest.min(*counted);
        }
        if self.blocked_until > now {
            return Err(self.blocked_until);
        }
        if self.in_window(now) >= limit {
            return Err((now..now + 1_000).find(|then| self.in_window(*then) < limit).unwrap());
        }
        for counted in self.counted_by.iter_mut().filter(|counted| **counted + WINDOW <= now) {
            *counted = FORGOTTEN;
        }
        self.counted_by.push(latest);
        Ok(u64::try_from(self.counted_by.len() - 1).unwrap())
    }
}

fn events() -> impl Strategy<Value = Vec<Event>> {
    let event = prop_oneof![
        6 => (1_u32..5, 0_i64..4).prop_map(|(limit, given_up_after)| {
            Event::Take { limit, given_up_after }
        }),
        2 => (0_u64..20).prop_map(|number| Event::Landed { number }),
        1 => (0_i64..=WINDOW).prop_map(|seconds| Event::Block { seconds }),
        4 => (0_i64..8).prop_map(|seconds| Event::Pass { seconds }),
    ];
    proptest::collection::vec(event, 1..60)
}

async fn compare(events: Vec<Event>) {
    let key = SealingKey::from_bytes(&[7; 32]).unwrap();
    let store = Store::in_memory(key, Arc::<Counting>::default()).await.unwrap();
    let (mut model, mut now) = (Model::default(), 0);
    for event in events {
        match event {
            Event::Take { limit, given_up_after } => {
                let latest = now + given_up_after;
                let window = seconds(WINDOW.unsigned_abs());
                let taken = store.allowance_take("a", limit, window, at(now), at(latest)).await;
                assert_eq!(taken.unwrap(), model.take(limit, now, latest).map_err(at));
            }
            Event::Landed { number } => {
                store.allowance_landed("a", number, at(now)).await.unwrap();
                let number = usize::try_from(number).unwrap();
                if let Some(counted) = model.counted_by.get_mut(number)
                    && *counted != FORGOTTEN
                {
                    *counted = now;
                }
            }
            Event::Block { seconds } => {
                store.allowance_block("a", at(now + seconds)).await.unwrap();
                model.blocked_until = model.blocked_until.max(now + seconds);
            }
            Event::Pass { seconds } => now += seconds,
        }
    }
}

#[test]
fn allowances_are_what_the_model_says() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let mut runner =
        TestRunner::new(Config { cases: 96, failure_persistence: None, ..Config::default() });
    runner
        .run(&events(), |events| {
            runtime.block_on(compare(events));
            Ok(())
        })
        .unwrap();
}
