//! Figures, in the text form that Prometheus and its like read (`OpenMetrics` 1.0).

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use jiff::Timestamp;
use prometheus_client::encoding::text::{encode_eof, encode_registry};
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::metrics::histogram::Histogram;
use prometheus_client::registry::{Registry, Unit};
use store::Census;
use sync::{Differing, Fault, Step, Tally};

/// Upper bounds of the classes of lateness, in seconds. A round that begins within a minute of its time is
/// what a host promises; an interval later, one was left out.
const LATE: [f64; 9] = [0.5, 1.0, 2.0, 5.0, 15.0, 60.0, 300.0, 1_800.0, 7_200.0];

/// One label and its value.
type Label = [(&'static str, &'static str); 1];

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
            Err(fault) => Self::Failed(fault.code.as_str()),
        }
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
    calls: Family<Label, Counter>,
    at_work: Gauge,
    /// When the background sync was seen alive, in milliseconds of the steady clock.
    alive_ms: AtomicU64,
}

impl Figures {
    /// All at nothing.
    pub(crate) fn new() -> Self {
        let mut registry = Registry::with_prefix("sluitend");
        let turns = Family::default();
        let late = Histogram::new(LATE);
        let (booked, calls, at_work) = (Family::default(), Family::default(), Gauge::default());
        registry.register("turns", "Turns of rounds, by how they ended", Family::clone(&turns));
        registry.register_with_unit(
            "round_lateness",
            "How much later than they were due rounds began",
            Unit::Seconds,
            late.clone(),
        );
        registry.register("booked_orders", "Orders that were booked", Family::clone(&booked));
        registry.register("calls", "Requests that left", Family::clone(&calls));
        registry.register("rounds_at_work", "Rounds under way", Gauge::clone(&at_work));
        let alive_ms = AtomicU64::new(0);
        Self(Arc::new(Counted { registry, turns, late, booked, calls, at_work, alive_ms }))
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
        let add = |family: &Family<Label, Counter>, label: Label, before: u64, after: u64| {
            family.get_or_create(&label).inc_by(after.saturating_sub(before));
        };
        let made = |tally: &Tally| tally.booked.saturating_sub(tally.adopted);
        add(&own.booked, [("how", "made")], made(before), made(after));
        add(&own.booked, [("how", "adopted")], before.adopted, after.adopted);
        add(&own.calls, [("remote", "moneybird")], before.moneybird, after.moneybird);
        add(&own.calls, [("remote", "ccvshop")], before.ccvshop, after.ccvshop);
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

    /// Everything as text, with what the database told at that instant.
    ///
    /// # Errors
    /// If it cannot be written.
    pub(crate) fn text(&self, at: Timestamp, seen: &Seen<'_>) -> Result<String, std::fmt::Error> {
        let mut text = String::new();
        encode_registry(&mut text, &self.0.registry)?;
        encode_registry(&mut text, &seen.registry(at))?;
        encode_eof(&mut text)?;
        Ok(text)
    }
}

/// What is looked up when somebody asks.
#[derive(Debug)]
pub(crate) struct Seen<'a> {
    pub(crate) census: &'a Census,
    /// What the last reconciliations found.
    pub(crate) differing: Differing,
    /// The outgoing address, and of its allowance at Moneybird what is used and what there is.
    pub(crate) allowance: (&'a str, u64, u32),
}

impl Seen<'_> {
    fn registry(&self, now: Timestamp) -> Registry {
        let mut registry = Registry::with_prefix("sluitend");
        let connections = Family::<Label, Gauge>::default();
        for (part, number) in &self.census.connections {
            connections.get_or_create(&[("state", part.as_str())]).set(signed(*number));
        }
        registry.register("connections", "Connections, by whether they take part", connections);
        let orders = Family::<Label, Gauge>::default();
        for (state, number) in &self.census.orders {
            orders.get_or_create(&[("state", state.as_str())]).set(signed(*number));
        }
        registry.register("open_orders", "Orders that are not done with, by state", orders);
        let mut gauge = |name: &str, help: &str, number: i64| {
            let gauge: Gauge = Gauge::default();
            gauge.set(number);
            registry.register(name, help, gauge);
        };
        let unsettled = signed(self.census.unsettled);
        gauge("unknown_outcomes", "Requests of which the outcome is not known", unsettled);
        let overdue =
            self.census.overdue_since.map_or(0, |since| now.duration_since(since).as_secs());
        let help = "For how many seconds the connection waits that is most overdue";
        gauge("overdue_seconds", help, overdue.max(0));
        let help = "Months in which the last reconciliation found a difference";
        gauge("months_that_differ", help, signed(self.differing.months));
        let help = "Connections with such a month";
        gauge("connections_that_differ", help, signed(self.differing.connections));
        let (address, used, whole) = self.allowance;
        let left = i64::from(whole).saturating_sub(signed(used)).max(0);
        let at = Family::<[(&'static str, String); 1], Gauge>::default();
        at.get_or_create(&[("address", address.to_owned())]).set(left);
        let help = "Requests that may still go to Moneybird in the window that ends now";
        registry.register("moneybird_allowance_left", help, at);
        registry
    }
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use store::{Part, State};
    use sync::Code;

    use super::*;

    /// One of everything.
    fn example() -> String {
        let figures = Figures::new();
        let before = Tally { booked: 2, adopted: 1, moneybird: 5, ..Tally::default() };
        let after = Tally { booked: 6, adopted: 2, moneybird: 12, ccvshop: 4, ..before };
        figures.turn(&before, &after, Some(Duration::from_secs(3)), Outcome::Done);
        let fault = Err(Fault::new(Code::Unreachable, "gone", ""));
        figures.turn(&after, &after, None, Outcome::of(&fault));
        figures.at_work(7);
        let census = Census {
            connections: BTreeMap::from([(Part::Active, 9), (Part::Broken, 1)]),
            orders: BTreeMap::from([(State::Refused, 4)]),
            unsettled: 2,
            overdue_since: Timestamp::from_second(940).ok(),
        };
        let differing = Differing { connections: 2, months: 5 };
        let seen = Seen { census: &census, differing, allowance: ("10.0.0.\"1", 30, 150) };
        figures.text(Timestamp::from_second(1_000).unwrap(), &seen).unwrap()
    }

    #[test]
    fn what_happened_is_counted_and_told() {
        let text = example();
        for line in [
            "sluitend_turns_total{ended=\"done\"} 1",
            "sluitend_turns_total{ended=\"unreachable\"} 1",
            "sluitend_round_lateness_seconds_count 1",
            "sluitend_round_lateness_seconds_bucket{le=\"2.0\"} 0",
            "sluitend_round_lateness_seconds_bucket{le=\"5.0\"} 1",
            "sluitend_booked_orders_total{how=\"made\"} 3",
            "sluitend_booked_orders_total{how=\"adopted\"} 1",
            "sluitend_calls_total{remote=\"moneybird\"} 7",
            "sluitend_calls_total{remote=\"ccvshop\"} 4",
            "sluitend_rounds_at_work 7",
            "sluitend_connections{state=\"active\"} 9",
            "sluitend_connections{state=\"broken\"} 1",
            "sluitend_open_orders{state=\"refused\"} 4",
            "sluitend_unknown_outcomes 2",
            "sluitend_overdue_seconds 60",
            "sluitend_months_that_differ 5",
            "sluitend_connections_that_differ 2",
            "sluitend_moneybird_allowance_left{address=\"10.0.0.\\\"1\"} 120",
        ] {
            assert!(text.lines().any(|own| own == line), "{line}:\n{text}");
        }
        assert!(text.ends_with("# EOF\n"), "{text}");
    }

    #[test]
    fn what_the_dashboard_and_the_alerts_ask_for_is_told() {
        let text = example();
        let mut asked = 0;
        for file in [
            include_str!("../../../../deploy/grafana.json"),
            include_str!("../../../../deploy/alerts.yaml"),
        ] {
            let words = file.split(|own: char| own != '_' && !own.is_ascii_lowercase());
            for name in words.filter(|word| word.starts_with("sluitend_")) {
                asked += 1;
                let is_told = |line: &str| line.starts_with(name) && !line.starts_with('#');
                assert!(text.lines().any(is_told), "{name}:\n{text}");
            }
        }
        assert!(asked > 15, "{asked}");
    }

    #[test]
    fn silence_is_measured() {
        let figures = Figures::new();
        figures.alive(Duration::from_secs(100));
        assert_eq!(figures.silent(Duration::from_secs(130)), Duration::from_secs(30));
        assert_eq!(figures.silent(Duration::from_secs(90)), Duration::ZERO);
    }
}
