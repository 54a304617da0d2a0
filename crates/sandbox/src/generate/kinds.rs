//! Which kinds of orders there are.

use std::collections::BTreeSet;

/// What an order is an example of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// An ordinary order, mostly by a Dutch consumer.
    Plain,
    /// By a Dutch business, with VAT and chamber of commerce numbers.
    Business,
    /// To a consumer in Belgium, at Belgian rates.
    OssBelgium,
    /// To a consumer in Germany, at German rates.
    OssGermany,
    /// To a consumer in France, at French rates.
    OssFrance,
    /// To a consumer in Austria, at the Austrian normal rate.
    OssAustria,
    /// To a business in Belgium or Germany with a VAT number, at 0 %.
    IntraCommunity,
    /// To Switzerland, at 0 %.
    ExportSwitzerland,
    /// To Norway, at 0 %.
    ExportNorway,
    /// To Great Britain, at 0 %.
    ExportBritain,
    /// A coupon of an amount, over rows of two rates.
    CouponAmount,
    /// A coupon of a percentage, over rows of two rates.
    CouponPercentage,
    /// A coupon that takes off the shipping costs.
    CouponFreeShipping,
    /// A discount on the cart without a coupon, over rows of two rates.
    CartDiscount,
    /// Loyalty points.
    Points,
    /// Extra costs.
    ExtraCosts,
    /// Negative extra costs.
    ExtraDiscount,
    /// An extra option with a price.
    ExtraOption,
    /// A paymethod with a surcharge.
    PaymentCosts,
    /// Statiegeld.
    Deposit,
    /// A product with options that have a price.
    Options,
    /// A count with decimals.
    FractionalCount,
    /// A price in fractions of a cent.
    FractionalPrice,
    /// A discount on a row.
    RowDiscount,
    /// Nothing to pay.
    ZeroTotal,
    /// Fetched at the shop.
    Pickup,
    /// Brought by the shop itself.
    OwnDelivery,
    /// Rows exclude VAT, which is added.
    ExcludingVat,
    /// Rows exclude VAT, with a coupon and payment costs.
    ExcludingVatWithCoupon,
    /// No VAT at all (kleineondernemersregeling).
    SmallBusiness,
    /// Sold through a platform that owes the VAT.
    Platform,
    /// In pounds.
    ForeignCurrency,
    /// To a consumer in Denmark, at a rate nobody mapped.
    UnmappedRate,
    /// Marked as an intra-Community supply, but without a VAT number.
    IntraCommunityWithoutNumber,
}

const EVERYDAY: [Kind; 26] = [
    Kind::Business,
    Kind::OssBelgium,
    Kind::CouponAmount,
    Kind::Deposit,
    Kind::OssGermany,
    Kind::Options,
    Kind::PaymentCosts,
    Kind::IntraCommunity,
    Kind::FractionalCount,
    Kind::CartDiscount,
    Kind::OssFrance,
    Kind::RowDiscount,
    Kind::ExportSwitzerland,
    Kind::Points,
    Kind::ExtraDiscount,
    Kind::FractionalPrice,
    Kind::OssAustria,
    Kind::CouponPercentage,
    Kind::Pickup,
    Kind::ExtraCosts,
    Kind::ExportNorway,
    Kind::CouponFreeShipping,
    Kind::ZeroTotal,
    Kind::ExportBritain,
    Kind::ExtraOption,
    Kind::OwnDelivery,
];

const EXTRAORDINARY: [Kind; 7] = [
    Kind::ExcludingVat,
    Kind::SmallBusiness,
    Kind::Platform,
    Kind::ForeignCurrency,
    Kind::UnmappedRate,
    Kind::IntraCommunityWithoutNumber,
    Kind::ExcludingVatWithCoupon,
];

/// Which kinds of orders a shop has besides plain ones.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Kinds(BTreeSet<Kind>);

impl Kinds {
    /// Plain orders only.
    pub fn plain() -> Self {
        Self(BTreeSet::new())
    }

    /// All that can be booked with an ordinary mapping: deposits, OSS, intra-Community supplies
    /// with a number and export among them.
    pub fn everyday() -> Self {
        Self(EVERYDAY.into())
    }

    /// Those and the ones that need a decision.
    pub fn all() -> Self {
        Self(EVERYDAY.into_iter().chain(EXTRAORDINARY).collect())
    }

    /// With `kind` as well.
    #[must_use]
    pub fn with(mut self, kind: Kind) -> Self {
        self.0.insert(kind);
        self
    }

    /// Without `kind`.
    #[must_use]
    pub fn without(mut self, kind: Kind) -> Self {
        self.0.remove(&kind);
        self
    }

    /// All kinds, in the order in which they are first seen.
    pub fn iter(&self) -> impl Iterator<Item = Kind> + '_ {
        EVERYDAY.into_iter().chain(EXTRAORDINARY).filter(|kind| self.0.contains(kind))
    }

    /// What the `index`th order is an example of: every fifth is special, in turn.
    pub(super) fn of(&self, index: usize) -> Kind {
        let special: Vec<Kind> = self.iter().collect();
        let turn = (index / 5).checked_rem(special.len()).filter(|_| index % 5 == 3);
        turn.and_then(|turn| special.get(turn).copied()).unwrap_or(Kind::Plain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_turn() {
        let seen: BTreeSet<Kind> = (0..200).map(|index| Kinds::all().of(index)).collect();
        assert_eq!(seen.len(), EVERYDAY.len() + EXTRAORDINARY.len() + 1);
        assert!((0..200).all(|index| Kinds::plain().of(index) == Kind::Plain));
        let kinds = Kinds::plain().with(Kind::Deposit).with(Kind::Points).without(Kind::Points);
        assert_eq!(kinds.iter().collect::<Vec<_>>(), [Kind::Deposit]);
    }
}
