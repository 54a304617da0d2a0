//! What the shop's newest orders would lack, before the settings are saved for the first time, in words
//! and with the fields that mend it. Where it cannot be measured, nothing is said.

use std::collections::{BTreeMap, BTreeSet};
use std::time::Duration;

use bookkeeping::settings::ReferenceFrom;
use bookkeeping::{Administration, Language, Refusal, Settings};
use store::Connection;
use sync::Forecast;

use super::place::{place, row};
use super::used::Used;
use crate::app::App;
use crate::manual::about_refusal;
use crate::pages::capital;
use crate::reason::charged;
use crate::texts::{Texts, texts};

/// How long a page may be kept waiting for it.
const TIME: Duration = Duration::from_secs(3);

/// What is to be said.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Foreseen {
    pub(crate) is_well: bool,
    pub(crate) sentence: String,
    pub(crate) wants: Vec<Want>,
    pub(crate) hint: String,
    /// The fields that are wanted.
    pub(super) used: Used,
}

/// Something that orders need.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Want {
    /// The field that mends it, if one does.
    pub(crate) at: Option<String>,
    pub(crate) text: String,
    /// Where the manual says more of what no field mends.
    pub(crate) explained: Option<String>,
}

/// Measures it under these settings, as far as shop and time allow.
pub(super) async fn foreseen(
    app: &App,
    connection: &Connection,
    (settings, administration): (&Settings, &Administration),
    language: Language,
) -> Option<Foreseen> {
    // Which orders have an invoice in the shop is not looked at, so nothing can be said of them.
    if settings.invoice.reference == ReferenceFrom::InvoiceNumber {
        return None;
    }
    // Nobody waits for another page's measuring.
    let mut sample = app.samples.free(&connection.id, app.now())?;
    let reading = app.service.sample(&connection.id, &settings.orders, &mut sample, TIME);
    // A call by itself may take longer. What was read by then stands, and its number is said.
    if let Ok(Err(fault)) = tokio::time::timeout(TIME, reading).await {
        tracing::info!(code = fault.code.as_str(), "nothing is foreseen: {}", fault.message);
        return None;
    }
    let first_day = sync::first_day(connection, settings);
    said(&sample.forecast(settings, administration, first_day), settings, language)
}

/// In words; nothing where no order was looked at.
fn said(forecast: &Forecast, settings: &Settings, language: Language) -> Option<Foreseen> {
    let t = texts(language);
    let f = &t.foreseen;
    if forecast.orders == 0 {
        return None;
    }
    let mut counted: BTreeMap<Want, usize> = BTreeMap::new();
    let mut rows = BTreeSet::new();
    let mut waiting = 0;
    for found in &forecast.refused {
        let wants: BTreeSet<_> =
            found.iter().filter_map(|own| want(own, settings, t, language)).collect();
        waiting += usize::from(!wants.is_empty());
        rows.extend(found.iter().filter_map(|own| row(own, Some(settings))));
        for own in wants {
            *counted.entry(own).or_default() += 1;
        }
    }
    let mut all: Vec<(Want, usize)> = counted.into_iter().collect();
    // What most orders wait for comes first, and of that what can be mended here.
    all.sort_by_key(|(own, orders)| (std::cmp::Reverse(*orders), own.at.is_none()));
    let is_well = waiting == 0;
    // That all would be booked is not so then, and the form says already that it is to be chosen.
    if is_well && forecast.refused.iter().flatten().any(is_revenue_open) {
        return None;
    }
    let is_twice = all.iter().map(|(_, orders)| orders).sum::<usize>() > waiting;
    let mut hint = vec![(f.measured)(forecast.orders)];
    hint.extend(forecast.has_older.then(|| f.older.to_owned()));
    hint.extend(is_twice.then(|| f.twice.to_owned()));
    hint.extend((!is_well).then(|| f.again.to_owned()));
    let uses = all.iter().filter_map(|(own, orders)| Some((own.at.clone()?, *orders)));
    Some(Foreseen {
        is_well,
        sentence: if is_well {
            (f.all_booked)(forecast.orders)
        } else {
            (f.some_wait)(forecast.orders, waiting)
        },
        used: Used { rows: rows.into_iter().collect(), orders: uses.collect(), is_so: false },
        hint: hint.join(" "),
        wants: all
            .into_iter()
            .map(|(own, orders)| Want { text: (f.each)(orders, &own.text), ..own })
            .collect(),
    })
}

/// What an order needs, and the field that mends it. Nothing is saved without an account for the revenue,
/// so no order ever waits for it.
fn want(
    refusal: &Refusal,
    settings: &Settings,
    t: &'static Texts,
    language: Language,
) -> Option<Want> {
    let f = &t.foreseen;
    let label = |name: &str| (t.settings.label)(name);
    let at = place(refusal, Some(settings));
    let (at, text) = match refusal {
        Refusal::VatUnmapped { .. } => {
            (at, (f.rate)(&charged(row(refusal, Some(settings))?, t, language)))
        }
        Refusal::RateUnusable { case, percentage, .. } => {
            let row = row(refusal, Some(settings)).unwrap_or((*case, None, Some(*percentage)));
            (at, (f.rate_wrong)(&charged(row, t, language)))
        }
        Refusal::AccountUnusable { setting, ledger } => {
            let key = setting.strip_prefix("[ledger] ")?;
            if is_revenue_open(refusal) {
                return None;
            }
            let text = if ledger.is_some() { f.account_wrong } else { f.account };
            (at, text(&label(key)))
        }
        Refusal::Leftover { .. } => (at, (f.rounding)(&label("rounding"))),
        _ => (None, (f.elsewhere)(&capital(&(t.order.code)(refusal.code())))),
    };
    let explained = at.is_none().then(|| about_refusal(refusal).address(language));
    Some(Want { at, text, explained })
}

/// Whether the account for the revenue, which others stand in for too, is still to be chosen.
fn is_revenue_open(refusal: &Refusal) -> bool {
    matches!(refusal, Refusal::AccountUnusable { setting, ledger: None } if setting != "[ledger] deposits")
}

#[cfg(test)]
mod tests {
    use bookkeeping::VatCase;

    use super::*;

    fn unmapped(case: VatCase, country: &str, percentage: &str) -> Refusal {
        let (country, percentage) = (country.parse().unwrap(), percentage.parse().unwrap());
        Refusal::VatUnmapped { case, country, percentage }
    }

    fn no_account(key: &str) -> Refusal {
        Refusal::AccountUnusable { setting: format!("[ledger] {key}"), ledger: None }
    }

    fn chosen() -> Settings {
        let vat = "case = \"domestic\"\npercentage = \"21\"\ntax_rate = \"9\"\n";
        Settings::parse(&format!("[[vat]]\n{vat}")).unwrap()
    }

    #[test]
    fn a_rate_that_was_chosen_and_does_not_fit_is_said_to_and_comes_first_where_most_wait() {
        let wrong = || Refusal::RateUnusable {
            tax_rate: "9".to_owned(),
            case: VatCase::Domestic,
            percentage: "21".parse().unwrap(),
        };
        let refused = vec![vec![no_account("deposits")], vec![wrong()], vec![wrong()]];
        let own = said(&forecast(9, refused), &chosen(), Language::Nl).unwrap();
        let first = own.wants.first().unwrap();
        assert_eq!(first.at.as_deref(), Some("at-vat-domestic--21"));
        assert_eq!(first.text, "2 × Nederland, 21%: het gekozen tarief past niet, kies een ander");
        assert!(own.used.said("at-vat-domestic--21", texts(Language::Nl)).is_some());
    }

    fn forecast(orders: usize, refused: Vec<Vec<Refusal>>) -> Forecast {
        Forecast { orders, refused, has_older: false }
    }

    #[test]
    fn what_orders_wait_for_is_counted_with_the_field_that_mends_it() {
        let deposit = || unmapped(VatCase::Deposit, "NL", "0");
        let refused = vec![
            vec![deposit(), no_account("deposits")],
            vec![no_account("revenue"), deposit(), no_account("deposits")],
            vec![no_account("deposits")],
            // One order, however many of its lines.
            vec![unmapped(VatCase::Oss, "FR", "5.5"), unmapped(VatCase::Oss, "FR", "5.5")],
            vec![unmapped(VatCase::Export, "CH", "0"), Refusal::VatNumberMissing],
            vec![no_account("revenue")],
        ];
        let own = said(&forecast(100, refused.clone()), &chosen(), Language::Nl).unwrap();
        assert_eq!(own.sentence, "Van de laatste 100 bestellingen zouden er 5 op u wachten:");
        let told: Vec<(Option<&str>, &str)> =
            own.wants.iter().map(|own| (own.at.as_deref(), own.text.as_str())).collect();
        assert_eq!(
            told,
            [
                (Some("at-deposits"), "3 × Statiegeld: kies een rekening"),
                (Some("at-vat-deposit--"), "2 × Statiegeld: kies een btw-tarief"),
                (Some("at-vat-export--"), "1 × Buiten de EU: kies een btw-tarief"),
                (
                    Some("at-vat-oss-FR-5.5"),
                    "1 × EU-consument in Frankrijk, 5,5%: kies een btw-tarief"
                ),
                (None, "1 × Btw-nummer ontbreekt: dat ligt niet aan een keuze op deze bladzijde"),
            ]
        );
        let nl = texts(Language::Nl);
        let uses = own.used.said("at-deposits", nl);
        assert_eq!(uses.as_deref(), Some("3 bestellingen gebruiken dit"));
        let uses = own.used.said("at-vat-oss-FR-5.5", nl);
        assert_eq!(uses.as_deref(), Some("1 bestelling gebruikt dit"));
        assert_eq!(own.used.said("at-shipping", nl), None);
        assert_eq!(own.used.rows.len(), 3);
        assert!(own.hint.contains("de 100 nieuwste") && own.hint.contains("meer dan één regel"));
        let english = said(&forecast(100, refused), &chosen(), Language::En).unwrap();
        assert_eq!(english.sentence, "Of the latest 100 orders, 5 would wait for you:");
        for (nl, en) in own.wants.iter().zip(&english.wants) {
            assert_ne!(nl.text, en.text);
        }
    }

    #[test]
    fn that_all_would_be_booked_is_said_and_of_no_orders_nothing() {
        // Without an account for the revenue nothing is booked, though no order is to blame.
        let none_waits = vec![vec![no_account("revenue"), no_account("shipping")]];
        assert_eq!(said(&forecast(40, none_waits), &chosen(), Language::Nl), None);
        let own = said(&forecast(40, Vec::new()), &chosen(), Language::Nl).unwrap();
        assert!(own.is_well && own.wants.is_empty());
        assert_eq!(own.sentence, "De laatste 40 bestellingen zouden zo allemaal worden geboekt.");
        assert_eq!(said(&forecast(0, Vec::new()), &chosen(), Language::Nl), None);
        let older = Forecast { has_older: true, ..forecast(1, vec![vec![no_account("deposits")]]) };
        let own = said(&older, &chosen(), Language::Nl).unwrap();
        assert_eq!(own.sentence, "De laatste bestelling zou op u wachten:");
        assert!(own.hint.contains("eerste dag") && !own.hint.contains("meer dan één regel"));
    }
}
