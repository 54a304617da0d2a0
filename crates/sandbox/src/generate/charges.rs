//! Costs and discounts on an order.

use jiff::{SignedDuration, Timestamp};
use rust_decimal::Decimal;

use super::kinds::Kind;
use super::random::Random;
use super::regime::{NETHERLANDS, Regime, Tariff};
use crate::shop::cents;
use crate::shop::model::{Charges, Coupon, ExtraOption};

/// The costs and discounts of an order of this kind, whose rows come to `rows` and whose
/// paymethod costs `payment`; and its coupon.
pub(super) fn charges(
    kind: Kind,
    regime: &Regime,
    (rows, payment): (Decimal, Decimal),
    placed: Timestamp,
    random: &mut Random,
) -> (Charges, Option<Coupon>) {
    let mut charges =
        Charges { shipping: shipping(kind, regime, rows), payment, ..Charges::default() };
    let listed = |hundredths: i64| regime.price(Decimal::new(hundredths, 2), Tariff::Normal);
    let coupon = coupon(kind, placed, random);
    match kind {
        Kind::CouponAmount => {
            charges.discount =
                coupon.as_ref().map_or(Decimal::ZERO, |coupon| coupon.discount).min(rows);
        }
        Kind::CouponPercentage | Kind::ExcludingVatWithCoupon => {
            let percent = coupon.as_ref().map_or(Decimal::ZERO, |coupon| coupon.discount);
            charges.discount = cents(rows * percent / Decimal::ONE_HUNDRED);
        }
        Kind::ZeroTotal => charges.discount = rows,
        Kind::CartDiscount => charges.discount = cents(rows * Decimal::new(5, 2)),
        Kind::Points => {
            let points = Decimal::new(5 * random.between(20, 200), 2);
            charges.points = points.min(cents(rows / Decimal::TWO));
        }
        Kind::ExtraCosts => {
            let (costs, what) = random.pick(&[(750, "Spoedlevering"), (250, "Kaartje met tekst")]);
            charges.extra = listed(costs);
            what.clone_into(&mut charges.extra_description);
        }
        Kind::ExtraDiscount => {
            let (less, what) =
                random.pick(&[(-250, "Korting wegens deuk in de doos"), (-100, "Tegoed")]);
            charges.extra = listed(less);
            what.clone_into(&mut charges.extra_description);
        }
        Kind::ExtraOption => {
            let name = "Inpakken als cadeau".to_owned();
            charges.option = Some(ExtraOption { name, price: listed(295) });
        }
        _ => {}
    }
    (charges, coupon)
}

/// 5.95, or 12.50 abroad; nothing from 50, or 100 abroad.
fn shipping(kind: Kind, regime: &Regime, rows: Decimal) -> Decimal {
    let (costs, free_from) = if regime.country == NETHERLANDS { (595, 50) } else { (1250, 100) };
    let free = matches!(kind, Kind::Pickup | Kind::ZeroTotal | Kind::CouponFreeShipping);
    if free || rows >= Decimal::from(free_from) {
        Decimal::ZERO
    } else {
        cents(regime.price(Decimal::new(costs, 2), Tariff::Normal))
    }
}

fn coupon(kind: Kind, placed: Timestamp, random: &mut Random) -> Option<Coupon> {
    let (code, discount, name) = match kind {
        Kind::CouponAmount => ("WELKOM", random.pick(&[5, 10, 15]), "Price"),
        Kind::CouponPercentage | Kind::ExcludingVatWithCoupon => {
            ("FEEST", random.pick(&[10, 15, 20]), "Procent")
        }
        Kind::CouponFreeShipping => ("VERZENDGRATIS", 0, "Price"),
        Kind::ZeroTotal => ("CADEAU100", 100, "Procent"),
        _ => return None,
    };
    let free_shipping = matches!(kind, Kind::CouponFreeShipping | Kind::ZeroTotal);
    let end_date = placed.saturating_add(SignedDuration::from_hours(24 * 60)).ok();
    Some(Coupon {
        code: code.to_owned(),
        discount: Decimal::from(discount),
        kind: name.to_owned(),
        end_date: end_date.filter(|_| random.chance(50)),
        once: random.chance(30),
        free_shipping,
        minimum: Decimal::ZERO,
    })
}
