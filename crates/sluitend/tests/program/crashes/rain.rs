//! Faults, as they come.

use sandbox::books::{Fault, FaultKind};
use sandbox::shop::{Fault as ShopFault, Misfortune};

use super::dice::Dice;
use crate::support::Bench;

/// How late a request takes effect that was given up: far less than after it is looked up.
const LATE: std::time::Duration = std::time::Duration::from_millis(300);

/// Faults of both remotes.
pub(super) struct Rain;

impl Rain {
    /// The same from now on, for as long as it is called again and again.
    pub(super) fn goes_on(bench: &Bench, dice: &mut Dice) {
        if bench.books.faults().pending() < 20 {
            Self::of_four_in_ten(bench, dice, 1_000);
        }
    }

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
            if !dice.permille(400) {
                continue;
            }
            let kind = dice.pick(&kinds);
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
