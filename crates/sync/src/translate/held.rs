//! An invoice as Moneybird holds it, for the closing statement.

use std::collections::BTreeMap;

use bookkeeping::Money;
use bookkeeping::closing::{Held, RateAmount};
use moneybird::{Currency, Invoice, InvoiceState, Line, SalesInvoice, SalesInvoiceState, TaxTotal};
use rust_decimal::Decimal;

/// An external sales invoice; nothing for one that is not booked yet, which Moneybird's reports do
/// not count (moneybird-api.md §8.5). `base` is the administration's currency.
pub fn held(invoice: &Invoice, base: &Currency) -> Option<Held> {
    if invoice.state == InvoiceState::New {
        return None;
    }
    let is_own = invoice.currency == *base;
    let with_vat = invoice.prices_are_incl_tax;
    Some(Held {
        id: invoice.id.as_str().to_owned(),
        reference: invoice.reference.clone().unwrap_or_default(),
        date: Some(invoice.date),
        source_url: invoice.source_url.clone().unwrap_or_default(),
        rates: rates(&invoice.tax_totals, &invoice.details, is_own, with_vat),
    })
}

/// An invoice that Moneybird itself made; nothing for a draft, which its reports do not count.
/// `base` is the administration's currency.
pub fn held_sales_invoice(invoice: &SalesInvoice, base: &Currency) -> Option<Held> {
    if matches!(invoice.state, SalesInvoiceState::Draft | SalesInvoiceState::Scheduled) {
        return None;
    }
    let is_own = invoice.currency == *base;
    Some(Held {
        id: invoice.id.as_str().to_owned(),
        reference: invoice.number.clone().or_else(|| invoice.reference.clone()).unwrap_or_default(),
        date: invoice.date,
        source_url: String::new(),
        rates: rates(&invoice.tax_totals, &invoice.details, is_own, false),
    })
}

/// Net and VAT per tax rate, in the administration's currency; `is_own` says whether the invoice is
/// in that currency itself. Moneybird's totals leave out rates that come to no VAT
/// (moneybird-api.md §7.2), so for those the lines are added up.
fn rates(totals: &[TaxTotal], lines: &[Line], is_own: bool, with_vat: bool) -> Vec<RateAmount> {
    let in_base = |own: Decimal, base: Option<Decimal>| match base {
        Some(base) if !is_own => Money::round(base),
        _ => Money::round(own),
    };
    let mut rates: BTreeMap<&str, (Money, Money)> = BTreeMap::new();
    for line in lines {
        if let Some(rate) = &line.tax_rate_id {
            let own = without_vat(line, with_vat && is_own);
            let net = in_base(own, line.total_price_excl_tax_with_discount_base);
            rates.entry(rate.as_str()).or_default().0 += net;
        }
    }
    for total in totals {
        let net = in_base(total.taxable_amount, total.taxable_amount_base);
        let vat = in_base(total.tax_amount, total.tax_amount_base);
        rates.insert(total.tax_rate_id.as_str(), (net, vat));
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
    use serde_json::{Value, json};

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
            total_price_excl_tax_with_discount_base: None,
        }
    }

    #[test]
    fn a_discount_that_takes_everything_leaves_nothing() {
        // 9 %: the rounded nets add up to a cent, the prices to nothing.
        let lines =
            [line("8.20", "2", "15.05"), line("2.25", "6", "12.39"), line("-29.90", "1", "-27.43")];
        for (with_vat, net) in [(true, "0.00"), (false, "0.01")] {
            let rates = rates(&[], &lines, true, with_vat);
            assert_eq!(rates.len(), 1);
            assert_eq!(rates[0].net.to_string(), net, "prices hold VAT: {with_vat}");
        }
    }

    /// An invoice of 100.00 at one rate with 21.00 of VAT and 50.00 at one without, half as much in
    /// the administration's currency.
    fn record(currency: &str, state: &str) -> Value {
        let line = |id: &str, rate: &str, net: &str, base: &str| {
            json!({
                "id": id, "description": "", "price": net, "amount_decimal": "1.0",
                "tax_rate_id": rate, "ledger_account_id": "1",
                "total_price_excl_tax_with_discount": net,
                "total_price_excl_tax_with_discount_base": base,
            })
        };
        json!({
            "id": "1", "reference": "F-1", "invoice_id": "F-1",
            "date": "2026-03-01", "invoice_date": "2026-03-01",
            "state": state, "currency": currency, "prices_are_incl_tax": false,
            "total_price_excl_tax": "150.0", "total_price_incl_tax": "171.0",
            "total_paid": "0.0", "total_unpaid": "171.0", "payments": [], "version": 1,
            "details": [line("1", "21", "100.0", "50.0"), line("2", "0", "50.0", "25.0")],
            "tax_totals": [{
                "tax_rate_id": "21", "taxable_amount": "100.0", "taxable_amount_base": "50.0",
                "tax_amount": "21.0", "tax_amount_base": "10.5",
            }],
        })
    }

    fn both(currency: &str, state: &str) -> [Option<Held>; 2] {
        let record = record(currency, state).to_string();
        let invoice: Invoice = serde_json::from_str(&record).unwrap();
        let sales_invoice: SalesInvoice = serde_json::from_str(&record).unwrap();
        let euro = Currency::new("EUR").unwrap();
        [held(&invoice, &euro), held_sales_invoice(&sales_invoice, &euro)]
    }

    #[test]
    fn amounts_are_in_the_currency_of_the_administration() {
        for (currency, expected) in [
            ("EUR", [("0", "50.00", "0.00"), ("21", "100.00", "21.00")]),
            ("USD", [("0", "25.00", "0.00"), ("21", "50.00", "10.50")]),
        ] {
            for held in both(currency, "open").map(Option::unwrap) {
                let read: Vec<_> = held
                    .rates
                    .iter()
                    .map(|own| (own.tax_rate.clone(), own.net.to_string(), own.vat.to_string()))
                    .collect();
                let expected = expected
                    .map(|(rate, net, vat)| (rate.to_owned(), net.to_owned(), vat.to_owned()));
                assert_eq!(read, expected, "{currency}");
            }
        }
    }

    #[test]
    fn what_is_not_booked_yet_is_not_held() {
        for (state, expected) in [
            ("new", [false, true]),
            ("draft", [true, false]),
            ("scheduled", [true, false]),
            ("open", [true, true]),
            ("late", [true, true]),
            ("paid", [true, true]),
            ("uncollectible", [true, true]),
        ] {
            assert_eq!(both("EUR", state).map(|held| held.is_some()), expected, "{state}");
        }
    }
}
