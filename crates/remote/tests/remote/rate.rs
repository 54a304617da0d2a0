//! The rate headers in every form that was seen or feared.

use std::time::Duration;

use jiff::Timestamp;
use remote::rate::{exhausted_until, wait_until};

use crate::fake::{budget, reply, start};

fn later(seconds: u64) -> Timestamp {
    start() + Duration::from_secs(seconds)
}

/// The wait, in seconds, that these headers lead to; the window is 60 s.
fn wait(headers: &[(&str, &str)]) -> i64 {
    wait_until(&reply(429, headers, ""), &budget(), start()).as_second() - start().as_second()
}

#[test]
fn a_throttled_remote_says_when_in_many_ways() {
    let epoch = later(17).as_second().to_string();
    let past = (start().as_second() - 500).to_string();
    let future = later(86_400).as_second().to_string();
    let table: [(&str, i64, &str); 15] = [
        ("25", 25, "a delay"),
        (" 25 ", 25, "a delay with blanks"),
        ("0", 1, "at once is at least a second"),
        (&epoch, 17, "epoch seconds"),
        (&past, 1, "epoch seconds in the past"),
        (&future, 60, "epoch seconds tomorrow"),
        ("3600", 60, "a delay longer than the window"),
        ("999999999", 60, "the largest delay"),
        ("9223372036854775807", 60, "an instant that does not exist"),
        ("Sun, 01 Mar 2026 12:00:40 GMT", 40, "an HTTP date"),
        ("Sun, 01 Mar 2026 11:00:00 GMT", 1, "an HTTP date in the past"),
        ("-5", 60, "a negative delay"),
        ("soon", 60, "garbage"),
        ("", 60, "nothing"),
        ("1.5", 60, "a fraction"),
    ];
    for (value, seconds, case) in table {
        assert_eq!(wait(&[("retry-after", value)]), seconds, "{case}: {value:?}");
    }
    assert_eq!(wait(&[]), 60, "no header");
}

#[test]
fn retry_after_goes_before_the_reset_and_garbage_before_neither() {
    let reset = later(33).as_second().to_string();
    assert_eq!(wait(&[("ratelimit-reset", &reset)]), 33);
    assert_eq!(wait(&[("ratelimit-reset", &reset), ("retry-after", "5")]), 5);
    assert_eq!(wait(&[("ratelimit-reset", &reset), ("retry-after", "x")]), 33);
}

#[test]
fn a_window_shorter_than_a_second_is_never_outwaited() {
    let mut budget = budget();
    budget.window = Duration::from_millis(200);
    let until = wait_until(&reply(429, &[("retry-after", "30")], ""), &budget, start());
    assert_eq!(until, start() + Duration::from_millis(200));
}

#[test]
fn an_answer_that_uses_up_the_allowance_blocks_until_the_reset() {
    let reset = later(12).as_second().to_string();
    let told = |left: &str| {
        let headers = [("ratelimit-requestsremaining", left), ("ratelimit-reset", &reset)];
        exhausted_until(&reply(200, &headers, ""), &budget(), start())
    };
    assert_eq!(told("0"), Some(later(12)));
    assert_eq!(told("1"), None);
    assert_eq!(told("none"), None);
    // `RateLimit-Remaining` counts seconds, not requests.
    let seconds = [("ratelimit-remaining", "0"), ("ratelimit-reset", reset.as_str())];
    assert_eq!(exhausted_until(&reply(200, &seconds, ""), &budget(), start()), None);
}
