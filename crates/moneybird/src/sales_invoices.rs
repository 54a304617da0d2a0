//! Invoices that Moneybird itself made: read only, to tell what in the books is not ours.

use std::num::NonZeroU32;

use jiff::civil::Date;
use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::vocabulary::vocabulary;
use crate::{Books, Currency, Error, Line, Page, Period, SalesInvoiceId, TaxTotal, decode};

vocabulary! {
    /// How far a sales invoice has come.
    SalesInvoiceState {
        /// Not booked yet.
        Draft = "draft",
        /// To be sent later.
        Scheduled = "scheduled",
        /// Sent and not paid.
        Open = "open",
        /// A collection is running.
        PendingPayment = "pending_payment",
        /// A reminder was sent.
        Reminded = "reminded",
        /// Not paid in time.
        Late = "late",
        /// Paid.
        Paid = "paid",
        /// Given up.
        Uncollectible = "uncollectible",
    }
}

/// A sales invoice, as far as it takes to add it up.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SalesInvoice {
    /// Id.
    pub id: SalesInvoiceId,
    /// Its number, such as `2026-0001`; a draft has none.
    #[serde(default, rename = "invoice_id", deserialize_with = "wire::text")]
    pub number: Option<String>,
    /// Its free reference.
    #[serde(default, deserialize_with = "wire::text")]
    pub reference: Option<String>,
    /// Its date; a draft may have none.
    #[serde(default, rename = "invoice_date", deserialize_with = "decode::optional_date")]
    pub date: Option<Date>,
    /// How far it has come.
    pub state: SalesInvoiceState,
    /// The currency of its amounts.
    pub currency: Currency,
    /// Total without VAT, in its currency.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_price_excl_tax: Decimal,
    /// Total with VAT, in its currency.
    #[serde(deserialize_with = "decode::decimal")]
    pub total_price_incl_tax: Decimal,
    /// Its lines, each with its tax rate.
    pub details: Vec<Line>,
    /// Totals per tax rate; rates without VAT are left out by Moneybird.
    pub tax_totals: Vec<TaxTotal>,
}

impl Books {
    /// One page of the sales invoices dated in `period`, in all states.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn sales_invoices(
        &self,
        period: Period,
        page: NonZeroU32,
    ) -> Result<Page<SalesInvoice>, Error> {
        let filter = format!("period:{period},state:all");
        self.page("sales_invoices", &[("filter", &filter)], page).await
    }
}
