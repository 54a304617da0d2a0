//! What a host charges.

use billing::Terms;
use bookkeeping::Money;
use rust_decimal::Decimal;

use super::keys::Entries;

/// The terms, if the host charges at all. What is set is looked at in any case.
pub(super) fn terms(entries: &Entries) -> Result<Option<Terms>, String> {
    let is_on = entries.flag("billing.enabled")?.unwrap_or(false);
    let price = entries.amount("billing.price")?;
    let currency = entries.currency("billing.currency")?;
    let vat = entries.vat("billing.vat")?;
    let terms = Terms {
        price: price.unwrap_or_else(|| Money::round(Decimal::new(6_00, 2))),
        currency: currency.unwrap_or_else(|| "EUR".to_owned()),
        vat: vat.unwrap_or_default(),
    };
    Ok(is_on.then_some(terms))
}
