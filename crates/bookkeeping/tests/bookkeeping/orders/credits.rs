//! Credit invoices of the shop: what each takes back, at the rates and accounts of the original.

use bookkeeping::{
    Contradiction, Credit, Invoice, Order, Payment, Refusal, Row, VatCase, decide_credit,
};

use crate::support::{SHOP, administration, booked, dec, money, order, row, settings};

/// Two pens of 12.10 and a book of 10.90: 24.20 × 21 / 121 = 4.20 and 10.90 × 9 / 109 = 0.90.
fn sold() -> Order {
    order("35.10", "5.10", vec![row("Pen", "2", "12.10", "21"), row("Boek", "1", "10.90", "9")])
}

/// One pen is taken back: 12.10, of which 12.10 × 21 / 121 = 2.10 is VAT.
fn credit(row: Row, total: &str, tax: &str) -> Credit {
    Credit {
        id: 5_004,
        number: "F2022-9".to_owned(),
        made_at: "2022-11-16T22:30:00Z".parse().unwrap(),
        is_settled: true,
        part: Order { rows: vec![row], total_price: dec(total), total_tax: dec(tax), ..sold() },
    }
}

fn pen_back() -> Credit {
    credit(row("Pen", "1", "12.10", "21"), "12.10", "2.10")
}

fn made(credit: &Credit, original: Option<&Invoice>) -> Result<Invoice, Refusal> {
    decide_credit(credit, original, SHOP, &settings(), &administration())
}

#[test]
fn every_way_to_write_a_credit_takes_back_the_same() {
    let original = booked(&sold(), &settings());
    let expected = made(&pen_back(), Some(&original)).unwrap();
    assert_eq!(expected.total, money("-12.10"));
    assert_eq!(expected.vat_total, money("-2.10"));
    for (quantity, price) in [("-1", "12.10"), ("1", "-12.10")] {
        let credit = credit(row("Pen", quantity, price, "21"), "-12.10", "-2.10");
        assert_eq!(made(&credit, Some(&original)), Ok(expected.clone()), "{quantity} × {price}");
    }
}

#[test]
fn it_stands_by_itself_and_names_what_it_credits() {
    let original = booked(&sold(), &settings());
    let made = made(&pen_back(), Some(&original)).unwrap();
    assert_eq!(made.reference, "F2022-9");
    // 22:30 UTC in November is the same day in Amsterdam.
    assert_eq!(made.date.to_string(), "2022-11-16");
    assert_eq!(made.source_url, format!("{SHOP}/api/rest/v1/invoices/5004/?webshop=7"));
    assert_eq!(made.contact, original.contact);
    let lines: Vec<(&str, String, &str, &str)> = made
        .lines
        .iter()
        .map(|line| {
            let (rate, ledger) = (line.tax_rate.as_str(), line.ledger.as_str());
            (line.description.as_str(), line.total.to_string(), rate, ledger)
        })
        .collect();
    let head = ("Creditfactuur bij 2022-1", "0.00".to_owned(), "nl21", "revenue");
    assert_eq!(lines, [head, ("Pen", "-12.10".to_owned(), "nl21", "revenue")]);
}

#[test]
fn rates_and_accounts_are_those_of_the_original() {
    let mut original = booked(&sold(), &settings());
    let pen = original.lines.iter_mut().find(|line| line.description == "Pen").unwrap();
    (pen.case, pen.tax_rate, pen.ledger) =
        (VatCase::Oss, "be21".to_owned(), "discounts".to_owned());
    let line = made(&pen_back(), Some(&original)).unwrap().lines.pop().unwrap();
    assert_eq!((line.case, line.tax_rate.as_str()), (VatCase::Oss, "be21"));
    assert_eq!(line.ledger, "discounts");
}

#[test]
fn the_money_goes_back_as_it_came() {
    let original = booked(&sold(), &settings());
    let unpaid = Invoice { payment: None, ..original.clone() };
    let owed = Credit { is_settled: false, ..pen_back() };
    let back = |clearing: Option<&str>, against| Payment {
        price: money("-12.10"),
        date: "2022-11-16".parse().unwrap(),
        clearing: clearing.map(str::to_owned),
        identifier: "ccv-7-c5004".to_owned(),
        against,
    };
    for (credit, original, expected) in [
        (&pen_back(), Some(&original), Some(back(Some("clearing"), None))),
        (&owed, Some(&original), None),
        (&pen_back(), Some(&unpaid), Some(back(None, Some(339_323_562)))),
        (&owed, Some(&unpaid), Some(back(None, Some(339_323_562)))),
        (&pen_back(), None, Some(back(Some("clearing"), None))),
    ] {
        assert_eq!(made(credit, original).unwrap().payment, expected);
    }
}

#[test]
fn what_contradicts_itself_is_refused() {
    let original = booked(&sold(), &settings());
    let signs = Refusal::Contradiction { how: Contradiction::CreditSigns };
    for (quantity, price, total, tax) in [
        ("1", "12.10", "-12.10", "-2.10"),
        ("-1", "12.10", "12.10", "2.10"),
        ("-1", "12.10", "-12.10", "2.10"),
    ] {
        let credit = credit(row("Pen", quantity, price, "21"), total, tax);
        assert_eq!(
            made(&credit, Some(&original)),
            Err(signs.clone()),
            "{quantity} {price} {total}"
        );
    }
    let nameless = Credit { number: " ".to_owned(), ..pen_back() };
    let refused = Refusal::Contradiction { how: Contradiction::NoNumber };
    assert_eq!(made(&nameless, Some(&original)), Err(refused));
    let short = credit(row("Pen", "1", "12.10", "21"), "11.10", "2.10");
    assert_eq!(made(&short, Some(&original)).unwrap_err().code(), "total-mismatch");
}

#[test]
fn a_locked_day_is_refused() {
    let mut known = administration();
    known.locked_until = Some("2022-11-16".parse().unwrap());
    let refused = decide_credit(&pen_back(), None, SHOP, &settings(), &known).unwrap_err();
    assert_eq!(refused.code(), "period-locked");
}
