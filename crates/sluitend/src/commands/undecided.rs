//! What settings leave undecided, and what that means for the orders.

use bookkeeping::settings::{VatCase, VatEntry};
use bookkeeping::{Language, Settings};

use crate::language::say;

/// The cases that an entry can be for.
const CASES: [VatCase; 7] = [
    VatCase::Domestic,
    VatCase::Oss,
    VatCase::EuBusiness,
    VatCase::Export,
    VatCase::Exempt,
    VatCase::Deposit,
    VatCase::Platform,
];

/// A line for each thing that is not decided, under a heading; nothing if all is.
pub(super) fn undecided(settings: &Settings, language: Language) -> Option<String> {
    let mut lines = Vec::new();
    let ledger = &settings.ledger;
    if settings.payment.register && settings.payment.clearing.is_none() {
        lines.push(payments(settings, language).to_owned());
    }
    if ledger.revenue.is_none() && settings.vat.iter().all(|entry| entry.ledger.is_none()) {
        let text = say(
            language,
            "[ledger] revenue: elke bestelling wordt geweigerd",
            "[ledger] revenue: every order is refused",
        );
        lines.push(text.to_owned());
    }
    let on_revenue: Vec<&str> = [
        ("shipping", &ledger.shipping),
        ("discounts", &ledger.discounts),
        ("payment_costs", &ledger.payment_costs),
    ]
    .into_iter()
    .filter_map(|(name, account)| account.is_none().then_some(name))
    .collect();
    if !on_revenue.is_empty() {
        let names = on_revenue.join(", ");
        lines.push(match language {
            Language::Nl => format!("[ledger] {names}: geboekt op de omzetrekening"),
            Language::En => format!("[ledger] {names}: booked on the revenue account"),
        });
    }
    let has_own = |entry: &VatEntry| entry.case == VatCase::Deposit && entry.ledger.is_some();
    if ledger.deposits.is_none() && !settings.vat.iter().any(has_own) {
        let text = say(
            language,
            "[ledger] deposits: een bestelling met statiegeld of borg wordt geweigerd",
            "[ledger] deposits: an order with a deposit is refused",
        );
        lines.push(text.to_owned());
    }
    let missing: Vec<&str> = CASES
        .iter()
        .filter(|case| settings.vat.iter().all(|entry| entry.case != **case))
        .map(|case| case.as_str())
        .collect();
    if !missing.is_empty() {
        let names = missing.join(", ");
        lines.push(match language {
            Language::Nl => {
                format!("[[vat]] zonder {names}: zulke bestellingen worden geweigerd")
            }
            Language::En => format!("[[vat]] without {names}: such orders are refused"),
        });
    }
    if lines.is_empty() {
        return None;
    }
    let heading = say(language, "Nog niet beslist:", "Not decided yet:");
    Some(format!("{heading}\n  {}", lines.join("\n  ")))
}

fn payments(settings: &Settings, language: Language) -> &'static str {
    if settings.payment.methods.is_empty() {
        say(
            language,
            "[payment] clearing: betalingen blijven met de hand te koppelen",
            "[payment] clearing: payments stay to be matched by hand",
        )
    } else {
        say(
            language,
            "[payment] clearing: betalingen met een andere methode dan in [payment.methods] blijven \
             met de hand te koppelen",
            "[payment] clearing: payments by another method than those in [payment.methods] stay to \
             be matched by hand",
        )
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    #[test]
    fn only_what_is_not_decided_is_told() {
        let empty = undecided(&Settings::default(), Language::En).unwrap();
        for part in ["clearing: payments stay", "shipping, discounts, payment_costs: booked on"] {
            assert!(empty.contains(part), "'{part}' in {empty}");
        }
        assert!(empty.contains("without domestic, oss, eu-business"), "{empty}");
        let mut text = String::from(
            "[ledger]\nrevenue = \"1\"\nshipping = \"2\"\npayment_costs = \"3\"\n\
             discounts = \"4\"\ndeposits = \"5\"\n[payment]\nclearing = \"6\"\n",
        );
        for case in CASES {
            let entry = "country = \"DE\"\npercentage = \"19\"\ntax_rate = \"7\"";
            let _ = writeln!(text, "[[vat]]\ncase = \"{case}\"\n{entry}");
        }
        let full = Settings::parse(&text).unwrap();
        assert_eq!(undecided(&full, Language::En), None);
        let unregistered = Settings {
            payment: bookkeeping::settings::Payments { register: false, ..Default::default() },
            ..full
        };
        assert_eq!(undecided(&unregistered, Language::Nl), None);
    }
}
