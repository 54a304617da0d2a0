//! The statement of a month: what each subscriber owes.

use std::collections::BTreeMap;

use bookkeeping::Money;
use jiff::Timestamp;

use crate::{History, Kind, Month, Subscriber, Terms, months};

/// What a subscriber owes for a month.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// Who.
    pub of: Subscriber,
    /// Whether it costs something.
    pub kind: Kind,
    /// What it comes to.
    pub amount: Money,
}

/// A month as it was fixed when it was closed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fixed {
    /// The month.
    pub month: Month,
    /// When it was closed.
    pub closed_at: Timestamp,
    /// The terms of that day.
    pub terms: Terms,
    /// Its lines.
    pub lines: Vec<Line>,
}

/// What became known of a closed month only afterwards. It changes nothing in it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changed {
    /// Of whom.
    pub of: Subscriber,
    /// What was fixed.
    pub fixed: Money,
    /// What it would be by what is known now.
    pub now: Money,
}

/// A month: as it was fixed, or as it would be by what is known now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Statement {
    /// The month.
    pub month: Month,
    /// The terms.
    pub terms: Terms,
    /// When it was closed; none while it is open.
    pub closed_at: Option<Timestamp>,
    /// Its lines, by the ids of shop and administration.
    pub lines: Vec<Line>,
    /// What became known after it was closed.
    pub changed: Vec<Changed>,
}

impl Statement {
    /// What an open month would come to now.
    pub fn open(month: Month, histories: &[History], terms: Terms) -> Self {
        let lines = lines(month, histories, &terms);
        Self { month, terms, closed_at: None, lines, changed: Vec::new() }
    }

    /// A month that was closed, and what became known since.
    pub fn fixed(fixed: Fixed, histories: &[History]) -> Self {
        let changed = changed(&fixed, histories);
        let Fixed { month, closed_at, terms, lines } = fixed;
        Self { month, terms, closed_at: Some(closed_at), lines, changed }
    }

    /// What all lines come to.
    pub fn total(&self) -> Money {
        self.lines.iter().map(|line| line.amount).sum()
    }
}

/// The lines of a month, by the ids of shop and administration: a line for each subscriber that was
/// installed in it.
pub fn lines(month: Month, histories: &[History], terms: &Terms) -> Vec<Line> {
    let line = |own: &History| {
        let due = months(&own.events, month).into_iter().next_back();
        let due = due.filter(|due| due.month == month)?;
        Some(Line { of: own.of.clone(), kind: due.kind, amount: terms.amount(due.kind) })
    };
    let mut lines: Vec<Line> = histories.iter().filter_map(line).collect();
    lines.sort_by(|one, other| one.of.key().cmp(&other.of.key()));
    lines
}

fn changed(fixed: &Fixed, histories: &[History]) -> Vec<Changed> {
    let now = lines(fixed.month, histories, &fixed.terms);
    let mut both: BTreeMap<(i64, &str), Changed> = BTreeMap::new();
    for line in &fixed.lines {
        let of = line.of.clone();
        both.insert(line.of.key(), Changed { of, fixed: line.amount, now: Money::ZERO });
    }
    for line in &now {
        let unknown = || Changed { of: line.of.clone(), fixed: Money::ZERO, now: Money::ZERO };
        both.entry(line.of.key()).or_insert_with(unknown).now = line.amount;
    }
    both.into_values().filter(|own| own.fixed != own.now).collect()
}
