//! Moneybird's tax report of the whole administration, beside all invoices.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Amounts, Held, ReportLine, sentences};
use crate::{Country, Language, Percentage};

/// One tax rate of the report. `whole` is what Moneybird reports; `ours` and `outside` are what
/// the invoices come to, and together make the whole unless something else was booked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reported {
    /// Id of the tax rate.
    pub tax_rate: String,
    /// Its name; empty for a rate that the report does not have.
    pub name: String,
    /// Its percentage; a rate without VAT may have none.
    pub percentage: Option<Percentage>,
    /// The box of the VAT return, or the One-Stop-Shop return of a country, as `OSS DE`.
    pub return_box: Option<String>,
    /// What our invoices come to.
    pub ours: Amounts,
    /// What all other invoices come to.
    pub outside: Amounts,
    /// What the report says.
    pub whole: Amounts,
}

/// All rates that the report or an invoice has, by box. `oss` says for which country a tax rate is
/// used in the One-Stop-Shop.
pub(super) fn rates(
    lines: &[ReportLine],
    [ours, outside]: [&[&Held]; 2],
    oss: &BTreeMap<&str, Country>,
) -> Vec<Reported> {
    let mut rates: BTreeMap<&str, Reported> = BTreeMap::new();
    for line in lines {
        let own = rates.entry(&line.tax_rate).or_insert_with(|| nothing(&line.tax_rate));
        own.name.clone_from(&line.name);
        own.percentage = line.percentage;
        own.return_box.clone_from(&line.return_box);
        own.whole += Amounts { net: line.net, vat: line.vat };
    }
    for (invoices, is_ours) in [(ours, true), (outside, false)] {
        for rate in invoices.iter().flat_map(|held| &held.rates) {
            let own = rates.entry(&rate.tax_rate).or_insert_with(|| nothing(&rate.tax_rate));
            let side = if is_ours { &mut own.ours } else { &mut own.outside };
            *side += rate.amounts();
        }
    }
    for (rate, own) in &mut rates {
        if let Some(country) = oss.get(rate) {
            own.return_box = Some(oss_box(*country));
        }
    }
    let mut all: Vec<Reported> = rates.into_values().filter(|own| !own.is_nothing()).collect();
    all.sort_by(|one, other| {
        let place = |own: &Reported| (own.return_box.is_none(), own.return_box.clone());
        place(one).cmp(&place(other)).then(other.percentage.cmp(&one.percentage))
    });
    all
}

/// What the One-Stop-Shop return of a country is called among the boxes.
pub(super) fn oss_box(country: Country) -> String {
    format!("OSS {country}")
}

/// What there is to say of the report, in the reader's language: where it has other amounts than
/// all invoices together.
pub(super) fn notes(report: &[Reported], lines: &[ReportLine], language: Language) -> Vec<String> {
    let note = |own: &Reported| {
        let rest = own.whole - own.ours - own.outside;
        // A rate without VAT may stand in no box and so not in the report.
        let is_reported = lines.iter().any(|line| line.tax_rate == own.tax_rate);
        let counts = !rest.is_zero() && (is_reported || !rest.vat.is_zero());
        let name = if own.name.is_empty() { &own.tax_rate } else { &own.name };
        counts.then(|| sentences::unexplained(language, name, rest))
    };
    report.iter().filter_map(note).collect()
}

fn nothing(tax_rate: &str) -> Reported {
    Reported {
        tax_rate: tax_rate.to_owned(),
        name: String::new(),
        percentage: None,
        return_box: None,
        ours: Amounts::default(),
        outside: Amounts::default(),
        whole: Amounts::default(),
    }
}

impl Reported {
    fn is_nothing(&self) -> bool {
        self.ours.is_zero() && self.outside.is_zero() && self.whole.is_zero()
    }
}
