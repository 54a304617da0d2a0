//! The invoice that several orders become together.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::{Member, address};
use crate::decide::collective;
use crate::{Country, Invoice, Kind, Line, Money, Payment, Percentage, Subject, VatCase};

/// By which name these invoices are told from those of single orders.
const HYPOTHESIS: &str = "daily";

/// Characters of a line that carries order numbers, at most.
pub(super) const MOST_NUMBERS: usize = 900;

/// What the lines that become one line have in common: case, country, percentage (the highest
/// first), tax rate and ledger account.
type Key<'a> = (VatCase, Country, std::cmp::Reverse<Percentage>, &'a str, &'a str);

/// What a summary is called in Moneybird.
pub fn reference(day: Date, number: i64) -> String {
    format!("{day} dagtotaal {number}")
}

/// The invoice of a summary: what its orders come to, to the cent, per VAT case, country,
/// percentage and ledger account, and the numbers of the orders on lines without a price.
///
/// VAT is worked out over the lines of the summary, as Moneybird will; that is within the rounding
/// of the orders' own (art. 5a Uitvoeringsbesluit omzetbelasting 1968: per line or per total).
///
/// It is paid if all of its orders are. Nothing without orders.
pub fn merge(
    day: Date,
    number: i64,
    shop_url: &str,
    shop: i64,
    members: &[Member],
) -> Option<Invoice> {
    let first = &members.first()?.invoice;
    let subject = Subject::Day { day, number };
    let lines = lines(members);
    let vat = Invoice::vat_rows(&lines);
    let total: Money = lines.iter().map(|line| line.total).sum();
    let due = members.iter().map(|member| member.invoice.due_date).max()?;
    Some(Invoice {
        reference: reference(day, number),
        date: day,
        due_date: due.max(day),
        currency: first.currency.clone(),
        source_url: address::address(subject, shop_url, shop, members),
        contact: collective(shop),
        vat_total: vat.iter().map(|row| row.vat).sum(),
        payment: payment(members, total, day, subject.identifier(shop)),
        lines,
        vat,
        total,
        hypothesis: HYPOTHESIS.to_owned(),
        is_unpaid: false,
        foreign: None,
        warnings: Vec::new(),
        fingerprint: String::new(),
    })
}

fn payment(members: &[Member], total: Money, date: Date, identifier: String) -> Option<Payment> {
    let is_settled =
        |member: &Member| member.invoice.payment.is_some() || member.invoice.total.is_zero();
    let clearing = members.iter().find_map(|member| member.invoice.payment.as_ref())?;
    let clearing = clearing.clearing.clone();
    let is_due = !total.is_zero() && members.iter().all(is_settled);
    is_due.then_some(Payment { price: total, date, clearing, identifier, against: None })
}

fn lines(members: &[Member]) -> Vec<Line> {
    // The total, and how many orders are in it; the last order that was counted.
    let mut sums: BTreeMap<Key<'_>, (Money, usize, Option<i64>)> = BTreeMap::new();
    for member in members {
        for line in &member.invoice.lines {
            let percentage = std::cmp::Reverse(line.percentage);
            let key = (line.case, line.country, percentage, &*line.tax_rate, &*line.ledger);
            let (total, orders, last) = sums.entry(key).or_default();
            *total += line.total;
            if last.replace(member.order) != Some(member.order) {
                *orders += 1;
            }
        }
    }
    let mut lines: Vec<Line> = sums
        .into_iter()
        .map(|((case, country, percentage, tax_rate, ledger), (total, orders, _))| Line {
            kind: Kind::Goods,
            description: described(case, country, percentage.0, orders),
            quantity: Decimal::ONE,
            price: total,
            total,
            case,
            country,
            percentage: percentage.0,
            tax_rate: tax_rate.to_owned(),
            ledger: ledger.to_owned(),
        })
        .collect();
    // A line needs a tax rate and an account, also one that is worth nothing.
    if let Some(first) = lines.first().cloned() {
        let nothing = Money::ZERO;
        lines.extend(numbers(members).into_iter().map(|description| Line {
            description,
            price: nothing,
            total: nothing,
            ..first.clone()
        }));
    }
    lines
}

/// `21 % binnenland, 12 bestellingen`
fn described(case: VatCase, country: Country, percentage: Percentage, orders: usize) -> String {
    let rate = percentage.to_string().replace('.', ",");
    let what = match case {
        VatCase::Domestic if country == Country::NL => format!("{rate} % binnenland"),
        VatCase::Domestic => format!("{rate} % binnenland (naar {country})"),
        VatCase::Oss => format!("{rate} % OSS {country}"),
        VatCase::EuBusiness => format!("intracommunautair {country}"),
        VatCase::Export => format!("export {country}"),
        VatCase::Exempt => "vrijgesteld".to_owned(),
        VatCase::Deposit => "statiegeld en borg".to_owned(),
        VatCase::Margin => "margeregeling".to_owned(),
        VatCase::Platform => "platformverkoop".to_owned(),
    };
    match orders {
        1 => format!("{what}, 1 bestelling"),
        orders => format!("{what}, {orders} bestellingen"),
    }
}

/// The numbers of all orders, on as many lines as they need.
fn numbers(members: &[Member]) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for member in members {
        let number = member.number.trim();
        match lines.last_mut() {
            Some(last) if last.chars().count() + 2 + number.chars().count() <= MOST_NUMBERS => {
                last.push_str(", ");
                last.push_str(number);
            }
            _ => lines.push(format!("Bestellingen: {number}")),
        }
    }
    lines
}
