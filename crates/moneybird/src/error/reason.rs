//! The rejections that a caller, or a person, can do something about.

use super::{Code, Error, Message};

/// Why Moneybird rejected a request, as far as its words tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reason {
    CustomerIdTaken,
    EmailUnreachable,
    ContactInvalid,
    PeriodLocked,
    /// 422 for any other reason: the data are at fault.
    Data,
    /// The request itself is at fault.
    Request,
}

impl Error {
    /// `None` for anything but [`Error::Rejected`].
    pub(super) fn reason(&self) -> Option<Reason> {
        let Self::Rejected { status, messages, codes, excerpt } = self else {
            return None;
        };
        Some(if is_customer_id_taken(messages, codes) {
            Reason::CustomerIdTaken
        } else if is_email_unreachable(messages, codes) {
            Reason::EmailUnreachable
        } else if codes.iter().any(|code| code.code == "contact_invalid") {
            Reason::ContactInvalid
        } else if matches!(status, 400 | 422) && mentions_lock(messages, codes, excerpt) {
            Reason::PeriodLocked
        } else if *status == 422 {
            Reason::Data
        } else {
            Reason::Request
        })
    }
}

fn is_customer_id_taken(messages: &[Message], codes: &[Code]) -> bool {
    let said = messages.iter().any(|message| {
        message.field.as_deref() == Some("customer_id")
            && (message.text.contains("already") || message.text.contains("taken"))
    });
    said || codes.iter().any(|code| code.field.ends_with("customer_id") && code.code == "taken")
}

fn is_email_unreachable(messages: &[Message], codes: &[Code]) -> bool {
    let said = messages.iter().any(|message| {
        message.field.as_deref().is_some_and(|field| field.contains("email"))
            && message.text.contains("cannot receive email")
    });
    said || codes.iter().any(|code| code.code == "email_domain_unreachable")
}

fn mentions_lock(messages: &[Message], codes: &[Code], excerpt: &str) -> bool {
    let texts = messages
        .iter()
        .map(|message| message.text.as_str())
        .chain(codes.iter().map(|code| code.code.as_str()));
    if messages.is_empty() && codes.is_empty() {
        return speaks_of_lock(excerpt);
    }
    texts.into_iter().any(speaks_of_lock)
}

/// What Moneybird says of a period that was asked for wrongly (moneybird-api.md §1.4, §3.3).
const PERIODS_ASKED_WRONGLY: [&str; 3] =
    ["Period is invalid", "Period must have both", "Period cannot exceed"];

/// By the beginnings of words, so that "blocked" is not taken for "locked".
fn speaks_of_lock(text: &str) -> bool {
    if PERIODS_ASKED_WRONGLY.iter().any(|start| text.starts_with(start)) {
        return false;
    }
    text.to_lowercase()
        .split(|sign: char| !sign.is_alphabetic())
        .any(|word| ["lock", "vergrendel", "period"].iter().any(|start| word.starts_with(start)))
}
