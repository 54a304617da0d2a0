//! Profit and loss.

use rust_decimal::Decimal;
use serde_json::json;

use super::{PerAccount, show};
use crate::books::ledger::{AccountKind, entries};
use crate::books::money;
use crate::books::period::Period;
use crate::books::reply::{Outcome, Reply};
use crate::books::request::Request;
use crate::books::state::State;

const MONTHS: i32 = 12;

/// `GET /reports/profit_loss`. Revenue and other income are credit minus debit; costs are debit
/// minus credit.
pub(in crate::books) fn profit_loss(state: &State, request: &Request) -> Outcome {
    let period = Period::of_report(request.query.get("period"), request.moment.today, MONTHS)?;
    let mut booked = PerAccount::new();
    for entry in entries(state).into_iter().filter(|entry| period.holds(entry.date)) {
        *booked.entry(entry.account).or_default() += entry.amount;
    }
    let part = |kind: AccountKind, sign: Decimal| -> PerAccount {
        state
            .accounts
            .iter()
            .filter(|account| account.kind == kind)
            .filter_map(|account| Some((account.id, sign * *booked.get(&account.id)?)))
            .collect()
    };
    let revenue = part(AccountKind::Revenue, Decimal::NEGATIVE_ONE);
    let direct = part(AccountKind::DirectCosts, Decimal::ONE);
    let expenses = part(AccountKind::Expenses, Decimal::ONE);
    let other = part(AccountKind::OtherIncomeExpenses, Decimal::NEGATIVE_ONE);
    let sum = |amounts: &PerAccount| -> Decimal { amounts.values().sum() };
    let gross = sum(&revenue) - sum(&direct);
    let operating = gross - sum(&expenses);
    let total_expenses = sum(&direct) + sum(&expenses) - sum(&other);
    Ok(Reply::ok(json!({
        "revenue_by_ledger_account": show(&revenue),
        "direct_costs_by_ledger_account": show(&direct),
        "expenses_by_ledger_account": show(&expenses),
        "other_income_expenses_by_ledger_account": show(&other),
        "gross_profit": money::show(gross),
        "operating_profit": money::show(operating),
        "net_profit": money::show(sum(&revenue) - total_expenses),
        "total_expenses": money::show(total_expenses),
        "total_revenue": money::show(sum(&revenue)),
    })))
}
