//! What the form shows.

use bookkeeping::{
    Administration, Language, LedgerAccount, Percentage, Settings, VatCase, VatEntry,
};
use sync::Choices;

use super::form::{Key, anchor, choices_of, row_of, vat_name};
use super::used::Used;
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
    /// How many orders wait for it.
    pub(crate) uses: Option<String>,
    /// Whether what stands there was proposed only because of its name.
    pub(crate) is_by_name: bool,
    /// What it means as it is.
    pub(crate) about: Option<&'static str>,
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
    /// Where it is on the page.
    pub(crate) fn id(&self) -> String {
        anchor(&self.name)
    }

    /// Whether it is still to be chosen.
    pub(crate) fn is_open(&self) -> bool {
        self.is_needed && self.is_empty()
    }

    /// Whether nothing is chosen.
    pub(crate) fn is_empty(&self) -> bool {
        !self.options.iter().any(|own| own.is_chosen && !own.value.is_empty())
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

/// Everything that is one of several. `asked` are the VAT cases that the form had before, `used` what
/// orders wait for, as far as that is known.
pub(crate) fn sections(
    (choices, settings, asked): (&Choices, &Settings, &[Key]),
    used: Option<&Used>,
    t: &'static Texts,
    language: Language,
) -> Vec<Section> {
    let s = &t.settings;
    let lacking = used.iter().flat_map(|own| &own.rows);
    let asked: Vec<Key> = asked.iter().chain(lacking).copied().collect();
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
        uses: None,
        is_by_name: false,
        about: None,
    });
    let mut all = vec![
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
            picks: payments(choices, settings, t),
        },
        Section {
            title: s.vat,
            hint: s.vat_hint,
            effect: s.vat_effect,
            picks: vat((choices, settings, &asked), used.is_some(), t, language),
        },
        Section { title: s.rest, hint: s.rest_hint, effect: s.rest_effect, picks: plain.collect() },
    ];
    for pick in all.iter_mut().flat_map(|section| &mut section.picks) {
        pick.uses = used.and_then(|own| own.said(&pick.id(), t));
    }
    all
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

fn payments(choices: &Choices, settings: &Settings, t: &Texts) -> Vec<Pick> {
    let s = &t.settings;
    let administration = &choices.administration;
    let own = &settings.payment;
    let clearing = own.clearing.as_deref();
    let label = (s.label)("clearing");
    let mut first = ledger(administration, ("clearing", label), clearing, s.by_bank, false);
    // Where there is no account for it, there is nothing to choose.
    let takes_payments =
        |own: &LedgerAccount| own.active && own.allowed.iter().any(|kind| kind == "payment");
    let could_be = administration.ledger_accounts.iter().any(takes_payments);
    first.about = (could_be && first.is_empty()).then_some(t.choosing.no_clearing);
    let mut picks = vec![first];
    for (id, name) in &choices.payment_methods {
        let chosen = own.methods.get(&id.to_string()).map(String::as_str);
        let label = if name.is_empty() { (t.standing.method)(*id) } else { name.clone() };
        let name = (format!("method-{id}"), label);
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
    let option = |own: &LedgerAccount| PickOption {
        value: own.id.clone(),
        text: own.name.clone(),
        is_chosen: Some(own.id.as_str()) == chosen,
    };
    let options = std::iter::once(none).chain(usable.map(option)).collect();
    let name = name.to_owned();
    Pick { name, label, options, is_needed, uses: None, about: None, is_by_name: false }
}

/// Every sale that an order can be refused for has a row, in whatever way the shop comes by it.
fn keys(choices: &Choices, settings: &Settings, asked: &[Key]) -> Vec<Key> {
    let own_country = choices.administration.country;
    let mut keys: Vec<Key> = Vec::new();
    for entry in settings.vat.iter().chain(&choices.proposed.vat) {
        keys.push((entry.case, entry.country, entry.percentage));
    }
    for (country, percentage) in &choices.rates {
        let is_home = *country == own_country;
        // What leaves the Union is a case of its own, and without VAT nothing is declared there.
        if !is_home && (!country.is_eu() || percentage.is_zero()) {
            continue;
        }
        let case = if is_home { VatCase::Domestic } else { VatCase::Oss };
        keys.push((case, (!is_home).then_some(*country), Some(*percentage)));
    }
    let others = [
        VatCase::EuBusiness,
        VatCase::Export,
        VatCase::Exempt,
        VatCase::Deposit,
        VatCase::Platform,
    ];
    keys.extend(others.map(|case| (case, None, None)));
    keys.extend(choices.lacking.iter().copied().map(row_of).chain(asked.iter().copied()));
    let mut told_apart: Vec<Key> = Vec::new();
    for key in keys {
        // The settings say no percentage where it is nought: they take the two for the same sales.
        let is_it = |own: &Key| {
            let nought = Percentage::ZERO;
            (own.0, own.1, own.2.unwrap_or(nought)) == (key.0, key.1, key.2.unwrap_or(nought))
        };
        if !told_apart.iter().any(is_it) {
            told_apart.push(key);
        }
    }
    told_apart.sort_unstable();
    told_apart
}

/// A tax rate for each case in which the shop sells, or may sell. Whether it is known what orders wait for
/// tells what is needed.
fn vat(
    (choices, settings, asked): (&Choices, &Settings, &[Key]),
    is_known: bool,
    t: &'static Texts,
    language: Language,
) -> Vec<Pick> {
    let pick = |(case, country, percentage): Key| {
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
        // The shop's own country is where nearly all is sold, and without any nothing is saved.
        let is_home = case == VatCase::Domestic && percentage.is_some_and(|own| !own.is_zero());
        let is_needed = is_home && (settings.vat.is_empty() || !is_known);
        let name = vat_name((case, country, percentage));
        Pick { name, label, options, is_needed, uses: None, about: None, is_by_name: false }
    };
    keys(choices, settings, asked).into_iter().map(pick).collect()
}

#[cfg(test)]
mod tests {
    use bookkeeping::Country;

    use super::*;
    use crate::texts::texts;

    const CASES: [VatCase; 8] = [
        VatCase::Domestic,
        VatCase::Oss,
        VatCase::EuBusiness,
        VatCase::Export,
        VatCase::Exempt,
        VatCase::Deposit,
        VatCase::Platform,
        VatCase::Margin,
    ];

    fn choices(lacking: Vec<(VatCase, Country, Percentage)>) -> Choices {
        let rates = vec![(Country::NL, "21".parse().unwrap())];
        Choices {
            administration: Administration {
                currency: "EUR".to_owned(),
                country: Country::NL,
                tax_rates: Vec::new(),
                ledger_accounts: Vec::new(),
                locked_until: None,
            },
            statuses: Vec::new(),
            payment_methods: Vec::new(),
            rates,
            lacking,
            proposed: Settings::default(),
            by_name: Vec::new(),
        }
    }

    fn entry((case, country, percentage): Key) -> VatEntry {
        VatEntry { case, country, percentage, tax_rate: "1".to_owned(), ledger: None }
    }

    #[test]
    fn whatever_an_order_is_refused_for_has_a_row() {
        let settings = Settings::default();
        // Margin goods are mapped by product, so no order lacks a tax rate for them.
        for case in CASES.into_iter().filter(|case| *case != VatCase::Margin) {
            for (country, percentage) in [("NL", "21"), ("DE", "16"), ("CH", "0"), ("NL", "0")] {
                let lack = (case, country.parse().unwrap(), percentage.parse().unwrap());
                let all = keys(&choices(vec![lack]), &settings, &[]);
                let fits = |key: &&Key| entry(**key).covers(lack.0, lack.1, lack.2);
                assert_eq!(all.iter().filter(fits).count(), 1, "{lack:?}: {all:?}");
            }
        }
    }

    #[test]
    fn a_case_that_needs_no_more_has_a_row_before_any_order_lacks_it() {
        let all = keys(&choices(Vec::new()), &Settings::default(), &[]);
        for case in CASES.into_iter().filter(|case| *case != VatCase::Margin) {
            let has = all.iter().any(|key| key.0 == case);
            assert_eq!(has, case != VatCase::Oss, "{case}");
        }
        let picks = vat(
            (&choices(Vec::new()), &Settings::default(), &[]),
            true,
            texts(Language::Nl),
            Language::Nl,
        );
        assert!(picks.iter().any(|pick| pick.label == "Platformverkoop"));
    }

    #[test]
    fn an_entry_of_nought_percent_is_the_row_itself() {
        let of_nought = |case| (case, None, Some(Percentage::ZERO));
        let own = [of_nought(VatCase::Export), of_nought(VatCase::Platform)];
        let settings = Settings { vat: own.map(entry).to_vec(), ..Settings::default() };
        let lack = (VatCase::Export, "CH".parse().unwrap(), Percentage::ZERO);
        let all = keys(&choices(vec![lack]), &settings, &[]);
        for key in own {
            let rows: Vec<&Key> = all.iter().filter(|own| own.0 == key.0).collect();
            assert_eq!(rows, [&key]);
        }
    }
}
