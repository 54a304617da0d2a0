//! Counts requests and refuses what is too much (moneybird-api.md §4).

use std::collections::HashMap;
use std::time::Duration;

use jiff::{SignedDuration, Timestamp};

use super::options::Limits;
use crate::{FixedWindow, Left};

/// Everything that was ever asked.
#[derive(Debug)]
pub(super) struct Traffic {
    limits: Limits,
    sources: HashMap<String, Source>,
    pub(super) seen: u64,
    pub(super) rejected: u64,
    admitted: Vec<Timestamp>,
}

#[derive(Debug)]
struct Source {
    general: FixedWindow,
    reports: FixedWindow,
}

/// How a window stands; shown on every answer.
#[derive(Debug, Clone, Copy)]
pub(super) struct Standing {
    pub(super) limit: u32,
    pub(super) left: Left,
    pub(super) admitted: bool,
}

impl Traffic {
    pub(super) fn new(limits: Limits) -> Self {
        Self { limits, sources: HashMap::new(), seen: 0, rejected: 0, admitted: Vec::new() }
    }

    /// Counts a request. One for a report must fit both windows, and shows the reports' window
    /// unless the general one refuses it.
    pub(super) fn take(&mut self, source: &str, report: bool, now: Timestamp) -> Standing {
        self.seen += 1;
        let limits = self.limits;
        let windows = self.sources.entry(source.to_owned()).or_insert_with(|| Source {
            general: FixedWindow::new(limits.per_window, limits.window),
            reports: FixedWindow::new(limits.reports_per_window, limits.window),
        });
        let general = take(&mut windows.general, now);
        let standing =
            if report && general.admitted { take(&mut windows.reports, now) } else { general };
        if standing.admitted {
            self.admitted.push(now);
        } else {
            self.rejected += 1;
        }
        standing
    }

    /// The largest number of admitted requests less than `length` apart.
    pub(super) fn worst_window(&self, length: Duration) -> usize {
        let length = SignedDuration::try_from(length).unwrap_or(SignedDuration::MAX);
        let mut times = self.admitted.clone();
        times.sort_unstable();
        let mut first = 0;
        let mut worst = 0;
        for (index, time) in times.iter().enumerate() {
            while times.get(first).is_some_and(|start| time.duration_since(*start) >= length) {
                first += 1;
            }
            worst = worst.max(index + 1 - first);
        }
        worst
    }
}

fn take(window: &mut FixedWindow, now: Timestamp) -> Standing {
    let taken = window.take(now);
    let left = taken.unwrap_or_else(|reset| Left { remaining: 0, reset });
    Standing { limit: window.limit(), left, admitted: taken.is_ok() }
}
