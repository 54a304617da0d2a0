//! Amounts of the shop, which may have more than two decimals.

use bookkeeping::Money;
use rust_decimal::Decimal;

/// An amount with two decimals, rounded where bookkeeping rounds.
pub(crate) fn amount(exact: Decimal) -> String {
    Money::round(exact).to_string()
}
