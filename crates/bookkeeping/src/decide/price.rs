//! Charges under a hypothesis: every line with its percentage and the amount that was paid.

use std::rc::Rc;

use rust_decimal::Decimal;

use super::charge::Charge;
use super::hypothesis::{CostsVat, Discounts, Hypothesis, ShippingVat};
use crate::money::vat_inside;
use crate::refusal::Contradiction;
use crate::settings::Leftover;
use crate::{Kind, Money, Order, Percentage, Refusal, Settings};

/// One line with all that its booking needs but the mapping.
#[derive(Debug, Clone)]
pub(super) struct Priced {
    pub(super) kind: Kind,
    pub(super) description: Rc<str>,
    pub(super) quantity: Decimal,
    pub(super) unit_price: Decimal,
    pub(super) percentage: Percentage,
    /// The `[[goods]]` entry that it falls under, by its place.
    pub(super) goods: Option<usize>,
    /// Incl. VAT, exactly as it follows from the shop's amount.
    pub(super) exact: Decimal,
    /// The exact VAT in the exact amount.
    pub(super) exact_vat: Decimal,
    /// Incl. VAT, in cents.
    pub(super) total: Money,
}

/// All lines of an order under a hypothesis.
pub(super) fn lines(
    order: &Order,
    charges: &[Charge],
    hypothesis: Hypothesis,
) -> Result<Vec<Priced>, Refusal> {
    let goods = Goods::of(order, charges);
    let mut lines = Vec::new();
    for charge in charges {
        match charge.kind {
            Kind::Discount if hypothesis.discounts == Discounts::InRows => {}
            Kind::Discount => lines.extend(goods.spread(order, charge, hypothesis.discounts)?),
            kind if kind.is_cost() && hypothesis.costs == CostsVat::AsGoods => {
                lines.extend(goods.spread(order, charge, Discounts::ProRata)?);
            }
            _ => lines.push(priced(order, charge, percentage(order, charge, hypothesis, &goods))),
        }
    }
    Ok(lines)
}

/// A line for the cent that is left over, at the rate of the largest line that is no deposit.
pub(super) fn leftover(
    lines: &[Priced],
    amount: Money,
    settings: &Settings,
) -> Result<Priced, Refusal> {
    if settings.invoice.rounding == Leftover::Refuse {
        return Err(Refusal::Leftover { amount });
    }
    let taxable = lines.iter().filter(|line| !line.kind.is_deposit());
    let largest = taxable.rev().max_by_key(|line| line.total.abs());
    let percentage = largest.map_or(Percentage::ZERO, |line| line.percentage);
    Ok(Priced {
        kind: Kind::Leftover,
        description: "Afrondingsverschil".into(),
        quantity: Decimal::ONE,
        unit_price: amount.decimal(),
        percentage,
        goods: largest.and_then(|line| line.goods),
        exact: amount.decimal(),
        exact_vat: vat_inside(amount.decimal(), percentage.decimal()),
        total: amount,
    })
}

fn percentage(order: &Order, charge: &Charge, hypothesis: Hypothesis, goods: &Goods) -> Percentage {
    if !order.taxes_included {
        return Percentage::ZERO;
    }
    let of_shipping = match hypothesis.shipping {
        ShippingVat::AsStated => {
            Percentage::new(order.shipping_percentage).unwrap_or(Percentage::ZERO)
        }
        ShippingVat::None => Percentage::ZERO,
    };
    match (charge.kind, charge.percentage) {
        (Kind::Shipping, _) => of_shipping,
        (_, Some(stated)) => stated,
        (_, None) => match hypothesis.costs {
            CostsVat::AsShipping => of_shipping,
            CostsVat::HighestRow => goods.highest(),
            CostsVat::AsGoods | CostsVat::None => Percentage::ZERO,
        },
    }
}

fn priced(order: &Order, charge: &Charge, percentage: Percentage) -> Priced {
    let with_vat = |amount: Decimal| {
        if order.row_taxes_included || !order.taxes_included {
            amount
        } else {
            amount + amount * percentage.decimal() / Decimal::ONE_HUNDRED
        }
    };
    let exact = with_vat(charge.amount);
    Priced {
        kind: charge.kind,
        description: charge.description.clone(),
        quantity: charge.quantity,
        unit_price: with_vat(charge.unit_price),
        percentage,
        goods: charge.goods,
        exact,
        exact_vat: vat_inside(exact, percentage.decimal()),
        total: Money::round(exact),
    }
}

/// The goods' amounts per percentage and `[[goods]]` entry, in the order of their first row, and the
/// deposits'.
struct Goods {
    groups: Vec<(Group, Money)>,
    deposits: Money,
}

/// What is booked alike: a percentage, and the `[[goods]]` entry if there is one.
type Group = (Percentage, Option<usize>);

impl Goods {
    fn of(order: &Order, charges: &[Charge]) -> Self {
        let mut goods = Self { groups: Vec::new(), deposits: Money::ZERO };
        for charge in charges {
            let amount = Money::round(charge.amount);
            match charge.kind {
                Kind::Goods => {
                    let stated = charge.percentage.filter(|_| order.taxes_included);
                    goods.add((stated.unwrap_or(Percentage::ZERO), charge.goods), amount);
                }
                Kind::Deposit => goods.deposits += amount,
                _ => {}
            }
        }
        goods
    }

    fn add(&mut self, group: Group, amount: Money) {
        match self.groups.iter_mut().find(|(own, _)| *own == group) {
            Some((_, sum)) => *sum += amount,
            None => self.groups.push((group, amount)),
        }
    }

    fn highest(&self) -> Percentage {
        self.groups.iter().map(|((own, _), _)| *own).max().unwrap_or(Percentage::ZERO)
    }

    /// Splits a charge over the goods' percentages, exact to the cent.
    fn spread(
        &self,
        order: &Order,
        charge: &Charge,
        over: Discounts,
    ) -> Result<Vec<Priced>, Refusal> {
        let first = self.groups.first().map(|((percentage, _), _)| *percentage);
        let is_chosen = |(own, _): &Group| over != Discounts::FirstRate || Some(*own) == first;
        let mut shares: Vec<(Kind, Group, Money)> = self
            .groups
            .iter()
            .filter(|(group, _)| is_chosen(group))
            .map(|(group, amount)| (charge.kind, *group, *amount))
            .collect();
        if over == Discounts::WithDeposits {
            shares.push((Kind::DepositDiscount, (Percentage::ZERO, None), self.deposits));
        }
        let weights: Vec<Money> = shares.iter().map(|(_, _, amount)| *amount).collect();
        let whole = Money::round(charge.amount);
        let parts = whole
            .split(&weights)
            .ok_or(Refusal::Contradiction { how: Contradiction::DiscountWithoutGoods })?;
        // A fraction of a cent stays with one part, so that it counts as rounding.
        let mut fraction = charge.amount - whole.decimal();
        let lines = shares.iter().zip(parts).filter(|(_, part)| !part.is_zero()).map(
            |((kind, (percentage, goods), _), part)| {
                let amount = part.decimal() + std::mem::take(&mut fraction);
                let (kind, goods) = (*kind, *goods);
                let share = Charge { kind, amount, unit_price: amount, goods, ..charge.clone() };
                priced(order, &share, *percentage)
            },
        );
        Ok(lines.collect())
    }
}
