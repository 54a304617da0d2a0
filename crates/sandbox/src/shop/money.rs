//! The shop's only rounding.

use rust_decimal::{Decimal, RoundingStrategy};

/// Rounds to cents, half away from zero.
#[expect(clippy::disallowed_methods, reason = "the sandbox shares no code with bookkeeping::money")]
pub(crate) fn cents(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero)
}

/// Rounds to four decimals, half away from zero: the unit prices of a shop that excludes VAT.
#[expect(clippy::disallowed_methods, reason = "the sandbox shares no code with bookkeeping::money")]
pub(crate) fn four_decimals(amount: Decimal) -> Decimal {
    amount.round_dp_with_strategy(4, RoundingStrategy::MidpointAwayFromZero)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_go_away_from_zero() {
        for (amount, rounded) in [("1.005", "1.01"), ("-1.005", "-1.01"), ("1.0049", "1.00")] {
            let amount: Decimal = amount.parse().unwrap();
            assert_eq!(cents(amount).to_string(), rounded);
        }
        let amount: Decimal = "0.00005".parse().unwrap();
        assert_eq!(four_decimals(amount).to_string(), "0.0001");
    }
}
