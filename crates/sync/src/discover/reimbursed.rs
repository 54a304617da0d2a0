//! Invoices that the shop paid back without a credit invoice.
//!
//! A merchant can set the status of an invoice so, which is what payment apps act on; no credit
//! invoice comes of it (ccvshop-api.md §4.1).

use bookkeeping::Subject;
use ccvshop::{Invoice, InvoiceKind};
use store::{OrderRecord, State};
use tracing::Instrument;

use crate::about::about;
use crate::book::{changed_by_reimbursement, invoice_paid_back};
use crate::desk::Desk;
use crate::fault::Halt;

/// The status.
const REIMBURSED: &str = "reimbursed";

/// Of the shop's invoices, what may change an order that is booked: its id, the invoice's number, and
/// whether that is paid back. Looked at when all invoices are read: a credit invoice comes later.
pub(super) struct Debit {
    order: i64,
    number: String,
    is_paid_back: bool,
}

impl Debit {
    pub(super) fn of(invoice: &Invoice) -> Option<Self> {
        let order = invoice.order_id.filter(|_| invoice.kind == InvoiceKind::Debit)?;
        let is_paid_back = invoice.status == REIMBURSED;
        Some(Self { order, number: invoice.number.clone(), is_paid_back })
    }
}

/// Tells of each booked order whose invoice was paid back, or is so no more.
pub(super) async fn look(desk: &Desk, debits: &[Debit]) -> Result<(), Halt> {
    for debit in debits {
        let record = desk.service.store.order(desk.id(), debit.order).await;
        let record = record.map_err(|error| desk.database(&error))?;
        let Some(record) = record else { continue };
        let is_new = debit.is_paid_back && record.state == State::Booked;
        if is_new && !has_credit(desk, debit.order).await? {
            let changed = changed_by_reimbursement(desk, &record, &debit.number);
            changed.instrument(about(debit.order)).await?;
        } else if !debit.is_paid_back && is_told(&record, &debit.number) {
            undo(desk, debit.order).instrument(about(debit.order)).await?;
        }
    }
    Ok(())
}

/// Whether the shop has a credit invoice of an order, which then says what went back.
async fn has_credit(desk: &Desk, order: i64) -> Result<bool, Halt> {
    let own = desk.service.store.of_order(desk.id(), order).await;
    let own = own.map_err(|error| desk.database(&error))?;
    let is_credit =
        |record: &OrderRecord| matches!(Subject::of_id(record.order_id), Some(Subject::Credit(_)));
    Ok(own.iter().any(is_credit))
}

/// Whether that is what an order was said to be changed by.
fn is_told(record: &OrderRecord, number: &str) -> bool {
    record.state == State::Changed && invoice_paid_back(record).as_deref() == Some(number)
}

/// The merchant set it back: the order is compared anew.
async fn undo(desk: &Desk, order: i64) -> Result<(), Halt> {
    let mut write = desk.write().await?;
    write.settle_change(order).await.map_err(|error| desk.database(&error))?;
    write.review(order).await.map_err(|error| desk.database(&error))?;
    desk.commit(write).await?;
    tracing::info!("as it was booked again");
    Ok(())
}
