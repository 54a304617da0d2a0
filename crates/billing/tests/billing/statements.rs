//! The statement of a month, and a subscriber's own months.

use billing::{Bill, Fixed, FixedMonth, History, Kind, Statement, Terms, Vat, bills};
use bookkeeping::Money;

use crate::support::{events, history, money, month, six_euros};

/// Two administrations of one shop, a shop that left, and one that never was there in March.
fn host() -> Vec<History> {
    vec![
        history(8, "1", &[("2026-03-31T21:59:59Z", "+")]),
        history(7, "2", &[("2026-03-02T10:00:00Z", "+")]),
        history(7, "1", &[("2026-01-05T10:00:00Z", "+")]),
        history(9, "1", &[("2025-01-05T10:00:00Z", "+"), ("2026-02-28T23:00:00Z", "-")]),
        history(10, "1", &[("2026-04-01T10:00:00Z", "+")]),
    ]
}

fn brief(own: &Statement) -> Vec<(i64, &str, Kind, String)> {
    let line = |own: &billing::Line| own.amount.to_string();
    let lines = own.lines.iter();
    lines
        .map(|own| (own.of.shop_id, own.of.administration_id.as_str(), own.kind, line(own)))
        .collect()
}

#[test]
fn each_administration_of_a_shop_is_charged_and_has_a_free_month_of_its_own() {
    let made = Statement::open(month("2026-03"), &host(), six_euros());
    let expected = [
        (7, "1", Kind::Charged, "6.00".to_owned()),
        (7, "2", Kind::Free, "0.00".to_owned()),
        (8, "1", Kind::Free, "0.00".to_owned()),
    ];
    assert_eq!(brief(&made), expected);
    assert_eq!((made.total(), made.closed_at), (money("6.00"), None));
    let april = Statement::open(month("2026-04"), &host(), six_euros());
    // Three that are charged: 18.00; shop 10 is in its free month.
    assert_eq!((april.lines.len(), april.total()), (4, money("18.00")));
    let before = Statement::open(month("2024-12"), &host(), six_euros());
    assert_eq!((before.lines.len(), before.total()), (0, Money::ZERO));
}

#[test]
fn what_is_learnt_after_a_month_was_closed_is_told_beside_it() {
    let closed_at = "2026-04-01T08:00:00Z".parse().unwrap();
    let month = month("2026-03");
    let dear = Terms { price: money("7.50"), ..six_euros() };
    let open = Statement::open(month, &host(), dear.clone());
    let fixed = Fixed { month, closed_at, terms: dear, lines: open.lines.clone() };
    let same = Statement::fixed(fixed.clone(), &host());
    assert_eq!((same.lines, same.closed_at), (open.lines.clone(), Some(closed_at)));
    assert_eq!((same.changed, same.terms.price), (vec![], money("7.50")));

    // Shop 7 turns out to have left before March, shop 9 to have stayed into it; 8 is gone altogether.
    let mut later = host();
    later[2].events.extend(events(&[("2026-02-28T22:00:00Z", "-")]));
    later[3].events[1].at = "2026-02-28T23:00:01Z".parse().unwrap();
    later.remove(0);
    let told = Statement::fixed(fixed, &later);
    assert_eq!(told.lines, open.lines, "nothing in it changes");
    let changed: Vec<_> =
        told.changed.iter().map(|own| (own.of.shop_id, own.fixed, own.now)).collect();
    let price = money("7.50");
    // That of shop 8 was free, and comes to the same.
    assert_eq!(changed, [(7, price, Money::ZERO), (9, Money::ZERO, price)]);
}

#[test]
fn a_subscriber_sees_what_was_fixed_as_it_was_fixed() {
    let history = events(&[("2026-01-05T10:00:00Z", "+")]);
    let closed = |at: &str, line| FixedMonth {
        month: month(at),
        currency: "EUR".to_owned(),
        vat: Vat::Included,
        line,
    };
    let closed = [
        closed("2026-01", Some((Kind::Free, Money::ZERO))),
        closed("2026-02", Some((Kind::Charged, money("5.00")))),
        // Fixed while nobody knew of it.
        closed("2026-03", None),
    ];
    let found = bills(&history, &closed, &six_euros(), month("2026-05"));
    let brief = |own: &Bill| (own.month.to_string(), own.amount.to_string(), own.is_fixed);
    let expected = [
        ("2026-01", "0.00", true),
        ("2026-02", "5.00", true),
        ("2026-04", "6.00", false),
        ("2026-05", "6.00", false),
    ];
    let expected = expected.map(|(at, sum, fixed)| (at.to_owned(), sum.to_owned(), fixed));
    assert_eq!(found.iter().map(brief).collect::<Vec<_>>(), expected);
    assert_eq!(bills(&history, &closed, &six_euros(), month("2026-01")).len(), 1);
}
