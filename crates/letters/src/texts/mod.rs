//! The sentences, one set for each language.

mod en;
mod nl;

use bookkeeping::Language;

/// All sentences.
#[derive(Debug)]
pub(crate) struct Texts {
    pub(crate) code: &'static str,
    /// The foot.
    pub(crate) why: fn(shop: &str, administration: &str) -> String,
    pub(crate) unsubscribe: &'static str,
    pub(crate) choose: &'static str,
    pub(crate) asked_for: &'static str,
    /// Links.
    pub(crate) to_overview: &'static str,
    pub(crate) to_orders: &'static str,
    pub(crate) to_closing: &'static str,
    pub(crate) to_pages: &'static str,
    pub(crate) explained: &'static str,
    pub(crate) to_cause: fn(u64) -> String,
    /// Orders.
    pub(crate) orders_subject: fn(shop: &str, u64) -> String,
    pub(crate) orders_lead: fn(u64, shop: &str) -> String,
    pub(crate) cause: fn(u64, text: &str) -> String,
    pub(crate) more: fn(u64) -> String,
    pub(crate) more_causes: fn(usize, u64) -> String,
    /// Broken.
    pub(crate) broken_subject: fn(shop: &str) -> String,
    pub(crate) broken_lead: fn(shop: &str) -> String,
    pub(crate) broken_rest: &'static str,
    /// Takeover.
    pub(crate) takeover_subject: fn(shop: &str) -> String,
    pub(crate) takeover_lead: fn(shop: &str, u64) -> String,
    pub(crate) takeover_none: &'static str,
    pub(crate) takeover_waiting: fn(u64) -> String,
    pub(crate) sums: &'static str,
    pub(crate) columns: [&'static str; 3],
    pub(crate) sums_hint: &'static str,
    /// A month.
    pub(crate) closes_subject: fn(shop: &str, month: &str) -> String,
    pub(crate) closes_lead: fn(month: &str, shop: &str, difference: &str) -> String,
    pub(crate) closes_rest: &'static str,
    pub(crate) differs_subject: fn(shop: &str, month: &str) -> String,
    pub(crate) differs_lead: fn(month: &str, shop: &str, difference: &str) -> String,
    pub(crate) differs_orders: fn(u64) -> String,
    pub(crate) differs_rest: &'static str,
    /// The free month.
    pub(crate) trial_subject: fn(shop: &str, day: &str) -> String,
    pub(crate) trial_lead: fn(shop: &str, day: &str) -> String,
    pub(crate) trial_then: fn(price: &str, vat: &str) -> String,
    pub(crate) with_vat: &'static str,
    pub(crate) without_vat: &'static str,
    /// An address.
    pub(crate) given: &'static str,
    pub(crate) confirm_subject: &'static str,
    pub(crate) confirm_lead: &'static str,
    pub(crate) to_confirm: &'static str,
    pub(crate) confirm_rest: fn(days: u64) -> String,
    /// A test.
    pub(crate) test_subject: &'static str,
    pub(crate) test_lead: &'static str,
}

/// The sentences of a language.
pub(crate) fn texts(language: Language) -> &'static Texts {
    match language {
        Language::Nl => &nl::NL,
        Language::En => &en::EN,
    }
}
