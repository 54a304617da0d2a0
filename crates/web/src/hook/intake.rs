//! Calls that come at the same time are noted together: a burst of them waits for the disk a few times,
//! not once for each.

use std::sync::{Mutex, PoisonError};

use jiff::Timestamp;
use store::{ConnectionId, Store};
use tokio::sync::oneshot::error::TryRecvError;
use tokio::sync::{Mutex as Turn, oneshot};

/// A call to note.
#[derive(Debug, Clone)]
pub(super) struct Call {
    pub(super) connection: ConnectionId,
    pub(super) token: String,
    pub(super) delivery: String,
    pub(super) look_at: Timestamp,
    pub(super) fact: Option<&'static str>,
}

struct Waiting {
    call: Call,
    /// Told whether it was noted.
    done: oneshot::Sender<bool>,
}

/// Calls that wait to be noted, and whose turn it is to note them.
#[derive(Default)]
pub(crate) struct Intake {
    waiting: Mutex<Vec<Waiting>>,
    turn: Turn<()>,
}

impl Intake {
    /// Notes a call, together with all that wait by then. Whether it is noted: if not, the database
    /// failed, and the other side is to call again.
    pub(super) async fn note(&self, store: &Store, call: Call, now: Timestamp) -> bool {
        loop {
            let (done, mut heard) = oneshot::channel();
            self.waiting().push(Waiting { call: call.clone(), done });
            let turn = self.turn.lock().await;
            match heard.try_recv() {
                Ok(is_noted) => return is_noted,
                // Whoever was noting it hung up in the middle, and may or may not have done so.
                Err(TryRecvError::Closed) => continue,
                Err(TryRecvError::Empty) => {}
            }
            let all = std::mem::take(&mut *self.waiting());
            let is_noted = all_noted(store, &all, now).await;
            drop(turn);
            for one in all {
                // Who hung up meanwhile hears nothing.
                let _ = one.done.send(is_noted);
            }
            return is_noted;
        }
    }

    fn waiting(&self) -> std::sync::MutexGuard<'_, Vec<Waiting>> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

async fn all_noted(store: &Store, all: &[Waiting], now: Timestamp) -> bool {
    let calls: Vec<store::Call<'_>> = all
        .iter()
        .map(|one| store::Call {
            connection: &one.call.connection,
            token_text: &one.call.token,
            delivery: &one.call.delivery,
            look_at: one.call.look_at,
            fact: one.call.fact,
        })
        .collect();
    match store.note_calls(&calls, now).await {
        Ok(_) => true,
        Err(error) => {
            tracing::error!(%error, calls = all.len(), "webhooks could not be noted");
            false
        }
    }
}

#[cfg(test)]
mod tests {
    use std::pin::pin;
    use std::sync::Arc;

    use store::{OsEntropy, SealingKey};

    use super::*;

    fn call(delivery: &str) -> Call {
        Call {
            connection: "019ab06e-c480-7fff-bfff-ffffffffffff".parse().unwrap(),
            token: "t".to_owned(),
            delivery: delivery.to_owned(),
            look_at: Timestamp::UNIX_EPOCH,
            fact: None,
        }
    }

    /// One step of something that does not end with it.
    macro_rules! begin {
        ($future:expr) => {
            tokio::select! {
                biased;
                _ = &mut $future => panic!("it ended at once"),
                () = std::future::ready(()) => {}
            }
        };
    }

    #[tokio::test]
    async fn who_hangs_up_takes_nobody_along() {
        let key = SealingKey::random(&OsEntropy).unwrap();
        let store = Store::in_memory(key, Arc::new(OsEntropy)).await.unwrap();
        let (intake, now) = (Intake::default(), Timestamp::UNIX_EPOCH);
        let mut first = pin!(intake.note(&store, call("1"), now));
        begin!(first);
        let mut third = pin!(intake.note(&store, call("3"), now));
        {
            let second = intake.note(&store, call("2"), now);
            let mut second = Box::pin(second);
            begin!(second);
            begin!(third);
            assert!(first.await);
            // It is its turn, and it notes the third along with its own.
            begin!(second);
            assert!(intake.waiting().is_empty());
        }
        assert!(third.await);
        for (delivery, is_new) in [("1", false), ("3", false), ("4", true)] {
            assert_eq!(
                store.note_delivery("t", delivery, now).await.unwrap(),
                is_new,
                "{delivery}"
            );
        }
    }
}
