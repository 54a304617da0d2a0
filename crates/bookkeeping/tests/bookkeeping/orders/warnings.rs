//! A rate that its country did not have on the day of the order is booked, with a warning.

use bookkeeping::{Invoice, Language, Order, Warning};

use crate::support::{SHOP, booked, consumer, country, dec, order, row, settings};

/// An order of 100.00 at this percentage, sent there at that moment.
fn sale(to: &str, postcode: &str, percentage: &str, at: &str) -> Order {
    let rate = dec(percentage);
    let tax = dec("100") * rate / (dec("100") + rate);
    Order {
        total_tax: bookkeeping::Money::round(tax).decimal(),
        customer: consumer(to, postcode),
        placed_at: at.parse().unwrap(),
        shipping_percentage: rate,
        ..order("100", "0", vec![row("Kan", "1", "100", percentage)])
    }
}

fn warned(order: &Order) -> Vec<String> {
    let warning = |own: &Warning| match own {
        Warning::RateNotValid { country, percentage, day } => {
            assert_eq!(own.code(), "rate-not-valid");
            format!("{country} {percentage} on {day}")
        }
        Warning::HomeRateAbroad { country, percentage } => {
            assert_eq!(own.code(), "home-rate-abroad");
            format!("home rate {percentage} to {country}")
        }
    };
    booked(order, &settings()).warnings.iter().map(warning).collect()
}

#[test]
fn the_day_of_the_order_decides_in_amsterdam() {
    // In Amsterdam it is 2019, when 6 % had become 9 %, from 23:00 UTC on.
    let at = |at| warned(&sale("NL", "1234AB", "9", at));
    assert_eq!(at("2018-12-31T22:59:59Z"), ["NL 9 on 2018-12-31"]);
    assert_eq!(at("2018-12-31T23:00:00Z"), [""; 0]);
}

#[test]
fn rates_that_the_country_had() {
    let (half_year, now) = ("2020-08-01T12:00:00Z", "2026-03-01T12:00:00Z");
    let table = [
        (sale("NL", "1234AB", "21", now), None),
        (sale("NL", "1234AB", "0", now), None),
        (sale("DE", "10115", "19", now), None),
        (sale("DE", "10115", "19", half_year), Some("DE 19 on 2020-08-01")),
        (sale("FR", "75001", "5.5", now), None),
        (sale("BE", "1000", "21", now), None),
        // Below the threshold it is our own rate that counts, wherever the goods went.
        (sale("AT", "1010", "21", now), None),
        (sale("AT", "1010", "9", "2018-06-01T12:00:00Z"), Some("NL 9 on 2018-06-01")),
        // No VAT at all has no rate.
        (sale("CH", "8001", "0", now), None),
        (Order { platform_sale: true, ..sale("DE", "10115", "0", now) }, None),
        // Before the table begins nothing is known.
        (sale("DE", "10115", "19", "2014-06-01T12:00:00Z"), None),
    ];
    for (order, expected) in table {
        let found = warned(&order);
        assert_eq!(found.first().map(String::as_str), expected, "{order:?}");
        assert!(found.len() <= 1, "{found:?}");
    }
}

#[test]
fn the_rates_of_a_region_hold_where_the_goods_went() {
    let mut corsican = settings();
    let mut entry = corsican.vat[4].clone();
    assert_eq!(entry.country, Some(country("FR")));
    (entry.percentage, entry.tax_rate) = ("13".parse().ok(), "fr13".to_owned());
    corsican.vat.push(entry);
    let known = bookkeeping::Administration::as_mapped(&corsican, "EUR");
    for (postcode, warnings) in [("20000", 0), ("75001", 1)] {
        let order = sale("FR", postcode, "13", "2026-03-01T12:00:00Z");
        let invoice = bookkeeping::decide(&order, SHOP, &corsican, &known).unwrap();
        assert_eq!(invoice.warnings.len(), warnings, "{postcode}");
    }
}

#[test]
fn one_warning_for_each_rate() {
    let mut order = sale("NL", "1234AB", "9", "2018-06-01T12:00:00Z");
    order.rows = vec![row("Thee", "1", "60", "9"), row("Koffie", "1", "40", "9")];
    assert_eq!(warned(&order), ["NL 9 on 2018-06-01"]);
}

#[test]
fn a_delivery_address_elsewhere_decides_whose_rates_count() {
    let mut order = sale("NL", "1234AB", "19", "2020-08-01T12:00:00Z");
    order.customer.delivery_country = Some(country("DE"));
    order.customer.delivery_postcode = "10115".to_owned();
    assert_eq!(warned(&order), ["DE 19 on 2020-08-01"]);
}

#[test]
fn the_sentence_names_the_rates_that_held() {
    let order = sale("DE", "10115", "19", "2020-08-01T12:00:00Z");
    let warning = booked(&order, &settings()).warnings.remove(0);
    let (dutch, english) = (warning.sentence(Language::Nl), warning.sentence(Language::En));
    assert_ne!(dutch, english);
    // In Dutch a comma stands before decimals.
    for (sentence, held) in [(dutch, "16; 5 %"), (english, "16, 5 %")] {
        for part in ["19 %", "DE", "2020-08-01", held] {
            assert!(sentence.contains(part), "'{part}' in {sentence}");
        }
    }
}

#[test]
fn a_rate_of_our_own_where_the_settings_have_those_of_the_state() {
    let now = "2026-03-01T12:00:00Z";
    let order = sale("DE", "10115", "21", now);
    assert_eq!(warned(&order), ["home rate 21 to DE"]);
    let mixed = Order {
        total_price: dec("200"),
        total_tax: dec("25.61"),
        rows: vec![row("Kan", "1", "100", "21"), row("Thee", "1", "100", "9")],
        ..order.clone()
    };
    assert_eq!(warned(&mixed), ["home rate 21 to DE", "home rate 9 to DE"]);
    // A business was charged so on purpose; at home it is the right one; and a rate of 0.00 is none.
    let mut business = order.clone();
    business.customer.vat_number = "DE811569869".to_owned();
    assert_eq!(warned(&business), [""; 0]);
    assert_eq!(warned(&sale("NL", "1234AB", "21", now)), [""; 0]);
    let mut present = sale("DE", "10115", "19", now);
    present.rows.push(row("Sticker", "1", "0", "0"));
    assert_eq!(warned(&present), [""; 0]);
    // Without rates of that state the shop is below the threshold.
    let mut unmapped = settings();
    unmapped.vat.retain(|entry| entry.country != Some(country("DE")));
    assert_eq!(booked(&order, &unmapped).warnings, []);
    let warning = booked(&order, &settings()).warnings.remove(0);
    let (dutch, english) = (warning.sentence(Language::Nl), warning.sentence(Language::En));
    assert_ne!(dutch, english);
    for sentence in [dutch, english] {
        assert!(sentence.contains("21 %") && sentence.contains("DE"), "{sentence}");
    }
}

#[test]
fn a_plan_that_was_kept_before_there_were_warnings_still_reads() {
    let invoice = booked(&sale("DE", "10115", "19", "2020-08-01T12:00:00Z"), &settings());
    let text = serde_json::to_string(&invoice).unwrap();
    assert_eq!(serde_json::from_str::<Invoice>(&text).unwrap(), invoice);
    let mut older: serde_json::Value = serde_json::from_str(&text).unwrap();
    assert!(older.as_object_mut().unwrap().remove("warnings").is_some());
    let older: Invoice = serde_json::from_value(older).unwrap();
    assert_eq!(older, Invoice { warnings: Vec::new(), ..invoice });
    assert!(!serde_json::to_string(&older).unwrap().contains("warnings"));
}
