//! What stands in the way of orders, in few words, for all that have it in common.

use super::said;

/// Causes, and what is done about all orders of one.
#[derive(Debug)]
pub(crate) struct CauseTexts {
    pub(crate) title: &'static str,
    pub(crate) unmapped: fn(&str) -> String,
    pub(crate) rate: fn(&str) -> String,
    pub(crate) account: fn(&str) -> String,
    /// Edited after it was booked, and what stands in the way of booking it now.
    pub(crate) edited: fn(&str) -> String,
    /// Any other, by its key; the key itself where nothing is known of it.
    pub(crate) other: fn(&str) -> String,
    pub(crate) to_settings: &'static str,
    /// Trying so many again, of so many.
    pub(crate) retry: fn(u64, u64) -> String,
}

const NL_OTHERS: &[(&str, &str)] = &[
    ("leftover", "door afronding blijft een cent over"),
    ("no-number", "de winkel heeft er geen factuurnummer voor"),
    ("vat-number-missing", "het btw-nummer van de klant ontbreekt of klopt niet"),
    ("total-mismatch", "het totaal van de winkel klopt niet met de regels"),
    ("tax-mismatch", "de btw van de winkel klopt niet met de regels"),
    ("currency", "een andere munt dan die van de administratie"),
    ("territory", "verzonden naar een gebied met eigen btw-regels"),
    ("no-country", "het land ontbreekt"),
    ("period-locked", "de periode is in Moneybird vergrendeld"),
    ("contradiction", "de gegevens spreken elkaar tegen"),
    ("unreadable", "de winkel kan haar niet tonen"),
    ("contact-refused", "Moneybird weigert het contact"),
    ("invoice-refused", "Moneybird weigert de factuur"),
    ("payment-refused", "Moneybird weigert de betaling"),
    ("doubled", "er staat meer dan één factuur van in Moneybird"),
    ("in-summary", "staat al in een dagfactuur in Moneybird"),
    ("invoice-gone", "de factuur is uit Moneybird verwijderd"),
    ("booked-differs", "de factuur in Moneybird is anders dan wat geboekt is"),
    ("credit-unclear", "of het creditbedrag er al in zit, is niet te zeggen"),
    ("credit-of-ignored", "creditfactuur van een bestelling die terzijde is gelegd"),
    ("credit-elsewhere", "creditfactuur van een bestelling die een ander programma boekte"),
    ("elsewhere-missing", "zou al geboekt zijn, maar heeft geen factuur in Moneybird"),
    ("elsewhere", "de factuur van een ander programma past er niet bij"),
    ("edited", "na het boeken gewijzigd in de winkel"),
    ("cancelled", "na het boeken geannuleerd"),
    ("unpaid", "na het boeken niet meer betaald"),
    ("removed", "na het boeken verwijderd uit de winkel"),
    ("paid", "na een creditfactuur of correctie alsnog betaald"),
    ("reimbursed", "terugbetaald zonder creditfactuur"),
];

const EN_OTHERS: &[(&str, &str)] = &[
    ("leftover", "rounding leaves a cent over"),
    ("no-number", "the shop has no invoice number for it"),
    ("vat-number-missing", "the customer's VAT number is missing or wrong"),
    ("total-mismatch", "the shop's total does not fit the lines"),
    ("tax-mismatch", "the shop's VAT does not fit the lines"),
    ("currency", "another currency than that of the administration"),
    ("territory", "sent to a place with VAT rules of its own"),
    ("no-country", "the country is missing"),
    ("period-locked", "the period is locked in Moneybird"),
    ("contradiction", "the data contradict each other"),
    ("unreadable", "the shop cannot show it"),
    ("contact-refused", "Moneybird refuses the contact"),
    ("invoice-refused", "Moneybird refuses the invoice"),
    ("payment-refused", "Moneybird refuses the payment"),
    ("doubled", "more than one invoice of it is in Moneybird"),
    ("in-summary", "is in a daily invoice in Moneybird already"),
    ("invoice-gone", "its invoice was deleted from Moneybird"),
    ("booked-differs", "the invoice in Moneybird is not what was booked"),
    ("credit-unclear", "whether the credit is in it already cannot be told"),
    ("credit-of-ignored", "credit invoice of an order that was set aside"),
    ("credit-elsewhere", "credit invoice of an order that another program booked"),
    ("elsewhere-missing", "said to be booked already, but has no invoice in Moneybird"),
    ("elsewhere", "another program's invoice does not fit it"),
    ("edited", "edited in the shop after it was booked"),
    ("cancelled", "cancelled after it was booked"),
    ("unpaid", "no longer paid after it was booked"),
    ("removed", "deleted from the shop after it was booked"),
    ("paid", "paid after a credit invoice or a correction"),
    ("reimbursed", "paid back without a credit invoice"),
];

/// Nederlands.
pub(super) const NL: CauseTexts = CauseTexts {
    title: "Waarom",
    unmapped: |what| format!("‘{what}’: geen btw-tarief gekozen"),
    rate: |what| format!("‘{what}’: het gekozen btw-tarief is niet te gebruiken"),
    account: |what| format!("‘{what}’: geen bruikbare rekening gekozen"),
    edited: |why| format!("na het boeken gewijzigd; {why}"),
    other: |key| said(NL_OTHERS, key, ""),
    to_settings: "Naar Instellingen",
    retry: |some, all| match (some, all) {
        (some, all) if some < all => format!("De eerste {some} opnieuw proberen"),
        (_, all) => format!("Alle {all} opnieuw proberen"),
    },
};

/// English.
pub(super) const EN: CauseTexts = CauseTexts {
    title: "Why",
    unmapped: |what| format!("‘{what}’: no tax rate is chosen"),
    rate: |what| format!("‘{what}’: the tax rate that is chosen cannot be used"),
    account: |what| format!("‘{what}’: no usable account is chosen"),
    edited: |why| format!("edited after it was booked; {why}"),
    other: |key| said(EN_OTHERS, key, ""),
    to_settings: "To Settings",
    retry: |some, all| match (some, all) {
        (some, all) if some < all => format!("Try the first {some} again"),
        (_, all) => format!("Try all {all} again"),
    },
};
