//! An invoice that the shop made itself.

use jiff::Timestamp;

use super::{Number, Order};

/// An invoice or credit invoice of the shop.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Invoice {
    /// Unique among invoices.
    pub id: i64,
    /// Its own series.
    pub number: Number,
    /// When it was made.
    pub create_date: Timestamp,
    /// Whether it is paid.
    pub status: InvoiceStatus,
    /// Debit or credit.
    pub kind: InvoiceKind,
    /// A number elsewhere, which clients may write.
    pub external_reference: Option<String>,
    /// The order as far as this invoice bills or credits it. Counts are positive on both; how a
    /// credit shows that it is negative is a switch.
    pub order: Order,
}

/// Debit or credit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvoiceKind {
    /// The customer owes.
    Debit,
    /// The shop owes.
    Credit,
}

/// Whether an invoice is paid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum InvoiceStatus {
    /// Paid.
    Paid,
    /// Not paid.
    Unpaid,
    /// The money was given back.
    Reimbursed,
}

impl InvoiceStatus {
    /// As in JSON.
    pub fn name(self) -> &'static str {
        match self {
            Self::Paid => "paid",
            Self::Unpaid => "unpaid",
            Self::Reimbursed => "reimbursed",
        }
    }

    /// As the merchant calls it.
    pub fn label(self) -> &'static str {
        match self {
            Self::Paid => "Betaald",
            Self::Unpaid => "Niet betaald",
            Self::Reimbursed => "Terugbetaald",
        }
    }

    /// Reads the form in JSON.
    pub(crate) fn parse(name: &str) -> Option<Self> {
        [Self::Paid, Self::Unpaid, Self::Reimbursed]
            .into_iter()
            .find(|status| status.name() == name)
    }
}
