//! A run of the program that is not let come to its end.

use std::cell::RefCell;
use std::fs::File;
use std::process::{Child, Command};
use std::time::Duration;

use remote::{Clock, SystemClock};

use crate::secrets::assert_none_in;
use crate::support::Bench;

/// How often to look whether it has ended.
const LOOK: Duration = Duration::from_millis(5);

/// A `sluitend sync` under way; killed when it is dropped, and then what it said is searched for secrets.
pub(super) struct Victim<'a> {
    bench: &'a Bench,
    child: RefCell<Child>,
    said: tempfile::TempDir,
    requests: u64,
}

impl<'a> Victim<'a> {
    pub(super) fn start(bench: &'a Bench) -> Self {
        let said = tempfile::tempdir().unwrap();
        let file = |name: &str| File::create(said.path().join(name)).unwrap();
        let mut command = bench.command(&["sync"]);
        command.env("SLUITEND_LOG", "trace").stdout(file("stdout")).stderr(file("stderr"));
        let child = command.spawn().unwrap().into();
        Self { bench, child, said, requests: bench.requests() }
    }

    /// Lets it run for so long; its exit code, if it ends before that.
    pub(super) fn runs_for(&self, time: Duration) -> Option<i32> {
        self.runs_until(time, || false)
    }

    /// Whether anything was sent since it was started.
    pub(super) fn has_begun(&self) -> bool {
        self.bench.requests() > self.requests
    }

    /// Lets it run until something holds, or for so long; its exit code, if it ends before that.
    pub(super) fn runs_until(&self, time: Duration, holds: impl Fn() -> bool) -> Option<i32> {
        let clock = SystemClock::new();
        while clock.monotonic() < time && !holds() {
            if let Some(ended) = self.child.borrow_mut().try_wait().unwrap() {
                return Some(ended.code().unwrap_or(-1));
            }
            // Not a wait for something to happen: the moment of death is random.
            std::thread::park_timeout(LOOK);
        }
        None
    }

    /// Whether it stands still (the `T` of `ps`).
    pub(super) fn is_stopped(&self) -> bool {
        let status = format!("/proc/{}/stat", self.child.borrow().id());
        let line = std::fs::read_to_string(status).unwrap_or_default();
        // The name of the program stands in brackets, and may hold anything.
        line.rsplit(") ").next().is_some_and(|rest| rest.starts_with('T'))
    }

    /// What it printed.
    pub(super) fn said(&self) -> String {
        std::fs::read_to_string(self.said.path().join("stdout")).unwrap()
    }

    /// Sends it a signal.
    pub(super) fn signal(&self, name: &str) {
        let mut child = self.child.borrow_mut();
        // One that has ended cannot be told anything, and its number may be another's by now.
        if child.try_wait().unwrap().is_none() {
            let id = child.id().to_string();
            let told = Command::new("kill").args([&format!("-{name}"), &id]).status().unwrap();
            assert!(told.success(), "kill -{name}");
        }
    }
}

impl Drop for Victim<'_> {
    fn drop(&mut self) {
        let mut child = self.child.borrow_mut();
        // `kill -9`; one that has ended cannot be killed any more.
        let _ = child.kill();
        child.wait().unwrap();
        if !std::thread::panicking() {
            for name in ["stdout", "stderr"] {
                let said = std::fs::read(self.said.path().join(name)).unwrap();
                self.bench.searched(said.len());
                assert_none_in(name, &said);
            }
        }
    }
}
