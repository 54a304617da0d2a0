//! The closing statement: what the shop sold beside what the books and Moneybird's own tax report
//! say, per VAT case, country and percentage, with every order that explains a difference.
//!
//! Pure: it is given the orders of a period, the invoices that Moneybird holds and the report.

mod explain;
mod statement;

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::Serialize;

use crate::{Country, Invoice, Money, Percentage, VatCase};

pub use statement::close;

/// An order of the period that the shop completed, as we know it.
#[derive(Debug, Clone)]
pub struct Sale {
    /// The order's id in the shop.
    pub order: i64,
    /// Its number.
    pub number: String,
    /// What it becomes, or became; none when that cannot be told.
    pub invoice: Option<Invoice>,
    /// What the shop says of it: total and VAT.
    pub total: Decimal,
    /// The VAT in that total.
    pub tax: Decimal,
    /// Where it stands.
    pub standing: Standing,
}

/// Where an order of the period stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Standing {
    /// Booked as this invoice.
    Booked(String),
    /// On its way: ready, or its outcome is not known yet.
    Underway,
    /// Stopped, with the public code and sentence.
    Stopped(String, String),
}

/// An invoice as Moneybird holds it now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Held {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub reference: String,
    /// Its day.
    pub date: Option<Date>,
    /// Where it came from.
    pub source_url: String,
    /// Net and VAT per tax rate.
    pub rates: Vec<RateAmount>,
}

/// Net and VAT at one tax rate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateAmount {
    /// Id of the tax rate.
    pub tax_rate: String,
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
}

/// One line of Moneybird's tax report, sales only.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportLine {
    /// Id of the tax rate.
    pub tax_rate: String,
    /// The box of the VAT return, such as `1a`; none for foreign rates.
    pub return_box: Option<String>,
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
}

/// All that a statement is made of.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The connection's id.
    pub connection: String,
    /// The period as asked for.
    pub period: String,
    /// ISO 4217 code.
    pub currency: String,
    /// The orders of the period.
    pub sales: Vec<Sale>,
    /// The invoices that Moneybird holds in the period, ours and others.
    pub held: Vec<Held>,
    /// Moneybird's tax report of the period.
    pub report: Vec<ReportLine>,
}

/// The closing statement. Amounts are in the administration's currency, without VAT where they
/// say `net`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// The connection's id.
    pub connection: String,
    /// The period as asked for.
    pub period: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Whether every row's difference is nothing.
    pub closes: bool,
    /// All differences added up without their signs, so that none hides another.
    pub difference: Money,
    /// One row per VAT case, country and percentage.
    pub rows: Vec<Row>,
    /// What our invoices come to per box of the VAT return.
    pub boxes: std::collections::BTreeMap<String, Amounts>,
    /// The orders that explain a difference.
    pub explanations: Vec<Explanation>,
    /// What the administration's report holds besides ours.
    pub outside: Vec<Outside>,
}

/// One row of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Row {
    /// The VAT case; `unassigned` for orders whose case cannot be told.
    pub case: String,
    /// Where the goods went.
    pub country: Option<Country>,
    /// What was charged.
    pub percentage: Option<Percentage>,
    /// What the shop sold.
    pub shop: Counted,
    /// What our invoices in Moneybird say.
    pub booked: Counted,
    /// What Moneybird's tax report says, less what is not ours.
    pub moneybird: Amounts,
    /// Shop less Moneybird.
    pub difference: Amounts,
}

/// Net and VAT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Amounts {
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
}

/// Net, VAT and the number of orders behind them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Counted {
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
    /// Number of orders.
    pub count: u64,
}

/// An order that explains a difference, or part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The order's id in the shop.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// The invoice's id, where there is one.
    pub invoice_id: Option<String>,
    /// What kind of difference: the code of a refusal, or `underway`, `gone`, `altered`, `doubled`,
    /// `rounding`.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// Shop less books, without VAT.
    pub net: Money,
    /// Shop less books, the VAT.
    pub vat: Money,
}

/// An invoice in the administration that is not ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Outside {
    /// Its id.
    pub invoice_id: String,
    /// What it is called.
    pub reference: String,
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
}

/// The key of a row.
type Key = Option<(VatCase, Country, Percentage)>;

impl std::ops::AddAssign for Amounts {
    fn add_assign(&mut self, other: Self) {
        self.net += other.net;
        self.vat += other.vat;
    }
}

impl std::ops::Sub for Amounts {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self { net: self.net - other.net, vat: self.vat - other.vat }
    }
}

impl Amounts {
    /// Whether both are nothing.
    pub fn is_zero(self) -> bool {
        self.net.is_zero() && self.vat.is_zero()
    }
}

impl Counted {
    fn count(&mut self, amounts: Amounts) {
        self.net += amounts.net;
        self.vat += amounts.vat;
        self.count += 1;
    }

    fn amounts(self) -> Amounts {
        Amounts { net: self.net, vat: self.vat }
    }
}
