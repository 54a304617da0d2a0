//! An external sales invoice as Moneybird tells it.

use jiff::civil::Date;
use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::vocabulary::vocabulary;
use crate::{
    ContactId, Currency, InvoiceId, LedgerAccountId, LineId, Payment, Reference, TaxRateId, decode,
};

vocabulary! {
    /// How far an external sales invoice has come (moneybird-api.md §8.5).
    InvoiceState {
        /// Uploaded and not booked yet.
        New = "new",
        /// Booked and not paid.
        Open = "open",
        /// Not paid in time.
        Late = "late",
        /// Paid.
        Paid = "paid",
        /// Given up.
        Uncollectible = "uncollectible",
        /// A collection is running.
        PendingPayment = "pending_payment",
    }
}

/// An external sales invoice. All amounts are in its own currency.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Invoice {
    /// Id.
    pub id: InvoiceId,
    /// Who it is for; an upload may have nobody yet.
    #[serde(default, deserialize_with = "decode::optional")]
    pub contact_id: Option<ContactId>,
    /// Its number; not unique.
    #[serde(default, deserialize_with = "wire::text")]
    pub reference: Option<String>,
    /// Its date.
    #[serde(deserialize_with = "decode::date")]
    pub date: Date,
    /// The last day on which it is paid in time.
    #[serde(default, deserialize_with = "decode::optional_date")]
    pub due_date: Option<Date>,
    /// How far it has come.
    pub state: InvoiceState,
    /// The currency of all its amounts.
    pub currency: Currency,
    /// Whether the prices of its lines hold VAT.
    #[serde(deserialize_with = "decode::truth")]
    pub prices_are_incl_tax: bool,
    /// The system in which it was made.
    #[serde(default, deserialize_with = "wire::text")]
    pub source: Option<String>,
    /// Where it can be seen there.
    #[serde(default, deserialize_with = "wire::text")]
    pub source_url: Option<String>,
    /// How it came to Moneybird, such as `api` or `upload`.
    #[serde(default, deserialize_with = "wire::text")]
    pub origin: Option<String>,
    /// Total without VAT.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_price_excl_tax: Decimal,
    /// Total with VAT.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_price_incl_tax: Decimal,
    /// What is paid.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_paid: Decimal,
    /// What is still to be paid; negative on a credit.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_unpaid: Decimal,
    /// Its lines.
    pub details: Vec<Line>,
    /// Its payments.
    pub payments: Vec<Payment>,
    /// Totals per tax rate; rates without VAT are left out by Moneybird.
    pub tax_totals: Vec<TaxTotal>,
    /// Seconds since 1970 at its last change.
    #[serde(deserialize_with = "wire::whole_required")]
    pub version: i64,
}

impl Invoice {
    /// Whether its number is this one.
    pub fn has_reference(&self, reference: &Reference) -> bool {
        self.reference.as_deref() == Some(reference.as_str())
    }
}

/// A line of an invoice.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Line {
    /// Id.
    pub id: LineId,
    /// What it says.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub description: String,
    /// The price of one.
    #[serde(deserialize_with = "decode::decimal")]
    pub price: Decimal,
    /// How many, as Moneybird counts them; `None` counts as one.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub amount_decimal: Option<Decimal>,
    /// The rate of VAT.
    #[serde(default, deserialize_with = "decode::optional")]
    pub tax_rate_id: Option<TaxRateId>,
    /// The account that it is booked on.
    #[serde(default, deserialize_with = "decode::optional")]
    pub ledger_account_id: Option<LedgerAccountId>,
    /// The line's total without VAT, after discount, in cents of the invoice's currency.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_price_excl_tax_with_discount: Decimal,
    /// The same in the administration's currency.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub total_price_excl_tax_with_discount_base: Option<Decimal>,
}

/// What an invoice comes to at one tax rate.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TaxTotal {
    /// The rate.
    pub tax_rate_id: TaxRateId,
    /// What the VAT is charged on.
    #[serde(deserialize_with = "decode::decimal")]
    pub taxable_amount: Decimal,
    /// The VAT.
    #[serde(deserialize_with = "decode::decimal")]
    pub tax_amount: Decimal,
    /// What the VAT is charged on, in the administration's currency.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub taxable_amount_base: Option<Decimal>,
    /// The VAT, in the administration's currency.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub tax_amount_base: Option<Decimal>,
}
