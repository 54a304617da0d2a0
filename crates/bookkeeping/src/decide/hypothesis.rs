//! The unknowns of the shop's amounts, as hypotheses with names (ccvshop-api.md §5.1).
//!
//! The shop gives totals, but does not say how it came by them. Each hypothesis is one reading;
//! the first under which both the total and the VAT fit is used, and its name is kept with the
//! booking. Only unknowns that matter for an order are varied.

use super::charge::Charge;
use crate::{Kind, Order};

/// How a reading is named under which the shop's total does not hold the VAT.
pub(crate) const TOTAL_WITHOUT_VAT: &str = "total-without-vat";

/// The VAT on shipping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum ShippingVat {
    /// As `shipping_tax_percentage` says.
    AsStated,
    /// None.
    None,
}

/// The VAT on payment costs, options and extra costs, for which the shop states no percentage.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum CostsVat {
    /// That of shipping.
    AsShipping,
    /// The highest of the rows.
    HighestRow,
    /// In proportion to the goods.
    AsGoods,
    /// None.
    None,
}

/// Over which goods a discount is spread.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Discounts {
    /// Over all, in proportion.
    ProRata,
    /// Over all and the deposits too, in proportion.
    WithDeposits,
    /// Over those with the first row's percentage.
    FirstRate,
    /// Nowhere: the rows' prices have it in them already.
    InRows,
}

/// What `total_price` is in an order whose amounts exclude VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Total {
    /// It includes VAT.
    Inclusive,
    /// It excludes VAT; what was paid is `total_price` + `total_tax`.
    Exclusive,
}

/// One reading of the amounts.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Hypothesis {
    pub(super) shipping: ShippingVat,
    pub(super) costs: CostsVat,
    pub(super) discounts: Discounts,
    pub(super) total: Total,
}

/// The readings to try for this order, the likeliest first.
pub(super) fn candidates(order: &Order, charges: &[Charge]) -> Vec<Hypothesis> {
    let has = |kind: Kind| charges.iter().any(|charge| charge.kind == kind);
    let has_costs = charges.iter().any(|charge| charge.kind.is_cost());
    let taxed = order.taxes_included;
    let shipping: &[ShippingVat] =
        if taxed && has(Kind::Shipping) && !order.shipping_percentage.is_zero() {
            &[ShippingVat::AsStated, ShippingVat::None]
        } else {
            &[ShippingVat::AsStated]
        };
    let costs: &[CostsVat] = if taxed && has_costs {
        &[CostsVat::AsShipping, CostsVat::HighestRow, CostsVat::AsGoods, CostsVat::None]
    } else {
        &[CostsVat::AsShipping]
    };
    let discounts: &[Discounts] = match (has(Kind::Discount), has(Kind::Deposit)) {
        (false, _) => &[Discounts::ProRata],
        (true, false) => &[Discounts::ProRata, Discounts::FirstRate, Discounts::InRows],
        (true, true) => {
            &[Discounts::ProRata, Discounts::WithDeposits, Discounts::FirstRate, Discounts::InRows]
        }
    };
    let totals: &[Total] = if taxed && !order.row_taxes_included {
        &[Total::Inclusive, Total::Exclusive]
    } else {
        &[Total::Inclusive]
    };
    let mut all = Vec::new();
    for &total in totals {
        for &discounts in discounts {
            for &costs in costs {
                for &shipping in shipping {
                    all.push(Hypothesis { shipping, costs, discounts, total });
                }
            }
        }
    }
    all
}

impl Hypothesis {
    /// Whether shipping or costs are charged without VAT although the shop does not say so.
    pub(super) fn leaves_untaxed(self, order: &Order, charges: &[Charge]) -> bool {
        let has_costs = charges.iter().any(|charge| charge.kind.is_cost());
        let as_untaxed_shipping =
            self.costs == CostsVat::AsShipping && order.shipping_percentage.is_zero();
        self.shipping == ShippingVat::None
            || has_costs && (self.costs == CostsVat::None || as_untaxed_shipping)
    }

    /// Its name: what it says of each unknown that the order has; `plain` when there is none.
    pub(super) fn name(self, charges: &[Charge]) -> String {
        let has = |kind: Kind| charges.iter().any(|charge| charge.kind == kind);
        let has_costs = charges.iter().any(|charge| charge.kind.is_cost());
        let mut parts = Vec::new();
        if self.total == Total::Exclusive {
            parts.push(TOTAL_WITHOUT_VAT);
        }
        if has(Kind::Discount) {
            parts.push(match self.discounts {
                Discounts::ProRata => "discounts-pro-rata",
                Discounts::WithDeposits => "discounts-pro-rata-with-deposits",
                Discounts::FirstRate => "discounts-at-first-rate",
                Discounts::InRows => "discounts-in-rows",
            });
        }
        if has_costs {
            parts.push(match self.costs {
                CostsVat::AsShipping => "costs-as-shipping",
                CostsVat::HighestRow => "costs-at-highest-rate",
                CostsVat::AsGoods => "costs-as-goods",
                CostsVat::None => "costs-without-vat",
            });
        }
        if self.shipping == ShippingVat::None {
            parts.push("shipping-without-vat");
        }
        if parts.is_empty() { "plain".to_owned() } else { parts.join("+") }
    }
}
