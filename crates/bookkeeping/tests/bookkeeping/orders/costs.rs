//! Shipping, payment costs and other costs, whose VAT the shop does not state.

use bookkeeping::Order;

use super::becomes;
use crate::support::{booked, dec, order, row, settings};

/// 121.00 at 21 % (VAT 21.00) and 54.50 at 9 % (VAT 4.50), and 10.90 of payment costs.
fn with_payment_costs(shipping_percentage: &str, tax: &str) -> Order {
    let rows = vec![row("Kan", "1", "121", "21"), row("Thee", "1", "54.50", "9")];
    Order {
        payment_costs: dec("10.90"),
        shipping_percentage: dec(shipping_percentage),
        ..order("186.40", tax, rows)
    }
}

const GOODS: [&str; 2] = [
    "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
    "1 x 54.50 = 54.50 domestic NL 9 revenue: Thee",
];

fn costs_become(order: &Order, expected: &[&str]) {
    becomes(order, &[&GOODS, expected].concat());
}

#[test]
fn payment_costs_at_the_rate_of_shipping() {
    // 10.90 × 9 / 109 = 0.90; 25.50 + 0.90 = 26.40.
    costs_become(
        &with_payment_costs("9", "26.40"),
        &[
            "1 x 10.90 = 10.90 domestic NL 9 costs: Betaalkosten iDEAL",
            "vat domestic NL 21: 100.00 + 21.00",
            "vat domestic NL 9: 60.00 + 5.40",
            "total 186.40 vat 26.40 costs-as-shipping",
        ],
    );
}

#[test]
fn payment_costs_at_the_highest_rate() {
    // 10.90 × 21 / 121 = 1.8917; 25.50 + 1.8917 = 27.3917.
    costs_become(
        &with_payment_costs("9", "27.39"),
        &[
            "1 x 10.90 = 10.90 domestic NL 21 costs: Betaalkosten iDEAL",
            "vat domestic NL 21: 109.01 + 22.89",
            "vat domestic NL 9: 50.00 + 4.50",
            "total 186.40 vat 27.39 costs-at-highest-rate",
        ],
    );
}

#[test]
fn payment_costs_in_proportion_to_the_goods() {
    // 10.90 × 121 / 175.50 = 7.5151, the rest 3.3849. 128.52 × 21 / 121 = 22.3051 and
    // 57.88 × 9 / 109 = 4.7791: 22.31 + 4.78 = 27.09.
    costs_become(
        &with_payment_costs("9", "27.09"),
        &[
            "1 x 7.52 = 7.52 domestic NL 21 costs: Betaalkosten iDEAL",
            "1 x 3.38 = 3.38 domestic NL 9 costs: Betaalkosten iDEAL",
            "vat domestic NL 21: 106.21 + 22.31",
            "vat domestic NL 9: 53.10 + 4.78",
            "total 186.40 vat 27.09 costs-as-goods",
        ],
    );
}

#[test]
fn payment_costs_without_vat() {
    costs_become(
        &with_payment_costs("21", "25.50"),
        &[
            "1 x 10.90 = 10.90 domestic NL 0 costs: Betaalkosten iDEAL",
            "vat domestic NL 21: 100.00 + 21.00",
            "vat domestic NL 9: 50.00 + 4.50",
            "vat domestic NL 0: 10.90 + 0.00",
            "total 186.40 vat 25.50 costs-without-vat",
        ],
    );
}

#[test]
fn every_cost_at_once() {
    // 121 + 6.05 + 1.21 + 2.42 + 3.63 = 134.31 = 111 × 1.21; VAT 23.31.
    let order = Order {
        shipping: dec("6.05"),
        payment_costs: dec("1.21"),
        payment_method_name: " iDEAL ".to_owned(),
        option_price: dec("2.42"),
        option_name: "Cadeauverpakking".to_owned(),
        extra_costs: dec("3.63"),
        ..order("134.31", "23.31", vec![row("Kan", "1", "121", "21")])
    };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 6.05 = 6.05 domestic NL 21 shipping: Verzendkosten",
            "1 x 1.21 = 1.21 domestic NL 21 costs: Betaalkosten iDEAL",
            "1 x 2.42 = 2.42 domestic NL 21 costs: Cadeauverpakking",
            "1 x 3.63 = 3.63 domestic NL 21 costs: Extra kosten",
            "vat domestic NL 21: 111.00 + 23.31",
            "total 134.31 vat 23.31 costs-as-shipping",
        ],
    );
}

#[test]
fn the_reading_that_comes_nearest() {
    // 0.20 at 9 % would hold 0.0165, at 21 % 0.0347. The shop's 20.99 is exact under no reading:
    // 21.0165 is 0.0265 off, 21.0347 too far, and 21.00 only 0.01.
    let order = Order {
        payment_costs: dec("0.20"),
        payment_method_name: " ".to_owned(),
        shipping_percentage: dec("9"),
        ..order("121.20", "20.99", vec![row("Kan", "1", "121", "21")])
    };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 0.20 = 0.20 domestic NL 0 costs: Betaalkosten",
            "vat domestic NL 21: 100.00 + 21.00",
            "vat domestic NL 0: 0.20 + 0.00",
            "total 121.20 vat 21.00 costs-without-vat",
        ],
    );
}

#[test]
fn an_option_without_a_name() {
    let order = Order {
        option_price: dec("12.10"),
        option_name: " ".to_owned(),
        ..order("133.10", "23.10", vec![row("Kan", "1", "121", "21")])
    };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 12.10 = 12.10 domestic NL 21 costs: Extra optie",
            "vat domestic NL 21: 110.00 + 23.10",
            "total 133.10 vat 23.10 costs-as-shipping",
        ],
    );
}

#[test]
fn negative_extra_costs_are_a_discount() {
    // 121 − 10 = 111; 111 × 21 / 121 = 19.2645. Booked on the account of discounts.
    for (own, text) in [("Vriendenkorting", "Vriendenkorting"), ("", "Korting")] {
        let order = Order {
            extra_costs: dec("-10"),
            extra_costs_description: own.to_owned(),
            ..order("111", "19.26", vec![row("Kan", "1", "121", "21")])
        };
        becomes(
            &order,
            &[
                "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
                &format!("1 x -10.00 = -10.00 domestic NL 21 discounts: {text}"),
                "vat domestic NL 21: 91.74 + 19.26",
                "total 111.00 vat 19.26 costs-as-shipping",
            ],
        );
    }
}

#[test]
fn without_an_account_for_discounts_negative_extra_costs_are_costs() {
    let order = Order {
        extra_costs: dec("-10"),
        ..order("111", "19.26", vec![row("Kan", "1", "121", "21")])
    };
    let mut settings = settings();
    settings.ledger.discounts = None;
    assert_eq!(booked(&order, &settings).lines[1].ledger, "costs");
    settings.ledger.payment_costs = None;
    assert_eq!(booked(&order, &settings).lines[1].ledger, "revenue");
}

#[test]
fn the_vat_of_negative_extra_costs_is_found_as_that_of_costs() {
    // −10.90 spread over 121 and 54.50: −7.5151 and −3.3849. 113.48 × 21 / 121 = 19.6949 and
    // 51.12 × 9 / 109 = 4.2209: 19.69 + 4.22 = 23.91.
    let rows = vec![row("Kan", "1", "121", "21"), row("Thee", "1", "54.50", "9")];
    let order = Order {
        extra_costs: dec("-10.90"),
        shipping_percentage: dec("9"),
        ..order("164.60", "23.91", rows)
    };
    costs_become(
        &order,
        &[
            "1 x -7.52 = -7.52 domestic NL 21 discounts: Korting",
            "1 x -3.38 = -3.38 domestic NL 9 discounts: Korting",
            "vat domestic NL 21: 93.79 + 19.69",
            "vat domestic NL 9: 46.90 + 4.22",
            "total 164.60 vat 23.91 costs-as-goods",
        ],
    );
}

#[test]
fn shipping_at_its_own_rate() {
    // 121 → 21.00; 5.45 × 9 / 109 = 0.45.
    let order = Order {
        shipping: dec("5.45"),
        shipping_percentage: dec("9"),
        ..order("126.45", "21.45", vec![row("Kan", "1", "121", "21")])
    };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 5.45 = 5.45 domestic NL 9 shipping: Verzendkosten",
            "vat domestic NL 21: 100.00 + 21.00",
            "vat domestic NL 9: 5.00 + 0.45",
            "total 126.45 vat 21.45 plain",
        ],
    );
}

#[test]
fn shipping_whose_vat_is_not_in_the_total() {
    // 6.05 at 21 % would make 22.05; the shop says 21.00.
    let order = Order {
        shipping: dec("6.05"),
        shipping_taxes_included: false,
        ..order("127.05", "21", vec![row("Kan", "1", "121", "21")])
    };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 6.05 = 6.05 domestic NL 0 shipping: Verzendkosten",
            "vat domestic NL 21: 100.00 + 21.00",
            "vat domestic NL 0: 6.05 + 0.00",
            "total 127.05 vat 21.00 shipping-without-vat",
        ],
    );
}

#[test]
fn free_shipping_has_no_line() {
    becomes(
        &order("121", "21", vec![row("Kan", "1", "121", "21")]),
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "vat domestic NL 21: 100.00 + 21.00",
            "total 121.00 vat 21.00 plain",
        ],
    );
}

#[test]
fn without_shipping_its_vat_is_no_question() {
    // 21.00 in the 121.00 of the chair; no VAT in the 5.00 of costs.
    let order = Order {
        payment_costs: dec("5"),
        ..order("126", "21", vec![row("Stoel", "1", "121", "21")])
    };
    assert_eq!(booked(&order, &settings()).hypothesis, "costs-without-vat");
}
