//! What bookkeeping must know of an administration in Moneybird.

use jiff::civil::Date;
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use crate::settings::GoodsEntry;
use crate::{Country, Settings, VatEntry};

/// Reference data of an administration, as last read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Administration {
    /// ISO 4217 code.
    pub currency: String,
    /// Its own country.
    pub country: Country,
    /// The last day of the locked period, if any.
    pub locked_until: Option<Date>,
    /// The sales tax rates.
    pub tax_rates: Vec<TaxRate>,
    /// The ledger accounts.
    pub ledger_accounts: Vec<LedgerAccount>,
}

/// A tax rate for sales.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TaxRate {
    /// Id in Moneybird.
    pub id: String,
    /// Name, free text of the user.
    pub name: String,
    /// Percentage; rates without VAT may have none.
    pub percentage: Option<Decimal>,
    /// Set for foreign rates only, such as those of the One-Stop-Shop.
    pub country: Option<Country>,
    /// Whether it can still be used.
    pub active: bool,
}

/// A ledger account.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct LedgerAccount {
    /// Id in Moneybird.
    pub id: String,
    /// Name.
    pub name: String,
    /// Kind of account, such as `revenue` or `current_assets`.
    pub kind: String,
    /// Whether it can still be used.
    pub active: bool,
    /// Kinds of document that may be booked on it; empty when not stated.
    pub allowed: Vec<String>,
}

impl Administration {
    /// An administration that has exactly what the settings name, nothing of it locked: to see what
    /// an order would become without asking Moneybird.
    pub fn as_mapped(settings: &Settings, currency: &str) -> Self {
        let ledger = &settings.ledger;
        let named = [
            &ledger.revenue,
            &ledger.shipping,
            &ledger.payment_costs,
            &ledger.discounts,
            &ledger.deposits,
        ];
        let of_goods = settings.goods.iter().map(GoodsEntry::entry);
        let entries: Vec<VatEntry> = settings.vat.iter().cloned().chain(of_goods).collect();
        let own = entries.iter().filter_map(|entry| entry.ledger.as_ref());
        let accounts = named.into_iter().flatten().chain(own).map(|id| LedgerAccount {
            id: id.clone(),
            name: String::new(),
            kind: String::new(),
            active: true,
            allowed: Vec::new(),
        });
        let rates = entries.iter().map(|entry| TaxRate {
            id: entry.tax_rate.clone(),
            name: String::new(),
            percentage: Some(entry.percentage().decimal()),
            country: entry.country,
            active: true,
        });
        Self {
            currency: currency.to_owned(),
            country: Country::NL,
            locked_until: None,
            tax_rates: rates.collect(),
            ledger_accounts: accounts.collect(),
        }
    }

    /// The tax rate of that id.
    pub fn tax_rate(&self, id: &str) -> Option<&TaxRate> {
        self.tax_rates.iter().find(|rate| rate.id == id)
    }

    /// The ledger account of that id.
    pub fn ledger_account(&self, id: &str) -> Option<&LedgerAccount> {
        self.ledger_accounts.iter().find(|account| account.id == id)
    }

    /// Whether a document of that day may not be made or changed (moneybird-api.md §8.9).
    pub fn is_locked(&self, day: Date) -> bool {
        is_locked(day, self.locked_until)
    }
}

/// Whether a day is locked by the last day of the locked period, if there is one. Of a period, ask for its last
/// day: it is locked when all of it is.
pub fn is_locked(day: Date, locked_until: Option<Date>) -> bool {
    locked_until.is_some_and(|last| day <= last)
}
