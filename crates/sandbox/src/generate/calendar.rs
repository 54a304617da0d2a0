//! When people order.

use jiff::civil::Weekday;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ToSpan};

use super::random::Random;

/// Orders per month, January first: busy before Sinterklaas and Christmas, quiet in summer.
const MONTHS: [u64; 12] = [60, 58, 62, 60, 64, 52, 40, 44, 60, 68, 92, 100];

/// Orders per hour of the day in Amsterdam: lunch and the evening.
const HOURS: [u64; 24] =
    [6, 3, 1, 1, 1, 2, 6, 14, 30, 44, 52, 54, 60, 58, 50, 48, 48, 46, 44, 62, 86, 100, 68, 24];

/// How long the shop has existed in this API.
const MONTHS_BACK: i64 = 14;

/// The merchant's time zone.
pub(super) fn amsterdam() -> TimeZone {
    // The zone comes with the program (`tzdb-bundle-always`), so it is always there.
    TimeZone::get("Europe/Amsterdam").unwrap_or(TimeZone::UTC)
}

/// `count` moments of whole minutes up to `now`, in order.
pub(super) fn moments(count: usize, seed: u64, now: Timestamp) -> Vec<Timestamp> {
    let zone = amsterdam();
    let end = whole_minute(now);
    let begin = end
        .to_zoned(zone.clone())
        .checked_sub(MONTHS_BACK.months())
        .map_or(end, |begin| begin.timestamp());
    let minutes = end.duration_since(begin).as_mins().max(0);
    let mut random = Random::new(seed, 1, 0);
    let mut moments: Vec<Timestamp> = Vec::with_capacity(count);
    while moments.len() < count {
        let passed = SignedDuration::from_mins(random.between(0, minutes));
        let moment = begin.saturating_add(passed).unwrap_or(end);
        if is_busy(&mut random, moment, &zone) {
            moments.push(moment);
        }
    }
    moments.sort_unstable();
    moments
}

/// Draws whether somebody orders at this moment.
fn is_busy(random: &mut Random, moment: Timestamp, zone: &TimeZone) -> bool {
    let local = moment.to_zoned(zone.clone());
    let of = |table: &[u64], position: i8| {
        usize::try_from(position).ok().and_then(|position| table.get(position).copied())
    };
    let month = of(&MONTHS, local.month() - 1).unwrap_or(50);
    let hour = of(&HOURS, local.hour()).unwrap_or(50);
    let day = match local.weekday() {
        Weekday::Sunday => 100,
        Weekday::Monday => 88,
        Weekday::Saturday | Weekday::Friday => 62,
        _ => 74,
    };
    random.below(1_000_000) < month * hour * day
}

fn whole_minute(moment: Timestamp) -> Timestamp {
    let seconds = moment.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(60)).unwrap_or(moment)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_ordered_whole_minutes_of_fourteen_months() {
        let now: Timestamp = "2026-07-27T12:34:56Z".parse().unwrap();
        let moments = moments(4000, 1, now);
        assert!(moments.is_sorted());
        assert!(moments.iter().all(|moment| moment.as_second() % 60 == 0 && *moment <= now));
        let first = moments.first().unwrap().to_string();
        assert!(first.starts_with("2025-05-2"), "{first}");
        let last = moments.last().unwrap().to_string();
        assert!(last.starts_with("2026-07-2"), "{last}");
        let in_month = |month: &str| {
            moments.iter().filter(|moment| moment.to_string().starts_with(month)).count()
        };
        assert!(in_month("2025-12") > in_month("2025-07") * 3 / 2);
        let at_hour =
            |hour: &str| moments.iter().filter(|moment| moment.to_string().contains(hour)).count();
        assert!(at_hour("T20:") > at_hour("T03:") * 5);
    }
}
