//! Two statements to be shown: one that closes, and one that does not.

use std::collections::BTreeMap;

use bookkeeping::closing::{
    Amounts, Clearing, Counted, Explanation, Listed, Outside, Reported, Row, Statement,
};
use bookkeeping::{Country, Money};
use rust_decimal::Decimal;

pub(crate) fn money(cents: i64) -> Money {
    Money::round(Decimal::new(cents, 2))
}

pub(crate) fn amounts(net: i64, vat: i64) -> Amounts {
    Amounts { net: money(net), vat: money(vat) }
}

pub(crate) fn row(case: &str, percentage: &str, shop: (i64, i64), books: (i64, i64)) -> Row {
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

pub(crate) fn closed() -> Statement {
    Statement {
        connection: "C".to_owned(),
        period: "2026-03".to_owned(),
        currency: "EUR".to_owned(),
        closes: true,
        difference: Money::ZERO,
        rows: vec![row("domestic", "21", (48_760, 10_240), (48_760, 10_240))],
        boxes: BTreeMap::from([("1a".to_owned(), amounts(48_760, 10_240))]),
        report: vec![reported((48_760, 10_240), (0, 0))],
        clearing: vec![Clearing {
            account: "777".to_owned(),
            name: "Tussenrekening".to_owned(),
            opening: money(10_000),
            paid: money(59_000),
            other: Money::ZERO,
            taken: money(60_050),
            closing: money(8_950),
        }],
        explanations: Vec::new(),
        outside: Vec::new(),
        orders: vec![listed(412_000_171, "FW-17", (48_760, 10_240))],
        notes: Vec::new(),
    }
}

fn reported(ours: (i64, i64), outside: (i64, i64)) -> Reported {
    Reported {
        tax_rate: "55".to_owned(),
        name: "21% btw".to_owned(),
        percentage: Some("21".parse().unwrap()),
        return_box: Some("1a".to_owned()),
        ours: amounts(ours.0, ours.1),
        outside: amounts(outside.0, outside.1),
        whole: amounts(ours.0 + outside.0, ours.1 + outside.1),
    }
}

pub(crate) fn listed(id: i64, number: &str, (net, vat): (i64, i64)) -> Listed {
    Listed {
        id,
        number: number.to_owned(),
        orders: vec![number.to_owned()],
        date: "2026-03-05".parse().unwrap(),
        reference: Some(number.to_owned()),
        invoice_id: Some("496081458207654972".to_owned()),
        case: Some("domestic".to_owned()),
        country: Some(Country::NL),
        percentage: Some("21".parse().unwrap()),
        net: money(net),
        vat: money(vat),
        total: money(net + vat),
        state: "booked".to_owned(),
    }
}

pub(crate) fn open() -> Statement {
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
        report: vec![reported((48_170, 10_240), (-100, -21))],
        outside: vec![Outside {
            invoice_id: "44".to_owned(),
            reference: "F-1, b".to_owned(),
            date: Some("2026-03-31".parse().unwrap()),
            net: money(-100),
            vat: money(-21),
            message: Some("From this shop.".to_owned()),
        }],
        notes: vec!["The period is not over yet.".to_owned()],
        ..closed()
    }
}
