//! The closing statement of everything that the shop sold: a statement per month, and all of them in
//! one.

use std::collections::BTreeSet;

use bookkeeping::closing::Statement;
use bookkeeping::{Money, amsterdam_day};
use jiff::civil::Date;
use sandbox::shop::Shop;
use sync::{Fault, Period};

use super::stage::Stage;
use crate::driver::closed;
use crate::program::Program;
use crate::progress::Meter;

/// The VAT cases in the order in which a statement has them.
const CASES: [&str; 8] =
    ["domestic", "oss", "eu-business", "export", "exempt", "deposit", "platform", "margin"];

/// The statements of the months in which the shop sold or took back something. None if the program
/// was asked to stop.
///
/// # Errors
/// If Moneybird cannot be asked.
pub(super) async fn statements(
    program: &Program,
    stage: &Stage,
) -> Result<Option<Vec<Statement>>, Fault> {
    let service = &stage.installation.service;
    let meter = Meter::new("demo", service, program.output);
    let mut statements = Vec::new();
    for period in months(&stage.sandboxes.shop) {
        let made = closed(service, &stage.connection, period, &program.stop, &meter).await?;
        let Some(made) = made else { return Ok(None) };
        statements.push(made);
    }
    Ok(Some(statements))
}

fn months(shop: &Shop) -> Vec<Period> {
    let (orders, invoices) = (shop.orders(), shop.invoices());
    let sold = orders.iter().map(|order| order.create_date);
    let billed = invoices.iter().map(|invoice| invoice.create_date);
    let days: BTreeSet<Date> =
        sold.chain(billed).map(|at| amsterdam_day(at).first_of_month()).collect();
    days.into_iter().map(Period::month_of).collect()
}

/// Several statements as one: every row, box and difference added up.
pub(super) fn total(statements: &[Statement]) -> Option<Statement> {
    let (first, others) = statements.split_first()?;
    // Notes are of one period; the demo says in its own words what is not counted.
    // The orders stand in the statements themselves.
    let mut total = Statement { notes: Vec::new(), orders: Vec::new(), ..first.clone() };
    for own in others {
        add(&mut total, own);
    }
    if let Some(last) = others.last() {
        total.period = format!("{} – {}", first.period, last.period);
    }
    total.rows.sort_by_key(|row| {
        let case = CASES.iter().position(|case| *case == row.case);
        (case.unwrap_or(CASES.len()), row.country, row.percentage)
    });
    Some(total)
}

fn add(total: &mut Statement, own: &Statement) {
    total.closes &= own.closes;
    total.difference += own.difference;
    for row in &own.rows {
        let same = total.rows.iter_mut().find(|other| {
            (&other.case, other.country, other.percentage, &other.tax_rate)
                == (&row.case, row.country, row.percentage, &row.tax_rate)
        });
        let Some(same) = same else {
            total.rows.push(row.clone());
            continue;
        };
        for (sum, counted) in [(&mut same.shop, row.shop), (&mut same.booked, row.booked)] {
            sum.net += counted.net;
            sum.vat += counted.vat;
            sum.count += counted.count;
        }
        same.moneybird += row.moneybird;
        same.difference += row.difference;
    }
    for (name, amounts) in &own.boxes {
        *total.boxes.entry(name.clone()).or_default() += *amounts;
    }
    add_report(total, own);
    total.explanations.extend(own.explanations.iter().cloned());
    total.outside.extend(own.outside.iter().cloned());
}

/// Adds up what the administration reports. Clearing accounts go on where the month before ended.
fn add_report(total: &mut Statement, own: &Statement) {
    for rate in &own.report {
        match total.report.iter_mut().find(|other| other.tax_rate == rate.tax_rate) {
            Some(same) => {
                same.ours += rate.ours;
                same.outside += rate.outside;
                same.whole += rate.whole;
            }
            None => total.report.push(rate.clone()),
        }
    }
    for account in &own.clearing {
        match total.clearing.iter_mut().find(|other| other.account == account.account) {
            Some(same) => {
                same.paid += account.paid;
                same.other += account.other;
                same.taken += account.taken;
                same.closing = account.closing;
            }
            None => total.clearing.push(account.clone()),
        }
    }
}

/// All differences added up.
pub(super) fn difference(statements: &[Statement]) -> Money {
    statements.iter().map(|statement| statement.difference).sum()
}
