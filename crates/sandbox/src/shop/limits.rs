//! Requests per minute (ccvshop-api.md §1.6).

use std::collections::BTreeMap;
use std::time::Duration;

use jiff::Timestamp;

use crate::limit::FixedWindow;

/// How many requests the shop answers per window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// GET requests per resource.
    pub reads: u32,
    /// Requests of each other method per resource.
    pub writes: u32,
    /// Requests of all methods on all resources together; the real number is not known.
    pub total: Option<u32>,
    /// How long a window lasts: a minute in a real shop.
    pub window: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { reads: 150, writes: 100, total: None, window: Duration::from_mins(1) }
    }
}

/// Which limit a request ran into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Exceeded {
    /// 429.10
    Resource,
    /// 429.11
    Total,
}

/// The windows of one key.
#[derive(Debug)]
pub(crate) struct Windows {
    limits: Limits,
    total: Option<FixedWindow>,
    resources: BTreeMap<(String, String), FixedWindow>,
}

impl Windows {
    pub(crate) fn new(limits: Limits) -> Self {
        let total = limits.total.map(|limit| FixedWindow::new(limit, limits.window));
        Self { limits, total, resources: BTreeMap::new() }
    }

    /// Counts a request on the last resource that its path names.
    pub(crate) fn take(
        &mut self,
        method: &str,
        resource: &str,
        now: Timestamp,
    ) -> Result<(), Exceeded> {
        let limits = self.limits;
        let limit = if method == "GET" { limits.reads } else { limits.writes };
        self.resources
            .entry((method.to_owned(), resource.to_owned()))
            .or_insert_with(|| FixedWindow::new(limit, limits.window))
            .take(now)
            .map_err(|_| Exceeded::Resource)?;
        match &mut self.total {
            Some(total) => total.take(now).map(|_| ()).map_err(|_| Exceeded::Total),
            None => Ok(()),
        }
    }
}
