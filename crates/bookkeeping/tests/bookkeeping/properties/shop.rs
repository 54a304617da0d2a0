//! A shop that invents orders and does its own sums: whole numbers of 10⁻¹⁰ euro, no code of ours.

use bookkeeping::{Customer, Order, Row};
use rust_decimal::Decimal;

use super::plan::{CENT, Costs, Coupon, Plan, Prices, Sale, VatRounding};
use crate::support::{consumer, order};

/// Half away from zero, as the law has it.
pub(super) fn divided(number: i128, by: i128) -> i128 {
    let half = if number < 0 { -by / 2 } else { by / 2 };
    (number + half) / by
}

fn decimal(amount: i128) -> Decimal {
    Decimal::from_i128_with_scale(amount, 10).normalize()
}

/// One amount that was charged, with the rate that it bears, in hundredths of a percent.
#[derive(Debug, Clone)]
struct Charged {
    amount: i128,
    rate: i128,
}

/// What an order comes to, in cents.
#[derive(Debug)]
pub(super) struct Sums {
    /// What the customer pays.
    pub(super) paid: i128,
    /// The VAT in it, as the shop rounds it.
    pub(super) tax: i128,
    /// Per rate, highest first: what was charged at it with VAT, and the VAT, both in tenths of a
    /// cent and rounded down.
    pub(super) rates: Vec<(i128, i128, i128)>,
}

/// The order that a plan gives, and the shop's own sums.
pub(super) fn sell(plan: &Plan) -> (Order, Sums) {
    let mut rows = Vec::new();
    let mut charged = Vec::new();
    for goods in &plan.rows {
        let amount = goods.amount(plan.prices);
        let rate = if plan.prices == Prices::Untaxed { 0 } else { goods.rate };
        rows.push(Row {
            quantity: Decimal::new(goods.thousandths, 3).normalize(),
            unit_price: Decimal::new(goods.unit, 4).normalize(),
            total: decimal(amount),
            percentage: Decimal::new(i64::try_from(goods.rate).unwrap(), 2).normalize(),
            is_deposit: goods.is_deposit,
            ..crate::support::row("Iets", "1", "1", "21")
        });
        if !goods.is_deposit {
            charged.push(Charged { amount, rate });
        }
    }
    let goods = by_rate(&charged);
    let is_untaxed = plan.prices == Prices::Untaxed;
    let shipping_rate = if is_untaxed || plan.shipping_untaxed { 0 } else { plan.shipping_rate };
    let deposits = plan.rows.iter().filter(|row| row.is_deposit);
    let deposits: Vec<Charged> =
        deposits.map(|row| Charged { amount: row.amount(plan.prices), rate: 0 }).collect();
    let mut with_deposits = goods.clone();
    with_deposits.extend(by_rate(&deposits));
    charged.extend(deposits);
    charged.push(Charged { amount: plan.shipping, rate: shipping_rate });
    for amount in [plan.payment_costs, plan.option, plan.extra_costs] {
        charged.extend(match plan.costs {
            Costs::AsShipping => vec![Charged { amount, rate: shipping_rate }],
            Costs::Highest => vec![Charged { amount, rate: goods[0].rate }],
            Costs::None => vec![Charged { amount, rate: 0 }],
            Costs::AsGoods => spread(amount, &goods),
        });
    }
    let discount = plan.discount();
    for off in [-discount, -plan.points] {
        charged.extend(match plan.coupon {
            Coupon::ProRata => spread(off, &goods),
            Coupon::WithDeposits => spread(off, &with_deposits),
            Coupon::First => {
                let rate = if is_untaxed { 0 } else { plan.rows[0].rate };
                vec![Charged { amount: off, rate }]
            }
            Coupon::InRows => vec![],
        });
    }
    let sums = sums(plan, &charged);
    (finish(plan, rows, discount, &sums), sums)
}

fn finish(plan: &Plan, rows: Vec<Row>, discount: i128, sums: &Sums) -> Order {
    let shown = match plan.prices {
        Prices::WithoutTotalWithout => sums.paid - sums.tax,
        _ => sums.paid,
    };
    let sale = plan.place.sale;
    let sign = if plan.minus { -1 } else { 1 };
    let is_business = matches!(sale, Sale::Business | Sale::IntraCommunity);
    Order {
        taxes_included: plan.prices != Prices::Untaxed,
        row_taxes_included: plan.prices == Prices::With,
        shipping: decimal(plan.shipping),
        shipping_percentage: Decimal::from_i128_with_scale(plan.shipping_rate, 2),
        payment_costs: decimal(plan.payment_costs),
        option_price: decimal(plan.option),
        option_name: "Inpakken".to_owned(),
        extra_costs: decimal(plan.extra_costs),
        extra_costs_description: "Toeslag".to_owned(),
        discounts: decimal(sign * discount),
        points_discount: decimal(sign * plan.points),
        coupon_code: "ZOMER".to_owned(),
        total_price: Decimal::from_i128_with_scale(shown, 2),
        total_tax: Decimal::from_i128_with_scale(sums.tax, 2),
        intra_community: sale == Sale::IntraCommunity,
        platform_sale: sale == Sale::Platform,
        deliver_method: if sale == Sale::PickedUp { "pickup" } else { "shipping" }.to_owned(),
        customer: Customer {
            vat_number: if is_business { "DE 123456789" } else { "" }.to_owned(),
            ..consumer(plan.place.country, "1000")
        },
        ..order("0", "0", rows)
    }
}

/// Amounts per rate, highest rate first.
fn by_rate(charged: &[Charged]) -> Vec<Charged> {
    let mut rates: Vec<i128> = charged.iter().map(|one| one.rate).collect();
    rates.sort_unstable_by(|one, other| other.cmp(one));
    rates.dedup();
    let sum = |rate| charged.iter().filter(|one| one.rate == rate).map(|one| one.amount).sum();
    rates.into_iter().map(|rate| Charged { amount: sum(rate), rate }).collect()
}

/// In proportion to the goods; what does not divide falls to the last.
fn spread(amount: i128, goods: &[Charged]) -> Vec<Charged> {
    let whole: i128 = goods.iter().map(|one| one.amount).sum();
    let mut left = amount;
    let last = goods.len() - 1;
    let share = |(at, one): (usize, &Charged)| {
        let part = if at == last { left } else { amount * one.amount / whole };
        left -= part;
        Charged { amount: part, rate: one.rate }
    };
    goods.iter().enumerate().map(share).collect()
}

fn sums(plan: &Plan, charged: &[Charged]) -> Sums {
    let has_vat = plan.prices == Prices::With;
    // VAT is amount × rate / divisor.
    let divisor = |rate: i128| if has_vat { 10_000 + rate } else { 10_000 };
    let rates = by_rate(charged);
    let tax = match plan.vat_rounding {
        VatRounding::PerRate => {
            rates.iter().map(|one| divided(one.amount * one.rate, divisor(one.rate) * CENT)).sum()
        }
        VatRounding::PerLine => {
            charged.iter().map(|one| divided(one.amount * one.rate, divisor(one.rate) * CENT)).sum()
        }
        VatRounding::Once => {
            let common: i128 = rates.iter().map(|one| divisor(one.rate)).product();
            let parts =
                rates.iter().map(|one| one.amount * one.rate * (common / divisor(one.rate)));
            divided(parts.sum(), common * CENT)
        }
    };
    let amounts: i128 = charged.iter().map(|one| one.amount).sum();
    let vat: i128 = rates.iter().map(|one| one.amount * one.rate / divisor(one.rate)).sum();
    let paid = match plan.prices {
        Prices::With | Prices::Untaxed => divided(amounts, CENT),
        Prices::WithoutTotalWith => divided(amounts + vat, CENT),
        Prices::WithoutTotalOfParts | Prices::WithoutTotalWithout => divided(amounts, CENT) + tax,
    };
    let of_rate = |one: &Charged| {
        let vat = one.amount * one.rate / divisor(one.rate);
        let with = if has_vat { one.amount } else { one.amount + vat };
        (one.rate, with / (CENT / 10), vat / (CENT / 10))
    };
    Sums { paid, tax, rates: rates.iter().map(of_rate).collect() }
}
