//! What an invoice says of itself: the shop's total, and its VAT by rate.

use bookkeeping::{Invoice, Order, Row};

use crate::support::{booked, dec, money, order, row, settings};

#[test]
fn the_total_that_the_shop_states_has_the_vat_or_not() {
    let with = booked(&order("12.10", "2.10", vec![row("Pen", "1", "12.10", "21")]), &settings());
    assert_eq!(with.shop_total(), dec("12.10"));
    assert_eq!(with.charged(dec("12.10"), dec("2.10")), money("12.10"));
    let without = Order {
        row_taxes_included: false,
        ..order("10", "2.10", vec![row("Pen", "1", "10", "21")])
    };
    let without = booked(&without, &settings());
    assert_eq!(without.hypothesis, "total-without-vat");
    assert_eq!(without.shop_total(), dec("10"));
    assert_eq!(without.charged(dec("10"), dec("2.10")), money("12.10"));
}

/// Rate, net and VAT of each row.
fn rows(invoice: &Invoice) -> Vec<(&str, String, String)> {
    let rows = invoice.vat.iter();
    rows.map(|row| (row.tax_rate.as_str(), row.net.to_string(), row.vat.to_string())).collect()
}

fn told<'a>(rate: &'a str, net: &str, vat: &str) -> (&'a str, String, String) {
    (rate, net.to_owned(), vat.to_owned())
}

#[test]
fn what_differs_in_case_or_in_rate_has_a_row_of_its_own() {
    // A deposit mapped to the rate of goods at 0 %: two cases, one rate.
    let mut shared = settings();
    for entry in shared.vat.iter_mut().filter(|entry| entry.tax_rate == "deposit0") {
        entry.tax_rate = "nl0".to_owned();
    }
    let deposit = Row { is_deposit: true, ..row("Krat", "1", "9", "0") };
    let both = order("14", "0", vec![row("Krant", "1", "5", "0"), deposit]);
    let invoice = booked(&both, &shared);
    assert_eq!(rows(&invoice), [told("nl0", "5.00", "0.00"), told("nl0", "9.00", "0.00")]);
    // Goods of one case and percentage at two rates: margin goods with one entry each.
    let goods = "[[goods]]\nproducts = [1]\ntax_rate = \"nl0\"\n\
                 [[goods]]\nproducts = [2]\ntax_rate = \"exempt0\"\n";
    let text = format!("{}\n{goods}", crate::support::SETTINGS);
    let settings = bookkeeping::Settings::parse(&text).unwrap();
    let of = |product, price| Row { product: Some(product), ..row("Klok", "1", price, "0") };
    let invoice = booked(&order("14", "0", vec![of(1, "5"), of(2, "9")]), &settings);
    let mut found = rows(&invoice);
    found.sort();
    assert_eq!(found, [told("exempt0", "9.00", "0.00"), told("nl0", "5.00", "0.00")]);
}
