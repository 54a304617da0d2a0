//! Faults, as they come.

use sandbox::books::{Fault, FaultKind};
use sandbox::shop::{Fault as ShopFault, Misfortune};

use crate::support::Bench;

/// Chance that can be thrown again: `SplitMix64` (Steele, Lea and Flood, 2014).
pub(super) struct Dice(u64);

impl Dice {
    pub(super) fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0xd6e8_feb8_6659_fd93) ^ 0x5851_f42d_4c95_7f2d)
    }

    /// A number below `limit`.
    pub(super) fn below(&mut self, limit: u64) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        (mixed ^ (mixed >> 31)) % limit
    }
}

/// How late a request takes effect that was given up: far less than after it is looked up.
const LATE: std::time::Duration = std::time::Duration::from_millis(300);

/// Faults of both remotes.
pub(super) struct Rain;

impl Rain {
    /// Four of ten of the next `requests` to Moneybird, and one of thirty to the shop, go wrong.
    pub(super) fn of_four_in_ten(bench: &Bench, dice: &mut Dice, requests: u64) {
        let kinds = [
            FaultKind::Html500BeforeEffect,
            FaultKind::Html500AfterEffect,
            FaultKind::EmptyBody201,
            FaultKind::CutBody,
            FaultKind::BrokenJson,
            FaultKind::Throttle,
            FaultKind::LateEffect(LATE),
        ];
        for after in 0..u32::try_from(requests).unwrap() {
            if dice.below(10) >= 4 {
                continue;
            }
            let kind = kinds[usize::try_from(dice.below(kinds.len() as u64)).unwrap()];
            bench.books.faults().push(Fault {
                method: None,
                path: String::new(),
                after,
                times: 1,
                kind,
            });
        }
        for after in (0..u32::try_from(requests).unwrap()).filter(|_| dice.below(30) == 0) {
            let kind = Misfortune::Html502;
            let (method, path) = ("*".to_owned(), String::new());
            bench.shop.faults().push(ShopFault { method, path, after, times: 1, kind });
        }
    }
}
