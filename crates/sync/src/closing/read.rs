//! What is read of Moneybird, and kept across pauses.

use std::collections::{BTreeMap, HashMap};
use std::num::NonZeroU32;

use bookkeeping::closing::{Held, ReportLine};
use bookkeeping::{Money, Percentage};
use jiff::civil::Date;
use moneybird::{Batch, Books, Currency, InvoiceId, Month, TaxRateType, TaxReportRow, Version};

use super::Closing;
use super::clearing::Clearing;
use crate::fault::{Code, Fault, Halt};
use crate::{Period, translate};

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
    /// The report, by the first day of its month.
    report: BTreeMap<Date, Vec<ReportLine>>,
    repeats: u32,
    /// Whether all was read, and nothing changed meanwhile.
    pub(super) is_complete: bool,
}

/// The invoices that Moneybird itself made, page by page.
#[derive(Default)]
struct Pages {
    invoices: HashMap<String, Held>,
    /// How many pages were read.
    number: u32,
    is_complete: bool,
}

impl Read {
    /// Nothing yet, of an administration that is kept in this currency.
    pub(super) fn of(currency: Currency) -> Self {
        Self { currency: Some(currency), ..Self::default() }
    }

    /// What was read of an invoice that is in the period, as last listed.
    fn listed(&self, id: &InvoiceId) -> Option<&(i64, Option<Held>)> {
        let listed = self.listed.as_ref()?;
        listed.binary_search_by(|own| own.id.as_str().cmp(id.as_str())).ok()?;
        self.invoices.get(id)
    }

    /// Whether it is known where an invoice is.
    pub(super) fn has(&self, id: &InvoiceId) -> bool {
        self.listed(id).is_some() || self.moved.contains_key(id)
    }

    /// The invoice, wherever it is; none where it is nowhere or a draft.
    pub(super) fn found(&self, id: &InvoiceId) -> Option<&Held> {
        match self.listed(id) {
            Some((_, held)) => held.as_ref(),
            None => self.moved.get(id)?.as_ref(),
        }
    }

    /// The report of a part of the period.
    pub(super) fn report(&self, part: Period) -> Vec<ReportLine> {
        part.months().filter_map(|first| self.report.get(&first)).flatten().cloned().collect()
    }
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
        for first in self.period.months() {
            if self.read.report.contains_key(&first) {
                continue;
            }
            let month =
                Month::of(first).map_err(|error| Fault::new(Code::Usage, error.to_string(), ""))?;
            let rows =
                books.tax_report(month).await.map_err(|error| self.halt_at_report(&error))?;
            let sales = rows.into_iter().filter(|row| row.kind == TaxRateType::SalesInvoice);
            self.read.report.insert(first, sales.map(line).collect());
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
        self.read.clearing.ledger = None;
        Ok(true)
    }

    /// All that Moneybird holds as a sale in a part of the period.
    pub(super) fn held(&self, part: Period) -> Vec<Held> {
        let listed = self.read.listed.iter().flatten();
        let external = listed.filter_map(|own| self.read.invoices.get(&own.id)?.1.as_ref());
        let all = external.chain(self.read.own.invoices.values());
        // What has no day is in none of Moneybird's reports either, and then shows as a difference.
        let is_inside = |own: &&Held| own.date.is_none_or(|day| part.holds(day));
        let mut held: Vec<Held> = all.filter(is_inside).cloned().collect();
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
