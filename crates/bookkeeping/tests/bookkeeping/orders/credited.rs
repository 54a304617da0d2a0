//! Whether a credit invoice is still to be booked: by the sums of the shop's invoices.

use bookkeeping::{CreditStands, Credits};

use crate::support::money;

const OPEN: Option<CreditStands> = Some(CreditStands::Open { lowers: false });
const LOWERED: Option<CreditStands> = Some(CreditStands::Open { lowers: true });
const CONTAINED: Option<CreditStands> = Some(CreditStands::Contained);

#[test]
fn sums_tell_what_is_to_be_done() {
    // order, debit, credit, open, own, booked, corrected.
    let cases = [
        // 230.00 booked; a credit of 109.00 lowers the order, or does not.
        ([12_100, 23_000, 10_900, 10_900, 10_900, 23_000, 0], LOWERED),
        ([23_000, 23_000, 10_900, 10_900, 10_900, 23_000, 0], OPEN),
        // The order was lowered before it was booked.
        ([12_100, 23_000, 10_900, 10_900, 10_900, 12_100, 0], CONTAINED),
        // Two credits, of which one is booked.
        ([9_680, 23_000, 13_320, 2_420, 2_420, 12_100, 0], LOWERED),
        ([23_000, 23_000, 13_320, 2_420, 2_420, 12_100, 0], OPEN),
        // Two that are open, booked one after the other.
        ([9_680, 23_000, 13_320, 13_320, 2_420, 23_000, 0], LOWERED),
        // One of before the connection is left out, and is not in what was booked.
        ([9_680, 23_000, 13_320, 13_320, 2_420, 12_100, 0], LOWERED),
        // Lowered by 24.20 and corrected, without an invoice of that; then credited.
        ([9_680, 23_000, 10_900, 10_900, 10_900, 20_580, -2_420], LOWERED),
        ([20_580, 23_000, 10_900, 10_900, 10_900, 20_580, -2_420], OPEN),
        // Raised by 24.20 and corrected.
        ([25_420, 23_000, 10_900, 10_900, 10_900, 25_420, 2_420], OPEN),
        ([14_520, 23_000, 10_900, 10_900, 10_900, 25_420, 2_420], LOWERED),
        // Lowered and corrected, and then the shop made the credit invoice of that.
        ([20_580, 23_000, 2_420, 2_420, 2_420, 20_580, -2_420], CONTAINED),
        // Edited, and not corrected: 20580 is neither.
        ([20_580, 23_000, 10_900, 10_900, 10_900, 23_000, 0], None),
        // Booked is something else altogether; a cent is enough.
        ([12_100, 23_000, 10_900, 10_900, 10_900, 23_001, 0], None),
        ([12_101, 23_000, 10_900, 10_900, 10_900, 23_000, 0], None),
        ([12_099, 23_000, 10_900, 10_900, 10_900, 23_000, 0], None),
    ];
    for (cents, expected) in cases {
        let [order, debit, credit, open, own, booked, corrected] =
            cents.map(|cents| money(&format!("{}", rust_decimal::Decimal::new(cents, 2))));
        let credits = Credits { order, debit, credit, open, own, booked, corrected };
        assert_eq!(credits.stands().ok(), expected, "{cents:?}");
        if let Err(refusal) = credits.stands() {
            assert_eq!(refusal.code(), "contradiction");
        }
    }
}
