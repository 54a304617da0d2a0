//! The noise of real replies (ccvshop-api.md §1.8): text for numbers, null for text, absent members,
//! unknown ones, PHP's empty array for an empty object.

use ccvshop::Order;
use rust_decimal::Decimal;

/// The fixture with one text replaced.
fn order(from: &str, to: &str) -> Order {
    let whole = include_str!("fixtures/order.json");
    assert!(whole.contains(from), "{from}");
    Order::from_json(whole.replacen(from, to, 1).as_bytes()).unwrap()
}

#[test]
fn ids_and_amounts_may_be_text() {
    assert_eq!(order(r#""id": 4711"#, r#""id": "4711""#).id, 4711);
    assert_eq!(order(r#""id": 4711"#, r#""id": 9223372036854775807"#).id, i64::MAX);
    let exact = order(r#""total_tax": 102.4"#, r#""total_tax": "0.1000000000000000055511""#);
    assert_eq!(exact.total_tax.to_string(), "0.1000000000000000055511");
    let many = order(r#""total_price": 590"#, r#""total_price": 12345678901234567.8901"#);
    assert_eq!(many.total_price.to_string(), "12345678901234567.8901");
    let tiny = order(r#""extra_costs": 0"#, r#""extra_costs": -1.5e-3"#);
    assert_eq!(tiny.extra_costs.to_string(), "-0.0015");
}

#[test]
fn flags_may_be_numbers() {
    assert!(!order(r#""paid": true"#, r#""paid": 0"#).paid);
    assert!(order(r#""is_platform_sale": false"#, r#""is_platform_sale": "1""#).is_platform_sale);
    assert!(!order(r#""is_platform_sale": false"#, r#""is_platform_sale": null"#).is_platform_sale);
}

#[test]
fn nothing_has_many_forms() {
    for nothing in ["null", r#""""#] {
        let number =
            order(r#""ordernumber_full": "1""#, &format!(r#""ordernumber_full": {nothing}"#));
        assert_eq!(number.ordernumber_full, None, "{nothing}");
        let status = order(r#""status": 1"#, &format!(r#""status": {nothing}"#));
        assert_eq!(status.status, None, "{nothing}");
        let shipping = order(r#""total_shipping": 5"#, &format!(r#""total_shipping": {nothing}"#));
        assert_eq!(shipping.total_shipping, Decimal::ZERO, "{nothing}");
        let guest = order(r#""id": "815""#, &format!(r#""id": {nothing}"#));
        assert_eq!(guest.account(), None, "{nothing}");
    }
    assert_eq!(order(r#""id": "815","#, "").account(), None);
    assert_eq!(order(r#""total_shipping": 5,"#, "").total_shipping, Decimal::ZERO);
}

#[test]
fn an_object_without_members_has_many_forms() {
    for nothing in ["null", "[]", "[ ]", r#""""#, "{}"] {
        let coupon = format!(r#""discountcoupon": {nothing}, "old": {{"#);
        let found = order(r#""discountcoupon": {"#, &coupon).discountcoupon;
        assert_eq!(found.unwrap_or_default(), ccvshop::Coupon::default(), "{nothing}");
        let customer = format!(r#""customer": {nothing}, "old": {{"#);
        let found = order(r#""customer": {"#, &customer).customer;
        assert_eq!(found.unwrap_or_default(), ccvshop::Customer::default(), "{nothing}");
        let billing = format!(r#""billingaddress": {nothing}, "old": {{"#);
        let found = order(r#""billingaddress": {"#, &billing).customer.unwrap();
        assert_eq!(found.billingaddress.unwrap_or_default(), ccvshop::Address::default());
    }
}

#[test]
fn what_is_new_is_ignored() {
    let new = r#""id": 4711, "carbon_footprint": {"kg": [1, {"a": null}]}, "😀": true"#;
    assert_eq!(order(r#""id": 4711"#, new).id, 4711);
}

#[test]
fn texts_are_trimmed_and_unescaped() {
    let name = order(r#""company": """#, r#""company": " Caf\u00e9 \/ Bar \ud83d\ude00 ""#);
    assert_eq!(name.customer.unwrap().billingaddress.unwrap().company, "Café / Bar 😀");
    let number = order(r#""housenumber": 3"#, r#""housenumber": "3a""#);
    assert_eq!(number.customer.unwrap().billingaddress.unwrap().housenumber, "3a");
}

#[test]
fn instants_have_several_forms() {
    for text in ["2022-11-07T22:51:00+01:00", "2022-11-07T21:51:00+0000", "2022-11-07T21:51:00.0Z"]
    {
        let found = order("2022-11-07T21:51:00Z", text).create_date;
        assert_eq!(found.to_string(), "2022-11-07T21:51:00Z", "{text}");
    }
}

#[test]
fn a_place_to_collect_is_read() {
    let place = r#""pickup_address": {"code": "PG", "company": "Buurtwinkel", "housenumber": 7}"#;
    let found = order(r#""pickup_address": null"#, place).pickup_address.unwrap();
    assert_eq!((found.company.as_str(), found.housenumber.as_str()), ("Buurtwinkel", "7"));
}
