//! Letters, as text and as JSON.

use bookkeeping::Language;
use jiff::Timestamp;
use serde::Serialize;
use store::{PostState, Posted};

use super::{Align, Table};
use crate::language::say;

/// `mail list` as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
pub(crate) struct LettersShape {
    letters: Vec<LetterShape>,
}

/// One letter as JSON.
#[derive(Debug, PartialEq, Eq, Serialize)]
struct LetterShape {
    id: String,
    way: &'static str,
    kind: &'static str,
    state: &'static str,
    connection: String,
    to: String,
    subject: String,
    attempts: i64,
    made_at: Timestamp,
    due_at: Timestamp,
    sent_at: Option<Timestamp>,
    ended_at: Option<Timestamp>,
    message_id: Option<String>,
    answer: String,
}

impl LettersShape {
    /// The letters, in the order in which they are given.
    pub(crate) fn new(all: &[Posted]) -> Self {
        let shape = |own: &Posted| LetterShape {
            id: own.id.clone(),
            way: own.way.as_str(),
            kind: own.kind.as_str(),
            state: own.state.as_str(),
            connection: own.connection.to_string(),
            to: own.recipient.clone(),
            subject: own.subject.clone(),
            attempts: own.attempt,
            made_at: own.made_at,
            due_at: own.due_at,
            sent_at: own.sent_at,
            ended_at: own.ended_at,
            message_id: own.message_id.clone(),
            answer: own.answer.clone(),
        };
        Self { letters: all.iter().map(shape).collect() }
    }
}

/// The letters as text.
pub(crate) fn letters(shape: &LettersShape, language: Language) -> String {
    if shape.letters.is_empty() {
        let none = say(language, "Er is nog niets gemaild.", "Nothing has been mailed yet.");
        return none.to_owned();
    }
    let mut table = Table::new(&[
        (say(language, "geschreven", "written"), Align::Left),
        (say(language, "stand", "state"), Align::Left),
        (say(language, "aan", "to"), Align::Left),
        (say(language, "onderwerp", "subject"), Align::Left),
        (say(language, "antwoord", "answer"), Align::Left),
    ]);
    for own in &shape.letters {
        table.row([
            own.made_at.strftime("%Y-%m-%d %H:%M UTC").to_string(),
            state(own.state, language).to_owned(),
            own.to.clone(),
            own.subject.clone(),
            own.answer.clone(),
        ]);
    }
    table.text()
}

fn state(word: &'static str, language: Language) -> &'static str {
    let all = [
        (PostState::Queued, "wacht", "queued"),
        (PostState::Sending, "onderweg", "sending"),
        (PostState::Sent, "verzonden", "sent"),
        (PostState::Refused, "geweigerd", "refused"),
        (PostState::Unknown, "onbekend", "unknown"),
    ];
    let own = all.into_iter().find(|(own, ..)| own.as_str() == word);
    own.map_or(word, |(_, nl, en)| say(language, nl, en))
}

#[cfg(test)]
mod tests {
    use store::{LetterKind, Way};

    use super::*;

    #[test]
    fn a_letter_is_told_with_its_state_and_what_the_server_said() {
        let at = "2026-11-28T13:30:00Z".parse().unwrap();
        let own = Posted {
            id: "1".to_owned(),
            way: Way::Mail,
            kind: LetterKind::Broken,
            connection: "01a207d9-2100-7fff-bfff-ffffffffffff".parse().unwrap(),
            account: None,
            recipient: "bea@shop.example".to_owned(),
            subject: "Fietsen: het boeken is gestopt".to_owned(),
            state: PostState::Unknown,
            attempt: 1,
            made_at: at,
            due_at: at,
            sent_at: Some(at),
            ended_at: None,
            message_id: Some("1@mail.example".to_owned()),
            answer: "incomplete response".to_owned(),
        };
        let shape = LettersShape::new(&[own]);
        let json = serde_json::to_value(&shape).unwrap();
        assert_eq!(json["letters"][0]["state"], "unknown");
        assert_eq!(json["letters"][0]["made_at"], "2026-11-28T13:30:00Z");
        assert_eq!(json["letters"][0]["ended_at"], serde_json::Value::Null);
        let text = letters(&shape, Language::Nl);
        assert!(text.contains("onbekend") && text.contains("bea@shop.example"), "{text}");
        assert_eq!(letters(&LettersShape::new(&[]), Language::En), "Nothing has been mailed yet.");
    }
}
