//! All sales invoices in Moneybird that are not ours.

use std::collections::{BTreeMap, BTreeSet};
use std::num::NonZeroU32;

use bookkeeping::summary::members_of_source;
use bookkeeping::switching::{Foreign, Paper};
use bookkeeping::{SOURCE, is_source, order_of_source};
use jiff::ToSpan;
use jiff::civil::Date;
use moneybird::{
    Batch, Books, Currency, Invoice, InvoiceId, Period, SalesInvoice, SalesInvoiceState,
};

use crate::fault::{Code, Fault, Halt};
use crate::{Service, mishap, translate};

/// What was read so far, to be kept across pauses.
#[derive(Default)]
pub(super) struct Reader {
    currency: Option<Currency>,
    /// What is still to be read of the external invoices; none while it is not known.
    left: Option<Vec<InvoiceId>>,
    papers: BTreeMap<String, Paper>,
    /// The orders of this shop of which Moneybird holds invoices of ours.
    ours: BTreeSet<i64>,
    /// How many pages of Moneybird's own invoices were read.
    pages: u32,
    is_whole: bool,
}

/// What Moneybird holds.
pub(super) struct Held {
    /// The administration's currency.
    pub(super) currency: Currency,
    /// The invoices that are not ours, by id.
    pub(super) papers: Vec<Paper>,
    /// The orders of which it holds invoices of ours.
    pub(super) ours: BTreeSet<i64>,
}

impl Reader {
    /// Reads on in what is dated from `first` on, a month earlier at most.
    pub(super) async fn read(
        &mut self,
        service: &Service,
        books: &Books,
        shop: i64,
        first: Date,
    ) -> Result<Held, Halt> {
        let halt = |error: moneybird::Error| mishap::moneybird(&error, service.language());
        let currency = if let Some(known) = &self.currency {
            known.clone()
        } else {
            let own = books.administration().await.map_err(halt)?;
            let own = own.ok_or_else(|| service.no_access(&[]))?;
            self.currency.insert(own.currency).clone()
        };
        let today = bookkeeping::amsterdam_day(service.clock.now());
        let from = first.saturating_sub(1.month()).min(today);
        let period = Period::new(from, today.saturating_add(1.year()))
            .map_err(|error| Fault::new(Code::BadReply, error.to_string(), ""))?;
        if self.left.is_none() {
            let versions = books.invoice_versions(period).await.map_err(halt)?;
            self.left = Some(versions.into_iter().map(|own| own.id).collect());
        }
        let left = self.left.get_or_insert_default();
        while let Some(batch) = Batch::split(left).into_iter().next() {
            for invoice in books.fetch_invoices(&batch).await.map_err(halt)? {
                let url = invoice.source_url.as_deref().unwrap_or_default();
                // One of another shop's is no other program's either.
                if invoice.source.as_deref() == Some(SOURCE) && is_source(url) {
                    self.ours.extend(order_of_source(url, shop));
                    self.ours.extend(members_of_source(url, shop));
                    continue;
                }
                let paper = external(&invoice, &currency);
                self.papers.insert(paper.id.clone(), paper);
            }
            left.drain(..batch.ids().len());
        }
        while !self.is_whole {
            let number = NonZeroU32::MIN.saturating_add(self.pages);
            let page = books.sales_invoices(period, number).await.map_err(halt)?;
            let papers = page.items.iter().map(|own| sales(own, &currency));
            self.papers.extend(papers.map(|paper| (paper.id.clone(), paper)));
            self.pages = self.pages.saturating_add(1);
            self.is_whole = !page.has_next;
        }
        let papers = self.papers.values().cloned().collect();
        Ok(Held { currency, papers, ours: self.ours.clone() })
    }
}

fn external(invoice: &Invoice, currency: &Currency) -> Paper {
    let held = translate::held(invoice, currency);
    Paper {
        id: invoice.id.as_str().to_owned(),
        kind: Foreign::External,
        references: invoice.reference.iter().cloned().collect(),
        date: Some(invoice.date),
        currency: invoice.currency.as_str().to_owned(),
        total: invoice.total_price_incl_tax,
        is_booked: held.is_some(),
        is_paid: invoice.total_unpaid.is_zero(),
        rates: held.map(|own| own.rates).unwrap_or_default(),
    }
}

fn sales(invoice: &SalesInvoice, currency: &Currency) -> Paper {
    let held = translate::held_sales_invoice(invoice, currency);
    // Its number comes first: by that people know it.
    let references = invoice.number.iter().chain(&invoice.reference).cloned().collect();
    Paper {
        id: invoice.id.as_str().to_owned(),
        kind: Foreign::Sales,
        references,
        date: invoice.date,
        currency: invoice.currency.as_str().to_owned(),
        total: invoice.total_price_incl_tax,
        is_booked: held.is_some(),
        is_paid: invoice.state == SalesInvoiceState::Paid,
        rates: held.map(|own| own.rates).unwrap_or_default(),
    }
}
