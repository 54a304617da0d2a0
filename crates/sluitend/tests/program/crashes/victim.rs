//! A run of the program that is not let come to its end.

use std::process::{Child, Command, Stdio};
use std::time::Duration;

use remote::{Clock, SystemClock};

use crate::support::Bench;

/// How often to look whether it has ended.
const LOOK: Duration = Duration::from_millis(5);

/// A `sluitend sync` under way; killed when it is dropped.
pub(super) struct Victim {
    child: std::cell::RefCell<Child>,
}

impl Victim {
    pub(super) fn start(bench: &Bench) -> Self {
        let mut command = bench.command(&["sync"]);
        let child = command.stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap();
        Self { child: child.into() }
    }

    /// Lets it run for so long; its exit code, if it ends before that.
    pub(super) fn runs_for(&self, time: Duration) -> Option<i32> {
        let clock = SystemClock::new();
        while clock.monotonic() < time {
            if let Some(ended) = self.child.borrow_mut().try_wait().unwrap() {
                return Some(ended.code().unwrap_or(-1));
            }
            // Not a wait for something to happen: the moment of death is random.
            std::thread::park_timeout(LOOK);
        }
        None
    }

    /// The same, and kills it then.
    pub(super) fn dies_within(self, time: Duration) -> Option<i32> {
        let ended = self.runs_for(time);
        drop(self);
        ended
    }

    /// Sends it a signal.
    pub(super) fn signal(&self, name: &str) {
        let id = self.child.borrow().id().to_string();
        // One that has ended cannot be told anything.
        let _ = Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap();
    }
}

impl Drop for Victim {
    fn drop(&mut self) {
        let mut child = self.child.borrow_mut();
        // `kill -9`; one that has ended cannot be killed any more.
        let _ = child.kill();
        child.wait().unwrap();
    }
}
