//! Orders as shops sell them: all are booked, to the cent, however Moneybird rounds.

use std::collections::BTreeMap;

use bookkeeping::{Invoice, Money};
use rust_decimal::Decimal;

use super::books::{self, Totals};
use super::many::{ORDERS, Random, many};
use super::plan::{Costs, Coupon, Plan, Prices};
use super::shop::{Sums, sell};
use crate::support::{booked, decided, settings};

/// How often each VAT case and each reading must have been tried at least.
const SEVERAL: u32 = 500;

/// A plan whose sums leave nothing open.
pub(super) fn closed(random: &mut Random, invent: impl Fn(&mut Random) -> Plan) -> Plan {
    loop {
        let plan = invent(random);
        if !is_open(&plan, &sell(&plan).1) {
            return plan;
        }
    }
}

#[test]
fn a_plausible_order_is_booked_to_the_cent() {
    let settings = settings();
    let mut seen: BTreeMap<String, u32> = BTreeMap::new();
    let all = many(ORDERS, |random| {
        let plan = closed(random, Plan::invented);
        let (order, sums) = sell(&plan);
        let invoice = booked(&order, &settings);
        assert_eq!(cents(invoice.total), sums.paid, "the total");
        let off = cents(invoice.vat_total) - sums.tax;
        assert!(off.abs() <= rounding(&invoice), "VAT {}, not {}", invoice.vat_total, sums.tax);
        moneybird_agrees(&sums, &invoice);
        let paid = invoice.payment.as_ref().map_or(0, |payment| cents(payment.price));
        assert_eq!(paid, sums.paid, "the payment");
        splits_are_whole(&plan, &invoice);
        cases_are_right(&plan, &invoice);
        if invoice.hypothesis == hypothesis(&plan) {
            rates_agree(&plan, &sums, &invoice);
        }
        if random.rarely(10) {
            assert_eq!(decided(&order, &settings).as_ref(), Ok(&invoice), "a second time");
        }
        let cases = invoice.vat.iter().map(|row| row.case.to_string());
        for what in cases.chain(invoice.hypothesis.split('+').map(str::to_owned)) {
            *seen.entry(what).or_default() += 1;
        }
    });
    for what in WANTED {
        let times = seen.get(what).copied().unwrap_or(0);
        assert!(!all || times >= SEVERAL, "{what} was tried {times} times: {seen:?}");
    }
}

/// Every VAT case and every part of a reading's name.
const WANTED: [&str; 18] = [
    "domestic",
    "oss",
    "eu-business",
    "export",
    "exempt",
    "deposit",
    "platform",
    "plain",
    "total-without-vat",
    "shipping-without-vat",
    "discounts-pro-rata",
    "discounts-pro-rata-with-deposits",
    "discounts-at-first-rate",
    "discounts-in-rows",
    "costs-as-shipping",
    "costs-at-highest-rate",
    "costs-as-goods",
    "costs-without-vat",
];

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

/// Both ways of rounding give what was paid, and the VAT that we reckon with.
fn moneybird_agrees(sums: &Sums, invoice: &Invoice) {
    let paid = sums.paid;
    let vat = cents(invoice.vat.iter().map(|row| row.vat).sum());
    assert_eq!(books::per_rate(invoice), Totals { paid, vat }, "rounded per rate");
    let vat = cents(invoice.vat.iter().map(|row| row.vat_by_line).sum());
    assert_eq!(books::per_line(invoice), Totals { paid, vat }, "rounded per line");
}

/// What is split over several lines is the amount that the shop stated, to the cent. Where prices
/// have no VAT in them, it is added to each part, and only the total tells.
fn splits_are_whole(plan: &Plan, invoice: &Invoice) {
    if !matches!(plan.prices, Prices::With | Prices::Untaxed) {
        return;
    }
    let in_rows = invoice.hypothesis.contains("discounts-in-rows");
    let off = |amount: i128| if in_rows { 0 } else { -amount };
    let charges = [
        ("Kortingscode ZOMER", off(plan.discount())),
        ("Spaarpunten", off(plan.points)),
        ("Verzendkosten", plan.shipping),
        ("Betaalkosten iDEAL", plan.payment_costs),
        ("Inpakken", plan.option),
        ("Toeslag", plan.extra_costs),
    ];
    for (description, amount) in charges {
        let lines = invoice.lines.iter().filter(|line| line.description == description);
        let sum: Money = lines.map(|line| line.total).sum();
        let stated = Money::round(Decimal::from_i128_with_scale(amount, 10));
        assert_eq!(sum, stated, "{description}");
    }
}

/// Every line is of the case that the plan's place gives its rate.
fn cases_are_right(plan: &Plan, invoice: &Invoice) {
    for line in &invoice.lines {
        let rate = line.percentage.decimal() * Decimal::ONE_HUNDRED;
        let may_be_deposit = plan.has_deposits() && line.percentage.is_zero();
        let is_right = line.case == plan.case(rate.normalize().mantissa())
            || may_be_deposit && line.case == bookkeeping::VatCase::Deposit;
        assert!(is_right, "{} of {}: {plan:?}", line.case, line.description);
    }
}

/// What the shop charged at each rate is what is booked at it.
fn rates_agree(plan: &Plan, sums: &Sums, invoice: &Invoice) {
    for (rate, with, vat) in &sums.rates {
        let percentage = Decimal::from_i128_with_scale(*rate, 2);
        let rows = || invoice.vat.iter().filter(|row| row.percentage.decimal() == percentage);
        let booked: Money = rows().map(|row| row.net + row.vat).sum();
        let booked_vat: Money = rows().map(|row| row.vat).sum();
        let most = 10 * rounding(invoice);
        assert!(
            (10 * cents(booked) - with).abs() <= most,
            "{booked} at {percentage} %: {plan:?} {sums:?} {invoice:?}"
        );
        assert!((10 * cents(booked_vat) - vat).abs() <= most, "VAT {booked_vat}: {sums:?}");
    }
}

/// The name of what the shop did.
fn hypothesis(plan: &Plan) -> String {
    let untaxed = plan.prices == Prices::Untaxed;
    let has_costs = [plan.payment_costs, plan.option, plan.extra_costs].iter().any(|one| *one != 0);
    let has_shipping_vat = !untaxed && plan.shipping != 0 && plan.shipping_rate != 0;
    let parts = [
        (plan.prices == Prices::WithoutTotalWithout).then_some("total-without-vat"),
        (plan.discount() != 0 || plan.points != 0).then_some(match plan.coupon {
            Coupon::ProRata => "discounts-pro-rata",
            Coupon::WithDeposits => "discounts-pro-rata-with-deposits",
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
        (plan.shipping_untaxed && has_shipping_vat).then_some("shipping-without-vat"),
    ];
    let parts: Vec<&str> = parts.into_iter().flatten().collect();
    if parts.is_empty() { "plain".to_owned() } else { parts.join("+") }
}
