//! From an order to the invoice it becomes, or to the reason why not.
//!
//! Pure: the same order, settings and administration give the same invoice, byte for byte.

mod bounds;
mod charge;
mod classify;
mod contact;
mod credit;
mod describe;
mod fit;
mod hypothesis;
mod obstacles;
mod price;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::edit::fingerprint;
use crate::refusal::Contradiction;
use crate::settings::{DateFrom, ReferenceFrom};
use crate::{
    Administration, Invoice, Line, Money, Order, Payment, Refusal, Settings, Subject,
    amsterdam_day, source_url, warning,
};

pub use classify::Readiness;
pub(crate) use contact::collective;
pub use credit::{decide_credit, repayment};
use fit::Fit;
pub(crate) use hypothesis::TOTAL_WITHOUT_VAT;
pub use obstacles::obstacles;

/// Decides what an order becomes. `shop_url` is the shop's address without a slash at the end.
///
/// # Errors
/// The reason to refuse the order.
pub fn decide(
    order: &Order,
    shop_url: &str,
    settings: &Settings,
    administration: &Administration,
) -> Result<Invoice, Refusal> {
    if order.number.trim().is_empty() {
        return Err(Refusal::Contradiction { how: Contradiction::NoNumber });
    }
    if order.rows.is_empty() {
        return Err(Refusal::Contradiction { how: Contradiction::NoRows });
    }
    let destination = classify::Destination::of(order, administration)?;
    let fit = priced(order, settings, administration, destination.is_taxed_abroad())?;
    let lines = fit
        .lines
        .iter()
        .map(|line| classify::book(line, destination, settings, administration))
        .collect::<Result<Vec<Line>, Refusal>>()?;
    let date = invoice_date(order, settings);
    open(administration, date)?;
    let vat = Invoice::vat_rows(&lines);
    let total = lines.iter().map(|line| line.total).sum();
    let contact = contact::contact(order, settings, administration.country, &vat)?;
    Ok(Invoice {
        reference: reference(order, settings)?,
        date,
        due_date: date.saturating_add(settings.invoice.due_days.days()),
        currency: order.currency.clone(),
        source_url: source_url(shop_url, order.shop, order.id),
        contact,
        vat_total: vat.iter().map(|row| row.vat).sum(),
        payment: payment(order, settings, total, date),
        is_unpaid: !order.paid,
        foreign: None,
        warnings: warning::of(order, settings, administration.country, &vat),
        lines,
        vat,
        total,
        hypothesis: fit.hypothesis,
        fingerprint: fingerprint(order),
    })
}

/// What the shop charged, read so that it fits, with a line for a cent that is left over.
fn priced(
    order: &Order,
    settings: &Settings,
    administration: &Administration,
    taxed_abroad: bool,
) -> Result<Fit, Refusal> {
    if order.currency != administration.currency {
        return Err(Refusal::Currency {
            order: order.currency.clone(),
            administration: administration.currency.clone(),
        });
    }
    bounds::check(order)?;
    let charges = charge::charges(order, settings)?;
    let mut fit = fit::fit(order, &charges, taxed_abroad)?;
    if !fit.leftover.is_zero() {
        let line = price::leftover(&fit.lines, fit.leftover, settings)?;
        fit.lines.push(line);
    }
    Ok(fit)
}

/// Whether a document of that day can be made.
fn open(administration: &Administration, date: Date) -> Result<(), Refusal> {
    match administration.locked_until.filter(|_| administration.is_locked(date)) {
        Some(until) => Err(Refusal::PeriodLocked { date, until }),
        None => Ok(()),
    }
}

/// The day that the invoice bears.
pub fn invoice_date(order: &Order, settings: &Settings) -> Date {
    match settings.invoice.date {
        DateFrom::Order => order.day(),
        DateFrom::Completed => order.ready_at.map_or_else(|| order.day(), amsterdam_day),
    }
}

fn reference(order: &Order, settings: &Settings) -> Result<String, Refusal> {
    match settings.invoice.reference {
        ReferenceFrom::OrderNumber => Ok(order.number.clone()),
        ReferenceFrom::InvoiceNumber => {
            let number = order.invoice_number.clone();
            number.filter(|number| !number.trim().is_empty()).ok_or(Refusal::NoInvoiceNumber)
        }
    }
}

/// The payment of an invoice of this `total` (VAT included, in the order's currency) on that day: none
/// for an order that is not paid, for nothing, or where the settings want none.
pub fn payment(order: &Order, settings: &Settings, total: Money, date: Date) -> Option<Payment> {
    let wanted = settings.payment.register && order.paid && !total.is_zero();
    wanted.then(|| Payment {
        price: total,
        date,
        clearing: settings.clearing_account(order.payment_method).map(str::to_owned),
        identifier: Subject::Order(order.id).identifier(order.shop),
        against: None,
    })
}
