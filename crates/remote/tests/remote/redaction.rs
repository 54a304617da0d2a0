//! Secrets stay out of every text.

use remote::redact::{excerpt, redact};
use remote::{Failure, SendError};
use secrecy::SecretString;

use crate::fake::{Fake, caller, reply, request};

fn secrets(texts: &[&str]) -> Vec<SecretString> {
    texts.iter().map(|text| SecretString::from(*text)).collect()
}

#[test]
fn a_secret_is_replaced_in_each_of_its_forms() {
    let table = [
        (vec!["k^1"], "key k^1 is wrong", "key *** is wrong"),
        (vec!["k^1"], "?key=k%5E1&x", "?key=***&x"),
        (vec!["a/b"], r#"{"key":"a\/b"}"#, r#"{"key":"***"}"#),
        (vec!["abc", "abcdef"], "abcdef abc", "*** ***"),
        (vec!["x", "x"], "x", "***"),
        (vec![""], "nothing to hide", "nothing to hide"),
        (vec![], "nothing to hide", "nothing to hide"),
    ];
    for (hidden, text, expected) in table {
        assert_eq!(redact(text, &secrets(&hidden)), expected);
    }
}

#[test]
fn an_excerpt_is_one_short_line() {
    let none = secrets(&[]);
    assert_eq!(excerpt(b"  a\n\tb\x00c \x1b[31m", &none), "a b c [31m");
    assert_eq!(excerpt(b"\xff\xfe", &none), "\u{fffd}\u{fffd}");
    // What turns the direction of writing round, ends a line in Unicode's way or shows nothing.
    let forged = "a\u{202e}b\u{2028}c\u{200b}d\u{85}e\u{feff}f\u{ad}g\u{2066}h";
    assert_eq!(excerpt(forged.as_bytes(), &none), "a b c d e f g h");
    assert_eq!(excerpt("hu\u{200b}sh".as_bytes(), &secrets(&["hush"])), "hu sh");
    let long = "é".repeat(500);
    let cut = excerpt(long.as_bytes(), &none);
    assert_eq!(cut.chars().count(), 201);
    assert!(cut.ends_with('…'));
    // A secret on the edge is replaced before the text is cut.
    let edge = format!("{}secret", "a".repeat(197));
    assert!(!excerpt(edge.as_bytes(), &secrets(&["secret"])).contains("sec"));
}

#[test]
fn a_secret_on_the_edge_of_what_is_looked_at_is_not_shown_in_part() {
    for before in 16_370..16_400 {
        for hidden in ["hush-hush-hush", "ééééééé"] {
            let text = format!("a{}{hidden}{}", " ".repeat(before), "b".repeat(100));
            let shown = excerpt(text.as_bytes(), &secrets(&[hidden]));
            assert!(shown == "a" || shown.starts_with("a ***"), "{before}: {shown}");
        }
    }
}

#[tokio::test]
async fn a_remote_that_echoes_a_secret_does_not_make_us_repeat_it() {
    let mut request = request();
    request.secrets = secrets(&["hush"]);
    request.headers = vec![("authorization", "Bearer hush".to_owned())];
    request.url = "https://remote.test/things?token=hush".parse().unwrap();
    let fake = Fake::new([
        Ok(reply(500, &[], "bad token hush")),
        Err(SendError::BrokenOff("reset by hush".to_owned())),
    ]);
    let (caller, _) = caller(&fake);
    for _ in 0..2 {
        let failure = caller.call(&request).await.unwrap_err();
        for text in [failure.to_string(), format!("{failure:?}"), format!("{request:?}")] {
            assert!(!text.contains("hush"), "{text}");
        }
        assert!(matches!(failure, Failure::Unknown { ref reason, .. } if reason.contains("***")));
    }
}

#[tokio::test]
async fn what_goes_wrong_on_the_way_is_told_on_one_line() {
    let forged = "reset\r\n2026-01-01 INFO all is well \x1b[2Jhush".to_owned();
    let fake = Fake::new([
        Err(SendError::NeverOpened(forged.clone())),
        Err(SendError::BrokenOff(forged)),
        Err(SendError::BrokenOff("x".repeat(100_000))),
        Ok(reply(503, &[], "down\n\x1b]0;title\x07 hush")),
    ]);
    let (caller, clock) = caller(&fake);
    let mut request = request();
    request.secrets = secrets(&["hush"]);
    for _ in 0..4 {
        clock.advance(request.budget.window);
        let failure = caller.call(&request).await.unwrap_err();
        let text = failure.to_string();
        assert!(!text.contains(char::is_control) && !text.contains("hush"), "{text:?}");
        assert!(text.len() < 600, "{} bytes", text.len());
    }
}
