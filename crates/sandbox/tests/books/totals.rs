//! Totals, under both ways of rounding.

use sandbox::books::{Decimals, Rounding, Switches};
use serde_json::{Value, json};

use crate::bench::Bench;

/// Prices with their rate; incl.; excl total, VAT per rate, incl total.
type Case = (
    &'static [(&'static str, &'static str)],
    bool,
    &'static str,
    &'static [&'static str],
    &'static str,
);

const HIGH: &str = "21% btw";
const LOW: &str = "9% btw";
const NIL: &str = "0% btw";

/// What both ways of rounding agree on.
const AGREED: &[Case] = &[
    (&[("10.50", HIGH)], false, "10.5", &["2.21"], "12.71"),
    (&[("129.95", HIGH)], false, "129.95", &["27.29"], "157.24"),
    (&[("199.99", HIGH)], false, "199.99", &["42.0"], "241.99"),
    (&[("159.99", NIL)], false, "159.99", &[], "159.99"),
    (&[("71.39", HIGH)], true, "59.0", &["12.39"], "71.39"),
    (&[("27.50", HIGH)], true, "22.73", &["4.77"], "27.5"),
    (&[("300.00", HIGH)], true, "247.93", &["52.07"], "300.0"),
    (&[("20.00", HIGH)], true, "16.53", &["3.47"], "20.0"),
    (&[("100", HIGH)], true, "82.64", &["17.36"], "100.0"),
    (&[("2.25", HIGH), ("0.66", HIGH)], false, "2.91", &["0.61"], "3.52"),
    (&[("50.00", HIGH), ("0.66", HIGH)], false, "50.66", &["10.64"], "61.3"),
    (&[("27.50", HIGH), ("-27.50", HIGH)], true, "0.0", &[], "0.0"),
    (&[("-100", HIGH)], true, "-82.64", &["-17.36"], "-100.0"),
    (&[("10.90", LOW), ("12.10", HIGH), ("5.00", NIL)], true, "25.0", &["0.9", "2.1"], "28.0"),
    (&[("107.00", "OSS Duitsland 7%")], true, "100.0", &["7.0"], "107.0"),
    (&[("105.50", "OSS Frankrijk 5,5%")], true, "100.0", &["5.5"], "105.5"),
    (&[("50.00", "Geen btw")], true, "50.0", &[], "50.0"),
];
/// Three lines of € 1.00 with 21 %: 0.1735… each, 0.5206… together.
const THREE_INCL: &[(&str, &str)] = &[("1.00", HIGH), ("1.00", HIGH), ("1.00", HIGH)];
/// Three lines of € 0.07 without 21 %: 0.0147 each, 0.0441 together.
const THREE_EXCL: &[(&str, &str)] = &[("0.07", HIGH), ("0.07", HIGH), ("0.07", HIGH)];

const PER_RATE: &[Case] =
    &[(THREE_INCL, true, "2.48", &["0.52"], "3.0"), (THREE_EXCL, false, "0.21", &["0.04"], "0.25")];
const PER_LINE: &[Case] =
    &[(THREE_INCL, true, "2.49", &["0.51"], "3.0"), (THREE_EXCL, false, "0.21", &["0.03"], "0.24")];

async fn check(bench: &Bench, cases: &[Case]) {
    let contact = bench.contact();
    for (prices, incl, excl, taxes, total) in cases {
        let lines: Vec<_> = prices.iter().map(|(price, rate)| bench.line(price, rate)).collect();
        let body = Bench::invoice(&contact, "T-1", *incl, &lines);
        let made = bench.post("external_sales_invoices", body).await.is(201);
        let shown: Vec<_> = made.body["tax_totals"]
            .as_array()
            .unwrap()
            .iter()
            .map(|group| group["tax_amount"].as_str().unwrap())
            .collect();
        assert_eq!(made.at("/total_price_excl_tax"), *excl, "{prices:?}");
        assert_eq!(shown, *taxes, "{prices:?}");
        assert_eq!(made.at("/total_price_incl_tax"), *total, "{prices:?}");
        assert_eq!(made.at("/total_unpaid"), *total, "{prices:?}");
        assert_eq!(made.at("/state"), "open");
    }
}

#[tokio::test]
async fn per_rate() {
    let bench = Bench::new();
    check(&bench, AGREED).await;
    check(&bench, PER_RATE).await;
}

#[tokio::test]
async fn per_line() {
    let bench = Bench::with(Switches { rounding: Rounding::PerLine, ..Switches::default() });
    check(&bench, AGREED).await;
    check(&bench, PER_LINE).await;
}

#[tokio::test]
async fn quantities_multiply_before_rounding() {
    let bench = Bench::new();
    let contact = bench.contact();
    for (amount, price, total, decimal) in [
        (json!("2"), json!("49.95"), "99.9", "2.0"),
        (json!("3,1 x"), json!("0.05"), "0.16", "3.1"),
        (json!("1:30"), json!(10), "15.0", "1.5"),
        (json!("50%"), json!("9,99"), "5.0", "0.5"),
        (json!("-1 x"), json!("12.10"), "-12.1", "-1.0"),
        (json!(4), json!(2.25), "9.0", "4.0"),
    ] {
        let mut line = bench.line("0", HIGH);
        line["amount"] = amount.clone();
        line["price"] = price;
        let body = Bench::invoice(&contact, "Q", true, &[line]);
        let made = bench.post("external_sales_invoices", body).await.is(201);
        assert_eq!(made.at("/total_price_incl_tax"), total, "{amount}");
        assert_eq!(made.at("/details/0/amount_decimal"), decimal);
        let given = amount.as_str().map_or_else(|| amount.to_string(), str::to_owned);
        assert_eq!(made.at("/details/0/amount"), given);
    }
}

#[tokio::test]
async fn what_is_left_out_gets_a_default() {
    let bench = Bench::new();
    let contact = bench.contact();
    let body = json!({ "external_sales_invoice": { "contact_id": contact, "reference": "30052",
        "details_attributes": [{ "description": "Rocking Chair", "price": 129.95 }] } });
    let made = bench.post("external_sales_invoices", body).await.is(201);
    assert_eq!(made.at("/date"), "2026-08-21");
    assert_eq!(made.body["due_date"], Value::Null);
    assert_eq!(made.body["prices_are_incl_tax"], json!(false));
    assert_eq!(made.at("/details/0/tax_rate_id"), bench.rate(HIGH));
    let uncategorized = bench.account("Ongecategoriseerde inkomsten");
    assert_eq!(made.at("/details/0/ledger_account_id"), uncategorized);
    assert_eq!(made.body["details"][0]["amount"], Value::Null);
    assert_eq!(made.at("/details/0/amount_decimal"), "1.0");
    assert_eq!(made.at("/total_price_incl_tax"), "157.24");
    assert_eq!(made.body["details"][0]["tax_report_reference"], json!(["NL/1a"]));
}

#[tokio::test]
async fn a_third_decimal_is_refused_or_rounded() {
    let strict = Bench::new();
    let body = Bench::invoice(&strict.contact(), "D", true, &[strict.line("1.005", HIGH)]);
    let refused = strict.post("external_sales_invoices", body).await.is(422);
    assert!(refused.body["error"]["details.price"].is_array());
    assert!(strict.books.invoices().is_empty());

    let switches = Switches { more_than_two_decimals: Decimals::Round, ..Switches::default() };
    let loose = Bench::with(switches);
    let body = Bench::invoice(&loose.contact(), "D", true, &[loose.line("1.005", HIGH)]);
    let made = loose.post("external_sales_invoices", body).await.is(201);
    assert_eq!(made.at("/details/0/price"), "1.01");
}
