//! The closing statement.

use std::collections::BTreeMap;

use bookkeeping::closing::{
    Amounts, Clearing, Counted, Explanation, Listed, Outside, Reported, Row, Statement,
};
use bookkeeping::{Country, Language, Money};
use rust_decimal::Decimal;

use super::super::{csv, statement};

const GROUPS: [&str; 4] = ["shop", "books", "Moneybird", "difference"];
const NAMES: [&str; 10] = ["VAT", "#", "net", "VAT", "net", "VAT", "net", "VAT", "net", "VAT"];

pub(super) fn money(cents: i64) -> Money {
    Money::round(Decimal::new(cents, 2))
}

pub(super) fn amounts(net: i64, vat: i64) -> Amounts {
    Amounts { net: money(net), vat: money(vat) }
}

pub(super) fn row(case: &str, percentage: &str, shop: (i64, i64), books: (i64, i64)) -> Row {
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

pub(super) fn closed() -> Statement {
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

pub(super) fn listed(id: i64, number: &str, (net, vat): (i64, i64)) -> Listed {
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

pub(super) fn open() -> Statement {
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

#[test]
fn a_statement_that_closes_says_so_last() {
    let text = statement(&closed(), Language::En);
    let lines: Vec<&str> = text.lines().collect();
    assert_eq!(lines[0], "Closing statement of 2026-03, in EUR");
    assert_eq!(lines[2].split_whitespace().collect::<Vec<_>>(), GROUPS);
    assert_eq!(lines[3].split_whitespace().collect::<Vec<_>>(), NAMES);
    assert!(
        text.contains(
            "domestic NL 21%  2/1  487.60  102.40  487.60  102.40  487.60  102.40  0.00  0.00"
        ),
        "{text}"
    );
    assert!(text.contains("1a              487.60  102.40  487.60        102.40\n"), "{text}");
    assert!(
        text.contains(
            "Tussenrekening     100.00  590.00         0.00     600.50             89.50"
        ),
        "{text}"
    );
    assert!(!text.contains("tax report"), "the boxes say it all: {text}");
    assert_eq!(text.lines().last(), Some("Closes: difference 0.00."));
    let dutch = statement(&closed(), Language::Nl);
    assert_eq!(dutch.lines().last(), Some("Sluit: verschil 0.00."));
}

#[test]
fn a_statement_that_does_not_close_names_the_orders() {
    let text = statement(&open(), Language::En);
    assert!(
        text.contains(
            "=1+1   412000171  33       5.90  0.00  altered\n    Other amounts, \"by hand\".\n"
        ),
        "{text}"
    );
    assert!(
        text.contains(
            "44                  2026-03-31  F-1, b     -1.00  -0.21\n    From this shop.\n"
        ),
        "{text}"
    );
    let report = "21% btw            481.70  102.40  -1.00    -0.21  480.70  102.19\n";
    assert!(text.contains(report), "{text}");
    let last = text.lines().last().unwrap();
    assert_eq!(last, "Does not close: difference 5.90; the orders named say why (1).");
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
    let lines = records(&csv(&own));
    let row = &lines[0];
    assert_eq!(row["message"], "OSS 5.5%");
    assert_eq!(
        (row["moneybird_net"].as_str(), row["difference_vat"].as_str()),
        ("1000.00", "-55.00")
    );
}

/// The records of a CSV file, by their columns; empty cells are left out.
fn records(text: &str) -> Vec<BTreeMap<String, String>> {
    let mut lines = text.split("\r\n").map(cells);
    let heading = lines.next().unwrap();
    let mut records = Vec::new();
    for line in lines.filter(|line| line.len() > 1) {
        assert_eq!(line.len(), heading.len(), "{line:?}");
        let pairs = heading.iter().cloned().zip(line);
        records.push(pairs.filter(|(_, cell)| !cell.is_empty()).collect());
    }
    records
}

/// The cells of a line (RFC 4180).
fn cells(line: &str) -> Vec<String> {
    let (mut cells, mut is_quoted) = (vec![String::new()], false);
    let mut signs = line.chars().peekable();
    while let Some(sign) = signs.next() {
        match sign {
            '"' if is_quoted && signs.peek() == Some(&'"') => {
                signs.next();
                cells.last_mut().unwrap().push('"');
            }
            '"' => is_quoted = !is_quoted,
            ',' if !is_quoted => cells.push(String::new()),
            sign => cells.last_mut().unwrap().push(sign),
        }
    }
    cells
}

/// The cells of a record, in the order of their columns' names.
fn told(record: &BTreeMap<String, String>) -> String {
    let cells = record.iter().map(|(name, cell)| format!("{name}={cell}"));
    cells.collect::<Vec<_>>().join(" ")
}

#[test]
fn csv_has_a_line_for_everything_and_no_formula() {
    let text = csv(&Statement { notes: vec!["=1".to_owned()], ..open() });
    assert!(text.starts_with("kind,case,country,percentage,shop_count,shop_net,shop_vat,"));
    assert!(text.ends_with("\r\n"));
    let lines: Vec<String> = records(&text).iter().map(told).collect();
    assert_eq!(
        lines,
        [
            "booked_count=1 booked_net=481.70 booked_vat=102.40 case=domestic country=NL \
             difference_net=5.90 difference_vat=0.00 kind=row moneybird_net=481.70 \
             moneybird_vat=102.40 percentage=21 shop_count=2 shop_net=487.60 shop_vat=102.40",
            "case=1a kind=box moneybird_net=487.60 moneybird_vat=102.40",
            "booked_net=481.70 booked_vat=102.40 kind=rate name=21% btw outside_net=-1.00 \
             outside_vat=-0.21 percentage=21 return_box=1a tax_rate=55 whole_net=480.70 \
             whole_vat=102.19",
            "account=777 closing=89.50 kind=clearing name=Tussenrekening opening=100.00 \
             other=0.00 paid=590.00 taken=600.50",
            "difference_net=5.90 difference_vat=0.00 invoice_id=33 kind=explanation \
             message=altered: Other amounts, \"by hand\". number='=1+1 order_id=412000171",
            "date=2026-03-31 invoice_id=44 kind=outside message=From this shop. \
             moneybird_net=-1.00 moneybird_vat=-0.21 number=F-1, b",
            "case=domestic country=NL date=2026-03-05 invoice_id=496081458207654972 kind=order \
             number=FW-17 order_id=412000171 percentage=21 reference=FW-17 shop_count=1 \
             shop_net=487.60 shop_vat=102.40 state=booked total=590.00",
            "kind=note message='=1",
        ]
    );
}

#[test]
fn what_is_no_order_shows_its_number_and_no_id() {
    let mut own = open();
    own.explanations[0].id = -9;
    own.orders[0].id = -9;
    let text = statement(&own, Language::En);
    assert!(text.contains("=1+1       33       5.90"), "{text}");
    assert!(!text.contains("-9"), "{text}");
    assert!(records(&csv(&own)).iter().all(|record| !record.contains_key("order_id")));
}

#[test]
fn an_ordinary_statement_fits_a_hundred_columns() {
    let mut own = open();
    own.rows = [("domestic", "21"), ("eu-business", "0"), ("oss", "5.5")]
        .map(|(case, percentage)| {
            row(case, percentage, (12_345_678, 2_592_592), (12_345_678, 2_592_592))
        })
        .to_vec();
    own.rows[0].shop.count = 4_321;
    own.rows[0].booked.count = 4_321;
    own.explanations[0].number = "FW-2026-10482".to_owned();
    own.explanations[0].invoice_id = Some("496081458207654972".to_owned());
    own.explanations[0].message = "De factuur in Moneybird is anders. ".repeat(9);
    own.notes = vec!["De winkel is het laatst bekeken. ".repeat(9)];
    for language in [Language::Nl, Language::En] {
        let text = statement(&own, language);
        let widest = text.lines().map(|line| line.chars().count()).max().unwrap();
        assert!(widest <= 100, "{widest}: {text}");
    }
}
