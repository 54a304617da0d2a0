//! External sales invoices (moneybird-api.md §7.2, §8).

mod change;
mod line;
mod line_change;
mod operations;
mod pay;
mod payment;
mod quantity;
mod search;
mod show;
mod state;
mod totals;

use jiff::civil::Date;

use super::history::History;

pub(super) use line::Line;
pub(super) use operations::{
    create, delete, fetch, list, one, remove, store, tell, update, versions,
};
pub(super) use pay::{pay, payment, unpay};
pub(super) use payment::Payment;
pub(super) use state::InvoiceState;
pub(super) use totals::{Totals, totals};

/// An invoice that was made elsewhere.
#[derive(Debug, Clone)]
pub(super) struct Invoice {
    pub(super) id: u64,
    pub(super) contact: Option<u64>,
    pub(super) reference: String,
    pub(super) date: Date,
    pub(super) due_date: Option<Date>,
    pub(super) state: InvoiceState,
    pub(super) entry_number: u64,
    pub(super) origin: Option<&'static str>,
    pub(super) source: Option<String>,
    pub(super) source_url: Option<String>,
    pub(super) incl_tax: bool,
    pub(super) lines: Vec<Line>,
    pub(super) payments: Vec<Payment>,
    pub(super) paid_at: Option<Date>,
    pub(super) history: History,
}
