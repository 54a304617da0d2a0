//! What holds of any history.

use billing::{Event, Kind, Month, What, months};
use jiff::Timestamp;
use proptest::prelude::*;

/// The beginning of 2024 in UTC, and three years of minutes.
const FROM: i64 = 1_704_067_200;
const MINUTES: i64 = 3 * 366 * 24 * 60;

/// Events in the order of their instants. What ends does so in a month after the one in which that was said.
fn histories() -> impl Strategy<Value = Vec<Event>> {
    let one = (0..MINUTES, 0..6_u8, 1..4_usize);
    prop::collection::vec(one, 0..24).prop_map(|mut all| {
        all.sort_unstable();
        let event = |(minute, what, ahead)| {
            let at = Timestamp::from_second(FROM + minute * 60).unwrap();
            let later = std::iter::successors(Some(Month::of(at)), |own| own.next()).nth(ahead);
            let what = match what {
                0 | 1 => What::Installed,
                2 | 3 => What::Uninstalled,
                4 => What::Ended(later.unwrap()),
                _ => What::Resumed,
            };
            Event { at, what }
        };
        all.into_iter().map(event).collect()
    })
}

proptest! {
    /// So a month that is closed when it is over comes to the same whenever it is asked for, as long as
    /// everything that happened in it was known.
    #[test]
    fn what_happens_later_changes_no_month_that_is_over(own in histories(), cut in 0..24_usize) {
        let cut = cut.min(own.len());
        let (known, later) = own.split_at(cut);
        prop_assume!(!later.is_empty());
        let over: Vec<_> = months(&own, Month::of(later[0].at))
            .into_iter()
            .filter(|due| due.month.is_over(later[0].at))
            .collect();
        let then: Vec<_> = months(known, Month::of(later[0].at))
            .into_iter()
            .filter(|due| due.month.is_over(later[0].at))
            .collect();
        prop_assert_eq!(over, then);
    }

    #[test]
    fn a_month_is_there_once_and_one_at_most_is_free(own in histories(), years in 0..6_u8) {
        let until = Month::of(Timestamp::from_second(FROM + i64::from(years) * 31_622_400).unwrap());
        let due = months(&own, until);
        prop_assert!(due.windows(2).all(|pair| pair[0].month < pair[1].month));
        prop_assert!(due.iter().all(|own| own.month <= until));
        prop_assert!(due.iter().filter(|own| own.kind == Kind::Free).count() <= 1);
        // What is said twice is said once.
        let twice: Vec<Event> = own.iter().flat_map(|own| [*own, *own]).collect();
        prop_assert_eq!(months(&twice, until), due);
    }
}
