//! The invoice that makes up for an edit.

use jiff::ToSpan;
use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::{Change, Part, fingerprint};
use crate::{Contact, Invoice, Kind, Line, Money, Order, Payment, Settings, Subject};

/// How much of the order's reference a correction's bears: Moneybird takes 100 characters.
const LONGEST: usize = 80;

/// What a person agreed to book, because an order was edited after it was booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Correction {
    /// The order's id.
    pub order: i64,
    /// Its how-manieth correction, from 1.
    pub number: i64,
    /// The order's number.
    pub order_number: String,
    /// What the order's invoice is called.
    pub reference: String,
    /// ISO 4217 code.
    pub currency: String,
    /// To whom the order's invoice is.
    pub contact: Contact,
    /// What is booked.
    pub parts: Vec<Part>,
    /// Whether the money is settled too.
    pub settles: bool,
    /// How the order was paid, which says on which account.
    pub payment_method: Option<i64>,
    /// The number of the shop's invoice that it paid back, if it did: then the order counts no more,
    /// whatever the shop shows.
    pub reimbursed: Option<String>,
    /// The [`fingerprint`](super::fingerprint()) of the order that it makes the books agree with.
    pub fingerprint: String,
}

impl Correction {
    /// The correction of this number that makes the books agree with an order as the shop has `shown`
    /// it, as far as that is known; `booked` is the order's own invoice.
    pub fn of(
        change: &Change,
        (order, order_number): (i64, &str),
        number: i64,
        booked: Invoice,
        shown: Option<&Order>,
    ) -> Self {
        Self {
            order,
            number,
            order_number: order_number.to_owned(),
            reference: booked.reference,
            currency: booked.currency,
            contact: booked.contact,
            parts: change.parts.clone(),
            settles: change.settles,
            payment_method: shown.and_then(|order| order.payment_method),
            reimbursed: None,
            fingerprint: shown.map(fingerprint).unwrap_or_default(),
        }
    }

    /// What it is.
    pub fn subject(&self) -> Subject {
        Subject::Correction { order: self.order, number: self.number }
    }

    /// What it is called, behind the name of the order or of its invoice.
    pub fn named(&self, name: &str) -> String {
        let name: String = name.chars().take(LONGEST).collect();
        format!("{name} correctie {}", self.number)
    }

    /// Its invoice, dated on this day. `shop_url` is the shop's address.
    pub fn invoice(&self, shop_url: &str, shop: i64, settings: &Settings, date: Date) -> Invoice {
        let lines: Vec<Line> = self.parts.iter().map(|part| self.line(part)).collect();
        let vat = Invoice::vat_rows(&lines);
        let total: Money = lines.iter().map(|line| line.total).sum();
        let settles = self.settles && settings.payment.register && !total.is_zero();
        let payment = settles.then(|| Payment {
            price: total,
            date,
            clearing: settings.clearing_account(self.payment_method).map(str::to_owned),
            identifier: self.subject().identifier(shop),
            against: None,
        });
        Invoice {
            reference: self.named(&self.reference),
            date,
            due_date: date.saturating_add(settings.invoice.due_days.days()),
            currency: self.currency.clone(),
            source_url: self.subject().address(shop_url, shop),
            contact: self.contact.clone(),
            vat_total: vat.iter().map(|row| row.vat).sum(),
            payment,
            lines,
            vat,
            total,
            hypothesis: "correction".to_owned(),
            is_unpaid: false,
            foreign: None,
            warnings: Vec::new(),
            fingerprint: self.fingerprint.clone(),
        }
    }

    fn line(&self, part: &Part) -> Line {
        let place = part.place.clone();
        Line {
            kind: Kind::Goods,
            description: format!(
                "Correctie bestelling {}: {} %",
                self.order_number, place.percentage
            ),
            quantity: Decimal::ONE,
            price: part.amount,
            total: part.amount,
            case: place.case,
            country: place.country,
            percentage: place.percentage,
            tax_rate: place.tax_rate,
            ledger: place.ledger,
        }
    }
}
