//! Coupons, discounts on the cart and loyalty points.

use bookkeeping::{Contradiction, Order, Refusal, Row};

use super::becomes;
use crate::support::{dec, order, refused, row, settings};

/// 121.00 at 21 % (VAT 21.00) and 54.50 at 9 % (VAT 4.50), less a coupon of 7.50.
fn with_coupon(total: &str, tax: &str) -> Order {
    let rows = vec![row("Kan", "1", "121", "21"), row("Thee", "1", "54.50", "9")];
    Order { discounts: dec("7.50"), coupon_code: "ZOMER".to_owned(), ..order(total, tax, rows) }
}

const GOODS: [&str; 2] = [
    "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
    "1 x 54.50 = 54.50 domestic NL 9 revenue: Thee",
];

fn discounts_become(order: &Order, expected: &[&str]) {
    becomes(order, &[&GOODS, expected].concat());
}

#[test]
fn a_coupon_is_spread_over_the_rates_to_the_cent() {
    // 7.50 × 121 / 175.50 = 5.1709, the rest 2.3291. 115.83 × 21 / 121 = 20.1027 and
    // 52.17 × 9 / 109 = 4.3076. The shop's sign is not documented; either will do.
    let positive = with_coupon("168", "24.41");
    let negative = Order { discounts: dec("-7.50"), ..positive.clone() };
    for order in [positive, negative] {
        discounts_become(
            &order,
            &[
                "1 x -5.17 = -5.17 domestic NL 21 discounts: Kortingscode ZOMER",
                "1 x -2.33 = -2.33 domestic NL 9 discounts: Kortingscode ZOMER",
                "vat domestic NL 21: 95.73 + 20.10",
                "vat domestic NL 9: 47.86 + 4.31",
                "total 168.00 vat 24.41 discounts-pro-rata",
            ],
        );
    }
}

#[test]
fn a_coupon_on_the_first_rate_alone() {
    // 113.50 × 21 / 121 = 19.6983; 19.6983 + 4.50 = 24.1983.
    discounts_become(
        &with_coupon("168", "24.20"),
        &[
            "1 x -7.50 = -7.50 domestic NL 21 discounts: Kortingscode ZOMER",
            "vat domestic NL 21: 93.80 + 19.70",
            "vat domestic NL 9: 50.00 + 4.50",
            "total 168.00 vat 24.20 discounts-at-first-rate",
        ],
    );
}

#[test]
fn a_coupon_that_is_in_the_rows_already() {
    discounts_become(
        &with_coupon("175.50", "25.50"),
        &[
            "vat domestic NL 21: 100.00 + 21.00",
            "vat domestic NL 9: 50.00 + 4.50",
            "total 175.50 vat 25.50 discounts-in-rows",
        ],
    );
}

#[test]
fn a_discount_on_the_cart_and_loyalty_points() {
    // 121 − 11 − 10 = 100; 100 × 21 / 121 = 17.3554. The sign of points is not documented either.
    for points in ["10", "-10"] {
        let order = Order {
            discounts: dec("11"),
            points_discount: dec(points),
            ..order("100", "17.36", vec![row("Kan", "1", "121", "21")])
        };
        becomes(
            &order,
            &[
                "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
                "1 x -11.00 = -11.00 domestic NL 21 discounts: Korting",
                "1 x -10.00 = -10.00 domestic NL 21 discounts: Spaarpunten",
                "vat domestic NL 21: 82.64 + 17.36",
                "total 100.00 vat 17.36 discounts-pro-rata",
            ],
        );
    }
}

#[test]
fn deposits_and_shipping_are_not_discounted() {
    // 10 % of the goods alone: 12.10. 121 − 12.10 + 5 + 6.05 = 119.95; VAT 18.90 + 1.05.
    let rows =
        vec![row("Kan", "1", "121", "21"), Row { is_deposit: true, ..row("Borg", "1", "5", "0") }];
    let order =
        Order { discounts: dec("12.10"), shipping: dec("6.05"), ..order("119.95", "19.95", rows) };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 5.00 = 5.00 deposit NL 0 deposits: Borg",
            "1 x 6.05 = 6.05 domestic NL 21 shipping: Verzendkosten",
            "1 x -12.10 = -12.10 domestic NL 21 discounts: Korting",
            "vat domestic NL 21: 95.00 + 19.95",
            "vat deposit NL 0: 5.00 + 0.00",
            "total 119.95 vat 19.95 discounts-pro-rata",
        ],
    );
}

#[test]
fn a_discount_may_take_all() {
    let order =
        Order { discounts: dec("121"), ..order("0", "0", vec![row("Kan", "1", "121", "21")]) };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x -121.00 = -121.00 domestic NL 21 discounts: Korting",
            "vat domestic NL 21: 0.00 + 0.00",
            "total 0.00 vat 0.00 discounts-pro-rata",
        ],
    );
}

#[test]
fn a_discount_in_fractions_of_a_cent_is_rounding() {
    // 10 % of 9.95 is 0.995. 9.95 − 0.995 = 8.955, paid as 8.96; 8.955 × 21 / 121 = 1.5542.
    let order = Order {
        discounts: dec("0.995"),
        ..order("8.96", "1.55", vec![row("Pen", "1", "9.95", "21")])
    };
    becomes(
        &order,
        &[
            "1 x 9.95 = 9.95 domestic NL 21 revenue: Pen",
            "1 x -1.00 = -1.00 domestic NL 21 discounts: Korting",
            "1 x 0.01 = 0.01 domestic NL 21 revenue: Afrondingsverschil",
            "vat domestic NL 21: 7.40 + 1.56",
            "total 8.96 vat 1.56 discounts-pro-rata",
        ],
    );
}

#[test]
fn a_discount_may_lower_deposits_too() {
    // 12.60 over 121 of goods and 5 of deposit: 12.10 and 0.50. 126 − 12.60 = 113.40; 108.90 ×
    // 21 / 121 = 18.90.
    let rows =
        vec![row("Kan", "1", "121", "21"), Row { is_deposit: true, ..row("Borg", "1", "5", "0") }];
    let order = Order { discounts: dec("12.60"), ..order("113.40", "18.90", rows) };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 5.00 = 5.00 deposit NL 0 deposits: Borg",
            "1 x -12.10 = -12.10 domestic NL 21 discounts: Korting",
            "1 x -0.50 = -0.50 deposit NL 0 discounts: Korting",
            "vat domestic NL 21: 90.00 + 18.90",
            "vat deposit NL 0: 4.50 + 0.00",
            "total 113.40 vat 18.90 discounts-pro-rata-with-deposits",
        ],
    );
}

#[test]
fn a_discount_needs_something_to_lower() {
    // Two rows that take each other away.
    let rows = vec![row("Pen", "1", "12.10", "21"), row("Retour", "-1", "12.10", "21")];
    let order = Order { discounts: dec("2"), ..order("-2", "-0.35", rows) };
    let how = Contradiction::DiscountWithoutGoods;
    assert_eq!(refused(&order, &settings()), Refusal::Contradiction { how });
}

#[test]
fn a_coupon_larger_than_what_it_took_off_is_not_explained() {
    // A coupon of 20 on goods of 12.10, paid 0: −7.90 by the shop's own figures.
    let order =
        Order { discounts: dec("20"), ..order("0", "0", vec![row("Pen", "1", "12.10", "21")]) };
    let (shop, lines) = (dec("0"), dec("-7.90"));
    assert_eq!(refused(&order, &settings()), Refusal::TotalMismatch { shop, lines });
}
