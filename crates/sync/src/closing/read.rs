//! What is read of Moneybird, and kept across pauses.

use std::collections::HashMap;
use std::num::NonZeroU32;

use bookkeeping::closing::{Held, ReportLine};
use bookkeeping::{Money, Percentage};
use moneybird::{Batch, Books, Currency, InvoiceId, Month, TaxRateType, TaxReportRow, Version};

use super::Closing;
use super::clearing::Clearing;
use crate::fault::{Code, Fault, Halt};
use crate::translate;

/// How often what changed while it was being read is read again. A takeover under way changes
/// something all the time; the statement is then of a moment within it.
const MOST_REPEATS: u32 = 3;

/// What was read so far, to be kept across pauses.
#[derive(Default)]
pub(super) struct Read {
    currency: Option<Currency>,
    pub(super) clearing: Clearing,
    /// Invoices that were booked and are not in the period; none for what is nowhere.
    pub(super) moved: HashMap<InvoiceId, Option<Held>>,
    /// The external invoices of the period, as last listed.
    listed: Option<Vec<Version<InvoiceId>>>,
    /// Those that were read, with the version that was listed then. A draft is no invoice yet.
    invoices: HashMap<InvoiceId, (i64, Option<Held>)>,
    own: Pages,
    pub(super) report: Vec<ReportLine>,
    /// How many months of the report were read.
    months: usize,
    repeats: u32,
}

/// The invoices that Moneybird itself made, page by page.
#[derive(Default)]
struct Pages {
    invoices: HashMap<String, Held>,
    /// How many pages were read.
    number: u32,
    is_complete: bool,
}

impl Closing {
    /// The administration's currency.
    pub(super) async fn currency(&mut self, books: &Books) -> Result<Currency, Halt> {
        if let Some(known) = &self.read.currency {
            return Ok(known.clone());
        }
        let own = books.administration().await.map_err(|error| self.halt(&error))?;
        let own = own.ok_or_else(|| self.service.no_access(&[]))?;
        Ok(self.read.currency.insert(own.currency).clone())
    }

    /// Reads the external invoices that are new or changed since they were read.
    pub(super) async fn invoices(
        &mut self,
        books: &Books,
        currency: &Currency,
    ) -> Result<(), Halt> {
        let listed = match self.read.listed.take() {
            Some(listed) => listed,
            None => self.list(books).await?,
        };
        let read = &self.read.invoices;
        let is_missing = |own: &&Version<InvoiceId>| {
            read.get(&own.id).is_none_or(|(version, _)| *version != own.version)
        };
        let missing: Vec<InvoiceId> =
            listed.iter().filter(is_missing).map(|own| own.id.clone()).collect();
        let versions: HashMap<InvoiceId, i64> =
            listed.iter().map(|own| (own.id.clone(), own.version)).collect();
        self.read.listed = Some(listed);
        for batch in Batch::split(&missing) {
            let found = books.fetch_invoices(&batch).await.map_err(|error| self.halt(&error))?;
            let mut found: HashMap<InvoiceId, moneybird::Invoice> =
                found.into_iter().map(|invoice| (invoice.id.clone(), invoice)).collect();
            for id in batch.ids() {
                let version = versions.get(id).copied().unwrap_or_default();
                let held = found.remove(id);
                let held = held.and_then(|invoice| translate::held(&invoice, currency));
                self.read.invoices.insert(id.clone(), (version, held));
            }
        }
        Ok(())
    }

    async fn list(&self, books: &Books) -> Result<Vec<Version<InvoiceId>>, Halt> {
        let mut listed =
            books.invoice_versions(self.span()?).await.map_err(|error| self.halt(&error))?;
        listed.sort_by(|one, other| one.id.as_str().cmp(other.id.as_str()));
        Ok(listed)
    }

    /// Reads the invoices that Moneybird itself made.
    pub(super) async fn own_invoices(
        &mut self,
        books: &Books,
        currency: &Currency,
    ) -> Result<(), Halt> {
        let span = self.span()?;
        while !self.read.own.is_complete {
            let number = NonZeroU32::MIN.saturating_add(self.read.own.number);
            let page =
                books.sales_invoices(span, number).await.map_err(|error| self.halt(&error))?;
            let held = page.items.iter();
            let held = held.filter_map(|one| translate::held_sales_invoice(one, currency));
            // One that moved to a later page meanwhile is the same one.
            self.read.own.invoices.extend(held.map(|one| (one.id.clone(), one)));
            self.read.own.number = self.read.own.number.saturating_add(1);
            self.read.own.is_complete = !page.has_next;
        }
        Ok(())
    }

    /// Reads Moneybird's tax report: a month at a time, which is all it gives at once.
    pub(super) async fn report(&mut self, books: &Books) -> Result<(), Halt> {
        for first in self.period.months().skip(self.read.months) {
            let month =
                Month::of(first).map_err(|error| Fault::new(Code::Usage, error.to_string(), ""))?;
            let rows = books.tax_report(month).await.map_err(|error| self.halt(&error))?;
            let sales = rows.into_iter().filter(|row| row.kind == TaxRateType::SalesInvoice);
            self.read.report.extend(sales.map(line));
            self.read.months += 1;
        }
        Ok(())
    }

    /// Whether invoices were made, changed or removed since they were listed. What was read of
    /// them, and all that is not read by ids, is then to be read again.
    pub(super) async fn has_changed(&mut self, books: &Books) -> Result<bool, Halt> {
        if self.read.repeats >= MOST_REPEATS {
            return Ok(false);
        }
        let now = self.list(books).await?;
        if self.read.listed.as_ref() == Some(&now) {
            return Ok(false);
        }
        self.read.repeats += 1;
        self.read.listed = Some(now);
        self.read.own = Pages::default();
        self.read.report.clear();
        self.read.months = 0;
        self.read.clearing.ledger = None;
        Ok(true)
    }

    /// All that Moneybird holds as a sale in the period.
    pub(super) fn held(&self) -> Vec<Held> {
        let listed = self.read.listed.iter().flatten();
        let external = listed.filter_map(|own| self.read.invoices.get(&own.id)?.1.clone());
        let mut held: Vec<Held> =
            external.chain(self.read.own.invoices.values().cloned()).collect();
        held.sort_by(|one, other| (one.date, &one.id).cmp(&(other.date, &other.id)));
        held
    }
}

fn line(row: TaxReportRow) -> ReportLine {
    ReportLine {
        tax_rate: row.tax_rate_id.as_str().to_owned(),
        name: row.name,
        percentage: row.percentage.and_then(Percentage::new),
        return_box: row
            .report_reference
            .map(|text| text.strip_prefix("NL/").unwrap_or(&text).to_owned()),
        net: Money::round(row.amount),
        vat: Money::round(row.tax),
    }
}
