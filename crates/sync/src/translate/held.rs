//! An invoice as Moneybird holds it, for the closing statement.

use std::collections::BTreeMap;

use bookkeeping::Money;
use bookkeeping::closing::{Held, RateAmount};
use moneybird::{Invoice, Line, SalesInvoice, TaxTotal};
use rust_decimal::Decimal;

/// An external sales invoice.
pub fn held(invoice: &Invoice) -> Held {
    Held {
        id: invoice.id.as_str().to_owned(),
        reference: invoice.reference.clone().unwrap_or_default(),
        date: Some(invoice.date),
        source_url: invoice.source_url.clone().unwrap_or_default(),
        rates: rates(&invoice.tax_totals, &invoice.details, |line| {
            without_vat(line, invoice.prices_are_incl_tax)
        }),
    }
}

/// An invoice that Moneybird itself made.
pub fn held_sales_invoice(invoice: &SalesInvoice) -> Held {
    Held {
        id: invoice.id.as_str().to_owned(),
        reference: invoice.number.clone().or_else(|| invoice.reference.clone()).unwrap_or_default(),
        date: invoice.date,
        source_url: String::new(),
        rates: rates(&invoice.tax_totals, &invoice.details, |line| without_vat(line, false)),
    }
}

/// Net and VAT per tax rate. Moneybird's totals leave out rates that come to no VAT
/// (moneybird-api.md §7.2), so for those the lines are added up by `net`.
fn rates(totals: &[TaxTotal], lines: &[Line], net: impl Fn(&Line) -> Decimal) -> Vec<RateAmount> {
    let mut rates: BTreeMap<&str, (Money, Money)> = BTreeMap::new();
    for line in lines {
        if let Some(rate) = &line.tax_rate_id {
            rates.entry(rate.as_str()).or_default().0 += Money::round(net(line));
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

/// A line's share of a rate that comes to no VAT. Where prices hold VAT that is the price itself: a
/// discount may have taken all VAT away, and the nets of such lines, each rounded, need not add up.
fn without_vat(line: &Line, prices_are_incl_tax: bool) -> Decimal {
    let gross = line.price.checked_mul(line.amount_decimal.unwrap_or(Decimal::ONE));
    match gross {
        Some(gross) if prices_are_incl_tax => gross,
        _ => line.total_price_excl_tax_with_discount,
    }
}

#[cfg(test)]
mod tests {
    use moneybird::{LineId, TaxRateId};

    use super::*;

    fn line(price: &str, amount: &str, net: &str) -> Line {
        Line {
            id: LineId::new("1").unwrap(),
            description: String::new(),
            price: price.parse().unwrap(),
            amount_decimal: Some(amount.parse().unwrap()),
            tax_rate_id: Some(TaxRateId::new("9").unwrap()),
            ledger_account_id: None,
            total_price_excl_tax_with_discount: net.parse().unwrap(),
        }
    }

    #[test]
    fn a_discount_that_takes_everything_leaves_nothing() {
        // 9 %: the rounded nets add up to a cent, the prices to nothing.
        let lines =
            [line("8.20", "2", "15.05"), line("2.25", "6", "12.39"), line("-29.90", "1", "-27.43")];
        for (is_incl, net) in [(true, "0.00"), (false, "0.01")] {
            let rates = rates(&[], &lines, |line| without_vat(line, is_incl));
            assert_eq!(rates.len(), 1);
            assert_eq!(rates[0].net.to_string(), net, "prices hold VAT: {is_incl}");
        }
    }
}
