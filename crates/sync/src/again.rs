//! When to look again after something stood in the way.

use std::time::Duration;

use jiff::Timestamp;

use crate::Code;

/// How soon after the first fault. Most of what passes has passed by then.
const SOON: Duration = Duration::from_mins(1);

/// When a connection is looked at again after a fault. What passes by itself is tried again after as long
/// as it has lasted, so a minute later at first and an interval later in the end: a shop whose server was
/// restarted does not wait for half an hour, and one that is away for a week is not asked all day.
/// Whatever waits for a person is tried an interval later, and what the database broke off at once: that this can be
/// written down shows that it is back.
///
/// `last_good` is when this connection last worked, or was made.
pub(crate) fn after_fault(
    code: Code,
    now: Timestamp,
    last_good: Timestamp,
    interval: Duration,
) -> Timestamp {
    // Nothing was asked for an interval after that, so it may have begun just now.
    let known_for = now.duration_since(last_good).saturating_sub(signed(interval));
    let rest = if code == Code::Interrupted {
        jiff::SignedDuration::ZERO
    } else if code.passes() {
        known_for.clamp(signed(SOON), signed(interval.max(SOON)))
    } else {
        signed(interval)
    };
    now.saturating_add(rest).unwrap_or(Timestamp::MAX)
}

fn signed(duration: Duration) -> jiff::SignedDuration {
    jiff::SignedDuration::try_from(duration).unwrap_or(jiff::SignedDuration::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const INTERVAL: Duration = Duration::from_mins(30);

    fn at(minute: i64) -> Timestamp {
        Timestamp::from_second(minute * 60).unwrap()
    }

    /// After how many minutes it is tried again, if it last worked at minute 0.
    fn rests(code: Code, now: i64) -> i64 {
        (after_fault(code, at(now), at(0), INTERVAL).as_second() - now * 60) / 60
    }

    #[test]
    fn what_passes_is_tried_after_as_long_as_it_has_lasted() {
        let passing =
            [Code::Unreachable, Code::BadReply, Code::Throttled, Code::Database, Code::Clock];
        for code in passing {
            let table = [
                (0, 1),
                (5, 1),
                (30, 1),
                (31, 1),
                (32, 2),
                (34, 4),
                (46, 16),
                (62, 30),
                (10_000, 30),
                // The clock was put back.
                (-1_440, 1),
            ];
            for (now, expected) in table {
                assert_eq!(rests(code, now), expected, "{code:?} at minute {now}");
            }
        }
    }

    #[test]
    fn a_database_that_was_away_costs_nobody_their_turn() {
        for now in [0, 31, 10_000] {
            assert_eq!(rests(Code::Interrupted, now), 0, "at minute {now}");
        }
    }

    #[test]
    fn an_outage_of_a_week_costs_few_tries() {
        let (mut now, mut tries) = (at(30), 0);
        while now < at(30 + 7 * 24 * 60) {
            now = after_fault(Code::Unreachable, now, at(0), INTERVAL);
            tries += 1;
        }
        assert_eq!(tries, 7 * 48 + 5, "five more than one each half hour");
    }

    #[test]
    fn what_waits_for_a_person_is_tried_an_interval_later() {
        let waiting = [
            Code::Settings,
            Code::CredentialsShop,
            Code::CredentialsMoneybird,
            Code::ScopeMissing,
            Code::KeyFile,
            Code::NotFound,
            Code::Usage,
        ];
        for code in waiting {
            assert_eq!(rests(code, 0), 30, "{code:?}");
        }
    }

    #[test]
    fn an_interval_below_a_minute_is_no_trouble() {
        let short = Duration::from_secs(10);
        let next = after_fault(Code::Unreachable, at(5), at(0), short);
        assert_eq!(next, at(6));
    }
}
