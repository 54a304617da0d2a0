//! Orders that another program booked.

use jiff::civil::Date;

use crate::sql::bookings as sql;
use crate::{Error, Write};

/// An invoice that another program made of an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ForeignInvoice<'a> {
    /// Its id in Moneybird.
    pub id: &'a str,
    /// What it comes to by our rules (JSON, unread here).
    pub plan: &'a str,
    /// What it is called.
    pub reference: &'a str,
    /// Its day.
    pub booked_on: Date,
    /// What was read of it (JSON, unread here).
    pub booked: &'a str,
}

impl Write<'_> {
    /// waiting, ready or refused → booked (verified), by another program's invoice. Only for an order of
    /// which no request of ours ever left, and an invoice that no other order is booked as, at any connection to the
    /// same administration.
    ///
    /// # Errors
    /// [`Error::Conflict`] if the order is elsewhere or the invoice is another's, or if the database fails.
    pub async fn adopt(&mut self, order: i64, invoice: ForeignInvoice<'_>) -> Result<(), Error> {
        let query = self.on(sql::ADOPT, order).bind(invoice.plan.to_owned());
        let query = query.bind(invoice.reference.to_owned()).bind(invoice.booked_on.to_string());
        let query = query.bind(invoice.id.to_owned()).bind(invoice.booked.to_owned());
        self.advance(order, "not in the books", query, "adopted", invoice.id).await
    }

    /// Whether an invoice is what another order is booked as, at any connection to the same administration. Two that
    /// adopt it in the same instant do not see each other on `PostgreSQL`.
    ///
    /// # Errors
    /// If the database fails.
    pub async fn is_of_another(&mut self, order: i64, invoice: &str) -> Result<bool, Error> {
        let query = sql::OF_ANOTHER.query().bind(self.connection.to_string()).bind(order);
        Ok(self.find(query.bind(invoice.to_owned())).await?.is_some())
    }
}
