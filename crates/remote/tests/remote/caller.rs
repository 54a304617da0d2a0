//! When a request leaves, and when not.

use std::sync::{Arc, Mutex};
use std::time::Duration;

use jiff::Timestamp;
use remote::{
    Admission, Boxed, Budget, Caller, Clock as _, Failure, Gate, GateError, ManualClock, Ticket,
};

use crate::fake::{Fake, budget, caller, reply, request, start};

#[tokio::test]
async fn what_grew_stale_never_leaves() {
    let fake = Fake::new([Ok(reply(201, &[], ""))]);
    let (caller, clock) = caller(&fake);
    let mut request = request();
    request.fresh_until = Some(Duration::from_secs(5));
    clock.advance(Duration::from_millis(5_001));
    let failure = caller.call(&request).await.unwrap_err();
    assert!(matches!(failure, Failure::Stale), "{failure:?}");
    assert_eq!((fake.requests(), caller.sent()), (0, 0));

    request.fresh_until = Some(clock.monotonic());
    assert!(caller.call(&request).await.is_ok());
    assert_eq!((fake.requests(), caller.sent()), (1, 1));
}

#[tokio::test]
async fn what_is_over_the_allowance_never_leaves() {
    let fake = Fake::new((0..3).map(|_| Ok(reply(200, &[], ""))));
    let (caller, clock) = caller(&fake);
    assert!(caller.call(&request()).await.is_ok());
    assert!(caller.clone().call(&request()).await.is_ok());
    let failure = caller.call(&request()).await.unwrap_err();
    let Failure::Paced { until } = failure else {
        panic!("{failure:?}");
    };
    assert_eq!(until, start() + Duration::from_mins(1));
    assert_eq!(fake.requests(), 2);
    clock.advance_to(until);
    assert!(caller.call(&request()).await.is_ok());
    assert_eq!(caller.sent(), 3, "clones share the counter");
}

#[tokio::test]
async fn budgets_do_not_touch_each_other() {
    let fake = Fake::new((0..3).map(|_| Ok(reply(200, &[], ""))));
    let (caller, _) = caller(&fake);
    for name in ["one", "one", "two"] {
        let mut request = request();
        name.clone_into(&mut request.budget.name);
        assert!(caller.call(&request).await.is_ok(), "{name}");
    }
}

#[tokio::test]
async fn what_counts_in_two_allowances_needs_a_place_in_both() {
    let fake = Fake::new((0..3).map(|_| Ok(reply(200, &[], ""))));
    let (caller, clock) = caller(&fake);
    let mut narrow = request();
    "narrow".clone_into(&mut narrow.budget.name);
    narrow.within = Some(budget());
    assert!(caller.call(&request()).await.is_ok());
    assert!(caller.call(&narrow).await.is_ok());
    for request in [narrow, request()] {
        let failure = caller.call(&request).await.unwrap_err();
        assert!(matches!(failure, Failure::Paced { .. }), "{failure:?}");
    }
    assert_eq!(fake.requests(), 2);
    clock.advance(Duration::from_mins(1));
    assert!(caller.call(&request()).await.is_ok());
}

#[tokio::test]
async fn after_a_429_nothing_leaves_until_the_pause_is_over() {
    let fake = Fake::new([Ok(reply(429, &[("retry-after", "20")], "")), Ok(reply(200, &[], ""))]);
    let (caller, clock) = caller(&fake);
    let pause_over = start() + Duration::from_secs(20);
    let failure = caller.call(&request()).await.unwrap_err();
    assert!(matches!(failure, Failure::Throttled { until, .. } if until == pause_over));
    clock.advance(Duration::from_secs(19));
    let failure = caller.call(&request()).await.unwrap_err();
    assert!(matches!(failure, Failure::Paced { until } if until == pause_over));
    assert_eq!(fake.requests(), 1);
    clock.advance(Duration::from_secs(1));
    assert!(caller.apart().call(&request()).await.is_ok());
    assert_eq!((caller.sent(), caller.throttled()), (2, 1));
}

#[tokio::test]
async fn a_429_is_counted_here_and_as_the_wholes() {
    let fake = Fake::new([Ok(reply(429, &[], "")), Ok(reply(503, &[], ""))]);
    let (caller, clock) = caller(&fake);
    let apart = caller.apart();
    assert!(apart.call(&request()).await.is_err());
    clock.advance(Duration::from_hours(1));
    assert!(caller.call(&request()).await.is_err());
    assert_eq!((apart.sent(), apart.throttled()), (1, 1));
    assert_eq!((caller.sent(), caller.throttled()), (2, 1));
}

#[tokio::test]
async fn an_answer_that_says_nothing_is_left_is_believed() {
    let reset = (start().as_second() + 30).to_string();
    let headers = [("ratelimit-requestsremaining", "0"), ("ratelimit-reset", reset.as_str())];
    let fake = Fake::new([Ok(reply(200, &headers, ""))]);
    let (caller, _) = caller(&fake);
    assert!(caller.call(&request()).await.is_ok());
    let failure = caller.call(&request()).await.unwrap_err();
    let expected = start() + Duration::from_secs(30);
    assert!(matches!(failure, Failure::Paced { until } if until == expected), "{failure:?}");
}

/// A gate whose book is out of order, in one of two ways.
struct Broken {
    admits: bool,
    landed: Mutex<Vec<Timestamp>>,
}

impl Broken {
    fn new(admits: bool) -> Arc<Self> {
        Arc::new(Self { admits, landed: Mutex::default() })
    }
}

fn locked() -> GateError {
    GateError::Away("the book is locked".to_owned())
}

impl Gate for Broken {
    fn admit<'a>(
        &'a self,
        budget: &'a Budget,
        _: Timestamp,
    ) -> Boxed<'a, Result<Admission, GateError>> {
        let ticket = Ticket { budget: budget.name.clone(), number: 7 };
        let answer = if self.admits { Ok(Admission::Go(ticket)) } else { Err(locked()) };
        Box::pin(async { answer })
    }

    fn landed(&self, ticket: Ticket, at: Timestamp) -> Boxed<'_, Result<(), GateError>> {
        assert_eq!((ticket.budget, ticket.number), (budget().name, 7));
        self.landed.lock().unwrap().push(at);
        Box::pin(async { Err(locked()) })
    }

    fn block<'a>(&'a self, _: &'a Budget, _: Timestamp) -> Boxed<'a, Result<(), GateError>> {
        Box::pin(async { Err(locked()) })
    }
}

#[tokio::test]
async fn a_gate_that_fails_sends_nothing() {
    let fake = Fake::new([]);
    let caller = Caller::new(fake.clone(), Broken::new(false), Arc::new(ManualClock::at(start())));
    let failure = caller.call(&request()).await.unwrap_err();
    assert!(matches!(failure, Failure::Gate(ref error) if *error == locked()));
    assert_eq!(failure.to_string(), "the allowance could not be checked: the book is locked");
    assert_eq!((fake.requests(), caller.sent()), (0, 0));
}

#[tokio::test]
async fn a_gate_that_fails_afterwards_does_not_hide_the_answer() {
    let fake = Fake::new([Ok(reply(201, &[], "made")), Ok(reply(429, &[], ""))]);
    let gate = Broken::new(true);
    let caller = Caller::new(fake.clone(), gate.clone(), Arc::new(ManualClock::at(start())));
    assert_eq!(caller.call(&request()).await.unwrap().body, b"made");
    let failure = caller.call(&request()).await.unwrap_err();
    assert!(matches!(failure, Failure::Throttled { .. }), "{failure:?}");
    assert_eq!(*gate.landed.lock().unwrap(), [start(), start()]);
}
