//! The figures that are looked up when somebody asks.

use std::collections::BTreeMap;
use std::sync::Arc;

use jiff::Timestamp;
use prometheus_client::metrics::counter::Counter;
use prometheus_client::metrics::family::Family;
use prometheus_client::metrics::gauge::Gauge;
use prometheus_client::registry::Registry;
use store::{Census, State};
use sync::{Differing, Service};

/// The labels of what is counted for an outgoing address and a remote.
type Labels = [(&'static str, String); 2];

/// What is looked up when somebody asks.
#[derive(Debug)]
pub(super) struct Seen<'a> {
    /// The name of the outgoing address.
    pub(super) address: &'a str,
    /// What was sent to each remote.
    pub(super) remotes: [Asked; 2],
    /// Whether the database answers.
    pub(super) is_up: bool,
    /// What it told; nothing if it did not.
    pub(super) told: Option<Told>,
}

/// Requests of this process to a remote.
#[derive(Debug, Clone, Copy)]
pub(super) struct Asked {
    pub(super) remote: &'static str,
    /// Those that left.
    pub(super) calls: u64,
    /// Those of them that were answered by 429.
    pub(super) throttled: u64,
}

impl Asked {
    /// What is sent before there is a service.
    pub(super) const NOTHING: [Self; 2] = [Self::of("moneybird", 0, 0), Self::of("ccvshop", 0, 0)];

    /// What a service has sent so far.
    pub(super) fn by(service: &Service) -> [Self; 2] {
        let ((books, shops), (books_429, shops_429)) = (service.calls(), service.throttled());
        [Self::of("moneybird", books, books_429), Self::of("ccvshop", shops, shops_429)]
    }

    const fn of(remote: &'static str, calls: u64, throttled: u64) -> Self {
        Self { remote, calls, throttled }
    }
}

/// What the database told.
#[derive(Debug, Clone)]
pub(super) struct Told {
    /// When it was counted.
    pub(super) at: Timestamp,
    pub(super) census: Arc<Census>,
    /// What the last reconciliations found.
    pub(super) differing: Differing,
    /// The orders on which nobody has to work, if they could be counted in time.
    pub(super) resting: Option<Arc<BTreeMap<State, u64>>>,
    /// Of the allowance at Moneybird what is used and what there is.
    pub(super) allowance: (u64, u32),
    /// The same of its reports.
    pub(super) reports: (u64, u32),
}

impl Seen<'_> {
    pub(super) fn registry(&self) -> Registry {
        let mut registry = Registry::with_prefix("sluitend");
        let (calls, throttled) = (Family::default(), Family::default());
        for asked in &self.remotes {
            let label = [("address", self.address), ("remote", asked.remote)];
            let label = label.map(|(name, value)| (name, value.to_owned()));
            count(&calls, &label, asked.calls);
            count(&throttled, &label, asked.throttled);
        }
        registry.register("calls", "Requests that left", calls);
        let help = "Requests that were answered by 429: too much is asked";
        registry.register("throttled", help, throttled);
        gauge(&mut registry, "database_up", "Whether the database answers", self.is_up.into());
        if let Some(told) = &self.told {
            told.counts(&mut registry);
            told.allowances(&mut registry, self.address);
        }
        registry
    }
}

impl Told {
    fn counts(&self, registry: &mut Registry) {
        let parts = self.census.connections.iter().map(|(part, own)| (part.as_str(), *own));
        let help = "Connections, by whether they take part";
        by_state(registry, "connections", help, parts);
        let orders = |own: &BTreeMap<State, u64>| -> Vec<(&'static str, u64)> {
            own.iter().map(|(state, number)| (state.as_str(), *number)).collect()
        };
        let help = "Orders on which somebody still has to work, by state";
        by_state(registry, "open_orders", help, orders(&self.census.orders));
        if let Some(resting) = &self.resting {
            let help = "Orders on which nobody has to work, by state, as of an hour ago at most";
            by_state(registry, "resting_orders", help, orders(resting));
        }
        let help = "Requests of which the outcome is not known";
        gauge(registry, "unknown_outcomes", help, signed(self.census.unsettled));
        let waits = |since| self.at.duration_since(since).as_secs().max(0);
        let overdue = self.census.overdue_since.map_or(0, waits);
        let help = "For how many seconds the connection waits that is most overdue";
        gauge(registry, "overdue_seconds", help, overdue);
        let help = "Months in which the last reconciliation found a difference";
        gauge(registry, "months_that_differ", help, signed(self.differing.months));
        let help = "Connections with such a month";
        gauge(registry, "connections_that_differ", help, signed(self.differing.connections));
    }

    fn allowances(&self, registry: &mut Registry, address: &str) {
        let mut at = |name: &str, help: &str, number: i64| {
            let family = Family::<[(&'static str, String); 1], Gauge>::default();
            family.get_or_create(&[("address", address.to_owned())]).set(number);
            registry.register(name, help, family);
        };
        let left = |(used, whole): (u64, u32)| {
            let left = i64::from(whole).saturating_sub(signed(used));
            left.max(0)
        };
        let help = "Requests that may go to Moneybird in a window";
        at("moneybird_allowance", help, self.allowance.1.into());
        let help = "Requests that may still go to Moneybird in the window that ends now";
        at("moneybird_allowance_left", help, left(self.allowance));
        let help = "Requests for reports that may go to Moneybird in a window";
        at("moneybird_reports", help, self.reports.1.into());
        let help = "The same that may still go in the window that ends now";
        at("moneybird_reports_left", help, left(self.reports));
    }
}

/// A counter that was counted elsewhere.
fn count(family: &Family<Labels, Counter>, label: &Labels, number: u64) {
    family.get_or_create(label).inc_by(number);
}

fn gauge(registry: &mut Registry, name: &str, help: &str, number: i64) {
    let gauge: Gauge = Gauge::default();
    gauge.set(number);
    registry.register(name, help, gauge);
}

fn by_state(
    registry: &mut Registry,
    name: &str,
    help: &str,
    numbers: impl IntoIterator<Item = (&'static str, u64)>,
) {
    let family = Family::<[(&'static str, &'static str); 1], Gauge>::default();
    for (state, number) in numbers {
        family.get_or_create(&[("state", state)]).set(signed(number));
    }
    registry.register(name, help, family);
}

fn signed(number: u64) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}
