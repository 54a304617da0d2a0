//! The closing statement: what the shop sold beside what the books and Moneybird's own tax report
//! say, per VAT case, country and percentage, with every order that explains a difference.
//!
//! Pure: it is given the orders of a period, the invoices that Moneybird holds and the report.

mod account;
mod evidence;
mod explain;
mod report;
mod sentences;
mod statement;

use serde::Serialize;

use crate::{Country, Money, Percentage, VatCase};

pub use evidence::{Evidence, Held, RateAmount, ReportLine, Sale, Standing};
pub use statement::close;

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
    /// Whether every row's difference is nothing, and no order differs by what another makes up for.
    pub closes: bool,
    /// All differences added up without their signs, so that none hides another.
    pub difference: Money,
    /// One row per VAT case, country and percentage.
    pub rows: Vec<Row>,
    /// What Moneybird's report, less what is not ours, comes to per box of the VAT return.
    pub boxes: std::collections::BTreeMap<String, Amounts>,
    /// The orders that explain a difference.
    pub explanations: Vec<Explanation>,
    /// What the administration's report holds besides ours.
    pub outside: Vec<Outside>,
    /// What a reader must know besides: what was set aside, what is not taken over, a period that is
    /// not over.
    pub notes: Vec<String>,
}

/// One row of the statement.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
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
    /// `edited`, `cancelled`, `ignored`, `currency`, `rounding`.
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
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    /// What the shop sold.
    Sold(VatCase, Country, Percentage),
    /// What the shop sold and nobody can place.
    Unassigned,
    /// What Moneybird has at a tax rate of this id, at which the shop sold nothing.
    Rate(String),
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
    fn count(&mut self, amounts: Amounts) {
        self.net += amounts.net;
        self.vat += amounts.vat;
        self.count += 1;
    }

    fn amounts(self) -> Amounts {
        Amounts { net: self.net, vat: self.vat }
    }
}
