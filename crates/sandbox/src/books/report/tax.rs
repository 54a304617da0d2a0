//! The VAT of one month.

use rust_decimal::Decimal;
use serde_json::{Value, json};

use crate::books::ledger::TaxRate;
use crate::books::money;
use crate::books::period::Period;
use crate::books::reply::{Outcome, Reply};
use crate::books::request::Request;
use crate::books::state::State;

const MONTHS: i32 = 1;

/// `GET /reports/tax`: one row per rate that was used. How foreign (OSS) rates report is not known
/// (moneybird-api.md §9.1 no. 22); here they have an empty reference.
pub(in crate::books) fn tax(state: &State, request: &Request) -> Outcome {
    let period = Period::of_report(request.query.get("period"), request.moment.today, MONTHS)?;
    let rows: Vec<Value> = sums(state, period)
        .iter()
        .map(|(rate, taxable, tax)| {
            json!({
                "tax_rate_id": rate.id.to_string(),
                "name": rate.name,
                "percentage": money::show(rate.percentage),
                "report_reference": rate.return_box.unwrap_or_default(),
                "amount": money::show(*taxable),
                "type": rate.kind.name(),
                "tax": money::show(*tax),
            })
        })
        .collect();
    Ok(Reply::ok(json!({ "tax_rates": rows })))
}

/// What was sold at each rate that was used, and the VAT on it.
pub(in crate::books) fn sums(state: &State, period: Period) -> Vec<(&TaxRate, Decimal, Decimal)> {
    let mut sums: Vec<_> =
        state.rates.iter().map(|rate| (rate, Decimal::ZERO, Decimal::ZERO, false)).collect();
    for invoice in state.invoices.values().filter(|invoice| period.holds(invoice.date)) {
        for group in invoice.totals(state).rates {
            for (_, taxable, tax, used) in sums.iter_mut().filter(|row| row.0.id == group.rate) {
                *taxable += group.taxable;
                *tax += group.tax;
                *used = true;
            }
        }
    }
    let used = sums.into_iter().filter(|(.., used)| *used);
    used.map(|(rate, taxable, tax, _)| (rate, taxable, tax)).collect()
}
