//! What orders come to, under every assumption. Expected amounts are worked out by hand.

use rust_decimal::Decimal;
use sandbox::shop::model::{Charges, Order, Row, RowOption, Taxes};
use sandbox::shop::{
    CostsVat, CouponVat, ExclTotal, MerchantShape, RowTotals, Sign, Switches, VatRounding,
};

use crate::client::{Client, start};

fn d(text: &str) -> Decimal {
    text.parse().unwrap()
}

fn order(rows: &[(&str, &str, i64)], charges: Charges) -> Order {
    let row = |(count, price, tax): &(&str, &str, i64)| {
        Row::product("Ding", d(count), d(price), Decimal::from(*tax))
    };
    Order { charges, ..Order::of(rows.iter().map(row).collect(), start()) }
}

#[track_caller]
fn expect(order: &Order, switches: Switches, price: &str, tax: &str) {
    let totals = order.totals(&switches);
    assert_eq!((totals.price, totals.tax), (d(price), d(tax)), "{switches:?}");
}

/// The only real totals there are (ccvshop-api.md §5.1).
#[test]
fn the_real_orders_add_up() {
    let shipping = || Charges { shipping: d("5"), ..Charges::default() };
    for vat_rounding in [VatRounding::PerRate, VatRounding::PerRow, VatRounding::Once] {
        let switches = Switches { vat_rounding, ..Switches::default() };
        let mut one = order(&[("1", "595", 21)], shipping());
        one.rows[0].discount = d("10");
        expect(&one, switches, "590", "102.40");
        one.rows[0].count = d("2");
        assert_eq!(one.totals(&switches).price, d("1175"));
    }
}

#[test]
fn a_coupon_lowers_every_rate_or_the_first() {
    let mixed = order(
        &[("1", "20", 9), ("1", "60", 21)],
        Charges { discount: d("8"), ..Charges::default() },
    );
    // Pro rata: 18.00 at 9 % and 54.00 at 21 %. First rate: 12.00 and 60.00.
    expect(&mixed, Switches::default(), "72", "10.86");
    let first = Switches { coupon_vat: CouponVat::FirstRate, ..Switches::default() };
    expect(&mixed, first, "72", "11.40");
    let points = Order { charges: Charges { points: d("8"), ..Charges::default() }, ..mixed };
    expect(&points, Switches::default(), "72", "10.86");
}

#[test]
fn a_coupon_lowers_deposits_too_or_not() {
    let charges = Charges { discount: d("6.05"), ..Charges::default() };
    let mut crates = order(&[("1", "12.10", 21)], charges);
    crates.rows.push(Row::container_deposit("Statiegeld", d("12"), d("1")));
    // 6.05 over 24.10, of which 12.10 is goods; or over the goods alone.
    expect(&crates, Switches::default(), "18.05", "1.57");
    let goods = Switches { coupon_vat: CouponVat::ProRataGoods, ..Switches::default() };
    expect(&crates, goods, "18.05", "1.05");
}

#[test]
fn vat_on_costs_follows_the_switch() {
    let mut costs = order(
        &[("1", "10.90", 9)],
        Charges { payment: d("6.05"), extra: d("-1.21"), ..Charges::default() },
    );
    // 0.90 on the row; 4.84 of costs at 21 %, 9 % and 0 %.
    for (costs_vat, tax) in
        [(CostsVat::Shipping, "1.74"), (CostsVat::HighestRow, "1.30"), (CostsVat::Zero, "0.90")]
    {
        expect(&costs, Switches { costs_vat, ..Switches::default() }, "15.74", tax);
    }
    costs.charges.shipping = d("12.10");
    expect(&costs, Switches::default(), "27.84", "3.84");
    costs.taxes.on_shipping = false;
    expect(&costs, Switches::default(), "27.84", "1.74");
}

#[test]
fn vat_is_rounded_where_the_switch_says() {
    // Per row 0.0087 twice at 21 %, and 0.0041 twice at 9 %.
    let small = order(
        &[("1", "0.05", 21), ("1", "0.05", 21), ("1", "0.05", 9), ("1", "0.05", 9)],
        Charges::default(),
    );
    for (vat_rounding, tax) in
        [(VatRounding::PerRate, "0.03"), (VatRounding::PerRow, "0.02"), (VatRounding::Once, "0.03")]
    {
        expect(&small, Switches { vat_rounding, ..Switches::default() }, "0.20", tax);
    }
    let once = order(&[("1", "0.03", 21), ("1", "0.05", 9)], Charges::default());
    // 0.0052 and 0.0041: a cent and nothing, or a cent together.
    expect(&once, Switches::default(), "0.08", "0.01");
}

#[test]
fn orders_that_exclude_vat_add_it_or_not() {
    let mut excluding =
        order(&[("2", "10.3306", 21)], Charges { shipping: d("4.92"), ..Charges::default() });
    excluding.taxes = Taxes::excluding(d("21"));
    // 20.66 + 4.92 = 25.58, of which 21 % is 5.3718.
    expect(&excluding, Switches::default(), "30.95", "5.37");
    let without = Switches { excl_total: ExclTotal::WithoutVat, ..Switches::default() };
    expect(&excluding, without, "25.58", "5.37");
    excluding.taxes.shown = false;
    expect(&excluding, Switches::default(), "25.58", "0");
}

#[test]
fn rows_round_to_cents_or_not() {
    let mut row = Row::product("Bonen", d("0.375"), d("23.95"), d("9"));
    row.options =
        vec![RowOption { id: 1, name: "Maling".into(), value: "Filter".into(), price: d("0.25") }];
    row.discount = d("1.20");
    let cents = row.totals(&Switches::default());
    assert_eq!((cents.selling, cents.unit), (d("22.75"), d("23.00")));
    assert_eq!((cents.plain, cents.total), (d("8.53"), d("8.63")));
    let exact = row.totals(&Switches { row_totals: RowTotals::Exact, ..Switches::default() });
    assert_eq!((exact.plain, exact.total), (d("8.53125"), d("8.62500")));
}

#[tokio::test]
async fn discounts_have_the_chosen_sign() {
    for (sign, shown) in [(Sign::Positive, "8"), (Sign::Negative, "-8")] {
        let client = Client::with(0, |options| {
            options.switches.discount_sign = sign;
            options.switches.points_sign = sign;
            options.switches.merchant = MerchantShape::Object;
        });
        let charges = Charges { discount: d("8"), points: d("8"), ..Charges::default() };
        let id = client.shop.add_order(order(&[("1", "60", 21)], charges));
        let order = client.get(&format!("/orders/{id}/")).await.json();
        assert_eq!(order["total_discounts"].to_string(), shown);
        assert_eq!(order["credit_point_discount"].to_string(), shown);
        assert_eq!(order["total_price"], 44);
        let shop = client.shop.options().shop_id;
        let merchant = client.get(&format!("/webshops/{shop}/merchant/")).await.json();
        assert!(merchant["company"].is_string());
    }
}
