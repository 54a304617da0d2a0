//! What the statement tells beside its rows: the whole administration, the boxes of the VAT return,
//! the clearing accounts, and every order.

use bookkeeping::closing::{Held, Ledger, Sale, Statement};
use bookkeeping::{Payment, VatCase};

use super::{
    Amount, SOLD, as_booked, closed, evidence, explained, made, other, ours, sale, stopped,
};
use crate::support::money;

/// Box, tax rate and the amounts of every rate.
fn rates(own: &Statement) -> Vec<String> {
    let rates = own.report.iter();
    rates
        .map(|own| {
            let name = own.return_box.as_deref().unwrap_or("-");
            let (ours, outside, whole) = (own.ours, own.outside, own.whole);
            format!("{name} {} {} {} {}", own.tax_rate, ours.net, outside.net, whole.net)
        })
        .collect()
}

/// What others booked, the report, the rates and how many notes there are.
type Whole<'a> = (&'a [Amount<'a>], &'a [Amount<'a>], &'a [&'a str], usize);

#[test]
fn a_rate_of_which_there_is_nothing_is_left_out() {
    let report = [SOLD, ("nl9", "0.00", "0.00")];
    let own = closed(&[as_booked(1)], &[ours("i1", 1, &[SOLD])], &report);
    assert_eq!(rates(&own), ["1a nl21 100.00 0.00 100.00"]);
}

#[test]
fn the_whole_administration_stands_beside_ours() {
    let cases: [Whole<'_>; 5] = [
        (&[], &[SOLD], &["1a nl21 100.00 0.00 100.00"], 0),
        (
            &[("nl21", "50.00", "10.50")],
            &[("nl21", "150.00", "31.50")],
            &["1a nl21 100.00 50.00 150.00"],
            0,
        ),
        // A journal entry, and nothing that says so.
        (&[], &[("nl21", "150.00", "31.50")], &["1a nl21 100.00 0.00 150.00"], 1),
        // Without VAT it may be missing in the report; with VAT it may not.
        (
            &[("x", "5.00", "0.00")],
            &[SOLD],
            &["1a nl21 100.00 0.00 100.00", "- x 0.00 5.00 0.00"],
            0,
        ),
        (
            &[("x", "5.00", "1.00")],
            &[SOLD],
            &["1a nl21 100.00 0.00 100.00", "- x 0.00 5.00 0.00"],
            1,
        ),
    ];
    for (others, report, expected, notes) in cases {
        let held = [ours("i1", 1, &[SOLD]), other("o1", others)];
        let own = closed(&[as_booked(1)], &held, report);
        assert_eq!(rates(&own), expected, "{others:?} {report:?}");
        assert_eq!(own.notes.len(), notes, "{:?}", own.notes);
        assert_eq!(own.closes, notes == 0, "{others:?} {report:?}");
    }
    let twins = [ours("i1", 1, &[SOLD]), ours("i2", 1, &[SOLD])];
    let own = closed(&[as_booked(1)], &twins, &[("nl21", "200.00", "42.00")]);
    assert_eq!(rates(&own), ["1a nl21 200.00 0.00 200.00"], "a twin is ours");
}

#[test]
fn the_one_stop_shop_is_told_per_country() {
    let abroad = |id: i64, country: &str, rate: &str| {
        let mut own = as_booked(id);
        let row = &mut own.invoice.as_mut().unwrap().vat[0];
        row.case = VatCase::Oss;
        row.country = country.parse().unwrap();
        row.tax_rate = rate.to_owned();
        own
    };
    let sales =
        [abroad(1, "FR", "fr"), abroad(2, "DE", "de19"), abroad(3, "DE", "de7"), as_booked(4)];
    let rates_of = ["fr", "de19", "de7", "nl21"].map(|rate| (rate, "100.00", "21.00"));
    let held: Vec<Held> = (1..)
        .zip(rates_of)
        .map(|(order, rate)| ours(&format!("i{order}"), order, &[rate]))
        .collect();
    let own = closed(&sales, &held, &rates_of);
    assert!(own.closes, "{own:#?}");
    let boxes: Vec<String> =
        own.boxes.iter().map(|(name, own)| format!("{name} {} {}", own.net, own.vat)).collect();
    assert_eq!(boxes, ["1a 100.00 21.00", "OSS DE 200.00 42.00", "OSS FR 100.00 21.00"]);
    let names: Vec<&str> = own.report.iter().filter_map(|own| own.return_box.as_deref()).collect();
    assert_eq!(names, ["1a", "OSS DE", "OSS DE", "OSS FR"]);
}

fn paid(price: &str, account: Option<&str>) -> Payment {
    Payment {
        price: money(price),
        date: "2026-11-20".parse().unwrap(),
        clearing: account.map(str::to_owned),
        identifier: String::new(),
        against: None,
    }
}

#[test]
fn a_clearing_account_holds_what_was_paid_and_not_paid_out() {
    // Opening, debit, credit, closing; then paid, other, taken, and whether there is a note.
    let cases = [
        (["50.00", "171.00", "100.00", "121.00"], ["111.00", "50.00", "90.00"], false),
        (["0.00", "121.00", "10.00", "111.00"], ["111.00", "0.00", "0.00"], false),
        (["0.00", "0.00", "10.00", "-10.00"], ["111.00", "-121.00", "0.00"], true),
        (["0.00", "121.00", "0.00", "121.00"], ["111.00", "0.00", "-10.00"], true),
    ];
    for ([opening, debit, credit, closing], expected, has_note) in cases {
        let mut evidence = evidence(&[], &[], &[]);
        evidence.payments = vec![
            paid("121.00", Some("pay")),
            paid("-10.00", Some("pay")),
            paid("99.00", Some("bank")),
            paid("99.00", None),
        ];
        evidence.clearing = vec![Ledger {
            account: "pay".to_owned(),
            name: "CCV Pay".to_owned(),
            opening: money(opening),
            debit: money(debit),
            credit: money(credit),
            closing: money(closing),
        }];
        let own = made(&evidence);
        assert_eq!(own.clearing.len(), 1);
        let account = &own.clearing[0];
        let told = [account.paid, account.other, account.taken].map(|own| own.to_string());
        assert_eq!(told, expected);
        let sum = account.opening + account.paid + account.other - account.taken;
        assert_eq!(sum, account.closing);
        let is_told = own.notes.iter().any(|note| note.starts_with("CCV Pay: "));
        assert_eq!(is_told, has_note, "{:?}", own.notes);
    }
}

#[test]
fn an_invoice_on_another_day_is_not_gone() {
    let mut evidence = evidence(&[as_booked(1), as_booked(2)], &[], &[]);
    let moved = Held { date: "2027-01-03".parse().ok(), ..ours("i1", 1, &[SOLD]) };
    evidence.moved = vec![moved.clone()];
    let own = made(&evidence);
    assert_eq!(explained(&own), ["1 moved 100.00 21.00", "2 gone 100.00 21.00"]);
    assert!(own.explanations[0].message.contains("2027-01-03"), "{own:#?}");
    assert_eq!(
        own.orders.iter().map(|own| own.state.as_str()).collect::<Vec<_>>(),
        ["moved", "gone"]
    );
    // In the period in which it is now, it comes from this shop and from no order.
    let own = closed(&[], &[moved, other("o1", &[SOLD])], &[("nl21", "200.00", "42.00")]);
    let has_message: Vec<bool> = own.outside.iter().map(|own| own.message.is_some()).collect();
    assert_eq!(has_message, [true, false]);
}

#[test]
fn an_altered_invoice_says_what_was_booked_and_what_it_is_now() {
    for (held, message) in [
        (
            ("nl21", "110.00", "23.10"),
            "The invoice in Moneybird comes to 133.10 now; 121.00 was booked.",
        ),
        (
            ("nl9", "111.01", "9.99"),
            "The invoice in Moneybird has other VAT than was booked; the total is the same.",
        ),
    ] {
        let own = closed(&[as_booked(1)], &[ours("i1", 1, &[held])], &[held]);
        assert_eq!(own.explanations[0].code, "altered");
        assert_eq!(own.explanations[0].message, message);
    }
}

#[test]
fn every_order_is_listed_with_where_it_stands() {
    let refused = Sale { invoice: None, ..sale(2, stopped("vat-unmapped", None)) };
    let dollars = Sale { currency: "USD".to_owned(), ..sale(3, stopped("currency", None)) };
    let cancelled = Sale { is_sold: false, ..as_booked(4) };
    let nothing = Sale { is_sold: false, ..as_booked(5) };
    let held = [ours("i1", 1, &[SOLD]), ours("i4", 4, &[SOLD])];
    let sales = [as_booked(1), refused, dollars, cancelled, nothing];
    let own = closed(&sales, &held, &[("nl21", "200.00", "42.00")]);
    let listed: Vec<String> = own
        .orders
        .iter()
        .map(|own| format!("{} {} {:?} {}", own.number, own.state, own.case.as_deref(), own.total))
        .collect();
    assert_eq!(
        listed,
        [
            "2026-1 booked Some(\"domestic\") 121.00",
            "2026-2 vat-unmapped Some(\"unassigned\") 121.00",
            "2026-3 currency None 0.00",
            "2026-4 cancelled None 0.00",
        ]
    );
    assert_eq!(own.orders[0].invoice_id.as_deref(), Some("i1"));
    assert_eq!(own.orders[1].reference, None);
}
