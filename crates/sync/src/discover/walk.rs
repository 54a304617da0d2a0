//! What changed in a listing of the shop, in as few calls as possible. Pure.
//!
//! CCV Shop has no "changed since" and no total count, but it lists orders by id. We know the ids
//! that a listing held when we last looked. One page asked for at the last of them tells whether
//! anything was added or removed since: if nothing was, it holds just that one order. If something
//! was, pages are read from the newest order back until the rest of the listing can only be what
//! we know. What this cannot see, one order leaving and another entering below the last, the daily
//! sweep sees.

use std::collections::BTreeSet;

/// The next page to ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageAt {
    /// Offset of its first order.
    pub start: usize,
    /// Whether the largest ids come first.
    pub newest_first: bool,
}

/// The ids of one page, in the order in which they came.
#[derive(Debug, Clone)]
pub(super) struct PageIds {
    /// The ids.
    pub ids: Vec<i64>,
    /// Whether the shop says that more follow.
    pub has_next: bool,
}

/// What became of a listing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Change {
    /// Ids that are in it now and were not.
    pub added: Vec<i64>,
    /// Ids that were in it and are no longer.
    pub removed: Vec<i64>,
}

/// A look at one listing, fed page by page.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    known: &'a BTreeSet<i64>,
    phase: Phase,
    seen: BTreeSet<i64>,
    /// Whether the walk went back to the very first order, so that what it did not see is gone.
    reached_first: bool,
}

#[derive(Debug, Clone, Copy)]
enum Phase {
    /// From the last known order on.
    Tail {
        start: usize,
        read: usize,
    },
    /// From the newest order back; the listing's length is known unless it shrank.
    Back {
        length: Option<usize>,
        read: usize,
    },
    Ended,
}

impl<'a> Walk<'a> {
    /// A look at a listing that held `known` when we last looked.
    pub(super) fn new(known: &'a BTreeSet<i64>) -> Self {
        let start = known.len().saturating_sub(1);
        Self {
            known,
            phase: Phase::Tail { start, read: 0 },
            seen: BTreeSet::new(),
            reached_first: false,
        }
    }

    /// The page to ask for next; none when the walk has ended.
    pub(super) fn next(&self) -> Option<PageAt> {
        match self.phase {
            Phase::Tail { start, read } => {
                Some(PageAt { start: start + read, newest_first: false })
            }
            Phase::Back { read, .. } => Some(PageAt { start: read, newest_first: true }),
            Phase::Ended => None,
        }
    }

    /// Takes in the page that was asked for.
    pub(super) fn take(&mut self, page: &PageIds) {
        self.seen.extend(&page.ids);
        match self.phase {
            Phase::Tail { start, read } => self.after_tail(start, read + page.ids.len(), page),
            Phase::Back { length, read } => self.after_back(length, read + page.ids.len(), page),
            Phase::Ended => {}
        }
    }

    fn after_tail(&mut self, start: usize, read: usize, page: &PageIds) {
        if page.has_next && !page.ids.is_empty() {
            self.phase = Phase::Tail { start, read };
        } else if self.known.last().is_none_or(|last| self.seen.first() == Some(last)) {
            // The tail begins at our last order, so all before it is as it was.
            self.phase = Phase::Ended;
        } else {
            // Nothing at all where our last order should be: it shrank, by how much is unknown.
            let length = (read > 0).then_some(start + read);
            self.seen.clear();
            self.phase = Phase::Back { length, read: 0 };
        }
    }

    fn after_back(&mut self, length: Option<usize>, read: usize, page: &PageIds) {
        let known_below = self.seen.first().map_or(0, |lowest| self.known.range(..lowest).count());
        let rest = length.and_then(|length| length.checked_sub(read));
        self.reached_first = page.ids.is_empty() || !page.has_next;
        self.phase = if self.reached_first || rest == Some(known_below) {
            Phase::Ended
        } else {
            Phase::Back { length, read }
        };
    }

    /// What changed, as far as was seen.
    pub(super) fn change(&self) -> Change {
        let added = self.seen.difference(self.known).copied().collect();
        let from = if self.reached_first { None } else { self.seen.first().copied() };
        let looked_at = self.known.range(from.unwrap_or(i64::MIN)..);
        let removed = looked_at.filter(|id| !self.seen.contains(id)).copied().collect();
        Change { added, removed }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Walks over a listing that holds `now`, in pages of three; gives the change and the calls.
    fn walk(known: &[i64], now: &[i64]) -> (Change, usize) {
        let known: BTreeSet<i64> = known.iter().copied().collect();
        let mut walk = Walk::new(&known);
        let mut calls = 0;
        while let Some(at) = walk.next() {
            calls += 1;
            assert!(calls < 100, "the walk does not end");
            let mut ids = now.to_vec();
            ids.sort_unstable();
            if at.newest_first {
                ids.reverse();
            }
            let has_next = ids.len() > at.start + 3;
            let ids = ids.into_iter().skip(at.start).take(3).collect();
            walk.take(&PageIds { ids, has_next });
        }
        (walk.change(), calls)
    }

    fn change(added: &[i64], removed: &[i64]) -> Change {
        Change { added: added.to_vec(), removed: removed.to_vec() }
    }

    #[test]
    fn one_call_tells_that_nothing_is_new() {
        assert_eq!(walk(&[1, 2, 3, 4, 5], &[1, 2, 3, 4, 5]), (change(&[], &[]), 1));
        assert_eq!(walk(&[], &[]), (change(&[], &[]), 1));
    }

    #[test]
    fn new_orders_at_the_end_cost_no_further_call() {
        assert_eq!(walk(&[1, 2, 3], &[1, 2, 3, 8, 9]), (change(&[8, 9], &[]), 1));
    }

    #[test]
    fn the_first_look_reads_all() {
        assert_eq!(walk(&[], &[1, 2, 3, 4, 5]), (change(&[1, 2, 3, 4, 5], &[]), 2));
    }

    #[test]
    fn an_old_order_that_enters_is_found_from_the_newest_back() {
        let (found, calls) = walk(&[1, 2, 4, 5, 6, 7, 8, 9, 10], &[1, 2, 4, 5, 6, 7, 8, 9, 10, 3]);
        assert_eq!(found, change(&[3], &[]));
        assert!(calls <= 5, "{calls} calls");
        // A recent one costs one page back.
        assert_eq!(walk(&[1, 2, 3, 4, 5, 6, 8], &[1, 2, 3, 4, 5, 6, 7, 8]), (change(&[7], &[]), 2));
    }

    #[test]
    fn orders_that_leave_are_noticed() {
        assert_eq!(walk(&[1, 2, 3, 4], &[1, 2, 4]).0, change(&[], &[3]));
        assert_eq!(walk(&[1, 2, 3, 4], &[1, 2, 3]).0, change(&[], &[4]));
        assert_eq!(walk(&[1, 2], &[]).0, change(&[], &[1, 2]));
    }

    #[test]
    fn one_leaving_and_newer_ones_entering_are_told_apart() {
        assert_eq!(walk(&[1, 2, 3, 4, 5, 6], &[1, 2, 3, 4, 6, 7, 8]).0, change(&[7, 8], &[5]));
    }

    #[test]
    fn any_growth_is_found_whatever_its_place() {
        // Every subset of eight orders as what was known, all eight as what is there now.
        for bits in 0..256_u32 {
            let known: Vec<i64> =
                (0..8).filter(|bit| bits & (1 << bit) != 0).map(i64::from).collect();
            let now: Vec<i64> = (0..8).collect();
            let missing: Vec<i64> = now.iter().filter(|id| !known.contains(id)).copied().collect();
            assert_eq!(walk(&known, &now).0, change(&missing, &[]), "known: {known:?}");
        }
    }
}
