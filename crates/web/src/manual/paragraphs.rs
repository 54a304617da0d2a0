//! Where in the manual something is explained that the pages say.

use bookkeeping::{Language, Refusal, Warning};

use super::{address, contents};

/// The place of an explanation: a chapter, and the name of a paragraph in it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct About<'a> {
    chapter: &'static str,
    name: &'a str,
}

impl About<'_> {
    /// Its address in a language; that of the chapter where it has no such paragraph.
    pub(crate) fn address(self, language: Language) -> String {
        let known = contents::find(self.chapter)
            .is_some_and(|(_, own)| own.chapter(language).places.contains(self.name));
        address::chapter(language, self.chapter, known.then_some(self.name))
    }
}

/// About why an order waits for somebody: what stands in the way of booking it anew, if it was edited.
pub(crate) fn about_refusal(refusal: &Refusal) -> About<'static> {
    let name = match refusal {
        Refusal::EditedUnbookable { why } => return about_refusal(why),
        // One code, and not one thing to do.
        Refusal::RateUnusable { .. } => "rate-unusable",
        Refusal::AccountUnusable { .. } => "account-unusable",
        Refusal::Leftover { .. } => "leftover",
        Refusal::NoCountry => "no-country",
        Refusal::NoInvoiceNumber => "no-number",
        Refusal::InSummary { .. } => "in-summary",
        Refusal::InvoiceGone { .. } => "invoice-gone",
        Refusal::BookedDiffers { .. } => "booked-differs",
        Refusal::CreditUnclear { .. } => "credit-unclear",
        Refusal::CreditOfIgnored { .. } => "credit-of-ignored",
        Refusal::CreditElsewhere { .. } => "credit-elsewhere",
        other => other.code(),
    };
    About { chapter: "needs-you", name }
}

/// The same, where no more is known than its code.
pub(crate) fn about_code(code: &str) -> About<'_> {
    About { chapter: "needs-you", name: code }
}

/// About what an order waits for in the shop.
pub(crate) fn about_waiting() -> About<'static> {
    About { chapter: "statuses", name: "" }
}

/// About why a connection stands still, or why something could not be done, by its code.
pub(crate) fn about_fault(code: &str) -> About<'_> {
    About { chapter: "stands-still", name: code }
}

/// About the token with which one connects without Moneybird's own page.
pub(crate) fn about_token() -> About<'static> {
    About { chapter: "install", name: "token" }
}

/// About what should be looked at in an invoice that is booked all the same.
pub(crate) fn about_warning(warning: &Warning) -> About<'static> {
    About { chapter: "vat", name: warning.code() }
}

/// About what explains a difference in a closing statement, by its code.
pub(crate) fn about_difference(code: &str) -> About<'_> {
    let own = ["underway", "gone", "moved", "altered", "rounding", "ignored"];
    let chapter = if own.contains(&code) { "closing" } else { "needs-you" };
    About { chapter, name: code }
}
