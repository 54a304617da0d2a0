//! Which orders are booked at all.

use bookkeeping::settings::History;
use bookkeeping::{Order, Readiness};

use crate::support::{order, row, settings};

fn pen() -> Order {
    order("12.10", "2.10", vec![row("Pen", "1", "12.10", "21")])
}

#[test]
fn a_chosen_status_and_paid() {
    let table = [
        (Some(7), true, true, Readiness::Ready),
        (Some(7), false, true, Readiness::Waiting),
        (Some(7), false, false, Readiness::Ready),
        (Some(5), true, true, Readiness::Waiting),
        (None, true, true, Readiness::Waiting),
        (None, true, false, Readiness::Waiting),
    ];
    for (status, paid, paid_only, expected) in table {
        let mut settings = settings();
        settings.orders.paid_only = paid_only;
        let order = Order { status, paid, ..pen() };
        assert_eq!(Readiness::of(&order, &settings, None), expected, "{status:?} {paid}");
        settings.orders.statuses = vec![5, 6, 7];
        let sent = Order { status: Some(6), paid, ..pen() };
        let ready = paid || !paid_only;
        assert_eq!(Readiness::of(&sent, &settings, None) == Readiness::Ready, ready);
    }
}

#[test]
fn excluded_methods_and_orders_of_before() {
    let mut settings = settings();
    settings.orders.excluded_payment_methods = vec![3];
    let of = |order: &Order, first: Option<&str>| {
        Readiness::of(order, &settings, first.map(|day| day.parse().unwrap()))
    };
    let other = Order { payment_method: Some(4), ..pen() };
    assert_eq!(of(&pen(), None), Readiness::Excluded);
    assert_eq!(of(&Order { payment_method: None, ..pen() }, None), Readiness::Ready);
    assert_eq!(of(&other, Some("2022-11-07")), Readiness::Ready);
    assert_eq!(of(&other, Some("2022-11-08")), Readiness::TooOld);
    assert_eq!(of(&pen(), Some("2022-11-08")), Readiness::TooOld);
    // Half past midnight in the Netherlands is the day after.
    let night = Order { placed_at: "2022-11-07T23:30:00Z".parse().unwrap(), ..other };
    assert_eq!(of(&night, Some("2022-11-08")), Readiness::Ready);
}

#[test]
fn the_first_day_that_is_taken_over() {
    let connected = "2026-05-20".parse().unwrap();
    let table = [
        (History::All, None),
        (History::BookYear, Some("2026-01-01")),
        (History::None, Some("2026-05-20")),
        (History::From("2025-07-01".parse().unwrap()), Some("2025-07-01")),
    ];
    for (history, first) in table {
        let first = first.map(|day| day.parse().unwrap());
        assert_eq!(history.first_day(connected), first, "{history}");
        assert_eq!(history.to_string().parse(), Ok(history));
    }
}
