//! What stands in the way of orders, put together by what is to be done: a choice that is missing is made
//! once, for however many orders it is missing.

use std::collections::BTreeMap;

use bookkeeping::switching::Elsewhere;
use bookkeeping::{Language, Refusal};
use store::{Reason, State as OrderState};

use crate::manual::{about_code, about_refusal};
use crate::reason::{charged, is_on_page};
use crate::texts::texts;

/// Orders of one cause that are tried again by one click.
pub(crate) const MOST: u64 = 500;

/// One cause.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cause {
    /// Its name in an address.
    pub(crate) key: String,
    pub(crate) text: String,
    /// Where the manual says more of it.
    pub(crate) explained: String,
    pub(crate) state: OrderState,
    /// Orders that it stands in the way of.
    pub(crate) orders: u64,
    /// What the settings page mends.
    pub(crate) on_page: Option<Refusal>,
    /// Whether they may go well once something elsewhere was mended, and nobody has to look at each first.
    pub(crate) can_retry: bool,
}

impl Cause {
    /// The list of its orders.
    pub(crate) fn link(&self, base: &str) -> String {
        format!("{base}?state={}&why={}", self.state, self.key)
    }

    /// How many a click tries again.
    pub(crate) fn at_once(&self) -> u64 {
        self.orders.min(MOST)
    }
}

/// The causes of these reasons, those of the most orders first.
pub(crate) fn causes(reasons: &[Reason], language: Language) -> Vec<Cause> {
    let mut all: BTreeMap<(OrderState, String), Cause> = BTreeMap::new();
    for own in reasons {
        let refusal = sync::refusal(own.refusal.as_deref());
        let key = key(refusal.as_ref(), own.code.as_deref());
        let cause = all.entry((own.state, key.clone())).or_insert_with(|| Cause {
            text: text(refusal.as_ref(), &key, language),
            explained: match &refusal {
                Some(own) => about_refusal(own).address(language),
                None => about_code(&key).address(language),
            },
            state: own.state,
            orders: 0,
            on_page: refusal.as_ref().map(innermost).filter(|own| is_on_page(own)).cloned(),
            can_retry: own.state == OrderState::Refused && may_go_well(&key),
            key,
        });
        cause.orders += own.orders;
    }
    let mut all: Vec<Cause> = all.into_values().collect();
    all.sort_by_key(|own| std::cmp::Reverse(own.orders));
    all
}

/// The cause of an order, by its name in an address.
pub(crate) fn key_of(code: Option<&str>, refusal: Option<&str>) -> String {
    key(sync::refusal(refusal).as_ref(), code)
}

fn innermost(refusal: &Refusal) -> &Refusal {
    match refusal {
        Refusal::EditedUnbookable { why } => innermost(why),
        other => other,
    }
}

fn key(refusal: Option<&Refusal>, code: Option<&str>) -> String {
    let Some(refusal) = refusal else { return code.unwrap_or("unknown").to_owned() };
    match refusal {
        Refusal::EditedUnbookable { why } => format!("edited.{}", key(Some(why), None)),
        Refusal::VatUnmapped { case, country, percentage } => {
            format!("unmapped.{case}.{country}.{percentage}")
        }
        Refusal::RateUnusable { case, percentage, .. } => format!("rate.{case}.{percentage}"),
        Refusal::AccountUnusable { setting, .. } => {
            let own = setting.chars().filter(|own| own.is_ascii_alphanumeric() || *own == '_');
            format!("account.{}", own.collect::<String>())
        }
        Refusal::Leftover { .. } => "leftover".to_owned(),
        Refusal::NoInvoiceNumber => "no-number".to_owned(),
        Refusal::NoCountry => "no-country".to_owned(),
        Refusal::InSummary { .. } => "in-summary".to_owned(),
        Refusal::InvoiceGone { .. } => "invoice-gone".to_owned(),
        Refusal::BookedDiffers { .. } => "booked-differs".to_owned(),
        Refusal::CreditUnclear { .. } => "credit-unclear".to_owned(),
        Refusal::CreditOfIgnored { .. } => "credit-of-ignored".to_owned(),
        Refusal::CreditElsewhere { .. } => "credit-elsewhere".to_owned(),
        Refusal::Elsewhere { what, .. } if **what == Elsewhere::NoInvoice => {
            "elsewhere-missing".to_owned()
        }
        other => other.code().to_owned(),
    }
}

fn text(refusal: Option<&Refusal>, key: &str, language: Language) -> String {
    let all = texts(language);
    let t = &all.causes;
    match refusal {
        Some(Refusal::EditedUnbookable { why }) => {
            let inner = key.strip_prefix("edited.").unwrap_or(key);
            (t.edited)(&text(Some(why), inner, language))
        }
        Some(Refusal::VatUnmapped { case, country, percentage }) => {
            (t.unmapped)(&charged((*case, Some(*country), Some(*percentage)), all, language))
        }
        Some(Refusal::RateUnusable { case, percentage, .. }) => {
            (t.rate)(&charged((*case, None, Some(*percentage)), all, language))
        }
        Some(Refusal::AccountUnusable { setting, .. }) => {
            let key = setting.strip_prefix("[ledger] ");
            let line = || all.reasons.line.to_owned();
            (t.account)(&key.map_or_else(line, |key| (all.settings.label)(key)))
        }
        _ => (t.other)(key),
    }
}

/// Not what is tried again by itself once the settings were saved, nor what has to be booked by hand, nor
/// what was taken out of the books by somebody, nor what would be booked beside another program's invoice.
pub(crate) fn may_go_well(key: &str) -> bool {
    let has_to_be_settled =
        ["leftover", "currency", "territory", "in-summary", "invoice-gone", "credit-of-ignored"];
    let would_be_beside = ["elsewhere", "credit-elsewhere"];
    let others = has_to_be_settled.iter().chain(&would_be_beside);
    !key.starts_with("unmapped.") && !others.into_iter().any(|own| *own == key)
}

#[cfg(test)]
mod tests {
    use bookkeeping::{Money, VatCase};

    use super::*;

    fn reason(state: OrderState, refusal: &Refusal, orders: u64) -> Reason {
        let code = Some(refusal.code().to_owned());
        Reason { state, code, refusal: serde_json::to_string(refusal).ok(), orders }
    }

    fn unmapped(country: &str) -> Refusal {
        let (country, percentage) = (country.parse().unwrap(), "19".parse().unwrap());
        Refusal::VatUnmapped { case: VatCase::Oss, country, percentage }
    }

    #[test]
    fn what_is_settled_by_one_choice_is_one_cause() {
        let account = |ledger: Option<&str>| Refusal::AccountUnusable {
            setting: "[ledger] deposits".to_owned(),
            ledger: ledger.map(str::to_owned),
        };
        let leftover =
            |text: &str| Refusal::Leftover { amount: Money::exact(text.parse().unwrap()).unwrap() };
        let edited = Refusal::EditedUnbookable { why: Box::new(unmapped("DE")) };
        let refused = OrderState::Refused;
        let found = causes(
            &[
                reason(refused, &unmapped("DE"), 3),
                reason(refused, &unmapped("FR"), 2),
                reason(refused, &account(None), 30),
                reason(refused, &account(Some("4711")), 6),
                reason(refused, &leftover("0.01"), 1),
                reason(refused, &leftover("-0.01"), 1),
                reason(OrderState::Changed, &edited, 1),
                Reason { state: refused, code: Some("doubled".into()), refusal: None, orders: 4 },
            ],
            Language::Nl,
        );
        let told: Vec<(u64, &str)> =
            found.iter().map(|own| (own.orders, own.text.as_str())).collect();
        let expected = [
            (36, "‘Statiegeld’: geen bruikbare rekening gekozen"),
            (4, "er staat meer dan één factuur van in Moneybird"),
            (3, "‘EU-consument in Duitsland, 19%’: geen btw-tarief gekozen"),
            (2, "door afronding blijft een cent over"),
            (2, "‘EU-consument in Frankrijk, 19%’: geen btw-tarief gekozen"),
            (
                1,
                "na het boeken gewijzigd; ‘EU-consument in Duitsland, 19%’: geen btw-tarief gekozen",
            ),
        ];
        assert_eq!(told, expected);
        let retried: Vec<bool> = found.iter().map(|own| own.can_retry).collect();
        assert_eq!(retried, [true, true, false, false, false, false]);
        let on_page: Vec<bool> = found.iter().map(|own| own.on_page.is_some()).collect();
        assert_eq!(on_page, [true, false, true, true, true, true]);
        assert_eq!(found[0].link("/o"), "/o?state=refused&why=account.ledgerdeposits");
        for own in &found {
            let is_plain = |sign: char| sign.is_ascii_alphanumeric() || "._-".contains(sign);
            assert!(own.key.chars().all(is_plain), "{}", own.key);
        }
    }

    #[test]
    fn every_cause_has_words() {
        let keys = [
            "leftover",
            "no-number",
            "vat-number-missing",
            "total-mismatch",
            "tax-mismatch",
            "currency",
            "territory",
            "no-country",
            "period-locked",
            "contradiction",
            "unreadable",
            "contact-refused",
            "invoice-refused",
            "payment-refused",
            "doubled",
            "in-summary",
            "invoice-gone",
            "booked-differs",
            "credit-unclear",
            "credit-of-ignored",
            "credit-elsewhere",
            "elsewhere-missing",
            "elsewhere",
            "edited",
            "cancelled",
            "unpaid",
            "removed",
            "paid",
            "reimbursed",
        ];
        for key in keys {
            let said = [Language::Nl, Language::En].map(|own| text(None, key, own));
            assert!(said[0] != key && said[1] != key && said[0] != said[1], "{key}");
        }
    }
}
