//! The table from how a call ended to what to do about it, and whose turn it is.

use jiff::Timestamp;

use super::reason::Reason;
use super::{BadReply, Error};

/// What to do after a call ended badly.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    /// Try again later. After [`Error::Unknown`] of a create: look first whether it is there.
    Retry,
    /// Try again from that instant.
    Wait(Timestamp),
    /// Ask a person; trying the same again would bring the same answer.
    Ask,
    /// Send nothing more from this address before a person looked at it.
    Stop,
    /// The program has to be mended.
    FixUs,
}

/// Who can do something about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Blame {
    /// The connection between us and Moneybird.
    Network,
    /// Moneybird, or the limits that it sets.
    Moneybird,
    /// Whoever owns the administration.
    Merchant,
    /// This program or whoever runs it.
    Us,
}

impl Error {
    /// What to do about it.
    pub fn action(&self) -> Action {
        self.advice().0
    }

    /// Who can do something about it.
    pub fn blame(&self) -> Blame {
        self.advice().1
    }

    fn advice(&self) -> (Action, Blame) {
        match self {
            Self::Paced { until } | Self::Throttled { until } => {
                (Action::Wait(*until), Blame::Moneybird)
            }
            Self::Stale | Self::Gate(_) => (Action::Retry, Blame::Us),
            Self::Unreached { .. } | Self::Unknown { status: None, .. } => {
                (Action::Retry, Blame::Network)
            }
            Self::Unknown { .. }
            | Self::BadReply { kind: BadReply::Html | BadReply::BrokenJson, .. } => {
                (Action::Retry, Blame::Moneybird)
            }
            Self::Unauthorized { .. }
            | Self::ScopeMissing { .. }
            | Self::PlanLimit { .. }
            | Self::NotFound { .. } => (Action::Ask, Blame::Merchant),
            Self::Blocked { .. } => (Action::Stop, Blame::Us),
            Self::Rejected { .. } => match self.reason() {
                Some(Reason::Request) | None => (Action::FixUs, Blame::Us),
                Some(_) => (Action::Ask, Blame::Merchant),
            },
            Self::Unwritten { .. } | Self::BadReply { kind: BadReply::Shape, .. } => {
                (Action::FixUs, Blame::Us)
            }
        }
    }
}
