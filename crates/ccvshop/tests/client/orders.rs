//! Orders, as far as the only real one that is known shows them.

use ccvshop::{Direction, Order, OrderQuery};
use rust_decimal::Decimal;

use crate::fake::{Fake, client, ok, order, page, refusal};

fn decimal(text: &str) -> Decimal {
    text.parse().unwrap()
}

#[test]
fn a_real_order_is_read_exactly() {
    let order = Order::from_json(include_bytes!("fixtures/order.json")).unwrap();
    assert_eq!(order.id, 4711);
    assert_eq!(order.ordernumber_prefix, None);
    assert_eq!(order.ordernumber, Some(1));
    assert_eq!(order.ordernumber_full.as_deref(), Some("1"));
    assert_eq!(order.create_date.to_string(), "2022-11-07T21:51:00Z");
    assert_eq!(order.deliver_method, "shipping");
    assert_eq!(order.orderedinlng, "nl");
    assert_eq!(order.status, Some(1));
    assert_eq!((order.paymethod_id, order.paymethod.as_str()), (Some(3), "BankTransfer"));
    assert_eq!(order.paymethod_label, "Vooraf overmaken");
    assert!(order.is_completed && order.paid);
    assert!(order.taxes_included && order.order_row_taxes_included);
    assert!(order.shipping_taxes_included);
    assert!(!order.is_platform_sale && !order.is_intra_community_order);
    let amounts = [
        (order.total_price, "590"),
        (order.total_tax, "102.4"),
        (order.total_shipping, "5"),
        (order.shipping_tax_percentage, "21"),
        (order.total_discounts, "0"),
        (order.extra_costs, "0"),
        (order.paymethod_costs, "0"),
        (order.credit_point_discount, "0"),
    ];
    for (amount, expected) in amounts {
        assert_eq!(amount.to_string(), expected);
    }
    assert_eq!(order.currency, "EUR");
    assert_eq!(order.account(), Some(815), "an id that came as text");
    assert_eq!(order.discountcoupon.unwrap().code, "");
    assert_eq!(order.pickup_address, None);
    let customer = order.customer.unwrap();
    assert_eq!(customer.email, "klant@example.test");
    assert_eq!(customer.customertype, "b2c");
    let billing = customer.billingaddress.unwrap();
    assert_eq!(billing.first_line(), "Voorbeeldstraat 3");
    assert_eq!(billing.housenumber, "3");
    assert_eq!(billing.country_code.as_deref(), Some("NL"));
    assert_eq!(customer.deliveryaddress.unwrap(), ccvshop::Address::default());
}

#[test]
fn what_is_sensitive_is_not_kept() {
    let order = Order::from_json(include_bytes!("fixtures/order.json")).unwrap();
    let text = format!("{order:?}").to_lowercase();
    assert!(include_str!("fixtures/order.json").matches("geheim").count() >= 3);
    assert!(!text.contains("geheim"), "{text}");
}

#[test]
fn a_first_line_is_made_of_its_parts_where_it_must() {
    let address = ccvshop::Address {
        street: "Dam".to_owned(),
        housenumber: "1".to_owned(),
        housenumber_suffix: "B".to_owned(),
        ..ccvshop::Address::default()
    };
    assert_eq!(address.first_line(), "Dam 1 B");
    assert_eq!(ccvshop::Address::default().first_line(), "");
}

#[test]
fn what_an_order_cannot_do_without_is_named_when_it_is_missing() {
    let whole = include_str!("fixtures/order.json");
    for (member, json) in [
        ("id", "4711"),
        ("create_date", r#""2022-11-07T21:51:00Z""#),
        ("paid", "true"),
        ("taxes_included", "true"),
        ("order_row_taxes_included", "true"),
        ("total_price", "590"),
        ("total_tax", "102.4"),
        ("currency", r#""EUR""#),
    ] {
        let present = format!(r#"  "{member}": {json},"#);
        assert!(whole.contains(&present), "{member}");
        for gap in [String::new(), format!(r#""{member}": null,"#), format!(r#""{member}": "","#)] {
            let odd = Order::from_json(whole.replace(&present, &gap).as_bytes()).unwrap_err();
            assert!(odd.reason.contains(member), "{gap}: {}", odd.reason);
            assert!(!odd.reason.contains("column"), "{}", odd.reason);
            let id = (member != "id").then_some(4711);
            assert_eq!((odd.id, odd.position), (id, 0));
        }
    }
}

#[test]
fn nonsense_is_named_with_its_member() {
    let whole = include_str!("fixtures/order.json");
    for (from, to, reason) in [
        (r#""total_price": 590"#, r#""total_price": "veel""#, "total_price: 'veel'"),
        (r#""total_tax": 102.4"#, r#""total_tax": [1]"#, "total_tax: expected one value"),
        (r#""status": 1"#, r#""status": 1.5"#, "status: '1.5' is not a whole number"),
        ("2022-11-07T21:51:00Z", "gisteren", "create_date: 'gisteren' is not an instant"),
        (r#""housenumber": 3"#, r#""housenumber": {}"#, "customer: billingaddress: housenumber:"),
        (r#""user": {"#, r#""user": 3, "x": {"#, "user: expected an object"),
    ] {
        assert!(whole.contains(from), "{from}");
        let odd = Order::from_json(whole.replacen(from, to, 1).as_bytes()).unwrap_err();
        assert!(odd.reason.starts_with(reason), "{}", odd.reason);
    }
}

#[test]
fn a_file_may_have_a_byte_order_mark_but_must_be_json() {
    let mut file = b"\xef\xbb\xbf".to_vec();
    file.extend(include_bytes!("fixtures/order.json"));
    assert_eq!(Order::from_json(&file).unwrap().id, 4711);
    for text in [&b""[..], b"{", b"[]", b"null", b"<html>", b"\xff\xfe"] {
        assert!(Order::from_json(text).is_err(), "{text:?}");
    }
}

#[tokio::test]
async fn filters_are_sent_as_the_api_names_them() {
    let empty = page(0, &[], None);
    let fake = Fake::new([
        ("GET orders/?start=0&size=100&orderby=id", ok(&empty)),
        (
            "GET orders/?start=300&size=50&orderby=id_desc&status=7&is_paid=true&ordernumber=12",
            ok(&empty),
        ),
        ("GET orders/?start=0&size=100&orderby=id&is_paid=false", ok(&empty)),
    ]);
    let client = client(&fake);
    let all = OrderQuery::default();
    let narrow = OrderQuery {
        status: Some(7),
        is_paid: Some(true),
        number: Some(12),
        start: 300,
        size: 50,
        direction: Direction::Descending,
    };
    let unpaid = OrderQuery { is_paid: Some(false), ..OrderQuery::default() };
    for query in [all, narrow, unpaid] {
        assert_eq!(client.orders(&query).await.unwrap().items, []);
    }
    fake.finish();
}

#[tokio::test]
async fn an_order_that_is_gone_is_none() {
    let fake = Fake::new([("GET orders/1/", ok(&order(1))), ("GET orders/2/", refusal("404.10"))]);
    let client = client(&fake);
    let found = client.order(1).await.unwrap().unwrap();
    assert_eq!((found.id, found.total_tax), (1, decimal("102.4")));
    assert_eq!(client.order(2).await.unwrap(), None);
}
