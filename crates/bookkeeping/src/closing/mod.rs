//! The closing statement: what the shop sold beside what the books and Moneybird's own tax report
//! say, per VAT case, country and percentage, with every order that explains a difference.
//!
//! Pure: it is given the orders of a period, the invoices that Moneybird holds and the report.

mod account;
mod clearing;
mod evidence;
mod explain;
mod listed;
mod report;
mod reported;
mod sentences;
mod statement;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{Country, Money, Percentage, VatCase};

pub use clearing::Clearing;
pub use evidence::{Edit, Evidence, Held, Ledger, RateAmount, ReportLine, Sale, Standing};
pub use listed::Listed;
pub use reported::Reported;
pub use statement::close;

/// The closing statement. Amounts are in the administration's currency, without VAT where they
/// say `net`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// The connection's id.
    pub connection: String,
    /// The period as asked for.
    pub period: String,
    /// ISO 4217 code.
    pub currency: String,
    /// Whether every row's difference is nothing, and no order differs by what another makes up for.
    pub closes: bool,
    /// All differences added up without their signs, so that none hides another.
    pub difference: Money,
    /// One row per VAT case, country and percentage.
    pub rows: Vec<Row>,
    /// What Moneybird's report, less what is not ours, comes to per box of the VAT return: `1a`,
    /// `1b`, `1e`, `3a`, `3b`. What belongs in the One-Stop-Shop return is there per country, as
    /// `OSS DE`; Moneybird does not say how it reports those.
    pub boxes: std::collections::BTreeMap<String, Amounts>,
    /// Moneybird's report of the whole administration, a line per tax rate.
    pub report: Vec<Reported>,
    /// The accounts on which payments were settled.
    pub clearing: Vec<Clearing>,
    /// The orders that explain a difference.
    pub explanations: Vec<Explanation>,
    /// What the administration's report holds besides ours.
    pub outside: Vec<Outside>,
    /// Every order of the period, a line for each row that it falls in: they add up to what the
    /// rows say the shop sold.
    pub orders: Vec<Listed>,
    /// What a reader must know besides: what was set aside, what is not taken over, a period that is
    /// not over.
    pub notes: Vec<String>,
}

/// One row of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// The VAT case; `unassigned` for amounts whose case cannot be told, `unexplained` for what
    /// Moneybird has at a tax rate at which the shop sold nothing.
    pub case: String,
    /// Where the goods went.
    pub country: Option<Country>,
    /// What was charged.
    pub percentage: Option<Percentage>,
    /// Only where it is `unexplained`: the name of the tax rate, or its id.
    pub tax_rate: Option<String>,
    /// What the shop says was sold.
    pub shop: Counted,
    /// What our invoices in Moneybird say.
    pub booked: Counted,
    /// What Moneybird's tax report says, less what is not ours.
    pub moneybird: Amounts,
    /// Shop less Moneybird.
    pub difference: Amounts,
}

/// Net and VAT.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Amounts {
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
}

/// Net, VAT and the number of orders behind them.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counted {
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
    /// Number of orders.
    pub count: u64,
}

/// An order that explains a difference, or part of one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The order's id in the shop; below nothing for what is no single order of the shop.
    pub id: i64,
    /// Its number.
    pub number: String,
    /// The invoice's id, where there is one.
    pub invoice_id: Option<String>,
    /// What kind of difference: the code of a refusal, or `underway`, `gone`, `moved`, `altered`,
    /// `doubled`, `edited`, `cancelled`, `ignored`, `currency`, `rounding`.
    pub code: String,
    /// The sentence.
    pub message: String,
    /// Shop less books, without VAT.
    pub net: Money,
    /// Shop less books, the VAT.
    pub vat: Money,
}

/// An invoice in the administration that is not ours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Outside {
    /// Its id.
    pub invoice_id: String,
    /// What it is called.
    pub reference: String,
    /// Its day.
    pub date: Option<Date>,
    /// Amount without VAT.
    pub net: Money,
    /// The VAT.
    pub vat: Money,
    /// What there is to say of it: that it comes from this shop, but not from this period.
    pub message: Option<String>,
}

/// The key of a row.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// What the shop sold.
    Sold(VatCase, Country, Percentage),
    /// What the shop sold and nobody can place.
    Unassigned,
    /// What Moneybird has at a tax rate of this id, at which the shop sold nothing.
    Rate(String),
}

impl Key {
    /// Case, country and percentage.
    fn names(&self) -> (String, Option<Country>, Option<Percentage>) {
        match self {
            Self::Sold(case, country, percentage) => {
                (case.to_string(), Some(*country), Some(*percentage))
            }
            Self::Unassigned => ("unassigned".to_owned(), None, None),
            Self::Rate(_) => ("unexplained".to_owned(), None, None),
        }
    }
}

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
    fn count(&mut self, amounts: Amounts, orders: u64) {
        self.net += amounts.net;
        self.vat += amounts.vat;
        self.count = self.count.saturating_add(orders);
    }

    fn amounts(self) -> Amounts {
        Amounts { net: self.net, vat: self.vat }
    }
}
