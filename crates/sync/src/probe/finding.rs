//! A question and what came of it.

use bookkeeping::Language;
use serde::{Deserialize, Serialize};

use super::{meaning, wording};

/// Who was asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Side {
    /// Moneybird.
    Moneybird,
    /// The shop.
    Ccvshop,
}

/// What was asked; [`Finding::asks`] says it in a sentence.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "wording.rs says each in a sentence, in two languages")]
pub enum Question {
    VatRounding,
    InclusiveTotal,
    PriceDecimals,
    UniqueReference,
    LockedPeriod,
    Overpayment,
    PaidEdit,
    PaidDelete,
    UnknownKeys,
    BadToken,
    UnknownTaxRate,
    UnknownLedgerAccount,
    InactiveTaxRate,
    WithoutLines,
    UnknownIds,
    NegativeInvoice,
    NegativePayment,
    ListLag,
    SynchronisationLag,
    OtherMoneybird,
    DefaultPage,
    LargestPage,
    PageSize,
    UnknownParameters,
    DateFilter,
    ExclusiveTotal,
    RowTotals,
    ShopRounding,
    Readings,
    DiscountSign,
    PointsSign,
    CreditSigns,
    ProductTypes,
    CouponTypes,
    ErrorsSigned,
    ErrorCodes,
    MerchantShape,
    OtherCcvshop,
}

/// What came of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Answer {
    /// It was not asked; [`Finding::seen`] says why.
    NotAsked,
    /// It was asked, but what is there does not tell.
    Untold,
    /// The answers contradict each other or what was expected.
    Unclear,
    /// What was asked for was done.
    Accepted,
    /// It was refused.
    Refused,
    /// It was done as if what is odd were not there.
    Ignored,
    /// Rounded to cents.
    Rounded,
    /// Kept as it was sent.
    Kept,
    /// What does not exist is left out of the answer.
    LeftOut,
    /// VAT is rounded once per rate.
    PerRate,
    /// VAT is rounded on every line.
    PerLine,
    /// VAT is rounded once, over everything.
    Once,
    /// It showed up, after the time that [`Finding::seen`] tells.
    Seen,
    /// It did not show up within the time that [`Finding::seen`] tells.
    NotSeen,
    /// [`Finding::seen`] tells it.
    Told,
    /// The number that was asked for.
    Asked,
    /// The number that was delivered.
    Delivered,
    /// A day means its first moment.
    Midnight,
    /// A day means all of it.
    WholeDay,
    /// With VAT in it.
    WithVat,
    /// Without VAT in it.
    WithoutVat,
    /// In whole cents.
    Cents,
    /// With all decimals.
    Exact,
    /// Above zero.
    Positive,
    /// Below zero.
    Negative,
    /// By negative counts.
    NegativeCounts,
    /// By negative prices.
    NegativePrices,
    /// Yes.
    Yes,
    /// No.
    No,
    /// A collection.
    Collection,
    /// One object.
    Object,
}

/// One question and what came of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Who was asked.
    pub side: Side,
    /// What.
    pub question: Question,
    /// The same, as a sentence.
    pub asks: String,
    /// Whether it was asked.
    pub asked: bool,
    /// What came of it.
    pub answer: Answer,
    /// What was seen: figures, status and text of a refusal; or why it was not asked.
    pub seen: String,
    /// What it means for us, in one sentence.
    pub means: String,
}

impl Finding {
    pub(super) fn new(
        question: Question,
        answer: Answer,
        seen: String,
        language: Language,
    ) -> Self {
        Self {
            side: question.side(),
            question,
            asks: wording::question(question, language),
            asked: answer != Answer::NotAsked,
            answer,
            seen,
            means: meaning::meaning(question, answer, language),
        }
    }
}

impl Question {
    /// Who is asked.
    pub fn side(self) -> Side {
        if (self as usize) < (Self::DefaultPage as usize) { Side::Moneybird } else { Side::Ccvshop }
    }
}
