//! How the work is taken up again after a backup was put back.

use jiff::Timestamp;
use store::Resumption;

use crate::{Options, book};

impl Options {
    /// What is done with a backup that is put back at `now`. What was under way is looked up once
    /// anything that left just before has settled, and Moneybird is searched anew for invoices of
    /// which the backup cannot know.
    pub fn resumption(&self, now: Timestamp) -> Resumption<'static> {
        let settle_at = now.saturating_add(self.settle + remote::CALL_TIMEOUT);
        let settle_at = settle_at.unwrap_or(Timestamp::MAX);
        Resumption { at: now, settle_at, forget: &[book::HELD] }
    }
}
