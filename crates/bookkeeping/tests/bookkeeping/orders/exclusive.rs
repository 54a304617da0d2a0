//! Shops that sell without VAT in their prices, whose total may have it in or not.

use bookkeeping::{Order, Refusal, Row};

use super::becomes;
use crate::support::{dec, decided, order, refused, row, settings};

fn exclusive(total: &str, tax: &str, rows: Vec<Row>) -> Order {
    Order { row_taxes_included: false, ..order(total, tax, rows) }
}

#[test]
fn a_total_with_vat() {
    // 10.50 × 21 % = 2.205, and so 2.21; 12.705 → 12.71 (moneybird-api.md §8.1).
    becomes(
        &exclusive("12.71", "2.21", vec![row("Pen", "1", "10.50", "21")]),
        &[
            "1 x 12.71 = 12.71 domestic NL 21 revenue: Pen",
            "vat domestic NL 21: 10.50 + 2.21",
            "total 12.71 vat 2.21 plain",
        ],
    );
}

#[test]
fn a_total_without_vat() {
    becomes(
        &exclusive("10.50", "2.21", vec![row("Pen", "1", "10.50", "21")]),
        &[
            "1 x 12.71 = 12.71 domestic NL 21 revenue: Pen",
            "vat domestic NL 21: 10.50 + 2.21",
            "total 12.71 vat 2.21 total-without-vat",
        ],
    );
}

#[test]
fn quantity_times_the_price_with_vat_where_that_is_exact() {
    // 10.00 × 1.21 = 12.10, times 3 is 36.30. But 1.99 × 1.21 = 2.4079, times 3 is 7.2237:
    // 7.22, not 3 × 2.41. 36.30 + 7.2237 = 43.5237; VAT 6.30 + 1.2537 = 7.5537.
    let rows = vec![row("Pen", "3", "10", "21"), row("Gum", "3", "1.99", "21")];
    becomes(
        &exclusive("43.52", "7.55", rows),
        &[
            "3 x 12.10 = 36.30 domestic NL 21 revenue: Pen",
            "1 x 7.22 = 7.22 domestic NL 21 revenue: 3 × Gum",
            "vat domestic NL 21: 35.97 + 7.55",
            "total 43.52 vat 7.55 plain",
        ],
    );
}

#[test]
fn rates_and_shipping() {
    // 100 + 21, 50 + 4.50, 5 + 1.05: 155 without VAT, 26.55 of VAT.
    for (total, hypothesis) in [("181.55", "plain"), ("155", "total-without-vat")] {
        let rows = vec![row("Kan", "1", "100", "21"), row("Thee", "2", "25", "9")];
        let order = Order { shipping: dec("5"), ..exclusive(total, "26.55", rows) };
        becomes(
            &order,
            &[
                "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
                "2 x 27.25 = 54.50 domestic NL 9 revenue: Thee",
                "1 x 6.05 = 6.05 domestic NL 21 shipping: Verzendkosten",
                "vat domestic NL 21: 105.00 + 22.05",
                "vat domestic NL 9: 50.00 + 4.50",
                &format!("total 181.55 vat 26.55 {hypothesis}"),
            ],
        );
    }
}

#[test]
fn prices_with_many_decimals() {
    // 100 / 1.21, as a shop may store it; × 1.21 is 100.00 but for the 13th decimal.
    for unit in ["82.6446", "82.644628", "82.64462809917355"] {
        becomes(
            &exclusive("100", "17.36", vec![row("Kan", "1", unit, "21")]),
            &[
                "1 x 100.00 = 100.00 domestic NL 21 revenue: Kan",
                "vat domestic NL 21: 82.64 + 17.36",
                "total 100.00 vat 17.36 plain",
            ],
        );
    }
}

#[test]
fn a_coupon_without_vat() {
    // 15 over 100 and 50 is 10 and 5: 12.10 and 5.45 with VAT. VAT 18.90 + 4.05 = 22.95;
    // 90 + 45 + 22.95 = 157.95.
    let rows = vec![row("Kan", "1", "100", "21"), row("Thee", "1", "50", "9")];
    let order = Order { discounts: dec("15"), ..exclusive("157.95", "22.95", rows) };
    becomes(
        &order,
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 54.50 = 54.50 domestic NL 9 revenue: Thee",
            "1 x -12.10 = -12.10 domestic NL 21 discounts: Korting",
            "1 x -5.45 = -5.45 domestic NL 9 discounts: Korting",
            "vat domestic NL 21: 90.00 + 18.90",
            "vat domestic NL 9: 45.00 + 4.05",
            "total 157.95 vat 22.95 discounts-pro-rata",
        ],
    );
}

#[test]
fn a_cent_too_few() {
    // 0.35 × 1.21 = 0.4235, three times 1.2705: paid 1.27, on lines 1.26. VAT 0.2205.
    let rows = || (0..3).map(|_| row("Pen", "1", "0.35", "21")).collect::<Vec<_>>();
    becomes(
        &exclusive("1.27", "0.22", rows()),
        &[
            "1 x 0.42 = 0.42 domestic NL 21 revenue: Pen",
            "1 x 0.42 = 0.42 domestic NL 21 revenue: Pen",
            "1 x 0.42 = 0.42 domestic NL 21 revenue: Pen",
            "1 x 0.01 = 0.01 domestic NL 21 revenue: Afrondingsverschil",
            "vat domestic NL 21: 1.05 + 0.22",
            "total 1.27 vat 0.22 plain",
        ],
    );
}

#[test]
fn a_total_of_rounded_parts() {
    // 1.013 + 1.051 = 2.064, so 2.06; VAT 0.21273 and 0.09459, so 0.21 + 0.09: paid 2.36. But
    // with VAT the rows are 1.22573 and 1.14559: 1.23 + 1.15 = 2.38, two cents more.
    for (total, hypothesis) in [("2.36", "plain"), ("2.06", "total-without-vat")] {
        let rows = vec![row("Pen", "1", "1.013", "21"), row("Thee", "1", "1.051", "9")];
        becomes(
            &exclusive(total, "0.30", rows),
            &[
                "1 x 1.23 = 1.23 domestic NL 21 revenue: Pen",
                "1 x 1.15 = 1.15 domestic NL 9 revenue: Thee",
                "1 x -0.02 = -0.02 domestic NL 21 revenue: Afrondingsverschil",
                "vat domestic NL 21: 1.00 + 0.21",
                "vat domestic NL 9: 1.06 + 0.09",
                &format!("total 2.36 vat 0.30 {hypothesis}"),
            ],
        );
    }
}

#[test]
fn vat_far_off_explains_no_total() {
    // 12.705 with VAT, of which 2.205. VAT of 1.00 is wrong, but the total is so first.
    let order = exclusive("13", "1", vec![row("Pen", "1", "10.50", "21")]);
    let (shop, lines) = (dec("13"), dec("12.71"));
    assert_eq!(refused(&order, &settings()), Refusal::TotalMismatch { shop, lines });
}

#[test]
fn how_vat_was_rounded_explains_a_cent_per_line_and_one_more() {
    // 12.705 with VAT, of which 2.205: with VAT of 2.225, 0.02 off, the total may be three cents off,
    // one for the halves of the line and the total, and the two that the VAT is off.
    let pen = |total: &str| exclusive(total, "2.225", vec![row("Pen", "1", "10.50", "21")]);
    let invoice = decided(&pen("12.74"), &settings()).unwrap();
    assert_eq!(invoice.lines.last().unwrap().total.to_string(), "0.03");
    assert_eq!(refused(&pen("12.75"), &settings()).code(), "total-mismatch");
}

#[test]
fn vat_in_whole_cents_was_not_rounded_and_explains_nothing() {
    // Thirty times 1.00 at 21 %: 36.30, of which 6.30, to the cent. Both 0.31 too high fit each other.
    let rows = || (0..30).map(|at| row(&format!("Pen {at}"), "1", "1", "21")).collect::<Vec<_>>();
    assert!(decided(&exclusive("36.30", "6.30", rows()), &settings()).is_ok());
    for (total, tax) in [("36.61", "6.61"), ("36.32", "6.32"), ("36.31", "6.31"), ("35.99", "5.99")]
    {
        let refusal = refused(&exclusive(total, tax, rows()), &settings());
        let (shop, lines) = (dec(total), dec("36.30"));
        assert_eq!(refusal, Refusal::TotalMismatch { shop, lines }, "{total}");
    }
}

#[test]
fn an_untaxed_order_has_no_vat_to_add() {
    // A small business (KOR): what it asks is what is paid, whatever its rows state.
    let order = Order {
        taxes_included: false,
        shipping: dec("5"),
        ..exclusive("15.50", "0", vec![row("Pen", "1", "10.50", "21")])
    };
    becomes(
        &order,
        &[
            "1 x 10.50 = 10.50 exempt NL 0 revenue: Pen",
            "1 x 5.00 = 5.00 exempt NL 0 shipping: Verzendkosten",
            "vat exempt NL 0: 15.50 + 0.00",
            "total 15.50 vat 0.00 plain",
        ],
    );
}
