//! Why Moneybird is not connected, and what to do: for the page that asks for it, the first time and again.

use bookkeeping::Language;
use serde::Deserialize;
use sync::{Code, Fault};

use crate::manual::{about_fault, about_token};
use crate::reason;
use crate::texts::texts;

/// What stood in the way.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Unconnected {
    pub(crate) text: String,
    /// Where the manual says more of it.
    pub(crate) explained: Option<String>,
    /// Whether it is about a token that was pasted, so that its field is to be seen.
    pub(crate) is_of_token: bool,
}

impl Unconnected {
    /// After somebody pasted a token.
    pub(crate) fn by_token(fault: &Fault, language: Language) -> Self {
        let text = match fault.code {
            Code::CredentialsMoneybird => texts(language).standing.unknown_token.to_owned(),
            _ => why(fault, language),
        };
        Self { text, explained: Some(about_token().address(language)), is_of_token: true }
    }

    /// After somebody gave leave at Moneybird.
    pub(crate) fn by_leave(fault: &Fault, language: Language) -> Self {
        let explained = Some(explained(fault, language));
        Self { text: why(fault, language), explained, is_of_token: false }
    }
}

fn explained(fault: &Fault, language: Language) -> String {
    about_fault(fault.code.as_str()).address(language)
}

fn why(fault: &Fault, language: Language) -> String {
    let text = reason::fault(fault, language);
    match fault.code {
        // It opens several administrations, or none.
        Code::Usage => format!("{text} {}", texts(language).reasons.one_administration),
        _ => text,
    }
}

/// How the visit to Moneybird's consent page ended, where it ended without leave. It stands in the address,
/// so that the page can be loaded again.
#[derive(Debug, Default, Deserialize)]
pub(crate) struct Ended {
    #[serde(default)]
    ended: String,
}

impl Ended {
    /// By what Moneybird's page gave for a reason (RFC 6749, 4.1.2.1).
    pub(super) fn because(error: Option<&str>) -> &'static str {
        match error {
            None | Some("access_denied") => "?ended=refused",
            Some(_) => "?ended=failed",
        }
    }

    /// What is said of it.
    pub(crate) fn said(&self, language: Language) -> Option<Unconnected> {
        let t = &texts(language).standing;
        let text = match self.ended.as_str() {
            "refused" => t.no_leave,
            "failed" => t.leave_failed,
            _ => return None,
        };
        Some(Unconnected { text: text.to_owned(), explained: None, is_of_token: false })
    }
}
