//! The settings held against the administration they are for.

use std::fmt;

use super::{Settings, VatCase, VatEntry};
use crate::{Administration, Country, Language, Percentage};

/// A setting that names something in the administration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Setting {
    /// An account of `[ledger]`, by its key.
    Ledger(&'static str),
    /// `[payment] clearing`
    Clearing,
    /// The clearing account of a payment method, by its id in the shop.
    Method(String),
    /// An entry of `[[vat]]`: its place, from 1, and what it is for.
    Rate(usize, VatCase, Option<Country>, Option<Percentage>),
    /// The account of an entry of `[[vat]]`: its place, from 1.
    RateLedger(usize),
    /// An entry of `[[goods]]`: its place, from 1.
    Goods(usize),
    /// Its account.
    GoodsLedger(usize),
}

/// As the settings file has it.
impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Ledger(key) => write!(f, "[ledger] {key}"),
            Self::Clearing => f.write_str("[payment] clearing"),
            Self::Method(id) => write!(f, "[payment.methods] {id}"),
            Self::Rate(at, case, ..) => write!(f, "[[vat]] entry {at} ({case})"),
            Self::RateLedger(at) => write!(f, "[[vat]] entry {at} ledger"),
            Self::Goods(at) => write!(f, "[[goods]] entry {at}"),
            Self::GoodsLedger(at) => write!(f, "[[goods]] entry {at} ledger"),
        }
    }
}

/// What is booked on an account.
const SALES_INVOICE: &str = "sales invoice";
const PAYMENT: &str = "payment";

/// Something in the settings that the administration does not have, or has differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mismatch {
    /// `[ledger] revenue` is missing.
    NoRevenue,
    /// Deposits are mapped, but have no ledger account.
    NoDeposits,
    /// There is no `[[vat]]` entry at all.
    NoVat,
    /// No such ledger account, or one that is not active.
    Account(Setting, String),
    /// That ledger account cannot carry such a booking.
    AccountKind(Setting, String, &'static str),
    /// No such sales tax rate, or one that is not active.
    Rate(Setting, String),
    /// The tax rate has another percentage than the entry.
    RatePercentage(Setting, String, String),
    /// The tax rate is for another country than the entry.
    RateCountry(Setting, String),
}

impl Mismatch {
    /// What is wrong and what to do.
    pub fn sentence(&self, language: Language) -> String {
        match language {
            Language::Nl => self.dutch(),
            Language::En => self.english(),
        }
    }

    fn dutch(&self) -> String {
        match self {
            Self::NoRevenue => {
                "[ledger] revenue ontbreekt: geef het id van een omzetcategorie in Moneybird"
                    .to_owned()
            }
            Self::NoDeposits => {
                "[ledger] deposits ontbreekt: statiegeld en borg hebben een eigen categorie nodig"
                    .to_owned()
            }
            Self::NoVat => {
                "er is geen enkele [[vat]]-regel: zonder btw-koppeling wordt niets geboekt"
                    .to_owned()
            }
            Self::Account(key, id) => format!(
                "{key}: categorie {id} bestaat niet of is niet actief in deze administratie"
            ),
            Self::AccountKind(key, name, kind) => {
                let kind = if *kind == PAYMENT { "betaling" } else { "verkoopfactuur" };
                format!("{key}: op categorie '{name}' kan geen {kind} worden geboekt")
            }
            Self::Rate(key, id) => format!(
                "{key}: btw-tarief {id} bestaat niet of is niet actief in deze administratie"
            ),
            Self::RatePercentage(key, name, has) => {
                let has = has.replace('.', ",");
                format!("{key}: btw-tarief '{name}' is {has} %, niet het percentage van deze regel")
            }
            Self::RateCountry(key, name) => {
                format!("{key}: btw-tarief '{name}' hoort bij een ander land dan deze regel")
            }
        }
    }

    fn english(&self) -> String {
        match self {
            Self::NoRevenue => {
                "[ledger] revenue is missing: give the id of a revenue account in Moneybird"
                    .to_owned()
            }
            Self::NoDeposits => {
                "[ledger] deposits is missing: deposits need a ledger account of their own"
                    .to_owned()
            }
            Self::NoVat => {
                "there is no [[vat]] entry: without a VAT mapping nothing is booked".to_owned()
            }
            Self::Account(key, id) => format!(
                "{key}: ledger account {id} does not exist or is not active in this administration"
            ),
            Self::AccountKind(key, name, kind) => {
                format!("{key}: ledger account '{name}' cannot carry a {kind}")
            }
            Self::Rate(key, id) => format!(
                "{key}: tax rate {id} does not exist or is not active in this administration"
            ),
            Self::RatePercentage(key, name, has) => {
                format!("{key}: tax rate '{name}' is {has} %, not the percentage of this entry")
            }
            Self::RateCountry(key, name) => {
                format!("{key}: tax rate '{name}' is for another country than this entry")
            }
        }
    }
}

impl fmt::Display for Mismatch {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.english())
    }
}

impl Settings {
    /// Everything in these settings that does not fit the administration; empty when all fits.
    pub fn check(&self, administration: &Administration) -> Vec<Mismatch> {
        let mut found = Vec::new();
        if self.ledger.revenue.is_none() {
            found.push(Mismatch::NoRevenue);
        }
        if self.vat.is_empty() {
            found.push(Mismatch::NoVat);
        }
        let own_deposits =
            |entry: &VatEntry| entry.case == VatCase::Deposit && entry.ledger.is_none();
        if self.ledger.deposits.is_none() && self.vat.iter().any(own_deposits) {
            found.push(Mismatch::NoDeposits);
        }
        for (key, id) in self.line_accounts() {
            found.extend(account(administration, key, id, "sales_invoice", SALES_INVOICE));
        }
        let clearing = self.payment.clearing.iter().map(|id| (Setting::Clearing, id));
        let methods =
            self.payment.methods.iter().map(|(method, id)| (Setting::Method(method.clone()), id));
        for (key, id) in clearing.chain(methods) {
            found.extend(account(administration, key, id, "payment", PAYMENT));
        }
        for (at, entry) in self.vat.iter().enumerate() {
            let key = Setting::Rate(at + 1, entry.case, entry.country, entry.percentage);
            found.extend(rate(administration, key, entry));
        }
        for (at, goods) in self.goods.iter().enumerate() {
            found.extend(rate(administration, Setting::Goods(at + 1), &goods.entry()));
        }
        found
    }

    fn line_accounts(&self) -> Vec<(Setting, &String)> {
        let ledger = &self.ledger;
        let named = [
            ("revenue", &ledger.revenue),
            ("shipping", &ledger.shipping),
            ("payment_costs", &ledger.payment_costs),
            ("discounts", &ledger.discounts),
            ("deposits", &ledger.deposits),
        ];
        let named =
            named.into_iter().filter_map(|(key, id)| Some((Setting::Ledger(key), id.as_ref()?)));
        let entries =
            self.vat.iter().enumerate().filter_map(|(at, entry)| {
                Some((Setting::RateLedger(at + 1), entry.ledger.as_ref()?))
            });
        let goods =
            self.goods.iter().enumerate().filter_map(|(at, entry)| {
                Some((Setting::GoodsLedger(at + 1), entry.ledger.as_ref()?))
            });
        named.chain(entries).chain(goods).collect()
    }
}

fn account(
    administration: &Administration,
    key: Setting,
    id: &str,
    needed: &str,
    kind: &'static str,
) -> Option<Mismatch> {
    let Some(account) = administration.ledger_account(id).filter(|account| account.active) else {
        return Some(Mismatch::Account(key, id.to_owned()));
    };
    let allowed = account.allowed.is_empty() || account.allowed.iter().any(|kind| kind == needed);
    (!allowed).then(|| Mismatch::AccountKind(key, account.name.clone(), kind))
}

fn rate(administration: &Administration, key: Setting, entry: &VatEntry) -> Option<Mismatch> {
    let Some(rate) = administration.tax_rate(&entry.tax_rate).filter(|rate| rate.active) else {
        return Some(Mismatch::Rate(key, entry.tax_rate.clone()));
    };
    let percentage = rate.percentage.unwrap_or_default();
    if percentage != entry.percentage().decimal() {
        return Some(Mismatch::RatePercentage(
            key,
            rate.name.clone(),
            percentage.normalize().to_string(),
        ));
    }
    // A rate of the administration's own country is no foreign one.
    let of = rate.country.filter(|country| *country != administration.country);
    let foreign = of.is_some() && of != entry.country;
    let domestic_for_oss = entry.case == VatCase::Oss && of.is_none();
    (foreign || domestic_for_oss).then(|| Mismatch::RateCountry(key, rate.name.clone()))
}
