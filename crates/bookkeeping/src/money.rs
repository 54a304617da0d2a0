//! Money, and the one place where an amount is rounded.
//!
//! Dutch VAT is rounded arithmetically to the cent, half away from zero, per line or per total but
//! consistently (art. 5a Uitvoeringsbesluit omzetbelasting 1968). `Decimal`'s own rounding is half
//! to even, so clippy forbids it everywhere but here.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Neg, Sub, SubAssign};

use rust_decimal::{Decimal, RoundingStrategy};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::Language;
use crate::number::grouped;

/// An amount in whole cents of the administration's currency. May be negative. Sums stop at the
/// largest amount that a decimal holds, some 10²⁷ euros, instead of overflowing.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Money(Decimal);

impl Money {
    /// Nothing.
    pub const ZERO: Self = Self(Decimal::ZERO);
    /// One cent.
    pub const CENT: Self = Self(Decimal::from_parts(1, 0, 0, false, 2));

    /// Rounds an exact amount to whole cents, half away from zero.
    #[expect(clippy::disallowed_methods, reason = "this is the one place that rounds")]
    pub fn round(exact: Decimal) -> Self {
        Self(exact.round_dp_with_strategy(2, RoundingStrategy::MidpointAwayFromZero))
    }

    /// The amount, if it is in whole cents already.
    pub fn exact(amount: Decimal) -> Option<Self> {
        let rounded = Self::round(amount);
        (rounded.0 == amount).then_some(rounded)
    }

    /// The amount as a decimal.
    pub fn decimal(self) -> Decimal {
        self.0
    }

    /// The amount as it is written in a sentence of a language: `-1.234,50` in Dutch, `-1,234.50` in
    /// English.
    pub fn said(self, language: Language) -> String {
        let point = match language {
            Language::Nl => ',',
            Language::En => '.',
        };
        let digits = self.abs().to_string();
        let (whole, cents) = digits.split_once('.').unwrap_or((&digits, "00"));
        let mut text = if self.is_negative() { "-".to_owned() } else { String::new() };
        text.push_str(&grouped(whole, language));
        text.push(point);
        text.push_str(cents);
        text
    }

    /// Whether it is nothing.
    pub fn is_zero(self) -> bool {
        self.0.is_zero()
    }

    /// Whether it is less than nothing.
    pub fn is_negative(self) -> bool {
        self < Self::ZERO
    }

    /// The amount without its sign.
    #[must_use]
    pub fn abs(self) -> Self {
        Self(self.0.abs())
    }

    /// The VAT inside this amount at `percentage`: amount × p / (100 + p), rounded to the cent.
    #[must_use]
    pub fn vat_inside(self, percentage: Decimal) -> Self {
        let part = share_in_cents(self.0, percentage, percentage);
        part.unwrap_or_else(|| Self::round(vat_inside(self.0, percentage)))
    }

    /// This amount without the VAT inside it: amount × 100 / (100 + p), rounded to the cent. Where
    /// the exact half of a cent falls, this and [`Money::vat_inside`] may add up to a cent too much;
    /// a caller that needs both takes one from the whole.
    #[must_use]
    pub fn net_inside(self, percentage: Decimal) -> Self {
        let part = share_in_cents(self.0, Decimal::ONE_HUNDRED, percentage);
        part.unwrap_or_else(|| Self::round(self.0 - vat_inside(self.0, percentage)))
    }

    /// Splits this amount in proportion to `weights`, exact to the cent: the parts add up to the
    /// whole. The cents that are left over go to the parts with the largest remainders, the first
    /// of equals first. `None` when the weights add up to nothing, or a part would be larger than
    /// an amount can be.
    pub fn split(self, weights: &[Self]) -> Option<Vec<Self>> {
        if self.is_negative() {
            return Some((-self).split(weights)?.into_iter().map(Neg::neg).collect());
        }
        let whole = checked_sum(weights.iter().map(|weight| weight.0))?;
        if whole.is_zero() {
            return None;
        }
        let exact: Vec<Decimal> = weights
            .iter()
            .map(|weight| self.0.checked_mul(weight.0)?.checked_div(whole))
            .collect::<Option<_>>()?;
        let mut parts: Vec<Self> = exact.iter().map(|part| Self::round(*part)).collect();
        let given = checked_sum(parts.iter().map(|part| part.0))?;
        let mut rest = Self(self.0.checked_sub(given)?);
        // Each part is off by half a cent at most, so there are never more cents than parts.
        for _ in 0..parts.len() {
            let missing = |at: &usize| exact[*at] - parts[*at].0;
            let last_first = (0..parts.len()).rev();
            let (at, step) = match rest.cmp(&Self::ZERO) {
                Ordering::Equal => break,
                Ordering::Less => (last_first.min_by_key(missing)?, -Self::CENT),
                Ordering::Greater => (last_first.max_by_key(missing)?, Self::CENT),
            };
            parts[at] += step;
            rest -= step;
        }
        rest.is_zero().then_some(parts)
    }
}

fn checked_sum(mut amounts: impl Iterator<Item = Decimal>) -> Option<Decimal> {
    amounts.try_fold(Decimal::ZERO, Decimal::checked_add)
}

/// amount × part / (100 + p), rounded to the cent, in whole numbers: what decimals come to in 28
/// digits, in a fraction of the time. `None` where a whole number cannot hold it.
fn share_in_cents(amount: Decimal, part: Decimal, percentage: Decimal) -> Option<Money> {
    let cents = amount.mantissa() * 10_i128.pow(2_u32.checked_sub(amount.scale())?);
    // Both in the smaller of their units.
    let scale = part.scale().max(percentage.scale());
    let whole = |number: Decimal| {
        number.mantissa().checked_mul(10_i128.checked_pow(scale - number.scale())?)
    };
    let divisor = whole(Decimal::ONE_HUNDRED)?.checked_add(whole(percentage)?);
    let divisor = divisor.filter(|divisor| *divisor > 0)?;
    let twice = cents.checked_mul(whole(part)?)?.checked_mul(2)?;
    let half_away = if twice < 0 { -divisor } else { divisor };
    let rounded = twice.checked_add(half_away)?.checked_div(divisor.checked_mul(2)?)?;
    Decimal::try_from_i128_with_scale(rounded, 2).ok().map(Money)
}

/// The exact VAT inside an amount that includes it; nothing for an amount so large that it cannot
/// be multiplied, which [`crate::decide()`] never lets in.
pub(crate) fn vat_inside(amount: Decimal, percentage: Decimal) -> Decimal {
    let divisor = Decimal::ONE_HUNDRED + percentage;
    amount
        .checked_mul(percentage)
        .and_then(|product| product.checked_div(divisor))
        .unwrap_or_default()
}

impl Add for Money {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

impl AddAssign for Money {
    fn add_assign(&mut self, other: Self) {
        *self = *self + other;
    }
}

impl Sub for Money {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self(self.0.saturating_sub(other.0))
    }
}

impl SubAssign for Money {
    fn sub_assign(&mut self, other: Self) {
        *self = *self - other;
    }
}

impl Neg for Money {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0)
    }
}

impl Sum for Money {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

/// Two decimals, a dot, a minus in front: `-12.30`. Nothing is never negative.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = if self.is_zero() { "0.00".to_owned() } else { format!("{:.2}", self.0) };
        f.pad(&text)
    }
}

impl Serialize for Money {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for Money {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let amount = rust_decimal::serde::str::deserialize(deserializer)?;
        Self::exact(amount)
            .ok_or_else(|| serde::de::Error::custom("an amount has at most two decimals"))
    }
}
