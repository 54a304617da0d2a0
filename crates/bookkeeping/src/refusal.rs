//! Why an order is not booked, for a person.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::edit::Change;
use crate::switching::Elsewhere;
use crate::{Country, Language, Money, Percentage, VatCase};

/// A reason to refuse an order, with the figures that explain it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "reason", rename_all = "kebab-case")]
pub enum Refusal {
    /// No `[[vat]]` entry for what was charged.
    VatUnmapped {
        /// The case of the line.
        case: VatCase,
        /// Where the goods went.
        country: Country,
        /// What was charged.
        percentage: Percentage,
    },
    /// The entry's tax rate is gone from Moneybird, inactive or changed.
    RateUnusable {
        /// Id of the tax rate.
        tax_rate: String,
        /// The case of the entry.
        case: VatCase,
        /// The percentage of the entry.
        percentage: Percentage,
    },
    /// A ledger account is missing in the settings, gone from Moneybird or inactive.
    AccountUnusable {
        /// Which setting.
        setting: String,
        /// Its id, when there is one.
        ledger: Option<String>,
    },
    /// Intra-Community, but the customer gave no VAT number.
    VatNumberMissing,
    /// Intra-Community, but what the customer gave is no VAT number of another member state, or may be
    /// of several for want of its sign.
    VatNumberOdd {
        /// What was typed, letters and digits only.
        number: String,
    },
    /// The lines do not add up to the total that was paid.
    TotalMismatch {
        /// What the shop says, in the order's currency.
        shop: Decimal,
        /// What the lines come to.
        lines: Decimal,
    },
    /// The VAT of the lines is not the VAT that the shop states.
    TaxMismatch {
        /// What the shop says, in the order's currency.
        shop: Decimal,
        /// What the lines come to.
        lines: Decimal,
    },
    /// A cent is left over and the settings say to refuse then.
    Leftover {
        /// The cents.
        amount: Money,
    },
    /// The order is in another currency than the administration.
    Currency {
        /// The order's.
        order: String,
        /// The administration's.
        administration: String,
    },
    /// The goods went to a place with VAT rules of its own.
    Territory {
        /// Its name.
        name: String,
    },
    /// Nobody knows where the goods went.
    NoCountry,
    /// The invoice would be dated in a locked period.
    PeriodLocked {
        /// The invoice's day.
        date: Date,
        /// The last locked day.
        until: Date,
    },
    /// The order contradicts itself.
    Contradiction {
        /// How.
        how: Contradiction,
    },
    /// The shop's answer could not be read as an order.
    Unreadable {
        /// What was wrong.
        detail: String,
    },
    /// The settings want the number of the shop's invoice, and the order has none.
    NoInvoiceNumber,
    /// Moneybird does not accept what was sent.
    Rejected {
        /// Which document.
        what: Document,
        /// What Moneybird said.
        answer: String,
    },
    /// Moneybird holds more than one invoice for this order.
    Doubled {
        /// Their ids.
        invoices: Vec<String>,
    },
    /// The order stands in the summary of a day that Moneybird holds already.
    InSummary {
        /// The invoice's id.
        invoice: String,
    },
    /// The invoice that was booked is no longer in Moneybird.
    InvoiceGone {
        /// Its id.
        invoice: String,
    },
    /// The shop's invoices of an order do not fit what the order comes to and what is booked, so that
    /// nobody can tell whether a credit invoice is in it already.
    CreditUnclear {
        /// What the order comes to now, in its currency.
        order: Decimal,
        /// What the shop's debit invoices of it come to.
        debit: Decimal,
        /// What its credit invoices take back.
        credit: Decimal,
        /// What is booked of it; none while nothing is.
        booked: Option<Money>,
    },
    /// A credit invoice of an order that was set aside here.
    CreditOfIgnored {
        /// The order's number.
        order: String,
    },
    /// The books are said to be filled by another program, and this order is not as that says.
    Elsewhere {
        /// The number of the order up to which they are.
        up_to: String,
        /// What was found of this one.
        what: Box<Elsewhere>,
    },
    /// A credit invoice of an order that another program booked.
    CreditElsewhere {
        /// The order's number.
        order: String,
        /// The id of its invoice.
        invoice: String,
    },
    /// What Moneybird booked is not what was sent.
    BookedDiffers {
        /// The total that was sent.
        sent: Money,
        /// The total that Moneybird gives.
        booked: Decimal,
        /// The state that Moneybird gives.
        state: String,
    },
    /// It was edited after it was booked.
    Edited {
        /// What is booked, and what it would be now.
        change: Box<Change>,
    },
    /// It was booked unpaid, was credited or corrected since, and is paid now: how the payment is to be
    /// divided is not ours to guess.
    PaidLater {
        /// What is booked of it, credits and corrections in, VAT included.
        booked: Money,
    },
    /// It was cancelled after it was booked.
    Cancelled {
        /// What is booked, and what it would be now.
        change: Box<Change>,
    },
    /// The shop no longer shows it as paid, and only paid orders count.
    Unpaid {
        /// What is booked, and what it would be now.
        change: Box<Change>,
    },
    /// The shop does not have it any more.
    Removed {
        /// What is booked, and what it would be now.
        change: Box<Change>,
    },
    /// The shop paid its invoice back, without a credit invoice.
    Reimbursed {
        /// The number of the shop's invoice.
        invoice: String,
        /// What is booked, and what it would be now.
        change: Box<Change>,
    },
    /// It was edited after it was booked, and could not be booked as it is now.
    EditedUnbookable {
        /// Why not.
        why: Box<Self>,
    },
}

/// What is made in Moneybird for an order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Document {
    /// The contact.
    Contact,
    /// The external sales invoice.
    Invoice,
    /// The payment.
    Payment,
}

/// How an order can contradict itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Contradiction {
    /// It has no rows.
    NoRows,
    /// A percentage below 0 or above 100.
    Percentage,
    /// A discount, but no goods that it could lower.
    DiscountWithoutGoods,
    /// The order has no number.
    NoNumber,
    /// Rows, total and VAT of a credit invoice do not have one sign.
    CreditSigns,
    /// A credit invoice takes back at a rate, or a deposit, that its order was not booked with.
    CreditOfNothing,
    /// A credit invoice takes back more than is booked of its order.
    CreditTooLarge,
    /// A business with a VAT number in another member state was charged 0 %, but the order is not
    /// marked as intra-Community: nothing else makes that rate right (art. 138 VAT Directive).
    UnmarkedBusiness,
    /// Marked as intra-Community, but the goods stay at home, where VAT is due (art. 138 VAT
    /// Directive 2006/112/EC: dispatched to another member state).
    IntraCommunityAtHome,
}

impl Refusal {
    /// The sale that no tax rate is chosen for, if that is what stands in the way.
    pub fn unmapped(&self) -> Option<(VatCase, Country, Percentage)> {
        match self {
            Self::VatUnmapped { case, country, percentage } => Some((*case, *country, *percentage)),
            Self::EditedUnbookable { why } => why.unmapped(),
            _ => None,
        }
    }

    /// Whether other settings may be all that it takes. What was edited after it was booked is not decided anew.
    pub fn is_of_settings(&self) -> bool {
        matches!(
            self,
            Self::VatUnmapped { .. }
                | Self::RateUnusable { .. }
                | Self::AccountUnusable { .. }
                | Self::Leftover { .. }
                | Self::NoInvoiceNumber
        )
    }

    /// The public code (`interface.md`).
    pub fn code(&self) -> &'static str {
        match self {
            Self::VatUnmapped { .. } | Self::RateUnusable { .. } | Self::AccountUnusable { .. } => {
                "vat-unmapped"
            }
            Self::VatNumberMissing | Self::VatNumberOdd { .. } => "vat-number-missing",
            Self::TotalMismatch { .. } | Self::Leftover { .. } => "total-mismatch",
            Self::TaxMismatch { .. } => "tax-mismatch",
            Self::Currency { .. } => "currency",
            Self::Territory { .. } | Self::NoCountry => "territory",
            Self::PeriodLocked { .. } => "period-locked",
            Self::Contradiction { .. }
            | Self::BookedDiffers { .. }
            | Self::InvoiceGone { .. }
            | Self::CreditUnclear { .. }
            | Self::CreditOfIgnored { .. } => "contradiction",
            Self::Unreadable { .. } | Self::NoInvoiceNumber => "unreadable",
            Self::Elsewhere { .. } | Self::CreditElsewhere { .. } => "elsewhere",
            Self::Rejected { what: Document::Contact, .. } => "contact-refused",
            Self::Rejected { what: Document::Invoice, .. } => "invoice-refused",
            Self::Rejected { what: Document::Payment, .. } => "payment-refused",
            Self::Doubled { .. } | Self::InSummary { .. } => "doubled",
            Self::Edited { .. } | Self::EditedUnbookable { .. } => "edited",
            Self::Cancelled { .. } => "cancelled",
            Self::Unpaid { .. } => "unpaid",
            Self::Removed { .. } => "removed",
            Self::PaidLater { .. } => "paid",
            Self::Reimbursed { .. } => "reimbursed",
        }
    }

    /// What happened, in one sentence.
    pub fn message(&self, language: Language) -> String {
        match language {
            Language::Nl => crate::texts::nl::message(self),
            Language::En => crate::texts::en::message(self),
        }
    }

    /// What to do about it, in one sentence.
    pub fn hint(&self, language: Language) -> String {
        match language {
            Language::Nl => crate::texts::nl::hint(self),
            Language::En => crate::texts::en::hint(self),
        }
    }
}
