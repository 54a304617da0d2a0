//! What an order is booked as, where another program booked it.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Elsewhere, Paper};
use crate::closing::Amounts;
use crate::{Invoice, Money, Refusal, VatRow};

/// By how much a tax rate's net or VAT may differ for no other reason than rounding.
const ROUNDING: Decimal = Decimal::from_parts(5, 0, 0, false, 2);

/// The invoice that an order is booked as by another program: what we would have made of it (`decided`),
/// called, dated and rounded as that one is, and never to be paid by us. The law lets an administration
/// round VAT per line or per total (art. 5a Uitvoeringsbesluit omzetbelasting 1968).
///
/// # Errors
/// Why the two are not the same.
pub fn adopted(decided: Result<Invoice, Refusal>, paper: &Paper) -> Result<Invoice, Elsewhere> {
    let invoice = || paper.id.clone();
    let decided =
        decided.map_err(|why| Elsewhere::Unplaced { invoice: invoice(), why: Box::new(why) })?;
    let date = paper.date.ok_or_else(|| Elsewhere::Draft { invoice: invoice() })?;
    if decided.total.decimal() != paper.total || decided.currency != paper.currency {
        return Err(Elsewhere::Total {
            invoice: invoice(),
            shop: decided.total.decimal(),
            shop_currency: decided.currency,
            books: paper.total,
            books_currency: paper.currency.clone(),
        });
    }
    let vat_total: Money = paper.rates.iter().map(|own| own.vat).sum();
    let Some(vat) = as_held(&decided.vat, paper) else {
        let (shop, books) = (decided.vat_total, vat_total);
        let invoice = invoice();
        return Err(if shop == books {
            Elsewhere::Rate { invoice }
        } else {
            Elsewhere::Vat { invoice, shop, books }
        });
    };
    Ok(Invoice {
        reference: paper.name().to_owned(),
        date,
        due_date: decided.due_date.max(date),
        source_url: String::new(),
        payment: None,
        is_unpaid: false,
        vat,
        vat_total,
        foreign: Some(paper.kind),
        ..decided
    })
}

/// The rows with the amounts that the invoice has, if they differ by rounding only. Where rows share a tax
/// rate, the last of them gets what is left, as the closing statement reads it.
fn as_held(rows: &[VatRow], paper: &Paper) -> Option<Vec<VatRow>> {
    let mut held: BTreeMap<&str, Amounts> = BTreeMap::new();
    for rate in &paper.rates {
        *held.entry(&rate.tax_rate).or_default() += Amounts { net: rate.net, vat: rate.vat };
    }
    let mut differ = held.clone();
    for row in rows {
        let own = differ.entry(&row.tax_rate).or_default();
        *own = *own - Amounts { net: row.net, vat: row.vat };
    }
    let is_small = |amount: Money| amount.abs().decimal() <= ROUNDING;
    let rounds = |own: &Amounts| is_small(own.net) && is_small(own.vat);
    if !differ.values().all(rounds) {
        return None;
    }
    let mut own: Vec<VatRow> = rows.to_vec();
    for at in 0..own.len() {
        let is_last = !own[at + 1..].iter().any(|row| row.tax_rate == own[at].tax_rate);
        let row = &mut own[at];
        let left = held.entry(rows[at].tax_rate.as_str()).or_default();
        if is_last {
            (row.net, row.vat) = (left.net, left.vat);
        }
        row.vat_by_line = row.vat;
        *left = *left - Amounts { net: row.net, vat: row.vat };
    }
    // What is left at a rate that no row has is a matter of cents, and still not ours to explain.
    held.values().all(|left| left.is_zero()).then_some(own)
}
