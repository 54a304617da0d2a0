//! What an order counts as, where another program booked it.

use bookkeeping::switching::{Elsewhere, Foreign, Paper, adopted};
use bookkeeping::{Credit, Invoice, Order, Refusal, decide_credit};

use super::{paper, rate};
use crate::support::{
    SHOP, administration, booked, credit as credit_of, dec, money, order, row, settings,
};

/// 121.00 at 21 % and 109.00 at 9 %.
fn sold() -> Order {
    order("230", "30", vec![row("Stoel", "1", "121", "21"), row("Boek", "1", "109", "9")])
}

fn decided() -> Invoice {
    booked(&sold(), &settings())
}

fn theirs(rates: &[(&str, &str, &str)]) -> Paper {
    let rates = rates.iter().map(|(id, net, vat)| rate(id, net, vat)).collect();
    Paper { total: dec("230"), rates, ..paper("481", "Order 2022-1") }
}

const SAME: [(&str, &str, &str); 2] = [("nl21", "100", "21"), ("nl9", "100", "9")];

#[test]
fn it_is_what_we_would_have_booked_under_their_name() {
    let own = adopted(Ok(decided()), &theirs(&SAME)).unwrap();
    assert_eq!(own.foreign, Some(Foreign::External));
    assert_eq!(
        (own.reference.as_str(), own.date.to_string().as_str()),
        ("Order 2022-1", "2022-11-09")
    );
    assert_eq!((own.payment.clone(), own.is_unpaid), (None, false), "never paid by us");
    let ours = decided();
    assert!(ours.payment.is_some() && ours.foreign.is_none());
    assert_eq!((own.lines, own.total, own.vat_total), (ours.lines, ours.total, ours.vat_total));
    assert_eq!(own.fingerprint, ours.fingerprint);
    // Who made it is kept with it, and is not there where we did.
    let json = serde_json::to_string(&decided()).unwrap();
    assert!(!json.contains("foreign"), "{json}");
    let kept = adopted(Ok(decided()), &theirs(&SAME)).unwrap();
    let json = serde_json::to_string(&kept).unwrap();
    assert_eq!(serde_json::from_str::<Invoice>(&json).unwrap(), kept);
}

#[test]
fn cents_of_rounding_are_as_they_rounded() {
    let own =
        adopted(Ok(decided()), &theirs(&[("nl21", "100.02", "20.98"), ("nl9", "99.98", "9.02")]));
    let own = own.unwrap();
    let rows: Vec<_> = own.vat.iter().map(|row| (row.net, row.vat, row.vat_by_line)).collect();
    let row = |net: &str, vat: &str| (money(net), money(vat), money(vat));
    assert_eq!(rows, [row("100.02", "20.98"), row("99.98", "9.02")]);
    assert_eq!((own.total, own.vat_total), (money("230"), money("30")));
}

#[test]
fn other_vat_is_for_a_person() {
    let invoice = || "481".to_owned();
    let vat =
        |books: &str| Elsewhere::Vat { invoice: invoice(), shop: money("30"), books: money(books) };
    let total = |books: &str, books_currency: &str| Elsewhere::Total {
        invoice: invoice(),
        shop: dec("230"),
        shop_currency: "EUR".to_owned(),
        books: dec(books),
        books_currency: books_currency.to_owned(),
    };
    let rates = [
        // All of it at the high rate.
        (vec![("nl21", "190.08", "39.92")], vat("39.92")),
        // Six cents are no rounding.
        (
            vec![("nl21", "100.06", "20.94"), ("nl9", "99.94", "9.06")],
            Elsewhere::Rate { invoice: invoice() },
        ),
        // As much VAT, at the rate of another return.
        (vec![("be21", "100", "21"), ("nl9", "100", "9")], Elsewhere::Rate { invoice: invoice() }),
        // A rate that the order does not have, if only for cents.
        (
            vec![("nl21", "100", "21"), ("nl9", "99.96", "9"), ("nl0", "0.04", "0")],
            Elsewhere::Rate { invoice: invoice() },
        ),
        (vec![], vat("0")),
    ];
    for (rates, expected) in rates {
        assert_eq!(adopted(Ok(decided()), &theirs(&rates)), Err(expected), "{rates:?}");
    }
    let lower = Paper { total: dec("229.99"), ..theirs(&SAME) };
    assert_eq!(adopted(Ok(decided()), &lower), Err(total("229.99", "EUR")));
    let dollars = Paper { currency: "USD".to_owned(), ..theirs(&SAME) };
    assert_eq!(adopted(Ok(decided()), &dollars), Err(total("230", "USD")));
    let draft = Paper { date: None, ..theirs(&SAME) };
    assert_eq!(adopted(Ok(decided()), &draft), Err(Elsewhere::Draft { invoice: invoice() }));
    let why = Refusal::NoCountry;
    let unplaced = Elsewhere::Unplaced { invoice: invoice(), why: Box::new(why.clone()) };
    assert_eq!(adopted(Err(why), &theirs(&SAME)), Err(unplaced));
}

#[test]
fn rows_that_share_a_rate_get_what_is_theirs() {
    let mut own = decided();
    for row in &mut own.vat {
        row.tax_rate = "one".to_owned();
    }
    let kept = adopted(Ok(own), &theirs(&[("one", "199.98", "30.02")])).unwrap();
    let rows: Vec<_> = kept.vat.iter().map(|row| (row.net, row.vat)).collect();
    assert_eq!(rows, [(money("100"), money("21")), (money("99.98"), money("9.02"))]);
}

#[test]
fn a_credit_of_it_is_not_set_off_against_their_invoice() {
    let original = adopted(Ok(decided()), &theirs(&SAME)).unwrap();
    let part = order("121", "21", vec![row("Stoel", "1", "121", "21")]);
    let credit = credit_of(part);
    for (is_settled, pays) in [(true, true), (false, false)] {
        let credit = Credit { is_settled, ..credit.clone() };
        let booked = bookkeeping::edit::Booked::alone(original.clone());
        let own =
            decide_credit(&credit, Some(&booked), SHOP, &settings(), &administration()).unwrap();
        assert_eq!(own.payment.as_ref().map(|own| own.against), pays.then_some(None));
    }
}
