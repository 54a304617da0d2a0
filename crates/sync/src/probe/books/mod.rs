//! The questions to Moneybird.

mod amounts;
mod ended;
mod lag;
mod papers;
mod payments;
mod refusals;
mod remove;

pub(super) use lag::Measured;
pub(super) use papers::Papers;
