//! The sentences of explanations.

use super::Sale;
use crate::Language;

/// `underway`, without an invoice.
pub(super) fn underway(language: Language) -> &'static str {
    match language {
        Language::Nl => "Nog niet geboekt: de volgende ronde boekt deze bestelling.",
        Language::En => "Not booked yet: the next round books this order.",
    }
}

/// `underway`, with an invoice.
pub(super) fn unfinished(language: Language) -> &'static str {
    match language {
        Language::Nl => "De factuur staat in Moneybird; de volgende ronde maakt de boeking af.",
        Language::En => "The invoice is in Moneybird; the next round completes the booking.",
    }
}

/// `gone`
pub(super) fn gone(language: Language) -> &'static str {
    match language {
        Language::Nl => {
            "De factuur staat niet meer in Moneybird, of op een dag buiten deze periode."
        }
        Language::En => "The invoice is no longer in Moneybird, or on a day outside this period.",
    }
}

/// `altered`
pub(super) fn altered(language: Language) -> &'static str {
    match language {
        Language::Nl => "De factuur in Moneybird heeft andere bedragen dan er zijn geboekt.",
        Language::En => "The invoice in Moneybird has other amounts than were booked.",
    }
}

/// `rounding`
pub(super) fn rounding(language: Language) -> &'static str {
    match language {
        Language::Nl => {
            "Moneybird rondt de btw op deze factuur een paar cent anders af; het totaal klopt."
        }
        Language::En => {
            "Moneybird rounds the VAT on this invoice differently by cents; the total is right."
        }
    }
}

/// `doubled`
pub(super) fn doubled(language: Language) -> &'static str {
    match language {
        Language::Nl => "Moneybird heeft nog een factuur van deze bestelling.",
        Language::En => "Moneybird holds another invoice for this order.",
    }
}

/// `edited`
pub(super) fn edited(language: Language) -> &'static str {
    match language {
        Language::Nl => {
            "Het totaal in de winkel is gewijzigd sinds de factuur werd bepaald. Het bedrag hier is \
             dat verschil inclusief btw; hoeveel daarvan btw is, is niet bekend."
        }
        Language::En => {
            "The total in the shop was changed since the invoice was decided. The amount here is \
             that difference, VAT included; how much of it is VAT is not known."
        }
    }
}

/// `cancelled`
pub(super) fn cancelled(language: Language) -> &'static str {
    match language {
        Language::Nl => {
            "In de winkel heeft deze bestelling geen gekozen status meer of is zij niet betaald, \
             maar haar factuur staat in Moneybird."
        }
        Language::En => {
            "In the shop this order is no longer in a chosen status or no longer paid, but its \
             invoice is in Moneybird."
        }
    }
}

/// What is said of an order in another currency.
pub(super) fn foreign(language: Language, sale: &Sale) -> String {
    let (total, currency) = (crate::Money::round(sale.total), &sale.currency);
    match language {
        Language::Nl => format!("Het bedrag, {total} {currency}, telt hier niet mee."),
        Language::En => format!("Its amount, {total} {currency}, does not count here."),
    }
}
