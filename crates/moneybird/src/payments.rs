//! Payments of external sales invoices (moneybird-api.md §7.3).

use std::time::Duration;

use jiff::civil::Date;
use remote::wire;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{
    Books, Error, InvoiceId, LedgerAccountId, PaymentId, Price, TransactionIdentifier, decode,
};

/// Where the money of a payment is taken to be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Settlement {
    /// On this ledger account, such as the clearing account of a payment provider.
    OnAccount(LedgerAccountId),
    /// Nowhere: it is set off against another external sales invoice, which is settled too.
    Against(InvoiceId),
    /// Expected; Moneybird keeps it on a list until a line of the bank is linked to it.
    Unlinked,
}

/// A payment to register, in the invoice's currency, which must be the administration's own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewPayment {
    /// The day of the payment.
    pub date: Date,
    /// How much; negative for a refund on a credit.
    pub price: Price,
    /// The payment provider's own name for it.
    pub transaction_identifier: Option<TransactionIdentifier>,
    /// Where the money is.
    pub settlement: Settlement,
}

#[derive(Serialize)]
struct Body<'a> {
    payment: Fields<'a>,
}

#[derive(Serialize)]
struct Fields<'a> {
    payment_date: Date,
    price: Price,
    #[serde(skip_serializing_if = "Option::is_none")]
    transaction_identifier: Option<&'a TransactionIdentifier>,
    #[serde(skip_serializing_if = "Option::is_none")]
    manual_payment_action: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    ledger_account_id: Option<&'a LedgerAccountId>,
    #[serde(skip_serializing_if = "Option::is_none")]
    invoice_id: Option<&'a InvoiceId>,
}

/// A payment.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Payment {
    /// Id.
    pub id: PaymentId,
    /// How much, in the invoice's currency.
    #[serde(deserialize_with = "decode::decimal")]
    pub price: Decimal,
    /// The day of the payment.
    #[serde(deserialize_with = "decode::date")]
    pub payment_date: Date,
    /// The payment provider's own name for it.
    #[serde(default, deserialize_with = "wire::text")]
    pub transaction_identifier: Option<String>,
    /// The account that it is booked on.
    #[serde(default, deserialize_with = "decode::optional")]
    pub ledger_account_id: Option<LedgerAccountId>,
}

impl Books {
    /// Registers a payment of an external sales invoice. Moneybird does not refuse a second one
    /// like it (moneybird-api.md §8.4). `fresh_until` is on the caller's monotonic clock: after
    /// that it is not sent any more.
    ///
    /// # Errors
    /// Any [`Error`]; after [`Error::Unknown`] look at the invoice's payments before repeating.
    pub async fn create_payment(
        &self,
        invoice: &InvoiceId,
        payment: &NewPayment,
        fresh_until: Option<Duration>,
    ) -> Result<Payment, Error> {
        let (manual_payment_action, ledger_account_id, invoice_id) = match &payment.settlement {
            Settlement::OnAccount(account) => (Some("balance_settlement"), Some(account), None),
            Settlement::Against(other) => (Some("invoices_settlement"), None, Some(other)),
            Settlement::Unlinked => (None, None, None),
        };
        let body = Body {
            payment: Fields {
                payment_date: payment.date,
                price: payment.price,
                transaction_identifier: payment.transaction_identifier.as_ref(),
                manual_payment_action,
                ledger_account_id,
                invoice_id,
            },
        };
        let resource = format!("external_sales_invoices/{invoice}/payments");
        let request = self.post(&resource, &body, fresh_until)?;
        self.client.create(&request).await
    }
}
