//! Whose turn it is, when several connections share an allowance.

use std::collections::HashMap;

use store::ConnectionId;

/// Who comes first: whoever takes up a turn may use all of the allowance that is left. It is the one that
/// has used the least of it, where whoever comes back after a while has used no less than the others
/// (start-time fair queueing: Goyal, Vin and Cheng, 1996). So takeovers get equal shares, and a shop
/// with a few new orders goes before them, among equals too: takeovers that each took a whole window are
/// equals time and again, and it would wait for one window after the other.
#[derive(Debug, Default)]
pub struct Turns {
    /// Up to where each connection has used the allowance, in calls.
    used: HashMap<ConnectionId, u64>,
    /// Where the one that was served last began.
    began: u64,
}

impl Turns {
    /// Whoever has used the least comes first; among equals whoever was away, and then the most overdue
    /// stays in front.
    pub fn order(&self, due: &mut [ConnectionId]) {
        due.sort_by_key(|id| (self.start(id), self.own(id)));
    }

    /// Notes a turn, and how many calls to Moneybird were made in it.
    pub fn note(&mut self, id: &ConnectionId, calls: u64) {
        let start = self.start(id);
        if calls > 0 {
            self.began = start;
            self.used.insert(id.clone(), start.saturating_add(calls));
        }
    }

    fn start(&self, id: &ConnectionId) -> u64 {
        self.own(id).max(self.began)
    }

    fn own(&self, id: &ConnectionId) -> u64 {
        self.used.get(id).copied().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_takeovers_and_a_small_shop_take_turns() {
        let id = |number: u8| -> ConnectionId {
            format!("01a207d9-2100-7fff-bfff-0000000000{number:02}").parse().unwrap()
        };
        let mut turns = Turns::default();
        let mut first = Vec::new();
        for _ in 0..6 {
            // The same order each time, as it is when all wait for the same allowance.
            let mut due = [id(1), id(2), id(3)];
            turns.order(&mut due);
            // Whoever comes first takes all of it.
            turns.note(&due[0], 150);
            turns.note(&due[1], 0);
            turns.note(&due[2], 0);
            first.push(due[0].clone());
        }
        assert_eq!(first, [1, 2, 3, 1, 2, 3].map(id));
    }

    #[test]
    fn among_equals_who_was_away_goes_first() {
        let id = |number: u8| -> ConnectionId {
            format!("01a207d9-2100-7fff-bfff-0000000000{number:02}").parse().unwrap()
        };
        let mut turns = Turns::default();
        // Each takeover takes a window, and the small shop's last turn was before them.
        turns.note(&id(9), 3);
        for number in 1..=3 {
            turns.note(&id(number), 40);
        }
        turns.note(&id(1), 40);
        // The second and the third are at 40, where the first began just now; so does the small one.
        let mut due = [id(2), id(3), id(9), id(1)];
        turns.order(&mut due);
        assert_eq!(due, [9, 2, 3, 1].map(id));
    }

    #[test]
    fn who_comes_back_goes_first_and_makes_up_for_nothing() {
        let id = |number: u8| -> ConnectionId {
            format!("01a207d9-2100-7fff-bfff-0000000000{number:02}").parse().unwrap()
        };
        let mut turns = Turns::default();
        for _ in 0..10 {
            turns.note(&id(1), 30);
            turns.note(&id(2), 30);
        }
        // One that was away goes first, once: it does not get what it did not use.
        let mut due = [id(1), id(2), id(3)];
        turns.order(&mut due);
        assert_eq!(due[0], id(3));
        turns.note(&id(3), 100);
        turns.order(&mut due);
        assert_eq!(due[2], id(3));
        // A turn in which nothing was got done counts for nothing.
        turns.note(&id(1), 0);
        turns.order(&mut due);
        assert_eq!(due[2], id(3));
    }
}
