//! Moneybird's reference data, as bookkeeping needs it.

use bookkeeping::{Administration, Country, LedgerAccount, TaxRate};

/// Puts an administration, its tax rates and its ledger accounts together. An administration that
/// does not tell its country is taken to be Dutch, as Moneybird's default is; a foreign tax rate
/// whose country cannot be read keeps none and so fits no entry of another country.
pub fn administration(
    own: &moneybird::Administration,
    rates: Vec<moneybird::TaxRate>,
    accounts: Vec<moneybird::LedgerAccount>,
) -> Administration {
    Administration {
        currency: own.currency.as_str().to_owned(),
        country: country(own.country.as_deref()).unwrap_or(Country::NL),
        locked_until: own.period_locked_until,
        tax_rates: rates
            .into_iter()
            .map(|rate| TaxRate {
                id: rate.id.as_str().to_owned(),
                country: country(rate.country.as_deref()),
                name: rate.name,
                percentage: rate.percentage,
                active: rate.active,
            })
            .collect(),
        ledger_accounts: accounts
            .into_iter()
            .map(|account| LedgerAccount {
                id: account.id.as_str().to_owned(),
                kind: account.account_type.as_str().to_owned(),
                name: account.name,
                active: account.active,
                allowed: account.allowed_document_types,
            })
            .collect(),
    }
}

fn country(code: Option<&str>) -> Option<Country> {
    code.and_then(|code| code.parse().ok())
}
