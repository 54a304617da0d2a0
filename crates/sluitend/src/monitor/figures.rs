//! Figures, in the text form that Prometheus and its like read (`OpenMetrics` 1.0).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use sync::{Code, Fault, Step, Tally};

use super::seen::Seen;

/// Upper bounds of the classes of lateness, in seconds. A round that begins within a minute of its time is
/// what a host promises; an interval later, one was left out.
const LATE: [f64; 9] = [0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 1_800.0, 7_200.0];

/// One label and its value.
type Label = [(&'static str, &'static str); 1];

/// How an order came to be booked.
const MADE: Label = [("how", "made")];
const ADOPTED: Label = [("how", "adopted")];

/// How a turn of a round ended, as a label.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All was done.
    Done,
    /// It waits for an allowance or for a worker.
    Waits,
    /// Something stood in the way: a code of interface.md.
    Failed(&'static str),
}

impl Outcome {
    /// What the end of a turn is called.
    pub(crate) fn of(result: &Result<Step, Fault>) -> Self {
        match result {
            Ok(Step::Done { .. }) => Self::Done,
            Ok(Step::Wait(_)) => Self::Waits,
            Err(fault) => Self::of_code(fault.code),
        }
    }

    fn of_code(code: Code) -> Self {
        Self::Failed(code.as_str())
    }

    fn label(self) -> Label {
        match self {
            Self::Done => [("ended", "done")],
            Self::Waits => [("ended", "waits")],
            Self::Failed(code) => [("ended", code)],
        }
    }
}

/// What the program counts while it works. Cheap to clone; clones count together.
#[derive(Debug, Clone)]
pub(crate) struct Figures(Arc<Counted>);

#[derive(Debug)]
struct Counted {
    registry: Registry,
    turns: Family<Label, Counter>,
    late: Histogram,
    booked: Family<Label, Counter>,
    at_work: Gauge,
    /// When the background sync was seen alive, in milliseconds of the steady clock.
    alive_ms: AtomicU64,
}

impl Figures {
    /// All at nothing, and there: of what appears with its first value, that value is lost to `rate`.
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("sluitend");
        let turns = Family::<Label, Counter>::default();
        for ended in
            [Outcome::Done, Outcome::Waits].into_iter().chain(Code::ALL.map(Outcome::of_code))
        {
            drop(turns.get_or_create(&ended.label()));
        }
        let booked = Family::<Label, Counter>::default();
        for how in [MADE, ADOPTED] {
            drop(booked.get_or_create(&how));
        }
        let (late, at_work) = (Histogram::new(LATE), Gauge::default());
        registry.register("turns", "Turns of rounds, by how they ended", Family::clone(&turns));
        registry.register_with_unit(
            "round_lateness",
            "How much later than they were due rounds began",
            Unit::Seconds,
            late.clone(),
        );
        registry.register("booked_orders", "Orders that were booked", Family::clone(&booked));
        registry.register("rounds_at_work", "Rounds under way", Gauge::clone(&at_work));
        let alive_ms = AtomicU64::new(0);
        Self(Arc::new(Counted { registry, turns, late, booked, at_work, alive_ms }))
    }

    /// A turn of a round ended: what the round had done before, and after it; and by how much it began late,
    /// if it began with this turn.
    pub(crate) fn turn(
        &self,
        before: &Tally,
        after: &Tally,
        late: Option<Duration>,
        ended: Outcome,
    ) {
        let own = &self.0;
        own.turns.get_or_create(&ended.label()).inc();
        if let Some(late) = late {
            own.late.observe(late.as_secs_f64());
        }
        let add = |label: Label, before: u64, after: u64| {
            own.booked.get_or_create(&label).inc_by(after.saturating_sub(before));
        };
        let made = |tally: &Tally| tally.booked.saturating_sub(tally.adopted);
        add(MADE, made(before), made(after));
        add(ADOPTED, before.adopted, after.adopted);
    }

    /// So many rounds are under way.
    pub(crate) fn at_work(&self, rounds: usize) {
        self.0.at_work.set(i64::try_from(rounds).unwrap_or(i64::MAX));
    }

    /// The background sync is alive at this instant of the steady clock.
    pub(crate) fn alive(&self, steady: Duration) {
        let ms = u64::try_from(steady.as_millis()).unwrap_or(u64::MAX);
        self.0.alive_ms.store(ms, Ordering::Relaxed);
    }

    /// For how long nothing was seen of the background sync.
    pub(crate) fn silent(&self, steady: Duration) -> Duration {
        steady.saturating_sub(Duration::from_millis(self.0.alive_ms.load(Ordering::Relaxed)))
    }

    /// Everything as text, with what was looked up just now.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(super) fn text(&self, seen: &Seen<'_>) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode_registry(&mut text, &self.0.registry)?;
        encode_registry(&mut text, &seen.registry())?;
        encode_eof(&mut text)?;
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn silence_is_measured() {
        let figures = Figures::new();
        figures.alive(Duration::from_secs(100));
        assert_eq!(figures.silent(Duration::from_secs(130)), Duration::from_secs(30));
        assert_eq!(figures.silent(Duration::from_secs(90)), Duration::ZERO);
    }
}
