//! What the shop charged, as a flat list.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::describe;
use crate::refusal::Contradiction;
use crate::settings::GoodsEntry;
use crate::{Kind, Order, Percentage, Refusal, Row, Settings};

/// One amount that the shop charged, incl. or excl. VAT as the order has it.
#[derive(Debug, Clone)]
pub(super) struct Charge {
    pub(super) kind: Kind,
    pub(super) description: Rc<str>,
    pub(super) quantity: Decimal,
    pub(super) unit_price: Decimal,
    pub(super) amount: Decimal,
    /// Absent where the shop does not tell: payment costs, options, extra costs, discounts.
    pub(super) percentage: Option<Percentage>,
    /// The `[[goods]]` entry of the settings that these goods fall under, by its place.
    pub(super) goods: Option<usize>,
}

/// All charges of an order, in the order in which they will stand on the invoice.
pub(super) fn charges(order: &Order, settings: &Settings) -> Result<Vec<Charge>, Refusal> {
    let mut charges =
        order.rows.iter().map(|own| row(own, settings)).collect::<Result<Vec<_>, _>>()?;
    let shipping = percentage(order.shipping_percentage)?;
    let costs = || describe::extra_costs(order);
    let option = || describe::option(order);
    charges.extend(single(
        Kind::Shipping,
        || "Verzendkosten".to_owned(),
        order.shipping,
        Some(shipping),
    ));
    charges.extend(single(
        Kind::Costs,
        || describe::payment_costs(order),
        order.payment_costs,
        None,
    ));
    charges.extend(single(Kind::Costs, option, order.option_price, None));
    let extra = if order.extra_costs.is_sign_negative() { Kind::Rebate } else { Kind::Costs };
    charges.extend(single(extra, costs, order.extra_costs, None));
    // The sign of these two is not documented; their meaning is (ccvshop-api.md §11).
    charges.extend(single(
        Kind::Discount,
        || describe::discount(order),
        -order.discounts.abs(),
        None,
    ));
    charges.extend(single(
        Kind::Discount,
        || "Spaarpunten".to_owned(),
        -order.points_discount.abs(),
        None,
    ));
    if charges.is_empty() {
        return Err(Refusal::Contradiction { how: Contradiction::NoRows });
    }
    Ok(charges)
}

fn row(row: &Row, settings: &Settings) -> Result<Charge, Refusal> {
    let percentage = percentage(row.percentage)?;
    // A deposit that carries VAT is not treated as one: what was charged decides.
    let kind = if row.is_deposit && percentage.is_zero() { Kind::Deposit } else { Kind::Goods };
    let is_of = |entry: &GoodsEntry| row.product.is_some_and(|id| entry.covers(id, percentage));
    let goods = settings.goods.iter().position(is_of).filter(|_| kind == Kind::Goods);
    Ok(Charge {
        kind,
        description: describe::row(row).into(),
        quantity: row.quantity,
        unit_price: row.unit_price,
        amount: row.total,
        percentage: Some(percentage),
        goods,
    })
}

fn single(
    kind: Kind,
    description: impl FnOnce() -> String,
    amount: Decimal,
    percentage: Option<Percentage>,
) -> Option<Charge> {
    let quantity = Decimal::ONE;
    (!amount.is_zero()).then(|| Charge {
        kind,
        description: description().into(),
        quantity,
        unit_price: amount,
        amount,
        percentage,
        goods: None,
    })
}

fn percentage(value: Decimal) -> Result<Percentage, Refusal> {
    Percentage::new(value).ok_or(Refusal::Contradiction { how: Contradiction::Percentage })
}
