//! One line of an invoice.

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::quantity;
use crate::books::ledger::TaxRate;
use crate::books::{day, money};

/// A line as it was sent.
#[derive(Debug, Clone)]
pub(in crate::books) struct Line {
    pub(in crate::books) id: u64,
    pub(in crate::books) description: String,
    pub(in crate::books) price: Decimal,
    /// The quantity as given; `None` when left out.
    pub(in crate::books) amount: Option<String>,
    pub(in crate::books) rate: u64,
    pub(in crate::books) account: u64,
    pub(in crate::books) period: Option<String>,
    pub(in crate::books) row_order: i64,
    pub(in crate::books) created: Timestamp,
    pub(in crate::books) updated: Timestamp,
}

impl Line {
    /// Quantity × price, rounded to cents; with or without VAT as the prices of the invoice are.
    pub(in crate::books) fn total(&self) -> Decimal {
        money::cents(quantity::read(self.amount.as_deref()) * self.price)
    }

    /// The line as answered. `excl` is its amount without VAT.
    pub(super) fn show(&self, administration: u64, rate: Option<&TaxRate>, excl: Decimal) -> Value {
        let boxes: Vec<_> = rate.and_then(|rate| rate.return_box).into_iter().collect();
        json!({
            "id": self.id.to_string(),
            "administration_id": administration.to_string(),
            "tax_rate_id": self.rate.to_string(),
            "ledger_account_id": self.account.to_string(),
            "project_id": null,
            "product_id": null,
            "amount": self.amount,
            "amount_decimal": money::show(quantity::read(self.amount.as_deref())),
            "description": self.description,
            "price": money::show(self.price),
            "period": self.period,
            "row_order": self.row_order,
            "total_price_excl_tax_with_discount": money::show(excl),
            "total_price_excl_tax_with_discount_base": money::show(excl),
            "tax_report_reference": boxes,
            "mandatory_tax_text": rate.and_then(|rate| rate.legal_text),
            "created_at": day::stamp(self.created),
            "updated_at": day::stamp(self.updated),
        })
    }
}
