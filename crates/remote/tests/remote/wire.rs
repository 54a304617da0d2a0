//! Noise in, exact values out.

use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

/// Reads `{"v": …}` with one function of `wire`; the empty text stands for an absent member.
macro_rules! reader {
    ($name:ident, $function:literal, $kind:ty) => {
        fn $name(json: &str) -> Result<$kind, String> {
            #[derive(Deserialize)]
            struct Holder {
                #[serde(default, deserialize_with = $function)]
                v: $kind,
            }
            let text = if json.is_empty() {
                "{}".to_owned()
            } else {
                format!(r#"{{"v": {json}, "other": [1]}}"#)
            };
            serde_json::from_str::<Holder>(&text)
                .map(|holder| holder.v)
                .map_err(|error| error.to_string())
        }
    };
}

reader!(text, "wire::text", Option<String>);
reader!(text_or_empty, "wire::text_or_empty", String);
reader!(text_required, "wire::text_required", String);
reader!(whole, "wire::whole", Option<i64>);
reader!(whole_required, "wire::whole_required", i64);
reader!(decimal, "wire::decimal", Option<Decimal>);
reader!(decimal_or_zero, "wire::decimal_or_zero", Decimal);
reader!(decimal_required, "wire::decimal_required", Decimal);
reader!(truth, "wire::truth", bool);
reader!(truth_required, "wire::truth_required", bool);

const NOTHING: [&str; 3] = ["", "null", r#""""#];

#[test]
fn texts() {
    let table = [
        (r#""Jan""#, Some("Jan")),
        (r#"" Jan ""#, Some("Jan")),
        (r#""  ""#, None),
        ("12", Some("12")),
        ("1.50", Some("1.50")),
        ("true", Some("true")),
        (r#""https:\/\/a.test\/é""#, Some("https://a.test/é")),
    ];
    for (json, expected) in table {
        assert_eq!(text(json).unwrap().as_deref(), expected, "{json}");
        assert_eq!(text_or_empty(json).unwrap(), expected.unwrap_or(""), "{json}");
    }
    for json in NOTHING {
        assert_eq!(text(json), Ok(None), "{json}");
        assert_eq!(text_or_empty(json), Ok(String::new()), "{json}");
    }
    for json in ["[]", "{}", r#"["a"]"#] {
        assert!(text(json).unwrap_err().contains("list or an object"), "{json}");
    }
}

#[test]
fn whole_numbers() {
    let table = [
        ("24464274", 24_464_274),
        (r#""24464274""#, 24_464_274),
        (r#"" 7 ""#, 7),
        ("-3", -3),
        ("9223372036854775807", i64::MAX),
    ];
    for (json, expected) in table {
        assert_eq!(whole(json), Ok(Some(expected)), "{json}");
        assert_eq!(whole_required(json), Ok(expected), "{json}");
    }
    for json in ["1.5", r#""a""#, "9223372036854775808", "true", "[1]", "{}"] {
        assert!(whole(json).is_err(), "{json}");
    }
    assert!(whole(r#""a7""#).unwrap_err().contains("'a7' is not a whole number"));
}

#[test]
fn decimals_keep_every_digit() {
    let table = [
        ("590", "590"),
        ("102.4", "102.4"),
        ("102.40", "102.40"),
        ("0.1", "0.1"),
        (r#""616.67""#, "616.67"),
        (r#"" -0.005 ""#, "-0.005"),
        ("12345678901234567890.12345678", "12345678901234567890.12345678"),
        ("1e2", "100"),
        ("1.5E+1", "15"),
        ("-2.5e-3", "-0.0025"),
        ("1.234567890123456789012345678e27", "1234567890123456789012345678"),
    ];
    for (json, expected) in table {
        let expected: Decimal = expected.parse().unwrap();
        assert_eq!(decimal(json), Ok(Some(expected)), "{json}");
        assert_eq!(decimal_or_zero(json), Ok(expected), "{json}");
        assert_eq!(decimal_required(json), Ok(expected), "{json}");
    }
    assert_eq!(decimal("102.40").unwrap().unwrap().scale(), 2, "zeros are kept too");
}

#[test]
fn what_is_not_an_exact_decimal_is_refused() {
    for json in [
        r#""a""#,
        r#""1,50""#,
        r#""1_000""#,
        r#""€ 5""#,
        r#""NaN""#,
        "true",
        "[1]",
        "{}",
        // Digits that do not fit would have to be rounded.
        "0.12345678901234567890123456789012",
        "1.2345678901234567890123456789012e1",
        "1e400",
        "1e-400",
    ] {
        assert!(decimal(json).is_err(), "{json}");
    }
}

#[test]
fn truths() {
    for (json, expected) in [
        ("true", true),
        ("false", false),
        ("1", true),
        ("0", false),
        (r#""1""#, true),
        (r#""0""#, false),
        (r#""true""#, true),
        (r#""false""#, false),
    ] {
        assert_eq!(truth(json), Ok(expected), "{json}");
        assert_eq!(truth_required(json), Ok(expected), "{json}");
    }
    for json in ["2", r#""yes""#, "[]", "{}"] {
        assert!(truth(json).is_err(), "{json}");
    }
}

#[test]
fn nothing_is_nothing_unless_something_is_required() {
    for json in NOTHING {
        assert_eq!(whole(json), Ok(None), "{json}");
        assert_eq!(decimal(json), Ok(None), "{json}");
        assert_eq!(decimal_or_zero(json), Ok(Decimal::ZERO), "{json}");
        assert_eq!(truth(json), Ok(false), "{json}");
    }
    for json in ["null", r#""""#] {
        assert!(text_required(json).unwrap_err().contains("missing"), "{json}");
        assert!(whole_required(json).unwrap_err().contains("missing"), "{json}");
        assert!(decimal_required(json).unwrap_err().contains("missing"), "{json}");
        assert!(truth_required(json).unwrap_err().contains("missing"), "{json}");
    }
}

#[test]
fn an_absent_member_that_is_required_is_named() {
    #[derive(Debug, Deserialize)]
    struct Order {
        #[serde(deserialize_with = "wire::decimal_required")]
        total: Decimal,
    }
    let order: Order = serde_json::from_str(r#"{"total": "5"}"#).unwrap();
    assert_eq!(order.total, Decimal::from(5));
    let error = serde_json::from_str::<Order>("{}").unwrap_err();
    assert!(error.to_string().contains("`total`"), "{error}");
}
