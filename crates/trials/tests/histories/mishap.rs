//! What can go wrong with one request.

use std::time::Duration;

/// What becomes of a request, other than being answered.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// The connection never opens.
    NeverOpens,
    /// The request is lost on its way.
    RequestLost,
    /// The work is done, the answer is lost.
    AnswerLost,
    /// We give up on it; the work is done that much later.
    Late(Duration),
    /// Nothing is done: it is refused.
    Refused,
    /// Nothing is done: too many requests.
    Throttled,
    /// Nothing is done: a page of HTML with status 500.
    PageBefore,
    /// The work is done: a page of HTML with status 500.
    PageAfter,
    /// Nothing is done: the token, or the key, was revoked.
    Revoked,
    /// The work is done, the body breaks off in the middle.
    CutOff,
    /// The work is done, the body is empty.
    Empty,
}

impl Mishap {
    /// Whether there is another that comes to the same for a request that only reads: it does not
    /// matter whether that arrived.
    pub(crate) fn has_its_like_for_reads(self) -> bool {
        matches!(self, Self::AnswerLost | Self::Late(_) | Self::PageAfter)
    }
}

/// One of each.
pub(crate) const ALL: [Mishap; 11] = [
    Mishap::NeverOpens,
    Mishap::RequestLost,
    Mishap::AnswerLost,
    Mishap::Late(Duration::from_secs(45)),
    Mishap::Refused,
    Mishap::Throttled,
    Mishap::PageBefore,
    Mishap::PageAfter,
    Mishap::Revoked,
    Mishap::CutOff,
    Mishap::Empty,
];
