//! What Moneybird makes of an invoice's lines (moneybird-api.md §8.1), in whole numbers: no code of
//! ours. How it rounds VAT is not documented, so both ways are tried.

use std::collections::BTreeMap;

use bookkeeping::Invoice;

use super::shop::divided;

/// Totals in cents.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Totals {
    /// Including VAT.
    pub(super) paid: i128,
    pub(super) vat: i128,
}

/// One line: what it comes to in cents, and its rate in hundredths of a percent.
fn lines(invoice: &Invoice) -> impl Iterator<Item = (&str, i128, i128)> {
    invoice.lines.iter().map(|line| {
        let (quantity, price) = (line.quantity, line.price.decimal());
        let scale = 10_i128.pow(quantity.scale() + price.scale());
        let cents = divided(quantity.mantissa() * price.mantissa() * 100, scale);
        let rate = line.percentage.decimal();
        let rate = rate.mantissa() * 100 / 10_i128.pow(rate.scale());
        (line.tax_rate.as_str(), cents, rate)
    })
}

/// Where VAT is rounded once for each tax rate.
pub(super) fn per_rate(invoice: &Invoice) -> Totals {
    let mut rates: BTreeMap<&str, (i128, i128)> = BTreeMap::new();
    for (id, cents, rate) in lines(invoice) {
        rates.entry(id).or_insert((0, rate)).0 += cents;
    }
    let vat = rates.values().map(|(cents, rate)| divided(cents * rate, 10_000 + rate)).sum();
    Totals { paid: rates.values().map(|(cents, _)| cents).sum(), vat }
}

/// Where each line is rounded: first without VAT, the VAT is what is left.
pub(super) fn per_line(invoice: &Invoice) -> Totals {
    let (mut paid, mut vat) = (0, 0);
    for (_, cents, rate) in lines(invoice) {
        let net = divided(cents * 10_000, 10_000 + rate);
        paid += cents;
        vat += cents - net;
    }
    Totals { paid, vat }
}
