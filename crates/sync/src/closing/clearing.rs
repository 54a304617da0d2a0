//! The clearing accounts, by Moneybird's general ledger.

use std::collections::{BTreeSet, HashMap};

use bookkeeping::closing::Ledger;
use bookkeeping::{Language, Money, Payment, Settings};
use moneybird::{Books, Error, GeneralLedger, LedgerAccountId, Month, Months};

use super::Closing;
use crate::fault::{Code, Fault, Halt};

/// What was read for the clearing accounts, to be kept across pauses.
#[derive(Default)]
pub(super) struct Clearing {
    pub(super) ledger: Option<Seen>,
    /// Names of ledger accounts by their ids.
    names: Option<HashMap<String, String>>,
}

/// The general ledger, as far as the token may see it.
pub(super) enum Seen {
    All(GeneralLedger),
    /// The token lacks the scope `bank`.
    Nothing,
}

impl Closing {
    /// Reads the general ledger, if it is to be told and the settings name a clearing account. It
    /// spans twelve months, so any period is one report.
    pub(super) async fn ledger(&mut self, books: &Books, settings: &Settings) -> Result<(), Halt> {
        if !self.tells_clearing || of_settings(settings).next().is_none() {
            return Ok(());
        }
        if self.read.clearing.names.is_none() {
            let accounts = books.ledger_accounts().await.map_err(|error| self.halt(&error))?;
            let names = accounts.into_iter().map(|own| (own.id.as_str().to_owned(), own.name));
            self.read.clearing.names = Some(names.collect());
        }
        if self.read.clearing.ledger.is_none() {
            let seen = match books.general_ledger(self.months()?).await {
                Ok(ledger) => Seen::All(ledger),
                Err(Error::ScopeMissing { .. }) => Seen::Nothing,
                Err(error) => return Err(self.halt_at_report(&error)),
            };
            self.read.clearing.ledger = Some(seen);
        }
        Ok(())
    }

    /// The accounts that the settings name, and those on which these payments are.
    pub(super) fn accounts(&self, settings: &Settings, payments: &[Payment]) -> Vec<Ledger> {
        let Some(Seen::All(ledger)) = &self.read.clearing.ledger else { return Vec::new() };
        let used = payments.iter().filter_map(|own| own.clearing.as_deref());
        let accounts: BTreeSet<&str> = of_settings(settings).chain(used).collect();
        let names = self.read.clearing.names.as_ref();
        let account = |id: &str| {
            let known = LedgerAccountId::new(id).ok()?;
            Some(Ledger {
                account: id.to_owned(),
                name: names.and_then(|names| names.get(id)).map_or(id, String::as_str).to_owned(),
                opening: Money::round(ledger.start_balance.of(&known)),
                debit: Money::round(ledger.debit_sums.of(&known)),
                credit: Money::round(ledger.credit_sums.of(&known)),
                closing: Money::round(ledger.final_balance.of(&known)),
            })
        };
        accounts.into_iter().filter_map(account).collect()
    }

    /// Why the clearing accounts are not told.
    pub(super) fn no_clearing(&self) -> Option<String> {
        let is_hidden = matches!(self.read.clearing.ledger, Some(Seen::Nothing));
        is_hidden.then(|| match self.service.language() {
            Language::Nl => "De tussenrekeningen ontbreken: het token van Moneybird heeft geen \
                             toegang tot bank (`bank`)."
                .to_owned(),
            Language::En => "The clearing accounts are missing: Moneybird's token has no access \
                             to bank (`bank`)."
                .to_owned(),
        })
    }

    fn months(&self) -> Result<Months, Halt> {
        let month = |day| Month::of(day).map_err(|error| usage(&error));
        let (first, last) = (month(self.period.first_day())?, month(self.period.last_day())?);
        Ok(Months::new(first, last).map_err(|error| usage(&error))?)
    }
}

/// The clearing accounts that the settings name; none where no payments are registered.
fn of_settings(settings: &Settings) -> impl Iterator<Item = &str> {
    let own = &settings.payment;
    let accounts = own.clearing.iter().chain(own.methods.values());
    accounts.filter(|_| own.register).map(String::as_str)
}

fn usage(error: &moneybird::Invalid) -> Fault {
    Fault::new(Code::Usage, error.to_string(), "")
}
