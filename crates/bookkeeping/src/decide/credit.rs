//! From a credit invoice of the shop to the invoice with negative lines that it becomes.
//!
//! Moneybird has no credit invoices among its external sales invoices, so a credit is one with
//! negative amounts and a reference of its own (moneybird-api.md §8.3), at the rates and accounts
//! of what it takes back.

use jiff::ToSpan;
use jiff::civil::Date;

use super::classify::{self, Destination};
use super::price::Priced;
use super::{contact, priced};
use crate::edit::{Booked, Position};
use crate::refusal::Contradiction;
use crate::{
    Administration, Credit, Invoice, Line, Money, Order, Payment, Refusal, Settings, Subject,
    VatCase,
};

/// Decides what a credit invoice becomes. `original` is what is booked of its order, this credit
/// left out; none for an order of before the connection, whose credit is booked by the mapping.
///
/// # Errors
/// The reason to refuse it.
pub fn decide_credit(
    credit: &Credit,
    original: Option<&Booked>,
    shop_url: &str,
    settings: &Settings,
    administration: &Administration,
) -> Result<Invoice, Refusal> {
    if credit.number.trim().is_empty() {
        return Err(Refusal::Contradiction { how: Contradiction::NoNumber });
    }
    let order = credit.taken_back()?;
    // What an order was booked as tells where it went; a credit whose own address does not is read as
    // one at home.
    let destination = Destination::of(&order, administration);
    let taxed_abroad = destination.as_ref().is_ok_and(|own| own.is_taxed_abroad());
    let fit = priced(&order, settings, administration, taxed_abroad)?;
    let by_mapping =
        |line: &Priced| classify::book(line, destination.clone()?, settings, administration);
    let book = |line: &Priced| match original {
        Some(original) => as_booked(line, of_original(line, original)?, administration),
        None => by_mapping(line),
    };
    let taken = fit.lines.iter().map(book).collect::<Result<Vec<Line>, Refusal>>()?;
    let mut lines: Vec<Line> = taken.into_iter().map(negative).collect();
    if let Some(original) = original {
        within(&lines, original)?;
    }
    let original = original.map(|own| &own.order);
    let date = credit.day();
    super::open(administration, date)?;
    let total: Money = lines.iter().map(|line| line.total).sum();
    let vat = Invoice::vat_rows(&lines);
    let contact = match original {
        Some(original) => original.contact.clone(),
        None => contact::contact(&order, settings, administration.country, &vat)?,
    };
    if let Some(head) = head(&lines, original, &order) {
        lines.insert(0, head);
    }
    let subject = Subject::Credit(credit.id);
    Ok(Invoice {
        reference: credit.number.clone(),
        date,
        due_date: date.saturating_add(settings.invoice.due_days.days()),
        currency: order.currency.clone(),
        source_url: subject.address(shop_url, order.shop),
        contact,
        vat_total: vat.iter().map(|row| row.vat).sum(),
        payment: payment(credit, original, settings, total, date),
        lines,
        vat,
        total,
        hypothesis: fit.hypothesis,
        is_unpaid: false,
        foreign: None,
        warnings: Vec::new(),
        fingerprint: String::new(),
    })
}

/// The line of the original, or of a correction, that this one takes back: of goods the goods, of
/// shipping the shipping, at the same percentage; of several the same text, else the largest.
/// Deposits are taken back from deposits only.
fn of_original<'a>(line: &Priced, original: &'a Booked) -> Result<&'a Line, Refusal> {
    let is_deposit = line.kind.is_deposit();
    let fits = |own: &&Line| {
        own.percentage == line.percentage && (own.case == VatCase::Deposit) == is_deposit
    };
    let all = || original.corrected().flat_map(|invoice| &invoice.lines).filter(fits);
    // What a product is mapped as may have changed since; what it was booked as counts.
    let likeness = |own: &&Line| {
        (
            own.kind == line.kind,
            (own.case == VatCase::Margin) == line.goods.is_some(),
            *own.description == *line.description,
            own.total,
        )
    };
    let nothing = Refusal::Contradiction { how: Contradiction::CreditOfNothing };
    all().max_by_key(likeness).ok_or(nothing)
}

/// Per VAT case, country and percentage, no more can be taken back than is booked.
fn within(lines: &[Line], original: &Booked) -> Result<(), Refusal> {
    let booked = original.position().by_rate();
    let taken = Position::of_lines(lines).by_rate();
    let is_within = |(rate, back)| {
        let before = booked.get(&rate).copied().unwrap_or_default();
        let after = before + back;
        after.is_zero()
            || (after.is_negative() == before.is_negative() && after.abs() <= before.abs())
    };
    if taken.into_iter().all(is_within) {
        return Ok(());
    }
    Err(Refusal::Contradiction { how: Contradiction::CreditTooLarge })
}

/// A line booked as its twin on the original was, if that can still be.
fn as_booked(line: &Priced, twin: &Line, known: &Administration) -> Result<Line, Refusal> {
    classify::usable_rate(known, &twin.tax_rate, twin.case, twin.percentage)?;
    let ledger = Some(&twin.ledger);
    classify::usable_account(known, "[ledger]", ledger)?;
    let (quantity, price, description) = classify::quantity(line);
    Ok(Line { description, quantity, price, total: line.total, ..twin.clone() })
}

/// The same line, taken back.
fn negative(line: Line) -> Line {
    Line { price: -line.price, total: -line.total, ..line }
}

/// A line without an amount that names what is credited: external invoices cannot be linked.
fn head(lines: &[Line], original: Option<&Invoice>, order: &Order) -> Option<Line> {
    let description = match original {
        Some(original) => format!("Creditfactuur bij {}", original.reference),
        None => format!("Creditfactuur bij bestelling {}", order.number),
    };
    Some(Line {
        description,
        quantity: rust_decimal::Decimal::ONE,
        price: Money::ZERO,
        total: Money::ZERO,
        ..lines.first()?.clone()
    })
}

/// As the money went: back over the account that it came in on; or, where the original was booked
/// unpaid, off what is still owed. Nothing while the shop has not paid it back. What another program made is
/// left as it is.
fn payment(
    credit: &Credit,
    original: Option<&Invoice>,
    settings: &Settings,
    total: Money,
    date: Date,
) -> Option<Payment> {
    let back = repayment(credit, settings, total, date)?;
    let ours = original.filter(|own| own.foreign.is_none());
    let is_owed = ours.is_some_and(|own| own.payment.is_none() && !own.total.is_zero());
    if is_owed {
        return Some(Payment { clearing: None, against: Some(credit.part.id), ..back });
    }
    credit.is_settled.then_some(back)
}

/// The payment by which the money of a credit invoice of this `total` (VAT included, below nothing) goes
/// back on that day: none for nothing, or where the settings want none.
pub fn repayment(
    credit: &Credit,
    settings: &Settings,
    total: Money,
    date: Date,
) -> Option<Payment> {
    let wanted = settings.payment.register && !total.is_zero();
    wanted.then(|| Payment {
        price: total,
        date,
        clearing: settings.clearing_account(credit.part.payment_method).map(str::to_owned),
        identifier: Subject::Credit(credit.id).identifier(credit.part.shop),
        against: None,
    })
}
