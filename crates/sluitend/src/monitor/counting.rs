//! What the database is asked for the figures, how often, and for how long.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use store::{Census, State};
use sync::{Differing, Service};
use tokio::sync::Mutex;
use tokio::time::timeout;

use super::seen::Told;

/// How long the counts are good for: several may ask, and with thousands of connections counting is work.
const GOOD_FOR: Duration = Duration::from_secs(15);

/// How long the count of the orders is good for on which nobody has to work: each of them is counted.
const RESTING_GOOD_FOR: Duration = Duration::from_hours(1);

/// Asks the database. Clones share what it told.
#[derive(Clone)]
pub(super) struct Counting {
    service: Service,
    /// How long the database may take for each of three answers. Prometheus gives up after ten seconds, and then
    /// would not have what this process tells of itself either.
    longest: Duration,
    counted: Arc<Mutex<Option<Counted>>>,
    rested: Arc<Mutex<Option<Rested>>>,
}

/// Counts, and when they were made.
#[derive(Clone)]
struct Counted {
    steady: Duration,
    at: Timestamp,
    census: Arc<Census>,
    differing: Differing,
}

/// When the orders were counted on which nobody has to work, and what came of it.
struct Rested {
    steady: Duration,
    orders: Option<Arc<BTreeMap<State, u64>>>,
}

impl Counting {
    pub(super) fn new(service: Service) -> Self {
        let longest = web::HEALTH_WITHIN;
        Self { service, longest, counted: Arc::default(), rested: Arc::default() }
    }

    /// The same with another patience.
    #[cfg(test)]
    pub(super) fn at_most(self, longest: Duration) -> Self {
        Self { longest, ..self }
    }

    /// Whether the database answers.
    pub(super) async fn is_up(&self) -> bool {
        self.in_time(self.service.store().answers()).await.is_some()
    }

    /// What it tells; nothing if it cannot, or not in time.
    pub(super) async fn told(&self) -> Option<Told> {
        let asked = async {
            let counted = self.counted().await.map_err(|error| error.to_string())?;
            let allowance = self.service.allowance().await.map_err(|fault| fault.message)?;
            let reports = self.service.reports_allowance().await.map_err(|fault| fault.message)?;
            Ok::<_, String>((counted, allowance, reports))
        };
        let (counted, allowance, reports) = self.in_time(asked).await?;
        let Counted { at, census, differing, .. } = counted;
        Some(Told { at, census, differing, resting: self.resting().await, allowance, reports })
    }

    async fn in_time<T, E: std::fmt::Display>(
        &self,
        asked: impl Future<Output = Result<T, E>>,
    ) -> Option<T> {
        match timeout(self.longest, asked).await {
            Ok(Ok(answer)) => return Some(answer),
            Ok(Err(error)) => tracing::error!(%error, "the database cannot be read"),
            Err(_) => tracing::error!(within = ?self.longest, "the database does not answer"),
        }
        None
    }

    /// The counts, not older than they may be.
    async fn counted(&self) -> Result<Counted, store::Error> {
        let mut counted = self.counted.lock().await;
        let (clock, store) = (self.service.clock(), self.service.store());
        let steady = clock.monotonic();
        if let Some(own) = counted.as_ref()
            && steady.saturating_sub(own.steady) < GOOD_FOR
        {
            return Ok(own.clone());
        }
        let at = clock.now();
        let census = Arc::new(store.census(at).await?);
        let differing = self.service.differing().await?;
        Ok(counted.insert(Counted { steady, at, census, differing }).clone())
    }

    /// The orders on which nobody has to work. Where they are too many to be counted in time, that is tried
    /// once an hour too.
    async fn resting(&self) -> Option<Arc<BTreeMap<State, u64>>> {
        let mut rested = self.rested.lock().await;
        let steady = self.service.clock().monotonic();
        if let Some(own) = rested.as_ref()
            && steady.saturating_sub(own.steady) < RESTING_GOOD_FOR
        {
            return own.orders.clone();
        }
        let orders = self.in_time(self.service.store().resting()).await.map(Arc::new);
        rested.insert(Rested { steady, orders }).orders.clone()
    }
}
