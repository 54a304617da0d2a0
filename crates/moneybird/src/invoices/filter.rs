//! Which invoices to list.

use std::fmt;

use crate::{ContactId, Period};

/// Which external sales invoices to list. Moneybird forgets its own defaults as soon as one filter
/// is given (moneybird-api.md §1.4), so period and state are always stated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvoiceFilter {
    /// Dated in this period.
    pub period: Period,
    /// Of this contact only.
    pub contact: Option<ContactId>,
    /// In this state only.
    pub state: StateFilter,
}

/// In which state; Moneybird cannot filter on the other ones.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default)]
pub enum StateFilter {
    /// Any.
    #[default]
    All,
    /// Uploaded and not booked yet.
    New,
    /// Not paid.
    Open,
    /// Not paid in time.
    Late,
    /// Paid.
    Paid,
}

impl InvoiceFilter {
    /// All invoices dated in `period`.
    pub fn all_of(period: Period) -> Self {
        Self { period, contact: None, state: StateFilter::All }
    }
}

impl fmt::Display for InvoiceFilter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let state = match self.state {
            StateFilter::All => "all",
            StateFilter::New => "new",
            StateFilter::Open => "open",
            StateFilter::Late => "late",
            StateFilter::Paid => "paid",
        };
        write!(f, "period:{},state:{state}", self.period)?;
        match &self.contact {
            Some(contact) => write!(f, ",contact_id:{contact}"),
            None => Ok(()),
        }
    }
}
