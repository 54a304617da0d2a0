//! The closing statement.

use bookkeeping::Language;
use bookkeeping::closing::{Row, Statement};

use super::super::statement;
use super::sample::{closed, open, row};

const GROUPS: [&str; 4] = ["shop", "books", "Moneybird", "difference"];
const NAMES: [&str; 10] = ["VAT", "#", "net", "VAT", "net", "VAT", "net", "VAT", "net", "VAT"];

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
    assert_eq!(dutch.lines().last(), Some("Sluit: verschil 0,00."));
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
    assert!(text.ends_with("Sluit niet: verschil 5,90; geen bestelling verklaart dit."), "{text}");
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
}

#[test]
fn what_is_no_order_shows_its_number_and_no_id() {
    let mut own = open();
    own.explanations[0].id = -9;
    own.orders[0].id = -9;
    let text = statement(&own, Language::En);
    assert!(text.contains("=1+1       33       5.90"), "{text}");
    assert!(!text.contains("-9"), "{text}");
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
