//! Orders that the shop shows differently since they were booked.

use bookkeeping::VatCase;
use bookkeeping::closing::{Edit, Sale};
use bookkeeping::edit::{Part, Place};

use super::{SOLD, as_booked, closed, explained, open, ours};
use crate::support::{country, money};

fn part(percentage: &str, rate: &str, amount: &str) -> Part {
    let place = Place {
        case: VatCase::Domestic,
        country: country("NL"),
        percentage: percentage.parse().unwrap(),
        tax_rate: rate.to_owned(),
        ledger: "revenue".to_owned(),
    };
    Part { place, amount: money(amount) }
}

#[test]
fn another_rate_at_the_same_total_does_not_close() {
    let moved = vec![part("21", "nl21", "-121.00"), part("9", "nl9", "121.00")];
    let sale = Sale { edits: vec![Edit::Placed(moved)], ..as_booked(1) };
    let own = closed(&[sale], &[ours("i1", 1, &[SOLD])], &[SOLD]);
    // 121.00 × 9 / 109 = 9.99.
    assert_eq!(explained(&own), ["1 edited 11.01 -11.01"]);
    assert_eq!(open(&own), ["domestic - 111.01 9.99", "domestic - -100.00 -21.00"]);
    assert!(!own.closes);
    assert!(own.explanations[0].message.contains("what a correction would book"));
    let counts: Vec<u64> = own.rows.iter().map(|row| row.shop.count).collect();
    assert_eq!(counts, [1, 1], "an order counts once in each row");
}

#[test]
fn an_edit_that_comes_to_nothing_in_every_row_does_not_close_either() {
    let accounts = vec![Part { ..part("21", "nl21", "-60.50") }, part("21", "nl21", "60.50")];
    let sale = Sale { edits: vec![Edit::Placed(accounts)], ..as_booked(1) };
    let own = closed(&[sale], &[ours("i1", 1, &[SOLD])], &[SOLD]);
    assert_eq!((explained(&own), open(&own)), (vec!["1 edited 0.00 0.00".to_owned()], vec![]));
    assert!(!own.closes);
}

#[test]
fn what_cannot_be_placed_stands_apart() {
    let edits = vec![Edit::Placed(vec![part("21", "nl21", "-24.20")]), Edit::Unplaced(money("5"))];
    let sale = Sale { edits, ..as_booked(1) };
    let own = closed(&[sale], &[ours("i1", 1, &[SOLD])], &[SOLD]);
    assert_eq!(explained(&own), ["1 edited -15.00 -4.20"]);
    assert_eq!(open(&own), ["domestic - -20.00 -4.20", "unassigned - 5.00 0.00"]);
    assert!(own.explanations[0].message.contains("how much of it is VAT is not known"));
}
