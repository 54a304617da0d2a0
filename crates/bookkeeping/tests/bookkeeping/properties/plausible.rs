//! Orders as shops sell them: all are booked, to the cent, and only with their own total and VAT.

use bookkeeping::{Invoice, Money, Order, Refusal};
use proptest::prelude::*;
use rust_decimal::Decimal;

use super::plan::{Costs, Coupon, Plan, Prices, plans};
use super::shop::{Sums, sell};
use crate::support::{booked, config, decided, refused, settings};

proptest! {
    #![proptest_config(config(10_000))]

    #[test]
    fn a_plausible_order_is_booked_to_the_cent(plan in plans()) {
        let settings = settings();
        let (order, sums) = sell(&plan);
        prop_assume!(!is_open(&plan, &sums));
        let invoice = booked(&order, &settings);
        prop_assert_eq!(cents(invoice.total), sums.paid);
        let off = cents(invoice.vat_total) - sums.tax;
        prop_assert!(off.abs() <= rounding(&invoice), "VAT {}, not {}", invoice.vat_total, sums.tax);
        let again = decided(&order, &settings).unwrap();
        prop_assert_eq!(
            serde_json::to_string(&invoice).unwrap(),
            serde_json::to_string(&again).unwrap()
        );
        discount_is_whole(&plan, &invoice);
        if invoice.hypothesis == hypothesis(&plan) {
            rates_agree(&sums, &invoice);
        }
    }
}

proptest! {
    #![proptest_config(config(2_000))]

    #[test]
    fn no_order_is_booked_with_a_total_or_vat_of_its_own(
        plan in plans(),
        by in prop_oneof![-100_000_i64..-100, 100_i64..100_000],
    ) {
        // Nothing that the shop leaves open: prices with VAT, no costs, no coupon.
        let plan = Plan {
            prices: Prices::With,
            payment_costs: 0,
            option: 0,
            extra_costs: 0,
            shipping: 0,
            off: 0,
            ..plan
        };
        let (order, _) = sell(&plan);
        let total = Order { total_price: order.total_price + Decimal::new(by, 2), ..order.clone() };
        let refusal = refused(&total, &settings());
        prop_assert!(matches!(refusal, Refusal::TotalMismatch { .. }), "{refusal:?}");
        let tax = Order { total_tax: order.total_tax + Decimal::new(by, 2), ..order };
        let refusal = refused(&tax, &settings());
        prop_assert!(matches!(refusal, Refusal::TaxMismatch { .. }), "{refusal:?}");
    }
}

/// Whether nobody can tell if a total has VAT in it: all of the VAT is no more than rounding.
fn is_open(plan: &Plan, sums: &Sums) -> bool {
    let lines = i128::try_from(plan.rows.len()).unwrap() + 8;
    plan.prices == Prices::WithoutTotalWithout && sums.tax != 0 && sums.tax.abs() <= lines
}

fn cents(amount: Money) -> i128 {
    (amount.decimal() * Decimal::ONE_HUNDRED).normalize().mantissa()
}

/// The cents that half a cent per line, and one for the whole, can move.
fn rounding(invoice: &Invoice) -> i128 {
    i128::try_from(invoice.lines.len()).unwrap() / 2 + 1
}

/// The discount's lines are the discount, to the cent. Where prices have no VAT in them, it is
/// added to each part, and only the total tells.
fn discount_is_whole(plan: &Plan, invoice: &Invoice) {
    if plan.prices == Prices::With && !invoice.hypothesis.contains("discounts-in-rows") {
        let of_coupon =
            invoice.lines.iter().filter(|line| line.description == "Kortingscode ZOMER");
        let sum: Money = of_coupon.map(|line| line.total).sum();
        let discount = Decimal::from_i128_with_scale(plan.discount(), 10);
        assert_eq!(sum, Money::round(-discount));
    }
}

/// What the shop charged at each rate is what is booked at it.
fn rates_agree(sums: &Sums, invoice: &Invoice) {
    for (rate, with, vat) in &sums.rates {
        let percentage = Decimal::from_i128_with_scale(*rate, 2);
        let rows = || invoice.vat.iter().filter(|row| row.percentage.decimal() == percentage);
        let booked: Money = rows().map(|row| row.net + row.vat).sum();
        let booked_vat: Money = rows().map(|row| row.vat).sum();
        let most = 10 * rounding(invoice);
        assert!((10 * cents(booked) - with).abs() <= most, "{booked} at {percentage} %: {sums:?}");
        assert!((10 * cents(booked_vat) - vat).abs() <= most, "VAT {booked_vat}: {sums:?}");
    }
}

/// The name of what the shop did.
fn hypothesis(plan: &Plan) -> String {
    let untaxed = plan.prices == Prices::Untaxed;
    let has_costs = [plan.payment_costs, plan.option, plan.extra_costs].iter().any(|one| *one != 0);
    let parts = [
        (plan.prices == Prices::WithoutTotalWithout).then_some("total-without-vat"),
        (plan.discount() != 0).then_some(match plan.coupon {
            Coupon::ProRata => "discounts-pro-rata",
            Coupon::First => "discounts-at-first-rate",
            Coupon::InRows => "discounts-in-rows",
        }),
        has_costs.then_some(match plan.costs {
            _ if untaxed => "costs-as-shipping",
            Costs::AsShipping => "costs-as-shipping",
            Costs::Highest => "costs-at-highest-rate",
            Costs::AsGoods => "costs-as-goods",
            Costs::None => "costs-without-vat",
        }),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "plain".to_owned() } else { parts.join("+") }
}
