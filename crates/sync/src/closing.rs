//! Gathers the evidence for a closing statement.

use std::num::NonZeroU32;

use bookkeeping::closing::{Evidence, Held, ReportLine, Sale, Standing, Statement, close};
use bookkeeping::{Invoice, Money, Order, Refusal, decide};
use moneybird::{Books, InvoiceFilter, Month, TaxRateType};
use store::{Connection, ConnectionId, OrderRecord, State};

use crate::fault::{Code, Fault};
use crate::{Period, Service, translate};

impl Service {
    /// The closing statement of a period: the shop's orders as last seen, the invoices that
    /// Moneybird holds now, and its tax report. Costs one report a month, and one call per hundred
    /// invoices in the period.
    ///
    /// # Errors
    /// If Moneybird cannot be asked, or the database fails.
    pub async fn close(&self, id: &ConnectionId, period: Period) -> Result<Statement, Fault> {
        let connection = self.connection(id).await?;
        let (_, books) = self.clients(&connection).await?;
        let evidence = Evidence {
            connection: id.to_string(),
            period: period.to_string(),
            currency: "EUR".to_owned(),
            sales: self.sales(&connection, period).await?,
            held: self.held(&books, period).await?,
            report: self.report(&books, period).await?,
        };
        Ok(close(&evidence, self.language()))
    }

    async fn sales(&self, connection: &Connection, period: Period) -> Result<Vec<Sale>, Fault> {
        let (from, to) = (period.first_day(), period.last_day());
        let records = self.store.all_between(&connection.id, from, to).await;
        let records = records.map_err(|error| self.database(&error))?;
        Ok(records.into_iter().filter_map(|record| self.sale(connection, record)).collect())
    }

    /// An order of the period, if the shop completed it.
    fn sale(&self, connection: &Connection, record: OrderRecord) -> Option<Sale> {
        let order: Option<Order> = serde_json::from_str(&record.snapshot).ok().flatten();
        let plan = record.booking.as_ref().and_then(|own| serde_json::from_str(&own.plan).ok());
        let standing = match record.state {
            State::Waiting | State::Ignored => return None,
            State::Ready | State::Booking => Standing::Underway,
            State::Refused => self.stopped(&record),
            State::Booked | State::Changed => {
                Standing::Booked(record.booking.as_ref()?.invoice_id.clone()?)
            }
        };
        let invoice = plan.or_else(|| self.undecided(connection, order.as_ref()?));
        let tax = order.as_ref().map(|order| order.total_tax).unwrap_or_default();
        Some(Sale {
            order: record.order_id,
            number: record.number,
            invoice,
            total: record.total,
            tax,
            standing,
        })
    }

    /// What an order that was never planned would become, to place its amounts.
    fn undecided(&self, connection: &Connection, order: &Order) -> Option<Invoice> {
        let settings = self.settings(connection).ok()?;
        let mapped = bookkeeping::Administration::as_mapped(&settings, &order.currency);
        decide(order, &connection.shop_url, &settings, &mapped).ok()
    }

    fn stopped(&self, record: &OrderRecord) -> Standing {
        let code = record.code.clone().unwrap_or_default();
        let refusal: Option<Refusal> =
            record.refusal.as_deref().and_then(|text| serde_json::from_str(text).ok());
        let message = refusal.map(|refusal| refusal.message(self.language())).unwrap_or_default();
        Standing::Stopped(code, message)
    }

    /// Everything that Moneybird holds as a sale in the period.
    async fn held(&self, books: &Books, period: Period) -> Result<Vec<Held>, Fault> {
        let fault = |error: moneybird::Error| self.books_fault(&error);
        let span = moneybird::Period::new(period.first_day(), period.last_day())
            .map_err(|error| Fault::new(Code::Usage, error.to_string(), ""))?;
        let filter = InvoiceFilter::all_of(span);
        let mut held = Vec::new();
        let mut number = NonZeroU32::MIN;
        loop {
            let page = books.invoices(&filter, number).await.map_err(fault)?;
            held.extend(page.items.iter().map(translate::held));
            if !page.has_next {
                break;
            }
            number = number.saturating_add(1);
        }
        let mut number = NonZeroU32::MIN;
        loop {
            let page = books.sales_invoices(span, number).await.map_err(fault)?;
            held.extend(page.items.iter().map(translate::held_sales_invoice));
            if !page.has_next {
                return Ok(held);
            }
            number = number.saturating_add(1);
        }
    }

    /// Moneybird's tax report of the period: a month at a time, which is all it gives at once.
    async fn report(&self, books: &Books, period: Period) -> Result<Vec<ReportLine>, Fault> {
        let mut lines = Vec::new();
        for first in period.months() {
            let month =
                Month::of(first).map_err(|error| Fault::new(Code::Usage, error.to_string(), ""))?;
            let rows = books.tax_report(month).await.map_err(|error| self.books_fault(&error))?;
            let sales = rows.into_iter().filter(|row| row.kind == TaxRateType::SalesInvoice);
            lines.extend(sales.map(|row| {
                ReportLine {
                    tax_rate: row.tax_rate_id.as_str().to_owned(),
                    return_box: row
                        .report_reference
                        .map(|text| text.strip_prefix("NL/").unwrap_or(&text).to_owned()),
                    net: Money::round(row.amount),
                    vat: Money::round(row.tax),
                }
            }));
        }
        Ok(lines)
    }
}
