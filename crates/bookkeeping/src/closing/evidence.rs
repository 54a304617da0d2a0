//! What a statement is made of.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::edit::Part;
use crate::{Invoice, Money, Payment, Percentage};

/// An order of the period that the shop completed, as we know it; or what else is booked as one
/// invoice: a credit invoice, a correction, the orders of a day. Those that take back have amounts
/// below nothing.
#[derive(Debug, Clone)]
pub struct Sale {
    /// The order's id in the shop; below nothing for what is no single order of the shop.
    pub order: i64,
    /// Its number.
    pub number: String,
    /// The numbers of the orders that it stands for: its own, or those of a day that is booked as
    /// one. As many are counted in every row that it falls in.
    pub orders: Vec<String>,
    /// Its day in the books: that of its invoice or, where there is none, of the order.
    pub date: Date,
    /// ISO 4217 code of its amounts.
    pub currency: String,
    /// What it becomes, or became; none when that cannot be told.
    pub invoice: Option<Invoice>,
    /// The total that the shop states now, in `currency`.
    pub total: Decimal,
    /// The VAT that the shop states now, in `currency`.
    pub tax: Decimal,
    /// How the shop shows it differently since its invoice was decided, as far as that was found out.
    /// Where it was not, totals are compared: `total` and `tax` with those of the invoice.
    pub edits: Vec<Edit>,
    /// Whether the shop still shows it as sold: in a chosen status and, where that is asked, paid.
    pub is_sold: bool,
    /// Where it stands.
    pub standing: Standing,
}

/// How the shop shows a sale differently since it was booked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Edit {
    /// What changed, place by place, VAT included.
    Placed(Vec<Part>),
    /// The sum of what changed, VAT included; at which rates is not known.
    Unplaced(Money),
}

/// Where an order of the period stands. Each may have an invoice in Moneybird, by its id.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Booked as this invoice.
    Booked(String),
    /// On its way: ready, or its outcome is not known yet.
    Underway(Option<String>),
    /// Stopped.
    Stopped {
        /// The public code.
        code: String,
        /// The sentence.
        message: String,
        /// The invoice that was made before it stopped.
        invoice: Option<String>,
    },
}

impl Standing {
    /// The id of its invoice.
    pub fn invoice(&self) -> Option<&str> {
        match self {
            Self::Booked(id) => Some(id),
            Self::Underway(id) | Self::Stopped { invoice: id, .. } => id.as_deref(),
        }
    }
}

/// An invoice as Moneybird holds it now, and as it counts in Moneybird's reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub reference: String,
    /// Its day.
    pub date: Option<Date>,
    /// Where it came from.
    pub source_url: String,
    /// Net and VAT per tax rate, in the administration's currency.
    pub rates: Vec<RateAmount>,
}

/// Net and VAT at one tax rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateAmount {
    /// Id of the tax rate.
    pub tax_rate: String,
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
}

/// One line of Moneybird's tax report, sales only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Id of the tax rate.
    pub tax_rate: String,
    /// Its name.
    pub name: String,
    /// Its percentage; a rate without VAT may have none.
    pub percentage: Option<Percentage>,
    /// The box of the VAT return, such as `1a`; none for foreign rates.
    pub return_box: Option<String>,
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
}

/// A clearing account as Moneybird's general ledger has it, in the administration's currency.
/// Balances are debit less credit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ledger {
    /// Id of the ledger account.
    pub account: String,
    /// Its name.
    pub name: String,
    /// The balance before the period.
    pub opening: Money,
    /// What was debited in the period.
    pub debit: Money,
    /// What was credited in the period.
    pub credit: Money,
    /// The balance at the end of the period.
    pub closing: Money,
}

/// All that a statement is made of.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The connection's id.
    pub connection: String,
    /// The shop's id, by which the addresses of its orders are known.
    pub shop: i64,
    /// The period as asked for.
    pub period: String,
    /// The administration's currency, an ISO 4217 code.
    pub currency: String,
    /// The orders of the period.
    pub sales: Vec<Sale>,
    /// The invoices that Moneybird holds in the period, ours and others; without drafts, which no
    /// report counts.
    pub held: Vec<Held>,
    /// Invoices of these sales that Moneybird holds on a day outside the period.
    pub moved: Vec<Held>,
    /// The payments that were registered in the period, whatever the day of what they pay.
    pub payments: Vec<Payment>,
    /// The clearing accounts.
    pub clearing: Vec<Ledger>,
    /// Moneybird's tax report of the period.
    pub report: Vec<ReportLine>,
    /// What a reader must know of the period besides, in the reader's language.
    pub notes: Vec<String>,
}
