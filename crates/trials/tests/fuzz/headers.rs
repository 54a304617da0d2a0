//! What a remote says of its allowance.

use std::time::Duration;

use jiff::Timestamp;
use remote::rate::{exhausted_until, wait_until};
use remote::{Budget, Reply};

use crate::hunt::{Case, hunt};
use crate::scripted::NOW;

fn headers(case: &mut Case<'_>) {
    let bytes = case.input();
    let text = String::from_utf8_lossy(&bytes);
    let headers = text
        .lines()
        .filter_map(|line| line.split_once(':'))
        .map(|(name, value)| (name.trim().to_owned(), value.to_owned()))
        .collect();
    case.note("answered");
    let reply = Reply { status: 429, headers, body: Vec::new() };
    let window = Duration::from_secs(case.dice.pick(&[0, 1, 60, 300]));
    let budget = Budget { name: "here".to_owned(), limit: 1, window };
    for now in [NOW.parse().unwrap(), Timestamp::MIN, Timestamp::MAX, Timestamp::UNIX_EPOCH] {
        let longest = now.saturating_add(window).unwrap_or(Timestamp::MAX);
        let told = [Some(wait_until(&reply, &budget, now)), exhausted_until(&reply, &budget, now)];
        for until in told.into_iter().flatten() {
            assert!((now..=longest).contains(&until), "{until} is not between {now} and {longest}");
        }
    }
}

#[test]
fn headers_of_rates() {
    hunt("headers", 20_000, headers);
}
