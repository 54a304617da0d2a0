//! Orders that keep coming in, so that there is something to lose at every moment.

use std::collections::BTreeSet;

use sandbox::shop::model::Order;
use sandbox::{Clock, SystemClock};

use super::dice::Dice;
use crate::support::Bench;

/// So many orders wait at the least.
const LEAST: usize = 40;

/// The shop's trade while the program is under fire.
pub(super) struct Work<'a> {
    bench: &'a Bench,
    /// What is ordered again and again.
    usual: Vec<Order>,
}

impl<'a> Work<'a> {
    pub(super) fn of(bench: &'a Bench) -> Self {
        // Not what was sent back already, nor what is worth nothing.
        let credited: BTreeSet<i64> = bench.credits().into_values().collect();
        let usual = bench.ready().into_iter().filter(|order| !credited.contains(&order.id));
        Self { bench, usual: usual.collect() }
    }

    /// How many orders have no invoice yet.
    pub(super) fn left(&self) -> usize {
        let booked = self.bench.booked();
        self.bench.ready().iter().filter(|order| !booked.contains(&order.id)).count()
    }

    /// Places new orders if there is little left to do, or if the program found nothing to do.
    pub(super) fn comes_in(&self, dice: &mut Dice, is_idle: bool) {
        let missing = LEAST.saturating_sub(self.left());
        for _ in 0..missing.max(if is_idle { LEAST / 2 } else { 0 }) {
            self.orders_one(dice);
        }
    }

    /// Places one new order.
    pub(super) fn orders_one(&self, dice: &mut Dice) -> i64 {
        let at = usize::try_from(dice.below(self.usual.len() as u64)).unwrap();
        let like = self.usual[at].clone();
        let create_date = SystemClock.now();
        self.bench.shop.add_order(Order { id: 0, number: None, create_date, ..like })
    }
}

impl Bench {
    /// How many requests both remotes have had.
    pub(super) fn requests(&self) -> u64 {
        self.shop.requests() + self.books.requests()
    }
}
