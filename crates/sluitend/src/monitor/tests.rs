//! That all figures are told, and that what asks for figures asks for those.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;
use std::time::Duration;

use jiff::Timestamp;
use store::{Census, Part, State};
use sync::{Code, Differing, Fault, Tally};

use super::seen::{Asked, Seen, Told};
use super::{Figures, Outcome};

const DASHBOARD: &str = include_str!("../../../../deploy/grafana.json");
const ALERTS: &str = include_str!("../../../../deploy/alerts.yaml");
const MANUAL: [&str; 2] = [
    include_str!("../../../../docs/manual/nl/monitoring.md"),
    include_str!("../../../../docs/manual/en/monitoring.md"),
];

/// One of everything.
fn example() -> String {
    let figures = Figures::new();
    let before = Tally { booked: 2, adopted: 1, ..Tally::default() };
    let after = Tally { booked: 6, adopted: 2, ..before };
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
    let told = Told {
        at: Timestamp::from_second(1_000).unwrap(),
        census: Arc::new(census),
        differing: Differing { connections: 2, months: 5 },
        resting: Some(Arc::new(BTreeMap::from([(State::Booked, 80)]))),
        allowance: (30, 150),
        reports: (51, 50),
    };
    let remotes = [
        Asked { remote: "moneybird", calls: 7, throttled: 1 },
        Asked { remote: "ccvshop", calls: 4, throttled: 0 },
    ];
    let seen = Seen { address: "10.0.0.\"1", remotes, is_up: true, told: Some(told) };
    figures.text(&seen).unwrap()
}

#[test]
fn what_happened_is_counted_and_told() {
    let text = example();
    for line in [
        "sluitend_turns_total{ended=\"done\"} 1",
        "sluitend_turns_total{ended=\"unreachable\"} 1",
        "sluitend_turns_total{ended=\"throttled\"} 0",
        "sluitend_round_lateness_seconds_count 1",
        "sluitend_round_lateness_seconds_bucket{le=\"2.0\"} 0",
        "sluitend_round_lateness_seconds_bucket{le=\"5.0\"} 1",
        "sluitend_booked_orders_total{how=\"made\"} 3",
        "sluitend_booked_orders_total{how=\"adopted\"} 1",
        "sluitend_calls_total{address=\"10.0.0.\\\"1\",remote=\"moneybird\"} 7",
        "sluitend_calls_total{address=\"10.0.0.\\\"1\",remote=\"ccvshop\"} 4",
        "sluitend_throttled_total{address=\"10.0.0.\\\"1\",remote=\"moneybird\"} 1",
        "sluitend_throttled_total{address=\"10.0.0.\\\"1\",remote=\"ccvshop\"} 0",
        "sluitend_database_up 1",
        "sluitend_rounds_at_work 7",
        "sluitend_connections{state=\"active\"} 9",
        "sluitend_connections{state=\"broken\"} 1",
        "sluitend_open_orders{state=\"refused\"} 4",
        "sluitend_resting_orders{state=\"booked\"} 80",
        "sluitend_unknown_outcomes 2",
        "sluitend_overdue_seconds 60",
        "sluitend_months_that_differ 5",
        "sluitend_connections_that_differ 2",
        "sluitend_moneybird_allowance{address=\"10.0.0.\\\"1\"} 150",
        "sluitend_moneybird_allowance_left{address=\"10.0.0.\\\"1\"} 120",
        "sluitend_moneybird_reports{address=\"10.0.0.\\\"1\"} 50",
        "sluitend_moneybird_reports_left{address=\"10.0.0.\\\"1\"} 0",
    ] {
        assert!(text.lines().any(|own| own == line), "{line}:\n{text}");
    }
    assert!(text.ends_with("# EOF\n"), "{text}");
}

#[test]
fn a_figure_is_there_before_it_has_counted_anything() {
    let remotes = ["moneybird", "ccvshop"].map(|remote| Asked { remote, calls: 0, throttled: 0 });
    let seen = Seen { address: "here", remotes, is_up: false, told: None };
    let text = Figures::new().text(&seen).unwrap();
    let codes =
        Code::ALL.map(|code| format!("sluitend_turns_total{{ended=\"{}\"}} 0", code.as_str()));
    let others = [
        "sluitend_turns_total{ended=\"done\"} 0",
        "sluitend_turns_total{ended=\"waits\"} 0",
        "sluitend_booked_orders_total{how=\"made\"} 0",
        "sluitend_booked_orders_total{how=\"adopted\"} 0",
        "sluitend_throttled_total{address=\"here\",remote=\"moneybird\"} 0",
        "sluitend_round_lateness_seconds_count 0",
    ];
    for line in codes.iter().map(String::as_str).chain(others) {
        assert!(text.lines().any(|own| own == line), "{line}:\n{text}");
    }
}

/// The names of the figures that the program tells.
fn told() -> BTreeSet<String> {
    let text = example();
    let lines = text.lines().filter(|line| !line.starts_with('#'));
    lines.filter_map(|line| Some(line.split_once(['{', ' '])?.0.to_owned())).collect()
}

/// The names of figures in a text.
fn named(text: &str) -> BTreeSet<String> {
    let words = text.split(|own: char| own != '_' && !own.is_ascii_lowercase());
    words.filter(|word| word.starts_with("sluitend_")).map(str::to_owned).collect()
}

#[test]
fn what_the_dashboard_and_the_alerts_ask_for_is_told() {
    let told = told();
    for (file, least) in [(DASHBOARD, 15), (ALERTS, 7)] {
        let asked = named(file);
        assert!(asked.len() >= least, "{asked:?}");
        let unknown: Vec<&String> = asked.difference(&told).collect();
        assert!(unknown.is_empty(), "{unknown:?}");
    }
}

/// A name without what a histogram adds to it.
fn figure(name: &str) -> &str {
    let parts = ["_bucket", "_count", "_sum"];
    parts.iter().find_map(|part| name.strip_suffix(part)).unwrap_or(name)
}

#[test]
fn what_is_told_is_on_the_dashboard_and_in_the_manual() {
    let told: BTreeSet<String> = told().iter().map(|name| figure(name).to_owned()).collect();
    let shown = named(DASHBOARD).iter().map(|name| figure(name).to_owned()).collect();
    assert_eq!(told, shown);
    for chapter in MANUAL {
        assert_eq!(named(chapter), told);
    }
}
