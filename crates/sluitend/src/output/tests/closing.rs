//! The closing statement.

use std::collections::BTreeMap;

use bookkeeping::closing::{Amounts, Counted, Explanation, Outside, Row, Statement};
use bookkeeping::{Country, Language, Money};
use rust_decimal::Decimal;

use super::super::{csv, statement};

const GROUPS: [&str; 4] = ["shop", "books", "Moneybird", "difference"];
const NAMES: [&str; 13] =
    ["VAT", "country", "%", "#", "net", "VAT", "#", "net", "VAT", "net", "VAT", "net", "VAT"];

fn money(cents: i64) -> Money {
    Money::round(Decimal::new(cents, 2))
}

fn amounts(net: i64, vat: i64) -> Amounts {
    Amounts { net: money(net), vat: money(vat) }
}

fn row(case: &str, percentage: &str, shop: (i64, i64), books: (i64, i64)) -> Row {
    let counted =
        |(net, vat): (i64, i64), count| Counted { net: money(net), vat: money(vat), count };
    Row {
        case: case.to_owned(),
        country: Some(Country::NL),
        percentage: Some(percentage.parse().unwrap()),
        tax_rate: None,
        shop: counted(shop, 2),
        booked: counted(books, 1),
        moneybird: amounts(books.0, books.1),
        difference: amounts(shop.0 - books.0, shop.1 - books.1),
    }
}

fn closed() -> Statement {
    Statement {
        connection: "C".to_owned(),
        period: "2026-03".to_owned(),
        currency: "EUR".to_owned(),
        closes: true,
        difference: Money::ZERO,
        rows: vec![row("domestic", "21", (48_760, 10_240), (48_760, 10_240))],
        boxes: BTreeMap::from([("1a".to_owned(), amounts(48_760, 10_240))]),
        explanations: Vec::new(),
        outside: Vec::new(),
        notes: Vec::new(),
    }
}

fn open() -> Statement {
    Statement {
        closes: false,
        difference: money(590),
        rows: vec![row("domestic", "21", (48_760, 10_240), (48_170, 10_240))],
        explanations: vec![Explanation {
            id: 412_000_171,
            number: "=1+1".to_owned(),
            invoice_id: Some("33".to_owned()),
            code: "altered".to_owned(),
            message: "Other amounts, \"by hand\".".to_owned(),
            net: money(590),
            vat: Money::ZERO,
        }],
        outside: vec![Outside {
            invoice_id: "44".to_owned(),
            reference: "F-1, b".to_owned(),
            net: money(-100),
            vat: money(-21),
        }],
        notes: vec!["The period is not over yet.".to_owned()],
        ..closed()
    }
}

#[test]
fn a_statement_that_closes_says_so_last() {
    let text = statement(&closed(), Language::En);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Closing statement of 2026-03, in EUR");
    assert_eq!(lines[2].split_whitespace().collect::<Vec<_>>(), GROUPS);
    assert_eq!(lines[3].split_whitespace().collect::<Vec<_>>(), NAMES);
    assert!(text.contains("domestic  NL       21  2  487.60  102.40  1  487.60  102.40"), "{text}");
    assert!(text.contains("1a                       487.60  102.40"), "{text}");
    assert_eq!(text.lines().last(), Some("Closes: difference 0.00."));
    let dutch = statement(&closed(), Language::Nl);
    assert_eq!(dutch.lines().last(), Some("Sluit: verschil 0.00."));
}

#[test]
fn a_statement_that_does_not_close_names_the_orders() {
    let text = statement(&open(), Language::En);
    assert!(
        text.contains("=1+1   412000171  33       5.90  0.00  altered: Other amounts"),
        "{text}"
    );
    assert!(text.contains("44                  F-1, b     -1.00  -0.21"), "{text}");
    let last = text.lines().last().unwrap();
    assert_eq!(last, "Does not close: difference 5.90; the orders above say why (1).");
    let unexplained = Statement { explanations: Vec::new(), ..open() };
    let text = statement(&unexplained, Language::Nl);
    assert!(text.ends_with("Sluit niet: verschil 5.90; geen bestelling verklaart dit."), "{text}");
}

#[test]
fn what_no_order_explains_is_named_by_its_tax_rate() {
    let unexplained = Row {
        case: "unexplained".to_owned(),
        country: None,
        tax_rate: Some("OSS 5.5%".to_owned()),
        ..row("", "5.5", (0, 0), (100_000, 5_500))
    };
    let own = Statement { rows: vec![unexplained], ..open() };
    let text = statement(&own, Language::Nl);
    assert!(text.contains("niet verklaard: OSS 5.5%"), "{text}");
    let text = csv(&own);
    assert!(text.contains("1000.00,55.00,-1000.00,-55.00,,,,OSS 5.5%\r\n"), "{text}");
}

#[test]
fn csv_has_a_line_for_everything_and_no_formula() {
    let text = csv(&open());
    let lines: Vec<&str> = text.split("\r\n").collect();
    assert_eq!(lines.len(), 6, "{text}");
    assert!(lines[0].starts_with("kind,case,country,percentage,shop_count,shop_net,shop_vat"));
    let columns = lines[0].split(',').count();
    assert_eq!(
        lines[1],
        "row,domestic,NL,21,2,487.60,102.40,1,481.70,102.40,481.70,102.40,5.90,0.00,,,,"
    );
    assert_eq!(lines[2], "box,1a,,,,,,,,,487.60,102.40,,,,,,");
    assert_eq!(
        lines[3],
        "explanation,,,,,,,,,,,,5.90,0.00,412000171,'=1+1,33,\"altered: Other amounts, \"\"by hand\"\".\""
    );
    assert_eq!(lines[4], "outside,,,,,,,,,,-1.00,-0.21,,,,\"F-1, b\",44,");
    assert_eq!(lines[5], "");
    for line in [lines[1], lines[2]] {
        assert_eq!(line.split(',').count(), columns);
    }
}
