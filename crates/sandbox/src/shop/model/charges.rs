//! Costs and discounts on a whole order.

use jiff::Timestamp;
use rust_decimal::Decimal;

/// Which amounts of an order hold VAT.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Taxes {
    /// `taxes_included`: false for an order without any VAT.
    pub shown: bool,
    /// `order_row_taxes_included`: whether all amounts include VAT or exclude it.
    pub in_rows: bool,
    /// `shipping_taxes_included`: whether shipping counts in `total_tax`.
    pub on_shipping: bool,
    /// VAT percentage on shipping.
    pub shipping: Decimal,
}

impl Taxes {
    /// Amounts include VAT; that on shipping is `shipping` per cent.
    pub fn including(shipping: Decimal) -> Self {
        Self { shown: true, in_rows: true, on_shipping: true, shipping }
    }

    /// Amounts exclude VAT, which is added; that on shipping is `shipping` per cent.
    pub fn excluding(shipping: Decimal) -> Self {
        Self { in_rows: false, ..Self::including(shipping) }
    }

    /// No VAT at all.
    pub fn none() -> Self {
        Self { shown: false, ..Self::including(Decimal::ZERO) }
    }
}

/// Costs and discounts on a whole order, in its currency, with or without VAT as its rows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Charges {
    /// Shipping costs.
    pub shipping: Decimal,
    /// Surcharge of the paymethod.
    pub payment: Decimal,
    /// A chosen extra payment or delivery option.
    pub option: Option<ExtraOption>,
    /// Other costs; negative is a discount.
    pub extra: Decimal,
    /// What the other costs are for.
    pub extra_description: String,
    /// What coupon and cart discounts take off; not negative.
    pub discount: Decimal,
    /// What loyalty points take off; not negative.
    pub points: Decimal,
}

impl Charges {
    /// The price of the chosen extra option.
    pub fn option_price(&self) -> Decimal {
        self.option.as_ref().map_or(Decimal::ZERO, |option| option.price)
    }
}

/// An extra option such as gift wrapping.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExtraOption {
    /// Its name.
    pub name: String,
    /// Its price.
    pub price: Decimal,
}

/// A coupon as it was when it was used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Coupon {
    /// What the customer typed.
    pub code: String,
    /// Per cent or an amount, as `kind` says.
    pub discount: Decimal,
    /// `Procent` or `Price`.
    pub kind: String,
    /// Last day.
    pub end_date: Option<Timestamp>,
    /// Whether it works once.
    pub once: bool,
    /// Whether it takes off the shipping costs.
    pub free_shipping: bool,
    /// The least that must be bought.
    pub minimum: Decimal,
}
