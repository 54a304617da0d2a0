//! What every document books.

use jiff::civil::Date;
use rust_decimal::Decimal;

use crate::books::invoice::Invoice;
use crate::books::state::State;

/// One amount on one account.
#[derive(Debug, Clone, Copy)]
pub(in crate::books) struct Entry {
    pub(in crate::books) date: Date,
    pub(in crate::books) account: u64,
    /// Debit is positive, credit negative.
    pub(in crate::books) amount: Decimal,
}

/// The whole journal. Per document it adds up to nothing.
pub(in crate::books) fn entries(state: &State) -> Vec<Entry> {
    let account = |name| state.account(name).unwrap_or(0);
    let debtors = account("Debiteuren");
    let vat = account("Te betalen btw");
    let mut entries = Vec::new();
    for invoice in state.invoices.values() {
        invoiced(state, invoice, debtors, vat, &mut entries);
        for payment in &invoice.payments {
            let mut book = |account, amount| {
                entries.push(Entry { date: payment.date, account, amount });
            };
            book(payment.account, payment.price);
            book(debtors, -payment.price);
        }
    }
    entries
}

/// Debtors against revenue and VAT.
fn invoiced(state: &State, invoice: &Invoice, debtors: u64, vat: u64, entries: &mut Vec<Entry>) {
    let sums = invoice.totals(state);
    let mut book = |account, amount| {
        entries.push(Entry { date: invoice.date, account, amount });
    };
    book(debtors, sums.incl);
    for (line, excl) in invoice.lines.iter().zip(&sums.booked) {
        book(line.account, -excl);
    }
    book(vat, sums.excl - sums.incl);
}
