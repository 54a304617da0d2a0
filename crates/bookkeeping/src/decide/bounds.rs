//! The sizes that an order's figures can have.
//!
//! A decimal holds 28 digits and panics beyond. Within these bounds no product or sum of the rules
//! comes near that, so they need not guard each of their steps.

use rust_decimal::Decimal;

use crate::{Order, Refusal};

/// The largest amount, quantity or percentage, either sign: a thousand million.
const LARGEST: Decimal = Decimal::from_parts(1_000_000_000, 0, 0, false, 0);

/// Whether every figure of an order is one that a shop can mean.
///
/// # Errors
/// [`Refusal::Unreadable`] with the name that CCV Shop gives the figure, and the figure.
pub(super) fn check(order: &Order) -> Result<(), Refusal> {
    let own = [
        ("total_price", order.total_price),
        ("total_tax", order.total_tax),
        ("total_shipping", order.shipping),
        ("shipping_tax_percentage", order.shipping_percentage),
        ("paymethod_costs", order.payment_costs),
        ("extra_payment_option_price", order.option_price),
        ("extra_costs", order.extra_costs),
        ("credit_point_discount", order.points_discount),
        ("total_discounts", order.discounts),
    ];
    let of_rows = order.rows.iter().flat_map(|row| {
        [
            ("count", row.quantity),
            ("price_with_attributes", row.unit_price),
            ("total_price_with_attributes", row.total),
            ("tax", row.percentage),
        ]
    });
    match own.into_iter().chain(of_rows).find(|(_, figure)| figure.abs() > LARGEST) {
        None => Ok(()),
        Some((name, figure)) => Err(Refusal::Unreadable { detail: format!("{name} = {figure}") }),
    }
}
