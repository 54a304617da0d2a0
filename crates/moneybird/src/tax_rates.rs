//! Tax rates. They cannot be made through the API (moneybird-api.md §7.5).

use std::num::NonZeroU32;

use remote::wire;
use rust_decimal::Decimal;
use serde::Deserialize;

use crate::vocabulary::vocabulary;
use crate::{BadReply, Books, Error, TaxRateId};

/// More pages of tax rates than any administration has; a list that goes on is not one.
const MOST_PAGES: u32 = 20;

vocabulary! {
    /// What a tax rate is for.
    TaxRateType {
        /// Sales.
        SalesInvoice = "sales_invoice",
        /// Purchases.
        PurchaseInvoice = "purchase_invoice",
        /// Journal entries.
        GeneralJournalDocument = "general_journal_document",
    }
}

/// A rate of VAT.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct TaxRate {
    /// Id.
    pub id: TaxRateId,
    /// Name, free to the owner of the administration.
    #[serde(default, deserialize_with = "wire::text_or_empty")]
    pub name: String,
    /// Percentage; `21` means 21 %.
    #[serde(default, deserialize_with = "wire::decimal")]
    pub percentage: Option<Decimal>,
    /// What it is for.
    #[serde(rename = "tax_rate_type")]
    pub kind: TaxRateType,
    /// ISO 3166-1 alpha-2 code, for foreign rates only; a domestic rate has none.
    #[serde(default, deserialize_with = "wire::text")]
    pub country: Option<String>,
    /// Whether it may be used; what Moneybird does not say is taken for no.
    #[serde(default, deserialize_with = "wire::truth")]
    pub active: bool,
    /// Whether the VAT is shown on an invoice; what Moneybird does not say is taken for no.
    #[serde(default, deserialize_with = "wire::truth")]
    pub show_tax: bool,
}

impl Books {
    /// All tax rates for sales, active or not, from all pages.
    ///
    /// # Errors
    /// Any [`Error`] of a read, on any page; [`BadReply::Shape`] if the list does not end.
    pub async fn tax_rates(&self) -> Result<Vec<TaxRate>, Error> {
        let query = [("filter", "tax_rate_type:sales_invoice")];
        let mut rates = Vec::new();
        for number in (1..=MOST_PAGES).filter_map(NonZeroU32::new) {
            let page = self.page("tax_rates", &query, number).await?;
            rates.extend(page.items);
            if !page.has_next {
                return Ok(rates);
            }
        }
        let detail = format!("more than {MOST_PAGES} pages of tax rates");
        Err(Error::unreadable(BadReply::Shape, &detail, &[]))
    }
}
