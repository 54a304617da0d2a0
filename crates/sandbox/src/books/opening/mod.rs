//! What a fresh administration holds.

mod chart;
mod contacts;
mod rates;

pub(super) use chart::chart;
pub(super) use contacts::contacts;
pub(super) use rates::rates;
