//! The rates of the member states and the days on which they held.

use bookkeeping::rates::{on, was_valid};
use jiff::civil::Date;

use crate::support::country;

fn day(text: &str) -> Date {
    text.parse().unwrap()
}

fn rates_on(code: &str, at: &str) -> String {
    let all = on(country(code), day(at));
    all.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn valid(code: &str, postcode: &str, percentage: &str, at: &str) -> Option<bool> {
    was_valid(country(code), postcode, percentage.parse().unwrap(), day(at))
}

#[test]
fn all_rates_of_a_day() {
    let table = [
        ("AT", "2025-06-30", "20 13 10"),
        ("BE", "2025-06-30", "21 12 6 0"),
        ("BG", "2025-06-30", "20 9"),
        ("HR", "2025-06-30", "25 13 5 0"),
        ("CY", "2025-06-30", "19 9 5 3 0"),
        ("CZ", "2025-06-30", "21 12 0"),
        ("DK", "2025-06-30", "25 0"),
        ("EE", "2025-06-30", "22 13 9"),
        ("FI", "2025-06-30", "25.5 14 10"),
        ("FR", "2025-06-30", "20 10 5.5 2.1"),
        ("DE", "2025-06-30", "19 7 0"),
        ("GR", "2025-06-30", "24 13 6"),
        ("HU", "2025-06-30", "27 18 5 0"),
        ("IE", "2025-06-30", "23 13.5 9 4.8 0"),
        ("IT", "2025-06-30", "22 10 5 4"),
        ("LV", "2025-06-30", "21 12 5"),
        ("LT", "2025-06-30", "21 9 5"),
        ("LU", "2025-06-30", "17 14 8 3"),
        ("MT", "2025-06-30", "18 12 7 5 0"),
        ("NL", "2025-06-30", "21 9 0"),
        ("PL", "2025-06-30", "23 8 5"),
        ("PT", "2025-06-30", "23 13 6"),
        ("RO", "2025-06-30", "19 9 5"),
        ("SK", "2025-06-30", "23 19 5"),
        ("SI", "2025-06-30", "22 9.5 5"),
        ("ES", "2025-06-30", "21 10 4"),
        ("SE", "2025-06-30", "25 12 6 0"),
    ];
    for (code, at, expected) in table {
        assert_eq!(rates_on(code, at), expected, "{code} on {at}");
    }
    assert_eq!(table.len(), 27);
}

/// The last day of what held, the first of what holds since.
#[test]
fn changes_and_their_days() {
    let table = [
        ("NL", "2012-09-30", "19 6 0", "2012-10-01", "21 6 0"),
        ("NL", "2018-12-31", "21 6 0", "2019-01-01", "21 9 0"),
        ("DE", "2020-06-30", "19 7", "2020-07-01", "16 5"),
        ("DE", "2020-12-31", "16 5", "2021-01-01", "19 7"),
        ("IE", "2020-08-31", "23 13.5 9 4.8 0", "2020-09-01", "21 13.5 9 4.8 0"),
        ("IE", "2021-02-28", "21 13.5 9 4.8 0", "2021-03-01", "23 13.5 9 4.8 0"),
        ("RO", "2015-12-31", "24 9 5", "2016-01-01", "20 9 5"),
        ("RO", "2016-12-31", "20 9 5", "2017-01-01", "19 9 5"),
        ("RO", "2025-07-31", "19 9 5", "2025-08-01", "21 11"),
        ("SK", "2024-12-31", "20 10 5", "2025-01-01", "23 19 5"),
        ("EE", "2023-12-31", "20 9 5", "2024-01-01", "22 9 5"),
        ("EE", "2025-06-30", "22 13 9", "2025-07-01", "24 13 9"),
        ("FI", "2024-08-31", "24 14 10", "2024-09-01", "25.5 14 10"),
        ("FI", "2025-12-31", "25.5 14 10", "2026-01-01", "25.5 13.5 10"),
        ("LU", "2022-12-31", "17 14 8 3", "2023-01-01", "16 13 7 3"),
        ("LU", "2023-12-31", "16 13 7 3", "2024-01-01", "17 14 8 3"),
        ("CZ", "2023-12-31", "21 15 10", "2024-01-01", "21 12 0"),
        ("GR", "2016-05-31", "23 13 6", "2016-06-01", "24 13 6"),
        ("LT", "2025-12-31", "21 9 5", "2026-01-01", "21 12 5"),
        ("AT", "2015-12-31", "20 12 10", "2016-01-01", "20 13 10"),
    ];
    for (code, last, before, first, after) in table {
        assert_eq!(rates_on(code, last), before, "{code} on {last}");
        assert_eq!(rates_on(code, first), after, "{code} on {first}");
        assert_eq!(day(last).tomorrow().unwrap(), day(first), "{code}");
    }
}

#[test]
fn a_rate_is_valid_by_its_value_and_not_by_how_it_is_written() {
    assert_eq!(valid("FR", "", "5.50", "2026-01-01"), Some(true));
    assert_eq!(valid("NL", "", "21", "2026-01-01"), Some(true));
    assert_eq!(valid("NL", "", "6", "2026-01-01"), Some(false));
    assert_eq!(valid("NL", "", "21.5", "2026-01-01"), Some(false));
}

#[test]
fn what_the_table_does_not_reach() {
    for (code, at) in
        [("CH", "2026-01-01"), ("GB", "2018-01-01"), ("NL", "2000-12-31"), ("DE", "2014-12-31")]
    {
        assert_eq!(valid(code, "", "19", at), None, "{code} on {at}");
        assert_eq!(rates_on(code, at), "");
    }
    assert_eq!(valid("NL", "", "19", "2001-01-01"), Some(true));
    assert_eq!(valid("DE", "", "19", "2015-01-01"), Some(true));
}

#[test]
fn places_with_rates_of_their_own() {
    let table = [
        ("PT", "9000-017", "22", "2026-01-01", true),
        ("PT", "9400-001", "4", "2026-01-01", true),
        ("PT", "9400-001", "16", "2026-01-01", false),
        ("PT", "9500-119", "16", "2026-01-01", true),
        ("PT", "9500-119", "18", "2026-01-01", false),
        ("PT", "9500-119", "18", "2021-06-30", true),
        ("PT", "9500-119", "22", "2026-01-01", false),
        ("PT", "1000-001", "22", "2026-01-01", false),
        ("PT", "1000-001", "23", "2026-01-01", true),
        ("PT", "9000-017", "23", "2026-01-01", true),
        ("AT", "6691", "19", "2026-01-01", true),
        ("AT", "1010", "0", "2025-12-31", false),
        ("AT", "1010", "0", "2026-01-01", true),
        ("AT", "1010", "4.9", "2026-06-30", false),
        ("AT", "1010", "4.9", "2026-07-01", true),
        ("GR", "84100", "17", "2017-12-31", true),
        ("GR", "84100", "17", "2018-01-01", false),
        ("GR", "68002", "17", "2025-12-31", false),
        ("GR", "68002", "17", "2026-01-01", true),
        ("AT", "A-6991", "19", "2026-01-01", true),
        ("AT", "6992", "19", "2026-01-01", true),
        ("AT", "6993", "19", "2026-01-01", true),
        ("AT", "6990", "19", "2026-01-01", false),
        ("FR", "20000", "0.9", "2026-01-01", true),
        ("FR", "2A100", "13", "2026-01-01", true),
        ("FR", "F-20200", "13", "2026-01-01", true),
        ("FR", "75020", "13", "2026-01-01", false),
        ("GR", "811 00", "17", "2026-01-01", true),
        ("GR", "10431", "17", "2026-01-01", false),
    ];
    for (code, postcode, percentage, at, expected) in table {
        let found = valid(code, postcode, percentage, at);
        assert_eq!(found, Some(expected), "{code} {postcode} {percentage} % on {at}");
        assert_eq!(
            country(code).territory(postcode, ""),
            None,
            "{code} {postcode} is no territory"
        );
    }
}
