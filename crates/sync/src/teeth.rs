//! The protocol, broken on purpose: what the trials must catch, or they could not be believed.
//!
//! Only with the feature `teeth`, which no program that is handed out has.

use crate::desk::Desk;

/// A way to break the protocol (ARCHITECTURE.md, *Exactly once*).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tooth {
    /// What became of a request is not known: it is sent once more.
    BlindRetry,
    /// Time to settle is given, but nobody looks up what became of the request.
    NoLookUp,
    /// It is looked up, but as soon as possible.
    LookUpAtOnce,
    /// What became of a request is noted in two transactions instead of one.
    FinishOutside,
}

impl Desk {
    /// Whether the protocol is broken in this way.
    #[cfg(feature = "teeth")]
    pub(crate) fn is_broken(&self, tooth: Tooth) -> bool {
        self.service.options.broken == Some(tooth)
    }

    /// It never is.
    #[cfg(not(feature = "teeth"))]
    #[expect(clippy::unused_self, reason = "the same face as with the feature")]
    pub(crate) fn is_broken(&self, _tooth: Tooth) -> bool {
        false
    }
}
