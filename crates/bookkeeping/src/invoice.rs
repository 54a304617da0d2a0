//! The invoice that an order becomes.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::decide::TOTAL_WITHOUT_VAT;
use crate::switching::Foreign;
use crate::{Country, Kind, Money, Percentage, VatCase, Warning};

/// The name under which our invoices are known in Moneybird.
pub const SOURCE: &str = "CCV Shop";

/// One external sales invoice, decided to the last cent. All amounts include VAT, as the customer
/// paid them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Invoice {
    /// What it is called in Moneybird.
    pub reference: String,
    /// Its day, in Europe/Amsterdam.
    pub date: Date,
    /// When it is due.
    pub due_date: Date,
    /// ISO 4217 code.
    pub currency: String,
    /// Where it came from: an address that carries the shop's id and the order's.
    pub source_url: String,
    /// To whom.
    pub contact: Contact,
    /// Its lines.
    pub lines: Vec<Line>,
    /// VAT per case, country and percentage.
    pub vat: Vec<VatRow>,
    /// What was paid, or is to be.
    pub total: Money,
    /// The VAT in it.
    pub vat_total: Money,
    /// Under which reading of the shop's amounts both total and VAT fit.
    pub hypothesis: String,
    /// The payment to register, if any.
    pub payment: Option<Payment>,
    /// Whether the order was not paid when this was decided, so that its payment may follow.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub is_unpaid: bool,
    /// The kind of invoice that another program made of it, which is never paid by us; none where it is ours.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub foreign: Option<Foreign>,
    /// What a person should look at; it is booked all the same.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub warnings: Vec<Warning>,
    /// Of the order that it was decided from ([`crate::edit::fingerprint`]), or that a correction makes
    /// the books agree with; empty for what is neither.
    #[serde(default)]
    pub fingerprint: String,
}

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    /// What it is for.
    #[serde(default)]
    pub kind: Kind,
    /// What it says.
    pub description: String,
    /// Quantity.
    pub quantity: Decimal,
    /// Price of one.
    pub price: Money,
    /// Quantity × price, exactly.
    pub total: Money,
    /// The VAT case.
    pub case: VatCase,
    /// Where the goods went.
    pub country: Country,
    /// What was charged.
    pub percentage: Percentage,
    /// Id of the tax rate.
    pub tax_rate: String,
    /// Id of the ledger account.
    pub ledger: String,
}

/// VAT of one case, country and percentage: rounded once, over all lines together.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct VatRow {
    /// The VAT case.
    pub case: VatCase,
    /// Where the goods went.
    pub country: Country,
    /// What was charged.
    pub percentage: Percentage,
    /// Id of the tax rate.
    pub tax_rate: String,
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
    /// The VAT when it is rounded per line and then added up, as some administrations do.
    pub vat_by_line: Money,
}

/// A payment to register.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Payment {
    /// The amount.
    pub price: Money,
    /// The day; the shop does not tell when it was paid, so the invoice's.
    pub date: Date,
    /// The ledger account on which it is settled; none leaves it to be matched with a bank line.
    pub clearing: Option<String>,
    /// By which it is found again inside the invoice.
    pub identifier: String,
    /// The order whose unpaid invoice it is settled with, by its id, instead of with money.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub against: Option<i64>,
}

/// The contact to use: an existing one where it can be recognised, else a new one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Contact {
    /// Our own stable id for the customer; by it a contact that we made is found again.
    pub customer_id: String,
    /// E-mail address by which an existing contact may be recognised.
    pub match_email: Option<String>,
    /// Company name, or empty.
    pub company_name: String,
    /// First name, or empty.
    pub first_name: String,
    /// Last name, or empty.
    pub last_name: String,
    /// Street and number, or empty.
    pub address1: String,
    /// Second line, or empty.
    pub address2: String,
    /// Postcode, or empty.
    pub postcode: String,
    /// City, or empty.
    pub city: String,
    /// Country.
    pub country: Option<Country>,
    /// Telephone, or empty.
    pub phone: String,
    /// E-mail address, or empty.
    pub email: String,
    /// VAT number, or empty.
    pub vat_number: String,
    /// Chamber of commerce number, or empty.
    pub chamber_of_commerce: String,
}

impl Contact {
    /// A contact of whom nothing is known but the country, if that is.
    pub(crate) fn blank(country: Option<Country>) -> Self {
        Self {
            customer_id: String::new(),
            match_email: None,
            company_name: String::new(),
            first_name: String::new(),
            last_name: String::new(),
            address1: String::new(),
            address2: String::new(),
            postcode: String::new(),
            city: String::new(),
            country,
            phone: String::new(),
            email: String::new(),
            vat_number: String::new(),
            chamber_of_commerce: String::new(),
        }
    }
}

impl Invoice {
    /// The total that the shop stated, under the reading of its amounts that fitted.
    pub fn shop_total(&self) -> Decimal {
        let vat = if self.is_without_vat() { self.vat_total } else { Money::ZERO };
        (self.total - vat).decimal()
    }

    /// What an order that states `total` and `tax` charges, VAT included, read as it was read when
    /// this invoice was decided.
    pub fn charged(&self, total: Decimal, tax: Decimal) -> Money {
        Money::round(if self.is_without_vat() { total.saturating_add(tax) } else { total })
    }

    /// Whether the shop's total does not hold the VAT.
    fn is_without_vat(&self) -> bool {
        self.hypothesis.split('+').any(|part| part == TOTAL_WITHOUT_VAT)
    }

    /// Adds up the lines per VAT case, country and percentage, in that order.
    pub(crate) fn vat_rows(lines: &[Line]) -> Vec<VatRow> {
        let mut rows: Vec<VatRow> = Vec::new();
        for line in lines {
            let vat = line.total - line.total.net_inside(line.percentage.decimal());
            let same = rows.iter_mut().find(|row| {
                (row.case, row.country, row.percentage)
                    == (line.case, line.country, line.percentage)
                    && row.tax_rate == line.tax_rate
            });
            match same {
                Some(row) => {
                    row.net += line.total;
                    row.vat_by_line += vat;
                }
                None => rows.push(VatRow {
                    case: line.case,
                    country: line.country,
                    percentage: line.percentage,
                    tax_rate: line.tax_rate.clone(),
                    net: line.total,
                    vat: Money::ZERO,
                    vat_by_line: vat,
                }),
            }
        }
        for row in &mut rows {
            row.vat = row.net.vat_inside(row.percentage.decimal());
            row.net -= row.vat;
        }
        rows.sort_by(|one, other| {
            (one.case, one.country, other.percentage).cmp(&(
                other.case,
                other.country,
                one.percentage,
            ))
        });
        rows
    }
}
