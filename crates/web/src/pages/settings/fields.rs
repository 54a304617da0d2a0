//! What the form shows.

use bookkeeping::{Administration, Country, Language, Percentage, Settings, VatCase, VatEntry};
use sync::Choices;

use super::form::{choices_of, vat_name};
use crate::reason::charged;
use crate::texts::{SettingsTexts, Texts};

/// A group of choices.
pub(crate) struct Section {
    pub(crate) title: &'static str,
    pub(crate) hint: &'static str,
    /// From when a change of it holds.
    pub(crate) effect: &'static str,
    pub(crate) picks: Vec<Pick>,
}

/// One of several.
pub(crate) struct Pick {
    pub(crate) name: String,
    pub(crate) label: String,
    pub(crate) options: Vec<PickOption>,
    /// Whether nothing can be booked without it.
    pub(crate) is_needed: bool,
}

pub(crate) struct PickOption {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) is_chosen: bool,
}

/// Yes or no.
pub(crate) struct Tick {
    pub(crate) value: String,
    pub(crate) text: String,
    pub(crate) is_chosen: bool,
}

impl Pick {
    /// Whether it is still to be chosen.
    pub(crate) fn is_open(&self) -> bool {
        self.is_needed && !self.options.iter().any(|own| own.is_chosen && !own.value.is_empty())
    }
}

/// The shop's statuses by its own names; those that the settings have are there in any case.
pub(crate) fn statuses(choices: &Choices, settings: &Settings) -> Vec<Tick> {
    let mut all = choices.statuses.clone();
    for own in settings.orders.statuses.iter().chain([&7]) {
        if !all.iter().any(|(number, _)| number == own) {
            all.push((*own, String::new()));
        }
    }
    all.sort_unstable_by_key(|(number, _)| *number);
    let names: Vec<String> = all.iter().map(|(_, name)| name.clone()).collect();
    let is_one = |name: &String| names.iter().filter(|own| *own == name).count() == 1;
    let tick = |(number, name): (i64, String)| Tick {
        value: number.to_string(),
        text: match name {
            name if name.is_empty() => number.to_string(),
            name if is_one(&name) => name,
            name => format!("{name} ({number})"),
        },
        is_chosen: settings.orders.statuses.contains(&number),
    };
    all.into_iter().map(tick).collect()
}

/// Everything that is one of several.
pub(crate) fn sections(
    choices: &Choices,
    settings: &Settings,
    t: &'static Texts,
    language: Language,
) -> Vec<Section> {
    let s = &t.settings;
    let plain = choices_of(settings).into_iter().map(|own| Pick {
        name: own.name.to_owned(),
        label: (s.label)(own.name),
        options: own
            .all
            .iter()
            .map(|word| PickOption {
                value: (*word).to_owned(),
                text: (s.word)(own.name, word),
                is_chosen: *word == own.chosen,
            })
            .collect(),
        is_needed: false,
    });
    vec![
        Section {
            title: s.accounts,
            hint: s.accounts_hint,
            effect: s.accounts_effect,
            picks: accounts(choices, settings, s),
        },
        Section {
            title: s.payments,
            hint: s.payments_hint,
            effect: s.payments_effect,
            picks: payments(choices, settings, s),
        },
        Section {
            title: s.vat,
            hint: s.vat_hint,
            effect: s.vat_effect,
            picks: vat(choices, settings, t, language),
        },
        Section { title: s.rest, hint: s.rest_hint, effect: s.rest_effect, picks: plain.collect() },
    ]
}

fn accounts(choices: &Choices, settings: &Settings, s: &SettingsTexts) -> Vec<Pick> {
    let own = &settings.ledger;
    let each = [
        ("revenue", &own.revenue, true),
        ("shipping", &own.shipping, false),
        ("payment_costs", &own.payment_costs, false),
        ("discounts", &own.discounts, false),
        ("deposits", &own.deposits, false),
    ];
    let pick = |(name, chosen, is_needed): (&str, &Option<String>, bool)| {
        let empty = match name {
            "revenue" => s.choose,
            // Nothing else is as good.
            "deposits" => s.not_booked,
            _ => s.as_revenue,
        };
        let chosen = chosen.as_deref();
        ledger(&choices.administration, (name, (s.label)(name)), chosen, empty, is_needed)
    };
    each.into_iter().map(pick).collect()
}

fn payments(choices: &Choices, settings: &Settings, s: &SettingsTexts) -> Vec<Pick> {
    let administration = &choices.administration;
    let own = &settings.payment;
    let clearing = own.clearing.as_deref();
    let label = (s.label)("clearing");
    let mut picks = vec![ledger(administration, ("clearing", label), clearing, s.by_bank, false)];
    for (id, name) in &choices.payment_methods {
        let chosen = own.methods.get(&id.to_string()).map(String::as_str);
        let name = (format!("method-{id}"), name.clone());
        picks.push(ledger(administration, (&name.0, name.1), chosen, s.as_others, false));
    }
    picks
}

fn ledger(
    administration: &Administration,
    (name, label): (&str, String),
    chosen: Option<&str>,
    empty: &str,
    is_needed: bool,
) -> Pick {
    let none =
        PickOption { value: String::new(), text: empty.to_owned(), is_chosen: chosen.is_none() };
    let usable = administration.ledger_accounts.iter();
    let usable = usable.filter(|own| own.active || Some(own.id.as_str()) == chosen);
    let option = |own: &bookkeeping::LedgerAccount| PickOption {
        value: own.id.clone(),
        text: own.name.clone(),
        is_chosen: Some(own.id.as_str()) == chosen,
    };
    let options = std::iter::once(none).chain(usable.map(option)).collect();
    Pick { name: name.to_owned(), label, options, is_needed }
}

/// A tax rate for each case in which the shop sells, or may sell.
fn vat(choices: &Choices, settings: &Settings, t: &'static Texts, language: Language) -> Vec<Pick> {
    let mut keys: Vec<(VatCase, Option<Country>, Option<Percentage>)> = Vec::new();
    let own_country = choices.administration.country;
    for (country, percentage) in &choices.rates {
        let is_home = *country == own_country;
        // What leaves the Union is a case of its own, and without VAT nothing is declared there.
        if !is_home && (!country.is_eu() || percentage.is_zero()) {
            continue;
        }
        let case = if is_home { VatCase::Domestic } else { VatCase::Oss };
        keys.push((case, (!is_home).then_some(*country), Some(*percentage)));
    }
    for entry in settings.vat.iter().chain(&choices.proposed.vat) {
        keys.push((entry.case, entry.country, entry.percentage));
    }
    let others = [VatCase::EuBusiness, VatCase::Export, VatCase::Exempt, VatCase::Deposit];
    keys.extend(others.map(|case| (case, None, None)));
    keys.sort_unstable();
    keys.dedup();
    let pick = |(case, country, percentage): (VatCase, Option<Country>, Option<Percentage>)| {
        let is_it = |entry: &&VatEntry| {
            (entry.case, entry.country, entry.percentage) == (case, country, percentage)
        };
        let chosen = settings.vat.iter().find(is_it).map(|entry| entry.tax_rate.as_str());
        let label = charged((case, country, percentage), t, language);
        let none = PickOption {
            value: String::new(),
            text: t.settings.not_booked.to_owned(),
            is_chosen: chosen.is_none(),
        };
        let usable = choices.administration.tax_rates.iter();
        let usable = usable.filter(|rate| rate.active || Some(rate.id.as_str()) == chosen);
        let option = |rate: &bookkeeping::TaxRate| PickOption {
            value: rate.id.clone(),
            text: rate.name.clone(),
            is_chosen: Some(rate.id.as_str()) == chosen,
        };
        let options = std::iter::once(none).chain(usable.map(option)).collect();
        // The shop's own country is where nearly all is sold.
        let is_needed = case == VatCase::Domestic;
        Pick { name: vat_name(case, country, percentage), label, options, is_needed }
    };
    keys.into_iter().map(pick).collect()
}
