//! Which invoice is which order's, and which are for a person.

use bookkeeping::switching::{Claim, Elsewhere, Matched, Paper, matched};

use super::{claim, paper, template};
use crate::support::dec;

/// What is found for order 1, which is called 17.
fn of_one(claim: &Claim, papers: &[Paper]) -> Matched {
    let templates = [template("Order {number}")];
    matched(std::slice::from_ref(claim), papers, &templates).remove(0)
}

#[test]
fn one_invoice_of_the_same_amount_is_the_orders() {
    let own = claim(1, "17");
    let others = [paper("a", "Order 18"), paper("b", " order 17 "), paper("c", "17")];
    assert_eq!(of_one(&own, &others), Matched::One(1));
    // Moneybird's own invoices have a number beside their reference.
    let mut written = paper("d", "2026-0042");
    written.references.push("Order 17".to_owned());
    assert_eq!(of_one(&own, &[written]), Matched::One(0));
    for day in ["2022-08-08", "2023-02-08"] {
        let apart = Paper { date: Some(day.parse().unwrap()), ..paper("b", "Order 17") };
        assert_eq!(of_one(&own, &[apart]), Matched::One(0), "{day}");
    }
    // In a shop without VAT in its prices the total may leave it out.
    let without = Claim { total: dec("100"), ..own };
    assert_eq!(of_one(&without, &[paper("b", "Order 17")]), Matched::One(0));
}

#[test]
fn whatever_is_not_plain_asks_a_person() {
    let own = claim(1, "17");
    let invoice = || "a".to_owned();
    let one = || paper("a", "Order 17");
    let total = |books: &str, books_currency: &str| Elsewhere::Total {
        invoice: invoice(),
        shop: dec("121"),
        shop_currency: "EUR".to_owned(),
        books: dec(books),
        books_currency: books_currency.to_owned(),
    };
    let [early, late] = ["2022-08-07", "2023-02-09"].map(|day| day.parse().unwrap());
    let date = |books| Elsewhere::Date { invoice: invoice(), shop: own.date, books };
    let unsold = Claim { is_sold: false, ..own.clone() };
    for (claim, papers, expected) in [
        (&own, vec![], Elsewhere::NoInvoice),
        (&own, vec![paper("a", "Order 171")], Elsewhere::NoInvoice),
        (
            &own,
            vec![one(), Paper { total: dec("-121"), ..paper("b", "Order 17") }],
            Elsewhere::Several { invoices: vec!["a".to_owned(), "b".to_owned()] },
        ),
        (&own, vec![Paper { total: dec("120.99"), ..one() }], total("120.99", "EUR")),
        (&own, vec![Paper { total: dec("-121"), ..one() }], total("-121", "EUR")),
        (&own, vec![Paper { currency: "USD".to_owned(), ..one() }], total("121", "USD")),
        (&own, vec![Paper { is_booked: false, ..one() }], Elsewhere::Draft { invoice: invoice() }),
        (&own, vec![Paper { date: None, ..one() }], Elsewhere::Draft { invoice: invoice() }),
        (&own, vec![Paper { date: Some(early), ..one() }], date(early)),
        (&own, vec![Paper { date: Some(late), ..one() }], date(late)),
        (&unsold, vec![one()], Elsewhere::NotSold { invoice: invoice() }),
    ] {
        assert_eq!(of_one(claim, &papers), Matched::Asks(expected), "{papers:?}");
    }
    assert_eq!(of_one(&unsold, &[]), Matched::Nothing, "nothing was sold and nothing is there");
}

#[test]
fn an_invoice_is_one_orders_only() {
    // A shop that begins anew every year has two orders of one number.
    let claims = [claim(1, "17"), claim(2, "17"), claim(3, "18")];
    let papers = [paper("a", "17"), paper("b", "18")];
    let shared = || Matched::Asks(Elsewhere::Shared { invoice: "a".to_owned() });
    let found = matched(&claims, &papers, &[template("{number}")]);
    assert_eq!(found, [shared(), shared(), Matched::One(1)]);
}

#[test]
fn references_may_be_written_in_more_than_one_way() {
    let claims = [claim(1, "17"), claim(2, "18"), claim(3, "19"), claim(4, "")];
    let papers = [
        paper("a", "2025-17"),
        paper("b", "2026-18"),
        paper("c", "2025-19"),
        paper("d", "2026-19"),
    ];
    let found = matched(&claims, &papers, &[template("2025-{number}"), template("2026-{number}")]);
    let several = Elsewhere::Several { invoices: vec!["c".to_owned(), "d".to_owned()] };
    let none = Matched::Asks(Elsewhere::NoInvoice);
    assert_eq!(found, [Matched::One(0), Matched::One(1), Matched::Asks(several), none]);
}
