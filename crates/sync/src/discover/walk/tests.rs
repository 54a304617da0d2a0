use std::collections::BTreeSet;

use super::*;

/// A listing of the shop; an order in `odd` has a place, but cannot be shown.
fn listing(ids: impl IntoIterator<Item = i64>, odd: &[i64]) -> Vec<Place> {
    ids.into_iter().map(|id| (!odd.contains(&id)).then_some(id)).collect()
}

fn remember(places: &[Place]) -> Known {
    Known::new(&places.iter().copied().flatten().collect(), &unshowable(places))
}

/// Walks over a listing; gives what it took the listing to be and the calls.
fn walk(known: &[Place], now: &[Place], page: usize) -> (Vec<Place>, usize) {
    let known = remember(known);
    let mut walk = Walk::new(&known, page);
    let mut calls = 0;
    while let Some(at) = walk.next() {
        calls += 1;
        assert!(calls < 1000, "the walk does not end");
        let places: Vec<Place> = now.iter().skip(at.start).take(at.size).copied().collect();
        // After an order that cannot be shown, the client does not know that nothing follows.
        let has_next = now.len() > at.start + at.size || places.last() == Some(&None);
        walk.take(at, &places, has_next);
    }
    (walk.now().unwrap(), calls)
}

fn ids(places: &[Place]) -> BTreeSet<i64> {
    places.iter().copied().flatten().collect()
}

/// The listings of up to `orders` orders, by their bits.
fn subset(bits: u32, orders: i64) -> Vec<Place> {
    listing((1..=orders).filter(|id| bits & (1 << (id - 1)) != 0), &[])
}

#[test]
fn one_call_tells_that_nothing_is_new() {
    for length in [0, 1, 2, 3, 50, 50_000] {
        let known = listing(1..=length, &[]);
        assert!(walk(&known, &known, 100) == (known, 1), "{length}");
    }
}

#[test]
fn new_orders_at_the_end_cost_no_further_call() {
    let now = listing(1..=50_060, &[]);
    assert!(walk(&now[..50_000], &now, 100) == (now, 1));
}

#[test]
fn the_first_look_reads_all() {
    let now = listing(1..=250, &[]);
    assert_eq!(walk(&[], &now, 100), (now, 3));
}

#[test]
fn whatever_changes_what_is_told_is_so_and_the_length_fits() {
    for page in 1..=3 {
        for (before, after) in (0..256).flat_map(|one| (0..256).map(move |two| (one, two))) {
            let (known, now) = (subset(before, 8), subset(after, 8));
            let (found, _) = walk(&known, &now, page);
            let told = format!("{known:?} {now:?} {found:?}");
            assert_eq!(found.len(), now.len(), "{told}");
            let (known, now, found) = (ids(&known), ids(&now), ids(&found));
            let mut added = found.difference(&known);
            assert!(added.all(|id| now.contains(id)), "{told}");
            assert!(known.difference(&found).all(|id| !now.contains(id)), "{told}");
            let newest = known.last().copied().unwrap_or_default();
            let new = |ids: &BTreeSet<i64>| ids.range(newest + 1..).copied().collect::<Vec<_>>();
            assert_eq!(new(&found), new(&now), "{told}");
        }
    }
}

#[test]
fn growth_and_loss_are_found_whatever_their_place() {
    let mut pairs = 0;
    for page in 1..=3 {
        for (before, after) in (0..256).flat_map(|one| (0..256).map(move |two| (one, two))) {
            if before & after == before || before & after == after {
                let (known, now) = (subset(before, 8), subset(after, 8));
                assert_eq!(walk(&known, &now, page).0, now, "{known:?} {now:?}");
                pairs += 1;
            }
        }
    }
    // Of 3^8 pairs in each direction the 2^8 equal ones count once.
    assert_eq!(pairs, 3 * (2 * 6561 - 256));
}

#[test]
fn orders_that_cannot_be_shown_disturb_nothing() {
    let state = |code: u32, order: u32| code / 3_u32.pow(order) % 3;
    let list = |code: u32| -> Vec<Place> {
        let there = (0..5).filter(|order| state(code, *order) > 0);
        there.map(|order| (state(code, order) == 1).then_some(i64::from(order) + 1)).collect()
    };
    for (before, after) in (0..243).flat_map(|one| (0..243).map(move |two| (one, two))) {
        let (known, now) = (list(before), list(after));
        let (found, _) = walk(&known, &now, 2);
        assert_eq!(found.len(), now.len(), "{known:?} {now:?}");
        let gone = ids(&known).difference(&ids(&found)).all(|id| !ids(&now).contains(id));
        assert!(gone && ids(&found).difference(&ids(&known)).all(|id| ids(&now).contains(id)));
        // One that comes or goes for good, while the others stay shown or not, is found.
        let stays = |order| state(before, order) == state(after, order);
        let grows = (0..5).all(|order| stays(order) || state(before, order) == 0);
        let shrinks = (0..5).all(|order| stays(order) || state(after, order) == 0);
        let shown = |code: u32| (0..5).any(|order| state(code, order) == 2);
        if (grows || shrinks) && !shown(before) && !shown(after) {
            assert_eq!(found, now, "{known:?}");
        }
    }
    // Known ones cost nothing; one that is the last costs two calls more until another follows.
    let known = listing(1..=50_000, &[7, 9_000, 9_001]);
    assert!(walk(&known, &known, 100) == (known, 1));
    let known = listing(1..=50_000, &[50_000]);
    assert!(walk(&known, &known, 100) == (known.clone(), 3));
    let next = listing(1..=50_001, &[50_000]);
    assert!(walk(&known, &next, 100).0 == next);
}

#[test]
fn a_change_at_size_costs_few_calls() {
    let all = listing(1..=50_000, &[]);
    for place in [0, 1, 99, 100, 12_345, 25_000, 49_000, 49_850, 49_998, 49_999] {
        let mut fewer = all.clone();
        fewer.remove(place);
        let is_recent = place > 49_899;
        for (known, now) in [(&all, &fewer), (&fewer, &all)] {
            let (found, calls) = walk(known, now, 100);
            assert!(&found == now, "{place}");
            assert!(calls <= if is_recent { 2 } else { 13 }, "{place}: {calls} calls");
        }
    }
}

#[test]
fn several_changes_and_new_orders_at_once_cost_few_calls() {
    let known = listing((1..=50_000).filter(|id| ![2_000, 31_000].contains(id)), &[]);
    let now = listing((1..=50_040).filter(|id| ![777, 31_001, 49_990].contains(id)), &[]);
    let (found, calls) = walk(&known, &now, 100);
    assert!(calls <= 40, "{calls} calls");
    // An order that left beside one that entered makes no difference in number.
    assert_eq!(found.len(), now.len());
    assert!(ids(&now).difference(&ids(&found)).count() <= 2);
    assert!(ids(&found).contains(&50_040));
    let half = listing(1..=25_000, &[]);
    let (found, calls) = walk(&listing(1..=50_000, &[]), &half, 100);
    assert!(found == half);
    assert!(calls <= 25, "{calls} calls");
}

#[test]
fn a_shop_that_gives_small_pages_costs_more_pages_not_a_wrong_answer() {
    let (known, now) = (listing(1..=500, &[]), listing((1..=500).filter(|id| *id != 40), &[]));
    let known = remember(&known);
    let mut walk = Walk::new(&known, 100);
    let mut calls = 0;
    while let Some(at) = walk.next() {
        calls += 1;
        let size = at.size.min(4);
        let places: Vec<Place> = now.iter().skip(at.start).take(size).copied().collect();
        walk.take(at, &places, now.len() > at.start + size);
    }
    assert_eq!(walk.now(), Some(now));
    assert!(calls <= 40, "{calls} calls");
}

#[test]
fn a_shop_that_ignores_the_start_or_the_order_is_odd() {
    let orders = listing(1..=30, &[]);
    for is_reversed in [false, true] {
        let known = remember(&listing(1..=20, &[]));
        let mut walk = Walk::new(&known, 10);
        let mut calls = 0;
        while let Some(at) = walk.next() {
            calls += 1;
            assert!(calls < 10, "the walk does not end");
            let mut shown = orders.clone();
            if is_reversed {
                shown.reverse();
            }
            walk.take(at, &shown[..at.size], true);
        }
        assert_eq!(walk.now(), None);
    }
}
