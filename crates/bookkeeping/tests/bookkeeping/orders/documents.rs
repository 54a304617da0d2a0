//! What the invoice is called, its days, where it came from, and its payment.

use bookkeeping::settings::{DateFrom, ReferenceFrom};
use bookkeeping::{
    Administration, Invoice, Order, Payment, Refusal, decide, invoice_date, order_of_source,
    source_url,
};

use crate::support::{administration, booked, money, order, refused, row, settings};

fn pen() -> Order {
    order("12.10", "2.10", vec![row("Pen", "1", "12.10", "21")])
}

fn date(text: &str) -> jiff::civil::Date {
    text.parse().unwrap()
}

#[test]
fn the_reference_is_the_order_number_or_the_invoice_number() {
    let mut by_invoice = settings();
    by_invoice.invoice.reference = ReferenceFrom::InvoiceNumber;
    let mut order = pen();
    assert_eq!(booked(&order, &settings()).reference, "2022-1");
    for none in [None, Some(String::new()), Some(" ".to_owned())] {
        order.invoice_number = none;
        let refusal = refused(&order, &by_invoice);
        assert_eq!(refusal, Refusal::NoInvoiceNumber);
        assert_eq!(refusal.code(), "unreadable");
    }
    order.invoice_number = Some("F2022-0042".to_owned());
    assert_eq!(booked(&order, &by_invoice).reference, "F2022-0042");
    assert_eq!(booked(&order, &settings()).reference, "2022-1");
}

#[test]
fn the_date_is_a_dutch_day() {
    // Summer time is two hours ahead of UTC, winter time one.
    let table = [
        ("2022-11-07T21:51:00Z", "2022-11-07"),
        ("2022-11-07T22:59:59Z", "2022-11-07"),
        ("2022-11-07T23:00:00Z", "2022-11-08"),
        ("2022-12-31T23:30:00Z", "2023-01-01"),
        ("2026-07-01T21:59:59Z", "2026-07-01"),
        ("2026-06-30T22:00:00Z", "2026-07-01"),
        ("2026-03-29T00:59:59Z", "2026-03-29"),
    ];
    for (placed, day) in table {
        let order = Order { placed_at: placed.parse().unwrap(), ..pen() };
        assert_eq!(order.day(), date(day), "{placed}");
        assert_eq!(booked(&order, &settings()).date, date(day), "{placed}");
    }
}

#[test]
fn the_date_may_be_that_of_completion() {
    let mut completed = settings();
    completed.invoice.date = DateFrom::Completed;
    let mut order = pen();
    assert_eq!(invoice_date(&order, &completed), date("2022-11-07"), "never seen ready");
    order.ready_at = Some("2023-01-02T23:00:00Z".parse().unwrap());
    assert_eq!(invoice_date(&order, &completed), date("2023-01-03"));
    assert_eq!(invoice_date(&order, &settings()), date("2022-11-07"));
    // The lock is held against the day that the invoice bears.
    let mut administration = administration();
    administration.locked_until = Some(date("2022-12-31"));
    let shop = "https://winkel.example/";
    assert!(decide(&order, shop, &completed, &administration).is_ok());
    assert!(decide(&order, shop, &settings(), &administration).is_err());
}

#[test]
fn the_due_date_is_days_later() {
    let mut settings = settings();
    for (days, due) in [(14, "2022-11-21"), (0, "2022-11-07"), (365, "2023-11-07")] {
        settings.invoice.due_days = days;
        assert_eq!(booked(&pen(), &settings).due_date, date(due));
    }
}

#[test]
fn the_source_tells_orders_and_shops_apart() {
    let url = "https://winkel.example/api/rest/v1/orders/339323562/?webshop=7";
    assert_eq!(booked(&pen(), &settings()).source_url, url);
    assert_eq!(source_url("https://winkel.example/", 7, 339_323_562), url);
    assert_eq!(order_of_source(url, 7), Some(339_323_562));
    let moved = url.replace("winkel.example", "nieuw.example");
    assert_eq!(order_of_source(&moved, 7), Some(339_323_562));
    assert_eq!(order_of_source(url, 8), None);
    for other in [
        url.replace("webshop=7", "webshop=17"),
        url.replace("webshop=7", "webshop="),
        url.replace("339323562", "een"),
        url.replace("339323562", ""),
        url.replace("orders", "products"),
        format!("{url}7"),
        format!("{url}&page=2"),
        "https://winkel.example".to_owned(),
        String::new(),
    ] {
        assert_eq!(order_of_source(&other, 7), None, "{other}");
    }
}

#[test]
fn the_payment() {
    let payment = |clearing: Option<&str>| Payment {
        price: money("12.10"),
        date: date("2022-11-07"),
        clearing: clearing.map(str::to_owned),
        identifier: "ccv-7-339323562".to_owned(),
        against: None,
    };
    let general = settings();
    assert_eq!(booked(&pen(), &general).payment, Some(payment(Some("clearing"))));
    let by = |method| Order { payment_method: method, ..pen() };
    assert_eq!(booked(&by(Some(12)), &general).payment, Some(payment(Some("psp"))));
    assert_eq!(booked(&by(None), &general).payment, Some(payment(Some("clearing"))));

    let mut open = settings();
    open.payment.clearing = None;
    assert_eq!(booked(&pen(), &open).payment, Some(payment(None)));
    assert_eq!(booked(&by(Some(12)), &open).payment, Some(payment(Some("psp"))));

    assert_eq!(booked(&Order { paid: false, ..pen() }, &general).payment, None);
    let mut without = settings();
    without.payment.register = false;
    assert_eq!(booked(&pen(), &without).payment, None);
}

#[test]
fn a_preview_needs_settings_alone() {
    let mapped = Administration::as_mapped(&settings(), "EUR");
    let shop = "https://winkel.example";
    assert_eq!(decide(&pen(), shop, &settings(), &mapped), Ok(booked(&pen(), &settings())));
    let without_payments: Vec<_> = settings().check(&mapped);
    // Clearing accounts carry no line, so they are not in it.
    assert!(without_payments.iter().all(|one| one.to_string().starts_with("[payment")));
}

#[test]
fn an_invoice_is_kept_as_json_without_floats() {
    let invoice = booked(&pen(), &settings());
    let json = serde_json::to_string(&invoice).unwrap();
    assert_eq!(serde_json::from_str::<Invoice>(&json).unwrap(), invoice);
    for text in [
        r#""total":"12.10""#,
        r#""vat_total":"2.10""#,
        r#""quantity":"1""#,
        r#""percentage":"21""#,
        r#""date":"2022-11-07""#,
        r#""case":"domestic""#,
    ] {
        assert!(json.contains(text), "{text} in {json}");
    }
    let order = serde_json::to_string(&pen()).unwrap();
    assert_eq!(serde_json::from_str::<Order>(&order).unwrap(), pen());
    let floats = order.replace(r#""total_price":"12.10""#, r#""total_price":12.10"#);
    assert_ne!(floats, order);
    assert!(serde_json::from_str::<Order>(&floats).is_err(), "a number would have been a float");
}
