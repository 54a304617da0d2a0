//! The trials bite: each way to break the protocol is noticed.

use std::time::Duration;

use sync::Tooth;

use crate::exhaustive::{Script, play};
use crate::mishap::Mishap;

/// How many histories, of every fault that leaves a doubt at every request, go wrong when the protocol
/// is broken in this way.
async fn caught(tooth: Option<Tooth>) -> (usize, usize) {
    let doubts = [
        Mishap::RequestLost,
        Mishap::AnswerLost,
        Mishap::Late(Duration::from_secs(45)),
        Mishap::PageAfter,
        Mishap::CutOff,
    ];
    let (mut histories, mut wrong) = (0, 0);
    for mishap in doubts {
        for at in 0.. {
            let script = Script { fault: Some((at, mishap)), death: None, broken: tooth };
            match play(script).await {
                Ok(course) if !course.struck => break,
                Ok(_) => {}
                Err(_) => wrong += 1,
            }
            histories += 1;
        }
    }
    (histories, wrong)
}

/// The same with a death at every call, and no fault.
async fn caught_by_death(tooth: Option<Tooth>) -> (usize, usize) {
    let (mut histories, mut wrong) = (0, 0);
    for death in 0.. {
        let script = Script { fault: None, death: Some(death), broken: tooth };
        match play(script).await {
            Ok(course) if !course.died => break,
            Ok(_) => {}
            Err(_) => wrong += 1,
        }
        histories += 1;
    }
    (histories, wrong)
}

async fn bites(tooth: Tooth) {
    let (faults, by_fault) = caught(Some(tooth)).await;
    let (deaths, by_death) = caught_by_death(Some(tooth)).await;
    println!("{tooth:?}: {} of {} histories go wrong", by_fault + by_death, faults + deaths);
    assert!(by_fault + by_death > 0, "{tooth:?} is not noticed");
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
