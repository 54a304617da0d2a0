//! The fields that orders wait for, and those that are still to be chosen.

use std::collections::{BTreeMap, BTreeSet};

use bookkeeping::settings::{Leftover, ReferenceFrom};
use bookkeeping::{Refusal, Settings};
use store::{Connection, Reason, State as OrderState};

use super::fields::{Pick, Section};
use super::form::Key;
use super::place::{place, row};
use crate::app::App;
use crate::problem::Problem;
use crate::texts::Texts;

/// How many orders wait for which field.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Used {
    /// The rows of VAT among them.
    pub(super) rows: Vec<Key>,
    /// By the fields' anchors.
    pub(super) orders: BTreeMap<String, usize>,
    /// Whether they do already, or would.
    pub(super) is_so: bool,
}

impl Used {
    /// What is said at a field.
    pub(super) fn said(&self, anchor: &str, t: &Texts) -> Option<String> {
        let orders = *self.orders.get(anchor)?;
        Some(if self.is_so { (t.choosing.waiting)(orders) } else { (t.foreseen.uses)(orders) })
    }

    /// Of what orders were refused for.
    fn of(reasons: &[Reason], settings: &Settings) -> Self {
        let refused = reasons.iter().filter(|own| own.state == OrderState::Refused);
        let (mut rows, mut orders) = (BTreeSet::new(), BTreeMap::new());
        for own in refused {
            let why = sync::refusal(own.refusal.as_deref());
            let Some(why) = why.filter(|own| !is_mended(own, settings)) else { continue };
            rows.extend(row(&why, Some(settings)));
            if let Some(at) = place(&why, Some(settings)) {
                *orders.entry(at).or_default() += usize::try_from(own.orders).unwrap_or(usize::MAX);
            }
        }
        Self { rows: rows.into_iter().collect(), orders, is_so: true }
    }
}

/// Whether these settings choose what was missing, though they may not be saved yet.
fn is_mended(refusal: &Refusal, settings: &Settings) -> bool {
    match refusal {
        Refusal::VatUnmapped { case, country, percentage } => {
            settings.vat.iter().any(|own| own.covers(*case, *country, *percentage))
        }
        Refusal::AccountUnusable { setting, ledger } => {
            let own = &settings.ledger;
            let now = match setting.strip_prefix("[ledger] ") {
                Some("revenue") => &own.revenue,
                Some("shipping") => &own.shipping,
                Some("payment_costs") => &own.payment_costs,
                Some("discounts") => &own.discounts,
                Some("deposits") => &own.deposits,
                _ => return false,
            };
            now.is_some() && now != ledger
        }
        Refusal::Leftover { .. } => settings.invoice.rounding == Leftover::Line,
        Refusal::NoInvoiceNumber => settings.invoice.reference == ReferenceFrom::OrderNumber,
        _ => false,
    }
}

/// What the orders of a connection wait for, by the settings that it has.
pub(super) async fn used(
    app: &App,
    connection: &Connection,
    settings: &Settings,
) -> Result<Used, Problem> {
    Ok(Used::of(&app.store().reasons(&connection.id).await?, settings))
}

/// Fields by name, with the anchors that lead to them.
pub(crate) struct Named {
    pub(crate) title: &'static str,
    pub(crate) fields: Vec<(String, String)>,
}

/// What is still to be chosen, and what is chosen and does not do: what orders wait for, and what cannot be
/// saved without. Nothing else: no order may ever ask for it.
pub(super) fn open(sections: &[Section], used: Option<&Used>, t: &'static Texts) -> Vec<Named> {
    let picks = || sections.iter().flat_map(|own| own.picks.iter().map(move |pick| (own, pick)));
    let orders = |pick: &Pick| used.and_then(|own| own.orders.get(&pick.id()).copied());
    let name = |(section, pick): (&Section, &Pick)| {
        let is_twice = picks().filter(|(_, own)| own.label == pick.label).count() > 1;
        let label =
            if is_twice { (t.choosing.of)(&pick.label, section.title) } else { pick.label.clone() };
        let text = orders(pick).map(|orders| (t.choosing.by_orders)(&label, orders));
        (pick.id(), text.unwrap_or(label))
    };
    let all = [(t.choosing.to_choose, true), (t.choosing.to_change, false)];
    let named = all.map(|(title, is_empty)| {
        let is_one =
            |pick: &Pick| pick.is_empty() == is_empty && (orders(pick).is_some() || pick.is_open());
        let mut found: Vec<_> = picks().filter(|(_, pick)| is_one(pick)).collect();
        found.sort_by_key(|(_, pick)| std::cmp::Reverse(orders(pick)));
        Named { title, fields: found.into_iter().map(name).collect() }
    });
    named.into_iter().filter(|own| !own.fields.is_empty()).collect()
}

#[cfg(test)]
mod tests {
    use bookkeeping::{Language, VatCase};

    use super::super::fields::PickOption;
    use super::*;
    use crate::texts::texts;

    fn pick(name: &str, label: &str, chosen: &str, is_needed: bool) -> Pick {
        let option = |value: &str| PickOption {
            value: value.to_owned(),
            text: String::new(),
            is_chosen: value == chosen,
        };
        Pick {
            name: name.to_owned(),
            label: label.to_owned(),
            options: ["", "1"].map(option).into(),
            is_needed,
            uses: None,
            about: None,
            is_by_name: false,
        }
    }

    fn section(title: &'static str, picks: Vec<Pick>) -> Section {
        Section { title, hint: "", effect: "", picks }
    }

    fn refused(why: &Refusal, orders: u64) -> Reason {
        let (state, code) = (OrderState::Refused, Some(why.code().to_owned()));
        Reason { state, code, refusal: serde_json::to_string(why).ok(), orders }
    }

    #[test]
    fn what_orders_wait_for_is_named_the_most_first_and_what_nothing_uses_is_not() {
        let t = texts(Language::Nl);
        let percentage = "21".parse().unwrap();
        let chosen = Settings::parse(
            "[[vat]]\ncase = \"domestic\"\npercentage = \"21\"\ntax_rate = \"1\"\n",
        )
        .unwrap();
        let case = VatCase::Domestic;
        let wrong = Refusal::RateUnusable { tax_rate: "1".to_owned(), case, percentage };
        let (case, country) = (VatCase::Platform, "NL".parse().unwrap());
        let platform = Refusal::VatUnmapped { case, country, percentage: "0".parse().unwrap() };
        let setting = "[ledger] deposits".to_owned();
        let deposits = Refusal::AccountUnusable { setting, ledger: None };
        let reasons = [refused(&platform, 2), refused(&deposits, 3), refused(&wrong, 81)];
        let used = Used::of(&reasons, &chosen);
        assert_eq!(used.said("at-deposits", t).as_deref(), Some("3 bestellingen wachten hierop"));
        let sections = [
            section(
                "Rekeningen",
                vec![
                    pick("revenue", "Omzet", "1", true),
                    pick("deposits", "Statiegeld", "", false),
                ],
            ),
            section(
                "Btw",
                vec![
                    pick("vat|domestic||21", "Nederland, 21%", "1", false),
                    pick("vat|domestic||0", "Nederland, 0%", "", false),
                    pick("vat|deposit||", "Statiegeld", "", false),
                    pick("vat|platform||", "Platformverkoop", "", false),
                ],
            ),
        ];
        let told: Vec<(&str, Vec<(String, String)>)> = open(&sections, Some(&used), t)
            .into_iter()
            .map(|own| (own.title, own.fields))
            .collect();
        let field = |at: &str, text: &str| (at.to_owned(), text.to_owned());
        assert_eq!(
            told,
            [
                (
                    "Nog te kiezen:",
                    vec![
                        field("at-deposits", "Statiegeld (Rekeningen) (3 bestellingen)"),
                        field("at-vat-platform--", "Platformverkoop (2 bestellingen)"),
                    ]
                ),
                (
                    "Anders te kiezen:",
                    vec![field("at-vat-domestic--21", "Nederland, 21% (81 bestellingen)")]
                ),
            ]
        );
        // A form that holds the choice already does not ask for it.
        let mut draft = chosen.clone();
        draft.ledger.deposits = Some("7".to_owned());
        let left = Used::of(&reasons, &draft);
        assert_eq!((left.orders.len(), left.orders.get("at-deposits")), (2, None));
        let none = [section("Rekeningen", vec![pick("revenue", "Omzet", "", true)])];
        let told = open(&none, None, t);
        assert_eq!(told.first().unwrap().fields, [field("at-revenue", "Omzet")]);
    }
}
