//! Credit invoices of the shop: what each takes back, at the rates and accounts of the original.

use bookkeeping::edit::{Booked, Credited};
use bookkeeping::{
    Contradiction, Credit, Invoice, Kind, Order, Payment, Refusal, Row, VatCase, decide_credit,
};

use crate::support::{SHOP, administration, booked, dec, money, order, row, settings};

/// Two pens of 12.10 and a book of 10.90: 24.20 × 21 / 121 = 4.20 and 10.90 × 9 / 109 = 0.90.
fn sold() -> Order {
    order("35.10", "5.10", vec![row("Pen", "2", "12.10", "21"), row("Boek", "1", "10.90", "9")])
}

/// One pen is taken back: 12.10, of which 12.10 × 21 / 121 = 2.10 is VAT.
fn credit(row: Row, total: &str, tax: &str) -> Credit {
    let part = Order { rows: vec![row], total_price: dec(total), total_tax: dec(tax), ..sold() };
    crate::support::credit(part)
}

fn pen_back() -> Credit {
    credit(row("Pen", "1", "12.10", "21"), "12.10", "2.10")
}

fn made(credit: &Credit, original: Option<&Invoice>) -> Result<Invoice, Refusal> {
    let original = original.cloned().map(Booked::alone);
    beside(credit, original.as_ref())
}

/// The credit of an order of which this is booked.
fn beside(credit: &Credit, original: Option<&Booked>) -> Result<Invoice, Refusal> {
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
fn nothing_goes_back_where_no_payments_are_registered() {
    let day = "2022-11-16".parse().unwrap();
    let credit = pen_back();
    let (own, mut without) = (settings(), settings());
    without.payment.register = false;
    let back = |settings, total| bookkeeping::repayment(&credit, settings, money(total), day);
    assert_eq!(back(&own, "-12.10").map(|own| own.price), Some(money("-12.10")));
    assert_eq!(back(&own, "0.00"), None);
    assert_eq!(back(&without, "-12.10"), None);
    assert_eq!(back(&without, "0.00"), None);
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

/// A pen of 12.10 with shipping of 12.10, both at 21 %: 4.20 of VAT.
fn shipped() -> Order {
    let mut own = order("24.20", "4.20", vec![row("Pen", "1", "12.10", "21")]);
    (own.shipping, own.shipping_percentage) = (dec("12.10"), dec("21"));
    own
}

#[test]
fn shipping_is_taken_back_from_shipping_and_goods_from_goods() {
    let original = booked(&shipped(), &settings());
    let goods = made(&credit(row("Retour", "1", "12.10", "21"), "12.10", "2.10"), Some(&original));
    let line = goods.unwrap().lines.pop().unwrap();
    assert_eq!((line.kind, line.ledger.as_str()), (Kind::Goods, "revenue"));
    // Shipping alone, without a row.
    let mut part = shipped();
    (part.rows, part.total_price, part.total_tax) = (Vec::new(), dec("12.10"), dec("2.10"));
    let shipping = made(&Credit { part, ..pen_back() }, Some(&original)).unwrap();
    assert_eq!(shipping.total, money("-12.10"));
    let line = &shipping.lines[1];
    assert_eq!((line.kind, line.ledger.as_str()), (Kind::Shipping, "shipping"));
}

#[test]
fn an_order_without_rows_is_still_refused() {
    let mut own = shipped();
    (own.rows, own.total_price, own.total_tax) = (Vec::new(), dec("12.10"), dec("2.10"));
    let refused = Refusal::Contradiction { how: Contradiction::NoRows };
    assert_eq!(crate::support::refused(&own, &settings()), refused);
}

#[test]
fn nothing_is_taken_back_that_was_not_booked() {
    let original = booked(&sold(), &settings());
    let contradicts = |how| Err(Refusal::Contradiction { how });
    let of_nothing = contradicts(Contradiction::CreditOfNothing);
    let too_large = contradicts(Contradiction::CreditTooLarge);
    // A rate that the order never had.
    let other = credit(row("Pen", "1", "12.10", "0"), "12.10", "0");
    assert_eq!(made(&other, Some(&original)), of_nothing);
    // 36.30 at 21 %, of which 24.20 is booked, although the whole order was 35.10.
    let more = credit(row("Pen", "3", "12.10", "21"), "36.30", "6.30");
    assert_eq!(made(&more, Some(&original)), too_large);
    // 11.90 at 9 % is less than the order, but 10.90 is booked at that rate.
    let book = credit(row("Boek", "1", "11.90", "9"), "11.90", "0.98");
    assert_eq!(made(&book, Some(&original)), too_large);
    let deposit = Row { is_deposit: true, ..row("Krat", "1", "12.10", "0") };
    assert_eq!(made(&credit(deposit, "12.10", "0"), Some(&original)), of_nothing);
}

#[test]
fn what_was_credited_before_counts() {
    let mut all = Booked::alone(booked(&sold(), &settings()));
    let both = credit(row("Pen", "2", "12.10", "21"), "24.20", "4.20");
    for lowers in [false, true] {
        all.credits.clear();
        beside(&both, Some(&all)).unwrap();
        let invoice = beside(&pen_back(), Some(&all)).unwrap();
        all.credits.push(Credited { invoice, lowers });
        let refused = Refusal::Contradiction { how: Contradiction::CreditTooLarge };
        assert_eq!(beside(&both, Some(&all)), Err(refused), "{lowers}");
        assert_eq!(beside(&pen_back(), Some(&all)).unwrap().total, money("-12.10"));
    }
}
