//! What to do about an error, whose turn it is, and the sentence for a person.

use remote::Language;

use super::{Error, table};

/// What to do after a call ended badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Try again later.
    Retry,
    /// Try again when the limit allows it.
    Wait,
    /// Ask a person; trying the same again would bring the same answer.
    Stop,
    /// Leave this one order out and tell a person.
    SkipOrder,
    /// The program has to be mended.
    FixUs,
}

/// Who can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// The connection between us and the shop.
    Network,
    /// CCV Shop, or the limits that it sets.
    Shop,
    /// Whoever owns the shop.
    Merchant,
    /// This program or whoever runs it.
    Us,
}

impl Error {
    /// What to do about it.
    pub fn action(&self) -> Action {
        table::advice(self).action
    }

    /// Who can do something about it.
    pub fn blame(&self) -> Blame {
        table::advice(self).blame
    }

    /// What happened and what can be done, for the owner of the shop; what was seen stands between
    /// brackets, in the words in which it came.
    pub fn sentence(&self, language: Language) -> String {
        let advice = table::advice(self);
        let sentence = match language {
            Language::Nl => advice.nl,
            Language::En => advice.en,
        };
        let detail = self.detail();
        if detail.is_empty() { sentence.to_owned() } else { format!("{sentence} ({detail})") }
    }

    fn detail(&self) -> String {
        match self {
            Self::NotSent { reason }
            | Self::Unwritten { reason }
            | Self::Unreached { reason }
            | Self::Unknown { reason, .. } => reason.clone(),
            Self::Credentials { message }
            | Self::NotFound { message }
            | Self::Unrenderable { message } => message.clone(),
            Self::Rejected { status, code, message } if code.is_empty() => {
                format!("{status} {message}").trim().to_owned()
            }
            Self::Rejected { code, message, .. } => format!("{code} {message}").trim().to_owned(),
            Self::BadReply { detail, .. } => detail.clone(),
            Self::Clock { ours, theirs } => {
                let minutes = theirs.duration_since(*ours).unsigned_abs().as_secs() / 60;
                format!("{minutes} min")
            }
            Self::Paced { .. } | Self::Throttled { .. } => String::new(),
        }
    }
}
