//! The proposal for the mapping of tax rates.

use std::collections::BTreeMap;

use super::Offer;
use super::page::{OPEN, Page};
use crate::{Administration, Country, Percentage, TaxRate};

/// Cases without VAT: several rates may be meant, and which one is for a person to say.
const OPEN_CASES: [(&str, &str, &str); 6] = [
    (
        "domestic",
        "0 % in eigen land, zoals kosten waarover de winkel geen btw rekent",
        "0 % at home, such as costs on which the shop charges no VAT",
    ),
    (
        "eu-business",
        "intracommunautaire leveringen, 0 % (rubriek 3b)",
        "intra-Community supplies, 0 % (box 3b)",
    ),
    ("export", "uitvoer buiten de EU, 0 % (rubriek 3a)", "export out of the EU, 0 % (box 3a)"),
    (
        "exempt",
        "bestellingen zonder btw, zoals onder de KOR",
        "orders without any VAT, such as under the KOR",
    ),
    ("deposit", "statiegeld en borg, geen btw", "statiegeld and borg, no VAT"),
    (
        "platform",
        "verkopen waarover een platform de btw afdraagt",
        "sales on which a platform owes the VAT",
    ),
];

/// What is known on either side of one percentage in one country.
struct Rate<'a> {
    country: Country,
    percentage: Percentage,
    /// The active tax rates that it can be.
    candidates: Vec<&'a TaxRate>,
    /// Whether the shop states it; none if it states nothing for that country.
    offered: Option<bool>,
}

/// All `[[vat]]` entries, and `[[goods]]`.
pub(super) fn entries(page: &mut Page, administration: &Administration, offer: &Offer) {
    let home = administration.country;
    let (domestic, foreign): (Vec<Rate>, Vec<Rate>) =
        rates(administration, offer).into_iter().partition(|rate| rate.country == home);
    for rate in domestic.iter().rev().filter(|rate| !rate.percentage.is_zero()) {
        entry(page, "domestic", None, rate);
    }
    let (known, missing): (Vec<&Rate>, Vec<&Rate>) =
        foreign.iter().partition(|rate| !rate.candidates.is_empty());
    let is_at_home = |own: &Percentage| {
        domestic.iter().any(|rate| rate.percentage == *own && !rate.candidates.is_empty())
    };
    for rate in known {
        if rate.candidates.len() == 1 && is_at_home(&rate.percentage) {
            page.remark(
                "dit percentage is ook een tarief in eigen land; haal deze regel weg als alle verkopen op \
                 afstand onder de drempel blijven (art. 59c btw-richtlijn), dan boekt 'domestic' ze",
                "this percentage is a rate at home too; take this entry away if all distance sales stay \
                 below the threshold (art. 59c VAT Directive), then 'domestic' books them",
            );
        }
        entry(page, "oss", Some(rate.country), rate);
    }
    without_rate(page, &missing, is_at_home);
    let without: Vec<&TaxRate> = administration
        .tax_rates
        .iter()
        .filter(|rate| rate.active && rate.percentage.unwrap_or_default().is_zero())
        .filter(|rate| rate.country.is_none_or(|own| own == home))
        .collect();
    let mut outside: Vec<&str> = offer
        .rates
        .iter()
        .filter(|(country, _)| *country != home && !country.is_eu())
        .map(|(country, _)| country.code())
        .collect();
    outside.dedup();
    for (case, nl, en) in OPEN_CASES {
        if case == "export" && !outside.is_empty() {
            let names = outside.join(", ");
            page.remark(
                &format!("de winkel levert buiten de EU: {names}"),
                &format!("the shop delivers outside the EU: {names}"),
            );
        }
        open(page, case, (nl, en), &without);
    }
    margin(page, &without);
}

/// Every percentage of a country that either side knows, but for no VAT in the shop.
fn rates<'a>(administration: &'a Administration, offer: &Offer) -> Vec<Rate<'a>> {
    let mut all: BTreeMap<(Country, Percentage), Vec<&TaxRate>> = BTreeMap::new();
    for rate in administration.tax_rates.iter().filter(|rate| rate.active) {
        if let Some(percentage) = rate.percentage.and_then(Percentage::new) {
            let country = rate.country.unwrap_or(administration.country);
            all.entry((country, percentage)).or_default().push(rate);
        }
    }
    for (country, percentage) in offer.rates.iter().filter(|(_, own)| !own.is_zero()) {
        all.entry((*country, *percentage)).or_default();
    }
    let rate = |((country, percentage), candidates)| {
        let mut stated = offer.rates.iter().filter(|(own, _)| *own == country).peekable();
        let offered = stated.peek().is_some().then(|| stated.any(|(_, own)| *own == percentage));
        Rate { country, percentage, candidates, offered }
    };
    all.into_iter().map(rate).collect()
}

fn entry(page: &mut Page, case: &str, country: Option<Country>, rate: &Rate) {
    let Rate { country: of, percentage, candidates, offered } = rate;
    let (nl, en) = match (candidates.as_slice(), offered) {
        ([_], Some(true)) => (
            format!(
                "de winkel rekent {percentage} % in {of}, en één actief tarief is {of} {percentage} %"
            ),
            format!(
                "the shop charges {percentage} % in {of}, and one active rate is {of} {percentage} %"
            ),
        ),
        ([_], Some(false)) => (
            format!(
                "één actief tarief is {of} {percentage} %; de winkel rekent dat nu niet, oudere bestellingen \
                 misschien wel"
            ),
            format!(
                "one active rate is {of} {percentage} %; the shop does not charge it now, older orders may"
            ),
        ),
        ([_], None) => (
            format!(
                "één actief tarief is {of} {percentage} %; de winkel noemt geen tarieven voor {of}"
            ),
            format!("one active rate is {of} {percentage} %; the shop states no rates for {of}"),
        ),
        ([], _) => (
            format!(
                "de winkel rekent {percentage} % in {of}, maar geen actief tarief heeft dat: maak er een in \
                 Moneybird, of verbeter het tarief in de winkel"
            ),
            format!(
                "the shop charges {percentage} % in {of}, but no active rate has it: make one in Moneybird, \
                 or correct the rate in the shop"
            ),
        ),
        _ => (
            format!("meer dan één actief tarief is {of} {percentage} %: kies er een"),
            format!("more than one active rate is {of} {percentage} %: choose one"),
        ),
    };
    page.remark(&nl, &en);
    let mark = if candidates.len() == 1 { "" } else { OPEN };
    page.line(&format!("{mark}[[vat]]"), "");
    page.line(&format!("{mark}case = \"{case}\""), "");
    if let Some(country) = country {
        page.line(&format!("{mark}country = \"{country}\""), "");
    }
    page.line(&format!("{mark}percentage = \"{percentage}\""), "");
    tax_rates(page, mark, candidates);
    page.gap();
}

/// What the shop charges abroad and the administration has no rate for: named, with what to do.
fn without_rate(page: &mut Page, missing: &[&Rate], is_at_home: impl Fn(&Percentage) -> bool) {
    let (inside, outside): (Vec<&Rate>, Vec<&Rate>) =
        missing.iter().partition(|rate| rate.country.is_eu());
    let (at_home, foreign): (Vec<&Rate>, Vec<&Rate>) =
        inside.into_iter().partition(|rate| is_at_home(&rate.percentage));
    named(
        page,
        &foreign,
        "Open: de winkel rekent btw van andere lidstaten waarvoor de administratie geen actief tarief \
         heeft. Zet deze tarieven aan in Moneybird (One-Stop-Shop) en laat opnieuw voorstellen; tot dan \
         worden zulke bestellingen geweigerd.",
        "Open: the shop charges VAT of other member states for which the administration has no active \
         rate. Switch these rates on in Moneybird (One-Stop-Shop) and ask for a proposal again; until then \
         such orders are refused.",
    );
    named(
        page,
        &at_home,
        "Open: de winkel rekent daar een percentage dat ook in eigen land geldt, en de administratie heeft \
         er geen buitenlands tarief voor. Blijft u onder de drempel van € 10.000 (art. 59c btw-richtlijn), \
         dan klopt dat en boekt de regel 'domestic' het. Zo niet, zet dan het tarief van dat land aan.",
        "Open: the shop charges a percentage there that holds at home too, and the administration has no \
         foreign rate for it. Below the threshold of € 10,000 (art. 59c VAT Directive) that is right, and \
         the 'domestic' entry books it. If you are above it, switch the rate of that country on.",
    );
    named(
        page,
        &outside,
        "Open: de winkel rekent btw op goederen die de EU verlaten. Zulke bestellingen worden geweigerd; \
         zet het tarief van deze landen in de winkel op 0.",
        "Open: the shop charges VAT on goods that leave the EU. Such orders are refused; set the rate of \
         these countries to 0 in the shop.",
    );
}

fn named(page: &mut Page, rates: &[&Rate], nl: &str, en: &str) {
    if rates.is_empty() {
        return;
    }
    page.remark(nl, en);
    let mut countries: BTreeMap<Country, Vec<String>> = BTreeMap::new();
    for rate in rates.iter().rev() {
        countries.entry(rate.country).or_default().push(rate.percentage.to_string());
    }
    for (country, percentages) in countries {
        page.line(&format!("#   {country}: {} %", percentages.join(", ")), "");
    }
    page.gap();
}

fn open(page: &mut Page, case: &str, (nl, en): (&str, &str), rates: &[&TaxRate]) {
    page.remark(
        &format!("{nl}: kies er een als uw winkel zulke bestellingen heeft"),
        &format!("{en}: choose one if your shop has such orders"),
    );
    page.line(&format!("{OPEN}[[vat]]"), "");
    page.line(&format!("{OPEN}case = \"{case}\""), "");
    if case == "domestic" {
        page.line(&format!("{OPEN}percentage = \"0\""), "");
    }
    tax_rates(page, OPEN, rates);
    page.gap();
}

fn margin(page: &mut Page, rates: &[&TaxRate]) {
    page.remark(
        "margegoederen: noem de producten als uw winkel ze verkoopt; de btw over de marge wordt elders \
         berekend",
        "margin goods: name the products if your shop sells any; the VAT on the margin is figured \
         elsewhere",
    );
    page.line(&format!("{OPEN}[[goods]]"), "");
    page.line(&format!("{OPEN}products = []"), "");
    tax_rates(page, OPEN, rates);
}

/// A line for each rate, or an empty one to fill in.
fn tax_rates(page: &mut Page, mark: &str, rates: &[&TaxRate]) {
    for rate in rates {
        page.line(&format!("{mark}tax_rate = \"{}\"", rate.id), &rate.name);
    }
    if rates.is_empty() {
        page.line(&format!("{mark}tax_rate = \"\""), "");
    }
}
