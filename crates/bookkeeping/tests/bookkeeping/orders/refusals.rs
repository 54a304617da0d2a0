//! What stops an order, with the figures that say why.

use bookkeeping::{Contradiction, Order, Refusal, Row, decide};
use rust_decimal::Decimal;

use crate::support::{SHOP, administration, booked, dec, decided, order, refused, row, settings};

fn pen() -> Vec<Row> {
    vec![row("Pen", "1", "12.10", "21")]
}

#[test]
fn a_total_that_the_lines_do_not_make() {
    // Lines of 12.10, or with shipping 18.15; VAT right or wrong, the total comes first.
    let table = [
        (order("12.11", "2.10", pen()), "12.11", "12.10"),
        (order("12.09", "2.10", pen()), "12.09", "12.10"),
        (order("590", "2.10", pen()), "590", "12.10"),
        (order("12", "9", pen()), "12", "12.10"),
        // Not even with a cent of VAT more: prices with VAT leave nothing to round.
        (order("12.11", "2.11", pen()), "12.11", "12.10"),
        // A total without VAT, from prices that have it.
        (order("10", "2.10", pen()), "10", "12.10"),
        (
            Order {
                taxes_included: false,
                row_taxes_included: false,
                ..order("12.11", "0.01", pen())
            },
            "12.11",
            "12.10",
        ),
        (order("-12.10", "2.10", pen()), "-12.10", "12.10"),
        (Order { shipping: dec("6.05"), ..order("12.10", "3.15", pen()) }, "12.10", "18.15"),
    ];
    for (order, shop, lines) in table {
        let refusal = refused(&order, &settings());
        assert_eq!(refusal, Refusal::TotalMismatch { shop: dec(shop), lines: dec(lines) });
        assert_eq!(refusal.code(), "total-mismatch");
    }
}

#[test]
fn what_rounding_explains_of_a_total_and_no_more() {
    // One line that was rounded (9.995 → 10.00) explains one cent: half of its own, half of the
    // total's.
    let rows = || vec![row("Pen", "1", "9.995", "21")];
    for total in ["9.99", "10", "10.01"] {
        let invoice = booked(&order(total, "1.73", rows()), &settings());
        assert_eq!(invoice.total.decimal(), dec(total));
    }
    for total in ["9.98", "10.02"] {
        let refusal = refused(&order(total, "1.73", rows()), &settings());
        assert_eq!(refusal.code(), "total-mismatch");
    }
}

#[test]
fn vat_that_is_not_that_of_the_lines() {
    // 12.10 at 21 % holds 2.10. One line allows two cents: 0.01 a line and 0.01.
    for tax in ["2.10", "2.11", "2.12", "2.09", "2.08"] {
        let invoice = booked(&order("12.10", tax, pen()), &settings());
        assert_eq!(invoice.vat_total.decimal(), dec("2.10"));
    }
    for tax in ["2.13", "2.07", "0", "-2.10", "12.10"] {
        let refusal = refused(&order("12.10", tax, pen()), &settings());
        assert_eq!(refusal, Refusal::TaxMismatch { shop: dec(tax), lines: dec("2.10") });
        assert_eq!(refusal.code(), "tax-mismatch");
    }
    // VAT on an order that carries none, or none on one that does.
    let untaxed = Order { taxes_included: false, ..order("12.10", "2.10", pen()) };
    let lines = dec("0");
    assert_eq!(refused(&untaxed, &settings()), Refusal::TaxMismatch { shop: dec("2.10"), lines });
    // 14.64 with VAT, of which 2.54.
    let exclusive = Order { row_taxes_included: false, ..order("14.64", "0", pen()) };
    let (shop, lines) = (dec("0"), dec("2.54"));
    assert_eq!(refused(&exclusive, &settings()), Refusal::TaxMismatch { shop, lines });
}

#[test]
fn an_order_that_contradicts_itself() {
    let nameless =
        |number: &str| Order { number: number.to_owned(), ..order("12.10", "2.10", pen()) };
    let at = |percentage| order("12.10", "2.10", vec![row("Pen", "1", "12.10", percentage)]);
    let shipped_at = |percentage| Order {
        shipping_percentage: dec(percentage),
        ..order("12.10", "2.10", pen())
    };
    let table = [
        (order("0", "0", vec![]), Contradiction::NoRows),
        (order("12.10", "2.10", vec![]), Contradiction::NoRows),
        (nameless(""), Contradiction::NoNumber),
        (nameless("  "), Contradiction::NoNumber),
        (at("101"), Contradiction::Percentage),
        (at("-1"), Contradiction::Percentage),
        (at("100.0001"), Contradiction::Percentage),
        (shipped_at("-0.5"), Contradiction::Percentage),
    ];
    for (order, how) in table {
        let refusal = refused(&order, &settings());
        assert_eq!(refusal, Refusal::Contradiction { how });
        assert_eq!(refusal.code(), "contradiction");
    }
}

#[test]
fn another_currency() {
    let dollars = Order { currency: "USD".to_owned(), ..order("12.10", "2.10", pen()) };
    let expected = Refusal::Currency { order: "USD".to_owned(), administration: "EUR".to_owned() };
    assert_eq!(refused(&dollars, &settings()), expected);
    let administration =
        bookkeeping::Administration { currency: "USD".to_owned(), ..administration() };
    assert!(decide(&dollars, SHOP, &settings(), &administration).is_ok());
}

#[test]
fn a_locked_period_reaches_to_its_last_day() {
    // Placed on 7 November 2022, Dutch time.
    let order = order("12.10", "2.10", pen());
    for (until, locked) in
        [("2022-11-06", false), ("2022-11-07", true), ("2022-12-31", true), ("2021-12-31", false)]
    {
        let mut administration = administration();
        administration.locked_until = Some(until.parse().unwrap());
        let day = "2022-11-07".parse().unwrap();
        assert_eq!(bookkeeping::is_locked(day, administration.locked_until), locked, "{until}");
        let decided = decide(&order, SHOP, &settings(), &administration);
        let refusal = Refusal::PeriodLocked {
            date: "2022-11-07".parse().unwrap(),
            until: until.parse().unwrap(),
        };
        assert_eq!(decided.err(), locked.then_some(refusal), "{until}");
    }
}

#[test]
fn an_amount_that_cannot_be_is_unreadable_and_named() {
    let base = || order("12.10", "2.10", pen());
    let with = |change: fn(&mut Order)| {
        let mut order = base();
        change(&mut order);
        order
    };
    let table = [
        (with(|order| order.total_price = Decimal::MAX), "total_price"),
        (with(|order| order.total_tax = Decimal::MIN), "total_tax"),
        (with(|order| order.shipping = dec("1000000000.01")), "total_shipping"),
        (with(|order| order.shipping_percentage = Decimal::MAX), "shipping_tax_percentage"),
        (with(|order| order.payment_costs = Decimal::MIN), "paymethod_costs"),
        (with(|order| order.option_price = Decimal::MAX), "extra_payment_option_price"),
        (with(|order| order.extra_costs = Decimal::MIN), "extra_costs"),
        (with(|order| order.points_discount = Decimal::MAX), "credit_point_discount"),
        (with(|order| order.discounts = Decimal::MIN), "total_discounts"),
        (with(|order| order.rows[0].quantity = Decimal::MAX), "count"),
        (with(|order| order.rows[0].unit_price = Decimal::MIN), "price_with_attributes"),
        (with(|order| order.rows[0].total = Decimal::MAX), "total_price_with_attributes"),
        (with(|order| order.rows[0].percentage = Decimal::MIN), "tax"),
    ];
    for (order, field) in table {
        let refusal = refused(&order, &settings());
        assert_eq!(refusal.code(), "unreadable");
        let Refusal::Unreadable { detail } = refusal else { panic!("{refusal:?}") };
        assert!(detail.split_whitespace().any(|word| word == field), "{field} in '{detail}'");
    }
}

#[test]
fn a_large_order_is_booked() {
    let rows = vec![row("Fabriek", "1", "1000000000", "0")];
    assert!(decided(&order("1000000000", "0", rows), &settings()).is_ok());
}
