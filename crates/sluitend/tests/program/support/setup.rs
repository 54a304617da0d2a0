//! What a bench is made from.

use std::time::Duration;

use jiff::SignedDuration;
use sandbox::books::Switches;
use sandbox::generate::Kinds;

/// Length of both windows of the rate limits here: the shortest that can be configured.
pub(crate) const WINDOW: Duration = Duration::from_secs(1);

/// What a bench is made from.
#[derive(Debug, Clone)]
pub(crate) struct Setup {
    /// How many orders the shop holds.
    pub(crate) orders: usize,
    /// What it sells.
    pub(crate) kinds: Kinds,
    /// By how much the shop's clock is ahead.
    pub(crate) shop_is_ahead: SignedDuration,
    /// How the books behave.
    pub(crate) switches: Switches,
    /// Whether the database is a file of SQLite, whatever engine the suite runs on.
    pub(crate) is_in_a_file: bool,
}

impl Setup {
    /// A shop of `orders` orders of all everyday kinds.
    pub(crate) fn of(orders: usize) -> Self {
        Self {
            orders,
            kinds: Kinds::everyday(),
            shop_is_ahead: SignedDuration::ZERO,
            switches: Switches::default(),
            is_in_a_file: false,
        }
    }

    /// The same, for what is about the files themselves or chooses its engine.
    pub(crate) fn in_a_file(self) -> Self {
        Self { is_in_a_file: true, ..self }
    }
}
