//! The statement as CSV.

use std::collections::BTreeMap;

use bookkeeping::closing::{Row, Statement};
use papers::csv;

use crate::sample::{open, row};

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
fn what_no_order_explains_is_named_by_its_tax_rate() {
    let unexplained = Row {
        case: "unexplained".to_owned(),
        country: None,
        tax_rate: Some("OSS 5.5%".to_owned()),
        ..row("", "5.5", (0, 0), (100_000, 5_500))
    };
    let lines = records(&csv(&Statement { rows: vec![unexplained], ..open() }));
    let row = &lines[0];
    assert_eq!(row["message"], "OSS 5.5%");
    assert_eq!(
        (row["moneybird_net"].as_str(), row["difference_vat"].as_str()),
        ("1000.00", "-55.00")
    );
}

#[test]
fn what_is_no_order_has_no_id() {
    let mut own = open();
    own.explanations[0].id = -9;
    own.orders[0].id = -9;
    assert!(records(&csv(&own)).iter().all(|record| !record.contains_key("order_id")));
}
