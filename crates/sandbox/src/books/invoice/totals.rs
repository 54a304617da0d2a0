//! What an invoice adds up to (moneybird-api.md §8.1).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::Line;
use crate::books::ledger::TaxRate;
use crate::books::money::cents;
use crate::books::options::Rounding;

/// The totals of an invoice, in euros.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::books) struct Totals {
    pub(in crate::books) excl: Decimal,
    pub(in crate::books) incl: Decimal,
    /// Per rate, in the order in which the rates first occur.
    pub(in crate::books) rates: Vec<RateTotal>,
    /// Per line without VAT, as answered.
    pub(in crate::books) lines: Vec<Decimal>,
    /// Per line without VAT, as booked: these add up to `excl`.
    pub(in crate::books) booked: Vec<Decimal>,
}

/// The part of an invoice with one rate.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::books) struct RateTotal {
    pub(in crate::books) rate: u64,
    pub(in crate::books) taxable: Decimal,
    pub(in crate::books) tax: Decimal,
}

/// Adds up the lines of an invoice.
pub(in crate::books) fn totals(
    lines: &[Line],
    incl_tax: bool,
    rates: &[TaxRate],
    rounding: Rounding,
) -> Totals {
    let share =
        |id: u64| rates.iter().find(|rate| rate.id == id).map_or(Decimal::ZERO, TaxRate::share);
    let excl = |total: Decimal, share: Decimal| {
        if incl_tax { cents(total / (Decimal::ONE + share)) } else { total }
    };
    let shown: Vec<_> = lines.iter().map(|line| excl(line.total(), share(line.rate))).collect();
    let mut booked = shown.clone();
    let mut groups: Vec<RateTotal> = Vec::new();
    for (id, members) in grouped(lines) {
        let share = share(id);
        let sum: Decimal = members.iter().filter_map(|at| lines.get(*at)).map(Line::total).sum();
        let per_line = members.iter().filter_map(|at| lines.get(*at)).map(Line::total);
        let tax = match (rounding, incl_tax) {
            (Rounding::PerRate, true) => cents(sum * share / (Decimal::ONE + share)),
            (Rounding::PerRate, false) => cents(sum * share),
            (Rounding::PerLine, true) => per_line.map(|total| total - excl(total, share)).sum(),
            (Rounding::PerLine, false) => per_line.map(|total| cents(total * share)).sum(),
        };
        let taxable = if incl_tax { sum - tax } else { sum };
        spread(&mut booked, &members, taxable);
        groups.push(RateTotal { rate: id, taxable, tax });
    }
    let excl = groups.iter().map(|group| group.taxable).sum();
    let tax: Decimal = groups.iter().map(|group| group.tax).sum();
    Totals { excl, incl: excl + tax, rates: groups, lines: shown, booked }
}

/// The lines of each rate, in the order in which the rates first occur.
fn grouped(lines: &[Line]) -> Vec<(u64, Vec<usize>)> {
    let mut members: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, line) in lines.iter().enumerate() {
        members.entry(line.rate).or_default().push(at);
    }
    let mut groups: Vec<_> = members.into_iter().collect();
    groups.sort_by_key(|(_, members)| members.first().copied());
    groups
}

/// Puts the cents by which the lines miss `target` on the largest of them.
fn spread(booked: &mut [Decimal], members: &[usize], target: Decimal) {
    let sum: Decimal = members.iter().filter_map(|at| booked.get(*at)).sum();
    let largest = members
        .iter()
        .copied()
        .max_by_key(|at| (booked.get(*at).map(Decimal::abs), std::cmp::Reverse(*at)));
    if let Some(amount) = largest.and_then(|at| booked.get_mut(at)) {
        *amount += target - sum;
    }
}
