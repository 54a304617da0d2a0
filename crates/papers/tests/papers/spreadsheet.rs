//! The spreadsheet, read back by another library.

use std::io::Cursor;

use bookkeeping::closing::{Explanation, Statement};
use bookkeeping::{Language, Money};
use calamine::{Data, Reader, Xlsx};
use papers::xlsx;

use crate::sample::{closed, listed, open};

type Book = Xlsx<Cursor<Vec<u8>>>;

const DUTCH: [&str; 8] = [
    "Aansluiting",
    "Rubrieken",
    "Btw-rapport",
    "Bestellingen",
    "Verschillen",
    "Niet uit deze winkel",
    "Tussenrekeningen",
    "Opmerkingen",
];

fn made(own: &Statement, language: Language) -> Vec<u8> {
    xlsx(own, "2026-04-01T10:00:00Z".parse().unwrap(), language).unwrap()
}

fn read(own: &Statement, language: Language) -> Book {
    Xlsx::new(Cursor::new(made(own, language))).unwrap()
}

/// The rows of a sheet.
fn rows(book: &mut Book, name: &str) -> Vec<Vec<Data>> {
    book.worksheet_range(name).unwrap().rows().map(<[Data]>::to_vec).collect()
}

/// The cell of a row in the column of this name.
#[track_caller]
fn cell<'a>(rows: &'a [Vec<Data>], row: usize, name: &str) -> &'a Data {
    let is_name = |cell: &Data| *cell == Data::String(name.to_owned());
    let heading = rows.iter().find(|row| row.iter().any(is_name)).unwrap();
    &rows[row][heading.iter().position(is_name).unwrap()]
}

fn text(text: &str) -> Data {
    Data::String(text.to_owned())
}

#[test]
fn there_is_a_sheet_for_each_part_in_the_readers_language() {
    assert_eq!(read(&open(), Language::Nl).sheet_names(), DUTCH);
    let english = read(&closed(), Language::En).sheet_names();
    assert_eq!(english[0], "Statement");
    assert_eq!(english.len(), DUTCH.len());
}

#[test]
fn amounts_are_numbers_days_are_days_and_ids_are_texts() {
    let mut book = read(&open(), Language::En);
    let orders = rows(&mut book, "Orders");
    for (name, amount) in [("net", 487.60), ("VAT amount", 102.40), ("total", 590.00)] {
        assert_eq!(*cell(&orders, 1, name), Data::Float(amount), "{name}");
    }
    for (name, told) in [
        ("order", "FW-17"),
        ("order id", "412000171"),
        ("invoice id", "496081458207654972"),
        ("state", "booked"),
        ("country", "NL"),
    ] {
        assert_eq!(*cell(&orders, 1, name), text(told), "{name}");
    }
    assert_eq!(*cell(&orders, 1, "%"), Data::Float(21.0));
    let Data::DateTime(day) = cell(&orders, 1, "date") else { panic!("{orders:?}") };
    let (year, month, day, ..) = day.to_ymd_hms_milli();
    assert_eq!((year, month, day), (2026, 3, 5));
    let outside = rows(&mut book, "Outside");
    assert!(matches!(cell(&outside, 1, "date"), Data::DateTime(_)), "{outside:?}");
    assert_eq!(*cell(&outside, 1, "net"), Data::Float(-1.0));
    assert_eq!(*cell(&outside, 1, "invoice id"), text("44"));
}

#[test]
fn a_text_is_never_a_formula() {
    let mut own = open();
    own.notes = vec!["=HYPERLINK(\"http://x\")".to_owned()];
    own.orders[0].number = "@SUM(A1)".to_owned();
    let mut book = read(&own, Language::En);
    assert_eq!(*cell(&rows(&mut book, "Differences"), 1, "order"), text("=1+1"));
    assert_eq!(*cell(&rows(&mut book, "Orders"), 1, "order"), text("@SUM(A1)"));
    let notes = rows(&mut book, "Notes");
    assert_eq!(notes[1][0], text("=HYPERLINK(\"http://x\")"));
    for name in book.sheet_names() {
        let formulas = book.worksheet_formula(&name).unwrap();
        for formula in formulas.rows().flatten().filter(|formula| !formula.is_empty()) {
            assert!(formula.starts_with("SUM("), "{name}: {formula}");
        }
    }
}

#[test]
fn totals_are_formulas_over_all_rows_and_say_what_they_come_to() {
    let mut own = closed();
    own.orders = vec![
        listed(1, "A", (10_000, 2_100)),
        listed(2, "B", (-2_550, -535)),
        listed(3, "C", (1, 0)),
    ];
    let mut book = read(&own, Language::Nl);
    let orders = rows(&mut book, "Bestellingen");
    assert_eq!(orders.len(), 5);
    assert_eq!(orders[4][0], text("totaal"));
    assert_eq!(*cell(&orders, 4, "netto"), Data::Float(74.51));
    assert_eq!(*cell(&orders, 4, "totaal"), Data::Float(90.16));
    let formulas = book.worksheet_formula("Bestellingen").unwrap();
    let formulas: Vec<&String> = formulas.rows().flatten().filter(|own| !own.is_empty()).collect();
    assert_eq!(formulas, ["SUM(J2:J4)", "SUM(K2:K4)", "SUM(L2:L4)"]);
    let first = rows(&mut book, "Aansluiting");
    assert_eq!(first[0][0], text("Sluitende aansluiting over 2026-03, in EUR"));
    assert_eq!(first[1][0], text("Sluit: verschil 0,00."));
    assert_eq!(*cell(&first, 4, "winkel netto"), Data::Float(487.6));
    assert_eq!(*cell(&first, 5, "winkel netto"), Data::Float(487.6));
}

#[test]
fn cases_and_differences_are_told_in_the_readers_words() {
    let mut own = open();
    let edited = Explanation {
        code: "edited".to_owned(),
        message: "Edited too.".to_owned(),
        net: Money::exact("1.10".parse().unwrap()).unwrap(),
        ..own.explanations[0].clone()
    };
    let twin = Explanation { invoice_id: Some("34".to_owned()), ..edited.clone() };
    own.explanations.extend([edited, twin]);
    for (language, sheets, case, kinds) in [
        (
            Language::Nl,
            ["Aansluiting", "Verschillen"],
            "binnenland",
            ["factuur gewijzigd", "bestelling gewijzigd"],
        ),
        (
            Language::En,
            ["Statement", "Differences"],
            "domestic",
            ["invoice altered", "order edited"],
        ),
    ] {
        let mut book = read(&own, language);
        assert_eq!(rows(&mut book, sheets[0])[4][0], text(case));
        let differences = rows(&mut book, sheets[1]);
        // The order's own invoice once, with both; another invoice apart; the total.
        assert_eq!(differences.len(), 4, "{differences:?}");
        let [first, second] = [&differences[1], &differences[2]];
        assert_eq!((&first[3], &second[3]), (&text(kinds[0]), &text(kinds[1])));
        assert_eq!(first[4], Data::Float(7.0));
        assert_eq!(first[6], text("Other amounts, \"by hand\". Edited too."));
    }
}

#[test]
fn the_days_orders_are_told_and_a_period_without_any_has_its_headings() {
    let mut own = closed();
    own.orders[0].id = -4;
    own.orders[0].orders = vec!["A-1".to_owned(), "A-2".to_owned()];
    let orders = rows(&mut read(&own, Language::En), "Orders");
    assert_eq!(*cell(&orders, 1, "stands for"), text("A-1, A-2"));
    assert_eq!(*cell(&orders, 1, "order id"), Data::Empty);
    let nothing = Statement {
        rows: Vec::new(),
        boxes: std::collections::BTreeMap::new(),
        report: Vec::new(),
        clearing: Vec::new(),
        orders: Vec::new(),
        ..closed()
    };
    let orders = rows(&mut read(&nothing, Language::En), "Orders");
    assert_eq!((orders.len(), &orders[0][0]), (1, &text("order")));
}

#[test]
fn every_cent_is_read_back_as_it_was() {
    let mut own = closed();
    let mut cents: i64 = 1;
    own.orders = Vec::new();
    while cents < 9_000_000_000_000 {
        own.orders.push(listed(1, "A", (cents, -cents)));
        cents = cents * 7 / 3 + 1;
    }
    let orders = rows(&mut read(&own, Language::En), "Orders");
    assert!(own.orders.len() > 30);
    for (at, line) in own.orders.iter().enumerate() {
        let expected = |amount: Money| Data::Float(amount.to_string().parse().unwrap());
        assert_eq!(*cell(&orders, at + 1, "net"), expected(line.net));
        assert_eq!(*cell(&orders, at + 1, "VAT amount"), expected(line.vat));
    }
}

#[test]
fn the_same_statement_makes_the_same_file() {
    let long = Explanation { message: "x".repeat(40_000), ..open().explanations[0].clone() };
    let own = Statement { explanations: vec![long], notes: vec![String::new()], ..open() };
    assert_eq!(made(&own, Language::En), made(&own, Language::En));
    let differences = rows(&mut read(&own, Language::En), "Differences");
    let Data::String(cut) = cell(&differences, 1, "why") else { panic!("{differences:?}") };
    assert_eq!(cut.len(), 32_767);
    assert_eq!(*cell(&differences, 1, "difference net"), Data::Float(5.9));
}
