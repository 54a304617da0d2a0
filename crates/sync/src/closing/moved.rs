//! Where the invoices are that were booked in the period and are not in it.

use std::collections::HashSet;

use bookkeeping::closing::{Held, Sale, Standing};
use moneybird::{Batch, Books, Currency, InvoiceId};

use super::Closing;
use crate::fault::Halt;
use crate::{Period, translate};

impl Closing {
    /// Finds the invoices of these sales that are not among those held in their part of the period:
    /// one call per hundred that were not read, and none where nothing is missing. Those that are in
    /// that part after all are added to `held`.
    pub(super) async fn moved(
        &mut self,
        books: &Books,
        currency: &Currency,
        sales: &[Sale],
        (part, held): (Period, &mut Vec<Held>),
    ) -> Result<Vec<Held>, Halt> {
        let known: HashSet<&str> = held.iter().map(|own| own.id.as_str()).collect();
        let missing = |sale: &Sale| match &sale.standing {
            Standing::Booked(id) if !known.contains(id.as_str()) => {
                InvoiceId::new(id.as_str()).ok()
            }
            _ => None,
        };
        let missing: Vec<InvoiceId> = sales.iter().filter_map(missing).collect();
        let unread = missing.iter().filter(|id| !self.read.has(id));
        let unread: Vec<InvoiceId> = unread.cloned().collect();
        for batch in Batch::split(&unread) {
            let found = books.fetch_invoices(&batch).await.map_err(|error| self.halt(&error))?;
            self.read.moved.extend(batch.ids().iter().map(|id| (id.clone(), None)));
            for invoice in found {
                let own = translate::held(&invoice, currency);
                self.read.moved.insert(invoice.id, own);
            }
        }
        let found = missing.iter().filter_map(|id| self.read.found(id).cloned());
        let is_inside = |own: &Held| own.date.is_some_and(|day| part.holds(day));
        let (inside, moved): (Vec<Held>, Vec<Held>) = found.partition(is_inside);
        held.extend(inside);
        Ok(moved)
    }
}
