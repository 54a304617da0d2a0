//! Tax rates (moneybird-api.md §7.5).

use jiff::Timestamp;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::books::{day, money};

/// The documents a rate is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(in crate::books) enum RateKind {
    Sales,
    Purchase,
}

impl RateKind {
    pub(in crate::books) fn name(self) -> &'static str {
        match self {
            Self::Sales => "sales_invoice",
            Self::Purchase => "purchase_invoice",
        }
    }
}

/// A tax rate.
#[derive(Debug, Clone)]
pub(in crate::books) struct TaxRate {
    pub(in crate::books) id: u64,
    pub(in crate::books) name: &'static str,
    /// Also 0 for rates that have nothing to do with VAT: the document's schema for this value
    /// contradicts itself on `null`.
    pub(in crate::books) percentage: Decimal,
    pub(in crate::books) kind: RateKind,
    pub(in crate::books) show_tax: bool,
    pub(in crate::books) active: bool,
    /// Only set for foreign rates.
    pub(in crate::books) country: Option<&'static str>,
    /// The box of the VAT return, such as `NL/1a`.
    pub(in crate::books) return_box: Option<&'static str>,
    /// The sentence that the law wants on an invoice with this rate.
    pub(in crate::books) legal_text: Option<&'static str>,
    pub(in crate::books) created: Timestamp,
}

impl TaxRate {
    /// The share of a price without VAT: 0.21 for 21 %.
    pub(in crate::books) fn share(&self) -> Decimal {
        self.percentage / Decimal::ONE_HUNDRED
    }

    pub(in crate::books) fn show(&self, administration: u64) -> Value {
        json!({
            "id": self.id.to_string(),
            "administration_id": administration.to_string(),
            "name": self.name,
            "percentage": money::show(self.percentage),
            "tax_rate_type": self.kind.name(),
            "show_tax": self.show_tax,
            "active": self.active,
            "country": self.country,
            "created_at": day::stamp(self.created),
            "updated_at": day::stamp(self.created),
        })
    }
}
