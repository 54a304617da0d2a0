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
    prop_oneof![6 => usual, 1 => figures()]
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

fn orders() -> impl Strategy<Value = Order> {
    let charges = (figures(), figures(), figures(), figures(), figures(), figures());
    let none = prop::bool::weighted(0.8);
    let flags = (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>());
    let rows = prop::collection::vec(rows(), 0..6);
    let places =
        prop::sample::select(vec![("NL", "1000"), ("DE", "10115"), ("CH", ""), ("FI", "22")]);
    let totals = (figures(), figures(), any::<bool>());
    (charges, none, flags, rows, percentages(), places, totals).prop_map(
        |(charges, none, flags, rows, shipping_percentage, place, totals)| {
            let zero = |figure| if none { Decimal::ZERO } else { figure };
            let (taxes_included, row_taxes_included, intra_community, platform_sale) = flags;
            let sum = rows.iter().try_fold(Decimal::ZERO, |sum, row| sum.checked_add(row.total));
            let (total, tax, added_up) = totals;
            Order {
                shipping: zero(charges.0),
                payment_costs: zero(charges.1),
                option_price: zero(charges.2),
                extra_costs: zero(charges.3),
                points_discount: zero(charges.4),
                discounts: zero(charges.5),
                taxes_included: taxes_included && !added_up,
                row_taxes_included,
                intra_community,
                platform_sale: platform_sale && intra_community,
                shipping_percentage,
                total_price: sum.filter(|_| added_up && none).unwrap_or(total),
                total_tax: if added_up { Decimal::ZERO } else { tax },
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
