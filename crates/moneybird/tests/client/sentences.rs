//! What people are told, complete in both languages.

use jiff::Timestamp;
use moneybird::{BadReply, Code, Error, Message};
use remote::Language;

use crate::scripted::TOKEN;

fn rejection(status: u16, field: &str, text: &str, code: &str) -> Error {
    Error::Rejected {
        status,
        messages: vec![Message { field: Some(field.to_owned()), text: text.to_owned() }],
        codes: vec![Code { field: field.to_owned(), code: code.to_owned() }],
        excerpt: "raw".to_owned(),
    }
}

/// One of each end that a call can have, with a word that both sentences must hold.
fn ends() -> Vec<(Error, &'static str)> {
    let message = "WORDS".to_owned();
    let until = Timestamp::UNIX_EPOCH;
    let silent = Error::Rejected {
        status: 422,
        messages: Vec::new(),
        codes: Vec::new(),
        excerpt: message.clone(),
    };
    vec![
        (Error::Paced { until }, ""),
        (Error::Throttled { until }, ""),
        (Error::Stale, ""),
        (Error::Gate(remote::GateError::Away(message.clone())), ""),
        (Error::Unwritten { reason: message.clone() }, "WORDS"),
        (Error::Unreached { reason: message.clone() }, ""),
        (Error::Unauthorized { message: message.clone() }, "Moneybird"),
        (Error::ScopeMissing { message: message.clone() }, "WORDS"),
        (Error::Blocked { message: message.clone() }, "WORDS"),
        (Error::PlanLimit { message: message.clone() }, "WORDS"),
        (Error::NotFound { message: message.clone(), fields: Vec::new() }, "WORDS"),
        (rejection(422, "customer_id", "is already in use", "x"), ""),
        (rejection(422, "email", "x", "email_domain_unreachable"), "mail"),
        (rejection(400, "contact_id", "x", "contact_invalid"), "contact"),
        (rejection(422, "date", "is locked", "x"), "date is locked"),
        (rejection(422, "price", "is odd", "x"), "price is odd"),
        (rejection(400, "price", "is odd", "x"), "price is odd"),
        (silent, "WORDS"),
        (Error::Unknown { reason: message.clone(), status: None }, ""),
        (Error::BadReply { kind: BadReply::Html, detail: message.clone() }, ""),
        (Error::BadReply { kind: BadReply::BrokenJson, detail: message.clone() }, ""),
        (Error::BadReply { kind: BadReply::Shape, detail: message }, "WORDS"),
    ]
}

#[test]
fn every_end_is_told_in_both_languages() {
    let mut seen = Vec::new();
    for (error, word) in ends() {
        let [dutch, english] =
            [Language::Nl, Language::En].map(|language| error.sentence(language));
        assert_ne!(dutch, english, "{error:?}");
        for sentence in [&dutch, &english] {
            assert!(
                sentence.contains("Moneybird")
                    || matches!(error, Error::Stale | Error::Gate(_) | Error::Unwritten { .. }),
                "{sentence}"
            );
            assert!(sentence.ends_with(['.', '?']), "{sentence}");
            assert!(sentence.contains(word), "{sentence} lacks {word}");
            assert!(!sentence.contains("{}"), "{sentence}");
            assert!(!sentence.contains(TOKEN), "{sentence}");
        }
        seen.push(dutch);
    }
    let different: std::collections::HashSet<_> = seen.iter().collect();
    // Only a web page and broken JSON share a sentence.
    assert_eq!(different.len(), seen.len() - 1, "{seen:#?}");
}

#[test]
fn a_message_cannot_smuggle_in_another() {
    let error = Error::PlanLimit { message: "{} and {}".to_owned() };
    assert!(error.sentence(Language::En).contains("({} and {})"));
}
