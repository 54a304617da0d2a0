//! Clearing accounts: what our payments put on them, and what was paid out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::{Ledger, sentences};
use crate::{Language, Money, Payment};

/// A clearing account over the period. `opening` + `paid` + `other` - `taken` = `closing`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Clearing {
    /// Id of the ledger account.
    pub account: String,
    /// Its name.
    pub name: String,
    /// The balance before the period.
    pub opening: Money,
    /// What our payments put on it, less what our refunds took off.
    pub paid: Money,
    /// What else was debited. Less than nothing, where payments of ours are missing.
    pub other: Money,
    /// What else was credited: payouts, and the fees that were kept from them.
    pub taken: Money,
    /// The balance at the end: paid by customers and not paid out yet.
    pub closing: Money,
}

/// What our payments come to on one account.
#[derive(Debug, Clone, Copy, Default)]
struct Ours {
    debit: Money,
    credit: Money,
}

/// Sets our payments beside the general ledger.
pub(super) fn accounts(ledgers: &[Ledger], payments: &[Payment]) -> Vec<Clearing> {
    let mut ours: BTreeMap<&str, Ours> = BTreeMap::new();
    for payment in payments {
        let Some(account) = &payment.clearing else { continue };
        let sum = ours.entry(account).or_default();
        if payment.price.is_negative() {
            sum.credit += payment.price.abs();
        } else {
            sum.debit += payment.price;
        }
    }
    let clearing = |ledger: &Ledger| {
        let own = ours.get(ledger.account.as_str()).copied().unwrap_or_default();
        Clearing {
            account: ledger.account.clone(),
            name: ledger.name.clone(),
            opening: ledger.opening,
            paid: own.debit - own.credit,
            other: ledger.debit - own.debit,
            taken: ledger.credit - own.credit,
            closing: ledger.closing,
        }
    };
    ledgers.iter().map(clearing).collect()
}

/// What there is to say of the accounts, in the reader's language.
pub(super) fn notes(accounts: &[Clearing], language: Language) -> Vec<String> {
    let missing = |account: &Clearing| {
        let sides = [account.other, account.taken].into_iter();
        let missing: Money = sides.filter(|side| side.is_negative()).map(Money::abs).sum();
        (!missing.is_zero()).then(|| sentences::unsettled(language, &account.name, missing))
    };
    accounts.iter().filter_map(missing).collect()
}
