//! The machine's clock, which may be wrong by a day and be set at any moment.

use std::fs::File;
use std::os::unix::fs::FileExt;

use super::preload;
use crate::support::Bench;

const SOURCE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/program/crashes/clock.c");

const DAY: i64 = 24 * 60 * 60;

/// What the machine takes for today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Day {
    Yesterday,
    Today,
    Tomorrow,
}

/// The clock that the program sees on a bench.
pub(super) struct MachineClock {
    wrong_by: File,
}

impl MachineClock {
    /// Puts itself before the system's clock. Only where that can be done: nothing on other systems.
    pub(super) fn of(bench: &mut Bench) -> Option<Self> {
        if !cfg!(all(target_os = "linux", target_pointer_width = "64")) {
            return None;
        }
        preload(bench, SOURCE, "clock.so");
        let path = bench.folder.path().join("clock");
        let clock = Self { wrong_by: File::create(&path).unwrap() };
        clock.is_set_to(Day::Today);
        bench.set("CLOCK_WRONG_BY", path.to_str().unwrap());
        Some(clock)
    }

    /// Sets it to the same time of another day, or to the right one.
    pub(super) fn is_set_to(&self, day: Day) {
        let wrong_by = match day {
            Day::Yesterday => -DAY,
            Day::Today => 0,
            Day::Tomorrow => DAY,
        };
        self.wrong_by.write_all_at(&wrong_by.to_ne_bytes(), 0).unwrap();
    }
}
