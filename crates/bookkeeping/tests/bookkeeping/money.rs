//! Rounding, splitting and VAT of amounts.

use bookkeeping::{Language, Money};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::{dec, money};

#[test]
fn a_half_cent_is_rounded_away_from_zero() {
    // An amount, and the cents it becomes. Half to even would give 2.34, 2.20 and 0.00.
    let table = [
        ("2.345", "2.35"),
        ("-2.345", "-2.35"),
        ("2.205", "2.21"),   // 21 % of 10.50 (moneybird-api.md §8.1)
        ("12.705", "12.71"), // 10.50 and its VAT
        ("-12.705", "-12.71"),
        ("0.005", "0.01"),
        ("-0.005", "-0.01"),
        ("0.025", "0.03"),
        ("1.005", "1.01"),
        ("0.0049999999999999999999999999", "0.00"),
        ("-0.0049999999999999999999999999", "0.00"),
        ("2.3449999", "2.34"),
        ("2.3450001", "2.35"),
        ("-2.3449999", "-2.34"),
        ("7", "7.00"),
        ("7.1", "7.10"),
        ("0", "0.00"),
        ("999999999.995", "1000000000.00"),
    ];
    for (exact, cents) in table {
        assert_eq!(Money::round(dec(exact)).to_string(), cents, "{exact}");
    }
}

#[test]
fn only_whole_cents_are_exact() {
    for text in ["0", "0.01", "-0.01", "12.3", "12.30", "12.3000", "-5"] {
        assert_eq!(Money::exact(dec(text)).map(Money::decimal), Some(dec(text)), "{text}");
    }
    assert_eq!([money("-1.50").abs(), money("1.50").abs()], [money("1.50"); 2]);
    for text in ["0.001", "-0.001", "12.345", "0.0000000000000000000000000001"] {
        assert_eq!(Money::exact(dec(text)), None, "{text}");
    }
}

#[test]
fn vat_inside_an_amount() {
    // Amount, percentage, VAT inside, net inside. By hand: amount × p / (100 + p), in cents.
    let table = [
        ("590.00", "21", "102.40", "487.60"), // 102.39669; the shop's own sample
        ("585.00", "21", "101.53", "483.47"), // 101.52893
        ("5.00", "21", "0.87", "4.13"),       // 0.86777
        ("71.39", "21", "12.39", "59.00"),    // 12.39000; net as Moneybird gives it
        ("27.50", "21", "4.77", "22.73"),     // 4.77273
        ("300.00", "21", "52.07", "247.93"),  // 52.06612
        ("20.00", "21", "3.47", "16.53"),     // 3.47107
        ("100.00", "21", "17.36", "82.64"),   // 17.35537
        ("12.71", "21", "2.21", "10.50"),     // 2.20587
        ("10.90", "9", "0.90", "10.00"),
        ("9.99", "9", "0.82", "9.17"), // 0.82486
        ("10.55", "5.5", "0.55", "10.00"),
        ("119.00", "19", "19.00", "100.00"),
        ("-590.00", "21", "-102.40", "-487.60"),
        ("590.00", "0", "0.00", "590.00"),
        ("0.00", "21", "0.00", "0.00"),
        ("0.02", "21", "0.00", "0.02"), // 0.00347
        ("0.03", "21", "0.01", "0.02"), // 0.00521 and 0.02479
        // At 100 % half a cent falls on both sides, and both go up.
        ("0.01", "100", "0.01", "0.01"),
        ("-0.01", "100", "-0.01", "-0.01"),
    ];
    for (amount, percentage, vat, net) in table {
        let (amount, percentage) = (money(amount), dec(percentage));
        assert_eq!(amount.vat_inside(percentage), money(vat), "VAT in {amount} at {percentage}");
        assert_eq!(amount.net_inside(percentage), money(net), "net in {amount} at {percentage}");
    }
}

#[test]
fn a_percentage_that_no_whole_number_holds_is_reckoned_all_the_same() {
    // 121.00 × 21 / 121 and 100 / 121, with a percentage of 28 digits; and where nothing is left to
    // divide by, or less than nothing.
    let long = dec("21.00000000000000000000000001");
    assert_eq!(money("121").vat_inside(long), money("21"));
    assert_eq!(money("121").net_inside(long), money("100"));
    assert_eq!(money("121").vat_inside(dec("-100")), money("0"));
    assert_eq!(money("50").vat_inside(dec("-200")), money("100"));
    assert_eq!(money("50").net_inside(dec("-200")), money("-50"));
    // More cents than a whole number holds beside 28 digits: 121 milliard.
    assert_eq!(money("121000000000").vat_inside(long), money("21000000000"));
    assert_eq!(money("121000000000").net_inside(long), money("100000000000"));
}

#[test]
fn a_split_gives_left_over_cents_to_the_largest_remainders() {
    // Whole, weights, parts; exact shares by hand beside them.
    let table: [(&str, &[&str], &[&str]); 11] = [
        ("10.00", &["1.00", "1.00"], &["5.00", "5.00"]),
        ("0.01", &["1.00", "1.00"], &["0.01", "0.00"]), // the first of equals
        ("-0.01", &["1.00", "1.00"], &["-0.01", "0.00"]),
        ("10.00", &["1.00", "1.00", "1.00"], &["3.34", "3.33", "3.33"]), // 3.333 each
        ("-10.00", &["1.00", "1.00", "1.00"], &["-3.34", "-3.33", "-3.33"]),
        ("10.00", &["2.00", "1.00"], &["6.67", "3.33"]), // 6.667 and 3.333
        ("-7.50", &["121.00", "54.50"], &["-5.17", "-2.33"]), // 5.1709 and 2.3291
        ("0.05", &["1.00", "0.00", "1.00"], &["0.03", "0.00", "0.02"]), // 0.025, 0, 0.025
        ("10.00", &["3.00", "-1.00"], &["15.00", "-5.00"]),
        ("10.00", &["-1.00", "-1.00"], &["5.00", "5.00"]),
        ("0.00", &["3.00", "1.00"], &["0.00", "0.00"]),
    ];
    for (whole, weights, parts) in table {
        let weights: Vec<Money> = weights.iter().map(|text| money(text)).collect();
        let parts: Vec<Money> = parts.iter().map(|text| money(text)).collect();
        assert_eq!(money(whole).split(&weights), Some(parts), "{whole} over {weights:?}");
    }
}

#[test]
fn nothing_can_be_split_over_nothing() {
    let table: [&[&str]; 4] = [&[], &["0.00"], &["0.00", "0.00"], &["5.00", "-5.00"]];
    for weights in table {
        let weights: Vec<Money> = weights.iter().map(|text| money(text)).collect();
        assert_eq!(money("1.00").split(&weights), None, "{weights:?}");
    }
}

#[test]
fn nothing_is_never_negative_in_text() {
    let nothings = [
        Money::round(dec("-0.001")),
        Money::round(dec("-0.00")),
        -Money::ZERO,
        money("1.00") - money("1.00"),
        -(money("1.00") - money("1.00")),
        serde_json::from_str("\"-0.00\"").unwrap(),
    ];
    for nothing in nothings {
        assert_eq!(nothing.to_string(), "0.00");
        assert_eq!(serde_json::to_string(&nothing).unwrap(), "\"0.00\"");
        assert_eq!(nothing, Money::ZERO);
        assert!(nothing.is_zero() && !nothing.is_negative());
    }
}

#[test]
fn json_is_text_with_two_decimals() {
    for (amount, text) in
        [("5", "\"5.00\""), ("-12.3", "\"-12.30\""), ("0.01", "\"0.01\""), ("1000", "\"1000.00\"")]
    {
        assert_eq!(serde_json::to_string(&money(amount)).unwrap(), text);
        assert_eq!(serde_json::from_str::<Money>(text).unwrap(), money(amount));
    }
    // A number would be a float on its way; three decimals are not cents.
    for text in ["5", "5.25", "\"5.255\"", "\"-0.001\"", "\"\"", "\"x\"", "null", "\"1,50\""] {
        assert!(serde_json::from_str::<Money>(text).is_err(), "{text}");
    }
    assert_eq!(format!("[{:>8}]", money("-1.5")), "[   -1.50]");
}

#[test]
fn the_largest_amounts_do_no_harm() {
    let (most, least) = (Money::round(Decimal::MAX), Money::round(Decimal::MIN));
    assert_eq!(most + Money::CENT, most);
    assert_eq!(most + most, most);
    assert_eq!(least - most, least);
    assert_eq!([most, most, least].into_iter().sum::<Money>(), Money::ZERO);
    let mut much = most;
    much += most;
    much -= least;
    assert_eq!(much, most);
    assert!(least.to_string().starts_with("-792281625"));
    assert_eq!(most.split(&[most, most]), None);
    assert_eq!(most.split(&[Money::CENT, Money::CENT, -Money::CENT]), None);
}

fn amount(cents: i64) -> Money {
    Money::exact(Decimal::new(cents, 2)).unwrap()
}

#[test]
fn an_amount_is_said_as_each_language_writes_it() {
    for (own, nl, en) in [
        ("0", "0,00", "0.00"),
        ("-12.3", "-12,30", "-12.30"),
        ("999.99", "999,99", "999.99"),
        ("1234.5", "1.234,50", "1,234.50"),
        ("-1234567.89", "-1.234.567,89", "-1,234,567.89"),
    ] {
        let own = Money::exact(dec(own)).unwrap();
        assert_eq!(
            (own.said(Language::Nl), own.said(Language::En)),
            (nl.to_owned(), en.to_owned())
        );
    }
}

proptest! {
    #![proptest_config(super::support::config(2_000))]

    #[test]
    fn parts_add_up_and_lie_within_a_cent_of_their_share(
        whole in -1_000_000_000_i64..1_000_000_000,
        weights in prop::collection::vec(-1_000_000_i64..100_000_000, 1..12),
    ) {
        let sum: i64 = weights.iter().sum();
        let parts = amount(whole).split(&weights.iter().copied().map(amount).collect::<Vec<_>>());
        prop_assert_eq!(parts.is_none(), sum == 0);
        let negated = amount(-whole).split(&weights.iter().copied().map(amount).collect::<Vec<_>>());
        let back = negated.map(|parts| parts.into_iter().map(|part| -part).collect::<Vec<_>>());
        prop_assert_eq!(&parts, &back);
        let parts = parts.unwrap_or_default();
        if sum != 0 {
            prop_assert_eq!(parts.iter().copied().sum::<Money>(), amount(whole));
        }
        for (part, weight) in parts.iter().zip(weights) {
            // |part − whole × weight / sum| < 1 cent, in whole numbers.
            let cents = part.decimal() * Decimal::ONE_HUNDRED;
            let off = cents * Decimal::from(sum) - Decimal::from(whole) * Decimal::from(weight);
            prop_assert!(off.abs() < Decimal::from(sum).abs(), "{} of {}", part, whole);
        }
    }

    #[test]
    fn mixed_signs_and_huge_weights_end(
        whole in any::<i64>(),
        weights in prop::collection::vec(any::<i64>(), 0..6),
    ) {
        let weights: Vec<Money> = weights.into_iter().map(amount).collect();
        if let Some(parts) = amount(whole).split(&weights) {
            prop_assert_eq!(parts.into_iter().sum::<Money>(), amount(whole));
        }
    }

    #[test]
    fn rounding_moves_an_amount_by_half_a_cent_at_most(mantissa in any::<i64>(), scale in 0_u32..19) {
        let exact = Decimal::new(mantissa, scale);
        let rounded = Money::round(exact);
        prop_assert!((rounded.decimal() - exact).abs() <= dec("0.005"));
        prop_assert_eq!(Money::round(-exact), -rounded);
        prop_assert_eq!(Money::exact(rounded.decimal()), Some(rounded));
        let json = serde_json::to_string(&rounded).unwrap();
        prop_assert_eq!(serde_json::from_str::<Money>(&json).unwrap(), rounded);
    }

    #[test]
    fn vat_and_net_are_the_exact_fractions_rounded(
        cents in prop_oneof![any::<i64>(), -100_000_i64..100_000],
        hundredths in 0_i64..10_001,
    ) {
        let percentage = Decimal::new(hundredths, 2);
        let divisor = 10_000 + i128::from(hundredths);
        let share = |part: i64| {
            let twice = 2 * i128::from(cents) * i128::from(part);
            let away = if twice < 0 { -divisor } else { divisor };
            Decimal::from_i128_with_scale((twice + away) / (2 * divisor), 2)
        };
        let amount = amount(cents);
        prop_assert_eq!(amount.vat_inside(percentage).decimal(), share(hundredths));
        prop_assert_eq!(amount.net_inside(percentage).decimal(), share(10_000));
    }
}
