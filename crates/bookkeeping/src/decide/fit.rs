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
    /// The VAT is, to the cent, what one way of rounding gives.
    Exactly(Fit),
    /// The VAT is within what rounding explains, this far off.
    Within(Decimal, Fit),
    /// The total fits, the VAT does not.
    WrongVat(Decimal),
    /// The total does not fit.
    WrongTotal(Decimal),
}

/// Finds the reading under which total and VAT fit. Where all is `taxed_abroad`, one that leaves
/// something without VAT is tried last (see [`super::classify`]).
pub(super) fn fit(order: &Order, charges: &[Charge], taxed_abroad: bool) -> Result<Fit, Refusal> {
    let all = candidates(order, charges);
    let readings = |last: bool| {
        let is_last = |own: &Hypothesis| taxed_abroad && own.leaves_untaxed();
        all.iter().copied().filter(move |own| is_last(own) == last)
    };
    best(order, charges, readings(false))
        .or_else(|refusal| best(order, charges, readings(true)).map_err(|_| refusal))
}

/// Finds the first reading under which the VAT is exact to the cent, else of those under which it is
/// within what rounding explains (ccvshop-api.md §5.1: a cent per line and one more) the first that
/// comes nearest.
fn best(
    order: &Order,
    charges: &[Charge],
    readings: impl Iterator<Item = Hypothesis>,
) -> Result<Fit, Refusal> {
    let (mut within, mut vat, mut total, mut refusal) = (Vec::new(), None, None, None);
    for hypothesis in readings {
        let lines = match lines(order, charges, hypothesis) {
            Ok(lines) => lines,
            Err(reason) => {
                refusal.get_or_insert(reason);
                continue;
            }
        };
        match judge(order, charges, hypothesis, lines) {
            Judged::Exactly(fit) => return Ok(fit),
            Judged::Within(off, fit) => within.push((off, fit)),
            Judged::WrongVat(lines) => vat = vat.or(Some(lines)),
            Judged::WrongTotal(lines) => total = total.or(Some(lines)),
        }
    }
    if let Some((_, fit)) = within.into_iter().min_by_key(|(off, _)| *off) {
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
    if ways.contains(&Money::round(order.total_tax)) {
        Judged::Exactly(fit)
    } else if off <= tolerance {
        Judged::Within(off, fit)
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
