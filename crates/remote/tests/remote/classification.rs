//! What each status proves.

use remote::{Effect, Failure, GateError, SendError};

use crate::fake::{Fake, caller, reply, request};

#[tokio::test]
async fn every_status_is_done_refused_throttled_or_unknown() {
    for status in 100..600 {
        let (caller, _) = caller(&Fake::new([Ok(reply(status, &[], "text"))]));
        let result = caller.call(&request()).await;
        match status {
            200..=299 => assert_eq!(result.unwrap().status, status),
            429 => {
                let failure = result.unwrap_err();
                assert_eq!(failure.effect(), Effect::None, "{status}");
                assert!(matches!(failure, Failure::Throttled { .. }), "{status}");
            }
            400..=406 | 422 => {
                let failure = result.unwrap_err();
                assert_eq!(failure.effect(), Effect::None, "{status}");
                assert!(
                    matches!(failure, Failure::Refused(ref reply) if reply.status == status),
                    "{status}"
                );
            }
            _ => {
                let failure = result.unwrap_err();
                assert_eq!(failure.effect(), Effect::Unknown, "{status}");
                let Failure::Unknown { reason, reply } = failure else {
                    panic!("{status}");
                };
                assert_eq!(reason, format!("status {status}: text"));
                assert_eq!(reply.unwrap().status, status);
            }
        }
    }
}

#[tokio::test]
async fn a_connection_that_never_opened_proves_that_nothing_was_made() {
    let error = SendError::NeverOpened("refused".to_owned());
    let (caller, _) = caller(&Fake::new([Err(error)]));
    let failure = caller.call(&request()).await.unwrap_err();
    assert!(matches!(failure, Failure::Unreached(_)), "{failure:?}");
    assert_eq!(failure.effect(), Effect::None);
}

#[tokio::test]
async fn a_connection_that_broke_off_proves_nothing() {
    let error = SendError::BrokenOff("reset".to_owned());
    let (caller, _) = caller(&Fake::new([Err(error)]));
    let failure = caller.call(&request()).await.unwrap_err();
    assert!(matches!(failure, Failure::Unknown { reply: None, .. }), "{failure:?}");
    assert_eq!(failure.effect(), Effect::Unknown);
}

#[test]
fn what_never_left_did_nothing() {
    let until = crate::fake::start();
    let gate = GateError::Broken("locked".to_owned());
    for failure in [Failure::Paced { until }, Failure::Stale, Failure::Gate(gate)] {
        assert_eq!(failure.effect(), Effect::None, "{failure}");
    }
}
