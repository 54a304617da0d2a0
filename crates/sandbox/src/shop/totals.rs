//! What an order comes to (ccvshop-api.md §5.1).

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::model::{Order, Row, RowOption, RowType};
use super::money::cents;
use super::switches::{CostsVat, CouponVat, ExclTotal, RowTotals, Switches, VatRounding};

/// The amounts of an order that follow from its rows and charges.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Sum of the rows, options in and discounts off.
    pub rows: Decimal,
    /// To pay, in cents.
    pub price: Decimal,
    /// VAT in it (or on top of it), in cents.
    pub tax: Decimal,
}

/// The amounts of a row that follow from its price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RowAmounts {
    /// Price of one after discount.
    pub selling: Decimal,
    /// The options of one.
    pub options: Decimal,
    /// Price of one after discount, options in.
    pub unit: Decimal,
    /// Total, options not in.
    pub plain: Decimal,
    /// Total, options in. The amount that counts.
    pub total: Decimal,
}

impl Row {
    /// The amounts of this row.
    pub fn totals(&self, switches: &Switches) -> RowAmounts {
        let selling = self.price - self.discount;
        let options = self.options.iter().map(|RowOption { price, .. }| *price).sum();
        let unit = selling + options;
        let exact = |amount: Decimal| match switches.row_totals {
            RowTotals::Cents => cents(amount),
            RowTotals::Exact => amount,
        };
        RowAmounts {
            selling,
            options,
            unit,
            plain: exact(selling * self.count),
            total: exact(unit * self.count),
        }
    }
}

impl Order {
    /// What this order comes to.
    pub fn totals(&self, switches: &Switches) -> Totals {
        let charges = &self.charges;
        let rows: Decimal = self.rows.iter().map(|row| row.totals(switches).total).sum();
        let sum =
            rows + charges.shipping + charges.payment + charges.option_price() + charges.extra
                - charges.points
                - charges.discount;
        let tax = if self.taxes.shown { self.tax(switches) } else { Decimal::ZERO };
        let on_top =
            !self.taxes.in_rows && self.taxes.shown && switches.excl_total == ExclTotal::WithVat;
        let price = cents(if on_top { sum + tax } else { sum }) + self.misprint;
        Totals { rows, price, tax }
    }

    /// What it comes to at each rate, in cents; nothing where a row is no ordinary product.
    pub(crate) fn by_rate(&self, switches: &Switches) -> Option<BTreeMap<Decimal, Decimal>> {
        if self.rows.iter().any(|row| row.kind != RowType::Product) {
            return None;
        }
        let mut rates: BTreeMap<Decimal, Decimal> = BTreeMap::new();
        for (amount, rate) in self.parts(switches) {
            *rates.entry(rate.normalize()).or_default() += amount;
        }
        Some(rates.into_iter().map(|(rate, amount)| (rate, cents(amount))).collect())
    }

    fn tax(&self, switches: &Switches) -> Decimal {
        let parts = self.parts(switches);
        let vat = |(amount, rate): (Decimal, Decimal)| {
            let whole = Decimal::ONE_HUNDRED;
            if self.taxes.in_rows {
                (amount * rate).checked_div(whole + rate).unwrap_or_default()
            } else {
                amount * rate / whole
            }
        };
        match switches.vat_rounding {
            VatRounding::PerRow => parts.into_iter().map(|part| cents(vat(part))).sum(),
            VatRounding::Once => cents(parts.into_iter().map(vat).sum()),
            VatRounding::PerRate => {
                let mut rates: BTreeMap<Decimal, Decimal> = BTreeMap::new();
                for (amount, rate) in parts {
                    *rates.entry(rate).or_default() += amount;
                }
                rates.into_iter().map(|(rate, amount)| cents(vat((amount, rate)))).sum()
            }
        }
    }

    /// Everything that VAT is counted on: amounts with their rates.
    fn parts(&self, switches: &Switches) -> Vec<(Decimal, Decimal)> {
        let charges = &self.charges;
        let mut parts: Vec<_> =
            self.rows.iter().map(|row| (row.totals(switches).total, row.tax)).collect();
        let discount = charges.discount + charges.points;
        match switches.coupon_vat {
            CouponVat::ProRata => parts.extend(shared(discount, &parts)),
            CouponVat::ProRataGoods => {
                let goods: Vec<_> = self
                    .rows
                    .iter()
                    .filter(|row| row.kind == RowType::Product)
                    .map(|row| (row.totals(switches).total, row.tax))
                    .collect();
                parts.extend(shared(discount, &goods));
            }
            CouponVat::FirstRate => {
                parts.extend(self.rows.first().map(|row| (-discount, row.tax)));
            }
        }
        if self.taxes.on_shipping {
            parts.push((charges.shipping, self.taxes.shipping));
        }
        let costs_rate = match switches.costs_vat {
            CostsVat::Shipping => self.taxes.shipping,
            CostsVat::HighestRow => self.rows.iter().map(|row| row.tax).max().unwrap_or_default(),
            CostsVat::Zero => Decimal::ZERO,
        };
        for costs in [charges.payment, charges.option_price(), charges.extra] {
            parts.push((costs, costs_rate));
        }
        parts
    }
}

/// The parts of a discount by rate, in proportion to what is sold at each. By rate and not by
/// row: one division less, and exact where there is one rate.
fn shared(discount: Decimal, parts: &[(Decimal, Decimal)]) -> Vec<(Decimal, Decimal)> {
    let whole: Decimal = parts.iter().map(|(amount, _)| amount).sum();
    let mut rates: BTreeMap<Decimal, Decimal> = BTreeMap::new();
    for (amount, rate) in parts {
        *rates.entry(*rate).or_default() += amount;
    }
    let share = |amount: Decimal| (amount * discount).checked_div(whole).unwrap_or_default();
    rates.into_iter().map(|(rate, amount)| (-share(amount), rate)).collect()
}
