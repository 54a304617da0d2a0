//! Orders that no shop sells: they are refused or booked soundly, and nothing panics.

use bookkeeping::{Order, Row};
use proptest::prelude::*;
use rust_decimal::Decimal;

use crate::support::reading::assert_sound;
use crate::support::{config, consumer, decided, order, row, settings};

/// Any decimal at all, with a taste for the ends.
fn figures() -> impl Strategy<Value = Decimal> {
    let any_decimal = (any::<u32>(), any::<u32>(), any::<u32>(), any::<bool>(), 0_u32..29)
        .prop_map(|(low, mid, high, negative, scale)| {
            Decimal::from_parts(low, mid, high, negative, scale)
        });
    let ends = prop::sample::select(vec![
        Decimal::MAX,
        Decimal::MIN,
        Decimal::ZERO,
        -Decimal::ZERO,
        Decimal::from_parts(1, 0, 0, false, 28),
        Decimal::from_parts(1, 0, 0, true, 28),
        Decimal::from(1_000_000_000),
        Decimal::from(-1_000_000_000),
        Decimal::new(99_999_999_999_999_995, 8),
        Decimal::from_parts(u32::MAX, u32::MAX, u32::MAX, false, 28),
        Decimal::from_i128_with_scale(9_999_999_999_999_999_999_999_999_999, 28),
        Decimal::new(5, 3),
        Decimal::new(-5, 3),
    ]);
    let modest = (-100_000_i64..100_000, 0_u32..6).prop_map(|(n, scale)| Decimal::new(n, scale));
    prop_oneof![1 => any_decimal, 2 => ends, 6 => modest]
}

/// Mostly percentages that exist.
fn percentages() -> impl Strategy<Value = Decimal> {
    let usual = prop::sample::select(vec![Decimal::from(21), Decimal::from(9), Decimal::ZERO]);
    prop_oneof![30 => usual, 1 => figures()]
}

fn rows() -> impl Strategy<Value = Row> {
    (figures(), figures(), figures(), percentages(), any::<bool>(), any::<bool>()).prop_map(
        |(quantity, unit_price, total, percentage, is_deposit, multiplied)| {
            let product = quantity.checked_mul(unit_price).filter(|_| multiplied);
            let total = product.unwrap_or(total);
            Row {
                quantity,
                unit_price,
                total,
                percentage,
                is_deposit,
                ..row("Iets", "1", "1", "21")
            }
        },
    )
}

/// Within what an amount may be, so that more is tried than the entrance.
fn tamed(figure: Decimal) -> Decimal {
    figure % Decimal::from(1_000_000_001)
}

/// The rows' sum and the VAT in it, where decimals can hold them.
fn added_up(rows: &[Row]) -> Option<(Decimal, Decimal)> {
    rows.iter().try_fold((Decimal::ZERO, Decimal::ZERO), |(total, tax), row| {
        let divisor = row.percentage.checked_add(Decimal::ONE_HUNDRED)?;
        let vat = row.total.checked_mul(row.percentage)?.checked_div(divisor)?;
        Some((total.checked_add(row.total)?, tax.checked_add(vat)?))
    })
}

fn orders() -> impl Strategy<Value = Order> {
    let charges = prop::collection::vec(figures(), 6);
    let have = (prop::bool::weighted(0.3), prop::bool::weighted(0.6), prop::bool::weighted(0.9));
    let flags = prop::collection::vec(any::<bool>(), 4);
    let rows = prop::collection::vec(rows(), 0..6);
    let places = vec![("NL", "1000"), ("NL", ""), ("DE", "10115"), ("CH", ""), ("BE", "")];
    let totals = (figures(), figures());
    let place = prop::sample::select(places);
    (charges, have, flags, rows, percentages(), place, totals).prop_map(
        |(charges, have, flags, mut rows, shipping_percentage, place, totals)| {
            let (costs, consistent, tame) = have;
            let fit = |figure| if tame { tamed(figure) } else { figure };
            let charge = |at: usize| if costs { fit(charges[at]) } else { Decimal::ZERO };
            for row in &mut rows {
                row.quantity = fit(row.quantity);
                row.unit_price = fit(row.unit_price);
                row.total = fit(row.total);
            }
            let (total, tax) = added_up(&rows).filter(|_| consistent).unwrap_or(totals);
            let taxes_included = flags[0] || flags[1];
            Order {
                shipping: charge(0),
                payment_costs: charge(1),
                option_price: charge(2),
                extra_costs: charge(3),
                points_discount: charge(4),
                discounts: charge(5),
                taxes_included,
                row_taxes_included: flags[1] || flags[2],
                intra_community: flags[2] && flags[3],
                platform_sale: flags[0] && flags[2] && flags[3],
                shipping_percentage,
                total_price: fit(total),
                total_tax: if taxes_included { fit(tax) } else { Decimal::ZERO },
                customer: consumer(place.0, place.1),
                ..order("0", "0", rows)
            }
        },
    )
}

proptest! {
    #![proptest_config(config(10_000))]

    #[test]
    fn a_hostile_order_is_refused_or_sound(order in orders()) {
        match decided(&order, &settings()) {
            Ok(invoice) => assert_sound(&invoice),
            Err(refusal) => {
                for language in [bookkeeping::Language::Nl, bookkeeping::Language::En] {
                    prop_assert!(!refusal.message(language).is_empty());
                    prop_assert!(!refusal.hint(language).is_empty());
                }
            }
        }
    }
}
