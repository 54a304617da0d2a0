//! Why an order that is said to be in the books is for a person.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::{Money, Refusal};

/// What was found of an order in the invoices of another program. Invoices are named by their ids.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "found", rename_all = "kebab-case")]
pub enum Elsewhere {
    /// No invoice.
    NoInvoice,
    /// More than one.
    Several {
        /// All of them.
        invoices: Vec<String>,
    },
    /// One that fits more than one order.
    Shared {
        /// The invoice.
        invoice: String,
    },
    /// One that is not booked yet.
    Draft {
        /// The invoice.
        invoice: String,
    },
    /// One, although the shop does not show the order as sold.
    NotSold {
        /// The invoice.
        invoice: String,
    },
    /// One that comes to something else.
    Total {
        /// The invoice.
        invoice: String,
        /// What the shop says.
        shop: Decimal,
        /// In which currency.
        shop_currency: String,
        /// What the invoice says.
        books: Decimal,
        /// In which currency.
        books_currency: String,
    },
    /// One of another time.
    Date {
        /// The invoice.
        invoice: String,
        /// The day of the order.
        shop: Date,
        /// The day of the invoice.
        books: Date,
    },
    /// One with other VAT.
    Vat {
        /// The invoice.
        invoice: String,
        /// The VAT that we would have booked.
        shop: Money,
        /// The VAT of the invoice.
        books: Money,
    },
    /// One with as much VAT, at other tax rates than the settings name.
    Rate {
        /// The invoice.
        invoice: String,
    },
    /// One, but by the settings the order itself could not be booked.
    Unplaced {
        /// The invoice.
        invoice: String,
        /// Why not.
        why: Box<Refusal>,
    },
}

impl Elsewhere {
    /// The invoice, where it is one.
    pub fn invoice(&self) -> Option<&str> {
        match self {
            Self::NoInvoice | Self::Several { .. } => None,
            Self::Shared { invoice }
            | Self::Draft { invoice }
            | Self::NotSold { invoice }
            | Self::Total { invoice, .. }
            | Self::Date { invoice, .. }
            | Self::Vat { invoice, .. }
            | Self::Rate { invoice }
            | Self::Unplaced { invoice, .. } => Some(invoice),
        }
    }
}
