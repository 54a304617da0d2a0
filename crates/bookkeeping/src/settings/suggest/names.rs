//! Which account a name means, where it clearly means one.
//!
//! A name fits if a word of it, or a few in a row, say what the account is for. It says so clearly if all its
//! other words say no more than that a shop sells something: 'Verzendkosten webshop' does, 'Verzendkosten
//! buitenland' is for a part of it, and 'Tussenrekening lonen' for something else.

use crate::LedgerAccount;

/// What a setting's account is called. All words in small letters, one for each that may stand there.
pub(super) struct Names {
    /// Any of these says what it is for.
    pub(super) meant: &'static [&'static str],
}

/// Words that narrow nothing down.
const HARMLESS: [&str; 41] = [
    "aan",
    "account",
    "berekend",
    "berekende",
    "betaald",
    "betaaldienst",
    "betalingen",
    "brengen",
    "charged",
    "customers",
    "de",
    "doorbelast",
    "doorbelaste",
    "doorberekend",
    "doorberekende",
    "en",
    "for",
    "from",
    "gegeven",
    "given",
    "income",
    "inkomsten",
    "klanten",
    "of",
    "omzet",
    "on",
    "online",
    "op",
    "opbrengst",
    "opbrengsten",
    "payments",
    "rekening",
    "revenue",
    "sales",
    "shop",
    "store",
    "van",
    "verkoop",
    "verleende",
    "webshop",
    "webwinkel",
];

pub(super) const SHIPPING: Names = Names {
    meant: &[
        "bezorgkosten",
        "bezorgopbrengsten",
        "delivery costs",
        "delivery fees",
        "portokosten",
        "postage",
        "shipping",
        "shipping costs",
        "shipping fees",
        "verzending",
        "verzendinkomsten",
        "verzendkosten",
        "verzendopbrengst",
        "verzendopbrengsten",
    ],
};

pub(super) const PAYMENT_COSTS: Names = Names {
    meant: &[
        "betaalkosten",
        "betaaltoeslag",
        "betaaltoeslagen",
        "payment costs",
        "payment fees",
        "payment surcharge",
        "payment surcharges",
        "transaction costs",
        "transaction fees",
        "transactiekosten",
    ],
};

pub(super) const DISCOUNTS: Names = Names {
    meant: &["discount", "discounts", "klantkorting", "klantkortingen", "korting", "kortingen"],
};

/// 'Borg' and 'deposits' alone may as well be what a landlord holds, or what customers paid ahead.
pub(super) const DEPOSITS: Names = Names {
    meant: &[
        "bottle deposits",
        "container deposits",
        "emballage",
        "returnable packaging",
        "statiegeld",
        "statiegelden",
    ],
};

/// Not 'kruisposten': those are transfers between one's own banks.
pub(super) const CLEARING: Names =
    Names { meant: &["clearing", "payment provider", "psp", "tussenrekening"] };

/// Ways to pay that bring the money to the bank or the till, and to no payment provider.
const OUTSIDE: Names = Names {
    meant: &[
        "achteraf",
        "afhalen",
        "bank transfer",
        "bankoverschrijving",
        "banktransfer",
        "banküberweisung",
        "cash",
        "cheque",
        "contant",
        "contante",
        "factuur",
        "invoice",
        "op rekening",
        "overboeken",
        "overboeking",
        "overmaken",
        "overschrijving",
        "pin",
        "pinnen",
        "pinpas",
        "rembours",
        "virement",
        "vooraf",
        "vooruit",
        "vooruitbetaling",
    ],
};

impl Names {
    /// The only one of these accounts that the names fit, if it says so clearly.
    pub(super) fn only<'a>(&self, accounts: &[&'a LedgerAccount]) -> Option<&'a LedgerAccount> {
        let mut fits = accounts.iter().filter_map(|own| Some((own, rest(&own.name, self.meant)?)));
        let (only, rest) = fits.next()?;
        let is_clear = fits.next().is_none() && rest.iter().all(|word| is_harmless(word));
        is_clear.then_some(*only)
    }
}

/// Whether somebody who pays so pays no payment provider.
pub(super) fn is_paid_outside(method: &str) -> bool {
    rest(method, OUTSIDE.meant).is_some()
}

/// What is left of a name without the words that say what it is for; nothing if there are none.
pub(super) fn rest(name: &str, meant: &[&str]) -> Option<Vec<String>> {
    let mut words: Vec<String> = name
        .split(|sign: char| !sign.is_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_lowercase)
        .collect();
    let mut is_meant = false;
    let mut phrases: Vec<Vec<&str>> = meant.iter().map(|own| own.split(' ').collect()).collect();
    // Of 'shipping costs' it is not only the shipping that is meant.
    phrases.sort_by_key(|own| std::cmp::Reverse(own.len()));
    for phrase in phrases {
        while let Some(at) = words.windows(phrase.len()).position(|own| own == phrase) {
            words.drain(at..at + phrase.len());
            is_meant = true;
        }
    }
    is_meant.then_some(words)
}

/// The number of an account says nothing either, as 8110 does; 21 may be a percentage.
pub(super) fn is_harmless(word: &str) -> bool {
    let is_number = word.len() > 3 && word.bytes().all(|byte| byte.is_ascii_digit());
    is_number || HARMLESS.contains(&word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn account(name: &str) -> LedgerAccount {
        LedgerAccount {
            id: name.to_owned(),
            name: name.to_owned(),
            kind: String::new(),
            active: true,
            allowed: Vec::new(),
        }
    }

    fn only(names: &Names, all: &[&str]) -> Option<String> {
        let accounts: Vec<LedgerAccount> = all.iter().map(|name| account(name)).collect();
        let accounts: Vec<&LedgerAccount> = accounts.iter().collect();
        names.only(&accounts).map(|own| own.name.clone())
    }

    #[test]
    fn a_name_that_clearly_means_it_is_taken() {
        for (names, name) in [
            (&SHIPPING, "Verzendopbrengsten"),
            (&SHIPPING, "VERZENDKOSTEN"),
            (&SHIPPING, "8110 - Omzet verzendkosten (webshop)"),
            (&SHIPPING, "Doorberekende verzendkosten"),
            (&SHIPPING, "Shipping"),
            (&SHIPPING, "Shipping costs charged"),
            (&SHIPPING, "Sales: delivery fees"),
            (&PAYMENT_COSTS, "Betaalkosten doorberekend"),
            (&PAYMENT_COSTS, "Payment fees"),
            (&DISCOUNTS, "Kortingen"),
            (&DISCOUNTS, "Verleende kortingen"),
            (&DISCOUNTS, "Discounts given"),
            (&DEPOSITS, "Statiegeld"),
            (&DEPOSITS, "Container deposits"),
            (&CLEARING, "Tussenrekening betalingen webshop"),
            (&CLEARING, "Payment provider"),
        ] {
            assert_eq!(only(names, &[name, "Overig"]).as_deref(), Some(name));
        }
    }

    #[test]
    fn a_name_that_may_mean_something_else_is_not() {
        for (names, name) in [
            (&SHIPPING, "Omzet"),
            (&SHIPPING, "Verzendkosten buitenland"),
            (&SHIPPING, "Verzendkosten 9%"),
            (&SHIPPING, "Omzet zonder verzendkosten"),
            // Part of a word is no word.
            (&SHIPPING, "Verzendkostenvergoeding"),
            (&SHIPPING, "Delivery"),
            (&DISCOUNTS, "Ontvangen kortingen"),
            (&DISCOUNTS, "Kortingen inkoop"),
            (&DISCOUNTS, "Betalingskorting"),
            (&DEPOSITS, "Borg"),
            (&DEPOSITS, "Deposits"),
            (&DEPOSITS, "Statiegeld kratten"),
            (&CLEARING, "Tussenrekening lonen"),
            (&CLEARING, "Kruisposten"),
            // Only what is paid by it is known to arrive there.
            (&CLEARING, "Tussenrekening Mollie"),
            (&CLEARING, "PayPal"),
            (&CLEARING, "Debiteuren"),
            (&CLEARING, "Payments"),
            (&CLEARING, ""),
        ] {
            assert_eq!(only(names, &[name]), None, "{name}");
        }
    }

    #[test]
    fn of_two_that_fit_neither_is_taken() {
        for (names, all) in [
            (&SHIPPING, ["Verzendkosten hoog", "Verzendkosten laag"]),
            // One is clear, and still there is another.
            (&SHIPPING, ["Verzendkosten", "Verzendkosten buitenland"]),
            (&CLEARING, ["Tussenrekening webshop", "Tussenrekening bankoverschrijving"]),
            (&DEPOSITS, ["Statiegeld", "Statiegeld"]),
        ] {
            assert_eq!(only(names, &all), None, "{all:?}");
        }
    }

    #[test]
    fn what_is_paid_outside_the_shop_is_known_by_its_name() {
        for name in
            ["Vooraf overmaken", "Bank transfer", "BankTransfer", "Op rekening", "Pin bij afhalen"]
        {
            assert!(is_paid_outside(name), "{name}");
        }
        for name in ["iDEAL", "PayPal", "Creditcard", "Bancontact", "Klarna"] {
            assert!(!is_paid_outside(name), "{name}");
        }
    }
}
