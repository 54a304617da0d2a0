//! What a listing held when we last looked.

use std::collections::BTreeSet;
use std::ops::Range;

use super::Place;

/// A listing as it was: its orders in the order of their ids, and among them the places of those
/// that the shop cannot show.
#[derive(Debug)]
pub(in crate::discover) struct Known {
    places: Vec<Place>,
    /// The ids, each with its place.
    ids: Vec<(i64, usize)>,
}

impl Known {
    /// A listing of these orders; for each that the shop cannot show, `unshowable` has the id of
    /// the last one before it, or a smaller one, in ascending order.
    pub(in crate::discover) fn new(listed: &BTreeSet<i64>, unshowable: &[i64]) -> Self {
        let mut places = Vec::with_capacity(listed.len() + unshowable.len());
        let mut odd = unshowable.iter().peekable();
        for id in listed {
            while odd.next_if(|after| **after < *id).is_some() {
                places.push(None);
            }
            places.push(Some(*id));
        }
        places.extend(odd.map(|_| None));
        let shown = places.iter().enumerate();
        let ids = shown.filter_map(|(index, place)| Some(((*place)?, index))).collect();
        Self { places, ids }
    }

    pub(super) fn places(&self) -> &[Place] {
        &self.places
    }

    /// The place of the last order that was shown.
    pub(super) fn last(&self) -> Option<usize> {
        self.ids.last().map(|(_, index)| *index)
    }

    /// The place of an order; an empty range where it would be if it was not there.
    pub(super) fn around(&self, id: i64) -> Range<usize> {
        match self.ids.binary_search_by_key(&id, |(own, _)| *own) {
            Ok(at) => self.ids.get(at).map_or(0..0, |(_, index)| *index..index + 1),
            Err(at) => {
                let before = at.checked_sub(1).and_then(|at| self.ids.get(at));
                before.map_or(0..0, |(_, index)| index + 1..index + 1)
            }
        }
    }
}

/// For each place that the shop cannot show, the id of the last order before it, 0 if there is
/// none.
pub(in crate::discover) fn unshowable(places: &[Place]) -> Vec<i64> {
    let mut after = 0;
    let mut odd = Vec::new();
    for place in places {
        match place {
            Some(id) => after = *id,
            None => odd.push(after),
        }
    }
    odd
}
