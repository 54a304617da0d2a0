//! External sales invoices: made elsewhere, booked in Moneybird (moneybird-api.md §6, §7.2).

mod filter;
mod known;
mod new;

use std::num::NonZeroU32;
use std::time::Duration;

use crate::{Batch, Books, Error, InvoiceId, Page, Period, Version};

pub use filter::{InvoiceFilter, StateFilter};
pub use known::{Invoice, InvoiceState, Line, TaxTotal};
pub use new::{Dates, Lines, NewInvoice, NewLine};

const RESOURCE: &str = "external_sales_invoices";

impl Books {
    /// Books an external sales invoice. `fresh_until` is on the caller's monotonic clock: after
    /// that it is not sent any more. Compare the totals of what comes back (moneybird-api.md §8.1).
    ///
    /// # Errors
    /// Any [`Error`]; after [`Error::Unknown`] look whether the invoice is there before repeating.
    pub async fn create_invoice(
        &self,
        invoice: &NewInvoice,
        fresh_until: Option<Duration>,
    ) -> Result<Invoice, Error> {
        let request = self.post(RESOURCE, &invoice.body(), fresh_until)?;
        self.client.create(&request).await
    }

    /// One external sales invoice.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn invoice(&self, id: &InvoiceId) -> Result<Invoice, Error> {
        self.client.read(&self.get(&format!("{RESOURCE}/{id}"), &[])).await
    }

    /// One page of the external sales invoices that `filter` lets through.
    ///
    /// # Errors
    /// Any [`Error`] of a read; [`Error::NotFound`] if the filter's contact does not exist.
    pub async fn invoices(
        &self,
        filter: &InvoiceFilter,
        page: NonZeroU32,
    ) -> Result<Page<Invoice>, Error> {
        self.page(RESOURCE, &[("filter", &filter.to_string())], page).await
    }

    /// The versions of all external sales invoices dated in `period`.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn invoice_versions(&self, period: Period) -> Result<Vec<Version<InvoiceId>>, Error> {
        let filter = InvoiceFilter::all_of(period).to_string();
        let resource = format!("{RESOURCE}/synchronization");
        self.client.list(&self.get(&resource, &[("filter", &filter)])).await
    }

    /// The external sales invoices with these ids, in no particular order; those that do not exist
    /// are left out.
    ///
    /// # Errors
    /// Any [`Error`] of a read.
    pub async fn fetch_invoices(&self, batch: &Batch<InvoiceId>) -> Result<Vec<Invoice>, Error> {
        let request = self.post(&format!("{RESOURCE}/synchronization"), batch, None)?;
        self.client.list(&request).await
    }
}
