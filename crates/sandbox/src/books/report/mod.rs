//! Reports (moneybird-api.md §7.16), from what was booked.

mod general_ledger;
mod profit_loss;
mod tax;

pub(super) use general_ledger::general_ledger;
pub(super) use profit_loss::profit_loss;
pub(super) use tax::{sums, tax};

use std::collections::BTreeMap;

use rust_decimal::Decimal;
use serde_json::{Value, json};

use super::money;

/// Amounts per account.
type PerAccount = BTreeMap<u64, Decimal>;

/// Accounts with an amount, as all reports show them.
fn show(amounts: &PerAccount) -> Value {
    let rows: Vec<_> = amounts
        .iter()
        .filter(|(_, amount)| !amount.is_zero())
        .map(|(id, amount)| {
            json!({ "ledger_account_id": id.to_string(), "value": money::show(*amount) })
        })
        .collect();
    json!({ "ledger_accounts": rows })
}
