//! What the merchant does in the backend with invoices (ccvshop-api.md §4.1).

use super::Shop;
use super::model::{Charges, Invoice, InvoiceKind, InvoiceStatus, Number, Order};
use super::state::State;

impl Shop {
    /// Takes a row of an order back, counted from 0, with a credit invoice for it; the order gets the
    /// invoice that this credits, if it has none. `lowers` says whether the row leaves the order as
    /// well. Returns the id of the credit invoice; nothing if there is no such row.
    pub fn credit_row(
        &self,
        order: i64,
        row: usize,
        lowers: bool,
        status: InvoiceStatus,
    ) -> Option<i64> {
        let now = self.options().clock.now();
        let mut state = self.state();
        let own = state.orders.get(&order)?.clone();
        let taken = own.rows.get(row)?.clone();
        if !state.invoices.values().any(|invoice| invoice.order.id == order) {
            let paid = if own.paid { InvoiceStatus::Paid } else { InvoiceStatus::Unpaid };
            add(&mut state, &own, InvoiceKind::Debit, paid, own.create_date);
        }
        let part = Order { rows: vec![taken], charges: Charges::default(), ..own };
        let id = add(&mut state, &part, InvoiceKind::Credit, status, now);
        if lowers && let Some(order) = state.orders.get_mut(&order) {
            order.rows.remove(row);
        }
        Some(id)
    }

    /// Makes the invoice of an order. Returns its id; nothing if there is no such order.
    pub fn invoice_order(&self, order: i64, status: InvoiceStatus) -> Option<i64> {
        let now = self.options().clock.now();
        let mut state = self.state();
        let own = state.orders.get(&order)?.clone();
        Some(add(&mut state, &own, InvoiceKind::Debit, status, now))
    }

    /// Sets the status of an invoice. False if there is no such invoice.
    pub fn set_invoice_status(&self, id: i64, status: InvoiceStatus) -> bool {
        let mut state = self.state();
        state.invoices.get_mut(&id).map(|invoice| invoice.status = status).is_some()
    }
}

fn add(
    state: &mut State,
    order: &Order,
    kind: InvoiceKind,
    status: InvoiceStatus,
    at: jiff::Timestamp,
) -> i64 {
    let id = state.new_id();
    let number = Number { prefix: Some("F-".to_owned()), running: id, full: format!("F-{id}") };
    let (external_reference, order) = (None, order.clone());
    let invoice = Invoice { id, number, create_date: at, status, kind, external_reference, order };
    state.invoices.insert(id, invoice);
    id
}
