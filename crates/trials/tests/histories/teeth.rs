//! The trials bite: each way to break the protocol is noticed.

use std::time::Duration;

use sync::Tooth;

use crate::exhaustive::{Course, Script, play};
use crate::mishap::Mishap;
use crate::world::Databases;

/// How many histories there are up to the first in which nothing happens, and how many go wrong.
async fn tried(
    databases: &mut Databases,
    script: impl Fn(usize) -> Script,
    happens: impl Fn(&Course) -> bool,
) -> (usize, usize) {
    let (mut histories, mut wrong) = (0, 0);
    for at in 0.. {
        match play(databases, script(at)).await {
            Ok(course) if !happens(&course) => break,
            Ok(_) => {}
            Err(_) => wrong += 1,
        }
        histories += 1;
    }
    (histories, wrong)
}

/// Every fault that leaves a doubt at every request, and a death at every call.
async fn bites(tooth: Tooth) {
    let broken = Script { broken: Some(tooth), ..Script::default() };
    let doubts = [
        Mishap::RequestLost,
        Mishap::AnswerLost,
        Mishap::Late(Duration::from_secs(45)),
        Mishap::PageAfter,
        Mishap::CutOff,
    ];
    let mut databases = Databases::default();
    let death = |at| Script { death: Some(at), ..broken };
    let (mut histories, mut wrong) = tried(&mut databases, death, |course| course.died).await;
    for mishap in doubts {
        let fault = |at| Script { fault: Some((at, mishap)), ..broken };
        let (more, more_wrong) = tried(&mut databases, fault, |course| course.struck).await;
        histories += more;
        wrong += more_wrong;
    }
    println!("{tooth:?}: {wrong} of {histories} histories go wrong");
    assert!(wrong > 0, "{tooth:?} is not noticed");
}

#[tokio::test]
async fn a_blind_retry_is_caught() {
    bites(Tooth::BlindRetry).await;
}

#[tokio::test]
async fn not_looking_up_is_caught() {
    bites(Tooth::NoLookUp).await;
}

#[tokio::test]
async fn looking_up_at_once_is_caught() {
    bites(Tooth::LookUpAtOnce).await;
}

#[tokio::test]
async fn finishing_outside_the_transaction_is_caught() {
    bites(Tooth::FinishOutside).await;
}
