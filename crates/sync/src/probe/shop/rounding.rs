//! Where the shop rounds VAT (ccvshop-api.md §5.1).

use std::collections::BTreeMap;

use bookkeeping::Money;
use ccvshop::{Order, OrderRow};
use rust_decimal::Decimal;

use crate::probe::Answer;

/// The ways of rounding under which the VAT of an order fits; `None` if it has something that
/// this cannot reckon with, or if all ways come to the same.
pub(super) fn ways(order: &Order, rows: &[OrderRow]) -> Option<Vec<Answer>> {
    let extras = [
        order.total_discounts,
        order.credit_point_discount,
        order.paymethod_costs,
        order.extra_payment_option_price,
        order.extra_costs,
    ];
    let is_simple = order.taxes_included
        && order.order_row_taxes_included
        && order.shipping_taxes_included
        && extras.iter().all(Decimal::is_zero);
    if !is_simple {
        return None;
    }
    let mut charges = vec![(order.total_shipping, order.shipping_tax_percentage)];
    for row in rows {
        charges.push((row.total()?, row.tax));
    }
    let exact = |(amount, percentage): &(Decimal, Decimal)| {
        amount * *percentage / (Decimal::ONE_HUNDRED + *percentage)
    };
    let mut rates: BTreeMap<Decimal, Decimal> = BTreeMap::new();
    for charge in &charges {
        *rates.entry(charge.1).or_default() += exact(charge);
    }
    let per_row: Money = charges.iter().map(|charge| Money::round(exact(charge))).sum();
    let per_rate: Money = rates.values().map(|vat| Money::round(*vat)).sum();
    let once = Money::round(rates.values().sum());
    if per_row == per_rate && per_rate == once {
        return None;
    }
    let ways = [(per_rate, Answer::PerRate), (per_row, Answer::PerLine), (once, Answer::Once)];
    let fits = ways.into_iter().filter(|(vat, _)| vat.decimal() == order.total_tax);
    Some(fits.map(|(_, way)| way).collect())
}

/// The way that all agree on.
pub(super) fn agreed(all: &[Vec<Answer>]) -> Answer {
    let Some(first) = all.first() else { return Answer::Untold };
    let common: Vec<Answer> =
        first.iter().copied().filter(|way| all.iter().all(|ways| ways.contains(way))).collect();
    match common.as_slice() {
        [] => Answer::Unclear,
        [only] => *only,
        _ => Answer::Untold,
    }
}
