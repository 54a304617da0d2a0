//! The table of histories: each with the months and the amount due, worked out by hand at € 6.00 a month.

use billing::{Kind, Month, ends_from, free_month, months};
use bookkeeping::Money;

use crate::support::{events, money, month, six_euros};

/// A history, the month in which it is looked at, its free month, the months that are charged, and what
/// those come to.
struct Case {
    about: &'static str,
    told: &'static [(&'static str, &'static str)],
    until: &'static str,
    free: &'static str,
    /// Single months, or the first and the last of a row with `..` between them.
    charged: &'static [&'static str],
    amount: &'static str,
}

const INSTALLS: [Case; 14] = [
    Case {
        about: "installed, and there since",
        told: &[("2026-01-15T10:00:00Z", "+")],
        until: "2026-04",
        free: "2026-01",
        // February, March, April: 3 × 6.00.
        charged: &["2026-02..2026-04"],
        amount: "18.00",
    },
    Case {
        about: "looked at in the month of the installation",
        told: &[("2026-01-15T10:00:00Z", "+")],
        until: "2026-01",
        free: "2026-01",
        charged: &[],
        amount: "0.00",
    },
    Case {
        about: "half past eleven in the evening of 31 January in London is half past midnight in February",
        told: &[("2026-01-31T23:30:00Z", "+")],
        until: "2026-03",
        free: "2026-02",
        // March.
        charged: &["2026-03"],
        amount: "6.00",
    },
    Case {
        about: "the last second of January in Amsterdam",
        told: &[("2026-01-31T22:59:59Z", "+")],
        until: "2026-03",
        free: "2026-01",
        // February, March.
        charged: &["2026-02..2026-03"],
        amount: "12.00",
    },
    Case {
        about: "the same two days after summer time began: Amsterdam is two hours ahead",
        told: &[("2026-03-31T22:30:00Z", "+")],
        until: "2026-05",
        free: "2026-04",
        // May.
        charged: &["2026-05"],
        amount: "6.00",
    },
    Case {
        about: "the same six days after it ended: an hour ahead again, so it is October still",
        told: &[("2026-10-31T22:30:00Z", "+")],
        until: "2026-11",
        free: "2026-10",
        // November.
        charged: &["2026-11"],
        amount: "6.00",
    },
    Case {
        about: "in the hour that comes twice when summer time ends",
        told: &[("2026-10-25T00:30:00Z", "+"), ("2026-10-25T01:30:00Z", "-")],
        until: "2026-12",
        free: "2026-10",
        charged: &[],
        amount: "0.00",
    },
    Case {
        about: "new year comes at eleven in London",
        told: &[("2025-12-31T23:00:00Z", "+")],
        until: "2026-02",
        free: "2026-01",
        // February.
        charged: &["2026-02"],
        amount: "6.00",
    },
    Case {
        about: "a leap day, until midnight in Amsterdam, which is eleven in the evening in London",
        told: &[("2024-02-29T10:00:00Z", "+"), ("2024-02-29T23:00:00Z", "-")],
        until: "2024-04",
        free: "2024-02",
        // Removed at midnight exactly: not there at any moment of March.
        charged: &[],
        amount: "0.00",
    },
    Case {
        about: "a millisecond into March of a leap year",
        told: &[("2024-02-29T10:00:00Z", "+"), ("2024-02-29T23:00:00.001Z", "-")],
        until: "2024-04",
        free: "2024-02",
        // March, whole.
        charged: &["2024-03"],
        amount: "6.00",
    },
    Case {
        about: "February of another year ends a day sooner",
        told: &[("2025-01-10T10:00:00Z", "+"), ("2025-02-28T23:00:00Z", "-")],
        until: "2025-04",
        free: "2025-01",
        // February; midnight is of March, in which it was not there.
        charged: &["2025-02"],
        amount: "6.00",
    },
    Case {
        about: "removed at midnight in summer, which is ten in the evening in London",
        told: &[("2026-04-02T10:00:00Z", "+"), ("2026-06-30T22:00:00Z", "-")],
        until: "2026-12",
        free: "2026-04",
        // May, June.
        charged: &["2026-05..2026-06"],
        amount: "12.00",
    },
    Case {
        about: "installed at midnight exactly",
        told: &[("2026-06-30T22:00:00Z", "+"), ("2026-06-30T22:00:01Z", "-")],
        until: "2026-12",
        free: "2026-07",
        charged: &[],
        amount: "0.00",
    },
    Case {
        about: "several years, two of them leap years",
        told: &[("2024-02-29T10:00:00Z", "+"), ("2028-03-01T10:00:00Z", "-")],
        until: "2030-01",
        free: "2024-02",
        // 10 months of 2024, 36 of 2025 to 2027, 3 of 2028: 49 × 6.00.
        charged: &["2024-03..2028-03"],
        amount: "294.00",
    },
];

const REINSTALLS: [Case; 9] = [
    Case {
        about: "again in the free month: free once, and the month after is charged",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-01-10T10:00:00Z", "-"),
            ("2026-01-20T10:00:00Z", "+"),
        ],
        until: "2026-02",
        free: "2026-01",
        // February.
        charged: &["2026-02"],
        amount: "6.00",
    },
    Case {
        about: "again and again in one month, which is charged once",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-02-03T10:00:00Z", "-"),
            ("2026-02-10T10:00:00Z", "+"),
            ("2026-02-11T10:00:00Z", "-"),
            ("2026-02-12T10:00:00Z", "+"),
            ("2026-02-12T11:00:00Z", "-"),
        ],
        until: "2026-04",
        free: "2026-01",
        // February, once.
        charged: &["2026-02"],
        amount: "6.00",
    },
    Case {
        about: "in a later month, which is not free",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-01-20T10:00:00Z", "-"),
            ("2026-04-30T21:59:59Z", "+"),
        ],
        until: "2026-05",
        free: "2026-01",
        // April, for its last second; May. Nothing for February and March.
        charged: &["2026-04", "2026-05"],
        amount: "12.00",
    },
    Case {
        about: "years later, which is not free either",
        told: &[
            ("2024-02-29T10:00:00Z", "+"),
            ("2024-03-05T10:00:00Z", "-"),
            ("2028-02-29T10:00:00Z", "+"),
            ("2028-02-29T11:00:00Z", "-"),
        ],
        until: "2029-01",
        free: "2024-02",
        // March 2024, February 2028.
        charged: &["2024-03", "2028-02"],
        amount: "12.00",
    },
    Case {
        about: "removed and installed at one moment, at midnight on the first",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-03-31T22:00:00Z", "-"),
            ("2026-03-31T22:00:00Z", "+"),
        ],
        until: "2026-04",
        free: "2026-01",
        // February, March, April.
        charged: &["2026-02..2026-04"],
        amount: "18.00",
    },
    Case {
        about: "noise: removed before it was ever installed",
        told: &[("2025-11-05T10:00:00Z", "-"), ("2026-01-05T10:00:00Z", "+")],
        until: "2026-02",
        free: "2026-01",
        // February.
        charged: &["2026-02"],
        amount: "6.00",
    },
    Case {
        about: "noise: each of it twice",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-02-05T10:00:00Z", "+"),
            ("2026-03-05T10:00:00Z", "-"),
            ("2026-05-05T10:00:00Z", "-"),
        ],
        until: "2026-06",
        free: "2026-01",
        // February, March.
        charged: &["2026-02..2026-03"],
        amount: "12.00",
    },
    Case {
        about: "a clock that was set back: removed counts as of the installation before it",
        told: &[("2026-03-10T10:00:00Z", "+"), ("2026-02-09T10:00:00Z", "-")],
        until: "2026-04",
        free: "2026-03",
        charged: &[],
        amount: "0.00",
    },
    Case {
        about: "nothing ever happened",
        told: &[],
        until: "2026-04",
        free: "",
        charged: &[],
        amount: "0.00",
    },
];

const ENDS: [Case; 7] = [
    Case {
        about: "a subscription that ends",
        told: &[("2026-01-05T10:00:00Z", "+"), ("2026-03-12T10:00:00Z", "end 2026-04")],
        until: "2026-07",
        free: "2026-01",
        // February, March.
        charged: &["2026-02..2026-03"],
        amount: "12.00",
    },
    Case {
        about: "and goes on in June",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-03-12T10:00:00Z", "end 2026-04"),
            ("2026-06-30T10:00:00Z", "resume"),
        ],
        until: "2026-07",
        free: "2026-01",
        // February, March; not April and May; June, whole; July.
        charged: &["2026-02..2026-03", "2026-06..2026-07"],
        amount: "24.00",
    },
    Case {
        about: "and goes on before it ended",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-03-12T10:00:00Z", "end 2026-05"),
            ("2026-04-30T21:59:59Z", "resume"),
        ],
        until: "2026-05",
        free: "2026-01",
        // February, March, April, May.
        charged: &["2026-02..2026-05"],
        amount: "24.00",
    },
    Case {
        about: "it is to end later than was said first",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-03-12T10:00:00Z", "end 2026-04"),
            ("2026-03-13T10:00:00Z", "end 2026-05"),
        ],
        until: "2026-07",
        free: "2026-01",
        // February, March, April.
        charged: &["2026-02..2026-04"],
        amount: "18.00",
    },
    Case {
        about: "noise: what has ended ends no other time, and what was not ended does not go on",
        told: &[
            ("2026-01-02T10:00:00Z", "resume"),
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-03-12T10:00:00Z", "end 2026-04"),
            ("2026-05-12T10:00:00Z", "end 2026-06"),
        ],
        until: "2026-07",
        free: "2026-01",
        // February, March.
        charged: &["2026-02..2026-03"],
        amount: "12.00",
    },
    Case {
        about: "removed and installed again meanwhile: still nothing is booked",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-03-12T10:00:00Z", "end 2026-04"),
            ("2026-04-12T10:00:00Z", "-"),
            ("2026-05-12T10:00:00Z", "+"),
            ("2026-06-12T10:00:00Z", "resume"),
            ("2026-07-31T22:00:00Z", "-"),
        ],
        until: "2026-12",
        free: "2026-01",
        // February, March; June, July.
        charged: &["2026-02..2026-03", "2026-06..2026-07"],
        amount: "24.00",
    },
    Case {
        about: "twice",
        told: &[
            ("2026-01-05T10:00:00Z", "+"),
            ("2026-01-12T10:00:00Z", "end 2026-02"),
            ("2026-03-12T10:00:00Z", "resume"),
            ("2026-03-13T10:00:00Z", "end 2026-04"),
        ],
        until: "2026-12",
        free: "2026-01",
        // March.
        charged: &["2026-03"],
        amount: "6.00",
    },
];

fn expected(case: &Case) -> Vec<Month> {
    let row = |text: &&str| -> Vec<Month> {
        let (first, last) = text.split_once("..").unwrap_or((*text, *text));
        let all = std::iter::successors(Some(month(first)), |own| own.next());
        all.take_while(|own| *own <= month(last)).collect()
    };
    case.charged.iter().flat_map(row).collect()
}

#[test]
fn the_amounts_are_those_that_were_worked_out_by_hand() {
    for case in INSTALLS.iter().chain(&REINSTALLS).chain(&ENDS) {
        let Case { about, told, until, free, amount, .. } = case;
        let told = events(told);
        let due = months(&told, month(until));
        let of = |kind| due.iter().filter(move |own| own.kind == kind).map(|own| own.month);
        assert_eq!(of(Kind::Charged).collect::<Vec<_>>(), expected(case), "{about}");
        let free: Option<Month> = free.parse().ok();
        assert_eq!(free_month(&told), free, "{about}");
        assert!(of(Kind::Free).all(|own| Some(own) == free), "{about}");
        let sum: Money = due.iter().map(|own| six_euros().amount(own.kind)).sum();
        assert_eq!(sum, money(amount), "{about}");
    }
}

#[test]
fn whoever_was_there_in_the_free_month_sees_it() {
    // An installation that was taken back in the same instant was there at no moment.
    for (told, seen) in [
        (vec![("2026-01-05T10:00:00Z", "+")], vec![month("2026-01")]),
        (vec![("2026-01-05T10:00:00Z", "+"), ("2026-01-05T10:00:00Z", "-")], vec![]),
    ] {
        let due = months(&events(&told), month("2026-01"));
        assert_eq!(due.iter().map(|own| own.month).collect::<Vec<_>>(), seen);
        assert!(due.iter().all(|own| own.kind == Kind::Free));
    }
}

#[test]
fn the_month_from_which_nothing_is_booked_is_told_beforehand_and_after() {
    let own = [("2026-01-05T10:00:00Z", "+"), ("2026-03-12T10:00:00Z", "end 2026-04")];
    let later = ("2026-05-12T10:00:00Z", "end 2026-06");
    let resumed = ("2026-05-13T10:00:00Z", "resume");
    for (told, from) in [
        (own[..1].to_vec(), None),
        (own.to_vec(), Some("2026-04")),
        ([own.to_vec(), vec![later]].concat(), Some("2026-04")),
        ([own.to_vec(), vec![later, resumed]].concat(), None),
        ([own.to_vec(), vec![resumed, later]].concat(), Some("2026-06")),
    ] {
        assert_eq!(ends_from(&events(&told)), from.map(month), "{told:?}");
    }
}
