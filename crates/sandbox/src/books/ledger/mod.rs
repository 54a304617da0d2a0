//! The chart of accounts, the tax rates, and what was booked on them.

mod account;
mod journal;
mod rate;

pub(super) use account::{Account, AccountKind, Sorting};
pub(super) use journal::entries;
pub(super) use rate::{RateKind, TaxRate};
