//! The general ledger.

use serde_json::json;

use super::{PerAccount, show};
use crate::books::ledger::entries;
use crate::books::period::Period;
use crate::books::reply::{Outcome, Reply};
use crate::books::request::Request;
use crate::books::state::State;

const MONTHS: i32 = 12;

/// `GET /reports/general_ledger`. Balances are debit minus credit. Accounts of profit and loss
/// begin every year with nothing.
pub(in crate::books) fn general_ledger(state: &State, request: &Request) -> Outcome {
    let period = Period::of_report(request.query.get("period"), request.moment.today, MONTHS)?;
    let year = period.first.first_of_year();
    let mut debit = PerAccount::new();
    let mut credit = PerAccount::new();
    let mut start = PerAccount::new();
    let mut last = PerAccount::new();
    for entry in entries(state).into_iter().filter(|entry| entry.date <= period.last) {
        let account = state.accounts.iter().find(|account| account.id == entry.account);
        let on_balance = account.is_some_and(|account| account.kind.on_balance());
        if entry.date < period.first {
            if on_balance || entry.date >= year {
                *start.entry(entry.account).or_default() += entry.amount;
                *last.entry(entry.account).or_default() += entry.amount;
            }
            continue;
        }
        let side = if entry.amount.is_sign_positive() { &mut debit } else { &mut credit };
        *side.entry(entry.account).or_default() += entry.amount.abs();
        *last.entry(entry.account).or_default() += entry.amount;
    }
    Ok(Reply::ok(json!({
        "debit_sums": show(&debit),
        "credit_sums": show(&credit),
        "start_balance": show(&start),
        "final_balance": show(&last),
    })))
}
