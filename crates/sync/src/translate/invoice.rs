//! An invoice and its payment to create in Moneybird.

use bookkeeping::{Invoice, Payment, SOURCE};
use moneybird::{
    Amount, ContactId, Currency, Dates, Description, Invalid, InvoiceId, LedgerAccountId, Lines,
    NewInvoice, NewLine, NewPayment, Price, Reference, Settlement, Source, SourceUrl, TaxRateId,
    TransactionIdentifier,
};
use url::Url;

/// The invoice that bookkeeping decided on, in Moneybird's words.
///
/// # Errors
/// If something in it is more than Moneybird surely takes, such as more than 100 lines.
pub fn invoice(invoice: &Invoice, contact: ContactId) -> Result<NewInvoice, Invalid> {
    let lines = invoice.lines.iter().map(line).collect::<Result<_, _>>()?;
    // Without its address an invoice could not be found again.
    let url = Url::parse(&invoice.source_url)
        .map_err(|error| Invalid { what: "source url", why: error.to_string() })?;
    Ok(NewInvoice {
        contact,
        reference: Reference::new(&invoice.reference)?,
        dates: Dates::new(invoice.date, Some(invoice.due_date))?,
        currency: Currency::new(&invoice.currency)?,
        prices_are_incl_tax: true,
        source: Some(Source::new(SOURCE)?),
        source_url: Some(SourceUrl::new(&url)?),
        lines: Lines::new(lines)?,
    })
}

fn line(line: &bookkeeping::Line) -> Result<NewLine, Invalid> {
    Ok(NewLine {
        description: Description::new(&line.description),
        amount: Amount::new(line.quantity)?,
        price: Price::new(line.price.decimal())?,
        tax_rate: TaxRateId::new(line.tax_rate.as_str())?,
        ledger_account: LedgerAccountId::new(line.ledger.as_str())?,
    })
}

/// The payment that bookkeeping decided on, in Moneybird's words. `other` is the invoice that it is
/// set off against, where it is not settled with money.
///
/// # Errors
/// If the clearing account is not an id.
pub fn payment(payment: &Payment, other: Option<InvoiceId>) -> Result<NewPayment, Invalid> {
    let settlement = match (other, &payment.clearing) {
        (Some(other), _) => Settlement::Against(other),
        (None, Some(account)) => Settlement::OnAccount(LedgerAccountId::new(account.as_str())?),
        (None, None) => Settlement::Unlinked,
    };
    Ok(NewPayment {
        date: payment.date,
        price: Price::new(payment.price.decimal())?,
        transaction_identifier: Some(TransactionIdentifier::new(&payment.identifier)?),
        settlement,
    })
}
