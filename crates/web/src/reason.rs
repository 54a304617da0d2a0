//! Why something is not so, in the words of the pages: by the labels of the settings page and the names
//! that the shop gives its statuses.

use bookkeeping::edit::CANCELLED;
use bookkeeping::settings::{Mismatch, Setting};
use bookkeeping::switching::Elsewhere;
use bookkeeping::{Country, Language, Percentage, Refusal, VatCase};
use store::State as OrderState;
use sync::{Code, Fault, OrderView, Waits};

use crate::look::{clock, day};
use crate::manual::{about_code, about_refusal, about_waiting};
use crate::pages::capital;
use crate::texts::{self, Texts, texts};

/// Who reads, and what the shop calls its statuses.
pub(crate) struct Reader {
    language: Language,
    /// Whether they can change nothing.
    only_looks: bool,
    statuses: Vec<(i64, String)>,
}

impl Reader {
    pub(crate) fn new(language: Language, statuses: Vec<(i64, String)>) -> Self {
        Self { language, only_looks: false, statuses }
    }

    /// The same, who may change things or only looks.
    pub(crate) fn who(self, may_change: bool) -> Self {
        Self { only_looks: !may_change, ..self }
    }

    /// Where an order stands.
    pub(crate) fn state(&self, view: &OrderView) -> &'static str {
        let t = &texts(self.language).states;
        if is_cancelled(view) { t.cancelled } else { t.to(view.state, self.only_looks) }
    }

    /// The name of a status.
    pub(crate) fn status(&self, number: i64) -> String {
        let own = self.statuses.iter().find(|(own, name)| *own == number && !name.is_empty());
        let usual = || {
            let place = usize::try_from(number).ok()?.checked_sub(1)?;
            texts(self.language).reasons.statuses.get(place).map(|name| (*name).to_owned())
        };
        own.map(|(_, name)| name.clone()).or_else(usual).unwrap_or_else(|| number.to_string())
    }

    /// What is to be said of an order, if anything is.
    pub(crate) fn remark(&self, view: &OrderView) -> Option<String> {
        if view.state == OrderState::Ignored {
            return view.message.clone();
        }
        if is_cancelled(view) {
            return Some(texts(self.language).reasons.cancelled.to_owned());
        }
        let refusal = view.refusal.as_ref().map(|own| message(own, self.language));
        let waits = view.waits.as_ref().and_then(|own| self.waits(own)).map(|text| capital(&text));
        refusal.or(waits).or_else(|| view.message.clone())
    }

    /// Where the manual says more of it.
    pub(crate) fn explained(&self, view: &OrderView) -> Option<String> {
        // Somebody said in words of their own why it was set aside.
        if view.state == OrderState::Ignored || self.remark(view).is_none() {
            return None;
        }
        let about = match (&view.refusal, &view.code, &view.waits) {
            (Some(own), ..) => about_refusal(own),
            (None, Some(code), _) => about_code(code),
            (None, None, Some(_)) => about_waiting(),
            (None, None, None) => return None,
        };
        Some(about.address(self.language))
    }

    /// What to do about it.
    pub(crate) fn hint(&self, view: &OrderView) -> Option<String> {
        let open = view.refusal.as_ref().filter(|_| view.state != OrderState::Ignored);
        let decides = || texts(self.language).reasons.for_shopkeeper.to_owned();
        open.map(|own| if self.only_looks { decides() } else { hint(own, self.language) })
    }

    /// What an order waits for.
    pub(crate) fn waits(&self, waits: &Waits) -> Option<String> {
        let t = &texts(self.language).reasons;
        let standing = waits.status.as_ref().map(|standing| {
            let enough: Vec<String> =
                standing.enough.iter().map(|own| format!("‘{}’", self.status(*own))).collect();
            let enough = enough.join(t.or);
            match standing.own {
                Some(own) => (t.status)(&format!("‘{}’", self.status(own)), &enough),
                None => (t.no_status)(&enough),
            }
        });
        let unpaid = waits.unpaid.then(|| t.unpaid.to_owned());
        let all: Vec<String> = unpaid.into_iter().chain(standing).collect();
        Some(all.join("; ")).filter(|text| !text.is_empty())
    }
}

/// Whether an order waits because it was cancelled, so that nobody need wait for it.
pub(crate) fn is_cancelled(view: &OrderView) -> bool {
    view.waits.as_ref().is_some_and(is_for_good)
}

/// Whether what it waits for is not to come: it was cancelled.
pub(crate) fn is_for_good(waits: &Waits) -> bool {
    waits.status.as_ref().is_some_and(|own| own.own == Some(CANCELLED))
}

/// Why an order is refused.
pub(crate) fn message(refusal: &Refusal, language: Language) -> String {
    let t = texts(language);
    let r = &t.reasons;
    match refusal {
        Refusal::VatUnmapped { case, country, percentage } => {
            (r.unmapped)(&charged((*case, Some(*country), Some(*percentage)), t, language))
        }
        Refusal::RateUnusable { case, percentage, .. } => {
            (r.rate)(&charged((*case, None, Some(*percentage)), t, language))
        }
        Refusal::AccountUnusable { setting, .. } => {
            let key = setting.strip_prefix("[ledger] ");
            let label = key.map_or_else(|| r.line.to_owned(), |key| (t.settings.label)(key));
            (r.account)(&label)
        }
        Refusal::NoInvoiceNumber => r.no_number.to_owned(),
        Refusal::PeriodLocked { date, until } => {
            (r.locked)(&day(*date, language), &day(*until, language))
        }
        Refusal::EditedUnbookable { why } => (r.unbookable)(&message(why, language)),
        _ => refusal.message(language),
    }
}

/// What to do about it.
pub(crate) fn hint(refusal: &Refusal, language: Language) -> String {
    let r = &texts(language).reasons;
    let own = match refusal {
        Refusal::VatUnmapped { .. } => r.unmapped_hint,
        Refusal::RateUnusable { case: VatCase::Margin, .. } => r.margin_hint,
        Refusal::RateUnusable { .. } => r.rate_hint,
        Refusal::AccountUnusable { .. } => r.account_hint,
        Refusal::Leftover { .. } => r.leftover_hint,
        Refusal::NoInvoiceNumber => r.no_number_hint,
        Refusal::PaidLater { .. } => r.paid_hint,
        Refusal::Elsewhere { what, .. } if **what != Elsewhere::NoInvoice => {
            texts(language).adopting.hint
        }
        Refusal::EditedUnbookable { why } => return hint(why, language),
        Refusal::Removed { .. } => r.removed_hint,
        _ if refusal.change().is_some() => r.changed_hint,
        _ => return refusal.hint(language),
    };
    own.to_owned()
}

/// Whether the settings page has a field for it: which product is of the margin scheme it does not ask.
pub(crate) fn is_on_page(refusal: &Refusal) -> bool {
    let is_margin = matches!(refusal, Refusal::RateUnusable { case: VatCase::Margin, .. });
    refusal.is_of_settings() && !is_margin
}

/// What was charged where, as the settings page calls it.
pub(crate) fn charged(
    (case, country, percentage): (VatCase, Option<Country>, Option<Percentage>),
    t: &Texts,
    language: Language,
) -> String {
    let is_by_percentage = matches!(case, VatCase::Domestic | VatCase::Oss);
    let country = country.filter(|_| case == VatCase::Oss);
    let percentage = percentage.filter(|own| is_by_percentage || !own.is_zero());
    (t.settings.vat_label)(
        t.settings.case(case),
        &country.map(|own| texts::country(own, language)).unwrap_or_default(),
        &percentage.map(|own| own.said(language)).unwrap_or_default(),
    )
}

/// Why settings do not fit the administration. `methods` are the shop's payment methods.
pub(crate) fn mismatch(own: &Mismatch, methods: &[(i64, String)], language: Language) -> String {
    let t = texts(language);
    let r = &t.reasons;
    let name = |setting: &Setting| label(setting, methods, t, language);
    match own {
        Mismatch::NoRevenue => t.settings.no_revenue.to_owned(),
        Mismatch::NoDeposits => r.no_deposits.to_owned(),
        Mismatch::NoVat => r.no_vat.to_owned(),
        Mismatch::Account(setting, _) => (r.account_gone)(&name(setting)),
        Mismatch::AccountKind(setting, account, _) => (r.account_kind)(&name(setting), account),
        Mismatch::Rate(setting, _) => (r.rate_gone)(&name(setting)),
        Mismatch::RatePercentage(setting, rate, has) => {
            let has = match language {
                Language::Nl => has.replace('.', ","),
                Language::En => has.clone(),
            };
            (r.rate_percentage)(&name(setting), rate, &has)
        }
        Mismatch::RateCountry(setting, rate) => (r.rate_country)(&name(setting), rate),
    }
}

/// What the settings page calls a setting.
fn label(setting: &Setting, methods: &[(i64, String)], t: &Texts, language: Language) -> String {
    match setting {
        Setting::Ledger(key) => (t.settings.label)(key),
        Setting::Clearing => (t.settings.label)("clearing"),
        Setting::Method(id) => {
            let own = methods.iter().find(|(own, _)| own.to_string() == *id);
            own.map_or_else(|| id.clone(), |(_, name)| name.clone())
        }
        Setting::Rate(_, case, country, percentage) => {
            charged((*case, *country, *percentage), t, language)
        }
        Setting::RateLedger(_) => t.settings.vat.to_owned(),
        Setting::Goods(at) | Setting::GoodsLedger(at) => (t.reasons.goods)(*at),
    }
}

/// What stood in the way, and what to do.
pub(crate) fn fault(fault: &Fault, language: Language) -> String {
    let r = &texts(language).reasons;
    if let Some(until) = fault.until {
        return (r.throttled)(&clock(until));
    }
    match broken(fault.code.as_str(), language) {
        Some((message, hint)) => format!("{message} {hint}"),
        // It is said already what is to be done otherwise.
        None if fault.code == Code::Usage => fault.message.clone(),
        None => format!("{} {}", fault.message, r.later),
    }
}

/// What stopped a connection, by its code, and what to do.
pub(crate) fn broken(code: &str, language: Language) -> Option<(&'static str, &'static str)> {
    let (r, plan) = (&texts(language).reasons, &texts(language).plan);
    let all = [
        (Code::CredentialsShop, r.credentials_shop, r.credentials_shop_hint),
        (Code::CredentialsMoneybird, r.credentials_moneybird, r.credentials_moneybird_hint),
        (Code::ScopeMissing, r.scope, r.scope_hint),
        (Code::SubscriptionEnded, plan.over, plan.over_hint),
    ];
    let own = all.into_iter().find(|(own, ..)| own.as_str() == code);
    own.map(|(_, message, hint)| (message, hint))
}

#[cfg(test)]
mod tests {
    use bookkeeping::settings::Setting;
    use sync::Standing;

    use super::*;

    const BOTH: [Language; 2] = [Language::Nl, Language::En];

    fn of_settings() -> Vec<Refusal> {
        let (case, country) = (VatCase::Oss, "FR".parse().unwrap());
        let percentage = "5.5".parse().unwrap();
        let account = |setting: &str| Refusal::AccountUnusable {
            setting: setting.to_owned(),
            ledger: Some("4711".to_owned()),
        };
        vec![
            Refusal::VatUnmapped { case, country, percentage },
            Refusal::RateUnusable { tax_rate: "4711".to_owned(), case, percentage },
            account("[ledger] shipping"),
            account("[ledger]"),
            Refusal::Leftover { amount: bookkeeping::Money::ZERO },
            Refusal::NoInvoiceNumber,
        ]
    }

    #[test]
    fn a_rate_of_margin_goods_points_to_no_row_of_the_page() {
        let of = |case| {
            let percentage = Percentage::ZERO;
            Refusal::RateUnusable { tax_rate: "4711".to_owned(), case, percentage }
        };
        for (language, page) in
            [(Language::Nl, "Kies bij Instellingen"), (Language::En, "under Settings")]
        {
            assert!(hint(&of(VatCase::Export), language).contains(page));
            let text = hint(&of(VatCase::Margin), language);
            assert!(!text.contains(page), "{text}");
            assert_plain(&text.replace("Sluitend", ""));
        }
        assert!(is_on_page(&of(VatCase::Export)) && !is_on_page(&of(VatCase::Margin)));
    }

    /// What only who has a settings file or a terminal can do something with.
    fn assert_plain(text: &str) {
        for odd in ["[", "]", "`", " = ", "sluitend ", "4711", "oss", "5.5", "--"] {
            assert!(!text.contains(odd), "'{odd}' in '{text}'");
        }
    }

    #[test]
    fn reasons_speak_of_labels_and_never_of_a_settings_file() {
        for refusal in of_settings() {
            assert!(refusal.is_of_settings());
            assert_plain(&message(&refusal, Language::Nl));
            let settings = [("Instellingen", Language::Nl), ("Settings", Language::En)];
            for (name, language) in settings {
                let hint = hint(&refusal, language);
                assert!(hint.contains(name), "{hint}");
                assert_plain(&hint);
            }
            let edited = Refusal::EditedUnbookable { why: Box::new(refusal) };
            assert!(!edited.is_of_settings());
            assert_plain(&message(&edited, Language::Nl));
            assert_plain(&hint(&edited, Language::Nl));
        }
        let refusals = of_settings();
        let unmapped = message(&refusals[0], Language::Nl);
        assert!(unmapped.contains("‘EU-consument in Frankrijk, 5,5%’"), "{unmapped}");
        assert!(message(&refusals[2], Language::Nl).contains("‘Verzendkosten’"));
        let paid = Refusal::PaidLater { booked: bookkeeping::Money::ZERO };
        for language in BOTH {
            assert_plain(&hint(&paid, language));
        }
    }

    #[test]
    fn what_does_not_fit_is_named_as_the_page_does() {
        let methods = [(12, "iDEAL".to_owned())];
        let de = Setting::Rate(4, VatCase::Oss, "DE".parse().ok(), "19".parse().ok());
        for (own, nl) in [
            (Mismatch::Account(Setting::Clearing, "9".into()), "Tussenrekening: deze rekening"),
            (Mismatch::Account(Setting::Method("12".into()), "9".into()), "iDEAL: deze rekening"),
            (
                Mismatch::AccountKind(Setting::Ledger("discounts"), "Kas".into(), "payment"),
                "Kortingen: op ‘Kas’",
            ),
            (Mismatch::Rate(de.clone(), "9".into()), "EU-consument in Duitsland, 19%: dit tarief"),
            (Mismatch::RatePercentage(de.clone(), "Laag".into(), "5.5".into()), "‘Laag’ is 5,5%"),
            (Mismatch::RateCountry(de, "Laag".into()), "‘Laag’ hoort bij een ander land"),
            (Mismatch::Rate(Setting::Goods(2), "9".into()), "Margegoederen, regel 2: "),
            (Mismatch::NoDeposits, "Kies een rekening voor statiegeld"),
            (Mismatch::NoVat, "Kies ten minste één btw-tarief"),
        ] {
            let found = mismatch(&own, &methods, Language::Nl);
            assert!(found.contains(nl), "'{nl}' in '{found}'");
            assert!(!found.contains('['), "{found}");
            assert_ne!(found, mismatch(&own, &methods, Language::En));
        }
    }

    #[test]
    fn statuses_have_the_names_that_the_shop_gives_them() {
        let own = Reader::new(Language::Nl, vec![(3, "Wacht op stof".to_owned())]);
        let standing = Standing { own: Some(3), enough: vec![6, 7] };
        let waits = Waits { status: Some(standing), unpaid: true };
        let expected = "niet betaald; de status is ‘Wacht op stof’; geboekt wordt bij ‘Afgeleverd’ of ‘Afgerond’";
        assert_eq!(own.waits(&waits).unwrap(), expected);
        assert_eq!(own.status(15), "15");
        assert_eq!(own.waits(&Waits { status: None, unpaid: false }), None);
    }

    #[test]
    fn a_fault_says_what_can_be_done_on_a_page() {
        let of = |code| Fault::new(code, "Zo is het.", "Doe `sluitend connect`.");
        for code in [
            Code::CredentialsShop,
            Code::CredentialsMoneybird,
            Code::ScopeMissing,
            Code::SubscriptionEnded,
        ] {
            assert_plain(&fault(&of(code), Language::Nl));
        }
        let until = "2026-11-28T13:30:00Z".parse().ok();
        let throttled = fault(&Fault { until, ..of(Code::Throttled) }, Language::Nl);
        assert!(throttled.contains("14:30"), "{throttled}");
        let far = fault(&of(Code::Unreachable), Language::Nl);
        assert_eq!(far, "Zo is het. Er is niets verloren. Probeer het later opnieuw.");
    }
}
