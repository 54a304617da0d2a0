//! What is not an order of its own: credits and corrections, which take back, and days that are
//! booked as one.

use bookkeeping::Money;
use bookkeeping::closing::{Held, Sale, Standing};

use super::{Amount, SOLD, as_booked, closed, explained, open, ours, outside, sale};
use crate::support::dec;

/// A sale of 121.00 that is taken back: what [`sale`] sells, below nothing.
pub(super) fn taken_back(id: i64, standing: Standing) -> Sale {
    let mut own = sale(id, standing);
    (own.total, own.tax) = (-own.total, -own.tax);
    let invoice = own.invoice.as_mut().unwrap();
    (invoice.total, invoice.vat_total) = (-invoice.total, -invoice.vat_total);
    for row in &mut invoice.vat {
        (row.net, row.vat, row.vat_by_line) = (-row.net, -row.vat, -row.vat_by_line);
    }
    own
}

/// Rate, net and VAT of what [`taken_back`] takes back.
const BACK: (&str, &str, &str) = ("nl21", "-100.00", "-21.00");

/// What Moneybird holds for it, the report, the explanations and the rows left open.
type Back<'a> = (Option<Amount<'a>>, Amount<'a>, &'a [&'a str], &'a [&'a str]);

#[test]
fn what_is_taken_back_counts_as_what_is_sold() {
    let booked = || Standing::Booked("c1".to_owned());
    let cases: [Back<'_>; 6] = [
        (Some(BACK), BACK, &[], &[]),
        (
            None,
            ("nl21", "0.00", "0.00"),
            &["-5 gone -100.00 -21.00"],
            &["domestic - -100.00 -21.00"],
        ),
        (
            Some(("nl21", "-99.98", "-21.02")),
            ("nl21", "-99.98", "-21.02"),
            &["-5 rounding -0.02 0.02"],
            &["domestic - -0.02 0.02"],
        ),
        (
            Some(("nl21", "-110.00", "-23.10")),
            ("nl21", "-110.00", "-23.10"),
            &["-5 altered 10.00 2.10"],
            &["domestic - 10.00 2.10"],
        ),
        // Booked with the wrong sign.
        (Some(SOLD), SOLD, &["-5 altered -200.00 -42.00"], &["domestic - -200.00 -42.00"]),
        (Some(BACK), ("nl21", "-90.00", "-21.00"), &[], &["domestic - -10.00 0.00"]),
    ];
    for (rate, report, explanations, rows) in cases {
        let held: Vec<Held> = rate.map(|rate| ours("c1", -5, &[rate])).into_iter().collect();
        let own = closed(&[taken_back(-5, booked())], &held, &[report]);
        let told = format!("{rate:?} {report:?}");
        assert_eq!(explained(&own), explanations, "{told}");
        assert_eq!(open(&own), rows, "{told}");
        assert_eq!(own.closes, rows.is_empty(), "{told}");
        assert_eq!(outside(&own), Vec::<&str>::new(), "{told}");
    }
}

#[test]
fn a_sale_and_its_credit_in_one_period_come_to_nothing() {
    let sales = [as_booked(1), taken_back(-5, Standing::Booked("c1".to_owned()))];
    let held = [ours("i1", 1, &[SOLD]), ours("c1", -5, &[BACK])];
    for report in [&[("nl21", "0.00", "0.00")][..], &[]] {
        let own = closed(&sales, &held, report);
        assert!(own.closes, "{own:#?}");
        assert_eq!((own.rows[0].shop.count, own.rows[0].shop.net), (2, Money::ZERO));
        assert_eq!(own.orders.len(), 2);
    }
    // The credit was cancelled again in the shop, or edited.
    let cancelled = Sale { is_sold: false, ..sales[1].clone() };
    let own = closed(&[as_booked(1), cancelled], &held, &[]);
    assert_eq!(explained(&own), ["-5 cancelled 100.00 21.00"]);
    let edited = Sale { total: dec("-60.50"), ..sales[1].clone() };
    let own = closed(&[as_booked(1), edited], &held, &[]);
    assert_eq!(explained(&own), ["-5 edited 60.50 0.00"]);
}

#[test]
fn a_day_that_is_booked_as_one_counts_all_of_its_orders() {
    let orders = ["A-1", "A-2", "A-3"].map(str::to_owned).to_vec();
    let day =
        Sale { orders: orders.clone(), ..sale(-20_260_301, Standing::Booked("d1".to_owned())) };
    let held = [ours("d1", day.order, &[SOLD]), ours("i1", 1, &[SOLD])];
    let own = closed(&[day, as_booked(1)], &held, &[("nl21", "200.00", "42.00")]);
    assert!(own.closes && own.outside.is_empty(), "{own:#?}");
    assert_eq!((own.rows[0].shop.count, own.rows[0].booked.count), (4, 4));
    assert_eq!(own.orders[0].orders, orders);
}
