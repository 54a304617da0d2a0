//! Goods under the margin scheme, named by product in `[[goods]]` (art. 28b to 28i Wet OB 1968).

use bookkeeping::{Administration, Order, Refusal, Row, Settings, VatCase, decide};

use crate::support::{
    SETTINGS, SHOP, administration, booked, consumer, dec, order, reading::told, row,
};

const CLOCK: i64 = 123;

fn settings_with(goods: &str) -> Settings {
    Settings::parse(&format!("{SETTINGS}\n{goods}")).unwrap()
}

pub(super) fn with_goods() -> Settings {
    settings_with(
        "[[goods]]\nproducts = [123, 456]\ntax_rate = \"margin0\"\nledger = \"eu-revenue\"\n",
    )
}

pub(super) fn books() -> Administration {
    let mut administration = administration();
    let mut rate = administration.tax_rates[2].clone();
    rate.id = "margin0".to_owned();
    administration.tax_rates.push(rate);
    administration
}

pub(super) fn clock(price: &str, percentage: &str) -> Row {
    Row { product: Some(CLOCK), ..row("Klok", "1", price, percentage) }
}

fn becomes(order: &Order, expected: &[&str]) {
    let invoice = decide(order, SHOP, &with_goods(), &books()).unwrap();
    crate::support::reading::assert_sound(&invoice);
    assert_eq!(told(&invoice), expected);
}

#[test]
fn a_product_that_is_named_is_booked_as_margin_goods() {
    // 80 without VAT; 121 with 21.00.
    becomes(
        &order("201", "21", vec![clock("80", "0"), row("Kan", "1", "121", "21")]),
        &[
            "1 x 80.00 = 80.00 margin NL 0 eu-revenue: Klok",
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "vat domestic NL 21: 100.00 + 21.00",
            "vat margin NL 0: 80.00 + 0.00",
            "total 201.00 vat 21.00 plain",
        ],
    );
}

#[test]
fn what_was_charged_decides() {
    // With VAT it is no margin sale, whatever the product.
    becomes(
        &order("121", "21", vec![clock("121", "21")]),
        &[
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Klok",
            "vat domestic NL 21: 100.00 + 21.00",
            "total 121.00 vat 21.00 plain",
        ],
    );
    // Another product without VAT is none either.
    becomes(
        &order("80", "0", vec![row("Kan", "1", "80", "0")]),
        &[
            "1 x 80.00 = 80.00 domestic NL 0 revenue: Kan",
            "vat domestic NL 0: 80.00 + 0.00",
            "total 80.00 vat 0.00 plain",
        ],
    );
    let nameless = Row { product: None, ..clock("80", "0") };
    let invoice = decide(&order("80", "0", vec![nameless]), SHOP, &with_goods(), &books()).unwrap();
    assert_eq!(invoice.lines[0].case, VatCase::Domestic);
}

#[test]
fn what_is_said_of_the_whole_sale_comes_first() {
    let to = |code| Order {
        customer: consumer(code, "1000"),
        ..order("80", "0", vec![clock("80", "0")])
    };
    let number = |mut order: Order| {
        "DE811569869".clone_into(&mut order.customer.vat_number);
        order
    };
    let table = [
        // Taxed at home, wherever in the Union they go, and to whom.
        (to("NL"), VatCase::Margin, "margin0"),
        (to("DE"), VatCase::Margin, "margin0"),
        (number(to("DE")), VatCase::Margin, "margin0"),
        (to("CH"), VatCase::Export, "export0"),
        (Order { platform_sale: true, ..to("NL") }, VatCase::Platform, "platform0"),
        (Order { taxes_included: false, ..to("NL") }, VatCase::Exempt, "exempt0"),
        (Order { intra_community: true, ..number(to("DE")) }, VatCase::EuBusiness, "eu0"),
    ];
    for (order, case, rate) in table {
        let line = decide(&order, SHOP, &with_goods(), &books()).unwrap().lines.remove(0);
        assert_eq!((line.case, line.tax_rate.as_str()), (case, rate));
    }
    // A deposit stays one.
    let deposit = Row { is_deposit: true, ..clock("5", "0") };
    let invoice = decide(&order("5", "0", vec![deposit]), SHOP, &with_goods(), &books()).unwrap();
    assert_eq!(invoice.lines[0].case, VatCase::Deposit);
}

#[test]
fn a_coupon_lowers_margin_goods_as_margin_goods() {
    // 20.10 over 80 and 121: 20.10 × 80 / 201 = 8 and 12.10. 108.90 × 21 / 121 = 18.90.
    let order = Order {
        discounts: dec("20.10"),
        ..order("180.90", "18.90", vec![clock("80", "0"), row("Kan", "1", "121", "21")])
    };
    becomes(
        &order,
        &[
            "1 x 80.00 = 80.00 margin NL 0 eu-revenue: Klok",
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x -8.00 = -8.00 margin NL 0 discounts: Korting",
            "1 x -12.10 = -12.10 domestic NL 21 discounts: Korting",
            "vat domestic NL 21: 90.00 + 18.90",
            "vat margin NL 0: 72.00 + 0.00",
            "total 180.90 vat 18.90 discounts-pro-rata",
        ],
    );
}

#[test]
fn a_coupon_on_the_first_rate_lowers_all_goods_at_that_rate() {
    // 10 over 80 of margin goods and 20 at 0 %, not over the 121: 8 and 2. VAT stays 21.00.
    let rows = vec![clock("80", "0"), row("Kan", "1", "121", "21"), row("Zegel", "1", "20", "0")];
    let order = Order { discounts: dec("10"), ..order("211", "21", rows) };
    becomes(
        &order,
        &[
            "1 x 80.00 = 80.00 margin NL 0 eu-revenue: Klok",
            "1 x 121.00 = 121.00 domestic NL 21 revenue: Kan",
            "1 x 20.00 = 20.00 domestic NL 0 revenue: Zegel",
            "1 x -8.00 = -8.00 margin NL 0 discounts: Korting",
            "1 x -2.00 = -2.00 domestic NL 0 discounts: Korting",
            "vat domestic NL 21: 100.00 + 21.00",
            "vat domestic NL 0: 18.00 + 0.00",
            "vat margin NL 0: 72.00 + 0.00",
            "total 211.00 vat 21.00 discounts-at-first-rate",
        ],
    );
}

#[test]
fn a_cent_that_is_left_over_goes_with_the_largest_line() {
    // 3 × 26.6667 = 80.0001 and 2 × 0.0025: rounded 80.00 and 0.01; the shop says 80.00.
    let rows = vec![
        Row { product: Some(CLOCK), ..row("Klok", "3", "26.6667", "0") },
        Row { product: Some(CLOCK), ..row("Knop", "2", "0.0025", "0") },
    ];
    let invoice = decide(&order("80", "0", rows), SHOP, &with_goods(), &books()).unwrap();
    let told = told(&invoice);
    assert!(
        told.contains(&"1 x -0.01 = -0.01 margin NL 0 eu-revenue: Afrondingsverschil".to_owned()),
        "{told:?}"
    );
}

#[test]
fn without_an_account_of_their_own_they_are_revenue() {
    let settings = settings_with("[[goods]]\nproducts = [123]\ntax_rate = \"margin0\"\n");
    let order = order("80", "0", vec![clock("80", "0")]);
    let line = decide(&order, SHOP, &settings, &books()).unwrap().lines.remove(0);
    assert_eq!((line.case, line.ledger.as_str()), (VatCase::Margin, "revenue"));
    // What the settings name is enough to see what would become of it.
    let named = Administration::as_mapped(&with_goods(), "EUR");
    let line = decide(&order, SHOP, &with_goods(), &named).unwrap().lines.remove(0);
    assert_eq!((line.tax_rate.as_str(), line.ledger.as_str()), ("margin0", "eu-revenue"));
}

#[test]
fn a_percentage_that_the_shop_uses_for_them() {
    let settings =
        settings_with("[[goods]]\nproducts = [123]\npercentage = \"21\"\ntax_rate = \"nl21\"\n");
    let invoice = booked(&order("121", "21", vec![clock("121", "21")]), &settings);
    assert_eq!(invoice.lines[0].case, VatCase::Margin);
    let invoice = booked(&order("80", "0", vec![clock("80", "0")]), &settings);
    assert_eq!(invoice.lines[0].case, VatCase::Domestic);
}

#[test]
fn a_rate_that_is_gone_refuses_the_order() {
    let order = order("80", "0", vec![clock("80", "0")]);
    let refusal = decide(&order, SHOP, &with_goods(), &administration()).unwrap_err();
    let expected = Refusal::RateUnusable {
        tax_rate: "margin0".to_owned(),
        case: VatCase::Margin,
        percentage: "0".parse().unwrap(),
    };
    assert_eq!(refusal, expected);
}
