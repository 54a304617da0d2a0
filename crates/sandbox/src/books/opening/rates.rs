//! The tax rates of a fresh Dutch administration (moneybird-api.md §7.5, §8.11), with the foreign
//! rates of a shop that uses the one-stop shop (OSS).

use jiff::Timestamp;
use rust_decimal::Decimal;

use crate::books::identity::Ids;
use crate::books::ledger::RateKind::{Purchase, Sales};
use crate::books::ledger::{RateKind, TaxRate};

/// Name, tenths of a percent, documents, box of the VAT return, active.
type Row = (&'static str, i64, RateKind, Option<&'static str>, bool);

const DOMESTIC: &[Row] = &[
    ("21% btw", 210, Sales, Some("NL/1a"), true),
    ("9% btw", 90, Sales, Some("NL/1b"), true),
    ("0% btw", 0, Sales, Some("NL/1e"), true),
    ("Btw vrijgesteld", 0, Sales, None, true),
    ("Btw verlegd", 0, Sales, Some("NL/1e"), true),
    ("Intracommunautaire levering 0%", 0, Sales, Some("NL/3b"), true),
    ("Export buiten EU 0%", 0, Sales, Some("NL/3a"), true),
    ("Geen btw", 0, Sales, None, true),
    ("Platformverkoop", 0, Sales, None, true),
    ("19% btw", 190, Sales, Some("NL/1a"), false),
    ("6% btw", 60, Sales, Some("NL/1b"), false),
    ("21% btw", 210, Purchase, Some("NL/5b"), true),
    ("9% btw", 90, Purchase, Some("NL/5b"), true),
];

/// Name, country, tenths of a percent.
const FOREIGN: &[(&str, &str, i64)] = &[
    ("OSS Duitsland 19%", "DE", 190),
    ("OSS Duitsland 7%", "DE", 70),
    ("OSS België 21%", "BE", 210),
    ("OSS België 6%", "BE", 60),
    ("OSS Frankrijk 20%", "FR", 200),
    ("OSS Frankrijk 5,5%", "FR", 55),
    ("OSS Oostenrijk 20%", "AT", 200),
    ("OSS Spanje 21%", "ES", 210),
    ("OSS Italië 22%", "IT", 220),
    ("OSS Denemarken 25%", "DK", 250),
];

/// The rates that show no VAT on an invoice.
const WITHOUT_VAT: &[&str] = &["Btw vrijgesteld", "Geen btw", "Platformverkoop"];

/// All rates, with fresh ids.
pub(in crate::books) fn rates(ids: &mut Ids, now: Timestamp) -> Vec<TaxRate> {
    let domestic = DOMESTIC.iter().map(|&(name, tenths, kind, return_box, active)| {
        (name, tenths, kind, return_box, active, None)
    });
    let foreign = FOREIGN
        .iter()
        .map(|&(name, country, tenths)| (name, tenths, Sales, None, true, Some(country)));
    domestic
        .chain(foreign)
        .map(|(name, tenths, kind, return_box, active, country)| TaxRate {
            id: ids.next(now),
            name,
            percentage: Decimal::new(tenths, 1),
            kind,
            show_tax: !WITHOUT_VAT.contains(&name),
            active,
            country,
            return_box,
            legal_text: legal_text(name),
            created: now,
        })
        .collect()
}

fn legal_text(name: &str) -> Option<&'static str> {
    match name {
        "Btw verlegd" => Some("Btw verlegd"),
        "Intracommunautaire levering 0%" => {
            Some("Intracommunautaire levering, artikel 138, lid 1, Richtlijn 2006/112")
        }
        _ => None,
    }
}
