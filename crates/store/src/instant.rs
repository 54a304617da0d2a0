//! Instants as the database keeps them: whole milliseconds since the epoch.

use std::time::Duration;

use jiff::Timestamp;

/// Nanoseconds in a millisecond.
const NANOS: i128 = 1_000_000;

/// The millisecond that `instant` lies in.
pub(crate) fn millis(instant: Timestamp) -> i64 {
    instant.as_nanosecond().div_euclid(NANOS).try_into().unwrap_or(i64::MAX)
}

/// The first whole millisecond that is not before `instant`: for instants that are waited for.
pub(crate) fn millis_after(instant: Timestamp) -> i64 {
    let nanos = instant.as_nanosecond();
    nanos.saturating_neg().div_euclid(NANOS).saturating_neg().try_into().unwrap_or(i64::MAX)
}

/// Whole milliseconds that are at least as long as `duration`.
pub(crate) fn span(duration: Duration) -> i64 {
    i64::try_from(duration.as_nanos().div_ceil(1_000_000)).unwrap_or(i64::MAX)
}

/// The instant at the beginning of a millisecond, or the nearest one that there is.
pub(crate) fn instant(millis: i64) -> Timestamp {
    Timestamp::from_millisecond(millis).unwrap_or(if millis < 0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rounds_to_the_side_that_is_meant() {
        for (nanos, down, up) in [
            (0, 0, 0),
            (1, 0, 1),
            (999_999, 0, 1),
            (1_000_000, 1, 1),
            (-1, -1, 0),
            (-1_000_000, -1, -1),
        ] {
            let instant = Timestamp::from_nanosecond(nanos).unwrap();
            assert_eq!(millis(instant), down, "{nanos}");
            assert_eq!(millis_after(instant), up, "{nanos}");
        }
        assert_eq!(span(Duration::from_nanos(1)), 1);
        assert_eq!(span(Duration::from_mins(5)), 300_000);
    }
}
