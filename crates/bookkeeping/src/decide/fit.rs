//! The reading of the amounts under which total and VAT fit.

use rust_decimal::Decimal;

use super::charge::Charge;
use super::hypothesis::{Hypothesis, Total, candidates};
use super::price::{Priced, lines};
use crate::{Money, Order, Percentage, Refusal};

/// Half a cent: what rounding one amount can move.
const HALF_CENT: Decimal = Decimal::from_parts(5, 0, 0, false, 3);

/// What rounding may move the VAT of a line.
const CENT: Decimal = Decimal::from_parts(1, 0, 0, false, 2);

/// A reading that fits.
#[derive(Debug)]
pub(super) struct Fit {
    pub(super) hypothesis: String,
    pub(super) lines: Vec<Priced>,
    /// What the rounded lines miss of the total that was paid.
    pub(super) leftover: Money,
}

/// How well a reading fits.
enum Judged {
    /// The VAT is this far off, or to the cent what one way of rounding gives.
    Fits { off: Decimal, is_exact: bool, fit: Fit },
    /// The total fits, the VAT does not.
    WrongVat(Decimal),
    /// The total does not fit.
    WrongTotal(Decimal),
}

/// How good a reading is, the best first; among equals the first that comes nearest is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    /// The VAT is right to the cent.
    Exact,
    /// It is off by what rounding the parts of a split amount explains, a cent at most.
    Near,
    /// Right to the cent, with shipping or costs without VAT though the shop does not say so.
    ExactUntaxed,
    /// Within what rounding explains (ccvshop-api.md §5.1: a cent per line and one more).
    Within,
    /// The same, and something is without VAT.
    WithinUntaxed,
}

impl Rank {
    fn of(off: Decimal, is_exact: bool, is_untaxed: bool) -> Self {
        match (is_exact, is_untaxed) {
            (true, false) => Self::Exact,
            (true, true) => Self::ExactUntaxed,
            (false, false) if off <= CENT => Self::Near,
            (false, false) => Self::Within,
            (false, true) => Self::WithinUntaxed,
        }
    }
}

/// Finds the reading under which total and VAT fit. Where all is `taxed_abroad`, one that leaves
/// something without VAT gives way to one that fits as well without (see [`super::classify`]); it does
/// not to one that is off by more than a cent, as it may well be what the shop did: then it is told.
pub(super) fn fit(order: &Order, charges: &[Charge], taxed_abroad: bool) -> Result<Fit, Refusal> {
    let (mut fits, mut vat, mut total, mut refusal) = (Vec::new(), None, None, None);
    for hypothesis in candidates(order, charges) {
        let lines = match lines(order, charges, hypothesis) {
            Ok(lines) => lines,
            Err(reason) => {
                refusal.get_or_insert(reason);
                continue;
            }
        };
        let is_untaxed = taxed_abroad && hypothesis.leaves_untaxed(order, charges);
        match judge(order, charges, hypothesis, lines) {
            Judged::Fits { off, is_exact, fit } => {
                let rank = Rank::of(off, is_exact, is_untaxed);
                if rank == Rank::Exact {
                    return Ok(fit);
                }
                fits.push((rank, off, fit));
            }
            Judged::WrongVat(lines) => vat = vat.or(Some(lines)),
            Judged::WrongTotal(lines) => total = total.or(Some(lines)),
        }
    }
    let best = fits.into_iter().min_by(|one, other| (one.0, one.1).cmp(&(other.0, other.1)));
    if let Some((.., fit)) = best {
        return Ok(fit);
    }
    Err(match (vat, total, refusal) {
        (Some(lines), _, _) => Refusal::TaxMismatch { shop: order.total_tax, lines },
        (None, _, Some(reason)) => reason,
        (None, Some(lines), None) => Refusal::TotalMismatch { shop: order.total_price, lines },
        (None, None, None) => {
            Refusal::TotalMismatch { shop: order.total_price, lines: Decimal::ZERO }
        }
    })
}

fn judge(order: &Order, charges: &[Charge], hypothesis: Hypothesis, lines: Vec<Priced>) -> Judged {
    let paid = match hypothesis.total {
        Total::Inclusive => Money::round(order.total_price),
        Total::Exclusive => Money::round(order.total_price + order.total_tax),
    };
    let sum: Money = lines.iter().map(|line| line.total).sum();
    let leftover = paid - sum;
    let (exact, ways) = vat(&lines);
    let off = (order.total_tax - exact).abs();
    let tolerance = CENT * Decimal::from(lines.len() + 1);
    let rounded = lines.iter().filter(|line| Money::exact(line.exact).is_none()).count();
    let mut explained =
        if rounded == 0 { Decimal::ZERO } else { HALF_CENT * Decimal::from(rounded + 1) };
    let rounded_vat = lines.iter().filter(|line| Money::exact(line.exact_vat).is_none()).count();
    if order.taxes_included && !order.row_taxes_included && rounded_vat != 0 {
        // Prices and rounded VAT were added up, so how that was rounded is in the total as well. What
        // is whole cents already was not rounded, and explains nothing.
        explained += off.min(CENT * Decimal::from(rounded_vat + 1));
    }
    if leftover.decimal().abs() > explained {
        return Judged::WrongTotal(sum.decimal());
    }
    let fit = Fit { hypothesis: hypothesis.name(charges), lines, leftover };
    let is_exact = ways.contains(&Money::round(order.total_tax));
    if is_exact || off <= tolerance {
        Judged::Fits { off, is_exact, fit }
    } else {
        Judged::WrongVat(Money::round(exact).decimal())
    }
}

/// The exact VAT, and what it comes to when rounded per percentage, per line, or once: the law
/// allows each, as long as it is done consistently.
fn vat(lines: &[Priced]) -> (Decimal, [Money; 3]) {
    let exact: Decimal = lines.iter().map(|line| line.exact_vat).sum();
    let per_line = lines.iter().map(|line| Money::round(line.exact_vat)).sum();
    let mut percentages: Vec<Percentage> = lines.iter().map(|line| line.percentage).collect();
    percentages.sort_unstable();
    percentages.dedup();
    let per_percentage = percentages
        .iter()
        .map(|own| {
            let same = lines.iter().filter(|line| line.percentage == *own);
            Money::round(same.map(|line| line.exact_vat).sum())
        })
        .sum();
    (exact, [per_percentage, per_line, Money::round(exact)])
}
