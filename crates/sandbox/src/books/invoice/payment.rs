//! A payment (moneybird-api.md §7.3).

use jiff::Timestamp;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::books::state::Administration;
use crate::books::{day, money};

/// Money that was received, or paid back when negative.
#[derive(Debug, Clone)]
pub(in crate::books) struct Payment {
    pub(in crate::books) id: u64,
    pub(in crate::books) date: Date,
    pub(in crate::books) price: Decimal,
    pub(in crate::books) transaction: Option<String>,
    pub(in crate::books) action: Option<String>,
    /// The account it is booked on.
    pub(in crate::books) account: u64,
    /// The other half, when two documents are settled with each other.
    pub(in crate::books) linked: Option<u64>,
    pub(in crate::books) created: Timestamp,
}

impl Payment {
    pub(in crate::books) fn show(&self, invoice: u64, of: &Administration) -> Value {
        json!({
            "id": self.id.to_string(),
            "administration_id": of.id.to_string(),
            "invoice_type": "ExternalSalesInvoice",
            "invoice_id": invoice.to_string(),
            "financial_account_id": null,
            "user_id": of.user.to_string(),
            "payment_transaction_id": null,
            "transaction_identifier": self.transaction,
            "price": money::show(self.price),
            "price_base": money::show(self.price),
            "payment_date": self.date.to_string(),
            "credit_invoice_id": null,
            "financial_mutation_id": null,
            "ledger_account_id": self.account.to_string(),
            "linked_payment_id": self.linked.map(|id| id.to_string()),
            "manual_payment_action": self.action,
            "created_at": day::stamp(self.created),
            "updated_at": day::stamp(self.created),
        })
    }
}
