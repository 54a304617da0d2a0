//! How far an order has come.

use super::payment::is_transfer;
use super::random::Random;
use crate::shop::model::PaymentChoice;

/// Status and paid flag of the `index`th order. Every eleventh takes a status in turn, so that
/// all fourteen are there; of all, about 72 in a hundred are completed and paid.
pub(super) fn progress(index: usize, payment: &PaymentChoice, random: &mut Random) -> (u8, bool) {
    let (status, paid) = if index % 11 == 5 {
        let status = u8::try_from(1 + index / 11 % 14).unwrap_or(1);
        (status, random.chance(80))
    } else {
        *random
            .weighed(&[
                (795, (7, true)),
                (20, (7, false)),
                (35, (1, true)),
                (30, (2, true)),
                (25, (4, false)),
                (45, (5, true)),
                (15, (6, true)),
                (25, (8, false)),
                (5, (8, true)),
                (5, (10, true)),
            ])
            .unwrap_or(&(7, true))
    };
    match status {
        4 => (4, false),
        // Who pays by transfer is new until the money is there.
        1 => (1, paid && !is_transfer(payment)),
        _ => (status, paid),
    }
}
