//! An external sales invoice to book.

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    Amount, ContactId, Currency, Description, Invalid, LedgerAccountId, Price, Reference, Source,
    SourceUrl, TaxRateId,
};

/// Lines that Moneybird surely takes on one invoice (moneybird-api.md §9.1).
const MOST_LINES: usize = 100;

/// An external sales invoice to book. A credit is an invoice with negative lines.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewInvoice {
    /// Who it is for.
    pub contact: ContactId,
    /// Its number.
    pub reference: Reference,
    /// When it was made and when it is due.
    pub dates: Dates,
    /// The currency of all its prices.
    pub currency: Currency,
    /// Whether the prices hold VAT. With VAT in them the grand total cannot move by a cent
    /// (moneybird-api.md §8.1).
    pub prices_are_incl_tax: bool,
    /// The system in which it was made.
    pub source: Option<Source>,
    /// Where it can be seen there.
    pub source_url: Option<SourceUrl>,
    /// What it is about.
    pub lines: Lines,
}

/// The day of an invoice and the last day on which it is paid in time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Dates {
    date: Date,
    due_date: Option<Date>,
}

impl Dates {
    /// Takes both days. Without a due date an invoice never becomes late.
    ///
    /// # Errors
    /// If the due date comes before the date.
    pub fn new(date: Date, due_date: Option<Date>) -> Result<Self, Invalid> {
        if due_date.is_some_and(|due_date| due_date < date) {
            return Err(Invalid::new("due date", "comes before the date"));
        }
        Ok(Self { date, due_date })
    }

    /// The day on which revenue and VAT are booked.
    pub fn date(&self) -> Date {
        self.date
    }

    /// The last day on which it is paid in time.
    pub fn due_date(&self) -> Option<Date> {
        self.due_date
    }
}

/// 1 to 100 lines, in their order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines(Vec<NewLine>);

impl Lines {
    /// Takes lines.
    ///
    /// # Errors
    /// If there are none, or more than a hundred.
    pub fn new(lines: Vec<NewLine>) -> Result<Self, Invalid> {
        match lines.len() {
            0 => Err(Invalid::new("lines", "are none")),
            1..=MOST_LINES => Ok(Self(lines)),
            _ => Err(Invalid::new("lines", "are more than 100")),
        }
    }

    /// The lines.
    pub fn as_slice(&self) -> &[NewLine] {
        &self.0
    }
}

/// A line of an invoice. Tax rate and ledger account are always stated: Moneybird's own choice
/// would be a guess.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct NewLine {
    /// What it says.
    pub description: Description,
    /// How many.
    pub amount: Amount,
    /// The price of one, in the invoice's currency.
    pub price: Price,
    /// The rate of VAT.
    #[serde(rename = "tax_rate_id")]
    pub tax_rate: TaxRateId,
    /// The account that it is booked on.
    #[serde(rename = "ledger_account_id")]
    pub ledger_account: LedgerAccountId,
}

impl NewInvoice {
    pub(crate) fn body(&self) -> Body<'_> {
        Body {
            external_sales_invoice: Fields {
                contact_id: &self.contact,
                reference: &self.reference,
                date: self.dates.date,
                due_date: self.dates.due_date,
                currency: &self.currency,
                prices_are_incl_tax: self.prices_are_incl_tax,
                source: self.source.as_ref(),
                source_url: self.source_url.as_ref(),
                details_attributes: self
                    .lines
                    .0
                    .iter()
                    .enumerate()
                    .map(|(row_order, line)| Row { line, row_order })
                    .collect(),
            },
        }
    }
}

#[derive(Serialize)]
pub(crate) struct Body<'a> {
    external_sales_invoice: Fields<'a>,
}

#[derive(Serialize)]
struct Fields<'a> {
    contact_id: &'a ContactId,
    reference: &'a Reference,
    date: Date,
    #[serde(skip_serializing_if = "Option::is_none")]
    due_date: Option<Date>,
    currency: &'a Currency,
    prices_are_incl_tax: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<&'a Source>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source_url: Option<&'a SourceUrl>,
    details_attributes: Vec<Row<'a>>,
}

#[derive(Serialize)]
struct Row<'a> {
    #[serde(flatten)]
    line: &'a NewLine,
    row_order: usize,
}
