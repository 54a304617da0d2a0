//! What changed in a listing of the shop, in as few calls as possible. Pure.
//!
//! CCV Shop has no "changed since" and no total count, but it lists orders by id. We know which
//! orders a listing held when we last looked, and in which places. One page asked for at the last
//! of them tells whether anything was added or removed since: if nothing was, it holds just that
//! one order. If something was, the end is found, and then the places of change: between two orders
//! that both lists hold there must be as many others as there were, so halving finds a change in
//! log2(n) calls, and only what lies around it is read.
//!
//! What this cannot see, one order leaving and another entering between the same two, the daily
//! sweep sees. Orders newer than the last known one are always seen.

mod known;
#[cfg(test)]
mod tests;

use std::collections::BTreeMap;
use std::ops::Range;

pub(super) use known::{Known, unshowable};

/// An order's place in a listing: its id, or nothing where the shop cannot show it.
pub(super) type Place = Option<i64>;

/// The next page to ask for, the smallest ids first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct PageAt {
    /// Offset of its first order.
    pub start: usize,
    /// How many orders at most.
    pub size: usize,
}

/// A look at one listing, fed page by page.
#[derive(Debug)]
pub(super) struct Walk<'a> {
    known: &'a Known,
    /// How many orders the shop gives in a page.
    page: usize,
    /// What was read, by offset.
    read: BTreeMap<usize, Place>,
    /// The listing is at least so long,
    least: usize,
    /// and at most so.
    most: Option<usize>,
    /// Pages beyond the end.
    empties: u32,
    /// Whether what comes before the end was read, where most changes are.
    looked_back: bool,
    is_odd: bool,
}

/// A part of the listing between two orders that were read, and what lay there.
#[derive(Debug)]
struct Gap {
    now: Range<usize>,
    before: Range<usize>,
}

impl<'a> Walk<'a> {
    /// A look at a listing of which we know this much, in pages of at most `page`.
    pub(super) fn new(known: &'a Known, page: usize) -> Self {
        Self {
            known,
            page: page.max(1),
            read: BTreeMap::new(),
            least: 0,
            most: None,
            empties: 0,
            looked_back: false,
            is_odd: false,
        }
    }

    /// The page to ask for next; none when the walk has ended.
    pub(super) fn next(&self) -> Option<PageAt> {
        let page = |start| Some(PageAt { start, size: self.page });
        match self.most {
            _ if self.is_odd => None,
            None if self.read.is_empty() => {
                // A page that holds an order which cannot be shown costs many requests.
                let last = self.known.places().last();
                let size = if last == Some(&None) { 1 } else { self.page };
                Some(PageAt { start: self.known.places().len().saturating_sub(1), size })
            }
            None => page(self.least),
            Some(most) if most > self.least => {
                if self.read.is_empty() {
                    let doublings = self.empties.saturating_sub(1).min(usize::BITS / 2);
                    page(most.saturating_sub(self.page.saturating_mul(1 << doublings)))
                } else if most - self.least <= self.page {
                    page(self.least)
                } else {
                    page(self.least + (most - self.least) / 2)
                }
            }
            Some(length) => self.ask(&self.gaps(length)),
        }
    }

    /// Takes in the page that was asked for.
    pub(super) fn take(&mut self, at: PageAt, places: &[Place], has_next: bool) {
        self.looked_back |= self.is_measured() || self.empties > 0;
        if places.is_empty() {
            self.empties += 1;
            self.most = Some(self.most.map_or(at.start, |most| most.min(at.start)));
        }
        for (offset, place) in (at.start..).zip(places) {
            let before = self.read.insert(offset, *place);
            self.is_odd |= before.is_some_and(|before| before != *place);
        }
        let end = at.start.saturating_add(places.len());
        if !places.is_empty() {
            self.least = self.least.max(end);
            if !has_next {
                self.most = Some(self.most.map_or(end, |most| most.min(end)));
            } else if places.len() < at.size {
                self.page = self.page.min(places.len());
            }
        }
        let ids: Vec<i64> = self.read.values().copied().flatten().collect();
        self.is_odd |= !ids.is_sorted_by(|one, next| one < next);
        self.is_odd |= self.most.is_some_and(|most| most < self.least);
    }

    /// The listing as it is now, as far as was seen. Nothing if the pages contradicted each other:
    /// an order came or went meanwhile, or the shop ignores what it is asked.
    pub(super) fn now(&self) -> Option<Vec<Place>> {
        let length = self.most.filter(|_| !self.is_odd)?;
        let mut now = Vec::with_capacity(length);
        for gap in self.gaps(length) {
            match self.unread(&gap).next() {
                None => now.extend(gap.now.clone().map(|_| None)),
                Some(_) => now.extend(self.known.places().get(gap.before.clone())?),
            }
            now.extend(self.read.get(&gap.now.end));
        }
        Some(now)
    }

    /// Whether the listing's length is known.
    fn is_measured(&self) -> bool {
        self.most == Some(self.least)
    }

    /// The parts between orders that were read, before the first and after the last.
    fn gaps(&self, length: usize) -> Vec<Gap> {
        let mut gaps = Vec::new();
        let (mut now, mut before) = (0, 0);
        let shown = self.read.iter().filter_map(|(offset, place)| Some((*offset, (*place)?)));
        for (offset, id) in shown {
            let around = self.known.around(id);
            gaps.push(Gap { now: now..offset, before: before..around.start });
            (now, before) = (offset + 1, around.end);
        }
        gaps.push(Gap { now: now..length, before: before..self.known.places().len() });
        gaps
    }

    /// The places of a gap that were not read; those that were cannot be shown.
    fn unread(&self, gap: &Gap) -> impl DoubleEndedIterator<Item = usize> {
        gap.now.clone().filter(|offset| !self.read.contains_key(offset))
    }

    /// The page that tells most about the newest gap in which something changed.
    fn ask(&self, gaps: &[Gap]) -> Option<PageAt> {
        gaps.iter().rev().find_map(|gap| self.ask_about(gap))
    }

    /// The page that tells most about a gap; none if it is as it was.
    fn ask_about(&self, gap: &Gap) -> Option<PageAt> {
        let (first, last) = (self.unread(gap).next()?, self.unread(gap).next_back()?);
        let is_same = gap.now.len() == gap.before.len()
            && gap.now.clone().zip(gap.before.clone()).all(|(now, before)| {
                !self.read.contains_key(&now) || self.known.places().get(before) == Some(&None)
            });
        if is_same {
            // Beyond the last known order anything may be new, so that one must be seen.
            let has_last = self.known.last().is_some_and(|own| gap.before.contains(&own));
            return has_last.then_some(PageAt { start: last, size: 1 });
        }
        let width = last + 1 - first;
        if width <= self.page || gap.before.is_empty() {
            return Some(PageAt { start: first, size: width.min(self.page) });
        }
        if !self.looked_back {
            let start = (last + 1).saturating_sub(self.page);
            return Some(PageAt { start, size: self.page });
        }
        let middle = first + width / 2;
        let start = (middle..=last).find(|offset| !self.read.contains_key(offset));
        Some(PageAt { start: start.unwrap_or(last), size: 1 })
    }
}
