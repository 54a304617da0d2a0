//! How an order would be booked, as text and as JSON.

use bookkeeping::{Contact, Country, Invoice, Language, Line, Money, Percentage, Refusal, VatCase};
use jiff::civil::Date;
use serde::Serialize;

use super::{Align, Table, WarningShape, warnings};
use crate::language::say;

/// `preview` as JSON.
#[derive(Debug, Serialize)]
#[serde(untagged)]
pub(crate) enum PreviewShape {
    /// It can be booked.
    Bookable(Box<BookableShape>),
    /// It cannot.
    Refused {
        /// False.
        bookable: bool,
        /// The code of the refusal.
        code: &'static str,
        /// What is wrong.
        message: String,
        /// What to do.
        hint: String,
    },
}

/// An order that can be booked.
#[derive(Debug, Serialize)]
pub(crate) struct BookableShape {
    bookable: bool,
    reference: String,
    date: Date,
    due_date: Date,
    currency: String,
    total: Money,
    vat_total: Money,
    hypothesis: String,
    contact: Contact,
    lines: Vec<LineShape>,
    vat: Vec<VatShape>,
    payment: Option<PaymentShape>,
    warnings: Vec<WarningShape>,
}

#[derive(Debug, Serialize)]
struct LineShape {
    description: String,
    quantity: String,
    price: Money,
    total: Money,
    case: VatCase,
    country: Country,
    percentage: Percentage,
    tax_rate: String,
    ledger: String,
}

#[derive(Debug, Serialize)]
struct VatShape {
    case: VatCase,
    country: Country,
    percentage: Percentage,
    net: Money,
    vat: Money,
}

#[derive(Debug, Serialize)]
struct PaymentShape {
    price: Money,
    date: Date,
    clearing: Option<String>,
}

impl PreviewShape {
    /// What was decided about an order.
    pub(crate) fn new(decided: &Result<Invoice, Refusal>, language: Language) -> Self {
        match decided {
            Ok(invoice) => Self::Bookable(Box::new(BookableShape::new(invoice, language))),
            Err(refusal) => Self::Refused {
                bookable: false,
                code: refusal.code(),
                message: refusal.message(language),
                hint: refusal.hint(language),
            },
        }
    }
}

impl BookableShape {
    fn new(invoice: &Invoice, language: Language) -> Self {
        let payment = invoice.payment.as_ref();
        Self {
            bookable: true,
            reference: invoice.reference.clone(),
            date: invoice.date,
            due_date: invoice.due_date,
            currency: invoice.currency.clone(),
            total: invoice.total,
            vat_total: invoice.vat_total,
            hypothesis: invoice.hypothesis.clone(),
            contact: invoice.contact.clone(),
            lines: invoice.lines.iter().map(LineShape::from).collect(),
            vat: invoice
                .vat
                .iter()
                .map(|row| VatShape {
                    case: row.case,
                    country: row.country,
                    percentage: row.percentage,
                    net: row.net,
                    vat: row.vat,
                })
                .collect(),
            payment: payment.map(|payment| PaymentShape {
                price: payment.price,
                date: payment.date,
                clearing: payment.clearing.clone(),
            }),
            warnings: WarningShape::all(&invoice.warnings, language),
        }
    }
}

impl From<&Line> for LineShape {
    fn from(line: &Line) -> Self {
        Self {
            description: line.description.clone(),
            quantity: line.quantity.normalize().to_string(),
            price: line.price,
            total: line.total,
            case: line.case,
            country: line.country,
            percentage: line.percentage,
            tax_rate: line.tax_rate.clone(),
            ledger: line.ledger.clone(),
        }
    }
}

/// The same as text.
pub(crate) fn preview(decided: &Result<Invoice, Refusal>, language: Language) -> String {
    match decided {
        Ok(invoice) => bookable(invoice, language),
        Err(refusal) => {
            let title = say(language, "Wordt niet geboekt", "Is not booked");
            let (message, hint) = (refusal.message(language), refusal.hint(language));
            format!("{title} ({}): {message}\n{hint}", refusal.code())
        }
    }
}

fn bookable(invoice: &Invoice, language: Language) -> String {
    let (reference, date, currency) = (&invoice.reference, invoice.date, &invoice.currency);
    let (total, vat) = (invoice.total, invoice.vat_total);
    let title = match language {
        Language::Nl => {
            format!("Factuur {reference} van {date}: {currency} {total}, waarvan {vat} btw")
        }
        Language::En => {
            format!("Invoice {reference} of {date}: {currency} {total}, of which VAT {vat}")
        }
    };
    let (lines, rates) = (lines(invoice, language), rates(invoice, language));
    let payment = payment(invoice, language);
    let warnings = warnings(&invoice.warnings, language);
    format!("{title}\n{}\n\n{lines}\n{rates}{payment}{warnings}", who(invoice, language))
}

fn payment(invoice: &Invoice, language: Language) -> String {
    let Some(payment) = &invoice.payment else { return String::new() };
    let (price, date) = (payment.price, payment.date);
    let on = payment.clearing.as_deref().unwrap_or("-");
    match language {
        Language::Nl => format!("\nBetaling: {price} op {date}, tussenrekening {on}\n"),
        Language::En => format!("\nPayment: {price} on {date}, clearing account {on}\n"),
    }
}

fn who(invoice: &Invoice, language: Language) -> String {
    let contact = &invoice.contact;
    let name = format!("{} {}", contact.first_name, contact.last_name);
    let name = if contact.company_name.is_empty() { name.trim() } else { &contact.company_name };
    format!("{}: {name} ({})", say(language, "Contact", "Contact"), contact.customer_id)
}

fn lines(invoice: &Invoice, language: Language) -> String {
    let mut table = Table::new(&[
        (say(language, "regel", "line"), Align::Left),
        (say(language, "aantal", "quantity"), Align::Right),
        (say(language, "prijs", "price"), Align::Right),
        (say(language, "totaal", "total"), Align::Right),
        (
            say(language, "btw: geval, land, % → tarief", "VAT: case, country, % → rate"),
            Align::Left,
        ),
        (say(language, "categorie", "ledger account"), Align::Left),
    ]);
    for line in &invoice.lines {
        table.row([
            line.description.clone(),
            line.quantity.normalize().to_string(),
            line.price.to_string(),
            line.total.to_string(),
            format!("{} {} {} % → {}", line.case, line.country, line.percentage, line.tax_rate),
            line.ledger.clone(),
        ]);
    }
    table.text()
}

fn rates(invoice: &Invoice, language: Language) -> String {
    let mut table = Table::new(&[
        (say(language, "btw", "VAT"), Align::Left),
        (say(language, "land", "country"), Align::Left),
        ("%", Align::Right),
        (say(language, "netto", "net"), Align::Right),
        (say(language, "btw", "VAT"), Align::Right),
    ]);
    for row in &invoice.vat {
        table.row([
            row.case.to_string(),
            row.country.to_string(),
            row.percentage.to_string(),
            row.net.to_string(),
            row.vat.to_string(),
        ]);
    }
    table.text()
}
