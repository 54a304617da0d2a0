//! Pacing by the times of the last requests.
//!
//! A token bucket that refills steadily lets almost twice its limit into the worst window. The
//! times of the last `limit` requests give both promises at once: never more than `limit` in
//! *any* window of that length, and all of the allowance used while there is work.

use std::collections::VecDeque;

use jiff::Timestamp;

use crate::Budget;

/// One request as the window remembers it.
#[derive(Debug, Clone, Copy)]
struct Sent {
    ticket: u64,
    /// The latest instant at which the remote can have counted it.
    counted_by: Timestamp,
}

/// The requests that still count against one [`Budget`].
#[derive(Debug, Default)]
pub struct Window {
    sent: VecDeque<Sent>,
    next_ticket: u64,
    blocked_until: Option<Timestamp>,
}

impl Window {
    /// Asks to send one request at `now`. A request whose answer is not in yet counts as being
    /// counted at `latest`, the instant at which it is given up.
    ///
    /// # Errors
    /// The instant at which asking again makes sense.
    pub fn admit(
        &mut self,
        budget: &Budget,
        now: Timestamp,
        latest: Timestamp,
    ) -> Result<u64, Timestamp> {
        self.forget(budget, now, latest);
        if let Some(until) = self.blocked_until {
            if now < until {
                return Err(until);
            }
            self.blocked_until = None;
        }
        let limit = usize::try_from(budget.limit).unwrap_or(usize::MAX);
        if self.sent.len() >= limit {
            let free = self.sent.iter().map(|sent| sent.counted_by).min().unwrap_or(now);
            return Err(after(free, budget));
        }
        let ticket = self.next_ticket;
        self.next_ticket = self.next_ticket.wrapping_add(1);
        self.sent.push_back(Sent { ticket, counted_by: latest });
        Ok(ticket)
    }

    /// The answer to `ticket` came in at `at`, so the remote counted it no later than that. An answer
    /// that is later than it can be (the machine was asleep) counts as late as it came.
    pub fn landed(&mut self, ticket: u64, at: Timestamp) {
        if let Some(sent) = self.sent.iter_mut().find(|sent| sent.ticket == ticket) {
            sent.counted_by = at;
        }
    }

    /// The remote told us to wait: nothing leaves before `until`, at most one window from now.
    pub fn block(&mut self, until: Timestamp) {
        self.blocked_until = Some(self.blocked_until.map_or(until, |old| old.max(until)));
    }

    fn forget(&mut self, budget: &Budget, now: Timestamp, latest: Timestamp) {
        // Nothing sent before now can be counted after `latest`, and no pause outlasts a window. What
        // says otherwise was noted before the wall clock was set back, and would stop all work for as
        // long as it was set back.
        for sent in &mut self.sent {
            sent.counted_by = sent.counted_by.min(latest);
        }
        self.blocked_until = self.blocked_until.map(|until| until.min(after(now, budget)));
        self.sent.retain(|sent| after(sent.counted_by, budget) > now);
    }
}

fn after(instant: Timestamp, budget: &Budget) -> Timestamp {
    instant.saturating_add(budget.window).unwrap_or(Timestamp::MAX)
}
