//! Values that cannot hold nonsense.

use jiff::civil::{Date, date};
use moneybird::{
    AdministrationId, Amount, Batch, ContactId, ContactName, CountryCode, Currency, CustomerId,
    Dates, Description, EmailAddress, Lines, Month, Months, Period, Price, Reference, Source,
    SourceUrl, TransactionIdentifier,
};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::samples::line;

#[test]
fn ids_are_digits() {
    for good in ["0", "123", "496081458207654972", "99999999999999999999"] {
        assert_eq!(ContactId::new(good).unwrap().as_str(), good);
    }
    for bad in ["", " 1", "1 ", "-1", "+1", "1.0", "1e3", "abc", "１", "999999999999999999999"] {
        assert!(ContactId::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn ids_are_read_from_text_or_number() {
    let good = [
        (r#""123""#, "123"),
        ("123", "123"),
        ("496081458207654972", "496081458207654972"),
        ("18446744073709551615", "18446744073709551615"),
    ];
    for (json, digits) in good {
        let id: AdministrationId = serde_json::from_str(json).unwrap();
        assert_eq!(id.as_str(), digits);
        assert_eq!(serde_json::to_string(&id).unwrap(), format!("\"{digits}\""));
    }
    for bad in ["null", r#""""#, "-1", "1.5", "1e3", "true", "[1]", r#""1 ""#] {
        assert!(serde_json::from_str::<AdministrationId>(bad).is_err(), "{bad}");
    }
}

#[test]
fn texts_have_a_length() {
    assert_eq!(Reference::new(" W-1 ").unwrap().as_str(), "W-1");
    assert!(Reference::new(&"é".repeat(100)).is_ok());
    assert!(Source::new(&"x".repeat(100)).is_ok());
    for bad in ["", "  ", "a\nb", "a\u{0}", &"é".repeat(101)] {
        assert!(Reference::new(bad).is_err(), "{bad:?}");
        assert!(Source::new(bad).is_err(), "{bad:?}");
        assert!(TransactionIdentifier::new(bad).is_err(), "{bad:?}");
    }
    let cut = Description::new(&format!("  {}", "é€".repeat(600)));
    assert_eq!(cut.as_str(), "é€".repeat(500));
    assert_eq!(Description::new("regel\ntwee").as_str(), "regel\ntwee");
}

#[test]
fn codes_have_an_alphabet() {
    assert_eq!(CustomerId::new("Ccv-7_a").unwrap().as_str(), "Ccv-7_a");
    for bad in ["", "a.b", "a/b", "a b", "é", "..", &"x".repeat(101)] {
        assert!(CustomerId::new(bad).is_err(), "{bad}");
    }
    assert_eq!(Currency::new("eur").unwrap(), Currency::euro());
    assert_eq!(CountryCode::new("de").unwrap().as_str(), "DE");
    for bad in ["", "E", "EURO", "€€€", "E1R"] {
        assert!(Currency::new(bad).is_err(), "{bad}");
    }
    for bad in ["", "N", "NLD", "é", "N1"] {
        assert!(CountryCode::new(bad).is_err(), "{bad}");
    }
}

#[test]
fn addresses_have_a_form() {
    for good in ["a@b", " a+b@x.nl ", "ü@ö.de"] {
        assert_eq!(EmailAddress::new(good).unwrap().as_str(), good.trim());
    }
    for bad in ["", "a", "@b", "a@", "a@b@c", "a@b,c@d", "a b@c", "a@b;c", "a@b\nc"] {
        assert!(EmailAddress::new(bad).is_err(), "{bad}");
    }
    let link = |text: &str| SourceUrl::new(&text.parse().unwrap());
    assert_eq!(link("http://a.nl/é").unwrap().as_str(), "http://a.nl/%C3%A9");
    for bad in ["ftp://a.nl", "javascript:x", "https://u:p@a.nl", "https://u@a.nl"] {
        assert!(link(bad).is_err(), "{bad}");
    }
    assert!(link(&format!("https://a.nl/{}", "x".repeat(2000))).is_err());
}

#[test]
fn names_and_lists_are_not_empty() {
    assert!(ContactName::new(" ", "", "\t").is_err());
    let name = ContactName::new(" BV ", "", " Bakker").unwrap();
    assert_eq!((name.company(), name.first(), name.last()), ("BV", "", "Bakker"));
    assert!(Lines::new(Vec::new()).is_err());
    assert!(Lines::new(vec![line("x", "1", "1"); 100]).is_ok());
    assert!(Lines::new(vec![line("x", "1", "1"); 101]).is_err());
    assert!(Batch::<ContactId>::new(Vec::new()).is_err());
    let ids = |count: u32| -> Vec<ContactId> {
        (0..count).map(|n| ContactId::new(n.to_string()).unwrap()).collect()
    };
    assert_eq!(Batch::new(ids(100)).unwrap().ids().len(), 100);
    assert!(Batch::new(ids(101)).is_err());
    let split = Batch::split(&ids(201));
    assert_eq!(split.iter().map(|batch| batch.ids().len()).collect::<Vec<_>>(), [100, 100, 1]);
    assert!(Batch::<ContactId>::split(&[]).is_empty());
}

#[test]
fn prices_have_two_decimals() {
    let good = [
        ("0", "0.00"),
        ("-0.00", "0.00"),
        ("49.9", "49.90"),
        ("49.9000", "49.90"),
        ("-5", "-5.00"),
        ("1000000000", "1000000000.00"),
    ];
    for (value, text) in good {
        let price = Price::new(value.parse().unwrap()).unwrap();
        assert_eq!(price.to_string(), text);
        assert_eq!(price.value(), value.parse::<Decimal>().unwrap());
    }
    for bad in ["0.001", "-1.005", "1000000000.01", "-1000000001"] {
        assert!(Price::new(bad.parse().unwrap()).is_err(), "{bad}");
    }
    let amounts = [("2.0", "2"), ("1.50", "1.5"), ("-1", "-1"), ("0.125", "0.125"), ("100", "100")];
    for (value, text) in amounts {
        assert_eq!(Amount::new(value.parse().unwrap()).unwrap().to_string(), text);
    }
    assert_eq!(Amount::ONE.to_string(), "1");
    assert!(Amount::new(Decimal::MAX).is_err());
}

#[test]
fn days_and_months_are_in_order() {
    let (old, new) = (date(2025, 12, 31), date(2026, 1, 1));
    assert_eq!(Period::new(old, new).unwrap().to_string(), "20251231..20260101");
    assert!(Period::new(old, old).is_ok());
    assert!(Period::new(new, old).is_err());
    assert!(Period::new(date(999, 1, 1), new).is_err());
    assert!(Dates::new(new, Some(old)).is_err());
    assert!(Dates::new(new, Some(new)).is_ok());
    let month = |year, month| Month::of(date(year, month, 14)).unwrap();
    assert!(Month::of(date(-1, 1, 1)).is_err());
    assert_eq!(month(2026, 2).days().to_string(), "20260201..20260228");
    let year = Months::new(month(2025, 3), month(2026, 2)).unwrap();
    assert_eq!(year.to_string(), "202503..202602");
    assert_eq!(year.days(), Period::new(date(2025, 3, 1), date(2026, 2, 28)).unwrap());
    assert!(Months::new(month(2025, 2), month(2026, 2)).is_err());
    assert!(Months::new(month(2026, 2), month(2026, 1)).is_err());
    assert_eq!(Months::from(month(2026, 1)).to_string(), "202601..202601");
}

fn any_date() -> impl Strategy<Value = Date> {
    (1000_i16..=9999, 1_i8..=12, 1_i8..=28).prop_map(|(year, month, day)| date(year, month, day))
}

proptest! {
    #[test]
    fn a_price_is_always_what_moneybird_reads(mantissa in -200_000_000_000_i64..=200_000_000_000, scale in 0_u32..=4) {
        let value = Decimal::new(mantissa, scale);
        if let Ok(price) = Price::new(value) {
            prop_assert_eq!(price.value(), value);
            let text = price.to_string();
            let digits = text.strip_prefix('-').unwrap_or(&text);
            let (whole, cents) = digits.split_once('.').unwrap();
            prop_assert!(!whole.is_empty() && whole.bytes().all(|byte| byte.is_ascii_digit()));
            prop_assert!(cents.len() == 2 && cents.bytes().all(|byte| byte.is_ascii_digit()));
        } else {
            prop_assert!(value.normalize().scale() > 2 || value.abs() > Decimal::from(1_000_000_000));
        }
    }

    #[test]
    fn equal_amounts_are_equal_texts(mantissa in -1_000_000_i64..=1_000_000, zeros in 0_u32..=6) {
        let short = Decimal::new(mantissa, 2);
        let mut long = short;
        long.rescale(2 + zeros);
        prop_assert_eq!(Amount::new(short).unwrap().to_string(), Amount::new(long).unwrap().to_string());
    }

    #[test]
    fn a_period_has_eight_digits_on_each_side(from in any_date(), to in any_date()) {
        if let Ok(period) = Period::new(from, to) {
            let text = period.to_string();
            let (left, right) = text.split_once("..").unwrap();
            prop_assert_eq!(left.parse::<Date>().unwrap(), from);
            prop_assert_eq!(right.parse::<Date>().unwrap(), to);
            prop_assert_eq!((left.len(), right.len()), (8, 8));
        } else {
            prop_assert!(to < from);
        }
    }
}
