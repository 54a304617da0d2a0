//! Rows of orders.

use ccvshop::OrderRow;
use rust_decimal::Decimal;

use crate::fake::{page, row};

#[test]
fn a_real_row_is_read_exactly() {
    let rows = OrderRow::list_from_json(include_bytes!("fixtures/row.json")).unwrap();
    let [row] = rows.as_slice() else { panic!("{rows:?}") };
    assert_eq!((row.id, row.order_id), (Some(9001), Some(4712)));
    assert_eq!(row.product_name, "Telefoon Blauw");
    assert_eq!(row.product_number, "");
    assert_eq!(row.product_id, Some(845_754_960));
    assert_eq!(row.unit, "stuk");
    assert_eq!((row.count, row.tax), (Decimal::ONE, Decimal::from(21)));
    assert_eq!((row.price, row.discount), (Some(595.into()), Some(10.into())));
    assert_eq!(row.selling_price, Some(585.into()));
    assert_eq!(row.price_with_attributes, Some(585.into()));
    assert_eq!(row.total(), Some(585.into()));
    assert_eq!(row.attributes.as_deref(), Some(&[][..]));
    assert!(!row.is_deposit());
}

#[test]
fn a_file_is_one_row_a_list_or_a_collection() {
    let ids = |text: &str| -> Vec<i64> {
        let rows = OrderRow::list_from_json(text.as_bytes()).unwrap();
        rows.into_iter().map(|row| row.id.unwrap()).collect()
    };
    assert_eq!(ids(&row(1)), [1]);
    assert_eq!(ids(&format!("\u{feff}{}", row(1))), [1]);
    assert_eq!(ids(&format!(" [{}, {}]", row(1), row(2))), [1, 2]);
    assert_eq!(ids("[]"), [0; 0]);
    assert_eq!(ids(&page(0, &[row(3), row(4)], None)), [3, 4]);
    assert_eq!(ids(&format!(r#"{{"items": [{}]}}"#, row(5))), [5]);
    assert_eq!(ids(r#"{"href": "x", "start": 0, "size": 0}"#), [0; 0], "items may be absent");
}

#[test]
fn a_file_with_an_odd_row_is_refused_with_its_place() {
    let odd = row(2).replace(r#""tax": 21"#, r#""tax": "hoog""#);
    for text in [format!("[{}, {odd}]", row(1)), page(0, &[row(1), odd.clone()], None)] {
        let found = OrderRow::list_from_json(text.as_bytes()).unwrap_err();
        assert_eq!((found.position, found.id), (1, Some(2)));
        assert_eq!(found.reason, "tax: 'hoog' is not an amount");
    }
    for text in ["", "{}", "null", "3", "[3]", "[{}]", "{\"items\": 3}"] {
        assert!(OrderRow::list_from_json(text.as_bytes()).is_err(), "{text}");
    }
}

#[test]
fn a_row_without_quantity_or_percentage_is_not_taken_for_nothing() {
    for member in [r#""count": 1,"#, r#""tax": 21,"#] {
        let name = member.split('"').nth(1).unwrap();
        let whole = row(1);
        assert!(whole.contains(member), "{member}");
        let found = OrderRow::list_from_json(whole.replace(member, "").as_bytes()).unwrap_err();
        assert!(found.reason.contains(name), "{}", found.reason);
    }
}

#[test]
fn everything_but_a_product_is_a_deposit() {
    for (kind, expected) in
        [(r#""product""#, false), (r#""""#, false), ("null", false), (r#""safety_deposit""#, true)]
    {
        let text =
            row(1).replace(r#""product_type": "product""#, &format!(r#""product_type": {kind}"#));
        let rows = OrderRow::list_from_json(text.as_bytes()).unwrap();
        assert_eq!(rows[0].is_deposit(), expected, "{kind}");
    }
}

#[test]
fn options_and_decimals_are_kept() {
    let text = row(1)
        .replace(
            r#""attributes": []"#,
            r#""attributes": [{"href": "x", "id": 5, "option_name": "Maat", "value_name": "XL", "price": 2.5}]"#,
        )
        .replace(r#""count": 1"#, r#""count": 0.375"#)
        .replace(
            r#""total_price_with_attributes": 585"#,
            r#""total_price_with_attributes": 483.471074"#,
        );
    let rows = OrderRow::list_from_json(text.as_bytes()).unwrap();
    assert_eq!(rows[0].count.to_string(), "0.375");
    assert_eq!(rows[0].total().unwrap().to_string(), "483.471074");
    let options = rows[0].attributes.as_ref().unwrap();
    assert_eq!((options[0].option_name.as_str(), options[0].value_name.as_str()), ("Maat", "XL"));
    assert_eq!(options[0].price.unwrap().to_string(), "2.5");
}

#[test]
fn the_total_is_the_one_with_options_where_it_is_told() {
    let with = r#""total_price_with_attributes": 585,"#;
    let plain = row(1).replace(with, "");
    assert_ne!(plain, row(1));
    let rows = OrderRow::list_from_json(plain.as_bytes()).unwrap();
    assert_eq!(rows[0].total(), Some(585.into()));
    let other = row(1).replace(with, r#""total_price_with_attributes": 600,"#);
    let rows = OrderRow::list_from_json(other.as_bytes()).unwrap();
    assert_eq!(rows[0].total(), Some(600.into()));
}
