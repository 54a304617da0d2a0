//! Rows: quantities, fractions of cents, deposits, negative and free ones.

use bookkeeping::settings::Leftover;
use bookkeeping::{Order, Refusal, Row};

use super::becomes;
use crate::support::{booked, dec, money, order, reading::told, refused, row, settings};

#[test]
fn the_shops_own_sample() {
    // 585 + 5 = 590; 590 × 21 / 121 = 102.3967, and 101.53 + 0.87 = 102.40 by line.
    let rows = vec![row("OnePlus Blauw", "1", "585", "21")];
    let order = Order { shipping: dec("5"), ..order("590", "102.4", rows) };
    becomes(
        &order,
        &[
            "1 x 585.00 = 585.00 domestic NL 21 revenue: OnePlus Blauw",
            "1 x 5.00 = 5.00 domestic NL 21 shipping: Verzendkosten",
            "vat domestic NL 21: 487.60 + 102.40",
            "total 590.00 vat 102.40 plain",
        ],
    );
}

#[test]
fn vat_by_line_is_kept_beside_vat_by_rate() {
    // 0.03 × 21 / 121 = 0.0052 and so 0.01 on each of three lines; 0.09 holds 0.0156, so 0.02.
    let rows = || (0..3).map(|_| row("Knoop", "1", "0.03", "21")).collect();
    for tax in ["0.02", "0.03"] {
        let vat = booked(&order("0.09", tax, rows()), &settings()).vat.remove(0);
        assert_eq!((vat.net, vat.vat), (money("0.07"), money("0.02")));
        assert_eq!(vat.vat_by_line, money("0.03"));
    }
}

#[test]
fn rates_side_by_side() {
    // 24.20 × 21 / 121 = 4.20; 32.70 × 9 / 109 = 2.70; 24.20 + 32.70 + 5 = 61.90.
    let rows = vec![
        row("Mok", "2", "12.10", "21"),
        row("Thee", "3", "10.90", "9"),
        row("Postzegels", "1", "5", "0"),
    ];
    becomes(
        &order("61.90", "6.90", rows),
        &[
            "2 x 12.10 = 24.20 domestic NL 21 revenue: Mok",
            "3 x 10.90 = 32.70 domestic NL 9 revenue: Thee",
            "1 x 5.00 = 5.00 domestic NL 0 revenue: Postzegels",
            "vat domestic NL 21: 20.00 + 4.20",
            "vat domestic NL 9: 30.00 + 2.70",
            "vat domestic NL 0: 5.00 + 0.00",
            "total 61.90 vat 6.90 plain",
        ],
    );
}

#[test]
fn a_price_of_no_whole_cents_leaves_the_quantity_to_the_text() {
    // 3 × 3.333 = 9.999, which the shop shows as 10.00 or as it is; 10 × 9 / 109 = 0.8257.
    for total in ["10", "9.999"] {
        let thee = Row { total: dec(total), ..row("Thee", "3", "3.333", "9") };
        becomes(
            &order("10.00", "0.83", vec![thee]),
            &[
                "1 x 10.00 = 10.00 domestic NL 9 revenue: 3 × Thee",
                "vat domestic NL 9: 9.17 + 0.83",
                "total 10.00 vat 0.83 plain",
            ],
        );
    }
}

#[test]
fn quantities_with_decimals() {
    // 2.5 × 4.00 = 10.00; 0.333 × 3.00 = 0.999, sold as 1.00; 11 × 9 / 109 = 0.9083.
    let kaas = Row { total: dec("1.00"), ..row("Kaas", "0.333", "3.00", "9") };
    becomes(
        &order("11.00", "0.91", vec![row("Touw", "2.50", "4.00", "9"), kaas]),
        &[
            "2.5 x 4.00 = 10.00 domestic NL 9 revenue: Touw",
            "1 x 1.00 = 1.00 domestic NL 9 revenue: 0,333 × Kaas",
            "vat domestic NL 9: 10.09 + 0.91",
            "total 11.00 vat 0.91 plain",
        ],
    );
}

#[test]
fn a_quantity_is_written_as_short_as_it_can_be() {
    // 0.500 × 2.01 = 1.005, sold as 1.01, of which 0.0834; 1/64 × 64.00 = 1.00; none of nothing.
    let half = Row { total: dec("1.01"), ..row("Lint", "0.500", "2.01", "9") };
    let rows = vec![half, row("Goud", "0.015625", "64", "9"), row("Niets", "0", "64", "9")];
    becomes(
        &order("2.01", "0.17", rows),
        &[
            "1 x 1.01 = 1.01 domestic NL 9 revenue: 0,5 × Lint",
            "0.015625 x 64.00 = 1.00 domestic NL 9 revenue: Goud",
            "1 x 0.00 = 0.00 domestic NL 9 revenue: 0 × Niets",
            "vat domestic NL 9: 1.84 + 0.17",
            "total 2.01 vat 0.17 plain",
        ],
    );
}

#[test]
fn a_quantity_with_endless_decimals_is_text() {
    // 10 × 21 / 121 = 1.7355. A shop that counts in floats; a product beyond 28 digits.
    for quantity in ["2.0000000000000004", "1.9999999999999999999999999999"] {
        let touw = Row { total: dec("10"), ..row("Touw", quantity, "5", "21") };
        let line = booked(&order("10", "1.74", vec![touw]), &settings()).lines.remove(0);
        let text = format!("{} × Touw", quantity.replace('.', ","));
        assert_eq!((line.quantity, line.description), (dec("1"), text));
    }
}

#[test]
fn negative_rows() {
    // 20 − 5 − 3 = 12; 12 × 21 / 121 = 2.0826.
    let rows = vec![
        row("Mok", "1", "20", "21"),
        row("Retour", "-1", "5", "21"),
        row("Korting", "1", "-3", "21"),
    ];
    becomes(
        &order("12", "2.08", rows),
        &[
            "1 x 20.00 = 20.00 domestic NL 21 revenue: Mok",
            "1 x -5.00 = -5.00 domestic NL 21 revenue: -1 × Retour",
            "1 x -3.00 = -3.00 domestic NL 21 revenue: Korting",
            "vat domestic NL 21: 9.92 + 2.08",
            "total 12.00 vat 2.08 plain",
        ],
    );
}

#[test]
fn a_total_below_nothing() {
    // −12.10 × 21 / 121 = −2.10.
    let order = order("-12.10", "-2.10", vec![row("Retour", "-1", "12.10", "21")]);
    becomes(
        &order,
        &[
            "1 x -12.10 = -12.10 domestic NL 21 revenue: -1 × Retour",
            "vat domestic NL 21: -10.00 + -2.10",
            "total -12.10 vat -2.10 plain",
        ],
    );
    let payment = booked(&order, &settings()).payment.map(|payment| payment.price);
    assert_eq!(payment, Some(money("-12.10")));
}

#[test]
fn a_free_order_has_no_payment() {
    let order = order("0", "0", vec![row("Monster", "2", "0", "21")]);
    becomes(
        &order,
        &[
            "2 x 0.00 = 0.00 domestic NL 21 revenue: Monster",
            "vat domestic NL 21: 0.00 + 0.00",
            "total 0.00 vat 0.00 plain",
        ],
    );
    assert_eq!(booked(&order, &settings()).payment, None);
}

#[test]
fn deposits() {
    // 4 × 1.21 = 4.84, VAT 0.84; 4 × 0.15 = 0.60 without. A deposit with VAT is sold as goods.
    let rows = vec![
        row("Cola", "4", "1.21", "21"),
        Row { is_deposit: true, ..row("Statiegeld", "4", "0.15", "0") },
        Row { is_deposit: true, ..row("Krat", "1", "12.10", "21") },
    ];
    becomes(
        &order("17.54", "2.94", rows),
        &[
            "4 x 1.21 = 4.84 domestic NL 21 revenue: Cola",
            "4 x 0.15 = 0.60 deposit NL 0 deposits: Statiegeld",
            "1 x 12.10 = 12.10 domestic NL 21 revenue: Krat",
            "vat domestic NL 21: 14.00 + 2.94",
            "vat deposit NL 0: 0.60 + 0.00",
            "total 17.54 vat 2.94 plain",
        ],
    );
}

#[test]
fn what_a_line_says() {
    let table = [
        ("Fiets", "F-1", vec!["Kleur: rood", "Maat: 56"], "Fiets, Kleur: rood, Maat: 56"),
        ("  ", "F-1", vec![], "F-1"),
        ("", "", vec!["Maat: 56"], "Artikel, Maat: 56"),
    ];
    for (name, article, options, text) in table {
        let options = options.into_iter().map(str::to_owned).collect();
        let row = Row { article: article.to_owned(), options, ..row(name, "1", "12.10", "21") };
        let invoice = booked(&order("12.10", "2.10", vec![row]), &settings());
        assert_eq!(invoice.lines[0].description, text);
    }
    let long = order("12.10", "2.10", vec![row(&"é".repeat(5_000), "1", "12.10", "21")]);
    let description = &booked(&long, &settings()).lines[0].description;
    assert_eq!(description.chars().count(), 1_000);
}

#[test]
fn a_cent_too_many_gets_a_line_of_its_own_or_stops_the_order() {
    // 2.005 + 2.005 = 4.01 paid, but 2.01 + 2.01 = 4.02 on lines; 4.01 × 21 / 121 = 0.6960.
    let rows = || vec![row("Pen", "1", "2.005", "21"), row("Gum", "1", "2.005", "21")];
    becomes(
        &order("4.01", "0.70", rows()),
        &[
            "1 x 2.01 = 2.01 domestic NL 21 revenue: Pen",
            "1 x 2.01 = 2.01 domestic NL 21 revenue: Gum",
            "1 x -0.01 = -0.01 domestic NL 21 revenue: Afrondingsverschil",
            "vat domestic NL 21: 3.31 + 0.70",
            "total 4.01 vat 0.70 plain",
        ],
    );
    let mut strict = settings();
    strict.invoice.rounding = Leftover::Refuse;
    let refusal = refused(&order("4.01", "0.70", rows()), &strict);
    assert_eq!(refusal, Refusal::Leftover { amount: money("-0.01") });
    assert_eq!(refusal.code(), "total-mismatch");
    // Nothing is left over of 4.02, so nothing is refused.
    assert_eq!(told(&booked(&order("4.02", "0.70", rows()), &strict)).len(), 4);
}

#[test]
fn the_left_over_cent_takes_the_rate_of_the_largest_line() {
    // 1.005 + 1.005 + 100 = 102.01 paid, 102.02 on lines. 2.01 × 9 / 109 = 0.1660, and
    // 100 × 21 / 121 = 17.3554: together 17.5213. Booked: 99.99 → 17.3536 and 2.02 → 0.1668.
    let rows = vec![
        row("Thee", "1", "1.005", "9"),
        row("Koffie", "1", "1.005", "9"),
        row("Kan", "1", "100", "21"),
    ];
    becomes(
        &order("102.01", "17.52", rows),
        &[
            "1 x 1.01 = 1.01 domestic NL 9 revenue: Thee",
            "1 x 1.01 = 1.01 domestic NL 9 revenue: Koffie",
            "1 x 100.00 = 100.00 domestic NL 21 revenue: Kan",
            "1 x -0.01 = -0.01 domestic NL 21 revenue: Afrondingsverschil",
            "vat domestic NL 21: 82.64 + 17.35",
            "vat domestic NL 9: 1.85 + 0.17",
            "total 102.01 vat 17.52 plain",
        ],
    );
}

#[test]
fn the_largest_line_is_so_by_size_and_then_by_place() {
    // Twice 1.005 at 9 %; beside it −50 at 21 %, or 20 at 0 % before 20 at 21 %.
    let small = || row("Thee", "1", "1.005", "9");
    let refund = vec![small(), small(), row("Retour", "-1", "50", "21")];
    let equals = vec![small(), small(), row("Zegels", "1", "20", "0"), row("Kan", "1", "20", "21")];
    // 0.166 − 8.678 = −8.512; 0.166 + 3.471 = 3.637.
    for (rows, total, tax, rate) in
        [(refund, "-47.99", "-8.51", "21"), (equals, "42.01", "3.64", "0")]
    {
        let line = booked(&order(total, tax, rows), &settings()).lines.pop().unwrap();
        assert_eq!(line.description, "Afrondingsverschil");
        assert_eq!((line.total, line.percentage.to_string().as_str()), (money("-0.01"), rate));
    }
}

#[test]
fn the_left_over_cent_is_no_deposit() {
    // As above; the largest line is a deposit, whose 0 % is nobody's rate for a cent of goods.
    let mut settings = settings();
    settings.vat.retain(|entry| entry.tax_rate != "nl0");
    let rows = vec![
        row("Pen", "1", "2.005", "21"),
        row("Gum", "1", "2.005", "21"),
        Row { is_deposit: true, ..row("Borg", "1", "100", "0") },
    ];
    let invoice = booked(&order("104.01", "0.70", rows), &settings);
    assert_eq!(told(&invoice)[3], "1 x -0.01 = -0.01 domestic NL 21 revenue: Afrondingsverschil");
}
