//! An invoice as Moneybird holds it, for the closing statement.

use std::collections::BTreeMap;

use bookkeeping::Money;
use bookkeeping::closing::{Held, RateAmount};
use moneybird::{Invoice, Line, SalesInvoice, TaxTotal};

/// An external sales invoice.
pub fn held(invoice: &Invoice) -> Held {
    Held {
        id: invoice.id.as_str().to_owned(),
        reference: invoice.reference.clone().unwrap_or_default(),
        date: Some(invoice.date),
        source_url: invoice.source_url.clone().unwrap_or_default(),
        rates: rates(&invoice.tax_totals, &invoice.details),
    }
}

/// An invoice that Moneybird itself made.
pub fn held_sales_invoice(invoice: &SalesInvoice) -> Held {
    Held {
        id: invoice.id.as_str().to_owned(),
        reference: invoice.number.clone().or_else(|| invoice.reference.clone()).unwrap_or_default(),
        date: invoice.date,
        source_url: String::new(),
        rates: rates(&invoice.tax_totals, &invoice.details),
    }
}

/// Net and VAT per tax rate. Moneybird's totals leave out rates without VAT
/// (moneybird-api.md §7.2), so for those the lines are added up: without VAT, nothing is rounded.
pub fn rates(totals: &[TaxTotal], lines: &[Line]) -> Vec<RateAmount> {
    let mut rates: BTreeMap<&str, (Money, Money)> = BTreeMap::new();
    for line in lines {
        if let Some(rate) = &line.tax_rate_id {
            let net = Money::round(line.total_price_excl_tax_with_discount);
            rates.entry(rate.as_str()).or_default().0 += net;
        }
    }
    for total in totals {
        let amounts = (Money::round(total.taxable_amount), Money::round(total.tax_amount));
        rates.insert(total.tax_rate_id.as_str(), amounts);
    }
    rates
        .into_iter()
        .map(|(rate, (net, vat))| RateAmount { tax_rate: rate.to_owned(), net, vat })
        .collect()
}
