//! Which account belongs to a payment provider, and which payment methods are that provider's own.
//!
//! The account of a wallet holds what is paid by it, and not what the shop's customers pay by iDEAL.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{CLEARING, is_harmless, is_paid_outside, rest};
use crate::LedgerAccount;

/// What providers are called, in small letters.
const PROVIDERS: [&str; 13] = [
    "adyen",
    "buckaroo",
    "ccv pay",
    "icepay",
    "klarna",
    "mollie",
    "multisafepay",
    "pay nl",
    "paynl",
    "paypal",
    "riverty",
    "sisow",
    "stripe",
];

/// Many providers offer it, so it tells one only where none is named.
const IDEAL: &str = "ideal";

/// What the names tell of where payments arrive.
#[derive(Default)]
pub(super) struct Clearing<'a> {
    /// That of all payments, or of those that have none of their own.
    pub(super) all: Option<&'a LedgerAccount>,
    /// By the id of the payment method.
    pub(super) methods: BTreeMap<i64, &'a LedgerAccount>,
    /// A method whose payments may arrive nowhere of the kind, which leaves `all` open.
    pub(super) outside: Option<String>,
}

impl<'a> Clearing<'a> {
    /// Only what is certain.
    pub(super) fn of(accounts: &[&'a LedgerAccount], methods: &[(i64, String)]) -> Self {
        let (theirs, others): (Vec<&LedgerAccount>, Vec<&LedgerAccount>) =
            accounts.iter().partition(|own| !providers(&own.name).is_empty());
        let mut own = Self::default();
        for (id, name) in methods {
            if let Some(account) = account_of(name, &theirs) {
                own.methods.insert(*id, account);
            }
        }
        let mut used = own.methods.values();
        let first = used.next().copied().filter(|first| used.all(|account| account.id == first.id));
        if !methods.is_empty() && own.methods.len() == methods.len() {
            // Each has its own, or all have the same.
            if let Some(account) = first {
                own = Self { all: Some(account), ..Self::default() };
            }
            return own;
        }
        let mut unused =
            theirs.iter().filter(|account| !own.methods.values().any(|own| own.id == account.id));
        // It may be where the methods arrive that do not tell.
        if unused.next().is_some() {
            return own;
        }
        own.all = CLEARING.only(&others);
        let rest = || methods.iter().filter(|(id, _)| !own.methods.contains_key(id));
        if own.all.is_some()
            && let Some((_, name)) = rest().find(|(_, name)| is_paid_outside(name))
        {
            own.outside = Some(name.clone());
            own.all = None;
        }
        own
    }
}

/// The only account of the one provider that a payment method names.
fn account_of<'a>(method: &str, accounts: &[&'a LedgerAccount]) -> Option<&'a LedgerAccount> {
    let named = providers(method);
    let provider = named.first().filter(|_| named.len() == 1)?;
    let mut fits = accounts.iter().filter(|own| providers(&own.name).contains(provider));
    let only = fits.next().filter(|own| fits.next().is_none() && is_clearly(own, provider))?;
    Some(*only)
}

/// Whether its name says no more than that it is this provider's.
fn is_clearly(account: &LedgerAccount, provider: &str) -> bool {
    let mut meant = CLEARING.meant.to_vec();
    meant.extend([provider, IDEAL]);
    rest(&account.name, &meant).is_some_and(|rest| rest.iter().all(|word| is_harmless(word)))
}

/// The providers that a name names.
fn providers(name: &str) -> BTreeSet<&'static str> {
    let is_named = |own: &&str| rest(name, &[*own]).is_some();
    let named: BTreeSet<&str> = PROVIDERS.into_iter().filter(is_named).collect();
    if named.is_empty() && is_named(&IDEAL) { BTreeSet::from([IDEAL]) } else { named }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The account of all, and those of the methods in their order.
    fn told(accounts: &[&str], methods: &[&str]) -> (String, Vec<String>) {
        let account = |name: &&str| LedgerAccount {
            id: (*name).to_owned(),
            name: (*name).to_owned(),
            kind: String::new(),
            active: true,
            allowed: Vec::new(),
        };
        let accounts: Vec<LedgerAccount> = accounts.iter().map(account).collect();
        let accounts: Vec<&LedgerAccount> = accounts.iter().collect();
        let methods: Vec<(i64, String)> =
            (1..).zip(methods.iter().map(|own| (*own).to_owned())).collect();
        let own = Clearing::of(&accounts, &methods);
        let name =
            |own: Option<&&LedgerAccount>| own.map(|own| own.name.clone()).unwrap_or_default();
        let each = methods.iter().map(|(id, _)| name(own.methods.get(id))).collect();
        (name(own.all.as_ref()), each)
    }

    #[test]
    fn a_provider_s_account_is_for_its_own_methods() {
        for (accounts, methods, all, each) in [
            (&["PayPal"][..], &["iDEAL", "PayPal"][..], "", &["", "PayPal"][..]),
            (&["PayPal"], &["iDEAL"], "", &[""]),
            (&["PayPal"], &["PayPal", "PayPal Express"], "PayPal", &["", ""]),
            (&["PayPal", "Klarna"], &["PayPal", "Klarna achteraf"], "", &["PayPal", "Klarna"]),
            (&["Mollie"], &["iDEAL (Mollie)", "Creditcard (Mollie)"], "Mollie", &["", ""]),
            (&["Mollie"], &["iDEAL", "Creditcard"], "", &["", ""]),
            (&["Tussenrekening iDEAL"], &["iDEAL"], "Tussenrekening iDEAL", &[""]),
            // With one for all the others.
            (
                &["Tussenrekening", "PayPal"],
                &["iDEAL", "PayPal"],
                "Tussenrekening",
                &["", "PayPal"],
            ),
            // Where iDEAL arrives is not certain then.
            (&["Tussenrekening", "Mollie"], &["iDEAL", "PayPal"], "", &["", ""]),
            (&["Tussenrekening"], &["iDEAL", "PayPal"], "Tussenrekening", &["", ""]),
            (&["Tussenrekening"], &[], "Tussenrekening", &[]),
            (&["PayPal"], &[], "", &[]),
            // Two that fit, one of something else, one of two providers, a method of two.
            (&["PayPal", "PayPal dollars"], &["PayPal"], "", &[""]),
            (&["Kosten PayPal"], &["PayPal"], "", &[""]),
            (&["Mollie en PayPal"], &["PayPal"], "", &[""]),
            (&["PayPal"], &["PayPal via Mollie"], "", &[""]),
            // What is paid at the bank is no matter of those that have their own.
            (&["Tussenrekening", "PayPal"], &["Overboeken", "PayPal"], "", &["", "PayPal"]),
        ] {
            let each: Vec<String> = each.iter().map(|own| (*own).to_owned()).collect();
            assert_eq!(told(accounts, methods), (all.to_owned(), each), "{accounts:?} {methods:?}");
        }
    }
}
